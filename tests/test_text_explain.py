"""From tokens back to the text."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text

CASES = json.loads((Path(__file__).parent / "cases/tokenize.json").read_text(encoding="utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def tokens_of(given_text, **options):
    return list(text.tokenize(pd.DataFrame({"text": [given_text]}), **options).iloc[0])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_is_explained_is_what_is_done(case):
    options = case.get("options", {})
    explained = text.explain(case["text"], **options)
    assert explained["token"].dropna().tolist() == case["tokens"]
    places = text.spans(pd.DataFrame({"text": [case["text"]]}), **options)
    assert places["token"].tolist() == case["tokens"]


@given(TEXTS, st.sampled_from(["en", "tr", "fr"]))
def test_explained_pieces_are_the_text_and_make_the_tokens(given_text, language):
    explained = text.explain(given_text, language=language, punctuation=True)
    assert explained["token"].tolist() == tokens_of(given_text, language=language, punctuation=True)
    for start, end, piece in zip(explained["start"], explained["end"], explained["text"], strict=True):
        assert given_text[start:end] == piece


@given(st.lists(TEXTS | st.none(), max_size=5))
def test_spans_cut_the_piece_that_made_each_token(texts):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")}, index=[f"a{i}" for i in range(len(texts))])
    places = text.spans(articles, punctuation=True)
    tokens = text.tokenize(articles, punctuation=True)
    assert list(zip(places["article_id"], places["position"], places["token"], strict=True)) == [
        (article, position, token) for article in articles.index for position, token in enumerate(tokens[article])
    ]
    for article, start, end, token in places[["article_id", "start", "end", "token"]].itertuples(index=False):
        assert tokens_of(articles["text"][article][start:end], punctuation=True) == [token]


@pytest.mark.parametrize(
    ("piece", "rules"),
    [
        ("U.S.’s", "abbreviation, apostrophe, signs, possessive, case"),
        ("S-400s", "hyphen, case"),
        ("nato", ""),
        (",", "punctuation"),
        ("ﬂag", "compatibility"),
        ("e\N{COMBINING ACUTE ACCENT}", "composition"),
        ("sanc\N{SOFT HYPHEN}tions", "invisible"),
    ],
)
def test_the_rules_are_named(piece, rules):
    row = text.explain(f"so {piece} so").iloc[1]
    assert (row["text"], row["rules"]) == (piece, rules)


def test_numbers_left_out_are_explained():
    explained = text.explain("S-400 2017", numbers=False)
    assert explained["rules"].tolist() == ["hyphen, case", "numbers"]
    assert explained["token"].isna().tolist() == [False, True]


def test_an_empty_text_and_no_articles_give_empty_tables():
    assert list(text.explain("").columns) == ["start", "end", "text", "token", "rules"]
    none = text.spans(pd.DataFrame({"text": []}))
    assert list(none.columns) == ["article_id", "position", "token", "start", "end"]
    assert len(none) == 0


def test_bad_arguments_are_refused():
    with pytest.raises(TypeError, match="`text` must be one str; got DataFrame"):
        text.explain(pd.DataFrame())
    with pytest.raises(ValueError, match="`hyphens` must be one of"):
        text.spans(pd.DataFrame({"text": ["a"]}), hyphens="drop")
