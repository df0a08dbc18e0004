"""Factiva's layout, whatever carries it: fields with codes of two or three letters, or an article without them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.corpus.readers import _labelled
from analysis.corpus.reconciling import Record

# Factiva's field codes. LP is the lead, TD the rest of the text.
CODES = {
    "HD": "title", "SE": "section", "BY": "byline", "CR": "credit", "WC": "words", "PD": "date", "ET": "time",
    "SN": "outlet", "SC": "source_code", "GC": "group_code", "NGC": "group", "ED": "edition", "PG": "page",
    "VOL": "volume", "LA": "language", "CY": "copyright", "LP": "text", "TD": "text", "CLM": "column",
    "ART": "captions", "CX": "correction", "CT": "contact", "RF": "reference", "CO": "companies", "IN": "industries",
    "NS": "subjects", "RE": "regions", "IPC": "provider_codes", "IPD": "provider_descriptors", "PUB": "publisher",
    "DLN": "dateline", "AN": "document_id",
}  # fmt: skip
CODE = re.compile(r"[A-Z]{2,3}")

# "355 words" in the languages of Factiva's interface.
WORDS = re.compile(
    r"\s*(?:\d{1,3}(?:[.,'\s]\d{3}){1,2}|\d{1,9})\s*(?:words?|mots?|Wörter|Worte|palabras?|parol[ae]|woorden|palavras?|ord|słów|kelime|"
    r"слов\w*|語|字|词)\s*",
    re.IGNORECASE,
)
END = re.compile(r"\s*(?:Document|Documento|Dokument|Документ)\s+([A-Za-z0-9]{10,40})\s*")
SUMMARY = re.compile(
    r"(?:search summary|zusammenfassung der suche|suchzusammenfassung|résumé de (?:la )?recherche)\b.*", re.IGNORECASE
)
TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[AP]M)?(?:\s+[A-Z]{3,4})?")
SOURCE_CODE = re.compile(r"[A-Z0-9]{1,10}")
PAGE = re.compile(r"(?:p\.?\s*)?[A-Z]{0,4}\d{1,4}[A-Z]?(?:\s*[-,;/]\s*[A-Z]{0,4}\d{1,4}[A-Z]?)*")
COPYRIGHT = re.compile(r"\W*(?:copyright|\(c\)|©|all rights reserved|tous droits réservés|alle rechte)", re.IGNORECASE)
BYLINE = re.compile(r"(?:by|par|von|por|di|da|door|av|af)\s+\S", re.IGNORECASE)
LANGUAGE = re.compile(
    r"english|anglais|englisch|inglés|inglese|french|français|französisch|francés|francese|"
    r"german|allemand|deutsch|alemán|tedesco|spanish|espagnol|spanisch|español|spagnolo|"
    r"italian|italien|italienisch|italiano|portuguese|portugais|portugiesisch|portugués|português|"
    r"dutch|néerlandais|niederländisch|nederlands|turkish|turc|türkisch|türkçe|"
    r"russian|russe|russisch|русский|polish|polonais|polnisch|polski|"
    r"arabic|arabe|arabisch|chinese.*|chinois.*|chinesisch.*|japanese|japonais|japanisch|korean|coréen|koreanisch|"
    r"swedish|suédois|schwedisch|svenska|danish|danois|dänisch|dansk|norwegian|norvégien|norwegisch|norsk|"
    r"finnish|finnois|finnisch|suomi|czech|tchèque|tschechisch|hungarian|hongrois|ungarisch|catalan|"
    r"slovak|bulgarian|indonesian|malay|thai|vietnamese|greek|hebrew|romanian|ukrainian",
    re.IGNORECASE,
)
LENGTH_WITHIN = 12  # lines at the top of an article: section, a headline over several, bylines, length
HEADER_AT_MOST = 10  # lines between the date and the text: source, its code, edition, page, volume, language, copyright


class Part(NamedTuple):
    """A field of an article, or without a code one paragraph; `begins` where the carrier shows that an article does."""

    code: str | None
    paragraphs: list[str]
    begins: bool = False
    headline: bool = False


def articles(parts: Iterable[Part], record: Record) -> Iterator[dict]:
    """The articles that the parts make up, numbered from 1.

    An article goes to its accession number. Where that is missing, a second headline, or what the carrier shows, begins
    the next one.
    """
    group: list[Part] = []
    position = 0
    parts = list(parts)
    summary = _summary(parts)
    if summary is not None:
        said = " ".join(paragraph for part in parts[summary:] for paragraph in part.paragraphs)
        record.defect("part is not an article", said)
        parts = parts[:summary]
    for part in [*parts, Part(None, [], begins=True)]:
        again = part.code in ("HD", "WC", "SN", "AN") and any(other.code == part.code for other in group)
        if group and (part.begins or again or _ends(group[-1])):
            position += 1
            yield {"position": position} | _article(group, record, position)
            group = []
        if part.paragraphs:
            group.append(part)


def _summary(parts: list[Part]) -> int | None:
    """Where the search is told, behind the last article; nowhere if an article ends below it."""
    last = max((i for i, part in enumerate(parts) if _ends(part)), default=len(parts))
    below = parts[last + 1 : last + 2]
    return last + 1 if below and SUMMARY.fullmatch(" ".join(below[0].paragraphs)) else None


def _ends(part: Part) -> bool:
    """Whether it is the accession number, with which an article ends."""
    return part.code == "AN" or (part.code is None and bool(END.fullmatch(part.paragraphs[-1])))


def _article(group: list[Part], record: Record, position: int) -> dict:
    """One article from its parts."""
    coded = any(part.code for part in group)
    article = _coded(group, record, position) if coded else _uncoded(group, record, position)
    if "words" in article:
        written = article.pop("words")
        if (words := _labelled.count(written)) is None:
            record.defect("value cannot be read", written, position=position)
        else:
            article["words"] = words
    if "document_id" in article:
        match = END.fullmatch(article["document_id"])
        article["document_id"] = match[1] if match else article["document_id"]
    else:
        record.defect("document has no end", article.get("title"), position=position)
    return article


def _coded(group: list[Part], record: Record, position: int) -> dict:
    """An article whose fields have codes."""
    found: dict[str, list[str]] = {}
    for part in group:
        if part.code in CODES:
            found.setdefault(CODES[part.code], []).extend(part.paragraphs)
        else:
            record.defect("part is unknown", " ".join([part.code or "", *part.paragraphs]), position=position)
            key = f"factiva_{part.code.lower()}" if part.code else "further_text"
            found.setdefault(key, []).extend(part.paragraphs)
    long = ("text", "captions", "correction", "further_text")
    return {key: ("\n\n" if key in long else " ").join(lines) for key, lines in found.items()}


def _uncoded(group: list[Part], record: Record, position: int) -> dict:
    """An article without codes: headline, length, date, time, source, its code, page, language, copyright, text."""
    lines = [(paragraph, part.headline) for part in group for paragraph in part.paragraphs]
    article, end = {}, END.fullmatch(lines[-1][0])
    if end:
        article["document_id"] = end[1]
        lines.pop()
    length = next((i for i, (line, _) in enumerate(lines[:LENGTH_WITHIN]) if WORDS.fullmatch(line)), None)
    if length is None:
        record.defect("header cannot be read", lines[0][0] if lines else None, position=position)
        return article | {"text": "\n\n".join(line for line, _ in lines)}
    article |= _above(lines[:length], record, position)
    article["words"] = lines[length][0]
    below = [line for line, _ in lines[length + 1 :]]
    header, text = _header(below)
    return article | header | {"text": "\n\n".join(text)}


def _above(lines: list[tuple[str, bool]], record: Record, position: int) -> dict:
    """What stands above the length: section, headline, byline."""
    marked = [i for i, (_, headline) in enumerate(lines) if headline]
    texts = [line for line, _ in lines]
    if marked:
        start, stop = marked[0], marked[-1] + 1
    else:
        stop = len(texts)
        while stop > 1 and BYLINE.match(texts[stop - 1]):
            stop -= 1
        start = 1 if stop > 1 else 0
        if stop > 1:
            record.defect("headline was guessed", texts[start], position=position)
    parts = {"section": texts[:start], "title": texts[start:stop], "byline": texts[stop:]}
    return {key: " ".join(part) for key, part in parts.items() if part}


def _header(lines: list[str]) -> tuple[dict, list[str]]:
    """What stands below the length as far as the copyright or the language, and the text after it."""
    header = dict(zip(["date"], lines, strict=False))
    lines = lines[1:]
    if lines and TIME.fullmatch(lines[0]):
        header["time"], lines = lines[0], lines[1:]
    if lines:
        header["outlet"], lines = lines[0], lines[1:]
    if lines and SOURCE_CODE.fullmatch(lines[0]):
        header["source_code"], lines = lines[0], lines[1:]
    early = lines[:HEADER_AT_MOST]
    tongue = next((i for i, line in enumerate(early) if LANGUAGE.fullmatch(line)), None)
    rights = next((i for i, line in enumerate(early) if COPYRIGHT.match(line)), None)
    if tongue is not None:
        header["language"] = early[tongue]
    if rights is not None:
        header["copyright"] = early[rights]
    stop = max(-1 if i is None else i for i in (tongue, rights)) + 1
    for i, line in enumerate(early[:stop]):
        if i not in (tongue, rights):
            key = "page" if PAGE.fullmatch(line) and "page" not in header else "edition"
            header[key] = f"{header[key]} {line}" if key in header else line
    return header, lines[stop:]
