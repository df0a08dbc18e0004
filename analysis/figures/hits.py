"""Where the hits of a concordance stand, in time or in their articles: `concordance`."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from .._check import option, whole
from ._canvas import canvas, checked, explained, floats, groups_of, name_days, write_rows
from .style import FAINT, PALETTE, looks

ROW = 0.34  # inches
TALLEST = 0.8  # part of a row's height that the longest tick takes
SHORTEST = 0.12
SMALL = 8.5  # points
ALL = "all hits"


def concordance(table: pd.DataFrame, *, along: str = "time", n: int = 20, ax: Axes | None = None) -> Axes:
    """Return Axes with a tick for each hit of a concordance, at its date or at its place in the article.

    Parameters
    ----------
    table : DataFrame
        What `terms.concordance` makes, joined with facts about its articles. Along time:
        ``lines.join(articles[["date", "outlet"]], on="article_id")``, a row for each outlet (without that column one
        row). Along the article: ``lines.assign(length=lines["article_id"].map(articles["text"].str.len()))``, a row
        for each article that has hits.
    along : {"time", "article"}, default "time"
        Hits of one day and outlet are one tick, whose height grows with the root of their number: else a single day
        with many would hide all others. In an article each hit has its own.
    n : int, default 20
        At most so many rows: those with the most hits, outlets in their order and articles in that of the table.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        The number of hits stands at the end of each row. Hits in articles without a date are counted below the axis.
        Ticks are counts, not rates: a week with more articles has more of them (`corpus.coverage` shows how many).

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; no hit has a date.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"article_id": ["a1", "a1", "a2"], "start": [0, 9, 4], "outlet": ["TASS", "TASS", "CNN"],
    ...      "date": pd.to_datetime(["2021-01-04", "2021-01-04", "2021-01-05"])}
    ... )
    >>> ax = figures.concordance(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['CNN', 'TASS']
    """
    n = whole("n", n, least=1)
    option("along", along, ["time", "article"])
    checked("concordance", table, ["article_id"], ["start"])
    return _in_time(table, n, ax) if along == "time" else _in_articles(table, n, ax)


def _in_time(table, n, ax):
    _joined(table, "date", 'lines.join(articles[["date", "outlet"]], on="article_id")')
    if not pd.api.types.is_datetime64_any_dtype(table["date"]):
        raise ValueError(
            f"figures.concordance needs `date` as dates (datetime64); got {table['date'].dtype}. "
            "Convert it with pd.to_datetime."
        )
    known = table["date"].notna().to_numpy()
    if not known.any():
        raise ValueError(
            'figures.concordance found no hit with a date. Draw their places in the articles: along="article".'
        )
    outlet = table["outlet"] if "outlet" in table.columns else pd.Series(ALL, index=table.index)
    missing = int(outlet.isna().sum())
    if missing:
        raise ValueError(
            f"figures.concordance needs an outlet for every hit; {missing} of {len(outlet)} have none. "
            "Drop them: table.dropna(subset='outlet')."
        )
    look = looks(outlet)
    outlet, dates = outlet[known], table["date"][known].dt.normalize()
    rows = _most(outlet, groups_of("concordance", outlet), n)
    hits = pd.DataFrame({"row": rows.get_indexer(outlet), "day": mdates.date2num(dates)})
    hits = hits[hits["row"] >= 0].groupby(["row", "day"]).size().rename("hits").reset_index()
    heights = np.maximum(SHORTEST, TALLEST * np.sqrt(hits["hits"] / hits["hits"].max()))
    ax = _rows_of_ticks(ax, rows, hits, "day", heights, [look[row].colour for row in rows])
    name_days(ax)
    days = hits["day"].unique()
    if len(days) == 1:
        ax.set_xticks(days, labels=[f"{mdates.num2date(days[0]):%Y-%m-%d}"])
        ax.set_xlim(days[0] - 3, days[0] + 3)
    most = f"{hits['hits'].max():,}"
    note = f"a tick per day with hits, its height by the square root of their number; the tallest: {most}"
    if not known.all():
        note += f"\n{(~known).sum():,} hits in articles without a date are not shown"
    ax.set_xlabel(explained(note, rows))
    return ax


def _in_articles(table, n, ax):
    _joined(table, "length", 'lines.assign(length=lines["article_id"].map(articles["text"].str.len()))')
    checked("concordance", table, numbers=["length"])
    length = floats(table["length"])
    wrong = ~(floats(table["start"]) < length)
    if wrong.any():
        raise ValueError(
            f"figures.concordance needs `length` in characters; {wrong.sum()} of {len(table)} hits lie behind the end "
            "of their article. Take it from the articles that the lines were made from."
        )
    article = table["article_id"]
    rows = _most(article, article.unique(), n)
    hits = pd.DataFrame({"row": rows.get_indexer(article), "place": floats(table["start"]) / length, "hits": 1})
    hits = hits[hits["row"] >= 0]
    ax = _rows_of_ticks(ax, rows, hits, "place", np.full(len(hits), TALLEST), [PALETTE[0]] * len(rows))
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set_xlabel(explained("place in the article, in characters from its beginning", rows))
    return ax


def _joined(table, column, how):
    if column not in table.columns:
        raise ValueError(
            f"figures.concordance needs a column {column!r} beside those that terms.concordance makes. Join it: {how}."
        )


def _most(names, order, n):
    """The n names with the most hits, those that come first among equals, in the given order."""
    hits = names.value_counts(sort=False).reindex(pd.Index(order))
    chosen = np.sort(np.argsort(-hits.to_numpy(), kind="stable")[:n])
    return hits.index[chosen]


def _rows_of_ticks(ax, rows, hits, place, heights, colours):
    """Named rows with a tick at each place, and how many hits each row has."""
    ax = canvas(ax, 8.0, 1.0 + ROW * len(rows))
    write_rows(ax, rows)
    ax.grid(visible=False, axis="x")
    for row, colour in enumerate(colours):
        own = (hits["row"] == row).to_numpy()
        half = heights[own] / 2
        ax.vlines(hits[place][own], row - half, row + half, color=colour, linewidth=1.3)
        total = f"{hits['hits'][own].sum():,}"
        ax.text(1.01, row, total, transform=ax.get_yaxis_transform(), va="center", size=SMALL, color=FAINT)
    return ax
