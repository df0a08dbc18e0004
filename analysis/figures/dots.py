"""Dots with intervals, one row for each term or topic: `frequency`, `keyness`, `prevalence`.

Dots and not bars: a bar would have to start at zero, and hides the lower half of its interval.
"""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .._check import whole
from ._canvas import canvas, checked, explained, floats, groups_of, legend_outside, write_rows
from .style import FAINT, PALETTE, Look, looks

ROW = 0.27  # inches for a row with one dot; each further group needs as much more as keeps two marks apart
FURTHER = 0.065
SIDES = {"target": Look(PALETTE[0], "o", "-"), "reference": Look(PALETTE[1], "s", "-")}
SPREAD = 0.76  # part of a row's height over which the dots of its groups are spread


def frequency(table: pd.DataFrame, *, n: int = 20, ax: Axes | None = None) -> Axes:
    """Return Axes with the most frequent terms as dots per million words, each with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        What `terms.frequency` makes: index `term`, or `group` and `term`; columns `count`, `per_million`, `low`,
        `high`.
    n : int
        How many terms, the most frequent on top. With groups: the `n` largest by their counts in all groups together.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each term; with groups a dot for each group in its colour and mark, and a legend beside the data.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"count": [30, 20], "per_million": [3e4, 2e4], "low": [2e4, 1.3e4], "high": [4.2e4, 3e4]},
    ...     index=pd.Index(["nato", "sanctions"], name="term"),
    ... )
    >>> ax = figures.frequency(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['nato', 'sanctions']
    """
    n = whole("n", n, least=1)
    checked("frequency", table, numbers=["count", "per_million", "low", "high"])
    levels = list(table.index.names)
    if table.index.nlevels > 1 and not {"group", "term"} <= set(levels):
        raise ValueError(
            "figures.frequency draws the table that terms.frequency makes, its index `term`, or `group` and `term`; "
            f"the index of this one has the levels {levels}."
        )
    if table.index.nlevels == 1:
        shown = table.sort_values("count", ascending=False, kind="stable").head(n)
        ax = canvas(ax, 6.5, 0.9 + ROW * len(shown))
        write_rows(ax, shown.index)
        draw_dots(ax, np.arange(len(shown)), *(floats(shown[c]) for c in ("per_million", "low", "high")))
        chosen = shown.index
    else:
        term = table.index.get_level_values("term")
        chosen = table["count"].groupby(term, observed=True, sort=False).sum().nlargest(n).index
        kept = table[term.isin(chosen)]
        rows = chosen.get_indexer(kept.index.get_level_values("term"))
        ax = grouped(ax, "frequency", kept, kept.index.get_level_values("group"), rows, chosen, "per_million")
    from_zero(ax, lambda value, _: f"{value:,.10g}")
    ax.set_xlabel(explained("occurrences per million words, with 95 % interval", chosen))
    return ax


