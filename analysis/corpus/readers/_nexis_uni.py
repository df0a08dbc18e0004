"""The layout of Nexis Uni: a cover page with the list of documents, then title, outlet, date, labels, text of each."""

import re
from collections.abc import Iterator, Sequence

from analysis.corpus.readers import _labelled, _nexis
from analysis.corpus.readers._file import Unreadable
from analysis.corpus.readers._word import Paragraph
from analysis.corpus.reconciling import Record

_ENDS = (
    r"End of Document|Ende des Dokuments|Dokumentende|Fin du document|Fin de documento|Fin del documento"
    r"|Einde van (?:het )?document|Fine del documento"
)
END = re.compile(rf"\s*(?:{_ENDS})\s*", re.IGNORECASE)
END_IN_BYTES = re.compile(_ENDS.encode("ascii"), re.IGNORECASE)
COVER_IN_BYTES = re.compile(rb"Client/Matter|Mandant/")
LABELS_IN_BYTES = re.compile(rb"Load-Date:|Publication-Type:")
MARK_IN_BYTES = re.compile(
    rb"\d (?:of|von|de) \d[\d.,]{0,9} DO[CK]UMENT|DO[CK]UMENTE? \d+ (?:of|von|de) \d", re.IGNORECASE
)
BOOKMARK = re.compile(r"Bookmark_(\d{1,8})")
COUNT = re.compile(r"(?:Documents?|Dokumente?|Documentos?|Documenten|Documenti?)\s*\((\d{1,8})\)", re.IGNORECASE)
LISTED = re.compile(r"(\d{1,8})\.\s+\S")
ITEM = re.compile(r"urn:contentItem:[\w-]{1,60}")
# Headings of the parts of a document, each a paragraph of its own.
PARTS = {
    "text": "body|haupttext|textkörper|corps|corps du texte|cuerpo|hoofdtekst|corpo",
    "graphic": "graphic|grafik|graphique|gráfico|afbeelding",
    "correction": "correction|korrektur|berichtigung|corrección|correctie",
    "notes": "notes|anmerkungen|hinweise|remarques|notas|opmerkingen",
    "classification": "classification|klassifizierung|klassifikation|clasificación|classificatie|classificazione",
}
HEADINGS = _labelled.by_label(PARTS)
# What the page offers to do, and what the list of documents says of each: no part of any article.
OFFER = re.compile(r"(?:link to (?:image|pdf|original)|link zum|view original|lien vers)[^\n]{0,60}", re.IGNORECASE)
COVER = re.compile(
    r"(?:Client/Matter|Mandant|Search (?:Terms|Type)|Such\w+|Narrowed by|Eingegrenzt|Content Type|Termes"
    r"|Type de recherche|Job Number|User Name|Date and Time)\b",
    re.IGNORECASE,
)
DATE_WITHIN = 8  # paragraphs at the top of a document in which its date is looked for
LABELS_WITHIN = 12  # paragraphs after a date in which a label or the heading of the text shows that it is an article's


def articles(paragraphs: Sequence[Paragraph], record: Record) -> Iterator[dict]:
    """The articles of an export; what it announces, what its numbers leave out and what is cut is said to `record`."""
    _check_list(paragraphs)
    cover, documents = _cut(paragraphs)
    said = next((match for one in cover if (match := COUNT.match(one.text.strip()))), None)
    listed = {int(match[1]): one.link for one in cover if (match := LISTED.match(one.text.strip()))}
    record.announced = int(said[1]) if said else max(listed, default=None)
    numbers = [number or i for i, (number, _) in enumerate(documents, 1)]
    # A file with one article of a longer list keeps the number that it has there.
    first = [0] if len(documents) > 1 or record.announced else []
    _labelled.check_numbers([*first, *numbers], record)
    whole = len(documents) == record.announced or any(number for number, _ in documents)
    for number, (_, document) in zip(numbers, documents, strict=True):
        yield _article(document, number, listed.get(number) if whole else None, record)


def in_bytes(data: bytes) -> bool:
    """Whether documents end in the bytes of a file as those of Nexis Uni do, or begin as those before it did."""
    return any(sign.search(data) for sign in (END_IN_BYTES, LABELS_IN_BYTES, MARK_IN_BYTES, COVER_IN_BYTES))


def _check_list(paragraphs: Sequence[Paragraph]):
    """Raise Unreadable for a cover page alone, as it lies beside documents that are saved as files of their own."""
    texts = [one.text.strip() for one in paragraphs]
    said = next(filter(None, map(COUNT.match, texts)), None)
    if said and not any(END.fullmatch(line) or _heading(line) or _nexis.DATE.fullmatch(line) for line in texts):
        raise Unreadable("list of documents without the documents", said[0])


