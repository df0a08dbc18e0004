"""Where phrases stand in texts; test_terms_concordance.py compares this with `spans` and a plain search."""

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import _kernel, _kernel_occurrences
from analysis.text.occurrences import occurrences

PIECES = [
    "NATO", "nato", "NATO’s", "\"NATO'", "(NATO)", "NATO.", "S-400", "U.S.", "US", "U.S.-led", "sanctions.The", "X:y",
    "İstanbul'da", "IĞDIR’ın", "e\N{COMBINING ACUTE ACCENT}te", "\N{ZERO WIDTH SPACE}", "sanc\N{SOFT HYPHEN}tions",
    "\N{GRINNING FACE}", "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{MAN}", "北约", "حلف", "https://a.eu/?q=nato", "@nato",
    "(", '"', "'", ".", "...", "—", " ", "  ", "\n", "\r\n", "\t", "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}", "\0",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=25)


@pytest.mark.parametrize("storage", ["str", "object", "string[pyarrow]"])
def test_any_kind_of_text_column_is_searched(storage):
    articles = pd.DataFrame({"text": pd.Series(["On NATO", None, "NATO’s"], dtype=storage)})
    found = occurrences(articles, [("nato",)], language="en", hyphens="keep")
    assert found.rows.tolist() == [0, 2]
    assert found.ends[found.firsts].tolist() == [7, 6]


def test_the_number_of_threads_changes_nothing():
    articles = pd.DataFrame({"text": ["NATO and “NATO’s” aim " * (i % 7) for i in range(30_000)]})
    before = numba.get_num_threads()
    try:
        found = []
        for threads in (1, before):
            numba.set_num_threads(threads)
            found.append(occurrences(articles, [("nato",), ("nato", "aim")], language="en", hyphens="keep"))
    finally:
        numba.set_num_threads(before)
    for one, other in zip(*(each._replace(tokens=each.tokens.codes) for each in found), strict=True):
        assert one.tolist() == other.tolist()


def test_without_articles_there_is_nothing():
    found = occurrences(pd.DataFrame({"text": []}), [("nato",)], language="en", hyphens="keep")
    assert len(found.rows) == len(found.starts) == len(found.firsts) == 0


@given(st.lists(st.integers(0, 3), max_size=20))
def test_the_kernel_of_places_adds_the_place_of_a_word_to_that_of_its_stretch(numbers):
    firsts, lasts = np.array([0, 0, 1, 3]), np.array([0, 1, 3, 4])  # stretches of none, one, two and one word
    word_starts, word_ends = np.array([0, 0, 4, 1]), np.array([3, 3, 6, 2])
    begins = np.arange(len(numbers)) * 10
    expected = [
        (begin + word_starts[k], begin + word_ends[k])
        for begin, number in zip(begins, numbers, strict=True)
        for k in range(firsts[number], lasts[number])
    ]
    starts, ends = np.empty((2, len(expected)), np.int64)
    _kernel_occurrences.places(np.array(numbers, np.int32), begins, firsts, lasts, word_starts, word_ends, starts, ends)
    assert list(zip(starts, ends, strict=True)) == expected


@given(TEXTS.map(" ".join))
def test_stretches_lose_the_signs_that_numbering_takes_off(given_text):
    data = np.frombuffer(given_text.encode() + bytes([_kernel.SPACE]) * _kernel.PADDING, np.uint8)
    edges = np.array([0, len(given_text.encode())])
    numbers, _, starts, ends = _kernel.stretches(data, edges, False)
    numbered = [bytes(data[starts[number] : ends[number]]) for number in numbers]
    _, begins, stops = _kernel.limits(data, edges)
    _kernel.without_signs(data, begins, stops)
    assert [bytes(data[begin:stop]) for begin, stop in zip(begins, stops, strict=True)] == numbered
