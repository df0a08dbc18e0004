"""What an import says about the rows and files it could not take as they were.

An import goes through to the end whatever it meets and collects each bad row or file here. At the end there is one
warning, `BadInput`, that counts them by reason and carries the full list as a table, or with ``strict=True`` one error.
"""

import warnings
from collections.abc import Sequence

import pandas as pd

from analysis import _check

VALUE_AT_MOST = 80  # characters of a bad value that the list shows: enough to find it, not a whole article

# Reason -> what to do about it. The keys are the only reasons that the readers of this room give.
REMEDIES = {
    "text is missing or empty": "Fill it in, or leave it out of the corpus",
    "text is not text": "Write the text itself into the column",
    "id is missing": "Give every article an id of its own, or leave the id column out to have articles numbered",
    "id was there before": "Give every article an id of its own; the first one with this id was kept",
    "date cannot be read": "Write dates as 2020-12-29; the article was kept without its date",
    "date is impossible": "There is no such day: correct it; the article was kept without its date",
    "date is only a month or a year": "Add the day if it is known; the article was kept without its date",
    "date has no year": "Write the year, as 2020-12-29; the article was kept without its date",
    "date fits only the other order": "Say day_first=, or correct it; the article was kept without its date",
    "year has two digits": "Write it with four; the article was kept without its date",
    "year was taken from the other dates": "Check it, or write the year",
    "weekday does not fit the date": "Check the date, and the order of day and month",
    "value cannot be read": "Write plain text or a number; the article was kept without this value",
    "half a character was replaced": "Export again as UTF-8; the broken character is now U+FFFD",
    "row has too few cells": "Check the row; the cells at its end were taken as empty",
    "row has too many cells": "Put quotation marks around cells that contain the delimiter",
    "line is not a JSON object": "Write one object in braces per line",
    "date is missing": "Write it into the table, or tell it by the file names (names=); trends leave the article out",
    "order of day and month was decided": "Say day_first=True or day_first=False if it is the other one",
    "list of documents without the documents": "Nothing, if they are files beside it; else export them again",
    "text fills its cell": "Look at its end: spreadsheet programs cut at 32,767 characters; take it from the source",
    "text is shorter than announced": "Look at the article in the export: it may be cut",
    "text is as long as many articles": "Look at it; it may be an export of many articles whose form is not known",
    "article is for subscribers": "Look at the text: the page may have shown its beginning only",
    "text is only an abstract": "Get the full text, or take the column of abstracts knowingly; the text is missing",
    "document is missing": "Export it again: the numbers of the documents in the file leave it out",
    "document number was there before": "Look at both; one may be a part of the other or of one that is missing",
    "document number has another total": "Look at it; files of two searches may have been put together",
    "document was not exported": "Open it in the database: the export has an error message in its place",
    "document has no end": "Look at its end in the export, where its number may stand: the file may be cut",
    "file holds a part of what was found": "Nothing, if other files hold the rest",
    "part is unknown": "Look at it; it is in no text, at most in a column of its own",
    "article was there before": "See corpus.duplicates and corpus.collapse",
    "column was taken by its name": "Say fields= if another column holds it",
    "column is not there": "Correct fields=; the column was looked for by its name instead",
    "table has no column of texts": "Say which one holds them: fields={'text': ...}",
    "table cannot be read": "Save it as CSV in UTF-8, or as a spreadsheet",
    "sheet has no column of texts": "Nothing, if it holds no articles; else say fields=",
    "row begins otherwise": "Check the row; it has as many cells as the table, but not what they should hold",
    "article has two ends": "Look at the article in the export: it may be two that run together",
    "header cannot be read": "Look at the article in the export; all its lines were kept as its text",
    "headline was guessed": "Look whether it is the title; export with the codes of fields to have it told",
    "part is not an article": "Nothing, if it is none; else look at this place of the file",
    "text may be a summary": "Fetch the page at `url` if you need the whole text",
    "text has gaps": "The file says that words are missing there; see the column `notes`",
    "file names further files": "Read these too, if they are not in the same folder",
    "file ends early": "Export or save it again: its end is missing",
    "file goes on after its end": "Export or save it again: what stands after its end was not read",
    "format is unknown": "Export it as one of the formats that corpus.read knows",
    "file is damaged": "Export or save it again",
    "elements are nested too deeply": "Export or save it again; what people write has some 20 levels",
    "file is encrypted": "Save it without a password",
    "date is not stated as the date of publication": "Compare it with the page; it may be another date",
    "page breaks off": "Save the page again",
    "page is the same as in an earlier crawl": "Read the archive of that crawl, too",
    "answer is no page": "Nothing; it has no text of an article",
    "record is of an unknown type": "Look at the archive; it may be damaged, or hold parts of records",
    "web archive has no pages": "Leave it out, or read the other files of the same crawl",
    "record is longer or shorter than it says": "Crawl again, or compare the articles with the archive",
    "page is too large to find the article in": "Look at the text: it is all that the page shows",
    "article was not found in the page": "Look at the text: it is all that the page shows",
    "running heads were dropped": "Look at them once; they stand at the top or the bottom of many pages",
    "PDF has no text layer": "Run a program for optical character recognition over it, and read its result",
    "pages have no text": "Look at these pages; they may be pictures of text",
    "page cannot be read": "Look at the page; the article was kept without its text",
    "text has few letters": "Look at it; the PDF may not say which characters its font draws",
    "PDF takes too long": "Raise the limit if it is a good file: limits={'seconds': ...}",
    "PDF is too long": "Split it into articles, or raise the limit: limits={'pages': ...}",
    "archive is huge": "If you trust it, raise the limit by its name: limits={...}",
    "archive is nested too deep": "If you trust it, raise the limit: limits={'depth': ...}",
    "name points outside the archive": "Do not unpack this archive with other programs if you do not trust it",
    "name was there before": "Look at both members; an archive may hold an older and a newer version of a file",
    "member is no file": "Unpack the archive, if you trust it, and read the folder",
    "compression is unknown": "Pack it again as an ordinary zip archive, or unpack it and read the folder",
    "system files were passed over": "Nothing; systems and programs leave them beside the files of their users",
    "XML defines entities": "Do not open it if you do not trust it; else replace the entities with characters",
    "format holds no texts": "Fetch the texts by their addresses, if they are needed",
    "no article was found": "Look into the file: it may be cut, or be no export of articles",
    "file is empty": "Leave it out, or save it again",
    "file is binary": "Save it as plain text in UTF-8",
    "file is huge": "Split it, or raise the limit; for a text file of many articles use corpus.from_table",
    "file cannot be opened": "Check its permissions, and whether it is still there",
    "folder cannot be opened": "Check its permissions; nothing in it was read",
    "file is a pipe or a device": "Save its content as a file",
    "link was not followed": "Give the path that it leads to, to read that as well",
    "file name does not fit": "Rename it, or change names=; the article was kept without what its name would tell",
    "file is not in the encoding": "Leave encoding= out to have the encoding of each file found out",
    "encoding was guessed": "Save the file as UTF-8, or say encoding=",
    "bytes were not UTF-8": "Save the file again as UTF-8; the broken characters are now U+FFFD",
}


