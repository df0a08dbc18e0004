"""A corpus of your own, by name: `add` writes its folder, after which `load` and the notebooks know it.

The folder holds the table as Parquet, its SOURCE.toml, and a .gitignore that keeps the texts out of the repository. A
corpus comes into being, or is replaced, in one step: the table is written under a name made from its content, and
SOURCE.toml, which names it, is then moved into place. At whatever moment the writer dies, the corpus is the old one or
the new one, whole.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import _check, _paths
from analysis.corpus import fetching, proposing, sources, toml
from analysis.corpus.describing import describe

try:
    import fcntl
except ImportError:  # Windows has no such lock; there, two calls at once for one corpus are for the user to avoid
    fcntl = None

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 60  # characters of a name: results/NAME/NOTEBOOK.ipynb has to fit into any file system's path
# The two other folders beside the corpora, and names that Windows keeps for devices.
RESERVED = re.compile(r"topics|wordlists|con|prn|aux|nul|com[0-9]|lpt[0-9]")

ASKED = {
    "title": "what the corpus is, in one line",
    "origin": "who collected it, when and from where; database, query, names, DOI",
    "citation": "how to cite it",
    "licence": "one short line, which corpus.available() shows",
    "terms": "what is known about the licence, in sentences; what is not known, too",
}
MADE = ("articles", "get", "fields")  # what `corpus.source` returns of an added corpus, and what is made anew
COUNTED = ["without_text", "without_title", "without_date", "repeated_texts", "replacement_characters"]

TEXT = ("text", "title", "language", "url")
IGNORED = """\
# The texts stay on this machine; SOURCE.toml may be shared. To publish the texts, too, delete this file.
*.parquet
"""
UNWRITTEN = "Work in a copy of the repository that you may write to; what was there before is still there."


def add(name: str, articles: pd.DataFrame, *, source: Mapping | None = None, replace: bool = False) -> Path:
    """Return the folder ``corpus/<name>/`` into which `articles` were written, to be had by ``load(name)`` from now on.

    ``python -m analysis.reproduce --corpus <name>`` then runs all notebooks on it.

    Parameters
    ----------
    name : str
        Lower-case letters, digits and single hyphens, at most 60.
    articles : DataFrame
        As `from_table` and the other readers make it: index of unique str; `text`, `title`, `language`, `url` of
        dtype str, `date` of dtype datetime64, `outlet` a Categorical; then any columns that Parquet holds. All of it
        comes back equal, missing values included.
    source : mapping
        What the texts do not say: `title`, `origin`, `citation`, `licence`, `terms`; optional `language`, `defects`,
        `parameters`, as explained in ``corpus/README.md``. What is missing is asked for in the error, which shows what
        to paste. Of `defects`, what `describe` counts is filled in; of `parameters`, what can be proposed from the
        articles and is not given. ``corpus.source(name)``, changed, may be given again.
    replace : bool
        Whether a corpus of this name that was added before may be replaced.

    Returns
    -------
    Path
        The folder. In it: ``articles-<hash>.parquet``; ``SOURCE.toml``, whose ``[parameters]`` are worth a look; and a
        ``.gitignore``, so that the texts are not published by accident.

    Raises
    ------
    ValueError
        If `source` lacks something, or the name cannot be one, or the table is no table of articles, or a column would
        not come back as it is. Nothing is written then.
    FileExistsError
        If the name is taken. Only what was added is ever replaced.
    OSError
        If the folder cannot be written to.
    RuntimeError
        If another process is adding a corpus of this name.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Talks resumed."]}, index=pd.Index(["a1"], name="article_id"))
    >>> add("my-articles", articles, source={"title": "Mine", "origin": "My notes", "terms": "My own texts."})
    Traceback (most recent call last):
    ValueError: `source` does not say 'citation', 'licence'. Fill in what follows the arrows and pass this:
    {
        'title': 'Mine',
        'origin': 'My notes',
        'citation': '',  # <- how to cite it
        'licence': '',  # <- one short line, which corpus.available() shows
        'terms': 'My own texts.',
    }
    """
    _named(name)
    _articles(articles)
    table = _stored(articles)
    facts = _facts(articles, {} if source is None else source)
    if not _paths.CORPORA.is_dir():
        raise FileNotFoundError(f"Expected the folder of corpora at {_paths.CORPORA}; it is not there. {UNWRITTEN}")
    folder = _paths.CORPORA / name
    _free(folder, replace=replace)
    with _alone(folder):
        _free(folder, replace=replace)  # another process may have been here between the first look and the lock
        _write(folder, table, facts)
    return folder


def _named(name: str):
    """Raise unless `name` is a safe name for a folder on every system, and not one of another meaning."""
    if not isinstance(name, str):
        raise TypeError(f"`name` must be a str; got {type(name).__name__}.")
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        slug = "-".join(re.findall("[a-z0-9]+", name.lower()))[:LONGEST].rstrip("-")
        raise ValueError(
            f"`name` must be of lower-case letters a to z, digits and single hyphens, at most {LONGEST}; got {name!r}."
            + (f" Try {slug!r}." if slug else "")
        )
    if RESERVED.fullmatch(name):
        raise ValueError(f"`name` must be free; {name!r} means something else here. Choose another one.")


def _articles(articles: pd.DataFrame):
    """Raise unless `articles` is a table of articles as the readers of this room make it."""
    _check.table("articles", articles, ["text"])
    remedy = "corpus.from_table(articles) makes such a table of any other."
    if articles.empty:
        raise ValueError("`articles` must hold at least one article; it is empty.")
    index = articles.index
    sound = isinstance(index.dtype, pd.StringDtype) and index.is_unique and not index.hasnans
    if not sound or index.name != "article_id":
        raise ValueError(
            f"`articles` must have an index 'article_id' of unique str; got {index.name!r} of {index.dtype} with "
            f"{index.nunique():,} different values in {len(index):,} rows. {remedy}"
        )
    wrong = [field for field in TEXT if field in articles and articles[field].dtype != "str"]
    if wrong:
        raise TypeError(
            f"`articles` must hold {_check.listing(wrong)} as str; got {articles[wrong[0]].dtype}. {remedy}"
        )
    if "date" in articles:
        _check.dates('articles["date"]', articles["date"], index)
    if "outlet" in articles and not isinstance(articles["outlet"].dtype, pd.CategoricalDtype):
        raise TypeError(f"`articles` must hold 'outlet' as a Categorical; got {articles['outlet'].dtype}. {remedy}")


def _stored(articles: pd.DataFrame) -> pa.Table:
    """Return `articles` as the table that is written; raise ValueError if a column would come back differently."""
    columns = articles.columns
    if not all(isinstance(column, str) for column in columns) or not columns.is_unique or "article_id" in columns:
        raise ValueError(
            f"`articles` must have columns with different names, each a str, none of them 'article_id'; "
            f"got {_check.listing(columns)}. Rename them with articles.rename(columns=...)."
        )
    lost, tables = {}, {}
    for column in columns:
        try:
            tables[column] = pa.Table.from_pandas(articles[[column]])
            same = tables[column].to_pandas()[column].equals(articles[column])
            lost |= {} if same else {column: f"{articles[column].dtype}, which Parquet does not give back"}
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            lost[column] = str(error).partition("\n")[0]
    if lost:
        column, reason = next(iter(lost.items()))
        raise ValueError(
            f"`articles` has columns that would not come back as they are: {_check.listing(lost)} ({reason}). "
            f'Make them text or numbers, as in articles.astype({{{column!r}: "str"}}), or drop them.'
        )
    return pa.Table.from_pandas(articles)


def _facts(articles: pd.DataFrame, source: Mapping) -> dict:
    """Return what SOURCE.toml says but for [get]: what was told, what was counted, and what is proposed."""
    if not isinstance(source, Mapping):
        raise TypeError(f"`source` must be a mapping such as {{'title': '...'}}; got {type(source).__name__}.")
    told = {key: value for key, value in source.items() if key not in MADE}
    missing = [key for key in ASKED if not (isinstance(told.get(key), str) and told[key].strip())]
    if missing:
        raise ValueError(_question(missing, told))
    counted = describe(articles).loc["all", COUNTED].astype(int).to_dict()
    facts = {
        **told,
        "articles": len(articles),
        "defects": counted | {key: value for key, value in dict(told.get("defects", {})).items() if key not in counted},
        "parameters": proposing.propose(articles, dict(told.get("parameters", {}))),
    }
    sources.checked("`source`", {**facts, "get": {"kind": "added", "path": "", "sha256": "0" * 64}})
    return facts


def _question(missing: list[str], told: Mapping) -> str:
    """The words in which what is missing is asked for, with a mapping to paste and fill in."""
    lines = [
        f"    {key!r}: '',  # <- {ASKED[key]}" if key in missing else f"    {key!r}: {told[key]!r},"
        for key in [*ASKED, *(key for key in told if key not in ASKED)]
    ]
    return (
        f"`source` does not say {_check.listing(missing)}. Fill in what follows the arrows and pass this:\n"
        + "\n".join(["{", *lines, "}"])
    )


def _free(folder: Path, *, replace: bool):
    """Raise FileExistsError unless a corpus may be written into `folder`."""
    if not (folder / "SOURCE.toml").exists():
        others = [path.name for path in folder.iterdir() if not _own(path)] if folder.is_dir() else []
        if others:
            raise FileExistsError(
                f"The folder {folder} is there, is no corpus and holds {_check.listing(sorted(others))}. "
                "Move it away, or choose another name."
            )
        return
    kind = sources.source(folder.name)["get"]["kind"]
    if kind != "added":
        raise FileExistsError(
            f"The corpus {folder.name!r} is there and was not made by corpus.add, which therefore never replaces it. "
            "Choose another name."
        )
    if not replace:
        raise FileExistsError(
            f"There is a corpus {folder.name!r} already. Choose another name, or say replace=True to replace it."
        )


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make `folder` and hold it until the end, however that comes; what an earlier call left unfinished is removed.

    The lock ends with the process that holds it, so that a killed one stands in nobody's way.
    """
    try:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder, os.O_RDONLY) if fcntl else None
    except OSError as error:
        raise OSError(f"Cannot write to {folder}: {error.strerror}. {UNWRITTEN}") from None
    try:
        if fcntl:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RuntimeError(
                    f"Expected to be the only one that writes to {folder}; another process is at work. "
                    "Wait until it has ended."
                ) from None
        try:
            yield
        finally:
            _sweep(folder)
    finally:
        if fcntl:
            os.close(handle)


