"""From texts to hashes: the compiled walks against plain Python."""

import re
import unicodedata
from itertools import pairwise

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import _kernel_shingles as kernel
from analysis.corpus import shingles

M64 = (1 << 64) - 1
TEXT = st.text(
    st.one_of(
        st.sampled_from("aab .!?\n\u3002\uff01北京éİ\u00a0-\u0e01\u0301"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=40,
)


def plain_words(text):
    """Words of a text in lower case, each with whether a sentence ends behind it, sign by sign."""
    found, stopped, running = [], False, False
    for sign in text:
        kind = kernel.ALONE if ord(sign) > 0xFFFF else shingles.kinds()[ord(sign)]
        if kind == kernel.LETTER:
            if running:
                found[-1][0] += sign
            else:
                found.append([sign, False])
            running, stopped = True, False
            continue
        running = False
        if kind == kernel.ALONE:
            found.append([sign, False])
            stopped = False
        elif kind == kernel.STOP:
            stopped = True
        elif found and (kind in (kernel.LINE, kernel.FULL_STOP) or (kind == kernel.SPACE and stopped)):
            found[-1][1] = True
    return found


def fnv(word):
    key = int(kernel.FNV_BASIS)
    for sign in word:
        key = (key ^ ord(sign)) * int(kernel.FNV_PRIME) & M64
    return key


def chain(words):
    key = int(kernel.FNV_BASIS)
    for word in words:
        key = (key ^ fnv(word)) * int(kernel.MIX) & M64
        key ^= key >> 32
    return key


def plain_sentences(text):
    found, sentence = [], []
    for word, ends in plain_words(text):
        sentence.append(word)
        if ends and len(sentence) >= 3:
            found.append(sentence)
            sentence = []
    return found + ([sentence] if sentence else [])


def each(parts):
    values, until = shingles.joined(parts)
    return [values[a:b].tolist() for a, b in pairwise(until)]


def lowered(texts):
    """The texts in lower case as str, and as the kernels take them."""
    found = shingles.lowered(pd.Series(texts, dtype="str"))
    data = bytes(found.data)
    return [data[a:b].decode() for a, b in pairwise(found.offsets)], found


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=5), st.integers(1, 4))
def test_shingles_are_those_of_plain_python(texts, length):
    plain, found = lowered(texts)
    expected = []
    for text in plain:
        words = [word for word, _ in plain_words(text)]
        reach = min(length, len(words))
        expected.append(sorted({chain(words[k : k + reach]) for k in range(len(words) - reach + 1)}) if words else [])
    assert each(shingles.shingles(found, length)) == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=5))
def test_sentences_are_those_of_plain_python(texts):
    plain, found = lowered(texts)
    hashes, until = shingles.sentences(found)
    expected = [sorted(chain(sentence) for sentence in plain_sentences(text)) for text in plain]
    assert [hashes[a:b].tolist() for a, b in pairwise(until)] == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, max_size=6))
def test_texts_have_one_identity_if_they_differ_in_white_space_only(texts):
    plain, found = lowered(texts)
    normal = [" ".join(re.split(r"[\s\x00-\x1f]+", text)).strip() for text in plain]
    keys = [tuple(key) for key in shingles.identities(found).tolist()]
    for i, one in enumerate(normal):
        assert (keys[i] == (0, 0)) == (one == "")
        assert [key == keys[i] for key in keys] == [other == one for other in normal]


def test_words_and_sentences_of_a_text_by_hand():
    text = 'Mr. Çavuşoğlu met the U.S. envoy. Talks went well! "It\'s 3.5," he said\nNo more'
    assert [" ".join(sentence) for sentence in plain_sentences(text.lower())] == [
        "mr çavuşoğlu met the u s",  # the price of a simple rule
        "envoy talks went well",
        "it s 3 5 he said",
        "no more",
    ]
    assert [word for word, _ in plain_words("北京Ab。c")] == ["北", "京", "Ab", "c"]


def test_every_letter_and_digit_is_of_a_word_and_nothing_else():
    kinds = shingles.kinds()
    for point in range(0x10000):
        word = unicodedata.category(chr(point))[0] in "LMN"
        assert (kinds[point] in (kernel.LETTER, kernel.ALONE)) == word
        if chr(point).isspace():
            assert kinds[point] <= kernel.LINE


def test_parts_and_threads_change_nothing(monkeypatch):
    random = np.random.default_rng(sum(map(ord, "parts and threads")))
    texts = [" ".join(random.choice(list("abcdefg"), size=random.integers(0, 60))) for _ in range(50)]
    _, found = lowered(texts)
    whole = each(shingles.shingles(found, 3))
    monkeypatch.setattr(shingles, "PART", 100)
    assert each(shingles.shingles(found, 3)) == whole
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        assert each(shingles.shingles(found, 3)) == whole
    finally:
        numba.set_num_threads(before)


@pytest.mark.parametrize("texts", [[], [None], ["", None, " "]])
def test_nothing_has_no_shingles(texts):
    _, found = lowered(texts)
    assert each(shingles.shingles(found, 3)) == [[]] * len(texts)
