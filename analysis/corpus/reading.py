"""From a file that holds many articles to a table of its cells, each row with the number it has in the file.

Nothing is interpreted here but the form of the file: which encoding, which delimiter, where a row ends. Cells stay the
text they are; an empty cell is a missing one. A row that does not fit the form is mended or dropped, and reported.
"""

import csv
import io
import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from analysis import _check
from analysis.corpus import decoding
from analysis.corpus.reports import Report

SUFFIXES = [".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet"]
TOTALS = ("totalResults", "total_results", "totalHits", "numFound", "total", "hits")  # as interfaces of news call it
DELIMITERS = ",;\t|"
HUGE = (1 << 31) - (1 << 16)  # bytes: what the CSV parser takes as one block, with room for the sentinel
SNIFFED = 1 << 16  # characters: some dozens of articles, enough to see which delimiter cuts them into equal rows

# A line put after the last one. If it comes out of the parser as a row of its own, no quotation mark was left open.
SENTINEL = "\N{SYMBOL FOR END OF TRANSMISSION}the end\N{SYMBOL FOR END OF TRANSMISSION}"


def read(path: Path, report: Report, *, encoding: str | None = None) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the cells of the file at `path` and the row number of each row, as the file counts them.

    In CSV and TSV the header is row 1, as in a spreadsheet, and a row may take several lines; wholly blank rows are
    passed over. In JSON lines a row is a line. In JSON (one list of objects) and Parquet the first row is row 1.
    """
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder. For a folder of text files use corpus.from_folder.")
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(
            f"{path.name} ends in {path.suffix!r}; a table of articles must end in {', '.join(SUFFIXES)}. "
            "Save a spreadsheet as CSV UTF-8; for one text file per article use corpus.from_folder."
        )
    if not path.exists():
        raise FileNotFoundError(f"There is no file {path}. The path is read from {Path.cwd()}.")
    if path.suffix.lower() == ".parquet":
        return _read_parquet(path)
    if path.stat().st_size > HUGE:
        raise ValueError(
            f"{path.name} has {path.stat().st_size / 1e9:.1f} GB; a text table may have {HUGE / 1e9:.1f}. "
            "Split it, or save it as Parquet."
        )
    return parse(path.read_bytes(), path.name, report, encoding=encoding)


def parse(data: bytes, name: str, report: Report, *, encoding: str | None = None) -> tuple[pd.DataFrame, np.ndarray]:
    """Return what `read` does, of the bytes of a CSV, TSV or JSON file called `name`."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ValueError(f"{name} is a spreadsheet or an archive, not a text table. Save the sheet as CSV UTF-8.")
    try:
        found = decoding.decode(data, encoding)
    except ValueError as error:
        raise ValueError(f"{name} cannot be read: {error} Save it as CSV in UTF-8.") from None
    if found.guessed:
        report.notes.append(f"Its encoding was taken to be {found.encoding}, by its letters; encoding= settles it.")
    if found.broken:
        report.notes.append(f"{found.broken:,} characters were not {found.encoding} and are now U+FFFD.")
    if not found.text.strip():
        raise ValueError(f"{name} is empty. Its first row must name the columns.")
    suffix = Path(name).suffix.lower()
    if suffix in (".jsonl", ".ndjson", ".json"):
        return parse_json(found.text, name, report)
    return parse_delimited(found.text, name, "\t" if suffix == ".tsv" else sniff(found.text)[0], report)


def _read_parquet(path: Path) -> tuple[pd.DataFrame, np.ndarray]:
    try:
        frame = pd.read_parquet(path)
    except (pa.ArrowException, OSError) as error:
        raise ValueError(f"{path.name} is not a sound Parquet file ({error}). Write it again.") from None
    if any(frame.index.names):  # where `articles` itself was saved, the ids are the index
        frame = frame.reset_index()
    return frame, np.arange(1, len(frame) + 1)


