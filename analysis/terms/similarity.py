"""How similar articles, outlets or terms are by the words they share."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis import _check, _threads

from . import _kernel_similarity as kernel
from .counts import Counts, checked

BLOCK = 4096  # rows compared with at a time: their sums fit the nearest cache; no answer depends on this or the next
CROWDED = 0.15  # a column in which more of a block stands is walked whole (measured: 0.1 to 0.3 are as good)
ROUNDING = 1e-12  # a row whose variance is a smaller part of its squares varies by rounding only
ROOM = 1 << 20  # pairs for which a thread has room before it hands them over


class Measure(NamedTuple):
    """How a measure is computed: on presence or counts, by what two entries share, and by a form of the sums."""

    presence: bool
    sharing: int
    form: int


MEASURES = {
    "cosine": Measure(False, kernel.PRODUCT, kernel.COSINE),
    "correlation": Measure(False, kernel.PRODUCT, kernel.CORRELATION),
    "jaccard": Measure(True, kernel.PRODUCT, kernel.JACCARD),
    "dice": Measure(True, kernel.PRODUCT, kernel.DICE),
    "extended_jaccard": Measure(False, kernel.PRODUCT, kernel.JACCARD),
    "extended_dice": Measure(False, kernel.PRODUCT, kernel.DICE),
    "jensen_shannon": Measure(False, kernel.DIVERGENCE, kernel.COSINE),
    "euclidean": Measure(False, kernel.PRODUCT, kernel.EUCLIDEAN),
    "manhattan": Measure(False, kernel.OVERLAP, kernel.MANHATTAN),
}
DISTANCES = ["euclidean", "manhattan"]


def similarity(
    counts: Counts, *, measure: str = "cosine", n: int | None = None, least: float | None = None
) -> pd.DataFrame:
    """Pairs of articles with how similar they are, or how far apart.

    Two articles without a shared term have a similarity of 0 (a correlation of a little less than 0), two with the
    same counts exactly 1. With x and y the counts of two articles:

    - `cosine`: sum(xy) / sqrt(sum(x^2) sum(y^2));
    - `correlation`: Pearson's, over all terms of `counts`, also those that neither has;
    - `jaccard`, `dice`: of the terms that are there, whatever their counts: both / either, and 2 both / (one + other);
    - `extended_jaccard`, `extended_dice`: of counts, sum(xy) / (sum(x^2) + sum(y^2) - sum(xy)) and
      2 sum(xy) / (sum(x^2) + sum(y^2)), quanteda's ejaccard and edice;
    - `jensen_shannon`: 1 less the divergence of Lin (1991), in bits, between the shares of terms; the root of that
      divergence is a distance (Endres & Schindelin 2003): ``(1 - value) ** 0.5``;
    - `euclidean`, `manhattan`: *distances*, sqrt(sum((x - y)^2)) and sum(|x - y|), and the smaller the nearer.

    Cosines of counts are ruled by frequent words: `remove` function words, or weight the counts, first.

    Parameters
    ----------
    counts : Counts
        Articles; or outlets, after `group`; its matrix may hold weights. For terms, turn it round:
        ``Counts(counts.matrix.T.tocsr(), counts.terms, counts.articles)``.
    measure : str, default "cosine"
        One of those above.
    n : int, optional
        For each article only its `n` nearest others; of equally near ones those whose ids come first.
    least : float, optional
        Only pairs at least so similar; of distances, only pairs at most so far apart.

    Returns
    -------
    DataFrame
        Columns `article_id`, `other` and one named after the measure. Without `n` each pair is there once, in the order
        of `counts`; with `n` the others of each article stand in order, the nearest first, and a pair may be there both
        ways. An article without tokens is compared with nothing (nor is one whose counts are all equal, by
        `correlation`): its pairs have a missing value, and `n` and `least` leave them out. As ties of a network:
        ``table.set_axis(["source", "target", "weight"], axis=1)``.

    Raises
    ------
    ValueError
        If there is no such measure; `n` is below 1; `least` is no number; ids are repeated; a weight is missing or
        infinite, or, for `jensen_shannon`, negative.

    Notes
    -----
    Exact: no pair is left to chance or to an index. The result is the same to the bit for any order of the articles
    and any number of threads. The time grows with the square of the articles, the memory with the pairs asked for.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO and Libya", "NATO, Libya", "trade"]}, index=["a1", "a2", "a3"])
    >>> counts = terms.count(text.tokenize(articles))
    >>> similarity(counts).round(3)
      article_id other  cosine
    0         a1    a2   0.816
    1         a1    a3   0.000
    2         a2    a3   0.000
    >>> similarity(counts, measure="manhattan", n=1)
      article_id other  manhattan
    0         a1    a2        1.0
    1         a2    a1        1.0
    2         a3    a2        3.0
    """
    checked(counts, whole=False)
    _check.option("measure", measure, MEASURES)
    n = None if n is None else _check.whole("n", n, least=1)
    least = None if least is None else _check.number("least", least)
    if not counts.articles.is_unique:
        twice = counts.articles[counts.articles.duplicated()].unique()
        raise ValueError(f"`counts` has {len(twice)} ids more than once: {_check.listing(twice)}. Drop the repeats.")
    sign = -1.0 if measure in DISTANCES else 1.0
    limit = -np.inf if least is None else sign * least
    names = counts.articles
    if n is not None:
        order = np.argsort(names.astype(str).to_numpy(dtype=object), kind="stable")  # which decides between equals
        comparison = _Comparison(_matrix(counts.matrix[order], measure), measure)
        rows, others, scores = _nearest(comparison, order, min(n, max(len(counts) - 1, 1)), limit)
    elif least is not None:
        rows, others, scores = _near(_Comparison(_matrix(counts.matrix, measure), measure), limit)
    else:
        later = np.arange(len(counts))[::-1]  # how many rows come after each
        rows = np.repeat(later[::-1], later)
        others = np.arange(len(rows)) - np.repeat(np.cumsum(later) - len(counts), later)
        scores = _every(_Comparison(_matrix(counts.matrix, measure), measure))
    return pd.DataFrame({"article_id": names[rows], "other": names[others], measure: sign * scores + 0.0})  # no -0.0


def _matrix(matrix, measure):
    """The matrix with what the measure is made of, entries in the order of the columns, none of them zero."""
    matrix = sparse.csr_array(matrix, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    if not np.isfinite(matrix.data).all():
        raise ValueError(
            "`counts` must hold numbers; some are missing or infinite. Fill them in or drop their columns."
        )
    if MEASURES[measure].presence:
        matrix.data[:] = 1.0
    if measure == "jensen_shannon":
        if (matrix.data < 0).any():
            raise ValueError(
                "`counts` must not be negative for 'jensen_shannon', which compares shares. "
                "Take counts, or another measure for these weights."
            )
        matrix.data /= np.repeat(matrix.sum(axis=1), np.diff(matrix.indptr))
    return matrix


class _Comparison:
    """A matrix made ready for the kernel: its rows, and blocks of its rows by columns."""

    def __init__(self, matrix, measure):
        _, self.sharing, self.form = MEASURES[measure]
        self.rows, columns = matrix.shape
        own, sums = kernel.with_itself(self.sharing, matrix.indptr, matrix.data)
        spread = columns * own - sums * sums
        spread[spread < ROUNDING * columns * own] = 0
        # Whole numbers whose sums stay below 2^24 are as exact in 32 bits, of which a processor takes twice as many.
        small = self.sharing == kernel.PRODUCT and own.max(initial=0) < 1 << 24
        whole = small and bool((matrix.data == np.rint(matrix.data)).all())
        data = matrix.data.astype(np.float32 if whole else np.float64)
        self.args = (self.sharing, self.form), (matrix.indptr, matrix.indices, data, own, sums, spread)
        self.size = {kernel.COSINE: np.sqrt(own), kernel.CORRELATION: np.sqrt(spread.clip(0))}.get(self.form, own)
        matrix = sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)
        self.blocks = [self._block(matrix, start) for start in range(0, self.rows, BLOCK)]

    def _block(self, matrix, start):
        block = matrix[start : start + BLOCK].tocsc()
        width, columns = block.shape
        crowded = np.diff(block.indptr) > CROWDED * width
        if self.sharing != kernel.PRODUCT:
            crowded[:] = False
        slab_of = np.full(columns, -1, np.int32)
        slab_of[crowded] = np.arange(crowded.sum())
        slabs = np.ascontiguousarray(block[:, np.flatnonzero(crowded)].toarray().T)
        return start, block.indptr, block.indices.astype(np.uint16), block.data, slab_of, slabs


def _nearest(comparison, order, n, limit):
    """Rows, their nearest others and the scores; `order` says which row each row of the comparison is."""
    scores, found = np.full((comparison.rows, n), -np.inf), np.full((comparison.rows, n), -1, np.int32)
    how, rows = comparison.args
    largest = np.abs(rows[-2]).max(initial=0.0)

    def work(first, last):
        for block in comparison.blocks:
            kernel.nearest(*how, *rows, comparison.size, largest, first, last, *block, scores, found)

    _threads.over_ranges(work, rows[0])
    back = np.argsort(order, kind="stable")
    scores, found = scores[back], found[back]
    kept = (found >= 0) & (scores >= limit)
    return np.nonzero(kept)[0], order[found[kept]], scores[kept]


def _every(comparison):
    """The scores of all pairs in order."""
    scores = np.empty(comparison.rows * (comparison.rows - 1) // 2)
    how, rows = comparison.args

    def work(first, last):
        for block in comparison.blocks:
            kernel.every(*how, *rows, first, last, *block, scores)

    _threads.over_ranges(work, rows[0])
    return scores


def _near(comparison, limit):
    """The pairs that score at least `limit`, in order."""
    how, rows = comparison.args

    def work(first, last):
        scores, found = np.empty(ROOM), np.empty((ROOM, 2), np.int64)
        parts = []
        for block in comparison.blocks:
            row = first
            while row < last:
                written, row = kernel.near(*how, limit, *rows, row, last, *block, scores, found)
                parts.append((found[:written].copy(), scores[:written].copy()))
        return parts

    parts = [part for own in _threads.over_ranges(work, rows[0]) for part in own]
    pairs = np.concatenate([np.empty((0, 2), np.int64), *(found for found, _ in parts)])
    scores = np.concatenate([np.empty(0), *(found for _, found in parts)])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return pairs[order, 0], pairs[order, 1], scores[order]
