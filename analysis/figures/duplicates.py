"""Who prints whose reports: `duplicates` (copies by outlet) and `wire` (reports of agencies by outlet)."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ._canvas import canvas, checked, explained, fonts, nothing, written
from .grids import HEAT, ink_on
from .style import everyone


def duplicates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a heat map of copies: a row for each outlet that was first, a column for each that copied.

    Parameters
    ----------
    table : DataFrame
        What `corpus.duplicates` makes, of articles with an `outlet`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        Each cell holds the number of copies, exact and near; on the diagonal an outlet repeats itself. The scale of
        colours is that of square roots. Articles without an outlet are left out.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"origin": ["a1", "a1"], "kind": ["origin", "near"], "outlet": ["A", "B"]}, index=["a1", "b1"]
    ... )
    >>> [text.get_text() for text in figures.duplicates(table).texts]
    ['1']
    """
    checked("duplicates", table, ["origin", "kind", "outlet"], empty=True)
    first = table["outlet"].astype(object).reindex(table["origin"]).to_numpy()
    copies = pd.DataFrame({"first": first, "later": table["outlet"].astype(object).to_numpy()})
    copies = copies[(table["kind"] != "origin").to_numpy()].dropna()
    if copies.empty:
        return nothing(canvas(ax, 5.0, 2.0), "no article was copied by an outlet")
    counts = pd.crosstab(copies["first"], copies["later"])
    order = everyone(table["outlet"])
    counts = counts.reindex(
        index=[name for name in order if name in counts.index], columns=[name for name in order if name in counts]
    )
    labels = "had it first", "copied it (of one day: comes later by its id)"
    return _heat(ax, counts.to_numpy(float), counts.to_numpy().astype(str), counts.index, counts.columns, labels)


def wire(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a heat map of agencies' reports: rows are outlets, columns agencies, from the most to the least.

    Parameters
    ----------
    table : DataFrame
        What `corpus.wire` makes.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The colour is the share of the outlet's articles, on a scale of square roots; each cell holds the number of
        articles that bear the agency's signature, and behind a plus those that bear none and are copies of one that
        does.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"outlet": ["A"], "agency": ["AP"], "signed": [7], "unsigned": [2], "share": [0.3]})
    >>> [text.get_text() for text in figures.wire(table).texts]
    ['7 +2']
    """
    numbers = ["signed", "unsigned", "share"]
    checked("wire", table, ["outlet", "agency"], numbers, known=numbers, empty=True)
    if table.empty:
        return nothing(canvas(ax, 5.0, 2.0), "no article bears the signature of an agency")
    there = set(table["outlet"])
    outlets = [name for name in everyone(table["outlet"]) if name in there]
    total = (table["signed"] + table["unsigned"]).groupby(table["agency"]).sum()
    agencies = sorted(total.index, key=lambda name: (-total[name], str(name).lower()))
    values, texts = np.zeros((len(outlets), len(agencies))), np.full((len(outlets), len(agencies)), "0", dtype=object)
    for row in table.itertuples():
        cell = outlets.index(row.outlet), agencies.index(row.agency)
        values[cell] = row.share
        texts[cell] = f"{row.signed}" + (f" +{row.unsigned}" if row.unsigned else "")
    note = f"the darker, the larger the share of the outlet's articles, up to {100 * values.max():.0f} %"
    return _heat(ax, values, texts, outlets, agencies, (None, note))


def _heat(ax, values, texts, rows, columns, labels) -> Axes:
    """A heat map with its numbers written in, cells of 0 left white."""
    rows, columns = [written(name) for name in rows], [written(name, longest=22) for name in columns]
    height, width = values.shape
    ax = canvas(ax, max(4.5, 2.4 + 0.7 * width), max(2.6 if labels[0] else 1.9, 1.6 + 0.32 * height))
    scaled = np.sqrt(values / max(values.max(), 1e-12))
    ax.pcolormesh(scaled, cmap=HEAT, vmin=0, vmax=1, edgecolors="white", linewidth=1.0)
    for row, column in zip(*np.nonzero(values), strict=True):
        colour = ink_on(HEAT(scaled[row, column]))
        ax.text(column + 0.5, row + 0.5, texts[row, column], ha="center", va="center", size=8.5, color=colour)
    ax.set_xticks(np.arange(width) + 0.5, labels=columns, fontfamily=fonts(columns))
    if max(len(name) for name in columns) > 7:
        for label in ax.get_xticklabels():
            label.set(rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(np.arange(height) + 0.5, labels=rows, fontfamily=fonts(rows))
    ax.set(xlim=(0, width), ylim=(height, 0), ylabel=labels[0] or "", xlabel=explained(labels[1], [*rows, *columns]))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    return ax
