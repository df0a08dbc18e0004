"""What `trend`, `bursts` and `interruption` know of each article: a number, a day, a group."""

import warnings

import numpy as np
import pandas as pd

from analysis import _check

LONELY = np.timedelta64(100 * 365, "D")  # a gap before which, or behind which, a few dates are misread
FEW = 0.01  # of all dated articles


def observations(
    values: pd.Series,
    dates: pd.Series,
    *,
    by: pd.Series | None = None,
    exposure: pd.Series | None = None,
    cluster: pd.Series | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """One row per article that has a value, a group and an exposure; its date may be missing.

    Parameters
    ----------
    values, dates, by, exposure, cluster : Series
        Aligned on the articles of `values`.

    Returns
    -------
    DataFrame
        Columns `value`, `date`, `group` (Categorical, "all" without `by`), `exposure` (1 without `exposure`) and,
        where it is given, `cluster`.

    Raises
    ------
    TypeError, ValueError
        Misaligned; values that are no numbers; dates that are no dates; an exposure below 0; an article with a date
        and without a cluster.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2021-01-04", None]), index=["a1", "a2"])
    >>> observations(pd.Series([True, False], index=["a1", "a2"]), days)
        value       date group  exposure
    a1    1.0 2021-01-04   all       1.0
    a2    0.0        NaT   all       1.0
    """
    articles = _check.series("values", values).index
    rows = pd.DataFrame({"value": _check.numbers("values", values, articles)})
    rows["date"] = _check.dates("dates", dates, articles, years=True)
    rows["group"] = "all" if by is None else _check.aligned("by", by, articles)
    rows["exposure"] = 1.0 if exposure is None else _check.numbers("exposure", exposure, articles)
    rows = rows.dropna(subset=rows.columns.drop("date"))
    if cluster is not None:
        cluster = _check.combined(cluster)
        _check.present("cluster", cluster, rows.index[rows["date"].notna()])  # without a date the day is no cluster
        rows["cluster"] = _check.aligned("cluster", cluster, rows.index)
    if (rows["exposure"] < 0).any():
        below = rows.index[rows["exposure"] < 0]
        raise ValueError(
            f"`exposure` must not be below 0; it is for {len(below)} of {len(rows)} articles: {_check.listing(below)}. "
            "Give what the values are a rate of, such as the number of tokens."
        )
    _warn_of_lonely(rows["date"].dropna())
    if not isinstance(rows["group"].dtype, pd.CategoricalDtype):
        rows["group"] = rows["group"].astype("category")
    return rows


def meaning(exposure: pd.Series | None) -> str:
    """What the values of a table by periods are; `figures` reads it in the table's ``attrs["value"]``.

    >>> meaning(None), meaning(pd.Series([10.0]))
    ('mean per article', 'rate')
    """
    return "mean per article" if exposure is None else "rate"


def _warn_of_lonely(dates):
    """Warn of a few dates a century before or after all others: 1017 for 2017 makes a trend of a thousand years."""
    days = dates.sort_values()
    gaps = np.flatnonzero(np.diff(days.to_numpy()) > LONELY)
    if not len(gaps):
        return
    few = max(1, int(FEW * len(days)))
    before, after = gaps[gaps < few], gaps[gaps >= len(days) - 1 - few]
    lonely = days.iloc[: before[-1] + 1 if len(before) else 0]
    lonely = pd.concat([lonely, days.iloc[after[0] + 1 :]]) if len(after) else lonely
    if len(lonely):
        warnings.warn(
            f"{len(lonely)} of {len(days)} articles are dated a century or more apart from all others: "
            f"{_check.listing(lonely.index)}, {lonely.iloc[0].date()}. Mend these dates, or leave the articles out.",
            stacklevel=3,
        )
