"""Estimates with intervals that the tables of this room and of `topics` share."""

import numpy as np
import pandas as pd
from scipy import stats

Z = stats.norm.ppf(0.975)  # half the width of a 95 % interval, in standard errors
CORRECTIONS = {"benjamini_hochberg": "fdr_bh", "holm": "holm", "bonferroni": "bonferroni", "none": None}


def wilson(hits: np.ndarray, trials: np.ndarray | int) -> tuple[np.ndarray, np.ndarray]:
    """The 95 % interval of Wilson (1927, JASA 22, p. 209) for the share `hits` / `trials`.

    >>> [round(float(bound[0]), 4) for bound in wilson(np.array([10]), 100)]
    [0.0552, 0.1744]
    """
    trials = np.maximum(trials, 1)
    share = hits / trials
    middle = share + Z**2 / (2 * trials)
    half = Z * np.sqrt(share * (1 - share) / trials + Z**2 / (4 * trials**2))
    return (middle - half) / (1 + Z**2 / trials), (middle + half) / (1 + Z**2 / trials)


def corrected(p: np.ndarray, correction: str) -> np.ndarray:
    """The p-values of many comparisons, each allowed for all of them; missing ones stay missing and do not count.

    >>> corrected(np.array([0.01, 0.04, np.nan]), "bonferroni")
    array([0.02, 0.08,  nan])
    """
    # Loaded here: it takes most of a second, which those who only count need not wait for.
    from statsmodels.stats.multitest import multipletests

    known = ~np.isnan(p)
    method = CORRECTIONS[correction]
    if method is None or not known.any():
        return p
    adjusted = np.full(len(p), np.nan)
    adjusted[known] = multipletests(p[known], method=method)[1]
    return adjusted


def ratios(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The ratio sum(value) / sum(exposure) of each group of rows, with its 95 % interval.

    The interval is Student's with n - 1 degrees of freedom around the ratio, and as wide as `ratio_errors` says.

    Parameters
    ----------
    rows : DataFrame
        Columns `value`, `exposure` and those of `by`, none missing; `cluster` where rows are not independent.
    by : list of str

    Returns
    -------
    DataFrame
        Index `by`, the groups that have rows. Columns `value`, `low`, `high` (missing with one row or one cluster;
        `low` is never below 0 where no value is), `articles` (the number of rows).

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": ["A", "A", "B"], "value": [1.0, 3.0, 5.0], "exposure": 1.0})
    >>> ratios(rows, ["outlet"]).round(2)
            value  low   high  articles
    outlet
    A         2.0  0.0  14.71         2
    B         5.0  NaN    NaN         1
    """
    table = ratio_errors(rows, by)
    half = stats.t.ppf(0.975, (table["n"] - 1).where(table["n"] > 1)) * table["error"]
    low = table["value"] - half
    if (rows["value"] >= 0).all():
        low = low.clip(lower=0)
    value, high, articles = table["value"], table["value"] + half, table["articles"]
    return pd.DataFrame({"value": value, "low": low, "high": high, "articles": articles})


def ratio_errors(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The ratio sum(value) / sum(exposure) of each group of rows, with its standard error.

    With y the value and x the exposure of a row, r = sum(y) / sum(x) has the standard error
    sqrt(n / (n - 1) sum((y - r x)^2)) / sum(x) (Cochran 1977, Sampling Techniques, 6.4, without the finite population);
    with x = 1 that is the mean and its usual error. Where rows have a `cluster`, y and x are the sums of each cluster
    and n is the number of clusters (chapter 9A, the ratio to size): what the rows of one share does not cancel.

    Sums are taken from the smallest value to the largest, so that no order of the rows changes a bit of them.

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": "A", "value": [1.0, 1.0, 3.0, 3.0], "exposure": 1.0})
    >>> ratio_errors(rows, ["outlet"]).round(3)
            value  error  n  articles
    outlet
    A         2.0  0.577  4         4
    >>> ratio_errors(rows.assign(cluster=["Mon", "Mon", "Tue", "Tue"]), ["outlet"]).round(3)
            value  error  n  articles
    outlet
    A         2.0    1.0  2         4
    """
    articles = rows.groupby(by, observed=True).size()
    rows = rows.sort_values(["value", "exposure"])
    if "cluster" in rows:
        rows = rows.groupby([*by, "cluster"], observed=True)[["value", "exposure"]].sum().reset_index()
        rows = rows.sort_values(["value", "exposure"])
    grouped = rows.groupby(by, observed=True)
    n, sums = grouped.size(), grouped[["value", "exposure"]].sum()
    exposure = sums["exposure"].where(sums["exposure"] > 0)
    value = sums["value"] / exposure
    expected = grouped.ngroup().map(dict(enumerate(value))) * rows["exposure"]
    squares = ((rows["value"] - expected) ** 2).groupby([rows[column] for column in by], observed=True).sum()
    error = np.sqrt(n / (n - 1).where(n > 1) * squares) / exposure
    return pd.DataFrame({"value": value, "error": error, "n": n, "articles": articles})
