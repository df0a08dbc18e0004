"""LexisNexis before Nexis Uni as HTML: each document between comments with ``<DOC NUMBER=1>``."""

import re
from collections.abc import Iterator

from analysis.corpus.readers import _html, _labelled, _lexis, _nexis, lexis_text
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.readers._html import parse_html
from analysis.corpus.reconciling import Record

FORMAT = "LexisNexis HTML"
# A document is taken from here to the next one and parsed alone: damage to one, or an element that is never closed, as
# some exports have between any two, does not reach the others.
_ANCHOR = r"<a\s+name\s*=\s*[\"']?DOC_ID_\d+_\d+[\"']?\s*>(?:\s*</a>)?"
_COMMENT = r"<!--[^<>]{0,80}<DOC\s+NUMBER\s*=\s*\d+\s*>\s*(?:<DOCFULL>\s*)?-->"
BEGINNING = re.compile(rf"{_ANCHOR}\s*(?:{_COMMENT})?|{_COMMENT}", re.IGNORECASE)
DOCUMENTS = re.compile(r"<meta\s[^>]{0,300}?\bdocuments\s*=\s*[\"']?(\d{1,9})\b", re.IGNORECASE)
MARK_WITHIN = 4  # paragraphs at the top of a document in which its number is looked for


def fits(file: File) -> bool:
    """Whether a document begins as these exports mark it."""
    return b"DOC" in file.data and file.is_text and bool(BEGINNING.search(file.text))


def read(file: File, record: Record) -> Iterator[dict]:
    """The documents as articles, numbered as they are themselves; announced is what the head of the page says."""
    begun = list(BEGINNING.finditer(file.text))
    cover = file.text[: begun[0].start()]
    said = DOCUMENTS.search(cover)
    record.announced = int(said[1]) if said else None
    blocks = _blocks(cover, record)
    record.announced = record.announced or lexis_text.announced("\n".join(blocks))
    _nexis.check_cover(blocks, record)
    documents = [_blocks(markup, record) for markup in _labelled.between(file.text, begun)]
    marks = [_take_mark(document) for document in documents]
    for number, document in _nexis.documents(documents, marks, record):
        item = _lexis.article(document, number, record)
        if item:
            yield item


def _blocks(markup: str, record: Record) -> list[str]:
    """The paragraphs of a piece of the page; where it has none, `record` is told why."""
    if not markup.strip():
        return []
    try:
        return _html.paragraphs(parse_html(markup))
    except Unreadable as error:
        record.defect(error.reason, error.value)
        return []


def _take_mark(blocks: list[str]) -> re.Match | None:
    """The paragraph with the number of the document, taken out of its paragraphs."""
    for i, block in enumerate(blocks[:MARK_WITHIN]):
        if match := _nexis.MARK.fullmatch(block):
            del blocks[i]
            return match
    return None
