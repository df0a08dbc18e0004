"""Tables as text: CSV, TSV and their relatives, the delimiter found out."""

from collections.abc import Iterator

from analysis.corpus import reading
from analysis.corpus.readers import _columns
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "delimited text"
ALIKE = 0.9  # of the first rows must have as many cells as the header: prose with commas does not


def fits(file: File) -> bool:
    """Whether a delimiter cuts the first rows alike and the header names a column of texts, or the suffix says so."""
    if not file.head.strip():
        return False
    if file.suffix in (".csv", ".tsv", ".tab"):
        return True
    _, alike, header = reading.sniff(file.text)
    return len(header) > 1 and alike >= ALIKE and "text" in _columns.known(header, file)


def read(file: File, record: Record) -> Iterator[dict]:
    """The rows as articles, numbered as a spreadsheet does, the header being row 1."""
    delimiter = "\t" if file.suffix == ".tsv" else reading.sniff(file.text)[0]
    try:
        frame, places = reading.parse_delimited(file.text, file.name, delimiter, record)
    except ValueError as error:
        raise Unreadable("table cannot be read", error) from None
    yield from _columns.articles(frame, places, file, record)
