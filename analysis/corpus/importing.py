"""Articles from files of any known format, with an account of each file."""

import glob
import hashlib
import os
import stat
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from analysis import _check
from analysis.corpus import dates, decoding, language_names, readers
from analysis.corpus.folders import name_pattern, plain_path
from analysis.corpus.readers import File, Options, Unreadable, unpacked
from analysis.corpus.readers._archives import LITTERED, is_litter, passed_over, unique
from analysis.corpus.reconciling import Reconciliation, Record, Unbalanced, complaint, tables, unbalanced
from analysis.corpus.reports import BadInput, Report
from analysis.corpus.tables import FIELDS, as_numbers, as_text, typed

# The columns that a reader may give, in the order of the table; what else it gives comes after them.
KNOWN = [*FIELDS, "byline", "section", "document_id"]
CUT_BELOW = 0.8  # of the words that the export announces: databases count words a little differently, never by a fifth


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
        other folders or out of it are not followed, and what systems leave there (``.DS_Store``) is passed over; a row
        of `defects` says so.
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
    ValueError
        If a file announces another number of articles than it gave. The error carries `articles` and `reconciliation`,
        for the import goes through to the end all the same.

    Warns
    -----
    BadInput
        Once, if a file or an article could not be kept; `.report` holds these rows of `defects`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "talks.txt").write_text("Talks go on\\n\\nTalks go on\\n\\nThe talks went on.")
    ...     _ = Path(folder, "more.csv").write_text("outlet,date,text\\nHerald,2020-12-29,Talks ended.\\n")
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
    options = Options(dict(fields or {}), encoding, readers.limits(limits or {}))
    for field in options.fields:
        _check.option("field", field, KNOWN)
    allow = _check.words("allow", allow, "names of files")
    told = name_pattern(names) if names else None
    if encoding:
        decoding.decode(b"", encoding)  # an error if there is no such encoding
    found, passed = _paths(paths)
    records, items = [], []
    with tqdm(found.items(), desc="Reading", unit=" files", delay=1) as progress:
        for name, path in progress:
            for file, record in _files(name, path, passed, options):
                records.append(record)
                for item in _items(file, record):
                    items.append(_named(item, file.name, told))
                    if len(items) % 1000 == 0:
                        progress.set_postfix(articles=len(items))
    articles = _table(items, {record.file: record for record in records}, day_first)
    reconciliation = tables(records)
    lost = reconciliation.defects[reconciliation.defects["action"] == "dropped"]
    wrong = unbalanced(reconciliation.files, allow)
    if len(wrong):
        raise Unbalanced(complaint(wrong), articles, reconciliation)
    if len(lost):
        first = ", ".join(f"{row.file}: {row.reason}" for row in lost.head(3).itertuples())
        message = f"{len(articles):,} articles kept; {len(lost):,} findings were dropped ({first}).\n"
        message += "The whole list is the table `.report` of this warning, and `defects` of the reconciliation."
        warnings.warn(BadInput(message, lost), stacklevel=2)
    return articles, reconciliation


def _paths(paths) -> tuple[dict[str, Path], dict[Path, tuple]]:
    """The files that `paths` means, in the order of their names below the folder that they have in common.

    Beside them the paths among these that are not to be opened, each with a reason and what was found there.
    """
    each = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    found, passed = {}, {}
    for one in map(Path, each):
        base = one if one.is_dir() else one.parent
        if one.is_dir():
            here = _below(one, passed)
        elif os.path.lexists(one):
            here = [one]
        else:
            here = [path for path in map(Path, glob.glob(str(one), recursive=True)) if not path.is_dir()]
            base = Path(os.path.commonpath([path.parent for path in here])) if here else base
        if not here:
            raise FileNotFoundError(f"There is no file {one}. The path is read from {Path.cwd()}.")
        found |= {path: plain_path(path.relative_to(base).as_posix()) for path in here}
    twice = len(each) > 1 and len(set(found.values())) < len(found)
    names, taken = {}, {}
    for path, name in sorted(found.items()):
        names[unique(plain_path(path.as_posix()) if twice else name, taken)] = path
    return dict(sorted(names.items())), passed


