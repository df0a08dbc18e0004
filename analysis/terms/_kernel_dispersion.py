"""Distances between the occurrences of each term, compiled."""

import numba
import numpy as np


@numba.njit(nogil=True, cache=True)
def distances(codes, term_of, counts):
    """What the distance-based measures need of the distances between one occurrence of a term and the next.

    The corpus is a circle: after the last occurrence the next is the first, so a term has as many distances as
    occurrences, and they sum to the number of tokens. All sums but the last are of whole numbers, and exact.

    Parameters
    ----------
    codes : int32 array
        All tokens of the corpus, in order.
    term_of : int32 array
        The number of the term that each code is, -1 if it is none of them.
    counts : int64 array
        How often each term stands among the tokens.

    Returns
    -------
    near : int64 array
        The sum of those distances of each term that are shorter than the mean distance.
    far : int64 array
        How many are not.
    squares : int64 array
        The sum of the squared distances.
    logs : float64 array
        The sum of each distance times its logarithm to base 10.

    Examples
    --------
    >>> a_b_a_a = np.array([0, 1, 0, 0], np.int32)
    >>> [sums.round(2).tolist() for sums in distances(a_b_a_a, np.array([0, 1], np.int32), np.array([3, 1]))]
    [[2, 0], [1, 1], [6, 16], [0.6, 2.41]]
    """
    total = len(codes)
    terms = len(counts)
    first = np.full(terms, -1, np.int64)
    last = np.zeros(terms, np.int64)
    near = np.zeros(terms, np.int64)
    far = np.zeros(terms, np.int64)
    squares = np.zeros(terms, np.int64)
    logs = np.zeros(terms, np.float64)
    for position in range(total):
        term = term_of[codes[position]]
        if term < 0:
            continue
        if first[term] < 0:
            first[term] = position
        else:
            distance = position - last[term]
            if distance * counts[term] < total:
                near[term] += distance
            else:
                far[term] += 1
            squares[term] += distance * distance
            logs[term] += distance * np.log10(distance)
        last[term] = position
    for term in range(terms):
        if first[term] >= 0:
            distance = first[term] + total - last[term]
            if distance * counts[term] < total:
                near[term] += distance
            else:
                far[term] += 1
            squares[term] += distance * distance
            logs[term] += distance * np.log10(distance)
    return near, far, squares, logs
