"""Neighbouring words as one token."""

from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text import codes


def tokens_of(*articles):
    return text.tokenize(pd.DataFrame({"text": list(articles)}))


def lists(tokens):
    return [list(words) for words in tokens]


def walk(words, n, shortest, skip):
    """The slow twin: every choice of places in every article that spans few enough of them."""
    found = []
    for start in range(len(words)):
        for size in range(shortest, n + 1):
            ways = [
                (start, *others)
                for others in combinations(range(start + 1, len(words)), size - 1)
                if not others or others[-1] - start <= size - 1 + skip
            ]
            found += [" ".join(words[place] for place in way) for way in sorted(ways)]
    return found


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=7), max_size=4),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(0, 3),
)
def test_ngrams_equal_a_plain_walk_through_each_article(articles, n, shortest, skip):
    shortest = min(n, shortest)
    found = text.ngrams(tokens_of(*map(" ".join, articles)), n, shortest=shortest, skip=skip)
    assert lists(found) == [walk(words, n, shortest, skip) for words in articles]


def test_pairs_are_the_default():
    assert lists(text.ngrams(tokens_of("a b c", "d", ""))) == [["a b", "b c"], [], []]


def test_single_words_are_the_tokens_themselves():
    tokens = tokens_of("a b", None, "é b")
    assert lists(text.ngrams(tokens, 1)) == lists(tokens)


def test_no_ngram_reaches_into_the_next_article():
    assert lists(text.ngrams(tokens_of("a b", "c d"), 3)) == [[], []]


def test_what_is_skipped_is_counted_over_the_whole_ngram():
    assert lists(text.ngrams(tokens_of("a b c d"), 3, skip=1)) == [["a b c", "a b d", "a c d", "b c d"]]


def test_phrases_that_were_joined_make_no_second_name():
    tokens = text.compound(tokens_of("a b c", "a x", "x b c"), ["b c"])
    tokens = pd.concat([tokens, text.compound(tokens_of("a b c"), ["a b"])])
    pairs = text.ngrams(tokens)
    assert lists(pairs) == [["a b c"], ["a x"], ["x b c"], ["a b c"]]
    assert sorted(codes.unpack(pairs).vocabulary) == ["a b c", "a x", "x b c"]


def test_the_index_stays_and_a_part_is_taken_alone():
    tokens = tokens_of("a b", "c d", "e f").set_axis(["x", "y", "z"])
    found = text.ngrams(tokens.iloc[1:])
    assert list(found.index) == ["y", "z"]
    assert lists(found) == [["c d"], ["e f"]]
    assert lists(text.ngrams(tokens.reindex(["z", "gone"]))) == [["e f"], []]


def test_no_articles_have_no_ngrams():
    assert lists(text.ngrams(tokens_of())) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "`n` must be a whole number of at least 1; got 0"),
        ({"n": 2, "shortest": 3}, "`shortest` must be at most `n`, which is 2; got 3"),
        ({"shortest": 0}, "`shortest` must be a whole number of at least 1; got 0"),
        ({"skip": -1}, "`skip` must be a whole number of at least 0; got -1"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        text.ngrams(tokens_of("a b"), **options)


def test_something_else_than_tokens_is_refused():
    with pytest.raises(TypeError, match=r"must be the Series that text\.tokenize makes"):
        text.ngrams(pd.Series(["a b"]))