def _below(folder: Path, passed: dict[Path, tuple]) -> list[Path]:
    """What is below a folder. A link that leads out of it, or to a folder, goes into `passed` too, as does litter."""
    inside, found, litter = os.path.realpath(folder), [], []

    def refused(error: OSError):
        found.append(Path(error.filename))
        passed[found[-1]] = "folder cannot be opened", error.strerror

    for here, folders, names in os.walk(folder, onerror=refused):
        litter += [name for name in [*folders, *names] if is_litter(name)]
        folders[:] = [name for name in folders if not is_litter(name)]
        for path in [Path(here, name) for name in [*folders, *names] if not is_litter(name)]:
            if path.is_symlink() and (path.is_dir() or not Path(os.path.realpath(path)).is_relative_to(inside)):
                passed[path] = "link was not followed", os.readlink(path)
            if path in passed or not path.is_dir():
                found.append(path)
    if litter:
        passed[folder] = passed_over(litter)
        found.append(folder)
    return found


def _files(name: str, path: Path, passed: Mapping[Path, tuple], options: Options) -> Iterator[tuple[File, Record]]:
    """The file at `path`, or the files in it if it is an archive, each with a new record."""
    record = Record(name)
    try:
        if path in passed:
            raise Unreadable(*passed[path])
        file = File(name, _content(path, options.limits["file_bytes"]), options)
    except OSError as error:
        record.fail("file cannot be opened", error.strerror)
    except Unreadable as error:
        if error.reason == LITTERED:
            record.format = "folder"
            record.defect(error.reason, error.value)
        else:
            record.fail(error.reason, error.value)
    else:
        yield from unpacked(file, record)
        return
    yield File(name, b"", options), record


def _content(path: Path, most: int) -> bytes:
    """The bytes of a file; what is no file, such as a pipe that nobody writes to, is not waited for."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("file is a pipe or a device")
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(most + 1) if size <= most else b""
    if size > most or len(data) > most:  # it may have grown
        raise Unreadable("file is huge", f"{max(size, len(data)) / 1e6:,.0f} MB")
    return data


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
        if file.decoded.broken:
            record.defect("bytes were not UTF-8", f"{file.decoded.broken:,} characters")
        elif file.decoded.guessed:
            record.defect("encoding was guessed", file.decoded.encoding)


def _named(item: dict, name: str, told) -> dict:
    """An article with what the name of its file tells, where it does not say so itself."""
    stem = name.rpartition(".")[0] or name
    match = told and (told.fullmatch(stem) or told.fullmatch(stem.rpartition("/")[2]))
    return match.groupdict() | item if match else item


def _table(items: list[dict], records: dict[str, Record], day_first: bool | None) -> pd.DataFrame:
    """The articles as a table, in the types of its columns; what is wrong with each is said to its file's record."""
    given = dict.fromkeys(key for item in items for key in item)
    columns = ["article_id", "text", *(name for name in KNOWN[2:] if name in given)]
    columns += [name for name in given if name not in (*columns, "file", "position", "words")]
    frame = pd.DataFrame(
        {name: pd.Series([item.get(name) for item in items], dtype="object") for name in [*columns, "file", "position"]}
    )
    report = Report("row")
    text = frame["text"].where(frame["text"].map(lambda cell: not isinstance(cell, str) or bool(cell.strip())), None)
    frame["text"] = text
    frame["article_id"] = _ids(frame, report)
    written = frame["date"].notna() if "date" in frame else pd.Series(False, index=frame.index)
    if "date" in frame:
        frame["date"], instants = _days(frame, records, report, day_first)
        if instants.notna().any():
            frame.insert(0, "instant", instants)
    _missing(frame, written, records, report)
    _shortened(text, [item.get("words") for item in items], report)
    _repeated(frame, report)
    for name in columns:
        if name not in FIELDS:
            frame[name] = as_text(frame[name])[0] if name in KNOWN else as_numbers(frame[name].infer_objects())
    if "language" in frame:
        frame["language"] = language_names.codes(as_text(frame["language"])[0])
    ids = frame["article_id"]
    articles = typed(frame, pd.Series(range(len(frame)), index=frame.index), report)
    for place, reason, value, _ in report.findings:
        records[frame["file"][place]].defect(
            reason, value, position=int(frame["position"][place]), article_id=ids[place]
        )
    return articles.astype({"file": "str", "position": "int64"})


