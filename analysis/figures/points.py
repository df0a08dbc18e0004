"""A cloud of terms, the notable ones named: `dispersion`."""

from collections.abc import Iterable

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from matplotlib.transforms import Bbox

from .._check import listing, whole, words
from ._canvas import canvas, checked, explained, floats, typeface, written
from .style import FAINT, INK, PALETTE, REST, RULE

SPREADS = {  # how the value axis is named
    "range": "parts that hold the term",
    "range_share": "share of the parts that hold the term",
    "juilland_d": "Juilland's D: 1 is spread evenly",
    "carroll_d2": "Carroll's D\N{SUBSCRIPT TWO}: 1 is spread evenly",
    "rosengren_s": "Rosengren's S: 1 is spread evenly",
    "lyne_d3": "Lyne's D\N{SUBSCRIPT THREE}: 1 is spread evenly",
    "zhang_dc": "Zhang's distributional consistency: 1 is spread evenly",
    "dp": "deviation of proportions (DP): 0 is spread evenly",
    "dp_norm": "normed deviation of proportions (DP): 0 is spread evenly",
    "kld": "divergence (KLD) from an even spread, in bits",
}
STRETCHES = 24  # of the frequency axis, in each of which the line takes the median
FEWEST = 8  # terms in a stretch; fewer have no median to speak of
# Where a name may stand beside its point, in sixteenths of a circle: right of it, left, above, below, then askew; and
# how far off, in points.
SIDES = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)
DISTANCES = (5, 12, 22, 36, 54)
CLOSE = 8  # points; a name further off than that needs a line to its point


