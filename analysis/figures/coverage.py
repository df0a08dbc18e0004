"""How many articles there are, where and when: `coverage`."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ._canvas import canvas, checked, fonts, written
from .grids import HEAT, ink_on

PRINTED = 40  # periods up to which the cells hold their numbers; further ones are told by colour alone
LABELS = 12  # dates written below the axis at most


def coverage(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a heat map of the number of articles in each period, one row per group.

    Parameters
    ----------
    table : DataFrame
        What `corpus.coverage` makes: index `period`, a column of counts per group.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        White is no article, the darkest blue the largest count; the scale is that of square roots, because one full
        week would bleach all others. Up to 40 periods have their numbers written in.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"A": [3, 0]}, index=pd.to_datetime(["2021-01-04", "2021-01-11"]))
    >>> [text.get_text() for text in figures.coverage(table).texts]
    ['3']
    """
    columns = list(table.columns) if isinstance(table, pd.DataFrame) else ()
    checked("coverage", table, numbers=columns, known=columns)
    if not isinstance(table.index, pd.DatetimeIndex):
        raise ValueError(
            "figures.coverage needs `period` as dates (datetime64) in the index, as corpus.coverage makes it; "
            f"got {table.index.dtype}. Convert it with pd.to_datetime."
        )
    values = table.to_numpy(float).T
    rows, columns = values.shape
    ax = canvas(ax, max(6.0, 1.6 + (0.36 * columns if columns <= PRINTED else 8.0)), 1.1 + 0.3 * rows)
    scaled = np.sqrt(values / max(values.max(), 1.0))
    ax.pcolormesh(scaled, cmap=HEAT, vmin=0, vmax=1, edgecolors="white", linewidth=1.0 if columns <= PRINTED else 0)
    if columns <= PRINTED:
        for row, column in zip(*np.nonzero(values), strict=True):
            number, colour = f"{values[row, column]:.0f}", ink_on(HEAT(scaled[row, column]))
            ax.text(column + 0.5, row + 0.5, number, ha="center", va="center", size=7.5, color=colour)
    step = -(-columns // LABELS)
    days = [f"{day:%Y-%m-%d}" for day in table.index[::step]]
    ax.set_xticks(np.arange(0, columns, step) + 0.5, labels=days, rotation=40, ha="right", rotation_mode="anchor")
    names = [written(name) for name in table.columns]
    ax.set_yticks(np.arange(rows) + 0.5, labels=names, fontfamily=fonts(names))
    ax.set(xlim=(0, columns), ylim=(rows, 0), xlabel="period, named by its first day; the darker, the more articles")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax
