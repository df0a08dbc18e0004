"""How much an article as a whole reads like those of a topic."""

import numpy as np
from scipy import sparse, special

from .products import crossed, projected

# Constants of this file were chosen with those of named.py.
UNSEEN = 0.01  # part of the corpus mixed into both sides, so that a term which one side lacks decides nothing alone
SHARPNESS = 20.0  # how fast the odds of an article grow with the mean contrast of its tokens


def contrasts(counts: sparse.csr_array, weights: np.ndarray, shares: np.ndarray, times: np.ndarray) -> np.ndarray:
    """How much more each term belongs to a topic's part of the articles than to the rest, in natural log odds.

    Parameters
    ----------
    counts : sparse array, shape (articles, terms)
    weights : array, shape (terms,)
        What a token of each term weighs.
    shares : array, shape (articles, topics)
        What part of each article is the topic's.
    times : array, shape (articles,)
        How often each article counts; its length does not matter.

    Returns
    -------
    array, shape (terms, topics)

    Examples
    --------
    >>> contrasts(sparse.csr_array([[2, 0], [0, 1]]), np.ones(2), np.array([[0.9], [0.1]]), np.ones(2)).round(2)
    array([[ 2.15],
           [-2.15]])
    """
    scale = times / _lengths(counts, weights)
    usual = crossed(counts, scale) * weights
    usual = (usual / usual.sum())[:, None]
    logs = []
    for part in (shares, 1 - shares):
        side = crossed(counts, part * scale[:, None]) * weights[:, None]
        total = side.sum(axis=0)
        # A side without tokens is like the corpus: there is nothing to tell it from the other.
        own = np.divide(side, total, out=np.repeat(usual, len(total), axis=1), where=total > 0)
        mixed = (own + UNSEEN * usual) / (1 + UNSEEN)
        logs.append(np.log(mixed, out=np.zeros_like(mixed), where=usual > 0))
    return logs[0] - logs[1]


def typical(counts: sparse.csr_array, weights: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """How typical each article is of each topic, from 0 to 1; one half where it speaks neither for nor against it.

    >>> typical(sparse.csr_array([[1, 1], [0, 2]]), np.ones(2), np.array([[0.2], [-0.2]])).round(2)
    array([[0.5 ],
           [0.02]])
    """
    means = projected(counts, contrast * weights[:, None]) / _lengths(counts, weights)[:, None]
    return special.expit(SHARPNESS * means)


def gated(shares: np.ndarray, counts: sparse.csr_array, weights: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """The shares with those of the first topics, the named ones, times how typical each article is; rows sum to 1.

    >>> gated(np.array([[0.5, 0.5]]), sparse.csr_array([[0, 1]]), np.ones(2), np.array([[0.2], [-0.2]])).round(2)
    array([[0.02, 0.98]])
    """
    shares = shares.copy()
    shares[:, : contrast.shape[1]] *= typical(counts, weights, contrast)
    return shares / shares.sum(axis=1, keepdims=True)


def _lengths(counts, weights):
    """The weighed tokens of each article; one where there are none, which divides nothing but zeros."""
    lengths = projected(counts, weights)
    return np.where(lengths > 0, lengths, 1.0)
