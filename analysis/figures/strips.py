"""A number of each article, one strip of dots for each group: `diversity`, `readability`."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ._canvas import canvas, checked, explained, floats, fonts, groups_of, write_rows, written
from .style import FAINT, INK, PALETTE, Look, looks

ROW = 0.52  # inches for a strip
LOWEST = 0.38  # part of a row's height that a strip fills, to either side, where it is densest
NEAR = 1 / 30  # of the axis: as far apart count two articles as beside each other
VARIED = {  # how the axis is named
    "ttr": "type-token ratio, which falls with the length of an article",
    "yule_k": "Yule's K: large is less varied",
    "yule_i": "Yule's I",
    "simpson_d": "Simpson's D: large is less varied",
    "herdan_c": "Herdan's C",
    "herdan_vm": "Herdan's V\N{LATIN SUBSCRIPT SMALL LETTER M}: large is less varied",
    "maas_a": "Maas' a: large is less varied",
    "guiraud_r": "Guiraud's R, which grows with the length of an article",
    "carroll_cttr": "corrected type-token ratio (CTTR), which grows with the length of an article",
    "fisher_alpha": "Fisher's alpha",
    "mattr": "moving-average type-token ratio (MATTR)",
    "msttr": "mean segmental type-token ratio (MSTTR)",
    "mtld": "measure of textual lexical diversity (MTLD), in words",
    "hdd": "type-token ratio of 42 words drawn (HD-D)",
    "entropy": "entropy of the words of an article, in bits",
}
READ = {
    "lix": "LIX: large is harder to read",
    "rix": "RIX: large is harder to read",
    "flesch": "Flesch reading ease: large is easier to read",
    "flesch_kincaid": "Flesch-Kincaid, in school years",
    "fog": "Gunning's Fog, in school years",
    "smog": "SMOG, in school years",
    "coleman_liau": "Coleman-Liau, in school years",
    "ari": "automated readability index, in school years",
    "amstad": "Amstad's reading ease: large is easier to read",
    "wiener_sachtext": "Vienna formula, in school years",
    "fernandez_huerta": "Fernández Huerta's reading ease: large is easier to read",
    "szigriszt_pazos": "Szigriszt Pazos' reading ease: large is easier to read",
    "flesch_vacca": "Flesch-Vacca reading ease: large is easier to read",
    "gulpease": "Gulpease: large is easier to read",
    "oborneva": "Oborneva's reading ease: large is easier to read",
    "atesman": "Ateşman's reading ease: large is easier to read",
}


def diversity(table: pd.DataFrame, *, measure: str = "mattr", ax: Axes | None = None) -> Axes:
    """Return Axes with the articles of each group as a strip of dots, with its median and middle half.

    Parameters
    ----------
    table : DataFrame
        What `terms.diversity` makes. A further column `group` makes a strip for each group, as
        ``table.assign(group=articles["outlet"])`` does.
    measure : str
        Which column is drawn. Choose one that articles of different length may be compared by: `mattr`, `msttr`,
        `mtld` or `hdd`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        A row for each group in its colour, the one with the largest median on top; groups of an ordered Categorical,
        such as decades, keep their order. Each dot is an article; how far the dots spread within the row shows how many
        articles have about that value. The white dot is the median, the line through it holds the middle half of the
        articles. On the right stands how many articles there are, and how many of them have the measure: an article
        shorter than the window has none.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; no article has the measure; an article without a group.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"mattr": [0.7, 0.8, 0.6], "group": ["Courier", "Courier", "Ledger"]})
    >>> ax = figures.diversity(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Courier', 'Ledger']
    """
    hint = "Articles shorter than the window have none: choose a shorter one in terms.diversity."
    return _strips("diversity", table, measure, VARIED, hint, ax)


def readability(table: pd.DataFrame, *, measure: str = "lix", ax: Axes | None = None) -> Axes:
    """Return Axes with the articles of each group as a strip of dots, with its median and middle half.

    Parameters
    ----------
    table : DataFrame
        What `terms.readability` makes. A further column `group` makes a strip for each group, as
        ``table.assign(group=articles["outlet"])`` does.
    measure : str, default "lix"
        Which column is drawn; every language has `lix`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        As those of `diversity`.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; no article has the measure; an article without a group.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"flesch": [45.6, 112.1], "group": ["Courier", "Ledger"]})
    >>> ax = figures.readability(table, measure="flesch")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Ledger', 'Courier']
    """
    return _strips("readability", table, measure, READ, "Articles without words have none.", ax)


def _strips(name, table, measure, names, hint, ax):
    """A strip for each group; `names` has how the axis of a measure is called, `hint` why articles can lack one."""
    checked(name, table, numbers=[measure])
    values = floats(table[measure])
    if not np.isfinite(values).any():
        raise ValueError(f"figures.{name} found no article with a {measure!r}. {hint}")
    if "group" in table.columns:
        look, groups = looks(table["group"]), groups_of(name, table["group"])
        own = {group: values[(table["group"] == group).to_numpy()] for group in groups}
    else:
        look, own = {"all articles": Look(PALETTE[0], "o", "-")}, {"all articles": values}
    known = {group: np.sort(part[np.isfinite(part)]) for group, part in own.items()}
    order = list(known)
    if not getattr(table.get("group", values).dtype, "ordered", False):
        order.sort(key=lambda group: -np.median(known[group]) if len(known[group]) else np.inf)

    ax = canvas(ax, 7.5, 1.0 + ROW * len(order))
    write_rows(ax, order, banded=len(order) > 1)
    reach = NEAR * np.ptp(np.concatenate(list(known.values())))
    for row, group in enumerate(order):
        part = known[group]
        if len(part):
            _draw(ax, row, part, _shifts(part, reach), look[group].colour)
    ax.margins(x=0.03)
    ax.xaxis.set_major_locator(MaxNLocator(7, min_n_ticks=3))
    _write_numbers(ax, [(len(known[group]), len(own[group])) for group in order])
    marks = "a dot: an article; white dot and line: median and middle half of the articles"
    ax.set_xlabel(explained(f"{names.get(measure, written(measure))}\n{marks}", order))
    return ax


def _shifts(values, reach):
    """How far above or below the middle of its row each of the sorted values is drawn, -1 to 1.

    The more articles have about the same value, the further they spread; within that, places follow the sequence of
    van der Corput (1935), which fills a stretch evenly. So the same articles always make the same picture.
    """
    beside = np.searchsorted(values, values + reach, "right") - np.searchsorted(values, values - reach, "left")
    number, spread, step = np.arange(1, len(values) + 1), np.zeros(len(values)), 0.5
    while number.any():
        spread += step * (number & 1)
        number, step = number >> 1, step / 2
    return (2 * spread - 1) * beside / beside.max()


def _draw(ax, row, values, shifts, colour):
    """Dots of articles around the row, and over them the median and the middle half."""
    faint = float(np.clip(12 / np.sqrt(len(values)), 0.12, 0.6))
    dots = {"s": 11, "color": colour, "alpha": faint, "linewidths": 0, "rasterized": len(values) > 2000, "zorder": 2}
    ax.scatter(values, row + LOWEST * shifts, **dots)
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    ax.hlines(row, low, high, color="white", linewidth=4.6, alpha=0.9, zorder=3)
    ax.hlines(row, low, high, color=INK, linewidth=2.4, zorder=4)
    ax.plot(middle, row, "o", markersize=6.5, color="white", markeredgecolor=INK, markeredgewidth=1.4, zorder=5)


def _write_numbers(ax, numbers):
    """How many articles each row shows, and of how many where some have no value."""
    place = {"xycoords": ax.get_yaxis_transform(), "textcoords": "offset points", "annotation_clip": False}
    style = {"color": FAINT, "size": "small", "family": fonts([])}
    for row, (known, given) in enumerate(numbers):
        told = f"{known:,}" if known == given else f"{known:,} of {given:,}"
        ax.annotate(told, (1, row), (6, 0), va="center", **place, **style)
    ax.annotate("articles", (1, -0.5), (6, 3), va="bottom", **place, **style)
