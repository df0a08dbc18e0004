"""Word documents (docx): one article per file, as `plain` has it."""

from collections.abc import Iterator

from analysis.corpus.readers import _word, plain
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "Word document"


def fits(file: File) -> bool:
    """Whether it is a Word document at all; the exports of databases come before."""
    return _word.is_document(file)


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article; a paragraph of the document is a paragraph of its text, and so is a row of a table."""
    yield from plain.article("\n\n".join(one.text.strip() for one in _word.paragraphs(file) if one.text.strip()))
