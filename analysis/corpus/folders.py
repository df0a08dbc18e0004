"""Articles from a folder of text files, one article per file."""

import os
import re
from pathlib import Path

import pandas as pd

from analysis import _progress
from analysis.corpus import decoding
from analysis.corpus.finding import content
from analysis.corpus.readers import File, Options, Unreadable
from analysis.corpus.readers._file import plain_path, stem
from analysis.corpus.readers.plain import split_headline
from analysis.corpus.reports import Report
from analysis.corpus.tables import FIELDS, typed

HUGE = 1 << 24  # bytes: sixteen million letters are not an article; the longest party manifesto has about one million

# In a file name a date is written in figures: so {outlet}_{date} finds the date in the_daily_2020-12-29, too.
DATE = r"\d{4}[-._]?\d{1,2}[-._]?\d{1,2}|\d{1,2}[-._]\d{1,2}[-._]\d{4}"


def from_folder(
    folder: str | os.PathLike,
    *,
    pattern: str = "*.txt",
    names: str | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Return the articles in a folder and the folders in it, one text file each.

    Parameters
    ----------
    folder : path
        Where the files lie.
    pattern : str
        Which files are articles.
    names : str, optional
        What the file names tell: ``"{outlet}_{date}_{title}"``. Each name in braces becomes a column, and a date is one
        in figures. With a slash in it, as in ``"{outlet}/{date}"``, it is held against the whole path below `folder`,
        else against the name of the file; always without the suffix.
    encoding, day_first, strict
        As in `from_table`.

    Returns
    -------
    DataFrame
        Index `article_id`: the path below `folder`, without suffix, with slashes on every system. Columns `text`;
        `title` if there is any; those named in `names`. Rows are in the order of their ids.

        The title is a headline block that opens the file two or more times over: if the first line (or the first two,
        or three) comes again at once, with blank lines between or without, it is the title, and all its copies are
        taken off the text. A headline that stands there once is not taken off, because nothing tells it from a first
        sentence. A headline in the file goes before a title in the file name.

    Raises
    ------
    FileNotFoundError
        If there is no such folder or no file in it that fits `pattern`.
    ValueError
        If `names` cannot be understood or, with `strict`, if there is any bad file.

    Warns
    -----
    BadInput
        Once, naming each bad file and the remedy; `.report` holds the list. Dropped are empty, binary and huge (16 MB)
        files and those that cannot be opened; kept are those whose encoding was guessed or whose name does not fit.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "Herald_2020-12-29.txt").write_text("Talks go on\\n\\nTalks go on\\n\\nThe talks went on.")
    ...     articles = from_folder(folder, names="{outlet}_{date}")
    >>> articles.loc["Herald_2020-12-29"].tolist()
    ['The talks went on.', Timestamp('2020-12-29 00:00:00'), 'Herald', 'Talks go on']
    """
    folder, shape = Path(folder), name_pattern(names) if names else None
    decoding.check(encoding)
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. The path is read from {Path.cwd()}.")
    paths = {
        plain_path(path.relative_to(folder).as_posix()): path for path in folder.rglob(pattern) if not path.is_dir()
    }
    if not paths:
        raise FileNotFoundError(f"In {folder} no file fits {pattern!r}. Change pattern=, for instance to '*'.")
    report, records = Report("file"), []
    for name in _progress.bar(sorted(paths), doing=f"Reading {folder.name}", unit="files"):
        text = _text(paths[name], name, report, encoding)
        if text is None:
            continue
        record = {"article_id": stem(name)}
        if shape and (told := shape.fullmatch(stem(name))):
            record |= told.groupdict()
        elif shape:
            report.add([name], "file name does not fit", [names], dropped=False)
        title, record["text"] = split_headline(text)
        record |= {"title": title} if title else {}
        records.append(record | {"file": name})
    articles = _table(records, shape, report, day_first)
    report.settle(f"{folder.name}, {len(paths):,} files", kept=len(articles), strict=strict)
    return articles


def _text(path: Path, name: str, report: Report, encoding: str | None) -> str | None:
    """Return the text of a file, or None if it has none; then `report` says why."""
    try:
        file = File(name, content(path, HUGE), Options(encoding=encoding))
        if not file.text.strip():
            raise Unreadable("file is empty", f"{len(file.data)} bytes")
    except OSError as error:
        report.add([name], "file cannot be opened", [error.strerror], dropped=True)
    except Unreadable as error:
        report.add([name], error.reason, [error.value], dropped=True)
    else:
        if doubt := file.decoded.doubt:
            report.add([name], doubt[0], [doubt[1]], dropped=False)
        return file.text
    return None


def name_pattern(names: str) -> re.Pattern:
    """Return the expression that takes the path of a file apart, or only its name if there is no slash in `names`.

    >>> name_pattern("{outlet}_{date}").fullmatch("news/the_daily_2020-12-29").groupdict()
    {'outlet': 'the_daily', 'date': '2020-12-29'}
    """
    parts = re.split(r"\{(\w*)\}", names)
    columns = parts[1::2]
    if not columns or len(set(columns)) < len(columns) or not all(column.isidentifier() for column in columns):
        raise ValueError(f"`names` must hold names in braces, each once, such as '{{outlet}}_{{date}}'; got {names!r}.")
    for column in {"article_id", "text", "file"}.intersection(columns):
        raise ValueError(f"`names` cannot give {column!r}, which comes from the file itself. Call it something else.")
    parts = [re.escape(part) for part in parts]
    any_text, folder = (".+?", "") if "/" in names else ("[^/]+?", "(?:.*/)?")
    parts[1::2] = [f"(?P<{column}>{DATE if column == 'date' else any_text})" for column in columns]
    return re.compile(folder + "".join(parts))


def _table(records: list[dict], shape: re.Pattern | None, report: Report, day_first: bool | None) -> pd.DataFrame:
    columns = dict.fromkeys(["article_id", "text", *(shape.groupindex if shape else []), "file"])
    columns |= {"title": None} if any("title" in record for record in records) else {}
    frame = pd.DataFrame(
        {column: pd.Series([record.get(column) for record in records], dtype="str") for column in columns}
    )
    again = frame["article_id"].duplicated()
    report.add(frame["file"][again], "id was there before", frame["article_id"][again], dropped=True)
    frame = frame[~again]
    if "date" in frame:
        frame["date"] = frame["date"].str.replace("_", "-")
    known = [field for field in FIELDS if field in frame]
    others = [column for column in frame if column not in known and column != "file"]
    return typed(frame[known + others], frame["file"], report, day_first=day_first)
