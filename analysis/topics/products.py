"""Products of counts with other arrays, range by range of articles.

A library's product copies all counts as floats first; of a million articles that alone is two gigabytes. Sums run
over a fixed number of ranges in their order.
"""

import itertools

import numpy as np
from scipy import sparse

RANGES = 8  # of articles; the last bits of a sum depend on their number, so it is always this one


def ranges(rows: int) -> list[slice]:
    """Consecutive ranges that together cover all rows.

    >>> ranges(16)[:2]
    [slice(0, 2, None), slice(2, 4, None)]
    """
    edges = np.linspace(0, rows, RANGES + 1).astype(np.int64).tolist()
    return [slice(first, last) for first, last in itertools.pairwise(edges)]


def holding(counts: sparse.csr_array) -> np.ndarray:
    """How many articles hold each term.

    >>> holding(sparse.csr_array([[1, 2], [0, 3]]))
    array([1, 2])
    """
    total = np.zeros(counts.shape[1], np.int64)
    for rows in ranges(counts.shape[0]):
        held = counts.indices[counts.indptr[rows.start] : counts.indptr[rows.stop]]
        total += np.bincount(held, minlength=counts.shape[1])
    return total


def projected(counts: sparse.csr_array, terms):
    """``counts @ terms``, sparse if `terms` is.

    >>> projected(sparse.csr_array([[1, 2], [0, 3]]), np.array([10.0, 1.0]))
    array([12.,  3.])
    """
    parts = [counts[rows] @ terms for rows in ranges(counts.shape[0])]
    return sparse.vstack(parts, format="csr") if sparse.issparse(terms) else np.concatenate(parts)


def crossed(counts: sparse.csr_array, articles) -> np.ndarray:
    """``counts.T @ articles``, dense even if `articles` is sparse.

    >>> crossed(sparse.csr_array([[1, 2], [0, 3]]), np.array([10.0, 1.0]))
    array([10., 23.])
    """
    total = np.zeros((counts.shape[1], *articles.shape[1:]))
    for rows in ranges(counts.shape[0]):
        part = counts[rows].T @ articles[rows]
        total += part.toarray() if sparse.issparse(part) else part
    return total
