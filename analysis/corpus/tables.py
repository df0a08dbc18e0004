"""Articles from a table: a DataFrame, or a CSV, TSV, JSON or Parquet file, whatever its columns are called."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from analysis import _check
from analysis.corpus import dates, reading
from analysis.corpus.reports import Report

FIELDS = ("article_id", "text", "date", "outlet", "title", "language", "url")


def from_table(
    table: pd.DataFrame | str | os.PathLike,
    *,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Return the articles of a table, one row each.

    Parameters
    ----------
    table : DataFrame or path
        A table with one row per article, or the path of a file that holds one: .csv, .tsv, .txt (the delimiter is found
        out), .jsonl, .ndjson, .json, .parquet.
    fields : mapping, optional
        What the columns are called in the table: ``{"text": "Body", "date": "Published"}``. A column that has the name
        of the field already, in upper or lower case, need not be named. Only `text` must be there.
    encoding : str, optional
        Encoding of the file. Without it, it is found out: byte order mark, UTF-8, then a guess that a warning names.
    day_first : bool, optional
        Whether 07/02/2017 is in February. Without it, the other dates of the column decide, else the day is first.
    strict : bool
        Raise instead of warn.

    Returns
    -------
    DataFrame
        Index `article_id` (str): the column of that name, or else an index of that name, or else the row number.
        Columns `text`; `date` (datetime64, the day), `outlet` (Categorical, categories sorted), `title`, `language`,
        `url` if the table has them; then all its other columns.

    Raises
    ------
    ValueError
        If a column is missing, if the file is not a text table, or, with `strict`, if there is any bad row.
    FileNotFoundError
        If there is no such file.

    Warns
    -----
    BadInput
        Once, naming each bad row and the remedy; `.report` holds the list. Dropped are rows without text and rows whose
        id is missing or was there before. Kept, without the value, are rows with an unreadable date, and as they are
        rows with a doubtful one. Rows are numbered as a spreadsheet does, the header being row 1; in a DataFrame by
        position, as ``table.iloc`` does.

    Examples
    --------
    >>> sheet = pd.DataFrame({"Id": ["a", "b"], "Body": ["Talks resumed.", "Talks ended."], "Day": ["7 Feb 2017", ""]})
    >>> from_table(sheet, fields={"article_id": "Id", "text": "Body", "date": "Day"})
                          text       date
    article_id
    a           Talks resumed. 2017-02-07
    b             Talks ended.        NaT
    """
    report = Report("row")
    if isinstance(table, pd.DataFrame):
        name, frame, places = "The table", table, np.arange(len(table))
        if table.index.name == "article_id" and "article_id" not in table:
            frame = table.reset_index()
        frame = named(frame, fields or {})
    elif isinstance(table, (str, os.PathLike)):
        name = Path(table).name
        frame, places = reading.read(Path(table), report, encoding=encoding)
        frame = named(frame, fields or {})
        for column in frame.columns.difference(FIELDS):
            frame[column] = as_numbers(frame[column])
    else:
        raise TypeError(f"`table` must be a pandas DataFrame or the path of a file; got {type(table).__name__}.")
    articles = admit(frame, places, report, day_first=day_first)
    report.settle(name, kept=len(articles), strict=strict)
    return articles


def named(frame: pd.DataFrame, fields: Mapping[str, str]) -> pd.DataFrame:
    """Return `frame` with its columns called by the names of the fields."""
    if not isinstance(fields, Mapping):
        raise TypeError(f"`fields` must be a mapping such as {{'text': 'Body'}}; got {type(fields).__name__}.")
    for field in fields:
        _check.option("field", field, FIELDS)
    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()].unique()
        raise ValueError(f"The table has two columns called {_check.listing(twice)}. Rename one of them.")
    absent = [column for column in fields.values() if column not in frame]
    if absent:
        raise ValueError(
            f"The table has no column {_check.listing(absent)}; it has {_check.listing(frame.columns)}. "
            "Correct `fields`."
        )
    names = {column: field for field, column in fields.items()}
    if len(names) < len(fields):
        raise ValueError("`fields` names one column for two fields. Copy the column first if it is to be both.")
    taken = [field for field, column in fields.items() if field in frame and column != field]
    if taken:
        raise ValueError(
            f"The table has a column {_check.listing(taken)} besides the one that `fields` names. Drop or rename it."
        )
    for column in frame.columns:
        field = str(column).strip().casefold()
        if field in FIELDS and field not in frame and field not in fields and field not in names.values():
            names[column] = field
    return _check.table("table", frame.rename(columns=names), ["text"])


