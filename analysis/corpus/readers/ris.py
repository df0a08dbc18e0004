"""RIS, the format of reference managers: lines such as ``TI  - Talks go on``, from ``TY`` to ``ER``.

Factiva, Europresse, ProQuest, Nexis and Zotero export it. It has a field for an abstract and none for a full text.
"""

import re
from collections.abc import Iterator

from analysis.corpus.readers import _labelled
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "RIS"
TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)$")
START = re.compile(r"^\s{0,3}TY  ?- ?[A-Z]{2,10}\s*$", re.MULTILINE)
# The tags that mean one thing, the best first: the first that a record has is taken, others are kept under their own.
FIELDS = {
    "title": ("TI", "T1", "CT"),
    "outlet": ("JF", "JO", "T2", "JA", "J2", "BT", "T3"),
    "date": ("DA", "Y1", "PY"),
    "language": ("LA",),
    "url": ("UR", "L2", "L1"),
    "document_id": ("AN", "ID"),
    "section": ("SE",),
    "abstract": ("AB", "N2"),
}
ALIKE = {"byline": ("AU", "A1", "A2"), "keywords": ("KW",), "notes": ("N1",)}  # each may be there more than once
NAMES = {
    "TY": "type",
    "SP": "first_page",
    "EP": "last_page",
    "SN": "issn",
    "CY": "place_of_publication",
    "PB": "publisher",
    "DB": "database",
    "DP": "provider",
    "ET": "edition",
    "VL": "volume",
    "IS": "issue",
    "PY": "year",
    "Y2": "accessed",
    "LK": "link",
    "DO": "doi",
}
OTHER = {tag: f"other_{name}" for name, tags in FIELDS.items() for tag in tags}
DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/.*)?")


def fits(file: File) -> bool:
    """Whether a record begins in the first lines as no other format has it."""
    return bool(START.search(file.head))


def read(file: File, record: Record) -> Iterator[dict]:
    """The records as articles, from 1; each without a text, for what RIS has is an abstract."""
    for position, fields in enumerate(_records(file.text, record), 1):
        yield _article(fields, position, record)


def _records(text: str, record: Record) -> Iterator[list[tuple[str, list[str]]]]:
    """The tags of each record with the lines of their values; what has no end or no record is said to `record`."""
    fields: list[tuple[str, list[str]]] = []
    position = 0
    for line in text.split("\n"):
        tag = TAG.match(line)
        if tag and tag[1] == "TY" and fields:
            record.defect("document has no end", fields[0][1][0], position=position)
            yield fields
            fields = []
        if tag and tag[1] == "ER":
            if fields:
                yield fields
            else:
                record.defect("part is unknown", "the end of a record that has no beginning")
            fields = []
        elif tag:
            position += not fields
            if not fields and tag[1] != "TY":
                record.defect("part is unknown", f"a record that begins with {line}", position=position)
            fields.append((tag[1], [tag[2] or ""]))
        elif fields:
            fields[-1][1].append(line)
        elif line.strip():
            record.defect("part is unknown", line)
    if fields:
        record.defect("document has no end", fields[0][1][0], position=position)
        yield fields


def _article(fields: list[tuple[str, list[str]]], position: int, record: Record) -> dict:
    """The article that one record tells of."""
    values: dict[str, list[str]] = {}
    for tag, lines in fields:
        if value := "\n".join(lines).strip():
            values.setdefault(tag, []).append(value)
    item: dict = {"position": position}
    for name, tags in FIELDS.items():
        first = next((tag for tag in tags if tag in values), None)
        if first:
            item[name], *values[first] = values[first]
    for name, tags in ALIKE.items():
        found = [value for tag in tags for value in values.pop(tag, [])]
        _labelled.put(item, name, ("\n" if name == "notes" else "; ").join(found))
    for tag, rest in values.items():
        for value in rest:
            _labelled.put(item, NAMES.get(tag, OTHER.get(tag, tag.lower())), value)
    _put_day(item)
    item = _labelled.joined(item)
    if "abstract" in item:
        record.defect("text is only an abstract", item["abstract"], position=position)
    return item


def _put_day(item: dict):
    """A date as other formats write it; a year alone is no day and kept as `year`."""
    written = item.get("date", "").rstrip("/ ")
    if day := DAY.fullmatch(written):
        item["date"] = "-".join([day[1], day[2].zfill(2), day[3].zfill(2)])
    elif re.fullmatch(r"\d{4}", written):
        _labelled.put(item, "year", item.pop("date"))
