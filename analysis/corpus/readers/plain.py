"""Plain text: one article per file, its headline at most in a block that is repeated above the body."""

import re
from collections.abc import Iterator

from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "plain text"
HEADLINE_LINES = 3  # a headline may be broken into so many lines
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


def split_headline(text: str) -> tuple[str | None, str]:
    """Return the headline block that opens `text` more than once, as one line, and the text without it.

    >>> split_headline("Talks go on\\n\\nTalks go on\\n\\nTalks go on\\n\\nThe talks went on.")
    ('Talks go on', 'The talks went on.')
    >>> split_headline("Talks go on\\n\\nThe talks went on.")
    (None, 'Talks go on\\n\\nThe talks went on.')
    """
    lines = [(line.end(), " ".join(line[0].split())) for line in re.finditer(r"[^\n]*\S[^\n]*\n?", text)]
    words = [line for _, line in lines]
    for n in range(1, HEADLINE_LINES + 1):
        copies = 1
        while words[:n] and words[copies * n : (copies + 1) * n] == words[:n]:
            copies += 1
        if copies > 1:
            body = text[lines[copies * n - 1][0] :].lstrip("\n")
            return (" ".join(words[:n]), body) if body.strip() else (None, text)
    return None, text
