"""Rich text (RTF): one article per file, as `plain` has it."""

from collections.abc import Iterator

from analysis.corpus.readers import _rtf, plain
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "rich text"


def fits(file: File) -> bool:
    """Whether it is rich text at all; the exports of databases come before."""
    return _rtf.is_rtf(file)


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article; a paragraph of the document is a paragraph of its text."""
    lines = _rtf.plain(file.data.decode("latin-1")).split("\n")
    yield from plain.article("\n\n".join(line.strip() for line in lines if line.strip()))
