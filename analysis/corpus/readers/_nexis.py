"""What exports of LexisNexis and of Nexis Uni have in common: labels in several languages, dates, numbers."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.corpus.readers import _labelled
from analysis.corpus.reconciling import Record

# Labels above the text and below it, in the languages of the interface; as `_labelled.folded` has them.
HEAD = {
    "byline": "byline|author|autor|autorin|auteur|autore",
    "section": "section|rubrik|ressort|rubrique|sectie|rubriek|sección|seccion|sezione",
    "length": "length|länge|laenge|longueur|lengte|longitud|extensión|lunghezza",
    "headline": "headline|title|titel|überschrift|schlagzeile|titre|titular|titolo",
    "dateline": "dateline|ort|lieu|datelijn",
    "highlight": "highlight|zusammenfassung|encart|résumé|samenvatting",
    "series": "series|serie|série",
    "body": "body",
}
TAIL = {
    "load_date": "load date|update|ladedatum|date chargement|laaddatum|fecha de carga",
    "language": "language|sprache|langue|taal|idioma|lingua",
    "publication_type": "publication type|publikationstyp|zeitungstyp|type publication|publicatietype",
    "journal_code": "journal code|zeitschriftencode|code journal|publisher code",
    "graphic": "graphic|grafik|abbildung|graphique|illustration|afbeelding|photo",
    "subject": "subject|thema|schlagwort|schlagwörter|sujet|onderwerp|tema",
    "organization": "organization|organisation|organisatie|organización",
    "company": "company|unternehmen|firma|societe|société|bedrijf|empresa",
    "ticker": "ticker|börsenkürzel|symbole boursier",
    "industry": "industry|branche|industrie|secteur activite|secteur activité|bedrijfstak",
    "person": "person|personne|persoon|persona",
    "geographic": "geographic|geografie|geografisch|localisation geo|geografía|country|state|city|land|stadt|pays",
    "correction": "correction|korrektur|berichtigung|rectification|correctie",
    "correction_date": "correction date|korrekturdatum|date correction",
    "notes": "notes|anmerkung|anmerkungen|hinweis|remarques",
    "distribution": "distribution|verbreitung|verteilung|diffusion",
    "document_type": "document type|dokumenttyp|type document",
    "url": "url",
    "accession_number": "acc no|accession number|document id",
    "category": "category|cat|kategorie|catégorie|type",
    "classification": "classification",
}
NAMES = _labelled.by_label(HEAD | TAIL)
# Texts of these may have paragraphs of their own.
LONG = frozenset(["graphic", "correction", "notes"])

_MONTH = (
    r"(?:jan|feb|fév|fev|fevr|mär|maer|mar|mrt|maa|apr|avr|abr|mai|may|mei|mag|giu|jun|juin|jui|jul|lug|aug|aoû|aou|ago|"
    r"sep|set|okt|oct|ott|out|nov|dez|dec|déc|dic|ene|gen|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara)[^\W\d_]{0,7}\.?"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver)"
_WEEKDAY = (
    r"(?:[^\W\d_]{2,9}(?:day|tag|dag|woch|abend)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|"
    r"jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
)
_DAY = r"\d{1,2}(?:\.|er|st|nd|rd|th)?"
_DAYS = [
    rf"(?:{_DAY}\s+(?:de\s+)?)?{_MONTH}(?:\s+{_DAY})?,?\s+(?:de\s+)?\d{{4}}",
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}",
    r"\d{4}-\d\d-\d\d",
    rf"{_SEASON}\s+\d{{4}}",
]
# A line with a date, and what may stand behind it. Whether there is such a day is for others to say.
DATE = re.compile(
    rf"(?:{_WEEKDAY},?\s+)?(?:{'|'.join(_DAYS)})(?!\d)(?:[,.;]?\s*{_WEEKDAY})?(?P<after>[^\n]{{0,90}})", re.IGNORECASE
)
CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
# How a document of the old layout begins: "1 of 10 DOCUMENTS", "Dokument 1 von 10", "DOCUMENTS 1 of 1".
_OF = r"\s+(?:of|von|de|van|di|sur)\s+"
MARK = re.compile(
    rf"^[ \t]*(?:(\d[\d.,]{{0,9}}){_OF}(\d[\d.,]{{0,9}})\s+DO[CK]UMENT\w{{0,3}}"
    rf"|DO[CK]UMENT\w{{0,3}}\s+(\d[\d.,]{{0,9}}){_OF}(\d[\d.,]{{0,9}}))[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
ERROR = re.compile(r"we are sorry but there is an error in this document", re.IGNORECASE)


def named(line: str) -> tuple[str, str] | None:
    """The name and the value of a line that begins with a known label."""
    return _labelled.named(line, NAMES)


def is_head(line: str) -> bool:
    """Whether a line has a label that stands above the text."""
    found = named(line)
    return bool(found) and found[0] in HEAD


def is_tail(line: str) -> bool:
    """Whether a line has a label that stands below the text."""
    found = named(line)
    return bool(found) and found[0] in TAIL


def in_capitals(line: str) -> bool:
    """Whether a line begins with a known label in capitals, as those of the old layout are."""
    return line.partition(":")[0].isupper() and named(line) is not None


def put_line(item: dict, line: str):
    """Add a line with a label to the article, under the known name of the label or under its own.

    >>> item = {}
    >>> put_line(item, "LENGTH: 1,163 words")
    >>> put_line(item, "Journal Code: WEB")
    >>> item
    {'words': 1163, 'journal_code': 'WEB'}
    """
    found = named(line)
    if not found:
        match = _labelled.LABEL.match(line)
        _labelled.put(item, _labelled.key(match[1]), match[2])
        return
    name, value = found
    words = _labelled.count(value) if name == "length" else None
    if words is not None and "words" not in item:
        item["words"] = words
        return
    if name == "url" and "url" in item:
        name = "other_url"
    _labelled.put(item, "title" if name == "headline" else name, value)


def put_date(item: dict, line: str):
    """Add the date of a line, and what stands behind it: a time of day, or an edition.

    >>> item = {}
    >>> put_date(item, "December 19, 1991, Sunday, Late Edition")
    >>> item
    {'date': 'December 19, 1991, Sunday, Late Edition', 'edition': 'Late Edition'}
    """
    item["date"] = line
    after = DATE.match(line)["after"].strip(" ,;")
    _labelled.put(item, "time" if CLOCK.match(after) else "edition", after)


def check_cover(lines: Iterable[str], record: Record):
    """Say to `record` if labels of an article stand above the first document: then one is there whose mark is not."""
    label = next(filter(in_capitals, lines), None)
    if label:
        record.defect("part is unknown", f"above the first document: {label}")


def documents(parts: list, marks: list[re.Match | None], record: Record) -> Iterator[tuple[int, Any]]:
    """The number of each document and what it consists of; what is wrong with the numbers is said to `record`."""
    numbers, totals = [], []
    for mark in marks:
        written = [_labelled.count(group) for group in mark.groups() if group] if mark else []
        numbers.append(written[0] if written and written[0] else numbers[-1] + 1 if numbers else 1)
        totals += written[1:]
    usual = _labelled.usual(totals)
    for mark, number in zip(marks, numbers, strict=True):
        if mark and _labelled.count(mark[2] or mark[4]) != usual:
            record.defect("document number has another total", f"{mark[0].strip()}, not {usual}", position=number)
    _labelled.check_numbers(numbers, record)
    if record.announced is None and numbers[0] == 1:
        record.announced = usual
    elif record.announced is None:
        record.defect("file holds a part of what was found", f"{numbers[0]} to {numbers[-1]} of {usual}")
    yield from zip(numbers, parts, strict=True)
