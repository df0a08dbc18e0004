"""Selecting and joining tokens."""

import numpy as np
import pandas as pd
import pytest
import stopwordsiso
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text import codes


def lists(tokens):
    return [list(words) for words in tokens]


def tokens_of(*articles):
    return text.tokenize(pd.DataFrame({"text": list(articles)}))


def test_removed_words_are_gone_and_the_others_keep_their_order():
    assert lists(text.remove(tokens_of("a b a c", "a"), ["a"])) == [["b", "c"], []]


def test_kept_words_are_the_only_ones():
    assert lists(text.keep(tokens_of("a b a c", "a"), ["a", "c"])) == [["a", "a", "c"], ["a"]]


@pytest.mark.parametrize(
    ("pattern", "gone"),
    [("libya*", ["libya", "libyan"]), ("*libyan", ["libyan", "pro-libyan"]), ("liby?", ["libya"]), ("lib.a", [])],
)
def test_patterns_mean_whole_words(pattern, gone):
    given_words = ["libya", "libyan", "pro-libyan", "tripoli"]
    left = lists(text.remove(tokens_of(" ".join(given_words)), [pattern]))[0]
    assert left == [word for word in given_words if word not in gone]


def test_the_caller_s_tokens_stay_as_they_were():
    before = tokens_of("a b")
    text.remove(before, ["a"])
    text.compound(before, ["a b"])
    assert lists(before) == [["a", "b"]]


@pytest.mark.parametrize("verb", [text.remove, text.keep, text.compound])
def test_one_string_instead_of_a_list_is_refused(verb):
    with pytest.raises(TypeError, match=r"Write \['the'\]"):
        verb(tokens_of("the text"), "the")


@pytest.mark.parametrize("verb", [text.remove, text.keep, text.compound])
def test_something_else_than_tokens_is_refused(verb):
    with pytest.raises(TypeError, match=r"must be the Series that text\.tokenize makes; got a Series of"):
        verb(pd.Series(["the text"]), ["the"])


def test_of_two_phrases_that_begin_together_the_longer_is_joined():
    found = text.compound(tokens_of("the un security council met"), ["un security", "un security council"])
    assert lists(found) == [["the", "un security council", "met"]]


def test_of_two_phrases_that_overlap_the_first_is_joined():
    assert lists(text.compound(tokens_of("a b c"), ["b c", "a b"])) == [["a b", "c"]]


def test_a_phrase_joins_every_match_once():
    assert lists(text.compound(tokens_of("a a a a a"), ["a a"])) == [["a a", "a a", "a"]]


def test_patterns_inside_phrases_keep_the_word_of_the_text():
    found = text.compound(tokens_of("human rights and human right"), ["human right*"])
    assert lists(found) == [["human rights", "and", "human right"]]


def test_no_phrase_reaches_into_the_next_article():
    assert lists(text.compound(tokens_of("security", "council"), ["security council"])) == [["security"], ["council"]]


def test_single_words_and_phrases_that_do_not_occur_change_nothing():
    assert lists(text.compound(tokens_of("nato met"), ["nato", "security council", ""])) == [["nato", "met"]]


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=4),
    st.lists(st.lists(st.sampled_from(["a", "b", "c", "?"]), min_size=2, max_size=4), max_size=4),
)
def test_compound_equals_a_plain_walk_through_each_article(articles, phrases):
    tokens = tokens_of(*(" ".join(words) for words in articles))
    found = lists(text.compound(tokens, [" ".join(phrase) for phrase in phrases]))
    assert found == [walk(words, phrases) for words in articles]


def walk(words, phrases):
    joined, position = [], 0
    while position < len(words):
        fits = [
            len(phrase)
            for phrase in phrases
            if position + len(phrase) <= len(words)
            and all(part in ("?", words[position + i]) for i, part in enumerate(phrase))
        ]
        length = max(fits, default=1)
        joined.append(" ".join(words[position : position + length]))
        position += length
    return joined


def test_words_that_no_token_uses_leave_the_vocabulary():
    left = text.remove(tokens_of("a b", "b c"), ["b"])
    assert set(codes.unpack(left).vocabulary) == {"a", "c"}


def test_a_slice_unpacks_to_its_own_articles_only():
    parts = codes.unpack(tokens_of("a b", "c", "d e f").iloc[1:])
    assert parts.offsets.tolist() == [0, 1, 4]
    assert [parts.vocabulary[code] for code in parts.codes] == ["c", "d", "e", "f"]


def test_a_missing_list_unpacks_as_an_empty_one():
    tokens = tokens_of("a b", "c")
    gap = tokens.reindex([0, 99, 1])
    assert codes.unpack(gap).offsets.tolist() == [0, 2, 2, 3]


def test_english_stop_words_leave_what_political_news_is_about():
    words = set(text.stopwords("en"))
    assert words >= {"the", "of", "and", "they", "don't", "would", "between"}
    assert not words & {"u.s.", "un", "states", "world", "united", "war", "said", "president", "system", "bill"}


def test_there_are_stop_words_for_many_languages_without_a_download():
    assert "ve" in text.stopwords("tr")
    assert "und" in text.stopwords("de")
    assert len(stopwordsiso.langs()) >= 20
    with pytest.raises(ValueError, match="`language` must be one of"):
        text.stopwords("english")


def test_turkish_stop_words_are_not_damaged():
    words = text.stopwords("tr")
    assert {"bazı", "beş", "değil"} <= set(words)
    assert not [word for word in words if set(word) & set("ýþð")]


def test_packing_and_unpacking_are_inverse():
    given_codes = codes.Codes(np.array([0, 2, 2, 3]), np.array([1, 0, 1], np.int32), codes.words(["x", "y"]))
    again = codes.unpack(codes.pack(given_codes, pd.Index(["a1", "a2", "a3"])))
    assert again.offsets.tolist() == [0, 2, 2, 3]
    assert [again.vocabulary[code] for code in again.codes] == ["y", "x", "y"]
