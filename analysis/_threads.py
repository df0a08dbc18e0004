"""Work for several threads, whose number never changes a bit of an answer.

Every room hands its compiled loops to threads in one of two ways that can promise this. Rows that are independent of
each other (`over_ranges`) may be cut into ranges anyhow. Where the cuts show in the last bits, because sums are added
up, the caller cuts a fixed number of parts, and `in_order` gives back what each came to in their order, whichever was
done first. As many threads work as ``numba.set_num_threads`` has said.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np

EACH = 4  # ranges for each thread: one that met short work takes another while the rest are still at theirs


def in_order(work: Callable, *parts: Sequence) -> list:
    """What `work` returns for each part, in the order of the parts; several sequences give it several arguments.

    >>> in_order(pow, [2, 3, 4], [3, 2, 1])
    [8, 9, 4]
    """
    threads = min(numba.get_num_threads(), len(parts[0]))
    if threads <= 1:
        return list(map(work, *parts))
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, *parts))


def over_ranges(work: Callable, offsets: np.ndarray) -> list:
    """What ``work(first, stop)`` returns for ranges of rows that together cover all, in the order of the rows.

    How many ranges there are depends on the number of threads, so each row must be worked on by itself. There is at
    least one range, even without rows.

    Parameters
    ----------
    work : callable
    offsets : int array, shape (rows + 1,)
        Where the entries of each row begin, as in `Codes` or a sparse matrix; ranges hold about equally many entries.

    Examples
    --------
    >>> found = over_ranges(lambda first, stop: list(range(first, stop)), np.array([0, 5, 5, 6, 9]))
    >>> [row for rows in found for row in rows]
    [0, 1, 2, 3]
    """
    rows, threads = len(offsets) - 1, numba.get_num_threads()
    if threads == 1 or rows <= 1:
        return [work(0, rows)]
    inner = np.searchsorted(offsets, np.linspace(offsets[0], offsets[-1], EACH * threads + 1)[1:-1])
    edges = np.unique([0, *inner, rows])
    return in_order(work, edges[:-1], edges[1:])
