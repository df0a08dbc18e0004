"""ProQuest as text: records between lines of underscores."""

import re
from collections.abc import Iterator

from analysis.corpus.readers import _labelled, _proquest
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "ProQuest text"
LINE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.MULTILINE)
SIGN = re.compile(r"^(?:proquest document id|document url|full text|publication info(?:rmation)?):", re.I | re.M)


def fits(file: File) -> bool:
    """Whether ProQuest is named, and two of the labels of its records begin lines, be it far below its contents."""
    if not file.is_text or "<" in file.head.lstrip()[:1] or "proquest" not in file.text.casefold():
        return False
    signs = (match[0].casefold() for match in SIGN.finditer(file.text))
    first = next(signs, None)
    return any(sign != first for sign in signs)


def read(file: File, record: Record) -> Iterator[dict]:
    """The records as articles, numbered as they are themselves, else from 1; announced is what these numbers say."""
    yield from articles([part.split("\n") for part in LINE.split(file.text)], record)


def articles(parts: list[list[str]], record: Record) -> Iterator[dict]:
    """The articles of parts of an export, of which each is a record or something else."""
    records, numbers, totals = [], [], []
    for lines in parts:
        if records and _cut(records[-1], lines):
            records[-1] += lines
        elif _proquest.is_record(lines):
            number = next((match for line in lines if (match := _proquest.DOCUMENT.fullmatch(line))), None)
            numbers.append(_labelled.count(number[1]) if number else None)
            totals += [_labelled.count(number[2])] if number else []
            records.append(lines)
        else:
            _proquest.check_rest(lines, record)
    numbers = [number or i for i, number in enumerate(numbers, 1)]
    record.announced = _labelled.usual(totals)
    _labelled.check_numbers([0, *numbers], record)
    for number, lines in zip(numbers, records, strict=True):
        yield _proquest.article(lines, number, record)


def _cut(before: list[str], lines: list[str]) -> bool:
    """Whether lines go on with the record before them, whose text has a line of underscores in it."""
    first = {found[0] for line in before if (found := _proquest.named(line))}
    names = {found[0] for line in lines if (found := _proquest.named(line))}
    return "text" in first and "document_id" in names - first and not names & {"text", "abstract", "publication_info"}
