"""Events in time: `bursts`, `changes`, `interruption`."""

import matplotlib as mpl
import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from .._check import whole
from ._canvas import canvas, checked, explained, floats, groups_of, name_days, nothing, write_rows
from .grids import HEAT
from .style import FAINT, looks

ROW = 0.27  # inches for a row of bursts
NARROWEST = 0.006  # part of the time axis below which a burst would hardly be seen
CROWDED = 0.025  # part of the time axis between two dates below which the second is not written
SPREAD = 0.25  # part of a period between the intervals of two groups
LEVELS = ("level", "slope", "level_change", "slope_change")  # what the two lines of an interruption are made of


def bursts(table: pd.DataFrame, *, n: int = 25, ax: Axes | None = None) -> Axes:
    """Return Axes with a timeline of bursts: a row for each term or group, a bar for each burst.

    Parameters
    ----------
    table : DataFrame
        What `terms.bursts` makes: columns `group`, `level`, `start`, `end`, `weight`. The tables of several terms,
        joined, are told apart by a column `term`:
        ``pd.concat({"nato": ..., "libya": ...}, names=["term"]).reset_index("term")``.
    n : int
        How many rows: those with the burst of the largest weight.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        Rows by the start of their strongest burst, the earliest on top. A bar goes from the first to the last day of a
        burst; bursts of a higher level lie, darker and lower, within those of the level below, and a legend names the
        levels where there are two or more. A bar too short to be seen is drawn wider, around its middle.

    Raises
    ------
    TypeError, ValueError
        Not such a table; a row without group or term; `n` below 1. An empty one makes Axes that say so.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {
    ...         "term": ["libya", "nato"],
    ...         "group": "all",
    ...         "level": 1,
    ...         "start": pd.to_datetime(["2017-02-06", "2017-01-02"]),
    ...         "end": pd.to_datetime(["2017-02-19", "2017-01-08"]),
    ...         "weight": [4.0, 9.0],
    ...     }
    ... )
    >>> [label.get_text() for label in figures.bursts(table).get_yticklabels()]
    ['nato', 'libya']
    """
    n = whole("n", n, least=1)
    checked("bursts", table, ["group", "start", "end"], ["level", "weight"], known=["level"], empty=True)
    _check_days("bursts", table, ["start", "end"])
    if table.empty:
        return nothing(canvas(ax, 8.0, 1.5), "no bursts")
    names = _row_names(table)
    strongest = table.assign(name=names).sort_values(["weight", "start"], ascending=[False, True], kind="stable")
    strongest = strongest.drop_duplicates("name").head(n).sort_values("start", kind="stable")
    rows = pd.Index(strongest["name"])
    row = rows.get_indexer(names)
    shown = table[row >= 0].assign(row=row[row >= 0]).sort_values(["row", "level", "start"])
    start = mdates.date2num(shown["start"].to_numpy())
    length = mdates.date2num(shown["end"].to_numpy()) + 1 - start  # to the end of the last day
    reach = (start + length).max() - start.min()
    wider = np.maximum(length, NARROWEST * reach)
    start -= (wider - length) / 2
    levels = np.sort(shown["level"].unique())
    shades = dict(zip(levels, HEAT(np.linspace(0.45, 0.95, len(levels)) if len(levels) > 1 else [0.7]), strict=True))
    heights = dict(zip(levels, np.linspace(0.72, 0.3, len(levels)) if len(levels) > 1 else [0.6], strict=True))
    ax = canvas(ax, 8.0, 0.9 + ROW * len(rows))
    write_rows(ax, rows)
    level = shown["level"]
    ax.barh(
        shown["row"],
        wider,
        left=start,
        height=level.map(heights),
        color=[shades[one] for one in level],
        zorder=3,
    )
    ax.set_xlim(start.min() - 0.01 * reach, (start + wider).max() + 0.01 * reach)
    _date_axis(ax)
    ax.set_xlabel(explained("from the first to the last period of a burst", rows))
    if len(levels) > 1:
        handles = [Patch(color=shades[one], label=f"level {one}") for one in levels]
        ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0, frameon=False)
    return ax


