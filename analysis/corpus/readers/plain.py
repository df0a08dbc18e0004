"""Plain text: one article per file, its headline at most in a block that is repeated above the body."""

from collections.abc import Iterator

from analysis.corpus.folders import split_headline
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "plain text"
PROGRAMS = (
    ".js",
    ".mjs",
    ".css",
    ".svg",
    ".map",
)  # what a copy of a web site has beside its pages: text, but no article


def fits(file: File) -> bool:
    """Whether it is text at all, and no program: this is the reader for what no other one takes."""
    return file.suffix not in PROGRAMS and file.is_text


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article; its title where a headline block opens the text more than once."""
    yield from article(file.text)


def article(text: str) -> Iterator[dict]:
    """The one article that `text` is, if there is any.

    >>> list(article("Talks go on\\n\\nTalks go on\\n\\nThe talks went on."))
    [{'text': 'The talks went on.', 'title': 'Talks go on'}]
    """
    title, body = split_headline(text)
    if body.strip():
        yield {"text": body} | ({"title": title} if title else {})
