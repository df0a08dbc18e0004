"""When a term is suddenly said much more often: the bursts of Kleinberg's automaton.

Two functions, because there are two kinds of data. `bursts` asks, of the articles of each period, how many hold a term:
it knows the articles that do not, so a week with more articles is no burst. `event_bursts` knows nothing but the times
of events. What the one needs (articles, periods, groups) the other has no use for.
"""

import numpy as np
import pandas as pd
from scipy import special

from analysis import _check
from analysis.corpus.coverage import PERIODS

from ._kernel_bursts import cheapest
from .observations import observations

DAY = pd.Timedelta(days=1)
COLUMNS = {  # of the table of `bursts`, with their types, which an empty one has, too
    "group": "object",
    "level": "int64",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "weight": "float64",
    "value": "float64",
    "overall": "float64",
    "hits": "float64",
    "articles": "int64",
}


def bursts(
    values: pd.Series,
    dates: pd.Series,
    *,
    by: pd.Series | None = None,
    every: str = "W",
    exposure: pd.Series | None = None,
    s: float = 2.0,
    gamma: float = 1.0,
    levels: int = 1,
) -> pd.DataFrame:
    """The spells in which a term stands in clearly more of the articles than it does on the whole.

    Kleinberg (2003, Data Mining and Knowledge Discovery 7, 373-397, section 4): in each period, r of d articles are
    relevant. At level 0 a share p of all articles is relevant, the share of the whole time; at level i it is p s^i. A
    period at level i costs -ln of the binomial probability of its r; each level gone up costs gamma ln n, n the number
    of periods with articles; going down is free. The levels that cost least together are found exactly. A burst of
    level i is a longest run of periods at level i or above, so the bursts of a higher level lie inside those of lower
    ones. Levels at which the share would be above 1 are left out: with s = 2, a term that stands in more than half of
    all articles has no bursts.

    The automaton takes articles as independent draws; where outlets print the same report they are not, and bursts of
    small weight mean little. Nothing random is drawn.

    Parameters
    ----------
    values : Series of numbers or bool
        One per article, on `article_id`: an article is relevant where it is above 0, as a count of a term is, or
        ``shares["Libya"] >= 0.2``. Articles where it is missing are left out.
    dates : Series of datetime64
        Articles without a date are left out; `trend` counts them.
    by : Series, optional
        The group of each article; each group has its own share p and its own bursts. Articles where it is missing are
        left out.
    every : {"W", "D", "M", "Q", "Y"}
        Length of a period, as in `trend`. Periods without articles are passed over: they cost nothing, and a burst may
        run through them.
    exposure : Series of numbers, optional
        Counts tokens instead of articles: r is the sum of `values` and d the sum of `exposure` in a period. Needed
        where a period has one or two articles; but a word repeated in one article then makes a burst.
    s : float, default 2
        How many times larger the share is at each next level; above 1.
    gamma : float, default 1
        How hard it is to go up; above 0. Larger values leave the longer and stronger bursts.
    levels : int, default 1
        The highest level: 1 is the automaton of two states that Kleinberg uses for words in titles.

    Returns
    -------
    DataFrame
        One row per burst, by group and start. Columns: `group` (Categorical, "all" without `by`), `level` (from 1),
        `start` and `end` (the first and the last day of its periods), `weight` (how much less its periods cost at its
        level than at the level below; Kleinberg's weight), `value` (r / d in the burst), `overall` (r / d of the
        group), `hits` (r), `articles`. Without a burst the table is empty.

    Raises
    ------
    TypeError, ValueError
        As `trend`; more hits than `exposure` in an article; `s` not above 1 or `gamma` not above 0.

    Examples
    --------
    >>> days = pd.Series(pd.date_range("2021-01-04", periods=40, freq="D"))
    >>> said = pd.Series(days.index.isin([1, 8, 14, 15, 16, 17, 18, 19, 20, 30]))
    >>> bursts(said, days)[["level", "start", "end", "value", "overall", "hits", "articles"]]
       level      start        end  value  overall  hits  articles
    0      1 2021-01-18 2021-01-24    1.0     0.25   7.0         7
    """
    _check.option("every", every, PERIODS)
    s, gamma = _check.number("s", s, above=1), _check.number("gamma", gamma, above=0)
    levels = _check.whole("levels", levels, least=1)
    known = observations(values, dates, by=by, exposure=exposure).dropna(subset="date")
    if exposure is None:
        known["value"] = (known["value"] > 0).astype(float)
    elif not known["value"].between(0, known["exposure"]).all():
        wrong = known.index[~known["value"].between(0, known["exposure"])]
        raise ValueError(
            f"`values` must lie between 0 and `exposure`, as hits do; those of {len(wrong)} of {len(known)} articles "
            f"do not: {_check.listing(wrong)}. Give counts, not rates."
        )
    known["period"] = known["date"].dt.to_period(PERIODS[every])
    grouped = known.sort_values(["value", "exposure"]).groupby(["group", "period"], observed=True)
    periods = grouped[["value", "exposure"]].sum().assign(articles=grouped.size())
    periods = periods[periods["exposure"] > 0].reset_index()
    rows = [row for _, part in periods.groupby("group", observed=True) for row in _of_group(part, s, gamma, levels)]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    table["group"] = pd.Categorical(table["group"], categories=known["group"].cat.categories)
    return table