class Unreadable(ValueError):
    """What a reader raises when it can make nothing of a file; `reason` is a key of `reports.REMEDIES`."""

    def __init__(self, reason: str, value: object = None):
        super().__init__(f"{reason}: {value}" if value else reason)
        self.reason, self.value = reason, str(value) if isinstance(value, Exception) else value


class BadInput(UserWarning):
    """The warning that names rows or files which an import dropped or mended.

    Attributes
    ----------
    report : DataFrame
        One row per finding: `row` (or `file`), `reason`, `value` (shortened), `action` ("dropped" or "kept").

    Examples
    --------
    >>> from analysis.corpus import from_table
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     articles = from_table(pd.DataFrame({"text": ["Talks resumed.", ""]}))
    >>> caught[0].message.report
       row                    reason value   action
    0    1  text is missing or empty        dropped
    """

    def __init__(self, message: str, report: pd.DataFrame):
        super().__init__(message)
        self.report = report


class Report:
    """Findings in the order in which they were made; `unit` is what they are about, "row" or "file"."""

    def __init__(self, unit: str):
        self.unit = unit
        self.notes: list[str] = []
        self.findings: list[tuple] = []

    def add(self, places: Sequence, reason: str, values: Sequence, *, dropped: bool):
        """Record one finding per place, each with the value found there."""
        if reason not in REMEDIES:
            raise KeyError(f"no remedy is written down for {reason!r}")
        action = "dropped" if dropped else "kept"
        self.findings += [(place, reason, shorten(value), action) for place, value in zip(places, values, strict=True)]

    def note(self, sentence: str):
        """Record what is found of the whole."""
        self.notes.append(sentence)

    def table(self) -> pd.DataFrame:
        """Return the findings as a table, sorted by place."""
        table = pd.DataFrame(self.findings, columns=[self.unit, "reason", "value", "action"])
        return table.sort_values(self.unit, kind="stable", ignore_index=True)

    def settle(self, name: str, *, kept: int, strict: bool):
        """Warn once of everything that was found, or raise ValueError if `strict`; do nothing if nothing was found."""
        if not self.findings and not self.notes:
            return
        message = "\n".join([f"{name}: {kept:,} articles kept.", *self.sentences()])
        if strict:
            raise ValueError(message + "\nWith strict=False what can be read is read, and this is a warning.")
        message += "\nThe whole list is the table `.report` of this warning."
        warnings.warn(BadInput(message, self.table()), stacklevel=3)

    def sentences(self) -> list[str]:
        """One sentence for each reason: how many, which, what to do."""
        table, lines = self.table(), list(self.notes)
        for (reason, action), found in table.groupby(["reason", "action"], sort=False):
            places = found[self.unit].drop_duplicates()
            unit = self.unit if len(places) == 1 else self.unit + "s"
            lines.append(
                f"{len(places):,} {unit} {action}: {reason} ({unit} {_check.listing(places.tolist())}). "
                f"{REMEDIES[reason]}."
            )
        return lines


def shorten(value) -> str:
    """Return `value` as one line of at most 80 characters, an error by its message; nothing for a missing value.

    >>> shorten("two\\nlines"), shorten(None), len(shorten("x" * 500))
    ('two lines', '', 80)
    """
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    text = str(value) if isinstance(value, (str, Exception)) else repr(value)
    text = " ".join(text[: 4 * VALUE_AT_MOST].split())
    text = text if len(text) <= VALUE_AT_MOST else text[: VALUE_AT_MOST - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return text.encode("utf-8", "replace").decode()
