"""How everything looks: the style of a notebook, and the colour, mark and line of each group.

A group (an outlet, a party) keeps its look in every figure, because the look follows from its *position* among all
groups of the corpus and not from what a single figure happens to show.
"""

from typing import NamedTuple

import pandas as pd
from cycler import cycler

# Ten colours out of Okabe and Ito (2008) and Tol (2021), the ten whose smallest difference, seen by a reader with
# protanopia, deuteranopia, tritanopia or none of them, is largest (tests/test_figures_style.py measures it); then
# ordered so that neighbours in the alphabet differ strongly. No grey: grey stands for "the rest" and "no value".
PALETTE = (
    "#0077BB",  # blue
    "#EE7733",  # orange
    "#117733",  # green
    "#882255",  # wine
    "#33BBEE",  # cyan
    "#CCBB44",  # ochre
    "#AA4499",  # purple
    "#000000",  # black
    "#CC79A7",  # pink
    "#332288",  # indigo
)
MARKERS = ("o", "s", "^", "d", "v", "P", "X", "<", ">", "p", "h")  # eleven, prime to ten: 110 pairs before one returns
LINES = ("-", "--", ":", "-.")  # the next one for each further ten groups

INK = "#262626"
FAINT = "#6b6b6b"  # second-rank text: contrast with white 5.3 : 1
RULE = "#dddddd"
REST = "#bdbdbd"

STYLE = {
    "font.family": ["DejaVu Sans"],  # comes with matplotlib, so a figure is the same on every machine
    "font.size": 10,
    "text.color": INK,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.labelsize": 9.5,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": cycler(color=PALETTE),
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "lines.linewidth": 1.6,
    "figure.facecolor": "white",
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "pdf.fonttype": 42,  # letters stay letters in a PDF: searchable, and what publishers ask for
    "svg.fonttype": "none",
    "svg.hashsalt": "analysis",  # else every SVG differs from the last one
}


class Look(NamedTuple):
    """Colour, mark and line style of one group."""

    colour: str
    marker: str
    line: str


def everyone(names) -> list:
    """All groups that `names` may hold, in the order that fixes their looks: categories, else sorted values.

    >>> everyone(pd.Series(["b", None, "a", "b"]))
    ['a', 'b']
    """
    if isinstance(names, str) or not pd.api.types.is_list_like(names):
        raise TypeError(
            f'`names` must be a column of groups, such as articles["outlet"], or a list of names; '
            f"got {type(names).__name__}."
        )
    dtype = getattr(names, "dtype", None)
    if isinstance(dtype, pd.CategoricalDtype):
        return list(dtype.categories)
    values = pd.unique(pd.Series(list(names), dtype=object).dropna())
    return sorted(values, key=lambda value: (str(value), type(value).__name__))


def looks(names) -> dict:
    """The look of each group, by its position among all of them.

    >>> looks(["tass", "bbc"])["bbc"]
    Look(colour='#0077BB', marker='o', line='-')
    """
    return {
        name: Look(PALETTE[i % len(PALETTE)], MARKERS[i % len(MARKERS)], LINES[i // len(PALETTE) % len(LINES)])
        for i, name in enumerate(everyone(names))
    }


def colours(names) -> dict:
    """Return the colour that each group has in every figure.

    Parameters
    ----------
    names : Series, Categorical, Index or list
        Groups, such as ``articles["outlet"]``. Of a Categorical all categories get a colour, by their position, whether
        or not they occur: an outlet keeps its colour in a part of the corpus that lacks other outlets. Of anything
        else the sorted distinct values, so that colours agree only between figures of the same groups.

    Returns
    -------
    dict
        Colour as ``"#rrggbb"`` by group. There are ten, told apart by readers with any common form of colour blindness;
        the eleventh group has the first colour again and is told apart by mark and line style.

    Raises
    ------
    TypeError
        `names` is a single string or not a collection.

    Examples
    --------
    >>> from analysis import figures
    >>> outlets = pd.Categorical(["cnn.com"], categories=["bbc.com", "cnn.com", "tass.com"])
    >>> figures.colours(outlets)
    {'bbc.com': '#0077BB', 'cnn.com': '#EE7733', 'tass.com': '#117733'}
    """
    return {name: look.colour for name, look in looks(names).items()}
