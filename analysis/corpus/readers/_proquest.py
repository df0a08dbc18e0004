"""The layout of ProQuest: records of labelled lines, the title above them and the full text among them."""

import re
from collections.abc import Iterable, Sequence

from analysis.corpus.readers import _labelled
from analysis.corpus.reconciling import Record

# Labels in the languages of the interface, as `_labelled.folded` has them.
FIELDS = {
    "title": "title|titel|titre|título|başlık",
    "byline": "author|autor|auteur|yazar",
    "publication_info": "publication info|publication information|publikationsinformationen",
    "abstract": "abstract|abstrakt|zusammenfassung|résumé|resumen|özet",
    "text": "full text|volltext|texte intégral|texto completo|tam metin",
    "outlet": "publication title|titel der publikation|publikationstitel|titre de la publication|yayın başlığı",
    "date": "publication date|erscheinungsdatum|publikationsdatum|date de publication|yayın tarihi",
    "section": "section|rubrik|bölüm",
    "language": "language of publication|sprache der publikation|langue de publication|language",
    "document_id": "proquest document id|proquest dokument id|id du document proquest|proquest belge kimliği",
    "url": "document url|dokument url|url du document|url",
    "year": "publication year|erscheinungsjahr|année de publication",
    "pages": "pages|seiten|page count|first page|start page",
    "subject": "subject|thema|sujet|subject term|classification",
    "keywords": "identifier / keyword|identifiers|keyword",
    "company": "company / organization|company / organisation|company",
    "location": "location|ort|lieu",
    "person": "people|person|personen|name",
    "credit": "credit",
    "caption": "caption|illustration|photograph",
    "links": "links",
    "copyright": "copyright",
    "last_updated": "last updated|zuletzt aktualisiert|dernière mise à jour",
    "database": "database|datenbank|base de données",
    "publisher": "publisher",
    "place_of_publication": "place of publication",
    "country_of_publication": "country of publication",
    "publication_subject": "publication subject",
    "issn": "issn|e issn|isbn",
    "source_type": "source type",
    "document_type": "document type",
    "document_feature": "document feature",
    "edition": "edition",
    "column": "column",
    "volume": "volume",
    "issue": "issue",
    "dateline": "dateline",
    "number_of_references": "number of references",
    "words": "word count|number of words|anzahl der wörter|nombre de mots",
    "supplemental_data": "supplemental data",
}
NAMES = _labelled.by_label(FIELDS)
DOCUMENT = re.compile(r"\s*do[ck]ument\w?\s+(\d[\d.,]{0,9})\s+(?:of|von|de|sur|/)\s+(\d[\d.,]{0,9})\s*", re.IGNORECASE)
INFO_DATE = re.compile(r"\]\s*(\d{1,2} [^\W\d_]{3,12} \d{4})\s*:")
EMPTY = re.compile(r"(?:none|not) available\.?|n/?a", re.IGNORECASE)
# What the pages of ProQuest say of themselves, above, between and below the records.
_PAGE = [
    r"proquest documents|\d{1,6}\. .*[^.]\.{4,} ?\d{1,6}|copyright \d{4} proquest.*",
    r"report information from proquest|table of contents|bibliography|citation style.*|proquest|uc-elinks|_{5,}",
    r"proquest document link|\d{1,2} [^\W\d_]{3,12} \d{4} \d{1,2}:\d\d.*|https?://(?:www\.|search\.)?proquest\S*",
    r"contact (?:us|proquest)\b.*|database copyright.*|copyright . \d{4} proquest.*|terms and conditions.*",
    r"all documents are reproduced.*|.*reproduction or distribution is prohibited.*|all rights reserved\W*",
    r"please do not reply.*|[^:]{0,80} sent you the following:|e-?mail \d{1,9} of \d{1,9}",
]
PAGE = re.compile("|".join(_PAGE), re.IGNORECASE)
BETWEEN = 2  # lines without a label that may stand one after the other among the labels below a text


def named(line: str) -> tuple[str, str] | None:
    """The name and the value of a line that begins with a label of ProQuest."""
    return _labelled.named(line, NAMES)


def is_record(lines: Sequence[str]) -> bool:
    """Whether lines hold an article, or the beginning of one, and not what stands around them."""
    names = {found[0] for line in lines if (found := named(line))}
    return "text" in names or len(names - {"title", "copyright", "links"}) > 1


def check_rest(lines: Iterable[str], record: Record):
    """Say to `record` if lines that belong to no record are not what the pages of ProQuest say of themselves."""
    rest = [line.strip() for line in lines if line.strip() and not PAGE.fullmatch(line.strip())]
    rest = [line for line in rest if not DOCUMENT.fullmatch(line)]
    if rest:
        record.defect("part is unknown", " ".join(rest))


def article(lines: Sequence[str], number: int, record: Record) -> dict:
    """The article that one record holds. An abstract is no text: where there is nothing else, the text is missing."""
    lines = [line.strip() for line in lines if line.strip() and not DOCUMENT.fullmatch(line)]
    while lines and PAGE.fullmatch(lines[-1]):
        lines.pop()
    item: dict = {"position": number}
    ids = [line for line in lines if (named(line) or "")[:1] == ("document_id",)]
    if len(ids) > 1:
        record.defect("document is missing", f"{len(ids)} documents in one record", position=number)
    top = next((i for i, line in enumerate(lines) if named(line)), len(lines))
    text = next((i for i, line in enumerate(lines) if (named(line) or "")[:1] == ("text",)), None)
    body = []
    if text is None:
        _put_all(item, lines[top:])
    else:
        end = text + 1 + _labelled.closing(lines[text + 1 :], lambda line: named(line) is not None, between=BETWEEN)
        _put_all(item, lines[top:text])
        _put_all(item, lines[end:])
        body = [line for line in (named(lines[text])[1], *lines[text + 1 : end]) if line]
    if body and not EMPTY.fullmatch(" ".join(body)):
        item["text"] = "\n\n".join(body)
    item = _labelled.joined(item)
    _put_title(item, " ".join(line for line in lines[:top] if not PAGE.fullmatch(line)))
    _put_source(item)
    if words := _labelled.count(item.pop("words", "")):
        item["words"] = words
    if "text" not in item and item.get("abstract"):
        record.defect("text is only an abstract", item["abstract"], position=number)
    return item


def _put_all(item: dict, lines: Sequence[str]):
    """Add labelled lines; one without a label belongs to that above it."""
    name = "remarks"
    for line in lines:
        name, value = named(line) or (name, line)
        if value and not PAGE.fullmatch(line) and not EMPTY.fullmatch(value):
            _labelled.put(item, name, value)


def _put_title(item: dict, above: str):
    """The title is what stands above the labels; a field of its own repeats it, or else is the title itself."""
    title = item.pop("title", "")
    item["title"] = above or title
    if above and title and above != title:
        item["title_field"] = title
    if not item["title"]:
        del item["title"]


def _put_source(item: dict):
    """The outlet without its place, and the date, from the line of both where they have none of their own."""
    info = item.get("publication_info", "")
    whole = item.pop("outlet", "").split("\n")[0]
    outlet = (whole or info).partition(";")[0].strip()
    _labelled.put(item, "outlet", outlet)
    if whole != outlet:
        _labelled.put(item, "publication_title", whole)
    date = INFO_DATE.search(info)
    if "date" not in item and date:
        item["date"] = date[1]
