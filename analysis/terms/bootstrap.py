"""Intervals that respect clusters: articles of one outlet or day are not independent of each other."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis import _check

from .counts import Counts, added

SEED = int.from_bytes(b"clusters drawn with replacement", "big")  # any number, as long as it is always the same
TERMS_AT_ONCE = 2_000  # 2,000 terms x 1,000 replicates x 8 bytes are 16 MB, which a processor's cache nearly holds


def log_ratio_errors(
    counts: Counts, target: np.ndarray, cluster: pd.Series, smoothing: float, replicates: int
) -> tuple[np.ndarray, int]:
    """The standard error of the log ratio of each term over clusters, and its degrees of freedom.

    Parameters
    ----------
    counts : Counts
    target : bool array, one per article
    cluster : Series
        The cluster of each article, aligned on `article_id`, none missing.
    smoothing : float
        Added to both counts of a log ratio.
    replicates : int

    Returns
    -------
    errors : float array, one per term
        In units of the binary logarithm. Where a term never occurs on a side, that side is the same in every replicate,
        and the error tells of the other side only.
    freedom : int
        The clusters of the side that has fewer, less one.

    Examples
    --------
    >>> matrix = sparse.csr_array([[3, 1], [1, 3], [2, 2], [0, 4]])
    >>> counts = Counts(matrix, pd.Index(["w", "x", "y", "z"]), pd.Index(["nato", "libya"]))
    >>> day = pd.Series({"w": "mon", "x": "tue", "y": "mon", "z": "tue"})
    >>> errors, freedom = log_ratio_errors(counts, np.array([True, True, False, False]), day, 0.5, 200)
    >>> errors.shape, freedom
    ((2,), 1)
    """
    codes, clusters = pd.factorize(_check.present("cluster", cluster, counts.articles), sort=True)
    matrix = counts.matrix.astype(float)
    sides = [sparse.csc_array(added(matrix, np.where(mask, codes, -1), len(clusters))) for mask in (target, ~target)]
    sizes = [np.asarray(side.sum(axis=1)).ravel() for side in sides]
    present = np.array([size > 0 for size in sizes])
    fewest = int(present.sum(axis=1).min())
    if fewest < 2:
        side = "target" if present[0].sum() == fewest else "reference"
        raise ValueError(
            f"`cluster` must divide both sides into at least 2 clusters; the {side} has {fewest}, so nothing tells how "
            "much clusters differ. Take smaller ones, such as days instead of outlets."
        )
    weights = draws(present[0] + 2 * present[1], replicates)
    totals = [weights @ size for size in sizes]
    errors = np.empty(len(counts.terms))
    for first in range(0, len(errors), TERMS_AT_ONCE):
        block = slice(first, first + TERMS_AT_ONCE)
        logs = [
            np.log2(side[:, block].T @ weights.T + smoothing) - np.log2(total + smoothing)
            for side, total in zip(sides, totals, strict=True)
        ]
        errors[block] = np.std(logs[0] - logs[1], axis=1, ddof=1)
    return errors, fewest - 1


def draws(stratum: np.ndarray, replicates: int) -> np.ndarray:
    """How much each cluster weighs in each replicate, shape (replicates, clusters), drawn apart in each stratum.

    Of n clusters n - 1 are drawn with replacement and weighted by n / (n - 1), so that the spread over replicates is
    right also for few clusters (Rao and Wu 1988, JASA 83, 231-241). A cluster alone in its stratum always weighs 1.

    >>> draws(np.array([0, 0, 1]), 2)
    array([[0., 2., 1.],
           [2., 0., 1.]])
    """
    random = np.random.default_rng(SEED)
    weights = np.ones((replicates, len(stratum)))
    for each in np.unique(stratum):
        own = np.flatnonzero(stratum == each)
        if len(own) > 1:  # a single cluster of its kind is in every replicate
            drawn = random.multinomial(len(own) - 1, np.full(len(own), 1 / len(own)), size=replicates)
            weights[:, own] = drawn * (len(own) / (len(own) - 1))
    return weights
