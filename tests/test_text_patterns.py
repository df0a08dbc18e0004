"""Which words a pattern means."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text import patterns

WORDS = st.text("abé?*-😀", max_size=5)


def meant(word, pattern):
    """The slow twin of the compiled comparison: a regular expression, one character at a time."""
    parts = {"*": ".*", "?": "."}
    return re.fullmatch("".join(parts.get(sign, re.escape(sign)) for sign in pattern), word, re.DOTALL) is not None


@given(st.lists(WORDS, max_size=12, unique=True), st.lists(WORDS, max_size=12))
def test_matches_equal_regular_expressions(vocabulary, words):
    expected = [
        any(meant(word, other) if patterns.is_pattern(other) else word == other for other in words)
        for word in vocabulary
    ]
    assert patterns.matches(np.array(vocabulary, dtype=object), words).tolist() == expected


@given(st.lists(WORDS, max_size=12, unique=True), st.lists(WORDS, max_size=12, unique=True))
def test_meanings_name_each_pattern_of_each_word_once_and_in_order(vocabulary, words):
    starts, numbers = patterns.meanings(np.array(vocabulary, dtype=object), words)
    found = [numbers[first:last].tolist() for first, last in pairwise(starts)]
    assert found == [
        [
            number
            for number, other in enumerate(words)
            if (meant(word, other) if patterns.is_pattern(other) else word == other)
        ]
        for word in vocabulary
    ]


@pytest.mark.parametrize(
    ("pattern", "means"),
    [
        ("*", ["", "a", "ab", "éé", "a*", "a\nb"]),
        ("?", ["a"]),
        ("??", ["ab", "éé", "a*"]),
        ("", [""]),
        ("a*", ["a", "ab", "a*", "a\nb"]),
        ("*b", ["ab", "a\nb"]),
        ("?*", ["a", "ab", "éé", "a*", "a\nb"]),
        ("**a**", ["a", "ab", "a*", "a\nb"]),
        ("é?", ["éé"]),
        ("*\n*", ["a\nb"]),
        ("\ud800*", []),  # half a character, as broken files have it
    ],
)
def test_a_pattern_means(pattern, means):
    vocabulary = ["", "a", "ab", "éé", "a*", "a\nb"]
    assert [word for word, yes in zip(vocabulary, patterns.matches(vocabulary, [pattern]), strict=True) if yes] == means


def test_no_words_and_no_vocabulary_match_nothing():
    assert patterns.matches([], ["a", "b*"]).tolist() == []
    assert patterns.matches(["a"], []).tolist() == [False]
    starts, numbers = patterns.meanings([], ["a", "*"])
    assert (starts.tolist(), numbers.tolist()) == ([0], [])
    starts, numbers = patterns.meanings(["a", "b"], [])
    assert (starts.tolist(), numbers.tolist()) == ([0, 0, 0], [])


def test_a_thousand_patterns_are_told_apart():
    vocabulary = [f"{first}{second}" for first in "abcdefghij" for second in range(100)]
    words = [f"{word}*" for word in vocabulary]
    starts, numbers = patterns.meanings(vocabulary, words)
    assert numbers[starts[17] : starts[18]].tolist() == [1, 17]  # a17 begins with a1, too
    assert len(numbers) == 1000 + 900


def test_words_shorter_than_asked_for_are_left_out():
    tokens = text.tokenize(pd.DataFrame({"text": ["a of the éé bed", ""]}))
    assert [list(words) for words in text.keep(tokens, min_length=3)] == [["the", "bed"], []]
    assert [list(words) for words in text.remove(tokens, ["b*"], min_length=2)] == [["of", "the", "éé"], []]
    assert [list(words) for words in text.keep(tokens, ["*e*"], min_length=3)] == [["the", "bed"], []]


def test_all_tokens_are_kept_and_none_removed_when_nothing_is_asked_for():
    tokens = text.tokenize(pd.DataFrame({"text": ["a of the", None]}))
    assert text.keep(tokens).equals(tokens)
    assert text.remove(tokens).equals(tokens)


@pytest.mark.parametrize("verb", [text.remove, text.keep])
def test_a_length_that_is_no_whole_number_is_refused(verb):
    with pytest.raises(ValueError, match=r"`min_length` must be a whole number of at least 0; got 2\.5"):
        verb(text.tokenize(pd.DataFrame({"text": ["a"]})), ["a"], min_length=2.5)


@pytest.mark.parametrize("verb", [text.remove, text.keep, text.compound])
@pytest.mark.parametrize("words", [b"the", 5, None, [b"the"], ["the", 5], [float("nan")]])
def test_what_is_not_a_list_of_words_is_refused(verb, words):
    with pytest.raises(TypeError, match=r"must be a list of (words|phrases)"):
        verb(text.tokenize(pd.DataFrame({"text": ["the"]})), words)


@pytest.mark.parametrize("verb", [text.remove, text.keep])
def test_tables_without_a_token_stay_so(verb):
    for texts in ([], [None], ["", ""]):
        tokens = text.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
        assert [list(words) for words in verb(tokens, ["a", "*"])] == [[] for _ in texts]
