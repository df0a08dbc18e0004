"""The steps of an estimate: shares of articles for given topics, topics for given shares."""

import numpy as np

from analysis import _progress, _threads

from ._kernel import expected, settle, step
from .products import RANGES, crossed, ranges

# Chosen with the constants of named.py.
PRIOR_TERM = 0.0065  # what a topic is thought to hold of each term, in parts of what it would hold if all were alike


def estimated(matrix, weights, probabilities, shares, seeds, barred, expectation, times, *, steps):
    """Topics after some steps from given ones; the shares that led to them are written into `shares`.

    Articles are cut into a fixed number of ranges; each adds up its own tokens of topics and terms, and these sums are
    added in the order of the ranges. So the number of threads changes nothing.

    Parameters
    ----------
    matrix : sparse array, shape (articles, terms)
        Counts.
    weights : array, shape (terms,)
        What a token of each term weighs.
    probabilities : array, shape (terms, topics)
    shares : array, shape (articles, topics)
    seeds : array, shape (named topics, terms)
        The weights of seeds: so many times as often as the corpus does, a named topic is thought to hold them.
    barred : bool array, shape (terms, topics)
        What a topic can never hold.
    expectation : array, shape (articles, topics)
        Prior tokens of each topic in each article.
    times : array, shape (articles,)
        How often each article counts.
    steps : int

    Returns
    -------
    array, shape (terms, topics)
        Columns sum to 1.
    """
    totals = crossed(matrix, times) * weights
    prior = np.full(probabilities.shape, PRIOR_TERM * totals.sum() / probabilities.size)
    prior[:, : len(seeds)] += (seeds * totals).T
    parts = np.empty((RANGES, *probabilities.shape))

    def work(part, rows):
        part[:] = 0
        held = (matrix.indptr, matrix.indices, matrix.data, weights)
        step(rows.start, rows.stop, *held, probabilities, expectation, times, shares, part)

    for _ in _progress.bar(range(steps), doing="Fitting topics", unit="steps", after=2):
        _threads.in_order(work, parts, ranges(matrix.shape[0]))
        probabilities = prior.copy()
        for part in parts:
            probabilities += part
        probabilities[barred] = 0
        probabilities /= probabilities.sum(axis=0)
    return probabilities


def expect(matrix, weights, here, there, total):
    """Write into `total` how the counts of each row are divided among the topics; see `expected`."""
    args = (matrix.indptr, matrix.indices, matrix.data, weights, here, there, total)
    _threads.over_ranges(lambda *rows: expected(*rows, *args), matrix.indptr)


def settled(matrix, weights, probabilities, shares, expectation, *, steps):
    """The shares of each article after at most so many steps from `shares`, with the topics fixed."""
    shares = shares.copy()
    args = (matrix.indptr, matrix.indices, matrix.data, weights, probabilities, expectation, steps, shares)
    _threads.over_ranges(lambda *rows: settle(*rows, *args), matrix.indptr)
    return shares
