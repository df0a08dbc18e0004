"""From the rows of a table to articles: which column holds what."""

import re
import unicodedata
from collections.abc import Iterator

import pandas as pd

from analysis import _check
from analysis.corpus.readers import _labelled, _nested
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record
from analysis.corpus.spreadsheets import CELL

# What columns are called in the exports of databases, interfaces and scrapers, and by people in German, French and
# Turkish, as `folded` has it; the first that a table has is taken. What an object holds has its name in front.
NAMES = {
    "article_id": ("article_id", "id", "id $oid"),
    "text": (
        *("text", "body", "full text", "fulltext", "article text", "article body", "content", "story", "maintext"),
        *("main text", "body text", "article content", "fields body text", "fields body", "article body text"),
        *("volltext", "artikeltext", "inhalt", "texte", "texte intégral", "contenu", "corps", "metin", "haber metni"),
        *("içerik", "tam metin"),
    ),
    "date": (
        *("date", "published", "publication date", "publish date", "date published", "published at", "pubdate"),
        *("pub date", "date publish", "web publication date", "published date", "published on", "date time"),
        *("datum", "erscheinungsdatum", "veröffentlicht am", "date de publication", "date de parution", "tarih"),
        *("yayin tarihi",),
    ),
    "outlet": (
        *("outlet", "source", "newspaper", "publication", "publication title", "source name", "publisher"),
        *("media name", "source title", "source domain", "zeitung", "medium", "quelle", "journal", "média"),
        *("gazete", "kaynak"),
    ),
    "title": (
        *("title", "headline", "article title", "headline main", "web title"),
        *("titel", "überschrift", "schlagzeile", "titre", "başlik"),
    ),
    "language": ("language", "lang", "sprache", "langue", "dil"),
    "url": ("url", "link", "article url", "web url"),
    "byline": ("byline", "author", "authors", "byline original", "fields byline", "autor", "auteur", "yazar"),
    "section": ("section", "section name", "ressort", "rubrik", "rubrique", "bölüm"),
}
BETWEEN = {"text": "\n\n"}  # a list of texts is one of paragraphs; other lists become lists with semicolons


def folded(column: object) -> str:
    """A column's name as `NAMES` has it.

    >>> folded("publishedAt"), folded("Full_Text"), folded("full-text"), folded("BAŞLIK") == folded("Başlık")
    ('published at', 'full text', 'full text', True)
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]", " ", unicodedata.normalize("NFC", str(column)))
    name = _labelled.folded(apart)
    return name.replace("i\N{COMBINING DOT ABOVE}", "i").replace("\N{LATIN SMALL LETTER DOTLESS I}", "i")


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
    for field, column in file.options.fields.items():
        if column not in frame:
            record.defect("column is not there", f"{column!r} as {field}")
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
    cells = [_cells(frame[column], names[column]) for column in names]
    for place, whole, *row in zip(places, filled, *cells, strict=True):
        if whole:
            item = {name: cell for name, cell in zip(names.values(), row, strict=True) if cell is not None}
            if isinstance(item.get("text"), str) and len(item["text"]) == CELL:
                record.defect("text fills its cell", item["text"][-40:], position=int(place))
            yield {"position": int(place)} | item


def _cells(column: pd.Series, name: str) -> list:
    """The cells of a column, None where there is none, and a list as one text."""
    cells = column.astype("object").where(column.notna(), None)
    return [_nested.joined(cell, BETWEEN.get(name, "; ")) for cell in cells]
