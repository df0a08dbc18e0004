"""Tables drawn as tables, so that they can be read and seen at once: `top_terms`, `shares`."""

import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.patches import Patch, Rectangle

from .._check import listing, whole
from ._canvas import MAKERS, canvas, checked, explained, floats, fonts, groups_of, is_number, typeface, written
from .style import FAINT, INK, REST

ABREAST = 5  # topics side by side at most: a page's width at readable size; further topics go below
SEED, FOUND = "#9cc8e8", "#e3e3e3"  # light enough to carry black text; their difference survives a grey print
EMPTY_BOX = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
UNNAMED = re.compile(r"other \d+")

# White to dark blue in even steps of OKLab lightness (Ottosson 2020): equal differences of a share look equal, also in
# grey and to colour-blind readers. tests/test_figures_grids.py measures it.
STOPS = ["#f3fcff", "#c6e4f9", "#9cccef", "#75b3e4", "#5199d5", "#327fc3", "#1665ae", "#024c94", "#003574"]
HEAT = LinearSegmentedColormap.from_list("share", STOPS)


def top_terms(table: pd.DataFrame, *, n: int = 10, ax: Axes | None = None) -> Axes:
    """Return Axes with the terms of each topic as a table, a bar behind each term for its probability, seeds marked.

    Parameters
    ----------
    table : DataFrame
        What `topics.top_terms` makes: columns `topic`, `rank`, `term`, `probability`, `seed`. To show some topics only,
        filter: ``table[table["topic"].isin(["NATO", "Libya"])]``.
    n : int
        How many terms of each topic, by rank.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        A column for each topic, up to five abreast and the next ones below. Bars of all topics share one scale, which
        the label below gives. Seeds are bold on blue, the terms that the model found are plain on grey.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"topic": "NATO", "rank": [1, 2], "term": ["nato", "alliance"], "probability": [0.04, 0.02],
    ...      "seed": [True, False]}
    ... )
    >>> ax = figures.top_terms(table)
    >>> [text.get_text() for text in ax.texts]
    ['NATO', 'nato', 'alliance']
    """
    n = whole("n", n, least=1)
    checked("top_terms", table, ["topic", "term", "seed"], ["rank", "probability"])
    if not pd.api.types.is_bool_dtype(table["seed"]) or table["seed"].isna().any():
        raise ValueError("figures.top_terms needs `seed` as True or False for every row, as topics.top_terms makes it.")
    topics = groups_of("top_terms", table["topic"], kind="topic")
    abreast = math.ceil(len(topics) / math.ceil(len(topics) / ABREAST))
    kept = {topic: table[(table["topic"] == topic).to_numpy()].sort_values("rank").head(n) for topic in topics}
    deep = max(len(part) for part in kept.values())
    blocks = math.ceil(len(topics) / abreast)
    terms = pd.concat(kept.values())["term"].map(written)
    widest = min(max(1.3, 0.35 + 0.075 * terms.str.len().max()), 2.4)
    ax = canvas(ax, max(5.5, widest * abreast), 0.8 + 0.25 * (deep + 1.6) * blocks)
    ax.set(xlim=(0, abreast), ylim=(blocks * (deep + 1.6) - 0.4, 0))
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    largest = np.nanmax(np.append(floats(pd.concat(kept.values())["probability"]), 0.0))
    for i, topic in enumerate(topics):
        left, top = i % abreast, i // abreast * (deep + 1.6)
        _column(ax, (left, top), topic, kept[topic], largest)
    scale = f"bar: probability of the term in its topic, the longest {100 * largest:.2g} %, all on one scale"
    ax.legend(
        handles=[Patch(color=SEED, label="seed (bold)"), Patch(color=FOUND, label="found by the model")],
        title=explained(scale, [*terms, *topics]),
        alignment="left",
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=0.4,
        borderpad=0,
        frameon=False,
        ncols=2,
    )
    return ax


def _column(ax, corner, topic, part, largest):
    """One topic: its name over a rule, then its terms, each on its bar."""
    left, top = corner
    name = written(topic, longest=22)
    ax.text(left, top + 0.5, name, va="center", size=10, **typeface(name, bold=True))
    ax.plot([left, left + 0.94], [top + 1, top + 1], color=INK, linewidth=0.9)
    for i, (term, probability, seed) in enumerate(
        zip(part["term"], floats(part["probability"]), part["seed"], strict=True)
    ):
        y = top + 1.15 + i
        length = 0.94 * probability / largest if largest > 0 and probability > 0 else 0.0
        ax.add_patch(Rectangle((left, y + 0.06), length, 0.88, color=SEED if seed else FOUND, linewidth=0))
        term = written(term)
        style = typeface(term, bold=bool(seed))
        drawn = ax.text(left + 0.02, y + 0.5, term, va="center", size=9, clip_on=True, **style)
        drawn.set_clip_path(Rectangle((left, y), 0.99, 1, transform=ax.transData))  # never into the next column


