"""How articles are spread over time: wrong dates, days with too many, times without an outlet."""

from collections.abc import Iterator

import pandas as pd

OLDEST = pd.Timestamp("1700-01-01")  # the first daily newspaper in English is of 1702
MONTH = pd.Timedelta(days=31)
USUAL = 10  # times the median gap of an outlet that still is no silence, times the median day that still is no pile
PILE, PILED = 10, 0.05  # articles on one day, and their share of all, below which nothing is odd about them
FEWEST = 5  # articles of an outlet below which its beginning and end mean nothing


def found(dates: pd.Series, group: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    """Yield defects of dates with a Series: place of the article -> detail."""
    written = dates.dt.strftime("%Y-%m-%d")
    future, ancient = dates > pd.Timestamp.today(), dates < OLDEST
    yield "date in the future", written[future]
    yield "date before 1700", written[ancient]
    dates = dates[~future & ~ancient].dt.normalize()
    yield "dates on one day", written[piled(dates)]
    yield from _gaps(dates, group[dates.index])


def piled(dates: pd.Series) -> pd.Index:
    """Return the places of the articles on days that have far more articles than others.

    >>> days = pd.Series(pd.to_datetime(["2021-01-01"] * 12 + ["2021-02-01", "2021-02-02", "2021-02-03"]))
    >>> len(piled(days))
    12
    """
    per_day = dates.value_counts()
    many = per_day[per_day >= max(PILE, PILED * len(dates), USUAL * per_day.median())]
    return dates.index[dates.isin(many.index)]


def _gaps(dates: pd.Series, group: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    silent, slacks = {}, {}
    for name, days in dates.groupby(group, sort=True):
        days = days.sort_values(kind="stable")
        gaps = days.diff().shift(-1)
        usual = gaps[gaps > pd.Timedelta(0)].median()
        slacks[name] = max(MONTH, USUAL * usual) if pd.notna(usual) else MONTH
        for place in gaps.index[gaps > slacks[name]]:
            start, end = days[place], days[place] + gaps[place]
            silent[place] = f"{name + ' ' if name else ''}{start:%Y-%m-%d} to {end:%Y-%m-%d}"
    yield "outlet silent", pd.Series(silent, dtype="str")
    spans = dates.groupby(group).agg(["min", "max", "size"])
    spans = spans[(spans["size"] >= FEWEST) & (spans.index != "")]
    slack = pd.Series(slacks).reindex(spans.index)
    late = spans["min"][spans["min"] - dates.min() > slack]
    early = spans["max"][dates.max() - spans["max"] > slack]
    if len(late):
        words = f"not all before {late.max():%Y-%m-%d}, when {late.idxmax()} begins"
        yield "before all outlets", pd.Series(words, index=dates.index[dates < late.max()])
    if len(early):
        words = f"not all after {early.min():%Y-%m-%d}, when {early.idxmin()} ends"
        yield "after an outlet ends", pd.Series(words, index=dates.index[dates > early.min()])