def dispersion(
    table: pd.DataFrame,
    *,
    n: int = 16,
    measure: str = "dp_norm",
    terms: Iterable[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Return Axes with each term as a point, by its frequency and its dispersion, and notable terms named.

    How even a term can be depends on how frequent it is, so terms are compared with those of like frequency: a line
    runs through the medians, and the terms furthest from it, on both sides, are named; of two at like distance the more
    frequent one.

    Parameters
    ----------
    table : DataFrame
        What `terms.dispersion` makes: index `term`, columns `count` and the measure.
    n : int
        How many terms are named by their distance from the line: half of them above, half below.
    measure : str
        Which column is drawn.
    terms : list of str, optional
        Further terms to name, those of the research question for instance.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The frequency on a logarithmic axis. Names cover neither each other nor a named point; one that stands further
        off has a line to its point. Terms without the measure are not drawn.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; no term has the measure; `n` below 0.
    KeyError
        One of `terms` is not in the table.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"count": [90, 20, 20], "dp_norm": [0.1, 0.3, 0.9]}, index=pd.Index(["the", "said", "brexit"], name="term")
    ... )
    >>> ax = figures.dispersion(table, n=0, terms=["brexit"])
    >>> [text.get_text() for text in ax.texts]
    ['brexit']
    """
    n = whole("n", n)
    terms = words("terms", terms, "terms")
    checked("dispersion", table, numbers=["count", measure])
    absent = [term for term in terms if term not in table.index]
    if absent:
        raise KeyError(f"{len(absent)} of {len(terms)} `terms` are not in the table: {listing(absent)}.")
    drawn = table[(table["count"] > 0) & np.isfinite(floats(table[measure]))]
    if drawn.empty:
        raise ValueError(
            f"figures.dispersion found no term with a {measure!r}; with a single part there is nothing to compare. "
            "Look at how many rows the counts had."
        )
    x, y = np.log10(floats(drawn["count"])), floats(drawn[measure])
    line = _line(x, y)
    chosen = _furthest(x, y, line, drawn.index, n)
    asked = sorted(np.flatnonzero(drawn.index.isin(terms)), key=lambda place: str(drawn.index[place]))
    named = pd.unique(np.array([*asked, *chosen], int))

    ax = canvas(ax, 8.0, 5.6)
    ax.set_xscale("log")
    cloud = {"s": 9, "color": REST, "alpha": 0.5, "linewidths": 0, "rasterized": True, "zorder": 2}
    ax.scatter(10**x, y, **cloud)
    ax.plot(10 ** line[0], line[1], color=FAINT, linewidth=1.2, zorder=3)
    ax.scatter(10 ** x[named], y[named], s=22, color=PALETTE[0], edgecolors="white", linewidths=0.6, zorder=4)
    ax.margins(x=0.04, y=0.05)
    ax.xaxis.set_major_locator(LogLocator(10, numticks=12))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.grid(color=RULE, linewidth=0.7)
    ax.set_axisbelow(True)
    names = drawn.index[named]
    note = "line: median of the terms of like frequency"
    if len(chosen):
        note += "; named: the terms furthest from it" + (", and those asked for" if terms else "")
    ax.set_xlabel(explained(f"occurrences (logarithmic)\n{note}", names))
    ax.set_ylabel(SPREADS.get(measure, written(measure)))
    _write_names(ax, names, 10 ** x[named], y[named])
    return ax


def _line(x, y):
    """The line that terms are compared with, as places on the frequency axis, medians and how far terms are from them.

    The axis is cut into stretches; where frequent terms are few, stretches grow until they hold enough.
    """
    order = np.argsort(x, kind="stable")
    edges = np.linspace(x.min(), x.max(), STRETCHES + 1)[1:-1]
    cuts = [0]
    for cut in np.searchsorted(x[order], edges):
        if cut - cuts[-1] >= FEWEST and len(x) - cut >= FEWEST:
            cuts.append(cut)
    parts = np.split(order, cuts[1:])
    medians = np.array([np.median(y[part]) for part in parts])
    spreads = np.array([np.median(np.abs(y[part] - median)) for part, median in zip(parts, medians, strict=True)])
    return np.array([np.median(x[part]) for part in parts]), medians, spreads


def _furthest(x, y, line, terms, n):
    """The places of the `n` terms furthest from the line, half of them above and half below, as far as there are.

    Distance is measured by the median distance of the terms of like frequency, or by the mean of all stretches if that
    is more: half the terms of five occurrences lie within a thousandth of their median, and no difference there is
    worth a name. It weighs by the logarithm of the frequency, because of a rare term it may be chance.
    """
    knots, medians, spreads = line
    distance = y - np.interp(x, knots, medians)
    if spreads.any():
        distance *= x / np.maximum(np.interp(x, knots, spreads), spreads.mean())
    if len(knots) > 1:  # beyond the ends of the line there is nothing like it to compare a term with
        distance[(x < knots[0]) | (x > knots[-1])] = 0
    ordered = np.lexsort((terms.astype(str), distance))
    below = [place for place in ordered[: n // 2] if distance[place] < 0]
    above = [place for place in ordered[::-1][: n - n // 2] if distance[place] > 0]
    return np.array([*above, *below], int)


def _write_names(ax, names, x, y):
    """Write each name where it covers neither a name nor a named point, as near to its point as there is room."""
    if not len(names):
        return
    figure = ax.get_figure()
    figure.draw_without_rendering()  # only now the layout is known, and with it where the points lie
    pixels = figure.dpi / 72
    frame = ax.get_window_extent()
    places = ax.transData.transform(np.column_stack([x, y]))
    taken = [Bbox.from_bounds(px - 3 * pixels, py - 3 * pixels, 6 * pixels, 6 * pixels) for px, py in places]
    style = {"textcoords": "offset points", "color": INK, "size": mpl.rcParams["legend.fontsize"], "zorder": 5}
    for name, px, py, xy in zip(names, *places.T, zip(x, y, strict=True), strict=True):
        text = ax.annotate(
            written(name),
            xy,
            (0, 0),
            path_effects=[withStroke(linewidth=2.2, foreground="white", alpha=0.85)],
            **style,
            **typeface(str(name)),
        )
        size = text.get_window_extent()
        box, shift = _place(px, py, size.width, size.height, pixels, frame, taken)
        taken.append(box.padded(pixels))
        text.set_position(shift)
        near = np.clip((px, py), box.min, box.max)
        if np.hypot(*(near - (px, py))) > CLOSE * pixels:
            ends = ax.transData.inverted().transform([(px, py), near])
            ax.plot(*ends.T, color=FAINT, linewidth=0.6, zorder=3.5, scalex=False, scaley=False)


def _place(px, py, width, height, pixels, frame, taken):
    """The first free place for a box of this size beside a point, and how far that begins from it, in points."""
    least = None
    for distance in DISTANCES:
        for side in SIDES:
            right, up = np.cos(side * np.pi / 8), np.sin(side * np.pi / 8)
            left = px + right * distance * pixels - (1 - right) / 2 * width
            low = py + up * distance * pixels - (1 - up) / 2 * height
            box = Bbox.from_bounds(left, low, width, height)
            covered = sum(_overlap(box, other) for other in taken)
            inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
            cost = covered + (0 if inside else width * height)
            if least is None or cost < least[0]:
                least = cost, box, ((left - px) / pixels, (low - py) / pixels)
            if cost == 0:
                return least[1:]
    return least[1:]


def _overlap(one, other):
    """The area that two boxes share."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(width, 0) * max(height, 0)
