"""What a model is given, in one form: whole numbers as floats, terms and articles in an order that nothing moves."""

import hashlib

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.terms import Counts


def whole_counts(counts):
    """`counts` as Counts; a DataFrame of articles x terms is taken as one."""
    if isinstance(counts, pd.DataFrame):
        counts = Counts(sparse.csr_array(counts.to_numpy()), counts.index, counts.columns)
    if not isinstance(counts, Counts):
        raise TypeError(
            f"`counts` must be what terms.count makes, or a DataFrame like it; got {type(counts).__name__}."
        )
    if counts.matrix.nnz and counts.matrix.data.min() < 0:
        raise ValueError("`counts` must not be negative.")
    if counts.matrix.dtype.kind not in "iu" and (counts.matrix.data != np.floor(counts.matrix.data)).any():
        raise ValueError(
            "`counts` must hold whole numbers of occurrences. Take the counts that were given to terms.weight; an "
            "article's length is allowed for."
        )
    return counts


def canonical(counts):
    """The same counts with terms in code point order and articles in an order that their content fixes."""
    counts = align(counts, counts.terms.sort_values())
    matrix = counts.matrix
    keys = [
        hashlib.blake2b(
            matrix.indices[a:b].astype(np.int64).tobytes() + matrix.data[a:b].tobytes(), digest_size=16
        ).digest()
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    order = np.argsort(np.array(keys, dtype="S16"), kind="stable")
    return Counts(matrix[order], counts.articles[order], counts.terms)


def align(counts, terms):
    """The same articles with the columns `terms`, as float64 with sorted columns; terms they do not have are zero."""
    matrix = counts.matrix
    columns = terms.get_indexer(counts.terms).astype(np.int32)[matrix.indices]
    kept = (columns >= 0) & (matrix.data > 0)
    values, ends = matrix.data, matrix.indptr
    if not kept.all():
        ends = np.concatenate([[0], np.cumsum(kept)])[ends]
        columns, values = columns[kept], values[kept]
    # The values are a copy of their own, which the caller may change.
    matrix = sparse.csr_array((values.astype(float), columns, ends), shape=(len(counts), len(terms)))
    matrix.sum_duplicates()
    return Counts(matrix, counts.articles, terms)
