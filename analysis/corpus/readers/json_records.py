"""JSON: a list of objects, an object per line, or the answer of an interface with such a list within."""

import re
from collections.abc import Iterator

from analysis.corpus import reading
from analysis.corpus.readers import _columns, _nested
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "JSON"
BEGINNING = re.compile(r"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")


def fits(file: File) -> bool:
    """Whether it begins as a list or an object does."""
    return bool(BEGINNING.match(file.head))


def read(file: File, record: Record) -> Iterator[dict]:
    """The objects as articles, numbered by line, or in a list from 1."""
    try:
        frame, places = reading.parse_json(file.text, file.name, record)
    except (ValueError, RecursionError) as error:
        raise Unreadable("table cannot be read", error) from None
    yield from _columns.articles(_nested.flat(frame), places, file, record)
