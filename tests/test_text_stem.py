"""Words without their endings."""

import numpy as np
import pandas as pd
import pytest
import snowballstemmer

from analysis import text
from analysis.text import codes
from analysis.text.stem import ALGORITHMS

from ._reference import read


def stems(words, language="en"):
    words = list(words)
    offsets = np.array([0, len(words)])
    tokens = codes.Codes(offsets, np.arange(len(words), dtype=np.int32), codes.words(words))
    return list(text.stem(codes.pack(tokens, pd.Index(["a1"])), language=language).iloc[0])


@pytest.mark.parametrize(
    ("language", "file", "pairs", "empty"),
    [("en", "english", 8530, 0), ("porter", "porter", 8522, 1), ("tr", "turkish", 19270, 5)],
)
def test_the_vocabularies_of_snowball_get_their_stems(language, file, pairs, empty):
    rows = [row.split("\t") for row in read(f"snowball/{file}.tsv.xz").splitlines()]
    words, expected = map(list, zip(*rows, strict=True))
    assert len(words) == len(expected) == pairs
    # Of a few words, all endings, Snowball leaves nothing; here they stay, because a token cannot be empty.
    assert expected.count("") == empty
    assert stems(words, language) == [stem or word for word, stem in zip(words, expected, strict=True)]


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("en", "sanctions", "sanction"),
        ("en", "policies", "polici"),
        ("en", "security councils", "secur council"),
        ("en", "western-backed", "western-back"),
        ("en", "don't", "don't"),
        ("en", "2014", "2014"),
        ("en", "s-400s", "s-400s"),
        ("en", "u.s.", "u.s."),
        ("en", "@agencies", "@agencies"),
        ("en", "#sanctions", "#sanctions"),
        ("en", "https://un.org/missions", "https://un.org/missions"),
        ("en", "press@agencies.org", "press@agencies.org"),
        ("en", "u.s. sanctions", "u.s. sanction"),
        ("en", "s-400 missiles", "s-400 missil"),
        ("en", "-", "-"),
        ("en", "--", "--"),
        ("en", "", ""),
        ("porter", "fairly", "fairli"),
        ("en", "fairly", "fair"),
        ("tr", "yaptırımları", "yaptırım"),
        ("de", "häusern", "haus"),
        ("fr", "élections", "élect"),
        ("ru", "санкциями", "санкц"),
    ],
)
def test_a_word_has_the_stem(language, word, stem):
    assert stems([word], language) == [stem]


def test_words_of_one_stem_become_one_term():
    tokens = text.stem(text.tokenize(pd.DataFrame({"text": ["sanctions sanctioned", "a sanction"]})))
    assert [list(words) for words in tokens] == [["sanction", "sanction"], ["a", "sanction"]]
    assert sorted(codes.unpack(tokens).vocabulary) == ["a", "sanction"]


def test_every_stemmer_that_is_offered_is_there():
    assert set(ALGORITHMS.values()) <= set(snowballstemmer.algorithms())
    for language in ALGORITHMS:
        assert stems(["a"], language) == ["a"]


def test_a_language_without_a_stemmer_is_named_with_those_that_there_are():
    with pytest.raises(ValueError, match=r"`language` must be one of 'ar', 'ca', .*; got 'zh'"):
        stems(["a"], "zh")


def test_tables_without_a_token_stay_so():
    for texts in ([], [None], ["a"]):
        tokens = text.tokenize(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
        assert text.stem(tokens).equals(tokens)
