"""Before and after an event: interrupted time series."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis import _check

from .estimates import ratio_errors
from .observations import meaning, observations

LENGTHS = {"D": (1, "days"), "W": (7, "days"), "M": (1, "months"), "Q": (3, "months"), "Y": (12, "months")}
QUANTITIES = ["level", "slope", "level_change", "slope_change", "before", "after", "difference"]
ROUNDING = 1e-12  # of the largest value: a smaller residual is none
LEAST = 3  # periods with articles on a side, for a line that does not merely connect two of them
COLUMNS = {
    "group": "object",
    "quantity": "object",
    "estimate": "float64",
    "low": "float64",
    "high": "float64",
    "p": "float64",
    "start": "datetime64[us]",
    "end": "datetime64[us]",
    "periods": "int64",
    "articles": "int64",
}


def interruption(
    values: pd.Series,
    dates: pd.Series,
    *,
    event: str,
    by: pd.Series | None = None,
    every: str = "W",
    exposure: pd.Series | None = None,
    window: int = 4,
    lags: int | None = None,
) -> pd.DataFrame:
    """Level and slope before an event, and how both change with it, with intervals.

    Periods are counted from the event, so that none lies on both of its sides: the first period after it begins on its
    day. The value of a period is that of `trend`, a mean or a rate. Two comparisons are made.

    *Segmented regression* (Wagner et al. 2002, Journal of Clinical Pharmacy and Therapeutics 27, 299-309; Bernal et al.
    2017, International Journal of Epidemiology 46, 348-355): value = level + slope * t + level_change * D +
    slope_change * t * D, with t the number of the period, 0 for the one that the event begins, and D = 1 from it on. It
    is fitted by least squares, periods weighted by their exposure (by their articles without `exposure`). Errors are
    those of Newey and West (1987, Econometrica 55, 703-708), which allow for periods that resemble their neighbours,
    times n / (n - 4); intervals are Student's with n - 4 degrees of freedom, n the number of periods with articles.
    They are too narrow for short series: that of the change of level holds the truth in 80 % of simulated series of 12
    independent periods, in 89 % of 50 and in 92 % of 100; in 73, 77 and 84 % where neighbours correlate by 0.5. A
    straight line knows no floor: a share may be expected below 0.

    *Before and after*: the value in `window` periods on either side, and the difference. The interval is Welch's for
    two ratio estimators (Cochran 1977, Sampling Techniques, chapter 9A) with periods as clusters, for articles of one
    period are not independent. It blames the event for every trend that was there before, so read it beside the first.

    Both say what changed when the event happened, not that it is the cause.

    Parameters
    ----------
    values : Series of numbers
        One per article, on `article_id`, as in `trend`. Articles where it is missing are left out.
    dates : Series of datetime64
        Articles without a date are left out; `trend` counts them.
    event : str
        The day, such as "2017-01-27" (a Timestamp will do). Articles of that day count as after.
    by : Series, optional
        The group of each article; each group has its own comparisons. Articles where it is missing are left out.
    every : {"W", "D", "M", "Q", "Y"}
        Length of a period: 7 days, 1 day, 1, 3 or 12 months, counted from the event.
    exposure : Series of numbers, optional
        What the value is a rate of, one per article. Articles where it is 0 are left out.
    window : int, default 4
        Periods on each side in the second comparison.
    lags : int, optional
        How many periods back errors may depend on each other; by default the whole part of 4 (n / 100)^(2 / 9) (Newey
        and West 1994, Review of Economic Studies 61, 631-653).

    Returns
    -------
    DataFrame
        Seven rows per group. Columns: `group` (Categorical, "all" without `by`); `quantity` (Categorical): "level"
        (what the trend before would have had at the event), "slope" (per period, before), "level_change",
        "slope_change", "before", "after", "difference"; `estimate`, `low`, `high` (95 %), `p` (of no change, no slope,
        no difference; missing for the levels "level", "before", "after"); `start` and `end`, the first and the last day
        that the quantity speaks of; `periods`, how many periods these are; `articles` in them. The regression is
        missing with fewer than 3 periods with articles on a side, an interval with fewer than 2 or where every residual
        is 0. Without a dated article the table is empty.

    Raises
    ------
    TypeError, ValueError
        As `trend`; an `event` that is no day.

    Examples
    --------
    >>> days = pd.Series(pd.date_range("2021-01-01", periods=12, freq="D"))
    >>> share = pd.Series([0.1, 0.2, 0.2, 0.3, 0.2, 0.3, 0.8, 0.9, 0.8, 0.9, 0.9, 0.8])
    >>> table = interruption(share, days, event="2021-01-07", every="D")
    >>> table.set_index("quantity")[["estimate", "low", "high"]].round(2)
                  estimate   low  high
    quantity
    level             0.33  0.26  0.39
    slope             0.03  0.02  0.05
    level_change      0.52  0.45  0.58
    slope_change     -0.03 -0.06  0.00
    before            0.25  0.16  0.34
    after             0.85  0.76  0.94
    difference        0.60  0.50  0.70
    """
    _check.option("every", every, LENGTHS)
    window = _check.whole("window", window, least=1)
    lags = None if lags is None else _check.whole("lags", lags)
    day = _check.day("event", event)
    known = observations(values, dates, by=by, exposure=exposure).dropna(subset="date")
    known = known[known["exposure"] > 0]
    known = known.assign(period=numbered(known["date"], day, every))
    reach = (known["period"].min(), known["period"].max()) if len(known) else (0, 0)
    rows = []
    for group, part in known.groupby("group", observed=True):
        clusters = part.assign(cluster=part["period"])
        found = {**_regression(part, lags), **_comparison(clusters, window)}
        spans = dict.fromkeys(("level", "slope"), (min(reach[0], 0), 0))
        spans |= dict.fromkeys(("level_change", "slope_change"), (0, max(reach[1] + 1, 0)))
        spans |= {"before": (-window, 0), "after": (0, window), "difference": (-window, window)}
        for quantity in QUANTITIES:
            first, end = spans[quantity]
            articles = part["period"].between(first, end - 1).sum()
            limits = _begin(day, first, every), _begin(day, end, every) - pd.Timedelta(days=1)
            rows.append((group, quantity, *found[quantity], *limits, end - first, articles))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    table["group"] = pd.Categorical(table["group"], categories=known["group"].cat.categories)
    table["quantity"] = pd.Categorical(table["quantity"], categories=QUANTITIES)
    table.attrs["value"] = meaning(exposure)
    return table


def numbered(dates: pd.Series, day: pd.Timestamp, every: str) -> pd.Series:
    """The number of the period of each date, counted from `day`: 0 begins with it, -1 ends before it.

    A month from the 31st ends on the last day of a shorter month.

    >>> days = pd.Series(pd.to_datetime(["2021-01-30", "2021-01-31", "2021-02-27", "2021-02-28"]))
    >>> numbered(days, pd.Timestamp("2021-01-31"), "M").tolist()
    [-1, 0, 0, 1]
    """
    length, unit = LENGTHS[every]
    if unit == "days":
        passed = (dates.dt.normalize() - day).dt.days
    else:
        passed = (dates.dt.year - day.year) * 12 + dates.dt.month - day.month
        passed -= dates.dt.day < dates.dt.days_in_month.clip(upper=day.day)
    return passed // length


def segmented(value: np.ndarray, weight: np.ndarray, period: np.ndarray, lags: int | None) -> tuple[np.ndarray, ...]:
    """The four coefficients of the segmented regression and their standard errors.

    Parameters
    ----------
    value, weight, period : arrays
        One entry per period, in order of time; `period` is 0 at the event.
    lags : int or None

    Examples
    --------
    >>> period = np.arange(-4, 4)
    >>> value = np.array([1.0, 2.1, 2.9, 4.0, 9.0, 10.9, 13.1, 15.0])
    >>> segmented(value, np.ones(8), period, 1)[0].round(2)
    array([4.95, 0.98, 4.02, 1.04])
    """
    from statsmodels.regression.linear_model import WLS  # here, because it takes a second

    after = (period >= 0).astype(float)
    design = np.column_stack([np.ones(len(period)), period, after, after * period])
    if lags is None:
        lags = int(4 * (len(period) / 100) ** (2 / 9))
    options = {"maxlags": min(lags, len(period) - 1), "use_correction": True}
    fitted = WLS(value, design, weights=weight).fit(cov_type="HAC", cov_kwds=options)
    estimates, variances = fitted.params.copy(), np.diag(fitted.cov_params())
    errors = np.sqrt(np.where(variances > 0, variances, np.nan))
    # What is left of rounding is no spread: where a line meets all its values, nothing is known of its error.
    spread = np.abs(fitted.resid) > ROUNDING * np.abs(value).max(initial=0)
    if np.ptp(value[period < 0]) == 0:
        estimates[2:] += estimates[0] - value[0], estimates[1]
        estimates[:2] = value[0], 0
    if not spread[period < 0].any():
        errors[:2] = np.nan
    if not spread.any():
        errors[2:] = np.nan
    return estimates, errors


def _regression(part, lags):
    """The first four quantities of a group: estimate, low, high, p."""
    sums = part.sort_values(["value", "exposure"]).groupby("period")[["value", "exposure"]].sum()
    period, weight = sums.index.to_numpy(float), sums["exposure"].to_numpy()
    estimates = errors = np.full(4, np.nan)
    if min(np.count_nonzero(period < 0), np.count_nonzero(period >= 0)) >= LEAST:
        estimates, errors = segmented(sums["value"].to_numpy() / weight, weight, period, lags)
    freedom = len(period) - 4
    found = {}
    for quantity, estimate, error in zip(QUANTITIES, estimates, errors, strict=False):
        found[quantity] = _interval(estimate, error, freedom, tested=quantity != "level")
    return found


def _comparison(clusters, window):
    """The last three quantities of a group: estimate, low, high, p."""
    found, errors = {}, []
    for side, first in (("before", -window), ("after", 0)):
        inside = clusters[clusters["period"].between(first, first + window - 1)]
        estimate = error = freedom = np.nan
        if len(inside):
            estimate, error, n, _ = ratio_errors(inside.assign(side=side), ["side"]).iloc[0]
            freedom = n - 1
        found[side] = _interval(estimate, error, freedom, tested=False)
        errors.append((error, freedom))
    squares = [error**2 for error, _ in errors]
    below = sum(square**2 / max(freedom, 1) for square, (_, freedom) in zip(squares, errors, strict=True))
    freedom = sum(squares) ** 2 / below if below > 0 else np.nan
    difference = found["after"][0] - found["before"][0]
    found["difference"] = _interval(difference, np.sqrt(sum(squares)), freedom, tested=True)
    return found


def _interval(estimate, error, freedom, *, tested):
    """Estimate, both ends of its interval and p; missing where the error is, or is nothing at all."""
    if not error > 0 or not freedom > 0:
        return estimate, np.nan, np.nan, np.nan
    half = stats.t.ppf(0.975, freedom) * error
    p = 2 * stats.t.sf(abs(estimate) / error, freedom) if tested else np.nan
    return estimate, estimate - half, estimate + half, p


def _begin(day, period, every):
    """The first day of a period."""
    length, unit = LENGTHS[every]
    return day + pd.DateOffset(**{unit: int(period) * length})
