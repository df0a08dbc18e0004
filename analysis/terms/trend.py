"""A number followed through time."""

import pandas as pd

from analysis import _check
from analysis.corpus.coverage import PERIODS

from .estimates import ratios


def trend(
    values: pd.Series,
    dates: pd.Series,
    *,
    by: pd.Series | None = None,
    every: str = "W",
    exposure: pd.Series | None = None,
    min_articles: int = 1,
) -> pd.DataFrame:
    """The mean of a value, or a rate, in each period, with an interval.

    Without `exposure` the value of a period is the mean over its articles: the mean share of a topic, for instance.
    With it, it is the sum of `values` over the sum of `exposure`: hits over tokens is the rate of a term. The
    interval is that of a ratio estimator (Cochran 1977, Sampling Techniques, 6.4). It takes articles as independent;
    those of one day and outlet are not wholly so.

    Parameters
    ----------
    values : Series of numbers
        One per article, on `article_id`: a column of `shares`, or of counts. Articles where it is missing are left out.
    dates : Series of datetime64
        Articles without a date are left out; ``dates.isna().sum()`` says how many they are.
    by : Series, optional
        The group of each article: a line for each in the figure. Articles where it is missing are left out.
    every : {"W", "D", "M", "Q", "Y"}
        Length of a period: week (from Monday), day, month, quarter or year.
    exposure : Series of numbers, optional
        What the value is a rate of, one per article.
    min_articles : int, default 1
        A group's period with fewer articles than this has its number of articles and a missing value: what a handful of
        articles would show is withheld.

    Returns
    -------
    DataFrame
        One row per group and period from the first to the last period of all articles. Columns: `period` (its first
        day), `group` (Categorical, "all" without `by`), `value`, `low`, `high` (95 %; missing with a single article;
        never below 0 where no value is), `articles`. A period without articles has a missing value, not 0: nothing was
        observed.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2020-12-28", "2020-12-29", "2021-01-12"]), index=["a1", "a2", "a3"])
    >>> share = pd.Series([0.2, 0.4, 0.1], index=["a1", "a2", "a3"])
    >>> trend(share, days)[["period", "group", "value", "articles"]]
          period group  value  articles
    0 2020-12-28   all    0.3         2
    1 2021-01-04   all    NaN         0
    2 2021-01-11   all    0.1         1
    """
    _check.option("every", every, PERIODS)
    least = _check.whole("min_articles", min_articles, least=1)
    _check.series("values", values)
    given = pd.DataFrame({"value": values})
    given["period"] = _check.aligned("dates", dates, values.index)
    if not pd.api.types.is_datetime64_dtype(given["period"]):
        raise TypeError(f"`dates` must be datetime64; got {given['period'].dtype}. Use pd.to_datetime(...) first.")
    given["group"] = "all" if by is None else _check.aligned("by", by, values.index)
    given["exposure"] = 1.0 if exposure is None else _check.aligned("exposure", exposure, values.index)
    given = given.dropna()
    given["period"] = given["period"].dt.to_period(PERIODS[every])
    if not isinstance(given["group"].dtype, pd.CategoricalDtype):
        given["group"] = given["group"].astype("category")
    given["value"] = given["value"].astype(float)

    periods = pd.period_range(given["period"].min(), given["period"].max(), name="period") if len(given) else []
    categories = given["group"].cat.categories  # all of them, also those without articles: they fix the colours
    used = categories[categories.isin(given["group"])]
    rows = pd.MultiIndex.from_product([used, periods], names=["group", "period"])
    table = ratios(given, ["group", "period"]).reindex(rows)
    table["articles"] = table["articles"].fillna(0).astype(int)
    table.loc[table["articles"] < least, ["value", "low", "high"]] = float("nan")
    table = table.reset_index()
    table["group"] = pd.Categorical(table["group"], categories=categories)
    table["period"] = pd.PeriodIndex(table["period"], freq=PERIODS[every]).to_timestamp().astype("datetime64[us]")
    return table[["period", "group", "value", "low", "high", "articles"]]
