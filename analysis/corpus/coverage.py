"""When each outlet was collected."""

import pandas as pd

from analysis import _check

# What `every` may be, here and in terms.trend, as pandas calls it; a week runs from Monday to Sunday (ISO 8601).
PERIODS = {"D": "D", "W": "W-SUN", "M": "M", "Q": "Q", "Y": "Y"}


def coverage(articles: pd.DataFrame, *, by: pd.Series, every: str = "W") -> pd.DataFrame:
    """The number of articles of each group in each period.

    Parameters
    ----------
    articles : DataFrame
        With a column `date`; articles without a date are left out.
    by : Series
        The group of each article, aligned on `article_id`; articles where it is missing are left out.
    every : {"W", "D", "M", "Q", "Y"}
        Length of a period.

    Returns
    -------
    DataFrame of int
        Index `period` (its first day), every one from the first to the last that has an article; a column per group.

    Examples
    --------
    >>> articles = pd.DataFrame(
    ...     {"date": pd.to_datetime(["2021-01-04", "2021-01-20"]), "outlet": ["A", "B"]}, index=["a1", "a2"]
    ... )
    >>> coverage(articles, by=articles["outlet"])
    outlet      A  B
    period
    2021-01-04  1  0
    2021-01-11  0  0
    2021-01-18  0  1
    """
    _check.table("articles", articles, ["date"])
    _check.option("every", every, PERIODS)
    group = _check.aligned("by", by, articles.index)
    dated = articles["date"].notna() & group.notna()
    period = articles.loc[dated, "date"].dt.to_period(PERIODS[every]).rename("period")
    table = pd.crosstab(period, group[dated])
    if len(table):
        table = table.reindex(pd.period_range(table.index[0], table.index[-1], name="period"), fill_value=0)
        table.index = table.index.to_timestamp().astype("datetime64[us]")
    return table
