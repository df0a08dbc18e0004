"""From the rows of a table to articles: which column holds what."""

import re
from collections.abc import Iterator

import pandas as pd

from analysis import _check
from analysis.corpus.readers import _labelled
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

# What columns are called in the exports of databases, interfaces and scrapers; the first that a table has is taken.
NAMES = {
    "article_id": ("article_id", "id"),
    "text": ("text", "body", "full text", "fulltext", "article text", "article body", "content", "story", "maintext"),
    "date": ("date", "published", "publication date", "publish date", "date published", "published at", "pubdate"),
    "outlet": ("outlet", "source", "newspaper", "publication", "publication title", "source name", "publisher"),
    "title": ("title", "headline", "article title"),
    "language": ("language", "lang"),
    "url": ("url", "link", "article url"),
    "byline": ("byline", "author", "authors"),
    "section": ("section",),
}


def folded(column: object) -> str:
    """A column's name as `NAMES` has it.

    >>> folded("publishedAt"), folded("Full_Text"), folded("full-text")
    ('published at', 'full text', 'full text')
    """
    return _labelled.folded(re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]", " ", str(column)))


def known(columns, file: File) -> dict[str, object]:
    """Which column holds each field: as the caller says, or else by its name; a field without a column is left out."""
    found = {field: column for field, column in file.options.fields.items() if column in columns}
    names = {}
    for column in columns:
        if column not in found.values():
            names.setdefault(folded(column), column)
    for field, candidates in NAMES.items():
        column = next((names[name] for name in candidates if name in names), None)
        if field not in found and column is not None:
            found[field] = column
    return found


def articles(frame: pd.DataFrame, places, file: File, record: Record) -> Iterator[dict]:
    """The rows of a table as articles; those wholly without content are passed over.

    Raises
    ------
    Unreadable
        If no column holds the texts.
    """
    fields = known(list(frame.columns), file)
    if "text" not in fields:
        raise Unreadable("table has no column of texts", f"its columns are {_check.listing(frame.columns)}")
    for field, column in fields.items():
        if column != field and file.options.fields.get(field) != column:
            record.defect("column was taken by its name", f"{column!r} as {field}")
    names = {column: field for field, column in fields.items()}
    names |= {column: str(column) for column in frame if column not in names}
    taken = {"file", "position", "words", *fields}
    names = {
        column: f"{name}_field" if name in taken and column not in fields.values() else name
        for column, name in names.items()
    }
    filled = frame.notna().any(axis=1)
    cells = [frame[column].astype("object").where(frame[column].notna(), None) for column in names]
    for place, whole, *row in zip(places, filled, *cells, strict=True):
        if whole:
            item = {name: cell for name, cell in zip(names.values(), row, strict=True) if cell is not None}
            yield {"position": int(place)} | item
