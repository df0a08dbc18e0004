"""From a line to its article: views for a notebook, and the same in plain text for a terminal."""

import textwrap
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analysis import _check, _notebook

from . import _markup

KNOWN = 26  # letters of what is known of an article before it takes a second line in a notebook
CONTEXT = 40  # letters on either side of a match in a terminal
MATCH = 24  # letters of a match before it takes a second line in a notebook
WIDTH = 100  # of a passage in a terminal


@dataclass(frozen=True, repr=False)
class View:
    """Something to read: a notebook shows its `html`, a terminal its `text`."""

    html: str
    text: str

    def _repr_html_(self):
        return f'<div class="{_notebook.PLAIN}">{self.html}</div>'

    def __repr__(self):
        return self.text


def browse(lines: pd.DataFrame, articles: pd.DataFrame, *, n: int = 20) -> View:
    """The first lines of a concordance, one below the other with their matches aligned; each opens its article.

    Parameters
    ----------
    lines : DataFrame
        What `concordance` or `evidence` makes, in any order and any part of it.
    articles : DataFrame
        The articles that the lines were made from; `outlet`, `date` and `title` are shown where they are columns.
    n : int, default 20
        How many lines at most; below them stands how many there are in all.

    Returns
    -------
    View
        In a notebook a click on a line shows its article below it with the match marked, as far as about 1,500
        characters to either side; `read` shows all of it.

    Raises
    ------
    ValueError
        If `lines` is no such table, or was made from other articles.

    Examples
    --------
    >>> from analysis import terms
    >>> articles = pd.DataFrame({"text": ["Talks between NATO and Russia", "NATO’s aim"]}, index=["a1", "a2"])
    >>> browse(terms.concordance(articles, "nato"), articles)
    a1  Talks between  NATO    and Russia
    a2                 NATO’s  aim
    """
    n = _check.whole("n", n, least=1)
    passages = isinstance(lines, pd.DataFrame) and "text" in lines.columns
    columns = ["text"] if passages else ["left", "match", "right"]
    _check.table("lines", lines, ["article_id", "start", "end", *columns])
    _check.table("articles", articles, ["text"])
    shown = lines.head(n)
    places = [_place(articles, row) for _, row in shown.iterrows()]
    cells = shown[columns].to_numpy().tolist()
    longest = max((len(_markup.BETWEEN.join(place.known)) for place in places), default=0)
    widths, sides = [f"{min(longest, KNOWN)}ch", *len(columns) * ["minmax(0,1fr)"]], ["left"]
    if not passages:
        widths[2] = f"{min(shown['match'].str.len().max(), MATCH) + 3}ch" if len(shown) else "auto"
        sides = ["right", "center", "left"]
    html = [
        _markup.line(
            place.known,
            [_markup.cell(text, side) for text, side in zip(row, sides, strict=True)],
            widths,
            _markup.article(*place, whole=False),
        )
        for place, row in zip(places, cells, strict=True)
    ]
    plain = _passages(places, cells) if passages else _aligned(places, cells)
    if len(shown) < len(lines) or lines.empty:
        count = f"{len(shown):,} of {len(lines):,} lines" if len(lines) else "no lines"
        html.append(f"<p>{_markup.small(count)}</p>")
        plain.append(count)
    return View(f"<div>{''.join(html)}</div>", _markup.readable("\n".join(plain)))


def read(articles: pd.DataFrame, row: pd.Series) -> View:
    """One whole article with a match marked.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`; `title`, `outlet` and `date` are shown where they are columns.
    row : Series
        A row of what `concordance` or `evidence` made from these articles, such as ``lines.loc[3]``.

    Returns
    -------
    View
        Where much comes before the match, all but about 1,500 characters of it is folded, so that the view begins near
        the match; a click shows the rest.

    Raises
    ------
    TypeError, ValueError
        If the row is none of such a table, or was made from other articles.

    Examples
    --------
    >>> from analysis import terms
    >>> articles = pd.DataFrame({"text": ["Talks between NATO and Russia"], "title": "Talks"}, index=["a1"])
    >>> read(articles, terms.concordance(articles, "nato").loc[0])
    Talks
    a1
    <BLANKLINE>
    Talks between >>NATO<< and Russia
    """
    _check.table("articles", articles, ["text"])
    if not isinstance(row, pd.Series) or not {"article_id", "start", "end"} <= set(row.index):
        found = f"one with {_check.listing(row.index)}" if isinstance(row, pd.Series) else type(row).__name__
        raise TypeError(
            "`row` must be a row of the table that terms.concordance or terms.evidence makes, such as lines.loc[3]; "
            f"got {found}."
        )
    place = title, known, text, start, end = _place(articles, row)
    marked = f"{text[:start]}>>{text[start:end]}<<{text[end:]}"
    return View(
        _markup.article(*place, whole=True),
        _markup.readable("\n".join([*([title] if title else []), _markup.BETWEEN.join(known), "", marked])),
    )


class _Place(NamedTuple):
    """A place in the text of an article, and what is known of the article."""

    title: str
    known: list[str]  # id, outlet and date, as far as there are
    text: str
    start: int
    end: int


def _place(articles, row):
    """The place that a row says; raise unless it is one of the articles."""
    name, start, end = row["article_id"], row["start"], row["end"]
    rows = articles.index.get_indexer_for([name])
    if len(rows) > 1 or rows[0] < 0:
        found = f"{len(rows)} are" if len(rows) > 1 else "none is"
        raise ValueError(
            f"`articles` must hold each article of the lines once; {found} {name!r}. "
            "Give the table that the lines were made from."
        )
    article = articles.iloc[rows[0]]
    text = article["text"]
    said = row.get("match", row.get("text"))
    if not isinstance(text, str) or not 0 <= start <= end <= len(text) or said not in (None, text[start:end]):
        raise ValueError(
            f"The text of article {name!r} does not have {said!r} at {start} to {end}, as the line says. "
            "Give the table that the lines were made from."
        )
    facts = {column: value for column, value in article.items() if isinstance(value, pd.Timestamp | str)}
    known = [name, *(facts[column] for column in ("outlet", "date") if column in facts)]
    known = [f"{fact:%Y-%m-%d}" if isinstance(fact, pd.Timestamp) else str(fact) for fact in known]
    return _Place(facts.get("title", ""), known, text, start, end)


def _aligned(places, cells):
    """Lines in plain text, as long as a terminal is wide."""
    rows = [
        (_markup.BETWEEN.join(place.known), _tail(left), " ".join(match.split()), _head(right))
        for place, (left, match, right) in zip(places, cells, strict=True)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        f"{meta:<{widths[0]}}  {left:>{widths[1]}}  {match:<{widths[2]}}  {right}".rstrip()
        for meta, left, match, right in rows
    ]


def _tail(left):
    return left if len(left) <= CONTEXT else "…" + left[1 - CONTEXT :]


def _head(right):
    return right if len(right) <= CONTEXT else right[: CONTEXT - 1] + "…"


def _passages(places, cells):
    indented = {"initial_indent": "    ", "subsequent_indent": "    "}
    return [
        f"{_markup.BETWEEN.join(place.known)}\n{textwrap.fill(text, WIDTH, **indented)}"
        for place, (text,) in zip(places, cells, strict=True)
    ]
