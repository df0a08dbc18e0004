"""Sentences: each rule has its cases in cases/sentences.json."""

import json
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text.abbreviations import KINDS, grammar

from ._reference import read

CASES = json.loads((Path(__file__).parent / "cases/sentences.json").read_text(encoding="utf-8"))
LISTED = ["de", "en", "es", "fr", "it", "ru", "tr"]


def cut(of, language="en"):
    return list(text.sentences(pd.DataFrame({"text": [of]}), language=language)["text"])


def marked(case):
    """The case as a parameter, a strict expected failure if it says why it fails."""
    marks = [pytest.mark.xfail(reason=case["fails"], strict=True)] if "fails" in case else []
    return pytest.param(case, id=case["case"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_the_rules_hold(case):
    assert cut(case["text"], case.get("language", "en")) == case["sentences"]


def test_sentences_are_a_table_with_their_places(articles):
    found = text.sentences(articles)
    assert list(found.columns) == ["article_id", "sentence", "start", "end", "text"]
    assert found.index.equals(pd.RangeIndex(len(found)))
    assert [found[column].dtype for column in ("sentence", "start", "end")] == [np.dtype("int64")] * 3
    assert found["article_id"].tolist() == ["a1", "a2", "a2", "a3", "a4"]
    assert found["sentence"].tolist() == [0, 0, 1, 0, 0]
    for row in found.itertuples():
        assert articles["text"][row.article_id][row.start : row.end] == row.text


@pytest.mark.parametrize("nothing", [[], [None], [""], [" \n\t \N{NO-BREAK SPACE}"], [float("nan"), "", None]])
def test_what_has_no_text_has_no_sentence(nothing):
    found = text.sentences(pd.DataFrame({"text": pd.Series(nothing, dtype=object)}))
    assert found.shape == (0, 5)
    assert found["start"].dtype == "int64"


def test_a_table_without_articles_has_the_same_columns_as_any(articles):
    none, some = text.sentences(articles.iloc[:0]), text.sentences(articles)
    assert none.dtypes.equals(some.dtypes)


@pytest.mark.parametrize("row", [b"bytes", 3, ["a", "list"]])
def test_a_text_that_is_no_text_is_named(row):
    with pytest.raises(TypeError, match=r"article 'a2' has (bytes|int|list)"):
        text.sentences(pd.DataFrame({"text": pd.Series(["fine", row], index=["a1", "a2"], dtype=object)}))


def test_a_language_that_is_unknown_is_refused(articles):
    with pytest.raises(ValueError, match="`language` must be a two-letter code"):
        text.sentences(articles, language="english")


def test_one_string_instead_of_a_table_is_refused():
    with pytest.raises(TypeError, match="`articles` must be a pandas DataFrame; got str"):
        text.sentences("Turkey and Russia. They met.")


def test_a_table_without_texts_is_refused():
    with pytest.raises(ValueError, match="`articles` has no column 'text'; it has 'body'"):
        text.sentences(pd.DataFrame({"body": ["They met."]}))


def test_the_caller_s_table_stays_as_it_was(articles):
    before = articles.copy()
    text.sentences(articles)
    pd.testing.assert_frame_equal(articles, before)


SIGNS = '.?!…,;:()[]"“”„«»‘’-–—•/&@0123 \n\t\x00'
WORDS = (
    'The talks Mr. U.S. p.m. No. etc. z. B. EE. UU. 1. 2. a) iPhone Kerry said asked. example.org "? https://example.org'
    " Yahoo! /TASS/. İki \N{COMBINING ACUTE ACCENT} \N{WORD JOINER} \N{IDEOGRAPHIC FULL STOP} ''"
)
SPACES = ["\r\n", "\n\n", "   ", "\N{PARAGRAPH SEPARATOR}", "\N{NO-BREAK SPACE}", ". . ."]
PARTS = st.sampled_from([*SIGNS, *WORDS.split(), *SPACES])
ANY = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(PARTS, max_size=30).map("".join)


@given(st.lists(ANY, max_size=4), st.sampled_from([*LISTED, "cs", "zh"]))
def test_any_text_is_cut_without_loss(texts, language):
    found = text.sentences(pd.DataFrame({"text": pd.Series(texts, dtype=object)}), language=language)
    for article, of in enumerate(texts):
        rows = found[found["article_id"] == article]
        assert rows["sentence"].tolist() == list(range(len(rows)))
        position = 0
        for start, end, sentence in zip(rows["start"], rows["end"], rows["text"], strict=True):
            assert position <= start < end <= len(of)
            assert of[start:end] == sentence == sentence.strip()
            assert not of[position:start].strip()
            position = end
        assert not of[position:].strip()


@given(st.lists(ANY, min_size=2, max_size=4))
def test_an_article_s_sentences_depend_on_its_text_alone(texts):
    together = text.sentences(pd.DataFrame({"text": pd.Series(texts, dtype=object)}))
    for article, of in enumerate(texts):
        assert together.loc[together["article_id"] == article, "text"].tolist() == cut(of)


LONG = {
    "one long sentence": ("word " * 200_000, 1),
    "one long word": ("a" * 1_000_000, 1),
    "white space": (" " * 1_000_000, 0),
    "full stops": ("." * 1_000_000, 1),
    "full stops apart": (". " * 500_000, 1),
    "words with points": ("a.A" * 300_000, 1),
    "initials": ("K. " * 100_000, 1),
    "quotation marks": ('x " . ' * 100_000, None),
    "brackets": ("(" * 500_000 + "a? 1. 1. " * 5_000, None),
    "short lines": ("x\n" * 100_000, 1),
}


@pytest.mark.parametrize(("of", "n"), LONG.values(), ids=LONG)
def test_a_text_without_an_end_takes_no_forever(of, n):
    found = cut(of)
    assert "".join("".join(found).split()) == "".join(of.split())
    assert n is None or len(found) == n


@pytest.mark.parametrize("language", [*LISTED, "other"])
def test_each_list_of_abbreviations_is_well_formed(language):
    from analysis import _paths

    lines = _paths.lines(_paths.WORDLISTS / f"abbreviations-{language}.txt")
    entries = [line.split()[0] for line in lines]
    assert len(entries) == len(set(entries))
    assert all(entry.endswith((".", "!")) for entry in entries)
    assert {line.split()[1] for line in lines} <= set(KINDS)


@pytest.mark.parametrize(
    ("word", "following", "ends"),
    [
        ("U.S.", "The", True),
        ("U.S.", "Senate", False),
        ("B.", "It", True),
        ("W.", "Bush", False),
        ("p.m.", "Tuesday", False),
        ("p.m.", "Moscow", True),
        ("etc.", "Moscow", True),
        ("Inc.", "However", True),
    ],
)
def test_punkt_decides_by_our_lists_what_can_end(word, following, ends):
    assert grammar("en").ends(word, following) is ends


# 48 takes ". . ." after a full stop for the beginning of the next sentence; here all four dots end the one before them.
FAILING_GOLDEN_RULES = [48]


def test_the_golden_rules_hold_but_for_the_known_ones():
    rules = json.loads(read("golden_rules/english.json"))
    assert [rule["rule"] for rule in rules if cut(rule["text"]) != rule["sentences"]] == FAILING_GOLDEN_RULES


def unicode_cases():
    for line in read("unicode/SentenceBreakTest.txt.xz").splitlines():
        parts = line.partition("#")[0].replace("×", " ").strip().strip("÷").split("÷")
        if any(part.strip() for part in parts):
            yield ["".join(chr(int(code, 16)) for code in part.split()) for part in parts]


def applicable(parts):
    """Whether a case is about text as it is printed: a letter or digit in every sentence, no invisible character.

    The others ask where a control character or a lone mark goes, which no researcher's sentence depends on.
    """
    visible = not any(unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace() for sign in "".join(parts))
    return visible and all(any(sign.isalnum() for sign in part) for part in parts if part.strip())


# A lone mark behind a closing quotation mark (2), and no space before a character without case (2).
FAILING_UNICODE_CASES = [
    "etc.)\N{RIGHT SINGLE QUOTATION MARK}\N{NO-BREAK SPACE}\N{COMBINING DIAERESIS}The",
    "etc.)\N{RIGHT SINGLE QUOTATION MARK}\N{COMBINING DIAERESIS}The",
    "\N{CJK UNIFIED IDEOGRAPH-5B57}.\N{CJK UNIFIED IDEOGRAPH-5B57}",
    "etc.\N{CJK UNIFIED IDEOGRAPH-5B83}",
]


def test_the_unicode_cases_about_printed_text_agree_but_for_the_known_ones():
    cases = [parts for parts in unicode_cases() if applicable(parts)]
    assert len(cases) > 200
    failing = [parts for parts in cases if cut("".join(parts)) != [part.strip() for part in parts if part.strip()]]
    assert ["".join(parts) for parts in failing] == FAILING_UNICODE_CASES


def test_a_language_without_lists_has_sentences_too():
    articles = pd.DataFrame({"text": ["Bakı gözəldir. Prezident İlham Əliyev 5 iyun gəldi."]})
    found = text.sentences(articles, language="az")["text"].tolist()
    assert found == ["Bakı gözəldir.", "Prezident İlham Əliyev 5 iyun gəldi."]
