"""Which terms set some articles apart from the others."""

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis import _check

from .counts import Counts
from .estimates import Z
from .frequency import PER_MILLION

SMOOTHING = (
    0.5  # added to both counts of a log ratio, so that a term absent on one side has a finite one (Haldane 1956)
)


def keyness(counts: Counts, target: pd.Series) -> pd.DataFrame:
    """Terms ordered by how much more frequent they are in the target articles than in the others.

    A test and an effect size stand side by side: `g2` grows with the size of the corpus, `log_ratio` does not.

    - `g2` is the log-likelihood ratio of Dunning (1993, Computational Linguistics 19, 61-74) over all *four* cells
      (term and not term, target and reference), as in quanteda; Rayson and Garside (2000) sum only the two cells of
      the term, which differs visibly for frequent terms alone. The sign is that of the difference of rates.
    - `log_ratio` is the binary logarithm of the ratio of rates (Hardie 2014), with 0.5 added to both counts; its
      interval is that of a ratio of two shares (Katz et al. 1978, Biometrics 34, 469-474).
    - `p_adjusted` controls the false discovery rate over all terms (Benjamini and Hochberg 1995, JRSS B 57, 289-300).

    All of them treat tokens as independent draws. Tokens of one article or outlet are not, so read the order and the
    effect sizes, and be slow to believe a p-value.

    Parameters
    ----------
    counts : Counts
    target : Series of bool
        True for the articles of interest, aligned on `article_id`; the others are the reference. To compare with some
        of the others only, select those rows of `counts` first.

    Returns
    -------
    DataFrame
        Index `term`, ordered by `g2` from largest to smallest, so the terms of the target come first and those of the
        reference last. Columns: `target` and `reference` (counts), `target_per_million`, `reference_per_million`,
        `log_ratio` with `low` and `high` (95 %), `g2`, `p`, `p_adjusted`.

    Raises
    ------
    ValueError
        If the target or the reference has no tokens.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO NATO Libya", "trade trade Libya"]}, index=["a1", "a2"])
    >>> counts = terms.count(text.tokenize(articles))
    >>> terms.keyness(counts, pd.Series({"a1": True, "a2": False}))[["target", "reference", "g2"]].round(3)
           target  reference     g2
    term
    nato        2          0  3.819
    libya       1          1  0.000
    trade       0          2 -3.819
    """
    chosen = _check.mask("target", target, counts.articles)
    inside, outside = (np.asarray(counts.matrix[mask].sum(axis=0)).ravel() for mask in (chosen, ~chosen))
    total_inside, total_outside = int(inside.sum()), int(outside.sum())
    if not total_inside or not total_outside:
        side = "target" if not total_inside else "reference"
        raise ValueError(
            f"`target` must leave tokens on both sides; the {side} has none "
            f"({chosen.sum()} of {len(chosen)} articles are in the target). Compare with a value that occurs."
        )
    g2 = log_likelihood(inside, outside)
    ratio, low, high = _log_ratio(inside, outside)
    p = stats.chi2.sf(np.abs(g2), df=1)
    table = pd.DataFrame(
        {
            "target": inside,
            "reference": outside,
            "target_per_million": inside / total_inside * PER_MILLION,
            "reference_per_million": outside / total_outside * PER_MILLION,
            "log_ratio": ratio,
            "low": low,
            "high": high,
            "g2": g2,
            "p": p,
            "p_adjusted": stats.false_discovery_control(p) if len(p) else p,
        },
        index=counts.terms.rename("term"),
    )
    return table.sort_index().sort_values("g2", ascending=False, kind="stable")


def log_likelihood(target: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The signed four-cell log-likelihood ratio of each term.

    `target` and `reference` hold the counts of all terms in the two parts: the totals are their sums.
    """
    total_target, total_reference = target.sum(), reference.sum()
    total = total_target + total_reference
    share = (target + reference) / total
    g2 = np.zeros(len(target))
    for hits, trials in ((target, total_target), (reference, total_reference)):
        g2 += special.rel_entr(hits, trials * share) + special.rel_entr(trials - hits, trials * (1 - share))
    # Rounding can leave a hair below zero where both rates are equal.
    return 2 * np.maximum(g2, 0) * np.sign(target / total_target - reference / total_reference)


def _log_ratio(target, reference):
    """The binary log ratio of rates and its 95 % interval."""
    total_target, total_reference = target.sum() + SMOOTHING, reference.sum() + SMOOTHING
    target, reference = target + SMOOTHING, reference + SMOOTHING
    ratio = np.log2((target / total_target) / (reference / total_reference))
    error = np.sqrt(1 / target - 1 / total_target + 1 / reference - 1 / total_reference) / np.log(2)
    return ratio, ratio - Z * error, ratio + Z * error
