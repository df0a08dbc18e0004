"""When a trend changes its level for good: change points."""

import numpy as np
import pandas as pd
from scipy import special

from analysis import _check

SHUFFLES = 999  # so that the smallest p is 0.001
SEED = list(b"changes of level")  # a phrase: the same shuffles in every call
COLUMNS = {  # with their types, which an empty table has, too
    "group": "object",
    "period": "datetime64[us]",
    "before": "float64",
    "after": "float64",
    "difference": "float64",
    "p": "float64",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
}


def changes(
    trend: pd.DataFrame,
    *,
    n: int | None = None,
    model: str = "rate",
    penalty: float = 2.0,
    min_periods: int = 2,
) -> pd.DataFrame:
    """The periods from which on a trend keeps another level.

    The trend of each group is cut into regimes so that the misfit plus a price for each change is least. The level of a
    regime is the mean of its periods weighted by their articles: a week with three articles counts less than one with
    three hundred. Of all ways to cut, the best is found, by dynamic programming (Jackson et al. 2005, IEEE Signal
    Processing Letters 12, 105-108); nothing is approximated.

    With v the value, w the articles and m the level of a period's regime, the misfit of a period is

    - "rate": 2 w (v ln(v / m) - v + m), the deviance of counts: what is said often also varies much, and a term that is
      hardly ever used has calm years;
    - "mean": w (v - m)^2, for values that vary alike at every level, or that can be below 0.

    The price is `penalty` * f * ln N, N the number of periods with a value. With 2 it is the information criterion of
    Schwarz: each change has a level and a date (Yao 1988, Statistics and Probability Letters 6, 181-189). f is how much
    more than by the model values vary from period to period: the sum of (v' - v)^2 over the sum of V (1 / w + 1 / w')
    for successive periods (after Rice 1984, Annals of Statistics 12, 1215-1230), V = (w v + w' v') / (w + w') for
    "rate" and 1 for "mean". Changes enlarge f a little, so weak ones are missed; where periods resemble their
    neighbours beyond the level, f is too small, and a slow drift is cut into steps. Look at the figure.

    Parameters
    ----------
    trend : DataFrame
        As `terms.trend` makes it: columns `period`, `group`, `value`, `articles`. Periods without a value are left out,
        not taken for 0.
    n : int, optional
        How many changes each group is to have, whatever they cost; `penalty` is then not used.
    model : {"rate", "mean"}
        How values vary around the level.
    penalty : float, default 2
        Above 0; larger values find fewer changes.
    min_periods : int, default 2
        The shortest regime, in periods with a value. With 1 a single odd period is a regime of its own.

    Returns
    -------
    DataFrame
        One row per change, by group and period. Columns: `group` (Categorical), `period` (the first of the new level),
        `before` and `after` (the two levels), `difference`, `p`, `start` (the first period of the level before) and
        `end` (the last period of the level after). `p` is that of a permutation test: how often, in 999 shuffles of
        the periods of both regimes, the best single cut explains as much as the cut here. It reckons with the date
        being chosen by the data, not with the choice of the neighbouring changes, and takes periods as independent.
        No interval of the difference is given: the data that chose the date would make it too narrow. Without a change
        the table is empty.

    Raises
    ------
    TypeError, ValueError
        Not such a table; two rows for one period and group; `n` changes do not fit; values below 0 as rates.

    Examples
    --------
    >>> weeks = pd.date_range("2021-01-04", periods=10, freq="7D")
    >>> values = [0.1, 0.2, 0.1, 0.2, 0.1, 0.6, 0.7, 0.6, 0.7, 0.6]
    >>> trend = pd.DataFrame({"period": weeks, "group": "all", "value": values, "articles": 20})
    >>> changes(trend)[["group", "period", "before", "after", "difference", "p"]]
      group     period  before  after  difference      p
    0   all 2021-02-08    0.14   0.64         0.5  0.01
    """
    _check.table("trend", trend, ["period", "group", "value", "articles"])
    _check.option("model", model, ["rate", "mean"])
    wanted = None if n is None else _check.whole("n", n, least=1)
    penalty, least = _check.number("penalty", penalty, above=0), _check.whole("min_periods", min_periods, least=1)
    twice = int(trend.duplicated(["period", "group"]).sum())
    if twice:
        raise ValueError(
            f"`trend` must have one row for each period and group; {twice} of {len(trend)} rows repeat one. "
            "Give one table of terms.trend at a time."
        )
    known = trend.assign(group=trend["group"].astype("category"))
    _check.dates("period", known["period"], known.index)
    for column in ("value", "articles"):
        known[column] = _check.numbers(column, known[column], known.index)
    categories = known["group"].cat.categories
    known = known[known["value"].notna() & (known["articles"] > 0) & known["period"].notna()].sort_values("period")
    if model == "rate" and (known["value"] < 0).any():
        raise ValueError(
            f"`trend` must have no value below 0 for rates; {(known['value'] < 0).sum()} of {len(known)} are. "
            'Use model="mean".'
        )
    rows = []
    for group, part in known.groupby("group", observed=True):
        values, weights = part["value"].to_numpy(), part["articles"].to_numpy()
        if wanted is not None and (wanted + 1) * least > len(part):
            raise ValueError(
                f"`n` = {wanted} changes need {(wanted + 1) * least} periods with a value, {least} for each regime; "
                f"group {group!r} has {len(part)}. Ask for fewer, or for shorter regimes by `min_periods`."
            )
        cuts = []
        if wanted is not None:
            cuts = best(Misfit(values, weights, model), wanted, least)
        elif (excess := dispersion(values, weights, model)) > 0:
            cuts = cheapest(Misfit(values, weights, model), penalty * excess * np.log(len(part)), least)
        rows += [(group, *row) for row in _rows(part["period"], values, weights, cuts, least)]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    table["group"] = pd.Categorical(table["group"], categories=categories)
    return table


