"""From what readers give to a table of articles: ids, dates by file, languages, and what each article lacks."""

import pandas as pd

from analysis.corpus import dates, language_names
from analysis.corpus.readers._file import stem
from analysis.corpus.reconciling import Record
from analysis.corpus.reports import Report
from analysis.corpus.tables import FIELDS, as_numbers, as_text, typed

# The columns that a reader may give, in the order of the table; what else it gives comes after them.
KNOWN = [*FIELDS, "byline", "section", "document_id"]
CUT_BELOW = 0.8  # of the words that the export announces: databases count words a little differently, never by a fifth

LONG = 300_000  # characters, 50,000 words or a hundred articles of the press: longer than any one of them


def assembled(items: list[dict], records: dict[str, Record], day_first: bool | None) -> pd.DataFrame:
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
    _overlong(text, report)
    _repeated(frame, report)
    for name in columns:
        if name in KNOWN[len(FIELDS) :]:
            cells, odd, _ = as_text(frame[name])
            report.add(frame.index[odd], "value cannot be read", frame[name][odd], dropped=False)
            frame[name] = cells
        elif name not in FIELDS:
            frame[name] = as_numbers(frame[name].infer_objects())
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
    stems = frame["file"].map(stem)
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
    undated = ~written
    for name, rows in undated.groupby(frame["file"], sort=False):
        if len(rows) > 1 and rows.all():  # that a whole file has no dates is one thing to know, not thousands
            records[name].defect("date is missing", f"in all {len(rows):,} articles")
            undated[rows.index] = False
    report.add(frame.index[undated], "date is missing", told[undated], dropped=False)


def _shortened(text: pd.Series, words: list, report: Report):
    """Report articles with fewer words than the export announces for them."""
    for place, announced in enumerate(words):
        if announced and isinstance(text[place], str):
            here = len(text[place].split())
            if here < CUT_BELOW * int(announced):
                report.add([place], "text is shorter than announced", [f"{here} of {announced} words"], dropped=False)


def _overlong(text: pd.Series, report: Report):
    """Report texts that no one article is as long as: a file in a form that is not known, read as plain text."""
    for place, cell in text.items():
        if isinstance(cell, str) and len(cell) > LONG:
            report.add([place], "text is as long as many articles", [f"{len(cell):,} characters"], dropped=False)


def _repeated(frame: pd.DataFrame, report: Report):
    """Report articles that are there twice: with one id of the database, or alike in text, title, date and outlet."""
    alike = [name for name in ("text", "title", "date", "outlet") if name in frame]
    first = _first(frame[frame["text"].notna()], alike)
    if "document_id" in frame:
        first = first.combine_first(_first(frame[frame["document_id"].notna()], ["document_id"]))
    report.add(first.index, "article was there before", "as " + first, dropped=False)


def _first(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """The id of the first article with the same in these columns, for those that are not the first themselves."""
    ids = frame["article_id"]
    keys = [frame[name].astype("str").fillna("") for name in columns]
    first = ids.groupby(keys, sort=False).transform("first")
    return first[first != ids]