def admit(frame: pd.DataFrame, places, report: Report, *, day_first: bool | None) -> pd.DataFrame:
    """Return `frame` as articles, without the rows that cannot be articles, which `report` names by their `places`."""
    frame, places = frame.reset_index(drop=True), pd.Series(places, index=range(len(frame)))
    if "article_id" not in frame:
        frame = frame.assign(article_id=places)
    text, odd, _ = as_text(frame["text"])
    ids = as_text(frame["article_id"])[0].str.strip().replace("", None)
    reasons = {  # the first that holds is given
        "text is not text": odd,
        "text is missing or empty": text.isna() | (text.str.strip() == ""),
        "id is missing": ids.isna(),
    }
    usable = pd.Series(True, index=frame.index)
    for reason, bad in reasons.items():
        bad &= usable
        report.add(places[bad], reason, frame["article_id" if "id" in reason.split() else "text"][bad], dropped=True)
        usable &= ~bad
    again = ids[usable].duplicated().reindex(frame.index, fill_value=False)
    report.add(places[again], "id was there before", ids[again], dropped=True)
    usable &= ~again
    return typed(frame.assign(article_id=ids)[usable], places[usable], report, day_first=day_first)


def typed(frame: pd.DataFrame, places: pd.Series, report: Report, *, day_first: bool | None = None) -> pd.DataFrame:
    """Return `frame`, all of whose rows stay, with the columns of an article table in their types and order."""
    known = [field for field in FIELDS if field in frame]
    columns = {}
    for field in known:
        if field == "date" and pd.api.types.is_datetime64_any_dtype(frame["date"]):
            columns["date"] = dates.parse(frame["date"]).days
            continue
        column, odd, mended = as_text(frame[field])
        report.add(places[mended], "half a character was replaced", column[mended], dropped=False)
        report.add(places[odd], "value cannot be read", frame[field][odd], dropped=False)
        if field != "text":
            column = column.str.strip().replace("", None)
        if field == "date":
            found = dates.parse(column, day_first=day_first)
            for reason, values in column.groupby(found.reasons, sort=False):
                report.add(places[values.index], reason, values, dropped=False)
            report.notes += [] if found.certain else [found.remark]
            column = found.days
        columns[field] = column
    articles = pd.DataFrame(columns).join(frame.drop(columns=known)).set_index("article_id")
    if "outlet" in articles:
        outlets = pd.Index(sorted(articles["outlet"].dropna().unique()), dtype="str")
        articles["outlet"] = pd.Categorical(articles["outlet"], categories=outlets)
    return articles


def as_text(column: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return the cells as text (dtype str); where a cell is no text, number or date; and where it had half a character.

    Half a character is a lone surrogate, which some JSON exports leave behind and no file in UTF-8 can hold.

    >>> text, odd, mended = as_text(pd.Series(["a", 7.0, None, ["x"], "\\ud83d"], dtype="object"))
    >>> text.map(ascii, na_action="ignore").tolist()
    ["'a'", "'7'", nan, nan, "'\\\\ufffd'"]
    >>> odd.tolist(), mended.tolist()
    ([False, False, False, True, False], [False, False, False, False, True])
    """
    if isinstance(column.dtype, pd.StringDtype):
        none = pd.Series(False, index=column.index)
        return column.astype("str"), none, none
    cells = [_cell(value) for value in column]
    whole = [cell if isinstance(cell, str) else None for cell in cells]
    sound = [cell and cell.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for cell in whole]
    odd = [cell is NotImplemented for cell in cells]
    mended = [before != after for before, after in zip(whole, sound, strict=True)]
    return (
        pd.Series(sound, index=column.index, dtype="str"),
        pd.Series(odd, index=column.index, dtype="bool"),
        pd.Series(mended, index=column.index, dtype="bool"),
    )


def _cell(value):
    """Return a cell as str, None if it is missing, NotImplemented if it is neither text nor number nor date."""
    if isinstance(value, str):
        return value
    if not pd.api.types.is_scalar(value) or isinstance(value, (bytes, bool, np.bool_)):
        return NotImplemented
    if pd.isna(value):
        return None
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))  # pandas makes numbers floats as soon as one of them is missing
    return str(value)


def as_numbers(column: pd.Series) -> pd.Series:
    """Return a column of text as numbers or booleans if every cell in it is one and would be written back the same.

    >>> as_numbers(pd.Series(["12", None, "7"])).tolist(), as_numbers(pd.Series(["007", "12"])).tolist()
    ([12.0, nan, 7.0], ['007', '12'])
    """
    if not isinstance(column.dtype, pd.StringDtype) or column.isna().all():
        return column.infer_objects()
    cells = column.dropna()
    if cells.str.fullmatch(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?").all():
        return pd.to_numeric(column)
    if cells.isin(["True", "False"]).all() and len(cells) == len(column):
        return column == "True"
    return column


def host_of(url: str) -> str | None:
    """The host of an address without ``www.``, or None.

    >>> host_of("https://www.herald.example/talks"), host_of("file:///home/a.html")
    ('herald.example', None)
    """
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
