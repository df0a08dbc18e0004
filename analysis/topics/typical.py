"""How much an article as a whole reads like those of a topic."""

import numpy as np
from scipy import sparse, special

# Constants of this file were chosen with those of named.py.
UNSEEN = 0.01  # part of the corpus mixed into both sides, so that a term which one side lacks decides nothing alone
SHARPNESS = 20.0  # how fast the odds of an article grow with the mean contrast of its tokens


def contrasts(relative: sparse.csr_array, shares: np.ndarray) -> np.ndarray:
    """How much more each term belongs to a topic's part of the articles than to the rest, in natural log odds.

    Parameters
    ----------
    relative : sparse array, shape (articles, terms)
        Rows that sum to 1.
    shares : array, shape (articles, topics)
        What part of each article is the topic's.

    Returns
    -------
    array, shape (terms, topics)

    Examples
    --------
    >>> contrasts(sparse.csr_array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.9], [0.1]])).round(2)
    array([[ 2.15],
           [-2.15]])
    """
    usual = relative.sum(axis=0)
    usual = (usual / usual.sum())[:, None]
    logs = []
    for part in (shares, 1 - shares):
        side = relative.T @ part
        total = side.sum(axis=0)
        # A side without tokens is like the corpus: there is nothing to tell it from the other.
        own = np.divide(side, total, out=np.repeat(usual, len(total), axis=1), where=total > 0)
        mixed = (own + UNSEEN * usual) / (1 + UNSEEN)
        logs.append(np.log(mixed, out=np.zeros_like(mixed), where=usual > 0))
    return logs[0] - logs[1]


def typical(relative: sparse.csr_array, contrast: np.ndarray) -> np.ndarray:
    """How typical each article is of each topic, from 0 to 1; one half where it speaks neither for nor against it.

    >>> typical(sparse.csr_array([[0.5, 0.5], [0.0, 1.0]]), np.array([[0.2], [-0.2]])).round(2)
    array([[0.5 ],
           [0.02]])
    """
    return special.expit(SHARPNESS * (relative @ contrast))


def gated(shares: np.ndarray, relative: sparse.csr_array, contrast: np.ndarray) -> np.ndarray:
    """The shares with those of the first topics, the named ones, times how typical each article is; rows sum to 1.

    >>> gated(np.array([[0.5, 0.5]]), sparse.csr_array([[0.0, 1.0]]), np.array([[0.2], [-0.2]])).round(2)
    array([[0.02, 0.98]])
    """
    shares = shares.copy()
    shares[:, : contrast.shape[1]] *= typical(relative, contrast)
    return shares / shares.sum(axis=1, keepdims=True)
