"""Lines over time: `trend`."""

import matplotlib as mpl
import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import FillBetweenPolyCollection, LineCollection

from ._canvas import canvas, checked, explained, floats, groups_of, legend_outside, name_days, typeface, written
from .style import FAINT, RULE, looks

BANDS_UP_TO = 3  # groups; more bands than that cover each other, so each point gets a bar of its own beside the others
MARKS_UP_TO = 40  # periods with a mark on each; more would hide the line
SPREAD = 0.6  # part of a period over which the points of its groups stand side by side
PERIODS = {  # days from one period to the next -> how the axis names it
    (1, 1): "day",
    (7, 7): "week, named by its first day",
    (28, 31): "month",
    (89, 92): "quarter, named by its first day",
    (365, 366): "year",
}


def trend(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with one line for each group over time, its 95 % interval, and a gap where it has no articles.

    Parameters
    ----------
    table : DataFrame
        What `terms.trend` makes: columns `period` (datetime64), `group`, `value`, `low`, `high`. The value is NaN in
        a period without articles: the line breaks there (before the first and after the last value the axis ends),
        and a period alone between two gaps is a mark.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        Up to three groups have their intervals as bands; of more, each point has a bar, and the points of one period
        stand side by side. Groups are named at the ends of their lines where those are far enough apart, otherwise in
        a legend beside the data; one group alone is not named. The value axis starts at zero unless all values are
        far from it (the lowest above half of the highest); an interval much longer than the values are spread, from a
        period with very few articles, leaves the frame.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without period or group; two rows for one period and group.

    Notes
    -----
    About nine groups can be read in one figure. For more, or for a calmer picture, draw a grid of panels: one part of
    the table for each Axes of ``plt.subplots(..., sharex=True, sharey=True)``; colours stay those of the groups.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"period": pd.to_datetime(["2017-01-02", "2017-01-09"]), "group": "all", "value": [0.2, 0.3]}
    ... ).assign(low=lambda t: t["value"] - 0.1, high=lambda t: t["value"] + 0.1)
    >>> ax = figures.trend(table)
    >>> ax.get_xlabel()
    'week, named by its first day'
    """
    checked("trend", table, ["period", "group"], ["value", "low", "high"])
    groups = groups_of("trend", table["group"])
    _check_periods(table)
    table = _without_empty_ends(table)
    look = looks(table["group"])
    days = np.unique(mdates.date2num(table["period"].to_numpy()))
    step = np.diff(days).min() if len(days) > 1 else 7.0
    bands = len(groups) <= BANDS_UP_TO
    ax = canvas(ax, 8.0, 3.8) if bands else canvas(ax, 9.0, 4.8)
    shifts = np.zeros(len(groups))
    if not bands:
        shifts = (np.arange(len(groups)) - (len(groups) - 1) / 2) * SPREAD * step / len(groups)
    ends = {}
    for group, shift in zip(groups, shifts, strict=True):
        part = table[(table["group"] == group).to_numpy()].sort_values("period")
        x = mdates.date2num(part["period"].to_numpy()) + shift
        value, low, high = (floats(part[column]) for column in ("value", "low", "high"))
        _draw(ax, x, value, (low, high), look[group], bands=bands, marked=len(days) <= MARKS_UP_TO)
        ends[group] = (x[-1], value[-1]) if len(x) else (days[-1], np.nan)  # that it has no line, the legend says
    name_days(ax)
    if len(days) == 1:
        ax.set_xticks(days, labels=[f"{mdates.num2date(days[0]):%Y-%m-%d}"])
    _set_limits(ax, (days[0] - step / 2, days[-1] + step / 2), table)
    ax.grid(axis="y", color=RULE, linewidth=0.7)
    ax.set_axisbelow(True)
    ax.set_xlabel(explained(_period_name(days), groups))
    interval = ", with 95 % interval" if table["low"].notna().any() else ""
    ax.set_ylabel(f"{table.attrs.get('value', 'value')}{interval}")
    _name_groups(ax, look, ends)
    return ax


def _without_empty_ends(table):
    """From the first to the last period with any value: a few strays in a corpus must not squeeze the rest together."""
    valued = table.loc[table["value"].notna(), "period"]
    return table[table["period"].between(valued.min(), valued.max())] if len(valued) else table


def _check_periods(table):
    period = table["period"]
    if not pd.api.types.is_datetime64_any_dtype(period):
        raise ValueError(
            "figures.trend needs `period` as dates (datetime64), as terms.trend makes it; "
            f"got {period.dtype}. Convert it with pd.to_datetime."
        )
    if period.isna().any():
        raise ValueError(
            f"figures.trend needs a period for every row; {int(period.isna().sum())} of {len(table)} have none."
        )
    twice = int(table.duplicated(["period", "group"]).sum())
    if twice:
        raise ValueError(
            f"figures.trend needs one row for each period and group; {twice} of {len(table)} rows repeat one. "
            "Draw one table of terms.trend at a time."
        )


def _draw(ax, x, value, interval, look, *, bands, marked):
    """One group: line, marks and interval; NaN breaks all three."""
    low, high = interval
    known = ~np.isnan(value)
    dots = known if marked else _alone(known)
    ax.plot(x, value, color=look.colour, linestyle=look.line, zorder=3)
    mark = {"marker": look.marker, "markersize": 5, "markeredgecolor": "white", "markeredgewidth": 0.5}
    ax.plot(x[dots], value[dots], linestyle="none", color=look.colour, zorder=4, **mark)
    measured = known & ~np.isnan(low) & ~np.isnan(high)
    barred = measured
    if bands:
        band = FillBetweenPolyCollection("x", x, low, high, where=measured, color=look.colour, alpha=0.18, linewidth=0)
        ax.add_collection(band, autolim=False)  # `_set_limits` says how far an interval widens the axis
        barred = _alone(measured)  # a band needs two points side by side
    ends = np.stack([np.column_stack([x, low]), np.column_stack([x, high])], axis=1)[barred]
    ax.add_collection(LineCollection(ends, color=look.colour, linewidth=1.1, alpha=0.45, zorder=2), autolim=False)


def _alone(known):
    """Which of the known points have a gap on either side."""
    padded = np.concatenate([[False], known, [False]])
    return known & ~padded[:-2] & ~padded[2:]


def _set_limits(ax, sides, table):
    """From the first to the last period; from zero where zero is near; a zero line if values lie on both sides of it.

    All by data limits and sticky edges, never by `set_ylim`: panels that share an axis so hold each other's data.
    """
    line = ax.lines[0]
    line.sticky_edges.x.extend(sides)
    ax.update_datalim([(side, 0) for side in sides], updatey=False)
    bottom, top = _reach(*(floats(table[column]) for column in ("value", "low", "high")))
    if bottom < 0:
        ax.axhline(0, color=FAINT, linewidth=0.9, zorder=1)
    elif bottom <= top / 2:
        line.sticky_edges.y.append(0)
        bottom = 0.0
    if bottom <= top:
        ax.update_datalim([(sides[0], bottom), (sides[0], top)], updatex=False)
    ax.autoscale_view()


def _reach(value, low, high):
    """From where to where the value axis must go: all values, and their intervals unless those are out of all measure.

    The interval of a week with two articles can be ten times as long as the whole trend is high, and would flatten it.
    """
    value, length = value[np.isfinite(value)], (high - low)[np.isfinite(high - low)]
    if not len(value):
        return np.nan, np.nan
    room = max(np.ptp(value), np.median(length)) if len(length) else 0.0
    bottom, top = (np.append(ends[np.isfinite(ends)], value) for ends in (low, high))
    return max(bottom.min(), value.min() - room), min(top.max(), value.max() + room)


def _period_name(days) -> str:
    """What one period is, from the distances between them; "period" if that cannot be told."""
    steps = np.diff(days)
    for (least, most), name in PERIODS.items():
        if len(steps) and least <= steps.min() and steps.max() <= most:
            return name
    return "period"


def _name_groups(ax, look, ends):
    """Names at the ends of the lines if all lines end in the last period and far enough apart; otherwise a legend."""
    if len(ends) < 2:
        return
    size = mpl.font_manager.FontProperties(size=mpl.rcParams["legend.fontsize"]).get_size_in_points()
    bottom, top = ax.get_ylim()
    points = ax.get_position().height * ax.get_figure().get_size_inches()[1] * 72
    heights = np.sort([y for _, y in ends.values()]) / (top - bottom) * points
    last = max(x for x, _ in ends.values())
    together = all(last - x < 1 for x, _ in ends.values())
    # NaN compares as False, so a line that ends in a gap leads to the legend. Layout may yet shrink the Axes a little.
    if len(ends) <= BANDS_UP_TO and together and (np.diff(heights) > 1.5 * size).all():
        for group, (x, y) in ends.items():
            name, style = written(group), {"color": look[group].colour, "size": size, **typeface(group)}
            ax.annotate(name, (x, y), (8, 0), textcoords="offset points", va="center", annotation_clip=False, **style)
    else:
        legend_outside(ax, look, list(ends), lines=True)
