"""A number followed through time."""

import pandas as pd

from analysis import _check
from analysis.corpus.coverage import PERIODS

from .estimates import ratios
from .observations import meaning, observations


def trend(
    values: pd.Series,
    dates: pd.Series,
    *,
    by: pd.Series | None = None,
    every: str = "W",
    exposure: pd.Series | None = None,
    min_articles: int = 1,
    cluster: pd.Series | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The mean of a value, or a rate, in each period, with an interval.

    Without `exposure` the value of a period is the mean over its articles: the mean share of a topic, for instance.
    With it, it is the sum of `values` over the sum of `exposure`: hits over tokens is the rate of a term. The
    interval is that of a ratio estimator (Cochran 1977, Sampling Techniques, 6.4) and Student's t. It takes articles
    as independent unless `cluster` says which are not: outlets print the same agency report, and one event fills
    a day. Then whole clusters are what varies (Cochran 1977, chapter 9A), and the interval is usually wider.

    Parameters
    ----------
    values : Series of numbers
        One per article, on `article_id`: a column of `shares`, or of counts. Articles where it is missing are left out.
    dates : Series of datetime64
        Without a time zone. Articles without a date are in no period; the column `undated` counts them.
    by : Series, optional
        The group of each article: a line for each in the figure. Articles where it is missing are left out.
    every : {"W", "D", "M", "Q", "Y"}
        Length of a period: week (from Monday), day, month, quarter or year.
    exposure : Series of numbers, optional
        What the value is a rate of, one per article.
    min_articles : int, default 1
        A group's period with fewer articles than this has its number of articles and a missing value: what a handful of
        articles would show is withheld.
    cluster : Series or DataFrame, optional
        Articles with the same value are not independent of each other: the day, or ``articles[["outlet", "date"]]``.
        Every article with a date needs one.

    Returns
    -------
    DataFrame
        One row per group and period from the first to the last period of all articles. Columns: `period` (its first
        day), `group` (Categorical, "all" without `by`), `value`, `low`, `high` (95 %; missing with a single article or
        a single cluster; never below 0 where no value is), `articles`, `undated` (how many articles of the group have
        no date; the same in all of its rows). A period without articles has a missing value, not 0: nothing was
        observed. Without any dated article the table is empty.

    Raises
    ------
    TypeError, ValueError
        A series that misses articles, values that are no numbers, dates that are no datetime64 or have a time zone,
        an exposure below 0, a missing cluster.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2020-12-28", "2020-12-29", "2021-01-12", None]))
    >>> share = pd.Series([0.2, 0.4, 0.1, 0.9])
    >>> trend(share, days)[["period", "group", "value", "articles", "undated"]]
          period group  value  articles  undated
    0 2020-12-28   all    0.3         2        1
    1 2021-01-04   all    NaN         0        1
    2 2021-01-11   all    0.1         1        1
    """
    _check.option("every", every, PERIODS)
    least = _check.whole("min_articles", min_articles, least=1)
    known = observations(values, dates, by=by, exposure=exposure, cluster=cluster)
    undated = known["date"].isna().groupby(known["group"], observed=True).sum()
    dated = known[known["date"].notna()]
    dated = dated.assign(period=dated["date"].dt.to_period(PERIODS[every]))

    periods = pd.period_range(dated["period"].min(), dated["period"].max(), name="period") if len(dated) else []
    categories = known["group"].cat.categories  # all of them, also those without articles: they fix the colours
    used = categories[categories.isin(known["group"])]
    rows = pd.MultiIndex.from_product([used, periods], names=["group", "period"])
    table = ratios(dated, ["group", "period"]).reindex(rows)
    table["articles"] = table["articles"].fillna(0).astype(int)
    table.loc[table["articles"] < least, ["value", "low", "high"]] = float("nan")
    table = table.reset_index()
    table["undated"] = table["group"].map(undated).astype(int)
    table["group"] = pd.Categorical(table["group"], categories=categories)
    table["period"] = pd.PeriodIndex(table["period"], freq=PERIODS[every]).to_timestamp().astype("datetime64[us]")
    table = table[["period", "group", "value", "low", "high", "articles", "undated"]]
    table.attrs["value"] = meaning(exposure)
    return table
