"""Work for threads: every row is met once, and what comes back stands in order, however many threads there are."""

import ast
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import _paths
from analysis._threads import EACH, in_order, over_ranges

THREADS = st.integers(1, 9)


def with_threads(n, function, *args):
    """What `function` returns when so many threads are asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("numba.get_num_threads", lambda: n)
        return function(*args)


@given(THREADS, st.lists(st.integers(0, 20), max_size=60), st.sampled_from([np.int32, np.int64]))
def test_ranges_cover_every_row_once_and_in_order(threads, lengths, dtype):
    offsets = np.cumsum([0, *lengths], dtype=dtype)
    found = with_threads(threads, over_ranges, lambda *rows: rows, offsets)
    firsts, stops = zip(*found, strict=True)
    assert firsts[0] == 0
    assert stops[-1] == len(lengths)
    assert firsts[1:] == stops[:-1]
    assert 1 <= len(found) <= max(1, EACH * threads)


@given(st.integers(2, 9), st.lists(st.integers(0, 20), min_size=2, max_size=60))
def test_a_range_holds_its_part_of_the_entries_and_at_most_one_row_more(threads, lengths):
    offsets = np.cumsum([0, *lengths])
    found = with_threads(threads, over_ranges, lambda first, stop: offsets[stop] - offsets[first], offsets)
    assert max(found) <= offsets[-1] / (EACH * threads) + max(lengths) + 1e-9


@given(THREADS, st.lists(st.tuples(st.integers(), st.integers()), max_size=9))
def test_what_comes_back_stands_in_the_order_of_the_parts(threads, parts):
    ones, others = [one for one, _ in parts], [other for _, other in parts]
    assert with_threads(threads, in_order, lambda one, other: (one, other), ones, others) == parts


def test_the_first_part_stands_first_though_it_is_done_last():
    last_is_done = threading.Event()

    def work(part):
        if part == 0:
            return part, last_is_done.wait(timeout=600)
        if part == 3:
            last_is_done.set()
        return part, True

    assert with_threads(2, in_order, work, range(4)) == [(part, True) for part in range(4)]


@pytest.mark.parametrize("threads", [1, 2])
def test_what_goes_wrong_in_a_part_reaches_the_caller(threads):
    with pytest.raises(ZeroDivisionError):
        with_threads(threads, in_order, lambda part: 1 // part, [1, 0, 1])


def test_the_rooms_start_no_threads_of_their_own():
    for room in ("text", "terms", "topics"):
        for path in (_paths.ROOT / "analysis" / room).rglob("*.py"):
            tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            modules = {node.module for node in tree if isinstance(node, ast.ImportFrom)}
            assert "concurrent.futures" not in modules, path
