"""Exports of Nexis Uni and of its forerunner as Word documents (docx): many articles in one file, or one in each."""

from collections.abc import Iterator

from analysis.corpus.readers import _nexis, _nexis_uni, _word, lexis_text
from analysis.corpus.readers._archives import part
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "Nexis docx"


def fits(file: File) -> bool:
    """Whether it is a Word document in which documents end, or begin, as these exports say it."""
    if not _word.is_document(file):
        return False
    try:
        data = part(file, _word.BODY)
    except Unreadable:
        return False
    return _nexis_uni.in_bytes(data)


def read(file: File, record: Record) -> Iterator[dict]:
    """The documents as articles, numbered by their bookmarks; announced is what the cover page says."""
    paragraphs = _word.paragraphs(file)
    text = "\n\n".join(one.text for one in paragraphs)
    if _nexis.MARK.search(text):
        yield from lexis_text.articles(text, record)
    else:
        yield from _nexis_uni.articles(paragraphs, record)
