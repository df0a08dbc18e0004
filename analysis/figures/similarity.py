"""How similar a few groups are, each with each: `similarity`."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform

from ._canvas import MAKERS, canvas, checked, explained, floats, fonts, written
from .grids import HEAT, ink_on
from .style import RULE

MOST = 60  # groups: more names cannot be read beside a page's width
LETTER = 0.165  # inches of width for each letter of a name: it stands left of its row, and askew above its column
PRINTED = 16  # groups up to which the cells hold their numbers; further ones are told by colour alone
DISTANCES = ("euclidean", "manhattan")  # the smaller the nearer


def similarity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a heat map of how similar groups are, those that are alike side by side.

    Parameters
    ----------
    table : DataFrame
        What `terms.similarity` makes, of at most 60 outlets, months or other groups: columns `article_id`, `other` and
        one for the measure.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The darker, the more similar (of distances, the nearer). The colours run from the least to the most similar pair
        of the table, so that shades of two figures do not compare; up to 16 groups have their numbers written in.
        The order is that of the leaves of average linkage, turned so that neighbours are as alike as can be. What is
        missing is white; a group is not compared with itself.

    Raises
    ------
    TypeError, ValueError
        Not such a table, an empty one, one with too many groups or without a value.

    Examples
    --------
    >>> from analysis import figures
    >>> pairs = [("A", "B", 0.2), ("A", "C", 0.9), ("B", "C", 0.3)]
    >>> ax = figures.similarity(pd.DataFrame(pairs, columns=["article_id", "other", "cosine"]))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['A', 'C', 'B']
    """
    checked("similarity", table, ["article_id", "other"])
    measures = [column for column in table.columns if column not in ("article_id", "other")]
    if len(measures) != 1:
        raise ValueError(
            f"figures.similarity draws the table that {MAKERS['similarity']} makes, with one measure beside "
            f"`article_id` and `other`; this one has {measures or 'none'}. Select three columns."
        )
    [measure] = measures
    checked("similarity", table, numbers=[measure])
    names = sorted({*table["article_id"], *table["other"]}, key=str)
    if len(names) > MOST:
        raise ValueError(
            f"figures.similarity draws at most {MOST} groups, each with each; got {len(names)}. "
            f"Add up articles first: terms.group(counts, by=...), or filter the pairs."
        )
    values = _square(table, names, floats(table[measure]))
    if np.isnan(values).all():
        raise ValueError("figures.similarity needs a pair with a value; all are missing in this table.")
    sign, kind = (-1, "distance") if measure in DISTANCES else (1, "similarity")
    nearness = sign * values
    order = _alike(nearness, names)
    values, nearness, names = values[np.ix_(order, order)], nearness[np.ix_(order, order)], [names[i] for i in order]

    least, most = np.nanmin(nearness), np.nanmax(nearness)
    scaled = (nearness - least) / (most - least) if most > least else np.where(np.isnan(nearness), np.nan, 0.5)
    count, digits = len(names), _digits(values)
    printed = count <= PRINTED
    side = 0.5 if printed else 0.24
    labels = [written(name) for name in names]
    least_wide = LETTER * max(map(len, labels)) + 0.6 * side * count  # cells give way to names, as far as numbers allow
    ax = canvas(ax, max(2.2 + side * count, least_wide), 1.9 + side * count)
    ax.pcolormesh(np.ma.masked_invalid(scaled), cmap=HEAT, vmin=0, vmax=1, edgecolors="white", linewidth=1.0)
    for row in range(count):
        ax.fill([row, row + 1, row + 1, row], [row, row, row + 1, row + 1], color=RULE, linewidth=0)
    if printed:
        for row, column in zip(*np.nonzero(~np.isnan(values)), strict=True):
            number, colour = f"{values[row, column]:.{digits}f}", ink_on(HEAT(scaled[row, column]))
            ax.text(column + 0.5, row + 0.5, number, ha="center", va="center", size=8, color=colour)
    ax.set_xticks(np.arange(count) + 0.5, labels=labels, fontfamily=fonts(labels), rotation=40, ha="left")
    for label in ax.get_xticklabels():
        label.set_rotation_mode("anchor")
    ax.xaxis.tick_top()
    ax.set_yticks(np.arange(count) + 0.5, labels=labels, fontfamily=fonts(labels))
    ax.set(xlim=(0, count), ylim=(count, 0), aspect="equal")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    pale, dark = (f"{sign * value:.{digits}f}" for value in (least, most))
    ax.xaxis.set_label_position("bottom")
    scale = f"{written(measure).replace('_', ' ')} {kind}, from {pale} (pale) to {dark} (dark)"
    ax.set_xlabel(explained(scale, labels))
    return ax


def _square(table, names, values):
    """The values as a matrix of all names, missing where there is no pair."""
    place = {name: i for i, name in enumerate(names)}
    square = np.full((len(names), len(names)), np.nan)
    rows, columns = table["article_id"].map(place).to_numpy(int), table["other"].map(place).to_numpy(int)
    square[rows, columns] = square[columns, rows] = values
    np.fill_diagonal(square, np.nan)
    return square


def _alike(nearness, names):
    """An order of the groups in which those that are alike stand together."""
    if len(names) < 3:
        return list(range(len(names)))
    apart = np.nanmax(nearness) - nearness
    apart[np.isnan(apart)] = np.nanmax(apart)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), method="average", optimal_ordering=True)
    order = leaves_list(tree).tolist()
    return order if order[0] < order[-1] else order[::-1]


def _digits(values):
    """Decimals that tell the values apart without noise: two for shares, fewer for large distances."""
    return int(np.clip(2 - np.floor(np.log10(max(np.nanmax(np.abs(values)), 1))), 0, 2))