def event_bursts(times: pd.Series, *, s: float = 2.0, gamma: float = 1.0) -> pd.DataFrame:
    """The spells in which events follow each other clearly faster than on the whole.

    Kleinberg (2003, section 2 and 3): the gaps between events are exponential, at level i with the rate s^i n / T,
    n gaps in the time T; each level gone up costs gamma ln n; going down is free. There are as many levels as the
    shortest gap can need, ceil(1 + log_s T + log_s(1 / shortest gap)), which is as good as infinitely many. The levels
    that cost least together are found exactly.

    For words in articles use `bursts`: this function does not know how many articles there were.

    Parameters
    ----------
    times : Series of datetime64 or numbers
        When each event happened, in any order; missing ones are left out. No two at the same time: gaps of no length
        would be worth infinitely many levels.
    s : float, default 2
        How many times faster events come at each next level; above 1.
    gamma : float, default 1
        How hard it is to go up; above 0.

    Returns
    -------
    DataFrame
        One row per spell, by start and level: level 0 is the whole stream, each higher level lies inside the lower one.
        Columns: `level`, `start` and `end` (the first and the last event), `weight` (how much less its gaps cost at its
        level than at the level below; missing at level 0), `events`. A single event is at level 0; without events
        the table is empty.

    Raises
    ------
    TypeError, ValueError
        `times` are no times, or two are the same; `s` not above 1 or `gamma` not above 0.

    Examples
    --------
    >>> event_bursts(pd.Series([4, 17, 23, 27, 33, 35, 37, 76, 77, 82, 84, 88, 90, 92]), gamma=0.1).round(2)
       level  start  end  weight  events
    0      0      4   92     NaN      14
    1      1     33   37     0.8       3
    2      1     76   92     1.8       7
    3      2     76   77     0.4       2
    """
    s, gamma = _check.number("s", s, above=1), _check.number("gamma", gamma, above=0)
    times = _check.series("times", times).dropna()
    if not pd.api.types.is_datetime64_any_dtype(times):
        if not pd.api.types.is_numeric_dtype(times) or pd.api.types.is_bool_dtype(times):
            raise TypeError(f"`times` must be datetime64 or numbers; got {times.dtype}. Use pd.to_datetime(...) first.")
        _check.numbers("times", times, times.index)
    times = times.sort_values(ignore_index=True)
    twice = times[times.duplicated()].unique()
    if len(twice):
        raise ValueError(
            f"`times` must all differ; {len(twice)} occur more than once: {_check.listing(map(str, twice))}. "
            "Keep one of each, or count articles in periods and use `bursts`."
        )
    gaps = times.diff().iloc[1:]
    gaps = (gaps / DAY if gaps.dtype.kind == "m" else gaps).to_numpy(float)
    states, costs = np.zeros(len(gaps), np.int64), np.zeros((len(gaps), 1))
    if len(gaps) > 1:
        span = gaps.sum()
        levels = int(np.ceil(1 + (np.log(span) - np.log(gaps.min())) / np.log(s)))
        rates = s ** np.arange(levels) * len(gaps) / span
        costs = rates * gaps[:, None] - np.log(rates)
        states = cheapest(costs, gamma * np.log(len(gaps)))
    found = [(0, 0, len(gaps) - 1)] if len(times) else []
    found = np.array(found + nested(states), np.int64).reshape(-1, 3)
    level, first, last = found.T
    weight = [np.nan if i == 0 else (costs[a : b + 1, i - 1] - costs[a : b + 1, i]).sum() for i, a, b in found]
    table = {"level": level, "start": times.iloc[first].array, "end": times.iloc[last + 1].array}
    table |= {"weight": np.array(weight, float), "events": last - first + 2}
    return pd.DataFrame(table).sort_values(["start", "level"], ignore_index=True)


def nested(states: np.ndarray) -> list[tuple[int, int, int]]:
    """Level, first and last place of each longest run at a level or above, from level 1, by start and level.

    >>> nested(np.array([0, 1, 2, 1, 0, 1]))
    [(1, 1, 3), (2, 2, 2), (1, 5, 5)]
    """
    found = []
    for level in range(1, int(states.max(initial=0)) + 1):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], states >= level, [False]])))
        found += [(level, first, end - 1) for first, end in edges.reshape(-1, 2).tolist()]
    return sorted(found, key=lambda run: (run[1], run[0]))


def _of_group(periods, s, gamma, levels):
    """The bursts of one group as rows of the table, from its periods in order of time."""
    hits, trials = periods["value"].to_numpy(), periods["exposure"].to_numpy()
    share = hits.sum() / trials.sum()
    shares = share * s ** np.arange(levels + 1)
    shares = shares[shares <= 1]
    # The binomial coefficient is the same at every level, and left out.
    costs = -special.xlogy(hits[:, None], shares) - special.xlog1py((trials - hits)[:, None], -shares)
    for level, first, last in nested(cheapest(costs, gamma * np.log(len(periods)))):
        run = slice(first, last + 1)
        start, end = (
            periods["period"].iloc[first].to_timestamp(),
            (periods["period"].iloc[last] + 1).to_timestamp() - DAY,
        )
        weight, r, d = (costs[run, level - 1] - costs[run, level]).sum(), hits[run].sum(), trials[run].sum()
        yield periods["group"].iloc[0], level, start, end, weight, r / d, share, r, periods["articles"].iloc[run].sum()
