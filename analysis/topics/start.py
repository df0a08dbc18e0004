"""Where an estimate begins: named topics at their seeds, unnamed ones at anchor terms."""

import numpy as np
from scipy import sparse

from ._kernel import farthest
from .products import crossed, holding, projected, ranges
from .seeds import evidence

# Constants of this file were chosen with those of named.py.
SEEDS = 0.75  # share of its seeds in the first guess of a named topic; the rest is the company they keep
CORPUS = 0.1  # share of the whole corpus in a topic's company, so that no term is impossible
RARE_SEEDS = 0.5  # a seed counts in proportion to its count to the power of 1 less this: rare ones are heard, too
ANCHOR_TERMS = 1000  # candidates for anchors: the terms in most articles
# A term is no candidate if so large a share of its articles, and so many times the share of all articles, holds seeds
# of one named topic: an unnamed topic that began there would take the named one's articles away.
CLAIMED, CLAIMED_TIMES = 0.3, 3.0


def levelled(weights: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """The weights of seeds, rare ones raised and frequent ones lowered; in each topic their tokens count as before.

    >>> levelled(np.array([[1.0, 1.0, 0.0]]), np.array([100.0, 4.0, 7.0])).round(2)
    array([[0.87, 4.33, 0.  ]])
    """
    positive = np.maximum(weights, 0)
    raised = positive * np.maximum(totals, 1) ** -RARE_SEEDS
    before, after = (positive * totals).sum(axis=1), (raised * totals).sum(axis=1)
    scale = np.divide(before, after, out=np.ones(len(weights)), where=after > 0)
    return np.where(weights > 0, raised * scale[:, None], weights)


def first_guess(matrix: sparse.csr_array, weights: np.ndarray, unnamed: int) -> np.ndarray:
    """The first guess of each topic's distribution, shape (terms, topics); named topics come first.

    Parameters
    ----------
    matrix : sparse array, shape (articles, terms)
    weights : array, shape (named topics, terms)
        As `levelled` makes them.
    unnamed : int
        How many unnamed topics at most.
    """
    totals = crossed(matrix, np.ones(matrix.shape[0]))
    corpus = totals / totals.sum()
    each = 1 / np.maximum(projected(matrix, np.ones(matrix.shape[1])), 1)  # part that a token is of its article
    attention = _scaled(evidence(matrix, weights), each)  # share of a topic's seeds in each article
    company = _distributions(crossed(matrix, attention))
    seeds = _distributions((np.maximum(weights, 0) * totals).T)
    named = SEEDS * seeds + (1 - SEEDS) * ((1 - CORPUS) * company + CORPUS * corpus[:, None])
    anchors = _anchors(matrix, each, attention, weights > 0, unnamed)
    around = _distributions(crossed(matrix, _scaled(matrix[:, anchors], each)))
    return np.hstack([named, (1 - CORPUS) * around + CORPUS * corpus[:, None]])


def _anchors(matrix, each, attention, means, n):
    """Columns of at most n terms whose company is farthest from that of the named topics and of each other."""
    articles_with = holding(matrix)
    candidates = np.flatnonzero((articles_with > 0) & ~means.any(axis=0) & ~_claimed(matrix, articles_with, attention))
    candidates = np.sort(candidates[np.argsort(-articles_with[candidates], kind="stable")][:ANCHOR_TERMS])
    if not n or not len(candidates):
        return np.empty(0, np.int64)
    company = np.zeros((len(candidates), len(candidates)))
    known = np.zeros((len(candidates), attention.shape[1]))
    for rows in ranges(matrix.shape[0]):
        part = matrix[rows][:, candidates]
        shares = _scaled(part, each[rows])
        company += (part.T @ shares).toarray()
        known += (shares.T @ attention[rows]).toarray()
    company = _distributions(company.T).T
    known = np.vstack([company.mean(axis=0), _distributions(known).T])
    return candidates[farthest(np.ascontiguousarray(company), np.ascontiguousarray(known), n)]


def _claimed(matrix, articles_with, attention):
    """Which terms stand so often beside the seeds of a named topic that they are taken for its own."""
    seeded = sparse.csr_array((attention > 0).astype(float))
    ones = np.broadcast_to(np.int8(1), matrix.nnz)
    present = sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape)
    share = crossed(present, seeded) / np.maximum(articles_with, 1)[:, None]
    usual = seeded.sum(axis=0) / np.count_nonzero(np.diff(matrix.indptr))
    return ((share >= CLAIMED) & (share >= CLAIMED_TIMES * usual)).any(axis=1)


def _scaled(matrix, each):
    """Each row of `matrix` times its number in `each`."""
    matrix = sparse.csr_array(matrix)
    return sparse.csr_array(
        (matrix.data * np.repeat(each, np.diff(matrix.indptr)), matrix.indices, matrix.indptr), matrix.shape
    )


def _distributions(columns):
    """Columns divided by their sums; one that sums to zero stays zero."""
    return columns / np.maximum(columns.sum(axis=0), np.finfo(float).tiny)
