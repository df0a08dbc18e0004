"""Counting the tokens of each article, compiled.

Each article is counted by itself, so articles can be handed to any number of threads and not a count changes.
"""

import numba
import numpy as np

ONE = np.uint64(1)
SIX, TWELVE, LOW = 6, 12, 63
# The place of a single bit by a multiplication and a look-up (Leiserson, Prokop & Randall 1998, "Using de Bruijn
# sequences to index a 1 in a computer word").
SEQUENCE = np.uint64(0x03F79D71B4CB0A89)
TOP = np.uint64(58)
PLACES = np.zeros(64, np.int64)
PLACES[[(int(SEQUENCE) << place & (1 << 64) - 1) >> 58 for place in range(64)]] = range(64)


@numba.njit(nogil=True, cache=True)
def articles_with(offsets, codes, first, last, terms):
    """In how many of the articles first..last each code stands.

    >>> articles_with(np.array([0, 3, 4]), np.array([1, 0, 1, 1], np.int32), first=0, last=2, terms=2)
    array([1, 2])
    """
    seen = np.full(terms, -1, np.int64)
    articles = np.zeros(terms, np.int64)
    for article in range(first, last):
        for code in codes[offsets[article] : offsets[article + 1]]:
            if seen[code] != article:
                seen[code] = article
                articles[code] += 1
    return articles


def tally(offsets, codes, column_of, columns, first, last):
    """The counts of the articles first..last as rows of a sparse matrix with columns in order.

    Parameters
    ----------
    offsets, codes : arrays
        As in `Codes`.
    column_of : int32 array
        The column of each code, -1 if it is left out.
    columns : int
        How many there are.

    Returns
    -------
    indices : int32 array
    counts : int32 array
    lengths : int64 array, one per article
        How many of the indices and counts belong to it.

    Examples
    --------
    >>> offsets, codes, column_of = np.array([0, 3, 3]), np.array([1, 0, 1], np.int32), np.array([1, 0], np.int32)
    >>> [found.tolist() for found in tally(offsets, codes, column_of, 2, 0, 2)]
    [[0, 1], [2, 1], [2, 0]]
    """
    # Allocated by numpy, which asks for large pages; what is never touched takes no memory.
    most = offsets[last] - offsets[first]
    indices, counts = np.empty(most, np.int32), np.empty(most, np.int32)
    written, lengths = _tally(offsets, codes, column_of, columns, first, last, indices, counts)
    return indices[:written], counts[:written], lengths


@numba.njit(nogil=True, cache=True)
def _tally(offsets, codes, column_of, columns, first, last, indices, counts):
    """Count as `tally` says.

    The columns that an article touches are marked in a set of bits, and the words of the set that are touched in
    another; so they are found again in order without sorting.
    """
    times = np.zeros(columns, np.int32)
    marked = np.zeros((columns >> SIX) + 1, np.uint64)
    touched = np.zeros((columns >> TWELVE) + 1, np.uint64)
    lengths = np.empty(last - first, np.int64)
    written = 0
    for article in range(first, last):
        before = written
        for code in codes[offsets[article] : offsets[article + 1]]:
            column = column_of[code]
            if column >= 0:
                if times[column] == 0:
                    marked[column >> SIX] |= ONE << np.uint64(column & LOW)
                    touched[column >> TWELVE] |= ONE << np.uint64((column >> SIX) & LOW)
                times[column] += 1
        for outer in range(len(touched)):
            while touched[outer]:
                bit = touched[outer] & (~touched[outer] + ONE)
                touched[outer] ^= bit
                inner = (outer << SIX) + PLACES[(bit * SEQUENCE) >> TOP]
                while marked[inner]:
                    bit = marked[inner] & (~marked[inner] + ONE)
                    marked[inner] ^= bit
                    column = (inner << SIX) + PLACES[(bit * SEQUENCE) >> TOP]
                    indices[written] = column
                    counts[written] = times[column]
                    times[column] = 0
                    written += 1
        lengths[article - first] = written - before
    return written, lengths
