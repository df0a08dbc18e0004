"""Plain text: one article per file, its headline at most in a block that is repeated above the body."""

from collections.abc import Iterator

from analysis.corpus.folders import split_headline
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "plain text"


def fits(file: File) -> bool:
    """Whether it is text at all: this is the reader for what no other one takes."""
    return file.is_text


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article; its title where a headline block opens the text more than once."""
    title, text = split_headline(file.text)
    yield {"text": text} | ({"title": title} if title else {})
