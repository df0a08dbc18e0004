"""Tokenizing: each rule has its cases in cases/tokenize.json."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text.codes import DTYPE

CASES = json.loads((Path(__file__).parent / "cases/tokenize.json").read_text(encoding="utf-8"))


def words(of, **options):
    return list(text.tokenize(pd.DataFrame({"text": [of]}), **options).iloc[0])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_rules_hold(case):
    assert words(case["text"], **case.get("options", {})) == case["tokens"]


def test_tokens_are_a_series_on_the_index_of_the_articles(articles, tokens):
    assert tokens.index.equals(articles.index)
    assert tokens.name == "tokens"
    assert tokens.dtype == DTYPE


def test_a_missing_text_gives_an_empty_list(tokens):
    assert list(tokens["a5"]) == []


def test_a_corpus_without_articles_gives_no_tokens():
    tokens = text.tokenize(pd.DataFrame({"text": []}))
    assert len(tokens) == 0
    assert tokens.dtype == DTYPE


@pytest.mark.parametrize("row", [b"bytes", 3, ["a", "list"]])
def test_a_text_that_is_no_text_is_named(row):
    with pytest.raises(TypeError, match=r"article 'a2' has (bytes|int|list)"):
        text.tokenize(pd.DataFrame({"text": pd.Series(["fine", row], index=["a1", "a2"], dtype=object)}))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "xx"}, "`language` must be one of"),
        ({"hyphens": "drop"}, "`hyphens` must be one of 'keep', 'split'"),
    ],
)
def test_unknown_options_are_refused(articles, options, message):
    with pytest.raises(ValueError, match=message):
        text.tokenize(articles, **options)


def test_one_string_instead_of_a_table_is_refused():
    with pytest.raises(TypeError, match="`articles` must be a pandas DataFrame; got str"):
        text.tokenize("Turkey and Russia")


def test_tokens_can_be_sliced_filtered_joined_and_stored(articles, tokens, tmp_path):
    two = pd.concat([tokens[articles["outlet"] == "Ledger"], tokens.iloc[:1]])
    assert [list(found) for found in text.remove(two, [])] == [list(tokens[key]) for key in ["a2", "a4", "a1"]]
    two.to_frame().to_parquet(tmp_path / "tokens.parquet")
    again = pd.read_parquet(tmp_path / "tokens.parquet", dtype_backend="pyarrow")["tokens"]
    assert [list(found) for found in again] == [list(found) for found in two]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_text_gives_words_without_space_and_the_same_words_for_each_article_alone(texts):
    tokens = text.tokenize(pd.DataFrame({"text": texts}, dtype=object), punctuation=True)
    assert len(tokens) == len(texts)
    for one, found in zip(texts, tokens, strict=True):
        assert list(found) == words(one, punctuation=True)
        assert not any(word.isspace() or word == "" for word in found)
