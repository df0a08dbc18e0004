"""Where the keys of a dictionary occur."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text import codes

CASES = json.loads(Path(__file__).with_name("cases").joinpath("lookup.json").read_text(encoding="utf-8"))
COLUMNS = ["article_id", "key", "position", "length", "match", "pattern"]


def tokens_of(articles, index=None):
    words = list(dict.fromkeys(word for article in articles for word in article))
    numbers = np.array([words.index(word) for article in articles for word in article], dtype=np.int32)
    offsets = np.cumsum([0, *map(len, articles)])
    index = pd.RangeIndex(len(articles)) if index is None else index
    return codes.pack(codes.Codes(offsets, numbers, codes.words(words)), index)


def rows(table):
    return table.to_numpy().tolist()


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    case = CASES[name]
    options = {option: case[option] for option in ("levels", "nested", "language") if option in case}
    assert rows(text.lookup(tokens_of(case["articles"]), case["dictionary"], **options)) == case["matches"]


def walk(articles, dictionary, nested):
    """The slow twin: all matches, then those that lie in a longer one are taken out."""
    found = []
    for article, words in enumerate(articles):
        for start in range(len(words)):
            for number, (key, patterns) in enumerate(dictionary.items()):
                for place, pattern in enumerate(patterns):
                    parts = pattern.split()
                    run = words[start : start + len(parts)]
                    fits = all(part in ("*", word) for part, word in zip(parts, run, strict=False))
                    if len(run) == len(parts) and fits:
                        found.append((article, start, number, len(parts), place, key, " ".join(run), pattern))
    kept = [
        one
        for one in found
        if not any(
            one[0] == other[0]
            and other[1] <= one[1]
            and one[1] + one[3] <= other[1] + other[3]
            and one[3] < other[3]
            and (nested == "dictionary" or one[2] == other[2])
            for other in found
        )
    ]
    first = {}
    for article, start, number, length, _, key, match, pattern in sorted(kept):
        first.setdefault((article, start, number), [article, key, start, length, match, pattern])
    return list(first.values())


PHRASES = st.lists(st.sampled_from(["a", "b", "c", "*"]), min_size=1, max_size=4).map(" ".join)


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=9), max_size=4),
    st.dictionaries(st.sampled_from("xyz"), st.lists(PHRASES, max_size=5), min_size=1),
    st.sampled_from(["key", "dictionary"]),
)
def test_lookup_equals_a_plain_walk_through_each_article(articles, dictionary, nested):
    found = text.lookup(tokens_of(articles), dictionary, nested=nested)
    assert rows(found) == walk(articles, dictionary, nested)


@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=9), max_size=4),
    st.dictionaries(st.sampled_from("xyz"), st.lists(PHRASES, max_size=5), min_size=1),
    st.sampled_from(["key", "dictionary"]),
)
def test_replacing_puts_the_keys_where_lookup_finds_them(articles, dictionary, nested):
    expected = [[] for _ in articles]
    matches = walk(articles, dictionary, nested)
    for article, words in enumerate(articles):
        own = [match for match in matches if match[0] == article]
        covered = {place for match in own for place in range(match[2], match[2] + match[3])}
        for place, word in enumerate(words):
            expected[article] += [match[1] for match in own if match[2] == place]
            expected[article] += [] if place in covered else [word]
    found = text.replace(tokens_of(articles), dictionary, nested=nested)
    assert [list(words) for words in found] == expected


def test_many_matches_over_many_articles_are_all_found(monkeypatch):
    from analysis.text import phrases

    articles = [["a", "b"] * (number % 7) for number in range(500)]
    whole = text.lookup(tokens_of(articles), {"x": ["a", "b a"], "y": ["*"]})
    monkeypatch.setattr(phrases, "ROWS", 8)  # many calls of the kernel
    parted = text.lookup(tokens_of(articles), {"x": ["a", "b a"], "y": ["*"]})
    assert len(whole) > 3000
    pd.testing.assert_frame_equal(whole, parted)


def test_matches_carry_the_article_ids_whatever_they_are():
    index = pd.Index(["ä1", "ä2"], name="article_id")
    found = text.lookup(tokens_of([["nato"], ["un", "nato"]], index), {"nato": ["nato"]})
    assert list(found["article_id"]) == ["ä1", "ä2"]
    assert list(found.columns) == COLUMNS
    assert (found["position"].dtype, found["length"].dtype) == (np.int64, np.int64)


def test_a_part_of_the_articles_is_looked_up_alone():
    tokens = tokens_of([["nato"], ["un", "nato"], ["nato", "un"]])
    assert rows(text.lookup(tokens.iloc[1:2], {"nato": ["nato"]})) == [[1, "nato", 1, 1, "nato", "nato"]]
    assert rows(text.lookup(tokens.reindex([2, 9]), {"un": ["un"]})) == [[2, "un", 1, 1, "un", "un"]]


@pytest.mark.parametrize("articles", [[], [[]], [["war"]]])
def test_without_a_match_the_table_has_its_columns_and_their_types(articles):
    found = text.lookup(tokens_of(articles), {"key": ["peace *"]})
    full = text.lookup(tokens_of([["peace", "now"]]), {"key": ["peace *"]})
    assert len(found) == 0
    assert list(found.dtypes)[1:] == list(full.dtypes)[1:]
    assert [list(words) for words in text.replace(tokens_of(articles), {"key": ["peace *"]})] == articles


def test_a_key_that_is_also_a_word_of_the_text_is_one_token():
    replaced = text.replace(tokens_of([["nato", "otan"]]), {"nato": ["otan"]})
    assert list(replaced.iloc[0]) == ["nato", "nato"]
    assert codes.unpack(replaced).vocabulary.tolist() == ["nato"]


@pytest.mark.parametrize("verb", [text.lookup, text.replace])
@pytest.mark.parametrize(
    ("dictionary", "error", "message"),
    [
        ({"a": "war"}, TypeError, r"The patterns of 'a' must be a list of words; got 'war'\. Write \['war'\]\."),
        ({"a": {"b": "war"}}, TypeError, r"The patterns of 'a\.b' must be a list of words; got 'war'"),
        ({"a": b"war"}, TypeError, r"The patterns of 'a' must be a list of words or a dict; got bytes"),
        ({"a": None}, TypeError, r"The patterns of 'a' must be a list of words or a dict; got NoneType"),
        ({"a": [5]}, TypeError, r"The patterns of 'a' must be words; got 5"),
        ({"a": ["war", " "]}, ValueError, r"The patterns of 'a' must not be empty; got ' '"),
        ({"a": {5: ["war"]}}, TypeError, r"The keys of a dictionary must be words; got 5 under 'a'"),
        ({}, ValueError, r"`dictionary` must have at least one key"),
        (["war"], TypeError, r"`dictionary` must be a dict of keys to lists of patterns; got list"),
    ],
)
def test_what_is_no_dictionary_is_refused(verb, dictionary, error, message):
    with pytest.raises(error, match=message):
        verb(tokens_of([["war"]]), dictionary)


@pytest.mark.parametrize("verb", [text.lookup, text.replace])
def test_options_that_do_not_exist_are_refused(verb):
    tokens = tokens_of([["war"]])
    with pytest.raises(ValueError, match="`nested` must be one of 'key', 'dictionary'; got 'none'"):
        verb(tokens, {"a": ["war"]}, nested="none")
    with pytest.raises(ValueError, match="`levels` must be a whole number of at least 1; got 0"):
        verb(tokens, {"a": ["war"]}, levels=[0])
    with pytest.raises(TypeError, match="`levels` must be a list of whole numbers"):
        verb(tokens, {"a": ["war"]}, levels=1)
    with pytest.raises(ValueError, match="`language` must be a two-letter code"):
        verb(tokens, {"a": ["war"]}, language="english")
    with pytest.raises(TypeError, match=r"must be the Series that text\.tokenize makes"):
        verb(pd.Series([["war"]]), {"a": ["war"]})


def test_the_tokens_and_the_dictionary_stay_as_they_were():
    tokens, dictionary = tokens_of([["War"]]), {"a": ["WAR", {"b": ["war"]}]}
    text.lookup(tokens, dictionary)
    text.replace(tokens, dictionary)
    assert list(tokens.iloc[0]) == ["War"]
    assert dictionary == {"a": ["WAR", {"b": ["war"]}]}
