"""Factiva, saved as XML."""

import re
import textwrap
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analysis.corpus.readers import _labelled, _xml
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "Factiva XML"
FIELDS = {
    "accessionNo": "document_id", "reference": "reference", "baseLanguage": "language", "copyright": "copyright",
    "headline": "title", "publicationDate": "date", "publicationTime": "time", "publisherName": "publisher",
    "sourceName": "outlet", "sourceCode": "source_code", "pages": "page", "byline": "byline", "credit": "credit",
    "columnName": "column", "sectionName": "section", "edition": "edition", "volume": "volume", "contact": "contact",
    "notes": "notes", "artWork": "captions", "corrections": "correction", "logo": "logo", "wordCount": "words",
    "region": "regions", "newsSubject": "subjects", "industry": "industries", "company": "companies",
    "descField": "provider_codes", "leadParagraph": "text", "tailParagraphs": "text",
}  # fmt: skip
LONG = {"text", "captions", "correction", "notes"}
# A paragraph of typed text begins after a blank line, or with a line that is indented.
TYPED = re.compile(r"\n[ \t]*\n|\n(?=[ \t]{2,}\S)")


def fits(file: File) -> bool:
    """Whether the root is that of Factiva's answers, or the file names Factiva's schema."""
    root, _ = _xml.root(file)
    return root == "PPSResponse" or (root not in ("", "html") and b"global.factiva.com" in file.data[:4096])


def read(file: File, record: Record) -> Iterator[dict]:
    """The articles in their order; the answer says how many it holds."""
    within = position = 0
    given = False
    for event, element in _xml.events(file, record):
        tag = _xml.name(element)
        if event == "start":
            within += tag == "article"
            given = given and tag != "ppsarticle"
            if tag == "ppsarticleResultSet" and (count := _xml.count(element.get("count", ""))) is not None:
                record.announced = (record.announced or 0) + count
        elif tag == "article":
            within -= 1
            if not within:
                position += 1
                given = True
                yield {"position": position} | _article(element, record, position)
                element.clear()
        elif tag == "ppsarticle" and not given:
            position += 1
            record.drop("part is not an article", _xml.folded(element), position=position)


def _article(article: Element, record: Record, position: int) -> dict:
    """One article; elements that are there several times are listed."""
    found: dict[str, list[str]] = {}
    for element in article:
        tag = _xml.name(element)
        key = FIELDS.get(tag)
        if key is None:
            record.defect("part is unknown", f"{tag} {_xml.folded(element)}", position=position)
            key = f"factiva_{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', tag).lower()}"
        if key == "provider_codes" and element.get("code", "ipc") != "ipc":
            key = "provider_descriptors" if element.get("code") == "ipd" else f"provider_{element.get('code').lower()}"
        found.setdefault(key, []).extend(_said(element, key))
    joined = {key: ("\n\n" if key in LONG else "; ").join(said) for key, said in found.items() if said}
    if "document_id" not in joined:
        record.defect("document has no end", joined.get("title"), position=position)
    if "language" in joined:
        joined["language"] = joined["language"].lower()
    words = _labelled.count(joined.pop("words", ""))
    return {"text": ""} | joined | ({"words": words} if words is not None else {})


def _said(element: Element, key: str) -> list[str]:
    """What an element says, as paragraphs where it is long."""
    if key in LONG and _xml.child(element, "paragraph") is None:
        typed = textwrap.dedent("".join(element.itertext()).strip("\n"))
        said = TYPED.split(typed)
    elif key in LONG:
        said = [element.text or ""]
        for inner in element:
            said += ["".join(inner.itertext()), inner.tail or ""]
    elif key == "logo":
        said = [element.get("image", "")]
    elif (named := _xml.child(element, "name")) is not None:
        said = [_xml.folded(named)]
    else:
        said = [_xml.folded(element)]
    return [folded for one in said if (folded := " ".join(one.split()))]
