"""Tables as text: CSV, TSV and their relatives, the delimiter found out."""

from collections.abc import Iterator

from analysis.corpus import reading
from analysis.corpus.readers import _columns
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "delimited text"
ALIKE = 0.9  # of the first rows must have as many cells as the header: prose with commas does not

TITLES = 10  # lines in which the names of the columns are looked for


def fits(file: File) -> bool:
    """Whether a delimiter cuts the first rows alike and the header names a column of texts, or the suffix says so."""
    if not file.head.strip():
        return False
    if file.suffix in (".csv", ".tsv", ".tab"):
        return True
    _, alike, header = reading.sniff(_below_titles(file))
    return len(header) > 1 and alike >= ALIKE and "text" in _columns.known(header, file)


def read(file: File, record: Record) -> Iterator[dict]:
    """The rows as articles, numbered as a spreadsheet does, the header being row 1."""
    text = _below_titles(file)
    delimiter = "\t" if file.suffix == ".tsv" else reading.sniff(text)[0]
    if text != file.text:
        above = file.text[: len(file.text) - len(text.lstrip("\n"))]
        record.defect("part is unknown", f"above the names of the columns: {above}")
    try:
        frame, places = reading.parse_delimited(text, file.name, delimiter, record)
    except ValueError as error:
        raise Unreadable("table cannot be read", error) from None
    yield from _columns.articles(frame, places, file, record)


def _below_titles(file: File) -> str:
    """The text with blank lines for what stands above the names of the columns, as ``sep=;`` or the title of a sheet.

    >>> _below_titles(File("a.csv", b"sep=;\\ndate;text\\n2020-12-29;Talks.\\n"))
    '\\ndate;text\\n2020-12-29;Talks.\\n'
    """
    lines = file.text[: reading.SNIFFED].split("\n")[:TITLES]
    names = (reading.sniff(line)[2] for line in lines)
    top = next((i for i, header in enumerate(names) if len(header) > 1 and "text" in _columns.known(header, file)), 0)
    return "\n" * top + file.text[sum(len(line) + 1 for line in lines[:top]) :]