def prevalence(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with the mean share of each topic as dots, one for each group, each with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        What `topics.prevalence` makes: columns `topic`, `group`, `share`, `low`, `high`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each topic in the order of its categories; a dot for each group in its colour and mark, and a
        legend beside the data where there are two groups or more.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic or group.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"topic": ["NATO", "Libya"], "group": "all", "share": [0.2, 0.1], "low": [0.1, 0.05], "high": [0.3, 0.2]}
    ... )
    >>> ax = figures.prevalence(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Libya', 'NATO']
    """
    checked("prevalence", table, ["topic", "group"], ["share", "low", "high"])
    topics = pd.Index(groups_of("prevalence", table["topic"], kind="topic"))
    ax = grouped(ax, "prevalence", table, table["group"], topics.get_indexer(table["topic"]), topics, "share")
    from_zero(ax, lambda value, _: f"{100 * value:.6g} %")
    ax.set_xlabel(explained("mean share of the topic in an article, with 95 % interval", topics))
    return ax


def keyness(table: pd.DataFrame, *, n: int = 15, ax: Axes | None = None) -> Axes:
    """Return Axes with the terms that set target and reference apart: how much (dots) and how surely (order).

    A dot is the effect size, the binary logarithm of the ratio of the two frequencies, with its 95 % interval. Which
    terms are shown, and in which order, is decided by the order of the table, that is, by the measure of
    `terms.keyness`: the log-likelihood G2 asks for evidence, where the ratio alone would put the rarest words first.

    Parameters
    ----------
    table : DataFrame
        What `terms.keyness` makes: index `term`, the most typical of the target first and of the reference last;
        columns `log_ratio`, `low`, `high`, `g2` (positive: typical of the target).
    n : int
        How many terms of each side; fewer where a side has fewer.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The terms of the target from the top, those of the reference from the bottom, the most typical outermost. An
        infinite ratio, of a term that is absent from the other part, is an arrowhead at the edge.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; no term typical of either side; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"log_ratio": [2.0, -1.0], "low": [1.5, -1.4], "high": [2.5, -0.6], "g2": [50.0, -20.0]},
    ...     index=pd.Index(["nato", "trump"], name="term"),
    ... )
    >>> ax = figures.keyness(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['nato', 'trump']
    """
    n = whole("n", n, least=1)
    checked("keyness", table, numbers=["log_ratio", "low", "high", "g2"])
    target, reference = table[table["g2"] > 0].head(n), table[table["g2"] < 0].tail(n)
    shown = pd.concat([target, reference])
    if shown.empty:
        raise ValueError(
            "figures.keyness found no term with a `g2` other than 0: target and reference use every term equally "
            "often, or terms.keyness had too little text to tell."
        )
    ax = canvas(ax, 7.5, 1.2 + ROW * len(shown))
    write_rows(ax, shown.index)
    ratio, low, high = (floats(shown[column]) for column in ("log_ratio", "low", "high"))
    known = np.concatenate([ratio, low, high, [-1.0 if len(reference) else 0.0, 1.0 if len(target) else 0.0]])
    known = known[np.isfinite(known)]  # with a scale that at least shows "equal" and "2 times"
    room = 0.06 * np.ptp(known)
    ratio_drawn, low, high = (np.clip(values, known.min() - room, known.max() + room) for values in (ratio, low, high))
    rows = np.arange(len(shown))
    of_target = (shown["g2"] > 0).to_numpy()
    for side, (colour, marker, _) in zip((of_target, ~of_target), SIDES.values(), strict=True):
        for part, mark in ((np.isfinite(ratio), marker), (ratio == np.inf, ">"), (ratio == -np.inf, "<")):
            own = side & part
            draw_dots(ax, rows[own], ratio_drawn[own], low[own], high[own], colour=colour, marker=mark)
    ax.axvline(0, color=FAINT, linewidth=0.9, zorder=1)
    if len(target) and len(reference):
        ax.axhline(len(target) - 0.5, color=FAINT, linewidth=0.6, linestyle=(0, (2, 3)))
    ax.update_datalim([(known.min(), 0), (known.max(), 0)], updatey=False)
    ax.autoscale_view(scaley=False)
    ax.xaxis.set_major_locator(MaxNLocator(7, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(_times))
    measure = "log ratio: times as frequent as in the other part, with 95 % interval"
    by_g2 = table["g2"].is_monotonic_decreasing
    order = "log-likelihood G\N{SUPERSCRIPT TWO}" if by_g2 else "the measure that orders the table"
    order = f"chosen and ordered by {order}, the most typical outermost"
    if np.isinf(ratio).any():
        order += "\narrowhead: absent from the other part"
    ax.set_xlabel(explained(f"{measure}\n{order}", shown.index))
    legend_outside(ax, SIDES, list(SIDES), title="typical of the")
    return ax


def grouped(ax, name, table, group, rows, labels, value, *, filled=None) -> Axes:
    """Rows with a dot for each group, spread over the height of the row in the order of the groups.

    With `filled`, an array of truths, dots for which it is false are hollow.
    """
    group = pd.Series(group)
    groups = groups_of(name, group)
    look = looks(group)
    height = max(ROW, 0.12 + FURTHER * len(groups))
    ax = canvas(ax, 6.5 if len(groups) == 1 else 7.5, 0.9 + height * len(labels))
    write_rows(ax, labels, banded=len(groups) > 1)
    shifts = (np.arange(len(groups)) - (len(groups) - 1) / 2) * SPREAD / len(groups)
    for each, shift in zip(groups, shifts, strict=True):
        own = (group == each).to_numpy()
        numbers = (floats(table[column])[own] for column in (value, "low", "high"))
        style = {"colour": look[each].colour, "marker": look[each].marker}
        draw_dots(ax, rows[own] + shift, *numbers, **style, filled=None if filled is None else filled[own])
    legend_outside(ax, look, groups)
    return ax


def draw_dots(ax, rows, values, low, high, *, colour=PALETTE[0], marker="o", filled=None):
    """Dots at `values`, hollow where `filled` is false; lines from `low` to `high` where both are known."""
    known = ~(np.isnan(low) | np.isnan(high))
    ax.hlines(rows[known], low[known], high[known], color=colour, linewidth=1.4, alpha=0.55, zorder=2)
    style = {"linestyle": "none", "marker": marker, "color": colour, "zorder": 3}
    filled = np.ones(len(rows), dtype=bool) if filled is None else filled
    ax.plot(values[filled], rows[filled], markersize=5.5, mec="white", mew=0.5, **style)
    if not filled.all():
        ax.plot(values[~filled], rows[~filled], markersize=4.5, mfc="white", mec=colour, mew=1.1, **style)


def from_zero(ax, formatted):
    """A value axis from zero, with a little room so that a dot at zero is a whole dot; panels may share it."""
    ax.update_datalim([(0, 0)], updatey=False)
    ax.margins(x=0.02)
    ax.xaxis.set_major_locator(MaxNLocator(6, min_n_ticks=3, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(formatted))


def _times(ratio, _) -> str:
    """A binary logarithm as the ratio that a reader thinks in: 3 and -3 are both "8 times", on their sides of zero."""
    return "equal" if ratio == 0 else f"{2 ** abs(ratio):,.10g}\N{MULTIPLICATION SIGN}"