def _write(folder: Path, table: pa.Table, facts: dict):
    """Write the table, then SOURCE.toml in one step: only then does the corpus exist, or is another one."""
    with fetching.making(folder / "SOURCE.toml", remedy=UNWRITTEN) as unfinished:
        try:
            ignored, parquet, source = (unfinished / name for name in (".gitignore", "articles", "SOURCE.toml"))
            if not (folder / "SOURCE.toml").exists():  # before the texts; once deleted by its owner, it stays deleted
                _lasting(ignored, IGNORED)
                os.replace(ignored, folder / ".gitignore")
            pq.write_table(table, parquet, compression="zstd", write_page_checksum=True)
            sha256 = fetching.sha256(parquet)
            final = folder / f"articles-{sha256[:16]}.parquet"
            _lasting(parquet)
            os.replace(parquet, final)
            _lasting(source, toml.written({**facts, "get": {"kind": "added", "path": final.name, "sha256": sha256}}))
            os.replace(source, folder / "SOURCE.toml")
        except OSError as error:
            raise OSError(f"Cannot write to {folder}: {error.strerror or error}. {UNWRITTEN}") from None


def _lasting(path: Path, text: str | None = None):
    """Write `text`, if there is any, and have the file on the disk before it is moved, even if the power goes."""
    with path.open("ab") as file:
        file.write((text or "").encode())
        file.flush()
        os.fsync(file.fileno())


def _own(path: Path) -> bool:
    """Whether `add` itself made a file or folder beside SOURCE.toml."""
    made = re.fullmatch(r"articles-[0-9a-f]{16}\.parquet|\.gitignore", path.name)
    return bool(made) or path.name.startswith(fetching.UNFINISHED)


def _sweep(folder: Path):
    """Delete what no corpus needs: unfinished files and tables that SOURCE.toml does not name; an empty folder, too."""
    source = folder / "SOURCE.toml"
    needed = {sources.source(folder.name)["get"]["path"], ".gitignore"} if source.exists() else set()
    for path in [path for path in folder.iterdir() if _own(path) and path.name not in needed]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    if not needed:
        with contextlib.suppress(OSError):
            folder.rmdir()
