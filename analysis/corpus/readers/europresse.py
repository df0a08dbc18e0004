"""Europresse (also Eureka), saved as HTML: in its old layout of tables, and in the new one of <article> elements."""

import re
from collections.abc import Iterator

import lxml.html

from analysis.corpus.readers import _html, _labelled
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "Europresse HTML"
OUTLET = re.compile(rb"class=[\"']?[^\"'<>]{0,80}DocPublicationName", re.IGNORECASE)

# Both layouts mark some parts by classes or elements. These are marked in the text by characters that Unicode keeps
# for such inner use, and the text is then read from its beginning to its end.
ARTICLE, END = "\ufdd0", "\ufdd1"
ROLES = {"\ufdd2": "outlet", "\ufdd3": "header", "\ufdd4": "title", "\ufdd5": "byline"}
ZONES = {"\ufdd6": "above", "\ufdd7": "text", "\ufdd8": "aside", "\ufdd9": "footer"}
BY_CLASS = {
    "docpublicationname": "\ufdd2",
    "docheader": "\ufdd3",
    "titrearticlevisu": "\ufdd4",
    "rdp__articletitle": "\ufdd4",
}
BY_ELEMENT = {"article": ARTICLE, "header": "\ufdd6", "section": "\ufdd7", "aside": "\ufdd8", "footer": "\ufdd9"}
TITLE, BYLINE = "\ufdd4", "\ufdd5"
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0-\ufdd9\ufffe\uffff]")
CUT = re.compile("([\ufdd0-\ufdd9])")

NUMBER = re.compile(r"(?:Numéro de document|Document number|Número de documento)\s*:?\s*(\S+)", re.IGNORECASE)
RIGHTS = re.compile(r"\W*©.*|.*(?:Tous droits réservés|All rights reserved)\W*", re.IGNORECASE | re.DOTALL)
CERTIFICATE = re.compile(
    r"news[·.]\S+|(?:news[·.]\S+\s+)?(?:Ce certificat est émis|This certificate is issued|Date d'émission|Issue date|"
    r"Certificat|Le présent document est protégé|This document is protected).*",
    re.IGNORECASE | re.DOTALL,
)
LABEL = re.compile(r"(Illustration|Note|Encart|Box|Référence|Reference)(?:\(s\)|s)?\s*:\s*", re.IGNORECASE)
LABELS = {"illustration": "captions", "note": "notes", "encart": "box", "référence": "reference"}
SAVED = re.compile(r"(?:documents? sauvegard\w+|saved documents?)?[\s•:·-]*(\d{1,6})\s+documents?", re.IGNORECASE)
ISSUE = re.compile(r"(.+?),\s*((?:no|n°|vol)\b.*)", re.IGNORECASE)

# The line below the outlet: section, day, length, page, each of which may be missing.
_DAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
DATE = re.compile(
    rf"(?:(?:{_DAYS}),?\s+)?(?:\d{{1,2}}(?:er)?\s+(?:de\s+)?[^\W\d]{{3,10}}\.?\s+(?:de\s+)?\d{{4}}|"
    r"[^\W\d]{3,9}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d{2}-\d{2})"
    r"(?:\s*-?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*UTC(?:\s*[+-]\s?\d{1,2}:?\d{2})?)?)?",
    re.IGNORECASE,
)
LENGTH = re.compile(r"(?<!\d)(\d{1,3}(?:[\s.,]\d{3}){1,2}|\d{1,9})\s*(?:mots|words|palabras)\b", re.IGNORECASE)
PAGE = re.compile(r"\bpp?\.\s*([^,\s]+(?:[,\s-]+\d[^,\s]*)*)\s*$", re.IGNORECASE)


def fits(file: File) -> bool:
    """Whether a page marks the outlets of articles as Europresse does."""
    return bool(_html.BEGINNING.match(file.data) and OUTLET.search(file.data))


def read(file: File, record: Record) -> Iterator[dict]:
    """The articles in their order; what the page shows besides them is reported."""
    body = _html.body(file.html)
    outside, *articles = _articles(body)
    for line in (line for _, piece in outside for line in piece.split("\n")):
        if saved := SAVED.fullmatch(line):
            record.announced = int(saved[1])
        elif line:
            record.defect("part is not an article", line)
    _html.check_end(file.data, record)
    for position, pieces in enumerate(articles, 1):
        yield {"position": position} | _article(pieces, record, position)


def _articles(body: lxml.html.HtmlElement) -> list[list[tuple[str, str]]]:
    """The paragraphs outside articles, then those of each article, each with the part of the article it is of.

    An article begins at an <article> element, or at the name of an outlet; in the old layout there is nothing else.
    """
    _mark(body)
    groups: list[list[tuple[str, str]]] = [[]]
    zone, role, named = "", "", False
    for piece in CUT.split("\n\n".join(_html.paragraphs(body))):
        kind = ROLES.get(piece)
        if piece == ARTICLE or (kind == "outlet" and (named or len(groups) == 1)):
            groups.append([])
            zone, named = "", False
        if piece in (END, ARTICLE):
            role = ""
        elif kind:
            role, named = kind, named or kind == "outlet"
            if kind == "title":
                zone = "below" if zone else "open"
        elif piece in ZONES:
            zone = ZONES[piece]
        else:
            groups[-1] += [(role or zone, part.strip()) for part in piece.split("\n\n") if part.strip()]
    return groups