def _cut(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[tuple[int | None, list[Paragraph]]]]:
    """The cover page, and each document with the number of its bookmark.

    A document ends where it says so or the bookmark of another one follows.
    """
    documents, ended = [(None, [])], False
    for one in paragraphs:
        number = next((int(match[1]) for name in one.bookmarks if (match := BOOKMARK.fullmatch(name))), None)
        if number is not None:
            documents.append((number, []))
        elif ended and one.text.strip():
            documents.append((None, []))
        ended = bool(END.fullmatch(one.text)) or (ended and not one.text.strip())
        if one.text.strip():
            documents[-1][1].append(one)
    number, first = documents[0]
    if len(documents) > 1 and documents[1][0] is not None and not any(END.fullmatch(one.text) for one in first):
        cover, documents = first, documents[1:]
    else:
        start = _first(first)
        cover, documents[0] = first[:start], (number, first[start:])
    return cover, [(number, document) for number, document in documents if document]


def _first(paragraphs: Sequence[Paragraph]) -> int:
    """Where the first article begins below a cover page that no bookmark parts from it; 0 where there is no cover page.

    The title and the outlet stand above the date, and labels or the heading of the text not far below it.
    """
    texts = [one.text.strip() for one in paragraphs]
    if not any(map(COUNT.match, texts)):
        return 0
    for i in range(2, len(texts)):
        below = texts[i + 1 : i + LABELS_WITHIN]
        if _nexis.DATE.fullmatch(texts[i]) and any(_nexis.is_head(line) or _heading(line) for line in below):
            return i - 2
    return max((i + 1 for i, line in enumerate(texts) if COVER.match(line) or LISTED.match(line)), default=0)


def _heading(line: str) -> str | None:
    """The part of a document that a paragraph is the heading of."""
    return HEADINGS.get(line.strip().casefold())


def _article(paragraphs: Sequence[Paragraph], number: int, link: str | None, record: Record) -> dict:
    """The article that one document holds."""
    lines = ["\n".join(" ".join(line.split()) for line in one.text.strip().split("\n")) for one in paragraphs]
    item = {"position": number}
    if END.fullmatch(lines[-1]):
        lines.pop()
    else:
        record.defect("document has no end", lines[-1], position=number)
    texts = sum(_heading(line) == "text" for line in lines)
    if texts > 1:
        record.defect("document is missing", f"{texts} texts in one document", position=number)
    links = [one.link for one in paragraphs[:2] if one.link] + [link or ""]
    _labelled.put(item, "url", links[0])
    identity = ITEM.search(links[0])
    _labelled.put(item, "document_id", identity and identity[0])
    text = _take_top(item, lines)
    _take_parts(item, lines[text:])
    return _labelled.joined(item)


def _take_top(item: dict, lines: list[str]) -> int:
    """Take what stands above the text; return where the text begins: below its heading, or else the known labels."""
    heading = next((i for i, line in enumerate(lines) if _heading(line) == "text"), None)
    top = lines[:heading]
    is_label = _nexis.is_head if heading is None else _labelled.LABEL.match
    label = next((i for i in range(2, len(top)) if is_label(top[i])), len(top))
    day = next((i for i in range(1, min(label, DATE_WITHIN)) if _nexis.DATE.fullmatch(top[i])), None)
    names = top[: min(2, label) if day is None else day]
    below = len(names)
    if day is not None:
        _nexis.put_date(item, top[day])
        below += 1
    if heading is None and label == len(top):  # nothing says where the text begins
        label = below
    for line in top[below:label]:
        _labelled.put(item, "copyright" if _labelled.is_copyright(line) else "edition", line)
    _labelled.put(item, "outlet", names.pop() if len(names) > 1 else None)
    _labelled.put(item, "title", " ".join(" ".join(names).split()))
    end = label
    while end < len(top) and (heading is not None or is_label(top[end])):
        if is_label(top[end]):
            _nexis.put_line(item, top[end])
        else:
            _labelled.put(item, "edition", top[end])
        end += 1
    return end + (heading is not None)


def _take_parts(item: dict, lines: list[str]):
    """Take the text and the parts below it, each under its heading; labels may also follow the text without one."""
    parts, part = {"text": []}, "text"
    for line in lines:
        if _heading(line) in (None, "text"):
            parts[part].append(line)
        else:
            part = _heading(line)
            parts.setdefault(part, [])
    body = [line for line in parts.pop("text") if not OFFER.fullmatch(line)]
    labels = parts.pop("classification", [])
    if not labels:
        end = _labelled.closing(body, _nexis.is_tail)
        body, labels = body[:end], body[end:]
    for line in labels:
        if _labelled.LABEL.match(line):
            _nexis.put_line(item, line)
        else:
            _labelled.put(item, "classification", line)
    for name, paragraphs in parts.items():
        _labelled.put(item, name, "\n".join(paragraphs))
    if body:
        item["text"] = "\n\n".join(body)
