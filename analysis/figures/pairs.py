"""Words that go together, a row for each sequence or pair: `collocations`, `cooccurrence`."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .._check import whole
from ._canvas import canvas, checked, explained, floats, fonts, write_rows, written
from .dots import ROW, draw_dots
from .style import FAINT

Z = 1.959964  # half the width of a 95 % interval, in standard errors
LOGARITHMS = ("log_dice", "pmi", "pmi2", "pmi3")  # an axis shows one unit of these at least: less is no difference
FACTS = ("count", "expected", "articles", "word_count", "other_count")  # columns of terms.cooccurrence but the measures
MEASURES = {  # how the value axis is named
    "log_dice": "logDice: one more is twice as strong",
    "g2": "log-likelihood G\N{SUPERSCRIPT TWO}",
    "chi2": "chi-squared",
    "t_score": "t-score: standard errors above chance",
    "z_score": "z-score: standard deviations above chance",
    "pmi": "mutual information (PMI) in bits: 0 is chance, 1 twice as often",
    "npmi": "normalized mutual information (NPMI): 0 is chance",
    "pmi2": "mutual information (PMI\N{SUPERSCRIPT TWO}) in bits",
    "pmi3": "mutual information (PMI\N{SUPERSCRIPT THREE}) in bits",
    "dice": "Dice coefficient",
    "delta_p": "\N{GREEK CAPITAL LETTER DELTA}P: how far the word foretells the other",
    "delta_p_reverse": "\N{GREEK CAPITAL LETTER DELTA}P: how far the other foretells the word",
    "minimum_sensitivity": "minimum sensitivity",
}


def collocations(table: pd.DataFrame, *, n: int = 20, ax: Axes | None = None) -> Axes:
    """Return Axes with the first collocations of the table as dots: how strongly their words attract each other.

    A dot is lambda with its 95 % interval, lambda +- 1.96 lambda / z. Which collocations are shown, and in which order,
    is decided by the order of the table, which is that of z: it asks for evidence, where lambda alone would put the
    rarest first.

    Parameters
    ----------
    table : DataFrame
        What `terms.collocations` makes: index `collocation`, columns `lambda`, `z`, `count`, `articles`.
    n : int
        How many collocations, the first of the table on top.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each collocation; right of the data how often it stands and in how many articles.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"lambda": [7.2, 6.1], "z": [40.0, 20.0], "count": [90, 21], "articles": [60, 9]},
    ...     index=pd.Index(["prime minister", "white house"], name="collocation"),
    ... )
    >>> ax = figures.collocations(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['prime minister', 'white house']
    """
    n = whole("n", n, least=1)
    checked("collocations", table, numbers=["lambda", "z", "count", "articles"])
    shown = table.head(n)
    strength, z = floats(shown["lambda"]), floats(shown["z"])
    half = np.abs(np.divide(Z * strength, z, out=np.full(len(z), np.nan), where=z != 0))
    ax = _rows(ax, shown, shown.index, strength, half)
    order = "ordered by z, the surest on top" if table["z"].is_monotonic_decreasing else "in the order of the table"
    name = "association \N{GREEK SMALL LETTER LAMDA}, with 95 % interval; for two words the log odds ratio"
    ax.set_xlabel(explained(f"{name}\n{order}", shown.index))
    return ax


def cooccurrence(table: pd.DataFrame, *, n: int = 20, measure: str | None = None, ax: Axes | None = None) -> Axes:
    """Return Axes with the first pairs of the table as dots: how strongly the two words attract each other.

    Parameters
    ----------
    table : DataFrame
        What `terms.cooccurrence` makes: index `word` and `other`, columns `count`, `articles` and measures.
    n : int
        How many pairs, the first of the table on top.
    measure : str, optional
        Which column is drawn; without it the first measure, by which `terms.cooccurrence` orders its table.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each pair, named by the other word alone where the word is the same in all of the table; right of
        the data how often it stands and in how many articles.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; it has no measure; `n` below 1.

    Examples
    --------
    >>> from analysis import figures
    >>> pairs = pd.MultiIndex.from_tuples([("libya", "syria"), ("libya", "coast")], names=["word", "other"])
    >>> table = pd.DataFrame({"count": [35, 8], "articles": [32, 7], "pmi": [5.5, 5.2]}, index=pairs)
    >>> ax = figures.cooccurrence(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['syria', 'coast']
    """
    n = whole("n", n, least=1)
    checked("cooccurrence", table, numbers=["count", "articles"])
    if list(table.index.names) != ["word", "other"]:
        raise ValueError(
            "figures.cooccurrence draws the table that terms.cooccurrence makes, its index `word` and `other`; "
            f"the index of this one has the levels {list(table.index.names)}."
        )
    if measure is None:
        measure = next((column for column in table.columns if column not in FACTS), "log_dice")
    checked("cooccurrence", table, numbers=[measure])
    shown = table.head(n)
    words, others = (shown.index.get_level_values(level) for level in ("word", "other"))
    alone = table.index.get_level_values("word").nunique() == 1
    names = others if alone else [f"{word} \N{MIDDLE DOT} {other}" for word, other in zip(words, others, strict=True)]
    values = floats(shown[measure])
    ax = _rows(ax, shown, names, values, np.full(len(shown), np.nan))
    if measure in LOGARITHMS and np.isfinite(values).any():
        middle = (np.nanmin(values) + np.nanmax(values)) / 2
        ax.update_datalim([(middle - 0.5, 0), (middle + 0.5, 0)], updatey=False)
        ax.autoscale_view(scaley=False)
    name = MEASURES.get(measure, written(measure))
    if alone:
        name = f"near \N{LEFT DOUBLE QUOTATION MARK}{written(words[0])}\N{RIGHT DOUBLE QUOTATION MARK}, by {name}"
    if not shown[measure].is_monotonic_decreasing:
        name += "\nin the order of the table"
    ax.set_xlabel(explained(name, [*words, *others]), fontfamily=fonts([name]))
    return ax


def _rows(ax, shown, names, values, half) -> Axes:
    """Named rows, each with its dot, an interval of `half` to either side where that is known, and its numbers."""
    ax = canvas(ax, 7.5, 1.1 + ROW * len(shown))
    write_rows(ax, names)
    draw_dots(ax, np.arange(len(shown)), values, values - half, values + half)
    ax.margins(x=0.04)
    ax.xaxis.set_major_locator(MaxNLocator(7, min_n_ticks=3, steps=[1, 2, 5, 10]))
    _write_numbers(ax, shown)
    return ax


def _write_numbers(ax, shown):
    """Count and articles of each row right of the data, as two columns of numbers under their names."""
    style = {"color": FAINT, "size": "small", "ha": "right", "va": "center", "annotation_clip": False}
    for column, inches in (("count", 0.6), ("articles", 1.2)):
        place = (72 * inches, 0)
        numbers = floats(shown[column])
        cells = [(-0.9, column), *((row, f"{n:,.10g}") for row, n in enumerate(numbers) if not np.isnan(n))]
        for row, text in cells:
            ax.annotate(text, (1, row), place, xycoords=("axes fraction", "data"), textcoords="offset points", **style)
