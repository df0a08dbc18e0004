"""The compiled loops under the tokenizer, each beside a plain twin."""

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.text import _kernel

PIECES = st.sampled_from(
    [*"ab.,\"'()-\0 \n\N{LATIN SMALL LETTER DOTLESS I}\N{COMBINING ACUTE ACCENT}", "sanctions", "x" * 8, "y" * 17]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(st.characters(exclude_categories=["Cs"]))


def numbered(texts, signs):
    """The stretches of each text, read back from the numbers that the kernel gives them."""
    data = np.frombuffer("".join(texts).encode(), np.uint8)
    edges = np.concatenate([[0], np.cumsum([len(text.encode()) for text in texts], dtype=np.int64)])
    data = np.concatenate([data, np.full(_kernel.PADDING, ord("x"), np.uint8)])
    numbers, lengths, starts, ends = _kernel.stretches(data, edges, signs)
    known = [bytes(data[start:end]).decode() for start, end in zip(starts, ends, strict=True)]
    assert len(set(known)) == len(known)
    assert numbers.tolist() == list(dict.fromkeys(numbers.tolist())) or len(known) < len(numbers)
    flat = iter([known[number] for number in numbers])
    return [[next(flat) for _ in range(length)] for length in lengths], known


def twin(text, signs):
    """Stretches between spaces, and the signs beside them, by taking one sign after the other away."""
    found = []
    for stretch in re.findall(r"[^\0- ]+", text):
        before, after = [], []
        while len(stretch) > 1 and stretch[0] in "\"'([{" and stretch[1].isascii():
            before.append(stretch[0])
            stretch = stretch[1:]
        while len(stretch) > 1 and stretch[-2].isascii():
            if stretch[-1] not in ",;:!?\"')]}" and not (stretch[-1] == "." and stretch.count(".") == 1):
                break
            after.insert(0, stretch[-1])
            stretch = stretch[:-1]
        found += [*before, stretch, *after] if signs else [stretch]
    return found


@given(st.lists(TEXTS, max_size=4), st.booleans())
@example(["(U.S.), \"...\" 'a'.", "", "\0\0", "a" * 100_000 + " " + "a" * 100_001], True)
def test_stretches_equal_a_plain_walk(texts, signs):
    found, known = numbered(texts, signs)
    assert found == [twin(text, signs) for text in texts]
    assert known == list(dict.fromkeys(stretch for text in found for stretch in text)), "in order of first appearance"


def test_thousands_of_stretches_outgrow_the_first_table():
    words = [f"{number:x}" * (1 + number % 5) for number in range(30_000)]
    found, known = numbered([" ".join(words), " ".join(reversed(words))], False)
    assert found == [words, words[::-1]]
    assert known == list(dict.fromkeys(words))


def test_long_stretches_with_the_same_beginning_and_end_are_not_mixed_up():
    words = [f"http://example.org/{middle}/{'news' * 9}" for middle in ("a", "b", "a", "c")]
    assert numbered([" ".join(words)], False)[0] == [words]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=6), st.binary(min_size=12, max_size=12))
def test_gathering_puts_pieces_one_after_the_other_with_a_space(pieces, given_bytes):
    data = np.frombuffer(given_bytes, np.uint8)
    starts = np.array([start for start, _ in pieces], dtype=np.int64)
    ends = starts + np.array([length for _, length in pieces], dtype=np.int64)
    gathered, offsets = _kernel.gathered(data, starts, ends)
    expected = [given_bytes[start:end] + b" " for start, end in zip(starts, ends, strict=True)]
    assert bytes(gathered[: offsets[-1]]) == b"".join(expected)
    assert offsets.tolist() == np.cumsum([0, *map(len, expected)]).tolist()
    assert set(gathered[offsets[-1] :].tolist()) <= {_kernel.SPACE}


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=5))
def test_codes_of_stretches_are_written_in_order(articles):
    codes_of = [[7], [], [8, 9], [7, 7, 7], [6]]
    known_as = np.array([4, 3, 2, 1, 0], np.int32)
    codes = np.array([code for of in codes_of for code in of], np.int32)
    first = np.cumsum([0, *map(len, codes_of)])
    numbers = np.array([number for article in articles for number in article], np.int32)
    lengths = np.array([len(article) for article in articles], np.int64)
    expected = [[code for number in article for code in codes_of[known_as[number]]] for article in articles]
    found = _kernel.totals(numbers, lengths, first[known_as], first[known_as + 1])
    assert found.tolist() == [len(article) for article in expected]
    written = np.empty(found.sum(), np.int32)
    firsts, lasts = first[known_as], first[known_as + 1]
    single = np.array([codes_of[k][0] if len(codes_of[k]) == 1 else -1 for k in known_as], np.int32)
    _kernel.expand(numbers, single, firsts, lasts, codes, written)
    assert written.tolist() == [code for article in expected for code in article]
