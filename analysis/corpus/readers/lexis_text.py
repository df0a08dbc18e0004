"""LexisNexis before Nexis Uni as text: documents begin with ``1 of 10 DOCUMENTS``, lines end at 80 characters."""

import re
from collections.abc import Iterator

from analysis.corpus.readers import _labelled, _lexis, _nexis
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "LexisNexis text"
COVER_WITHIN = 50_000  # characters: the list of sources above the first document can be long
MARGIN = 75  # characters: a line goes on below if the first word there would have made it longer than the margin, 78
BLANK = re.compile(r"\n[ \t\f]*\n")
SELECTED = re.compile(r"^[^\n:]{3,60}:[^\n:]{3,60}:[ \t]*(\d[\d ,;-]*)$", re.MULTILINE)
RANGE = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?")


def fits(file: File) -> bool:
    """Whether a document begins near the top, and a line has a label of LexisNexis."""
    if not file.is_text or "<" in file.head[:1] or not _nexis.MARK.search(file.text, 0, COVER_WITHIN):
        return False
    lines = file.text[: 2 * COVER_WITHIN].split("\n")
    return any(map(_nexis.in_capitals, lines))


def read(file: File, record: Record) -> Iterator[dict]:
    """The documents as articles, numbered as they are themselves; announced is what the request for download says."""
    yield from articles(file.text, record)


def articles(text: str, record: Record) -> Iterator[dict]:
    """The articles of a text, broken at a margin or not, in which at least one document begins."""
    marks = list(_nexis.MARK.finditer(text))
    cover = text[: marks[0].start()]
    record.announced = announced(cover)
    _nexis.check_cover(cover.split("\n"), record)
    texts = list(_labelled.between(text, marks))
    for number, document in _nexis.documents(texts, marks, record):
        item = _lexis.article(blocks(document), number, record)
        if item:
            yield item


def announced(cover: str) -> int | None:
    """How many documents were asked for, as the request above them says.

    >>> announced("Download Request: Selected Items: 1-10, 12")
    11
    """
    match = SELECTED.search(cover)
    pairs = [(int(one[1]), int(one[2] or one[1])) for one in RANGE.finditer(match[1])] if match else []
    return sum(last - first + 1 for first, last in pairs if last >= first) or None


def blocks(document: str) -> list[str]:
    """The paragraphs of a document, their lines joined where only the margin parts them."""
    return [block for part in BLANK.split(document) for block in _parts(part) if block]


def _parts(paragraph: str) -> Iterator[str]:
    """The paragraph, or the pieces of it that begin with labels of LexisNexis."""
    lines = [line.rstrip() for line in paragraph.split("\n") if line.strip()]
    block = ""
    for i, line in enumerate(lines):
        if i and _nexis.in_capitals(line):
            yield block
            block = line.strip()
            continue
        fits = i and len(lines[i - 1]) + 1 + len(line.split()[0]) <= MARGIN
        between = "" if not i else "\n" if fits or line[0] == " " else " "
        block += between + line.strip()
    yield block