def _ids(frame: pd.DataFrame, report: Report) -> pd.Series:
    """The id of each article: the one it has, else the name of its file, and its position where there are several."""
    several = frame["file"].duplicated(keep=False) | (frame["position"] != 1)
    stems = frame["file"].map(lambda name: name.rpartition(".")[0] or name)
    stems = stems.where(~stems.duplicated(keep=False), frame["file"])
    places = frame["file"] + "#" + frame["position"].astype("str")
    own = as_text(frame["article_id"])[0].str.strip().replace("", None)
    again = own.notna() & own.duplicated()
    report.add(frame.index[again], "id was there before", own[again], dropped=False)
    ids = own.mask(again).fillna(stems.where(~several, places).astype("str"))
    twice = ids.duplicated()  # where an id that a table gives is the name of a file
    return ids.mask(twice, places.astype("str") + "+" + frame.index.astype("str"))


def _days(frame: pd.DataFrame, records: dict[str, Record], report: Report, day_first: bool | None):
    """The days that are written, in the order of day and month that the dates of one file, or of a folder, settle.

    And the instants, where the time and its zone are written, too.
    """
    written, odd, _ = as_text(frame["date"])
    report.add(frame.index[odd], "value cannot be read", frame["date"][odd], dropped=False)
    written = written.str.strip().replace("", None)
    alone = ~frame["file"].duplicated(keep=False)
    source = frame["file"].where(~alone, frame["file"].map(lambda name: name.rpartition("/")[0] + "/"))
    days, instants = [], []
    for _, group in written.groupby(source, sort=False):
        found = dates.parse(group, day_first=day_first)
        days.append(found.days)
        instants.append(found.instants)
        for reason, values in group.groupby(found.reasons, sort=False):
            report.add(values.index, reason, values, dropped=False)
        if found.remark and day_first is None:
            records[frame["file"][group.index[0]]].defect("order of day and month was decided", found.remark)
    if not days:
        return dates.parse(written).days, dates.parse(written).instants
    return pd.concat(days).reindex(frame.index), pd.concat(instants).reindex(frame.index)


def _missing(frame: pd.DataFrame, written: pd.Series, records: dict[str, Record], report: Report):
    """Report articles without a text, but of formats that have none, and those for which no date was `written`."""
    textless = {name for name, record in records.items() if "format holds no texts" in record.reasons()}
    empty = frame["text"].isna() & ~frame["file"].isin(textless)
    told = frame["title"] if "title" in frame else pd.Series(None, index=frame.index)
    report.add(frame.index[empty], "text is missing or empty", told[empty], dropped=False)
    undated = pd.Series(True, index=frame.index) if "date" not in frame else frame["date"].isna() & ~written
    report.add(frame.index[undated], "date is missing", told[undated], dropped=False)


def _shortened(text: pd.Series, words: list, report: Report):
    """Report articles with fewer words than the export announces for them."""
    for place, announced in enumerate(words):
        if announced and isinstance(text[place], str):
            here = len(text[place].split())
            if here < CUT_BELOW * int(announced):
                report.add([place], "text is shorter than announced", [f"{here} of {announced} words"], dropped=False)


def _repeated(frame: pd.DataFrame, report: Report):
    """Report articles that are there twice: with one id of the database, or alike in text, title, date and outlet."""
    alike = [name for name in ("text", "title", "date", "outlet") if name in frame]
    again = frame["text"].notna() & frame[alike].astype("str").duplicated()
    if "document_id" in frame:
        again |= frame["document_id"].notna() & frame["document_id"].duplicated()
    report.add(frame.index[again], "article was there before", frame["article_id"][again], dropped=False)
