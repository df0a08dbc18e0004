"""What is wrong with a corpus: `check`."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from .._check import whole
from ._canvas import canvas, checked, floats, nothing, write_rows
from .style import PALETTE

ROOM = 1.22  # of the longest bar, so that its number stands inside the figure


def check(table: pd.DataFrame, *, n: int = 25, ax: Axes | None = None) -> Axes:
    """Return Axes with a bar for each kind of defect: in how many articles it is.

    Parameters
    ----------
    table : DataFrame
        What `corpus.check` makes: index `defect`, columns `articles` and `share`.
    n : int
        How many defects, those in the most articles.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The most frequent defect on top, with its number of articles and their share of all. An article has several
        defects or none, so that the shares do not add up. A table without a row says that nothing was found.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"articles": [3, 12], "share": [0.03, 0.12]}, index=["no title", "template"])
    >>> [text.get_text() for text in figures.check(table.rename_axis("defect")).texts]
    ['12 (12 %)', '3 (3 %)']
    """
    numbers = ["articles", "share"]
    checked("check", table, numbers=numbers, known=numbers, empty=True)
    n = whole("n", n, least=1)
    shown = table.sort_values("articles", ascending=False, kind="stable").head(n)
    ax = canvas(ax, 7.0, 1.0 + 0.3 * max(len(shown), 3))
    if shown.empty:
        return nothing(ax, "No defect was found by these rules.")
    values = floats(shown["articles"])
    ax.barh(range(len(shown)), values, height=0.62, color=PALETTE[0])
    for row, (value, share) in enumerate(zip(values, floats(shown["share"]), strict=True)):
        ax.annotate(
            f"{value:,.0f} ({_percent(share)})",
            (value, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
        )
    write_rows(ax, shown.index, banded=True)
    ax.set(xlim=(0, ROOM * max(values.max(), 1)), xlabel="articles that have it (and share of all articles)")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    return ax


def _percent(share: float) -> str:
    """A share in per cent, never rounded to nothing.

    >>> _percent(0.164), _percent(0.0003), _percent(0.0), _percent(0.006)
    ('16 %', '< 0.1 %', '0 %', '0.6 %')
    """
    if 0 < share < 0.001:
        return "< 0.1 %"
    return f"{share:.1%}".replace("%", " %") if 0 < share < 0.0095 else f"{share:.0%}".replace("%", " %")