def shares(table: pd.DataFrame, *, n: int = 25, ax: Axes | None = None) -> Axes:
    """Return Axes with a heat map of how much of each article belongs to each topic, in percent.

    Parameters
    ----------
    table : DataFrame
        What the `transform` of `topics.NamedTopics` makes: one row for each article, one column for each topic. Means
        of groups are drawn in the same way: ``shares.groupby(articles["outlet"], observed=True).mean()``.
    n : int
        At most so many rows: those with the largest share of a named topic, in the order of the table.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        Rows as in the table, columns the named topics. The columns "other 1", "other 2", ... are added up into one,
        without colour, since it is no topic but the rest (a table of only such columns shows each). White is 0, the
        darkest blue the largest share shown. A row without a value (no words left to judge) is hatched.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a column that does not hold numbers; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"NATO": [0.7, 0.1], "other 1": [0.1, 0.5], "other 2": [0.2, 0.4]}, index=["a1", "a2"])
    >>> ax = figures.shares(table)
    >>> [text.get_text() for text in ax.texts]
    ['70', '30', '10', '90']
    """
    n = whole("n", n, least=1)
    checked("shares", table)
    worded = [column for column in table.columns if not is_number(table[column])]
    if worded:
        raise ValueError(
            f"figures.shares draws the table that {MAKERS['shares']} makes, a number for each topic; "
            f"{listing(worded)} of this one must hold numbers, and does not. Draw the columns of topics only."
        )
    named = [column for column in table.columns if not UNNAMED.fullmatch(str(column))] or list(table.columns)
    others = [column for column in table.columns if column not in named]
    peak = table[named].max(axis=1).fillna(-1.0)
    chosen = np.sort(np.argsort(-peak.to_numpy(float), kind="stable")[:n])
    shown = table.iloc[chosen]
    values = np.column_stack([floats(shown[column]) for column in named])
    rest = np.sum([floats(shown[column]) for column in others], axis=0) if others else None
    rows, columns = values.shape
    wide = columns + (1.15 if others else 0)  # a small gap sets the rest apart
    ax = canvas(ax, 1.6 + 0.78 * wide, 1.5 + 0.27 * rows)
    empty = np.isnan(values).all(axis=1)
    largest = np.nanmax(values) if not empty.all() else 1.0
    scaled = np.clip(values / (largest or 1.0), 0, 1)
    ax.pcolormesh(np.ma.masked_invalid(scaled), cmap=HEAT, vmin=0, vmax=1, edgecolors="white", linewidth=1.0)
    for row in range(rows):
        if empty[row]:
            ax.add_patch(Rectangle((0, row), wide, 1, facecolor="#eeeeee", edgecolor=REST, hatch="////", linewidth=0))
            ax.text(wide / 2, row + 0.5, "no words", ha="center", va="center", size=8, color=INK, bbox=EMPTY_BOX)
            continue
        for column in range(columns):
            _cell(ax, column, row, values[row, column], ink_on(HEAT(scaled[row, column])))
        if others:
            _cell(ax, wide - 1, row, rest[row], FAINT)
    names = [written(name, longest=22) for name in (*named, *(["the rest"] if others else []))]
    ax.set_xticks(
        [*(np.arange(columns) + 0.5), *([wide - 0.5] if others else [])], labels=names, fontfamily=fonts(names)
    )
    ax.xaxis.tick_top()
    if max(len(name) for name in names) > 10:
        plt.setp(ax.get_xticklabels(), rotation=40, ha="left", rotation_mode="anchor")
    labels = [written(name) for name in shown.index]
    ax.set_yticks(np.arange(rows) + 0.5, labels=labels, fontfamily=fonts(labels))
    ax.set(xlim=(0, wide), ylim=(rows, 0))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.xaxis.set_label_position("bottom")
    ax.set_xlabel(explained("share of the topic, in %", [*names, *labels]))
    return ax


def _cell(ax, left, row, value, colour):
    """A share as whole percent; a value that would read as 0 and is not, as "<1"."""
    if np.isnan(value):
        return
    text = "<1" if 0 < value < 0.005 else f"{100 * value:.0f}"
    ax.text(left + 0.5, row + 0.5, text, ha="center", va="center", size=8.5, color=colour)


def ink_on(colour) -> str:
    """Black or white, whichever is read better on `colour`: relative luminance and its middle as in WCAG 2.2.

    >>> ink_on("#ffd54d"), ink_on("navy")
    ('black', 'white')
    """
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return "black" if linear @ [0.2126, 0.7152, 0.0722] > 0.179 else "white"