def dispersion(values: np.ndarray, weights: np.ndarray, model: str) -> float:
    """How much more than by the model successive values differ; 0 if they do not.

    >>> dispersion(np.array([0.0, 2.0, 0.0]), np.ones(3), "mean")
    2.0
    """
    level = 1.0
    if model == "rate":
        sums = weights * values
        level = (sums[1:] + sums[:-1]) / (weights[1:] + weights[:-1])
    expected = np.sum(level * (1 / weights[1:] + 1 / weights[:-1]))
    return float(np.sum(np.diff(values) ** 2) / expected) if expected > 0 else 0.0


class Misfit:
    """The misfit of any stretch of values to one level, from sums up to each value.

    >>> Misfit(np.array([0.0, 2.0, 0.0, 2.0]), np.ones(4), "mean")(2, 2).tolist()
    [2.0, 0.0]
    """

    def __init__(self, values, weights, model):
        self.n, self.model = len(values), model
        if model == "rate":
            # Divided by their mean: the misfit of a stretch without change is then a difference of small numbers.
            self.scale = np.average(values, weights=weights) or 1.0
            values = values / self.scale
            squares = special.xlogy(values, values)
        else:
            self.scale = 1.0
            values = values - np.average(values, weights=weights)
            squares = values**2
        parts = (weights, weights * values, weights * squares)
        self.sums = [np.concatenate([[0.0], part.cumsum()]) for part in parts]

    def __call__(self, begins: int, end: int) -> np.ndarray:
        """The misfit of values[begin:end] for each begin below `begins`."""
        weight, first, second = (sums[end] - sums[:begins] for sums in self.sums)
        if self.model == "rate":
            return 2 * self.scale * np.maximum(second - special.xlogy(first, first / weight), 0.0)
        return np.maximum(second - first**2 / weight, 0.0)


def cheapest(misfit: Misfit, price: float, least: int) -> list[int]:
    """Where regimes of at least `least` values begin, so that misfit and prices are least together.

    >>> cheapest(Misfit(np.array([0.0, 0.1, 0.0, 5.0, 5.1, 5.0]), np.ones(6), "mean"), 1.0, 2)
    [3]
    """
    total, begin = np.full(misfit.n + 1, np.inf), np.zeros(misfit.n + 1, np.int64)
    total[0] = -price
    for end in range(least, misfit.n + 1):
        costs = total[: end - least + 1] + misfit(end - least + 1, end)
        begin[end] = costs.argmin()  # the earliest of equals
        total[end] = costs[begin[end]] + price
    cuts, end = [], misfit.n
    while end > 0:
        end = int(begin[end])
        cuts.insert(0, end)
    return cuts[1:]


def best(misfit: Misfit, n: int, least: int) -> list[int]:
    """Where the `n` regimes after the first begin, so that the misfit is least.

    >>> best(Misfit(np.array([0.0, 0.1, 0.0, 5.0, 5.1, 5.0]), np.ones(6), "mean"), 1, 2)
    [3]
    """
    total = np.full(misfit.n + 1, np.inf)
    total[0] = 0.0
    begins = []
    for regime in range(1, n + 2):
        new, begin = np.full(misfit.n + 1, np.inf), np.zeros(misfit.n + 1, np.int64)
        for end in range(regime * least, misfit.n + 1):
            costs = total[: end - least + 1] + misfit(end - least + 1, end)
            begin[end] = costs.argmin()
            new[end] = costs[begin[end]]
        total = new
        begins.append(begin)
    cuts, end = [], misfit.n
    for begin in reversed(begins):
        end = int(begin[end])
        cuts.insert(0, end)
    return cuts[1:]


def _rows(period, values, weights, cuts, least):
    """Each cut with the regimes on its sides."""
    edges = [0, *cuts, len(values)]
    for begin, cut, end in zip(edges, edges[1:], edges[2:], strict=False):
        before = np.average(values[begin:cut], weights=weights[begin:cut])
        after = np.average(values[cut:end], weights=weights[cut:end])
        p = _p(values[begin:end], weights[begin:end], cut - begin, least)
        yield period.iloc[cut], before, after, after - before, p, period.iloc[begin], period.iloc[end - 1]


def _p(values, weights, cut, least):
    """How often the best cut of shuffled values explains at least as much as `cut` does.

    What is shuffled are the deviations from the common mean times the root of the weight, which have one variance
    where there is no change.
    """
    root, total = np.sqrt(weights), weights.sum()
    deviations = (values - np.average(values, weights=weights)) * root
    if not deviations.any():
        return 1.0
    shuffled = np.random.default_rng(SEED).permuted(np.tile(deviations, (SHUFFLES, 1)), axis=1)
    mass = root * np.concatenate([[deviations], shuffled])
    sums = (mass - mass.sum(axis=1, keepdims=True) * weights / total).cumsum(axis=1)
    left = weights.cumsum()[least - 1 : len(values) - least]
    explained = sums[:, least - 1 : len(values) - least] ** 2 * total / (left * (total - left))
    here = explained[0, cut - least] * (1 - 1e-9)  # a shuffle that is the same but for rounding counts as equal
    return (1 + np.count_nonzero(explained[1:].max(axis=1) >= here)) / (1 + SHUFFLES)
