"""Articles from a folder of text files, one article per file."""

import os
import re
import unicodedata
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from analysis.corpus import decoding
from analysis.corpus.reports import Report
from analysis.corpus.tables import FIELDS, typed

HUGE = 1 << 24  # bytes: sixteen million letters are not an article; the longest party manifesto has about one million
HEADLINE_LINES = 3  # a headline may be broken into so many lines

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
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. The path is read from {Path.cwd()}.")
    paths = {
        plain_path(path.relative_to(folder).as_posix()): path for path in folder.rglob(pattern) if not path.is_dir()
    }
    if not paths:
        raise FileNotFoundError(f"In {folder} no file fits {pattern!r}. Change pattern=, for instance to '*'.")
    report, records = Report("file"), []
    for name in tqdm(sorted(paths), desc=f"Reading {folder.name}", unit=" files", delay=1):
        text = _read(paths[name], name, report, encoding)
        if text is None:
            continue
        record = {"article_id": name.removesuffix(paths[name].suffix)}
        if shape:
            told = shape.fullmatch(record["article_id"] if "/" in names else record["article_id"].rpartition("/")[2])
            if told:
                record |= told.groupdict()
            else:
                report.add([name], "file name does not fit", [names], dropped=False)
        title, record["text"] = split_headline(text)
        record |= {"title": title} if title else {}
        records.append(record | {"file": name})
    articles = _table(records, shape, report, day_first)
    report.settle(f"{folder.name}, {len(paths):,} files", kept=len(articles), strict=strict)
    return articles


def split_headline(text: str) -> tuple[str | None, str]:
    """Return the headline block that opens `text` more than once, as one line, and the text without it.

    >>> split_headline("Talks go on\\n\\nTalks go on\\n\\nTalks go on\\n\\nThe talks went on.")
    ('Talks go on', 'The talks went on.')
    >>> split_headline("Talks go on\\n\\nThe talks went on.")
    (None, 'Talks go on\\n\\nThe talks went on.')
    """
    lines = [(line.end(), " ".join(line[0].split())) for line in re.finditer(r"[^\n]*\S[^\n]*\n?", text)]
    words = [line for _, line in lines]
    for n in range(1, HEADLINE_LINES + 1):
        copies = 1
        while words[:n] and words[copies * n : (copies + 1) * n] == words[:n]:
            copies += 1
        if copies > 1:
            body = text[lines[copies * n - 1][0] :].lstrip("\n")
            return (" ".join(words[:n]), body) if body.strip() else (None, text)
    return None, text


def _read(path: Path, name: str, report: Report, encoding: str | None) -> str | None:
    """Return the text of a file, or None if it has none; then `report` says why."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= HUGE else b""
    except OSError as error:
        report.add([name], "file cannot be opened", [error.strerror], dropped=True)
        return None
    if size > HUGE:
        report.add([name], "file is huge", [f"{size / 1e6:,.0f} MB"], dropped=True)
        return None
    try:
        found = decoding.decode(data, encoding)
    except ValueError as error:
        reason = "file is not in the encoding" if encoding else "file is binary"
        report.add([name], reason, [error if encoding else data[:8]], dropped=True)
        return None
    if not found.text.strip():
        report.add([name], "file is empty", [f"{size} bytes"], dropped=True)
        return None
    if found.broken:
        report.add([name], "bytes were not UTF-8", [f"{found.broken:,} characters of {found.encoding}"], dropped=False)
    elif found.guessed:
        report.add([name], "encoding was guessed", [found.encoding], dropped=False)
    return found.text


def name_pattern(names: str) -> re.Pattern:
    """Return the expression that takes a file name apart.

    >>> name_pattern("{outlet}_{date}").fullmatch("the_daily_2020-12-29").groupdict()
    {'outlet': 'the_daily', 'date': '2020-12-29'}
    """
    parts = re.split(r"\{(\w*)\}", names)
    columns = parts[1::2]
    if not columns or len(set(columns)) < len(columns) or not all(column.isidentifier() for column in columns):
        raise ValueError(f"`names` must hold names in braces, each once, such as '{{outlet}}_{{date}}'; got {names!r}.")
    for column in {"article_id", "text", "file"}.intersection(columns):
        raise ValueError(f"`names` cannot give {column!r}, which comes from the file itself. Call it something else.")
    for i, column in enumerate(columns):
        parts[2 * i + 1] = f"(?P<{column}>{DATE if column == 'date' else '.+?'})"
        parts[2 * i] = re.escape(parts[2 * i])
    return re.compile("".join([*parts[:-1], re.escape(parts[-1])]))


def plain_path(path: str) -> str:
    """Return a path as text that every system writes alike: composed letters, no undecodable bytes."""
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))


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