def parse_json(text: str, name: str, report: Report) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the objects of a list, of the answer of an interface or of lines as rows, and the number of each."""
    try:
        answer = json.loads(text)
        items = list(enumerate(_objects(answer), 1))
        if _total(answer) > len(items) > 1:
            report.note(f"It holds {len(items):,} of {_total(answer):,} results that were found.")
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("["):
            raise ValueError(f"{name}: the JSON list breaks off at line {error.lineno}: {error.msg}.") from None
        items = []
        for i, line in enumerate(text.split("\n"), 1):
            try:
                items += [(i, json.loads(line))] if line.strip() else []
            except (json.JSONDecodeError, RecursionError):
                items.append((i, line))
        if not any(isinstance(item, dict) for _, item in items):
            raise ValueError(f"{name} is no JSON: {error.msg} in line {error.lineno}.") from None
    bad = [item for item in items if not isinstance(item[1], dict)]
    report.add([i for i, _ in bad], "line is not a JSON object", [value for _, value in bad], dropped=True)
    good = [item for item in items if isinstance(item[1], dict)]
    keys = dict.fromkeys(itertools.chain.from_iterable(record for _, record in good))
    columns = {key: pd.Series([record.get(key) for _, record in good], dtype="object") for key in keys}
    return pd.DataFrame(columns), np.array([i for i, _ in good], dtype=int)


def _objects(value) -> list:
    """Return the list that `value` is, or else the longest list of objects in the answer of an interface, or itself."""
    if isinstance(value, list):
        return value
    found, inside = [], [value]
    while inside:
        each = inside.pop()
        lists = [item for item in each.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
        found = max([found, *lists], key=len)
        inside += [item for item in each.values() if isinstance(item, dict)]
    return [value] if "text" in value or not found else found


def _total(value) -> int:
    """How many results the answer of an interface says there are in all; 0 where it does not say.

    >>> _total({"response": {"total": 345, "results": [{"text": "Talks."}]}})
    345
    """
    inside = [value]
    while inside:
        each = inside.pop()
        if isinstance(each, dict):
            said = [each[key] for key in TOTALS if isinstance(each.get(key), int)]
            if said:
                return said[0]
            inside += [item for item in each.values() if isinstance(item, dict)]
    return 0


def sniff(text: str) -> tuple[str, float, list[str]]:
    """Return the delimiter that cuts most of the first rows into as many cells as the header, and more than one.

    Beside it the share of these rows, and the cells of the header.

    >>> sniff("date;text\\n2020-12-29;Talks, and talks\\n")
    (';', 1.0, ['date', 'text'])
    """

    def cut(delimiter: str) -> tuple:
        rows = list(itertools.islice(csv.reader(io.StringIO(text[:SNIFFED]), delimiter=delimiter), 100))
        rows = [row for row in rows if row] or [[]]
        rows = rows[:-1] if len(text) > SNIFFED and len(rows) > 2 else rows  # the last one may be cut off
        alike = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        return len(rows[0]) > 1, alike, len(rows[0]), delimiter, rows[0]

    _, alike, _, delimiter, header = max(map(cut, DELIMITERS), key=lambda found: found[:3])
    return delimiter, alike, header


def parse_delimited(text: str, name: str, delimiter: str, report: Report) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the rows below the header that hold anything, and the number of each, the header being row 1."""
    header = _cells(text[:SNIFFED].lstrip("\n"), delimiter)
    blank_above = len(text) - len(text.lstrip("\n"))
    width, ragged, end = len(header), [], []

    def handle(row) -> str:
        (end if row.text == SENTINEL else ragged).append((row.number + blank_above, row.text))
        return "skip"

    data = (text[blank_above:].removesuffix("\n") + "\n" + SENTINEL).encode()
    names = [f"f{i}" for i in range(width)]
    table = pyarrow.csv.read_csv(
        pa.BufferReader(data),
        # One block and one thread: only then are the rows numbered.
        read_options=pyarrow.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(data) + 1),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=handle
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )
    if width == 1 and len(table) and table.column(0)[-1].as_py() == SENTINEL:
        table = table.slice(0, len(table) - 1)
        end.append(None)
    frame = table.to_pandas().astype("str")
    # The parser numbers the ragged rows; the others fill the places between them.
    places = np.setdiff1d(np.arange(1, len(frame) + len(ragged) + 1) + blank_above, [i for i, _ in ragged])
    if not end:
        opened = [place for place, _ in ragged][-1:] if ragged and SENTINEL in ragged[-1][1] else places[-1:]
        raise ValueError(
            f"{name}: row {opened[0]} opens a quotation mark that is closed nowhere below. "
            "Close it, or write a quotation mark inside a quoted cell twice."
        )
    frame, places = frame[1:], places[1:]
    mended = _mend(ragged, width, delimiter, report)
    if mended:
        more = pd.DataFrame([cells for _, cells in mended], columns=names, dtype="str")
        frame, places = pd.concat([frame, more]), np.append(places, [i for i, _ in mended])
        frame, places = frame.iloc[places.argsort()], np.sort(places)
    filled = frame.notna().any(axis=1).to_numpy()
    frame = frame[filled].set_axis(_headings(header, name), axis=1).reset_index(drop=True)
    return frame, places[filled]


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))


def _headings(header: list[str], name: str) -> list[str]:
    headings = [heading.strip() or f"column {i}" for i, heading in enumerate(header, 1)]
    twice = sorted({heading for heading in headings if headings.count(heading) > 1})
    if twice:
        raise ValueError(f"{name} has two columns called {_check.listing(twice)}. Rename one of them.")
    return headings


def _mend(ragged: list[tuple[int, str]], width: int, delimiter: str, report: Report) -> list[tuple[int, list]]:
    """Return the ragged rows that can be made to fit: those cut short, and those whose surplus cells are empty."""
    mended = []
    for place, text in ragged:
        try:
            cells = _cells(text, delimiter)
        except (csv.Error, StopIteration):
            cells = [None] * (width + 1) + [text]
        if any(cells[width:]):
            report.add([place], "row has too many cells", [text], dropped=True)
            continue
        if len(cells) < width:
            report.add([place], "row has too few cells", [text], dropped=False)
        mended.append((place, [cell or None for cell in cells[:width]] + [None] * (width - len(cells))))
    return mended
