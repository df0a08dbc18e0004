"""What a model is given, in one form: whole numbers, terms and articles in an order that nothing moves."""

import hashlib
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.utils import check_array

from analysis.terms import Counts

from .products import ranges

MOST = np.iinfo(np.int32).max  # more occurrences in one article are a mistake


def whole_counts(counts):
    """`counts` as Counts; taken as one is a DataFrame of articles x terms, or a matrix, whose terms are x0, x1, ...

    >>> whole_counts(np.array([[2, 0], [1, 1]])).to_frame()
       x0  x1
    0   2   0
    1   1   1
    """
    if isinstance(counts, np.ndarray) or sparse.issparse(counts):
        matrix = sparse.csr_array(check_array(counts, accept_sparse="csr", input_name="counts"))
        terms = pd.Index([f"x{column}" for column in range(matrix.shape[1])])  # as scikit-learn calls them
        counts = Counts(matrix, pd.RangeIndex(matrix.shape[0]), terms)
    if isinstance(counts, pd.DataFrame):
        counts = Counts(sparse.csr_array(counts.to_numpy()), counts.index, counts.columns)
    if not isinstance(counts, Counts):
        raise TypeError(
            f"`counts` must be what terms.count makes, or a DataFrame or matrix like it; got {type(counts).__name__}."
        )
    if counts.matrix.nnz and counts.matrix.data.min() < 0:
        raise ValueError("Negative values in data: `counts` must not be negative.")
    if counts.matrix.dtype.kind not in "iu" and (counts.matrix.data != np.floor(counts.matrix.data)).any():
        raise ValueError(
            "`counts` must hold whole numbers of occurrences. Take the counts that were given to terms.weight; an "
            "article's length is allowed for."
        )
    if counts.matrix.nnz and counts.matrix.data.max() > MOST:
        raise ValueError(f"`counts` must not be above {MOST:,} in one article.")
    return counts


def canonical(counts):
    """The same counts with terms in code point order and articles in an order that their content fixes.

    >>> found = canonical(whole_counts(pd.DataFrame([[2, 0]], index=["a1"], columns=["war", "nato"])))
    >>> found.to_frame()
        nato  war
    a1     0    2
    """
    counts = align(counts, counts.terms.sort_values())
    matrix = counts.matrix
    keys = [
        hashlib.blake2b(
            matrix.indices[a:b].astype(np.int64).tobytes() + matrix.data[a:b].astype(float).tobytes(), digest_size=16
        ).digest()
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    order = np.argsort(np.array(keys, dtype="S16"), kind="stable")
    return replace(counts, matrix=_taken(matrix, order), articles=counts.articles[order])


def align(counts, terms):
    """The same articles with the columns `terms`, which are sorted in each row; terms they do not have are zero.

    Counts that are so already are not copied.

    >>> counts = whole_counts(pd.DataFrame([[2, 1]], index=["a1"], columns=["war", "nato"]))
    >>> align(counts, pd.Index(["nato", "oil"])).to_frame()
        nato  oil
    a1     1    0
    """
    matrix = counts.matrix
    if terms.equals(counts.terms) and matrix.has_canonical_format and (matrix.data > 0).all():
        return counts
    columns = terms.get_indexer(counts.terms).astype(np.int32)[matrix.indices]
    kept = (columns >= 0) & (matrix.data > 0)
    values, ends = matrix.data, matrix.indptr
    if not kept.all():
        ends = np.concatenate([[0], np.cumsum(kept)])[ends]
        columns, values = columns[kept], values[kept]
    matrix = sparse.csr_array((values.astype(np.int32), columns, ends), shape=(len(counts), len(terms)))
    matrix.sum_duplicates()
    return replace(counts, matrix=matrix, terms=terms)


def _taken(matrix, order):
    """The rows of `matrix` in that order, their values in a quarter of the memory that counting takes, if they fit.

    Range by range, since the usual way would hold a second copy for a while.
    """
    small = np.uint16 if matrix.nnz and matrix.data.max() < 1 << 16 else np.int32
    ends = np.concatenate([[0], np.cumsum(np.diff(matrix.indptr)[order])]).astype(matrix.indptr.dtype)
    values, columns = np.empty(matrix.nnz, small), np.empty(matrix.nnz, matrix.indices.dtype)
    for rows in ranges(len(order)):
        part = matrix[order[rows]]
        held = slice(ends[rows.start], ends[rows.stop])
        values[held], columns[held] = part.data, part.indices
    return sparse.csr_array((values, columns, ends), shape=matrix.shape)
