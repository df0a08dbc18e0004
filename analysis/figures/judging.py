"""How far topics can be trusted: `agreement`, `calibration`, `choose_unnamed`."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from ._canvas import canvas, checked, explained, floats, groups_of, typeface, write_rows, written
from .style import FAINT, PALETTE, RULE

ROW = 0.3  # inches for a topic
ABREAST = 4  # panels side by side at most
WIDE, HIGH = 2.3, 2.0  # inches of a panel with what is written around it
INSIDE = (0.74, 0.66)  # the part of these that is the panel's own
STEPS = (0, 0.04, 0.16, 0.36, 0.64, 1)  # shares that an axis of roots names, in even steps
BAR = {"linewidth": 1.4, "alpha": 0.55, "zorder": 2}
DOT = {"linestyle": "none", "markersize": 5.5, "mec": "white", "mew": 0.5, "zorder": 3, "clip_on": False}


def agreement(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with how well the shares of each topic agree with codes by hand, beside what chance would give.

    Parameters
    ----------
    table : DataFrame
        What `topics.agreement` makes: columns `topic`, `articles`, `coded`, `auroc`, `low`, `high`,
        `average_precision`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each topic in the order of its categories: a dot for the area under the curve with its 95 %
        interval, a square for the average precision, and a stroke for what the latter would be by chance, the part of
        the articles that has the code. Chance for the area is the broken line at 0.5. On the right stands how many
        articles have the code.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"topic": ["NATO"], "articles": [90], "coded": [9], "auroc": [0.9], "low": [0.8], "high": [0.95],
    ...      "average_precision": [0.6]}
    ... )
    >>> ax = figures.agreement(table)
    >>> [text.get_text() for text in ax.texts]
    ['9 coded of 90']
    """
    measures = ["auroc", "low", "high", "average_precision"]
    checked("agreement", table, ["topic"], ["articles", "coded", *measures])
    topics = pd.Index(groups_of("agreement", table["topic"], kind="topic"))
    rows = topics.get_indexer(table["topic"])
    ax = canvas(ax, 7.5, 1.4 + ROW * len(topics))
    write_rows(ax, topics)
    area, low, high, precision = (floats(table[column]) for column in measures)
    coded, articles = floats(table["coded"]), floats(table["articles"])
    known = ~(np.isnan(low) | np.isnan(high))
    ax.axvline(0.5, color=FAINT, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    ax.hlines(rows[known], low[known], high[known], color=PALETTE[0], **BAR)
    ax.plot(area, rows, marker="o", color=PALETTE[0], **DOT)
    ax.plot(precision, rows, marker="s", color=PALETTE[1], **DOT)
    chance = np.divide(coded, articles, out=np.full(len(coded), np.nan), where=articles > 0)
    ax.plot(chance, rows, linestyle="none", marker="|", color=PALETTE[1], markersize=9, mew=1.6, zorder=2)
    for row, hits, total in zip(rows, coded, articles, strict=True):
        style = {"va": "center", "size": 8.5, "color": FAINT, "transform": ax.get_yaxis_transform()}
        if not np.isnan(hits + total):
            ax.text(1.02, row, f"{hits:,.0f} coded of {total:,.0f}", **style)
    ax.set_xlim(0, 1)
    ax.set_xlabel(explained("agreement of shares with codes by hand: 1 is without a fault", topics))
    handles = [
        Line2D([], [], linestyle="-", color=PALETTE[0], marker="o", markersize=6, label="AUROC, 95 % interval"),
        Line2D([], [], linestyle=(0, (4, 3)), color=FAINT, label="its chance"),
        Line2D([], [], linestyle="none", color=PALETTE[1], marker="s", markersize=6, label="average precision"),
        Line2D([], [], linestyle="none", color=PALETTE[1], marker="|", markersize=9, mew=1.6, label="its chance"),
    ]
    ax.legend(handles=handles, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, ncols=2, columnspacing=1.2)
    return ax


def calibration(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a small panel for each topic: the part of articles with the code, by their share of the topic.

    Parameters
    ----------
    table : DataFrame
        What `topics.calibration` makes: columns `topic`, `bin`, `share`, `coded`, `low`, `high`. To show some topics
        only, filter: ``table[table["topic"].isin(["NATO", "Libya"])]``.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        It holds the panels, ``ax.child_axes``, in the order of the topics, four abreast. All have the same axes; that
        of shares is spread like their roots, since most shares are small. Each dot is a group of articles, with its
        95 % interval. The dots need not lie on a diagonal, but they should rise.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"topic": "NATO", "bin": [1, 2], "share": [0.01, 0.3], "coded": [0.1, 0.8], "low": [0, 0.6],
    ...      "high": [0.2, 0.9]}
    ... )
    >>> ax = figures.calibration(table)
    >>> [panel.get_title(loc="left") for panel in ax.child_axes]
    ['NATO']
    """
    checked("calibration", table, ["topic"], ["bin", "share", "coded", "low", "high"])
    topics = groups_of("calibration", table["topic"], kind="topic")
    ax, panels = _panels(ax, len(topics))
    end = max(1.08 * np.nanmax(np.append(floats(table["share"]), 0.0)), 0.05)
    for topic, panel in zip(topics, panels, strict=True):
        part = table[(table["topic"] == topic).to_numpy()].sort_values("bin")
        share, coded, low, high = (floats(part[column]) for column in ("share", "coded", "low", "high"))
        known = ~(np.isnan(low) | np.isnan(high))
        panel.vlines(share[known], low[known], high[known], color=PALETTE[0], **BAR)
        panel.plot(share, coded, color=PALETTE[0], linewidth=0.8, alpha=0.5)
        panel.plot(share, coded, marker="o", color=PALETTE[0], **DOT)
        panel.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0)), np.square))
        panel.set(ylim=(-0.04, 1.04), yticks=(0, 0.5, 1))
        panel.set_xticks([step for step in STEPS if step <= end])
        panel.xaxis.set_minor_locator(NullLocator())
        panel.set_xlim(0, end)
        panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
        panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f} %"))
        _head(panel, written(topic, longest=24))
    note = "down: articles with the code, with 95 % interval\nacross: mean share of the topic in groups of articles"
    ax.set_xlabel(explained(note, topics))
    return ax


def choose_unnamed(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with four small panels: what the number of unnamed topics changes.

    No number is marked as the best, for there is none: `topics.choose_unnamed` says how to read each panel.

    Parameters
    ----------
    table : DataFrame
        What `topics.choose_unnamed` makes: columns `unnamed`, `log_likelihood`, `gain`, `gain_low`, `gain_high`,
        `npmi`, `exclusivity`, `stability`, `least_stable`, `least_stability`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        It holds the panels, ``ax.child_axes``. The bars of the first are the 95 % intervals of the change from the
        number before; where a bar reaches down to the dot before, the change may be none.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"unnamed": [0, 10], "log_likelihood": [-8.1, -8.0], "gain": [None, 0.1], "gain_low": [None, 0.05],
    ...      "gain_high": [None, 0.15], "npmi": [0.2, 0.25], "exclusivity": [9, 9.5], "stability": [None, 0.9],
    ...      "least_stable": [None, "NATO"], "least_stability": [None, 0.8]}
    ... ).astype({"gain": float, "gain_low": float, "gain_high": float, "stability": float, "least_stability": float})
    >>> len(figures.choose_unnamed(table).child_axes)
    4
    """
    numbers = ["unnamed", "log_likelihood", "gain", "gain_low", "gain_high", "npmi", "exclusivity"]
    checked("choose_unnamed", table, ["least_stable"], [*numbers, "stability", "least_stability"], known=["unnamed"])
    table = table.sort_values("unnamed")
    x = floats(table["unnamed"])
    ax, panels = _panels(ax, 4, abreast=2, wide=3.9, high=2.5)
    names = ("log likelihood per token kept back", "coherence of named topics (NPMI)")
    names += ("exclusivity of named topics", "shares of named topics: correlation\nwith those of the number before")
    for panel, name, column in zip(panels, names, ("log_likelihood", "npmi", "exclusivity", "stability"), strict=True):
        y = floats(table[column])
        panel.plot(x, y, color=PALETTE[0], linewidth=1.0, alpha=0.6)
        panel.plot(x, y, marker="o", color=PALETTE[0], **DOT)
        panel.set_xticks(x)
        panel.update_datalim([(x.min(), 0), (x.max(), 0)], updatey=False)  # one axis for all, also where y is missing
        panel.margins(x=0.06, y=0.14)
        panel.yaxis.set_major_locator(MaxNLocator(4))
        _head(panel, name)
    likelihood, gain, low, high = (floats(table[column]) for column in numbers[1:5])
    ends = likelihood - gain + low, likelihood - gain + high
    known = ~np.isnan(ends).any(axis=0)
    panels[0].vlines(x[known], *(end[known] for end in ends), color=PALETTE[0], **BAR)
    least = floats(table["least_stability"])
    panels[3].plot(x, least, marker="v", color=PALETTE[1], **DOT)
    panels[3].set_ylim(min(0.0, np.nanmin(np.append(least, 0.0))) - 0.02, 1.05)
    panels[3].set_xlim(panels[0].get_xlim())
    for left, y, topic in zip(x, least, table["least_stable"], strict=True):
        if not np.isnan(y):
            name = written(topic, longest=14)
            style = {"size": 8, "color": FAINT, "ha": "center", "va": "top", "annotation_clip": False}
            style["path_effects"] = [withStroke(linewidth=2.2, foreground="white")]
            panels[3].annotate(name, (left, y), (0, -6), textcoords="offset points", **style, **typeface(name))
    note = "across: number of unnamed topics; bars: 95 % interval of the change from the number before\n"
    ax.set_xlabel(explained(note + "triangle: the topic whose shares change most", table["least_stable"].dropna()))
    return ax


def _panels(ax, n, *, abreast=ABREAST, wide=WIDE, high=HIGH):
    """An empty Axes that holds n panels of like size."""
    columns = min(n, abreast)
    rows = math.ceil(n / columns)
    ax = canvas(ax, max(columns * wide, 4.5), rows * high + 0.5)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    width, height = INSIDE[0] / columns, INSIDE[1] / rows
    panels = []
    for i in range(n):
        left, top = i % columns / columns, 1 - i // columns / rows
        panel = ax.inset_axes((left + (1 / columns - width) * 0.6, top - 0.16 / rows - height, width, height))
        panel.grid(color=RULE, linewidth=0.7)
        panel.set_axisbelow(True)
        panel.tick_params(labelsize=8)
        panels.append(panel)
    return ax, panels


def _head(panel, name):
    panel.set_title(name, loc="left", size=9, pad=4, **typeface(name, bold=True))
