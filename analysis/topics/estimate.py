"""The steps of an estimate: shares of articles for given topics, topics for given shares."""

import numba
import numpy as np
from scipy import sparse

from ._kernel import expected, over_rows, settle

# Chosen with the constants of named.py.
PRIOR_TERM = 0.0065  # what a topic is thought to hold of each term, in parts of what it would hold if all were alike


def estimated(matrix, by_term, probabilities, shares, seeds, barred, expectation, *, steps):
    """Topics, and the shares that led to them, after some steps from given ones.

    Parameters
    ----------
    matrix : sparse array, shape (articles, terms)
    by_term : sparse array, shape (terms, articles)
        `matrix` the other way round; where articles count more than once, times how often each does.
    probabilities : array, shape (terms, topics)
    shares : array, shape (articles, topics)
    seeds : array, shape (named topics, terms)
        The weights of seeds: so many times as often as the corpus does, a named topic is thought to hold them.
    barred : bool array, shape (terms, topics)
        What a topic can never hold.
    expectation : array, shape (articles, topics)
        Prior tokens of each topic in each article.
    steps : int

    Returns
    -------
    probabilities : array, shape (terms, topics)
        Columns sum to 1.
    shares : array, shape (articles, topics)
    """
    totals = by_term.sum(axis=1)
    prior = np.full(probabilities.shape, PRIOR_TERM * totals.sum() / probabilities.size)
    prior[:, : len(seeds)] += (seeds * totals).T
    total = np.empty_like(probabilities)
    for _ in range(steps):
        shares = settled(matrix, probabilities, shares, expectation, steps=1)
        expect(by_term, probabilities, shares, total)
        probabilities = total + prior
        probabilities[barred] = 0
        probabilities /= probabilities.sum(axis=0)
    return probabilities, shares


def expect(matrix, here, there, total):
    """Write into `total` how the counts of each row are divided among the topics; see `expected`."""
    args = (matrix.indptr, matrix.indices, matrix.data, here, there, total)
    over_rows(lambda first, last: expected(first, last, *args), matrix.shape[0], numba.get_num_threads())


def settled(matrix, probabilities, shares, expectation, *, steps):
    """The shares of each article after at most so many steps from `shares`, with the topics fixed."""
    shares = shares.copy()
    args = (matrix.indptr, matrix.indices, matrix.data, probabilities, expectation, steps, shares)
    over_rows(lambda first, last: settle(first, last, *args), matrix.shape[0], numba.get_num_threads())
    return shares


def relative(matrix: sparse.csr_array) -> sparse.csr_array:
    """Rows divided by their sums.

    >>> relative(sparse.csr_array([[1.0, 3.0], [0.0, 0.0]])).toarray()
    array([[0.25, 0.75],
           [0.  , 0.  ]])
    """
    sums = np.repeat(matrix.sum(axis=1), np.diff(matrix.indptr))
    return sparse.csr_array((matrix.data / sums, matrix.indices, matrix.indptr), shape=matrix.shape)
