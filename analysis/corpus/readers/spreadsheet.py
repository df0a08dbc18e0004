"""Spreadsheets: xlsx, xls, xlsb and ods. Every sheet with a column of texts is read; formulas are not computed."""

import io
from collections.abc import Iterator

import pandas as pd
import python_calamine

from analysis.corpus.readers import _columns
from analysis.corpus.readers._archives import contents, open_kind, open_zip
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.readers._members import BROKEN, member_bytes
from analysis.corpus.reconciling import Record

FORMAT = "spreadsheet"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of Office before 2007, which also holds documents
TITLES = 10  # rows in which the names of the columns are looked for: a sheet may have a title and remarks above them
PARTS = ("xl/workbook.xml", "xl/workbook.bin")
OPEN_KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def fits(file: File) -> bool:
    """Whether it is a zip archive with a workbook in it, or an old one by its container."""
    if file.data.startswith(OLD):
        return b"W\0o\0r\0k\0b\0o\0o\0k\0" in file.data or b"B\0o\0o\0k\0" in file.data
    return open_kind(file) == OPEN_KIND or not set(PARTS).isdisjoint(contents(file))


def read(file: File, record: Record) -> Iterator[dict]:
    """The rows of each sheet as articles, numbered as the spreadsheet does; with several sheets, each names its own."""
    try:
        if not file.data.startswith(OLD):
            archive = open_zip(file)
            for member in archive.infolist():  # the library trusts no list of sizes, and has no limit
                member_bytes(archive, member)
        book = python_calamine.load_workbook(io.BytesIO(file.data))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except Unreadable:
        raise
    except (python_calamine.CalamineError, *BROKEN, NotImplementedError) as error:
        raise Unreadable("file is damaged", error) from None
    tables = {name: _table(rows, file) for name, rows in sheets.items()}
    with_texts = {name: frame for name, frame in tables.items() if "text" in _columns.known(list(frame), file)}
    if not with_texts:
        first = next(iter(tables.values()), pd.DataFrame())
        raise Unreadable("table has no column of texts", f"its columns are {[str(name) for name in first]}")
    for name in tables.keys() - with_texts.keys():
        if len(tables[name]):
            record.defect("sheet has no column of texts", name)
    for name, frame in with_texts.items():
        above = [str(cell) for row in sheets[name][: frame.index.start - 2] for cell in row if cell != ""]
        if above:
            record.defect("part is unknown", f"above the names of the columns: {' '.join(above)}")
        for item in _columns.articles(frame, frame.index, file, record):
            if len(with_texts) > 1:
                item = {"article_id": f"{file.name}#{name}!{item['position']}"} | item | {"sheet": name}
            yield item


def _table(rows: list[list], file: File) -> pd.DataFrame:
    """The cells below the row whose cells name the columns; the index has the numbers of rows.

    It is the first row that has any, or below it, as under the title of a sheet, the one that names the most fields.
    """
    places = [place for place, row in enumerate(rows) if any(cell != "" for cell in row)]
    if not places:
        return pd.DataFrame()

    def fields(place: int) -> int:
        found = _columns.known([str(cell).strip() for cell in rows[place]], file)
        return len(found) if "text" in found else 0

    top = max(places[:TITLES], key=fields)  # the first of those that name as many
    names = [str(cell).strip() or f"column {i}" for i, cell in enumerate(rows[top], 1)]
    names = [name if names.index(name) == i else f"{name} ({i + 1})" for i, name in enumerate(names)]
    body = rows[top + 1 :]
    columns = [pd.Series([row[i] if row[i] != "" else None for row in body], dtype="object") for i in range(len(names))]
    frame = pd.DataFrame(dict(zip(names, columns, strict=True)))
    return frame.set_index(pd.RangeIndex(top + 2, top + 2 + len(frame)))
