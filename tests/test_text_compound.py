"""Phrases as one token, at the edges."""

import pandas as pd
import pytest

from analysis import text
from analysis.text import codes


def tokens_of(*articles):
    return text.tokenize(pd.DataFrame({"text": list(articles)}))


def lists(tokens):
    return [list(words) for words in tokens]


@pytest.mark.parametrize(
    ("articles", "phrases", "joined"),
    [
        ([], ["a b"], []),
        ([None, ""], ["a b"], [[], []]),
        (["a b"], [], [["a", "b"]]),
        (["a b"], ["a b"], [["a b"]]),
        (["a b"], ["a b", "a b", "a  b"], [["a b"]]),
        (["a b"], ["a b c"], [["a", "b"]]),
        (["a b"], ["", " ", "*", "a"], [["a", "b"]]),
        (["a b c"], ["* *"], [["a b", "c"]]),
        (["a b c", "d"], ["* * *", "* *"], [["a b c"], ["d"]]),
        (["Été élu, été battu"], ["été ?l*"], [["été élu", "été", "battu"]]),
        (["a b a b c"], ["a b", "a b c"], [["a b", "a b c"]]),
        (["a b c d"], ["b c", "a b c d e", "c d"], [["a", "b c", "d"]]),
        (["a b c d"], ["a b x", "a *", "b c d"], [["a b", "c", "d"]]),
    ],
)
def test_phrases_are_joined(articles, phrases, joined):
    assert lists(text.compound(tokens_of(*articles), phrases)) == joined


def test_what_is_joined_already_is_a_word_like_any_other():
    once = text.compound(tokens_of("the un security council met", "un security"), ["security council"])
    assert lists(text.compound(once, ["un security"])) == [["the", "un", "security council", "met"], ["un security"]]
    twice = text.compound(once, ["un security*", "* met"])
    assert lists(twice) == [["the", "un security council", "met"], ["un security"]]


def test_two_ways_to_the_same_words_make_one_token():
    once = text.compound(pd.concat([tokens_of("a b c"), tokens_of("a b c")]), ["a b"])
    other = text.compound(tokens_of("a b c"), ["b c"])
    joined = text.compound(pd.concat([once, other]), ["* *"])
    assert lists(joined) == [["a b c"], ["a b c"], ["a b c"]]
    assert codes.unpack(joined).vocabulary.tolist() == ["a b c"]


def test_a_part_of_the_articles_is_joined_alone():
    tokens = tokens_of("a b", "a", "b a b").set_axis(["x", "y", "z"])
    found = text.compound(tokens.iloc[1:], ["a b"])
    assert (list(found.index), lists(found)) == (["y", "z"], [["a"], ["b", "a b"]])
    assert lists(text.compound(tokens.reindex(["z", "gone"]), ["a b"])) == [["b", "a b"], []]


def test_phrases_may_come_from_any_iterable():
    assert lists(text.compound(tokens_of("a b"), (phrase for phrase in ["a b"]))) == [["a b"]]
    assert lists(text.compound(tokens_of("a b"), pd.Series(["a b"]))) == [["a b"]]
