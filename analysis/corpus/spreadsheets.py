"""Tables for a spreadsheet program: `to_spreadsheet`."""

import csv
import os
from pathlib import Path

import pandas as pd

from analysis import _cells, _check
from analysis.corpus import fetching

CELL = 32_767  # characters that a cell holds in Excel; what is longer spills over into the next rows there
ROWS = 1_048_576  # rows of a sheet, the header included; further ones are not shown and lost when it is saved


def to_spreadsheet(table: pd.DataFrame, path: str | os.PathLike) -> Path:
    r"""Return the path of the CSV file into which `table` was written, to be opened in a spreadsheet program.

    Parameters
    ----------
    table : DataFrame
        Any table: articles, what `check` says, key words. Its index is written if it has a name.
    path : path
        Ends in ``.csv``. A file that is there is replaced, in one step.

    Raises
    ------
    ValueError
        If the path ends otherwise, or if the table holds more than a sheet can: 1,048,575 rows, or 32,767 characters in
        a cell. Nothing is written then.
    OSError
        If it cannot be written there.

    Notes
    -----
    A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, which can fetch and send, and
    texts from elsewhere may begin so. Such a text, or one that begins with a tab or a carriage return, gets an
    apostrophe in front: ``'=1+1``. Numbers stay numbers, also those among texts (``-5``, ``+90``); dates are written as
    ``2017-02-07``.

    The file is UTF-8 with a byte order mark, by which Excel knows it. `from_table` reads it; what got an apostrophe has
    it then, and this takes off that one and no other:
    ``column.str.replace(r"(?s)^'(?='*(?:[\t\r]|\s*[=+@＝＋－＠-].))", "", regex=True)``.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"term": ["nato", "=cmd|' /C calc'!A0"], "log_ratio": [-1.5, 2.0]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(to_spreadsheet(table, Path(folder, "keyness.csv")).read_text(encoding="utf-8-sig"))
    "term","log_ratio"
    "nato",-1.5
    "'=cmd|' /C calc'!A0",2.0
    """
    _check.table("table", table)
    path = Path(path)
    if path.suffix.lower() != ".csv":
        raise ValueError(f"`path` must end in .csv; got {path.name!r}. Every spreadsheet program opens CSV.")
    cells = _cells.plain(table)
    if len(cells) >= ROWS:
        raise ValueError(f"A sheet has {ROWS:,} rows, one for the header; the table has {len(cells):,}. Write a part.")
    for name, column in cells.items():
        texts = column[column.map(lambda cell: isinstance(cell, str) and len(cell) > CELL)]
        if len(texts):
            raise ValueError(
                f"A cell holds {CELL:,} characters; {len(texts):,} of {name!r} have more. Shorten them, as in "
                f"table.assign({name}=table[{name!r}].str.slice(0, {CELL - 1})), or drop the column."
            )
    with fetching.making(path, remedy="Choose another folder.") as folder:
        # All text in quotation marks: without them a carriage return in a cell would end its row.
        quoting = csv.QUOTE_NONNUMERIC
        cells.to_csv(folder / path.name, index=False, encoding="utf-8-sig", lineterminator="\n", quoting=quoting)
        os.replace(folder / path.name, path)
    return path