def _mark(body: lxml.html.HtmlElement):
    """Put the marks into the text of the page."""
    for element in body.iter("*"):
        # The tree does not let all be written again that was read into it.
        element.text, element.tail = (UNWANTED.sub(" ", text or "") for text in (element.text, element.tail))
    for element in body.iter("*"):
        classes = element.get("class", "").lower().split()
        role = next((BY_CLASS[one] for one in classes if one in BY_CLASS), None)
        if role:
            if role == TITLE:
                _mark_byline(element)
            element.text = role + element.text
            element.tail = END + element.tail
        elif element.tag in BY_ELEMENT:
            element.text = BY_ELEMENT[element.tag] + element.text


def _mark_byline(title: lxml.html.HtmlElement):
    """In the old layout a byline is a line of its own below the title, which a line end and a paragraph follow."""
    breaks = []
    for element in title.itersiblings():
        if element.tag == "p" and len(breaks) > 1 and not (breaks[-1].tail or "").strip():
            breaks[-2].tail = BYLINE + (breaks[-2].tail or "")
            breaks[-1].tail = END
        if element.tag != "br":
            return
        breaks.append(element)


def _article(pieces: list[tuple[str, str]], record: Record, position: int) -> dict:
    """One article from its paragraphs."""
    parts: dict[str, list[str]] = {}
    for part, paragraph in pieces:
        parts.setdefault(part, []).append(paragraph)
    if "title" not in parts:  # then nothing parts the subtitle from the text
        parts["open"] = parts.pop("", []) + parts.pop("open", [])
    text, closing = _closed(parts.get("open", []))
    footer = closing + parts.get("footer", [])
    outlet, header = " ".join(parts.get("outlet", [])), " ".join(parts.get("header", []))
    issue = ISSUE.fullmatch(outlet)
    article = {
        "text": "\n\n".join(text + parts.get("text", [])),
        "outlet": issue[1] if issue else outlet,
        "issue": issue[2] if issue else "",
        "title": " ".join(" ".join(parts.get("title", [])).split()),
        "subtitle": " ".join([*parts.get("", []), *parts.get("above", [])]),
        "byline": "; ".join([*parts.get("byline", []), *parts.get("below", [])]),
    }
    article |= _header(header) | _aside(parts.get("aside", [])) | _footer(footer, record, position)
    if "document_id" not in article:
        record.defect("document has no end", article["title"], position=position)
    return {key: value for key, value in article.items() if value or key == "text"}


def _closed(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """The text of an article in the old layout, and what closes it: copyright, number, certificate."""
    stop = next((i for i, paragraph in enumerate(paragraphs) if NUMBER.match(paragraph)), len(paragraphs))
    if stop and RIGHTS.fullmatch(paragraphs[stop - 1]):
        stop -= 1
    return paragraphs[:stop], paragraphs[stop:]


def _header(line: str) -> dict:
    """Section, day, length and page from the line below the outlet."""
    found = {}
    for key, pattern in (("date", DATE), ("page", PAGE), ("words", LENGTH)):
        if match := pattern.search(line):
            found[key] = match[1] if match.lastindex else match[0]
            line = line[: match.start()] + ("\n" if key == "date" else "") + line[match.end() :]
    if "words" in found:
        found["words"] = _labelled.count(found["words"])
    before, _, after = (part.strip(" ,\u2022") for part in line.partition("\n"))
    return {"section": before, "header": after} | found


def _aside(paragraphs: list[str]) -> dict:
    """Captions, notes and boxes, each with its label before it."""
    found: dict[str, list[str]] = {}
    key = "aside"
    for paragraph in paragraphs:
        if label := LABEL.match(paragraph):
            key = LABELS.get(label[1].lower(), label[1].lower())
            paragraph = paragraph[label.end() :]
        found.setdefault(key, []).extend([paragraph] if paragraph else [])
    return {key: "\n\n".join(said) for key, said in found.items()}


def _footer(paragraphs: list[str], record: Record, position: int) -> dict:
    """Copyright and number; the certificate says nothing of the article."""
    found = {}
    for paragraph in paragraphs:
        if number := NUMBER.match(paragraph):
            if "document_id" in found:
                record.defect("article has two ends", number[1], position=position)
            found.setdefault("document_id", number[1])
        elif RIGHTS.fullmatch(paragraph) and "copyright" not in found:
            found["copyright"] = paragraph
        elif not CERTIFICATE.fullmatch(paragraph):
            record.defect("part is unknown", paragraph, position=position)
            found["further_text"] = "\n\n".join(filter(None, [found.get("further_text"), paragraph]))
    return found