def changes(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with the level of each regime as a line, a step at each change, and the date of each change.

    Parameters
    ----------
    table : DataFrame
        What `terms.changes` makes: columns `group`, `period`, `before`, `after`, `start`, `end`.
    ax : Axes, optional
        Where to draw: best the Axes that `figures.trend` drew the same trend on. A new figure if None.

    Returns
    -------
    Axes
        A step line for each group in its colour. The dates are written where one group has changes and where they do
        not cover each other.

    Raises
    ------
    TypeError, ValueError
        Not such a table. An empty one leaves the Axes of the trend as they are.

    Examples
    --------
    >>> from analysis import figures, terms
    >>> weeks = pd.date_range("2021-01-04", periods=8, freq="7D")
    >>> trend = pd.DataFrame({"period": weeks, "group": "all", "value": [0.1, 0.2, 0.1, 0.2, 0.7, 0.6, 0.7, 0.6]})
    >>> trend = trend.assign(low=trend["value"] - 0.1, high=trend["value"] + 0.1, articles=20)
    >>> ax = figures.changes(terms.changes(trend), ax=figures.trend(trend))
    >>> [text.get_text() for text in ax.texts]
    ['2021-02-01']
    """
    checked("changes", table, ["group", "period", "start", "end"], ["before", "after"], empty=True)
    _check_days("changes", table, ["period", "start", "end"])
    if table.empty:
        return nothing(canvas(ax, 8.0, 1.5), "no change of level") if ax is None else ax
    table = table.sort_values("period", kind="stable")
    groups = groups_of("changes", table["group"])
    look = looks(table["group"])
    fresh = ax is None
    ax = canvas(ax, 8.0, 3.8)
    for group in groups:
        part = table[(table["group"] == group).to_numpy()]
        edges = mdates.date2num([part["start"].iloc[0], *part["period"], part["end"].iloc[-1]])
        heights = [floats(part["before"])[0], *floats(part["after"])]
        ax.stairs(heights, edges, baseline=None, **_line(look[group].colour))
    if fresh:
        _date_axis(ax)
        ax.set_ylabel("level of each regime")
    if len(groups) == 1:
        written = -np.inf
        left, right = ax.get_xlim()
        for day, words in zip(table["period"], _dates(table), strict=True):
            place = (mdates.date2num(day) - left) / (right - left)
            room = place - written >= CROWDED
            _mark(ax, day, words if room else None)
            written = place if room else written
    return ax


def interruption(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with the line before an event and the line after it, and what would have been without a change.

    Parameters
    ----------
    table : DataFrame
        What `terms.interruption` makes: columns `group`, `quantity`, `estimate`, `low`, `high`, `start`, `end`,
        `periods`.
    ax : Axes, optional
        Where to draw: best the Axes that `figures.trend` drew the same values on. A new figure if None.

    Returns
    -------
    Axes
        A line before and one after the event for each group in its colour, and dotted the line before as it would have
        gone on, for at most as long as it was observed. The event is a vertical line with its date; on it, a bar is the
        interval of the change of level: from where to where the line after may begin, if the line before were known.

    Raises
    ------
    TypeError, ValueError
        Not such a table, an empty one, or one without a single fitted line.

    Examples
    --------
    >>> from analysis import figures, terms
    >>> days = pd.Series(pd.date_range("2021-01-01", periods=12, freq="D"))
    >>> share = pd.Series([0.1, 0.2, 0.2, 0.3, 0.2, 0.3, 0.8, 0.9, 0.8, 0.9, 0.9, 0.8])
    >>> table = terms.interruption(share, days, event="2021-01-07", every="D")
    >>> ax = figures.interruption(table, ax=figures.trend(terms.trend(share, days, every="D")))
    >>> [text.get_text() for text in ax.texts]
    ['2021-01-07']
    """
    numbers = ["estimate", "low", "high", "periods"]
    checked("interruption", table, ["group", "quantity", "start", "end"], numbers, known=["periods"])
    _check_days("interruption", table, ["start", "end"])
    groups = groups_of("interruption", table["group"])
    look = looks(table["group"])
    fitted = {}
    for group in groups:
        part = table[(table["group"] == group).to_numpy()].set_index("quantity")
        if set(LEVELS) <= set(part.index) and part.loc[list(LEVELS), "estimate"].notna().all():
            fitted[group] = part
    if not fitted:
        raise ValueError(
            "figures.interruption draws the lines that terms.interruption fits; in this table no group has one. "
            "It takes at least 3 periods with articles before the event and 3 from it on."
        )
    fresh = ax is None
    ax = canvas(ax, 8.0, 3.8)
    for i, (group, part) in enumerate(fitted.items()):
        shift = SPREAD * (i - (len(fitted) - 1) / 2)
        _lines(ax, part, look[group].colour, shift, never_below_0=table.attrs.get("value") == "rate")
    day = next(iter(fitted.values())).loc["level_change", "start"]
    _mark(ax, day, f"{day:%Y-%m-%d}")
    if fresh:
        _date_axis(ax)
        ax.set_ylabel("fitted value")
    return ax


def _lines(ax, part, colour, shift, *, never_below_0):
    """The two lines of one group, the first one gone on, and the interval of the change `shift` periods off."""
    level, slope, level_change, slope_change = (part.loc[name, "estimate"] for name in LEVELS)
    event = mdates.date2num(part.loc["level_change", "start"])
    before, after = part.loc["level", "periods"], part.loc["level_change", "periods"]
    first = mdates.date2num(part.loc["level", "start"])
    end = mdates.date2num(part.loc["level_change", "end"]) + 1
    step = (end - first) / (before + after)  # days of a period, on the mean where months differ
    t = np.array([-before, -1.0])
    ax.plot(event + t * step, level + slope * t, **_line(colour))
    t = np.array([0.0, max(after - 1, 0)])
    ax.plot(event + t * step, level + level_change + (slope + slope_change) * t, **_line(colour))
    last = max(min(after - 1, before), 0)  # no further than it was observed
    if never_below_0 and slope < 0:
        last = min(last, max(-level / slope, -1.0))  # no rate goes on below 0
    t = np.array([-1.0, last])
    ax.plot(event + t * step, level + slope * t, color=colour, linewidth=1.4, linestyle=":", zorder=5)
    low, high = floats(part.loc["level_change", ["low", "high"]])
    if np.isfinite([low, high]).all():
        place = event + shift * step
        ax.plot([place, place], [level + low, level + high], marker="_", markersize=9, **_line(colour, 1.6))


def _line(colour, width=2.4) -> dict:
    """What sets a fitted line off from the values behind it."""
    return {"color": colour, "linewidth": width, "zorder": 5, "path_effects": [withStroke(linewidth=5, foreground="w")]}


def _dates(table) -> pd.Series:
    """The dates of changes, no more exact than their periods: a year, a month or a day."""
    days = pd.concat([table["period"], table["start"], table["end"]])
    form = "%Y-%m-%d"
    if (days.dt.day == 1).all():
        form = "%Y" if (days.dt.month == 1).all() else "%Y-%m"
    return table["period"].dt.strftime(form)


def _row_names(table) -> np.ndarray:
    """What the row of each burst is called: its term, its group where that is all there is, or both."""
    several = len(groups_of("bursts", table["group"])) > 1
    group = table["group"].astype(str)
    if "term" not in table.columns:
        return group.to_numpy()
    groups_of("bursts", table["term"], kind="term")
    term = table["term"].astype(str)
    return (term + ", " + group if several else term).to_numpy()


def _mark(ax, day, words):
    """A vertical line at a day, with `words`, its date, beside its upper end."""
    ax.axvline(mdates.date2num(day), color=FAINT, linewidth=1.0, linestyle=(0, (4, 3)), zorder=2)
    if words is None:
        return
    style = {"size": mpl.rcParams["legend.fontsize"], "color": FAINT, "rotation": 90, "ha": "right", "va": "top"}
    ax.annotate(words, (mdates.date2num(day), 1), (-3, -3), ("data", "axes fraction"), "offset points", **style)


def _date_axis(ax):
    name_days(ax)


def _check_days(name, table, columns):
    for column in columns:
        if not pd.api.types.is_datetime64_any_dtype(table[column]) or table[column].isna().any():
            raise ValueError(
                f"figures.{name} needs a day (datetime64) in every row of `{column}`, as terms.{name} makes it. "
                "Read it from a file with pd.to_datetime, and drop what has none."
            )
