"""What an import announced, found, kept and dropped, file by file, and each defect with its place."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

import pandas as pd

from analysis import _check
from analysis.corpus.reports import REMEDIES, shorten

FILES = ["format", "announced", "found", "kept", "dropped", "defects", "encoding", "sha256"]
DEFECTS = ["file", "position", "article_id", "reason", "value", "action", "remedy"]
ABSENT = "document is missing"  # the one reason that is about an article which is not there


class Record:
    """What is said of one file while it is read.

    Attributes
    ----------
    announced : int or None
        How many articles the export itself says that it holds.
    """

    def __init__(self, file: str):
        self.file = file
        self.format: str | None = None
        self.announced: int | None = None
        self.found = self.dropped = 0
        self.encoding: str | None = None
        self.sha256: str | None = None
        self.defects: list[tuple] = []

    def defect(self, reason: str, value: object = None, *, position: int | None = None, article_id: str | None = None):
        """Note what is wrong with the file, or with the article at `position`, which is kept unless it is not there."""
        self._note(position, reason, value, "missing" if reason == ABSENT else "kept", article_id)

    def drop(self, reason: str, value: object = None, *, position: int | None = None, n: int = 1):
        """Note an article, or `n` of one kind, that were found and cannot be kept."""
        self.found += n
        self.dropped += n
        self._note(position, reason, value, "dropped")

    def add(self, places: Iterable[int], reason: str, values: Iterable, *, dropped: bool):
        """Note one finding per place, as a `Report` does: a parser of tables may be given either."""
        for place, value in zip(places, values, strict=True):
            (self.drop if dropped else self.defect)(reason, value, position=int(place))

    def note(self, sentence: str):
        """Note, as a `Report` does, what a parser finds of the whole: that there is more than the file holds."""
        self.defect("file holds a part of what was found", sentence)

    def fail(self, reason: str, value: object = None):
        """Note that nothing, or nothing further, can be read from the file."""
        self._note(None, reason, value, "dropped")

    def reasons(self) -> set[str]:
        """The reasons noted so far."""
        return {defect[3] for defect in self.defects}

    def _note(self, position, reason, value, action, article_id=None):
        if reason not in REMEDIES:
            raise KeyError(f"no remedy is written down for {reason!r}")
        self.defects.append((self.file, position, article_id, reason, shorten(value), action, REMEDIES[reason]))


class Reconciliation(NamedTuple):
    """The two tables that `corpus.read` gives beside the articles.

    Attributes
    ----------
    files : DataFrame
        One row per file. Index `file`; columns `format`; `announced` (how many articles the export itself says that it
        holds; missing where it does not say), `found`, `kept`, `dropped`; `defects`, their number; `encoding`;
        `sha256`.
    defects : DataFrame
        One row per defect. Columns `file`; `position`, the article's number or row in it; `article_id`, where it was
        kept; `reason`; `value`; `action`, "kept", "dropped" or, where the export counts it and does not hold it,
        "missing"; `remedy`. A defect of a whole file has no position.
    """

    files: pd.DataFrame
    defects: pd.DataFrame


class Unbalanced(ValueError):
    """The error for files that announce another number of articles than were found in them.

    Attributes
    ----------
    articles : DataFrame
        What was read all the same.
    reconciliation : Reconciliation
    """

    def __init__(self, message: str, articles: pd.DataFrame, reconciliation: Reconciliation):
        super().__init__(message)
        self.articles, self.reconciliation = articles, reconciliation


def tables(records: Iterable[Record]) -> Reconciliation:
    """The tables of what was recorded."""
    records = list(records)
    files = pd.DataFrame(
        {
            "format": pd.Series([record.format for record in records], dtype="str"),
            "announced": pd.array([record.announced for record in records], dtype="Int64"),
            "found": [record.found for record in records],
            "kept": [record.found - record.dropped for record in records],
            "dropped": [record.dropped for record in records],
            "defects": [len(record.defects) for record in records],
            "encoding": pd.Series([record.encoding for record in records], dtype="str"),
            "sha256": pd.Series([record.sha256 for record in records], dtype="str"),
        }
    ).set_index(pd.Index([record.file for record in records], name="file", dtype="str"))
    defects = pd.DataFrame([defect for record in records for defect in record.defects], columns=DEFECTS)
    text = [column for column in DEFECTS if column != "position"]
    return Reconciliation(files, defects.astype({"position": "Int64"} | dict.fromkeys(text, "str")))


def reconcile(reconciliation: Reconciliation, *, allow: Iterable[str] = ()) -> pd.DataFrame:
    """The table of files, once it is sure that what they announce is what was kept or dropped.

    Parameters
    ----------
    reconciliation : Reconciliation
        As `corpus.read` gives it.
    allow : list of str
        Names of files that may hold another number of articles than they announce; ``*`` stands for any characters.

    Returns
    -------
    DataFrame
        Index `file`; columns `format`, `announced`, `found`, `kept`, `dropped`, and one for each reason of a defect,
        with the number of its rows.

    Raises
    ------
    ValueError
        If a file announces another number than were kept and dropped, and is not allowed to.

    Examples
    --------
    >>> record = Record("export.txt")
    >>> record.announced, record.found = 2, 1
    >>> reconcile(tables([record]))
    Traceback (most recent call last):
    ValueError: 1 file announces another number of articles than was found: export.txt (announced 2, found 1). ...
    """
    if not isinstance(reconciliation, Reconciliation):
        raise TypeError(f"`reconciliation` must be what corpus.read gives; got {type(reconciliation).__name__}.")
    files, defects = reconciliation
    allow = _check.words("allow", allow, "names of files")
    wrong = unbalanced(files, allow)
    if len(wrong):
        raise ValueError(complaint(wrong))
    counted = pd.crosstab(defects["file"], defects["reason"]).reindex(files.index, fill_value=0)
    return files[FILES[:5]].join(counted)


def unbalanced(files: pd.DataFrame, allow: list[str]) -> pd.DataFrame:
    """The files that announce another number than were found in them, but for those that `allow` names."""
    differs = (files["announced"] != files["found"]).fillna(False).to_numpy(dtype=bool)
    allowed = [any(fnmatchcase(name, pattern) for pattern in allow) for name in files.index]
    return files[differs & ~pd.Series(allowed, dtype=bool).to_numpy()]


def complaint(wrong: pd.DataFrame) -> str:
    """The message for files that `unbalanced` found."""
    said = [f"{row.Index} (announced {row.announced}, found {row.found})" for row in wrong.head(5).itertuples()]
    further = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
    files = f"{len(wrong)} file announces" if len(wrong) == 1 else f"{len(wrong)} files announce"
    return (
        f"{files} another number of articles than was found: {', '.join(said)}{further}. Compare the file with what "
        f"was read, and export it again or allow it by its name: allow={wrong.index[:3].tolist()!r}."
    )
