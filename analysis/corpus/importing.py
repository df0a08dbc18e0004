"""Articles from files of any known format, with an account of each file."""

import hashlib
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from analysis import _check, _progress
from analysis.corpus import decoding, readers
from analysis.corpus.assembling import KNOWN, assembled
from analysis.corpus.finding import meant, opened
from analysis.corpus.folders import name_pattern
from analysis.corpus.readers import File, Options, Unreadable
from analysis.corpus.readers._file import stem
from analysis.corpus.reconciling import Reconciliation, Record, Unbalanced, complaint, tables, unbalanced
from analysis.corpus.reports import BadInput


def read(
    paths: str | os.PathLike | Iterable[str | os.PathLike],
    *,
    fields: Mapping[str, str] | None = None,
    names: str | None = None,
    encoding: str | None = None,
    day_first: bool | None = None,
    allow: Iterable[str] = (),
    limits: Mapping[str, int] | None = None,
) -> tuple[pd.DataFrame, Reconciliation]:
    """Return the articles of one file or many, and a reconciliation of what the files announce with what they gave.

    The format of each file is found by its content: plain text (one article), CSV, TSV, JSON, Parquet and spreadsheets,
    exports of newspaper databases, web pages, feeds, PDF, archives of any of these. ``READERS`` in `corpus.readers` has
    them all.

    Parameters
    ----------
    paths : path or list of paths
        A file, a folder with all that lies below it, or a pattern such as ``"exports/*.html"``. In a folder, links to
        other folders or out of it are not followed, and what systems leave there (``.DS_Store``), and browsers beside
        a page (``Talks_files``), is passed over; a row of `defects` says so.
    fields : mapping, optional
        What the columns of tables are called: ``{"text": "Body", "date": "Published"}``, as in `from_table`.
    names : str, optional
        What file names tell, as in `from_folder`: ``"{outlet}_{date}"``. What a file says itself goes before its name.
    encoding : str, optional
        Encoding of all text files. Without it, it is found out for each.
    day_first : bool, optional
        Whether 07/02/2017 is in February. Without it, the other dates of the file decide, else the day is first; a row
        of `defects` says so.
    allow : list of str
        Names of files that may hold another number of articles than they announce; ``*`` stands for any characters.
    limits : mapping, optional
        Limits to raise, by name: ``file_bytes`` (1 GB), ``unpacked_bytes`` of an archive (4 GB), its ``members``
        (100,000), and the ``depth`` of archives within archives (3); ``pages`` (5,000) and ``seconds`` (600) of a PDF.

    Returns
    -------
    articles : DataFrame
        Index `article_id`: the id that a table gives, else the name of the file, with "#" and the article's position in
        it where the file can hold several. Columns `text`; `date` (datetime64, the day), `outlet` (Categorical),
        `title`, `language`, `url`, `byline`, `section`, `document_id` where known; further ones of the formats;
        `instant` (in UTC) where a time and its zone are written; `file` and `position`. An article without a text is
        kept, its text missing. A day is the day as written; in another zone it is that of
        ``articles["instant"].dt.tz_convert("Europe/Istanbul")``.
    reconciliation : Reconciliation
        Its `files` and its `defects`.

    Raises
    ------
    FileNotFoundError
        If no file is there.
    TypeError
        If an argument is of another type.
    ValueError
        If a file announces another number of articles than it gave. The error carries `articles` and `reconciliation`,
        for the import goes through to the end all the same.

    Warns
    -----
    BadInput
        Once, if a file or an article could not be kept; `.report` holds these rows of `defects`.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "talks.txt").write_text("Talks go on\\n\\nTalks go on\\n\\nThe talks went on.")
    ...     _ = pathlib.Path(folder, "more.csv").write_text("outlet,date,text\\nHerald,2020-12-29,Talks ended.\\n")
    ...     articles, reconciliation = read(folder)
    >>> articles[["text", "outlet", "title"]]
                              text  outlet        title
    article_id
    more.csv#2        Talks ended.  Herald          NaN
    talks       The talks went on.     NaN  Talks go on
    >>> reconciliation.files[["format", "found", "kept", "dropped"]]
                       format  found  kept  dropped
    file
    more.csv   delimited text      1     1        0
    talks.txt      plain text      1     1        0
    """
    _check.kind("fields", fields, Mapping, "a mapping such as {'text': 'Body'}")
    _check.kind("names", names, str, "a str such as '{outlet}_{date}'")
    _check.kind("encoding", encoding, str, "a str such as 'utf-8'")
    _check.kind("day_first", day_first, bool, "True or False")
    _check.kind("limits", limits, Mapping, "a mapping such as {'depth': 5}")
    options = Options(dict(fields or {}), encoding, readers.limits(limits or {}))
    for field in options.fields:
        _check.option("field", field, KNOWN)
    allow = _check.words("allow", allow, "names of files")
    told = name_pattern(names) if names else None
    decoding.check(encoding)
    found, passed = meant(paths)
    records, items = [], []
    with _progress.bar(found.items(), doing="Reading", unit="files") as progress:
        for name, path in progress:
            for file, record in opened(name, path, passed, options):
                records.append(record)
                for item in _items(file, record):
                    items.append(_named(item, file.name, told))
                    if len(items) % 1000 == 0:
                        progress.set_postfix(articles=len(items))
    articles = assembled(items, {record.file: record for record in records}, day_first)
    reconciliation = tables(records)
    lost = reconciliation.defects[reconciliation.defects["action"] == "dropped"]
    wrong = unbalanced(reconciliation.files, allow)
    if len(wrong):
        raise Unbalanced(complaint(wrong), articles, reconciliation)
    if len(lost):
        first = ", ".join(f"{row.file}: {row.reason}" for row in lost.head(3).itertuples())
        findings = "1 finding was" if len(lost) == 1 else f"{len(lost):,} findings were"
        message = f"{len(articles):,} articles kept; {findings} dropped ({first}).\n"
        message += "The whole list is the table `.report` of this warning, and `defects` of the reconciliation."
        warnings.warn(BadInput(message, lost), stacklevel=2)
    return articles, reconciliation


def _items(file: File, record: Record) -> Iterator[dict]:
    """The articles of a file as its reader gives them; what goes wrong is said to `record` and stops nothing else."""
    if record.defects or record.format:  # it cannot be read, or is an archive, whose members are files of their own
        return
    record.sha256 = hashlib.sha256(file.data).hexdigest()
    if not file.data.strip():
        record.fail("file is empty", f"{len(file.data)} bytes")
        return
    try:
        reader = readers.reader(file)
        record.format = reader.FORMAT
        for item in reader.read(file, record):
            record.found += 1
            yield {"file": file.name, "position": record.found} | item
        if getattr(reader, "TEXTLESS", False):
            record.defect("format holds no texts")
    except Unreadable as error:
        record.fail(error.reason, error.value)
    except ImportError:  # nothing is wrong with the file
        raise
    except Exception as error:  # of a parser of a format: whatever it is, it must not stop the other files
        record.fail("file is damaged", f"{type(error).__name__}: {error}")
    if not record.found and not record.defects:
        record.fail("no article was found", file.name)
    if "decoded" in vars(file):  # it was read as text
        record.encoding = file.decoded.encoding
        if doubt := file.decoded.doubt:
            record.defect(*doubt)


def _named(item: dict, name: str, told) -> dict:
    """An article with what the name of its file tells, where it does not say so itself."""
    match = told and told.fullmatch(stem(name))
    return match.groupdict() | item if match else item
