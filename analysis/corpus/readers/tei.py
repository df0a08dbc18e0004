"""TEI: debates of parliaments (ParlaMint and its like), an article per speech, and texts of any other kind."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analysis.corpus.readers import _tei, _xml
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "TEI XML"
ROOTS = {"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"}
LISTS = {"listPerson", "listOrg", "taxonomy"}  # of a corpus, where they are files of their own
SPEECHES = {"u", "sp"}
# What is in a text and is not said or written by its author; a head is the title.
NOTES = {"note", "vocal", "kinesic", "incident", "gap", "stage"}
APART = NOTES | {"speaker", "head", "fw", "figDesc", "byline", "dateline", "docAuthor"}
BLOCKS = {"p", "seg", "ab", "l", "lg", "div", "item", "list", "row", "table", "quote", "u", "sp"}
WORDS = {"w", "pc"}  # of annotated texts, whose other white space is only layout
PARAGRAPH = "\N{PARAGRAPH SEPARATOR}"


def fits(file: File) -> bool:
    """Whether the root is that of a TEI text or corpus, or of a list that belongs to one."""
    root, attributes = _xml.root(file)
    return root in ROOTS or (root in LISTS and "tei-c.org" in attributes)


def read(file: File, record: Record) -> Iterator[dict]:
    """The speeches as articles, or of a text without speeches its articles, or else the whole text as one."""
    corpus = told = _tei.Header()
    position, spoken = 0, False
    languages, heads, notes, within = [""], [], [], []
    for event, element in _xml.events(file, record):
        tag = _xml.name(element)
        if event == "start":
            languages.append(element.get(_xml.LANGUAGE) or languages[-1])
            within.append(tag)
            heads += [""] if tag == "div" else []
            spoken = spoken and tag != "text"
            continue
        language = languages.pop()
        within.pop()
        aside = "text" not in within or any(one in SPEECHES for one in within)
        if tag == "teiHeader":
            told = _tei.header(element, corpus)
            if within and within[-1].startswith("teiCorpus"):
                corpus = told
            elif told.speeches is not None:
                record.announced = (record.announced or 0) + told.speeches
            element.clear()
        elif tag == "include":
            record.defect("file names further files", element.get("href"))
        elif tag == "text":
            if not spoken and len(_xml.every(element, "text")) == 1:
                for article in _texts(element, told, language):
                    position += 1
                    yield {"position": position} | article
            if rest := _text(element, []):
                record.defect("part is unknown", rest)
            if spoken and notes:
                record.defect("part is not an article", " | ".join(notes))
            notes = []
            element.clear()
        elif tag == "div":
            heads.pop()
        elif tag in SPEECHES and not aside:
            position, spoken = position + 1, True
            head = next((one for one in reversed(heads) if one), "")
            yield {"position": position} | _speech(element, told, language, head, notes, record, position)
            notes = []
            element.clear()
        elif tag == "head" and not aside and heads:
            heads[-1] = _xml.folded(element)
        elif tag in NOTES and not aside:
            notes.append(_note(element))


def _speech(
    speech: Element, told: _tei.Header, language: str, head: str, before: list[str], record: Record, position: int
) -> dict:
    """One speech with its speaker; the notes before it often say who speaks, those in it how it was received."""
    notes: list[str] = []
    text = _text(speech, notes)
    gaps = sum(_xml.name(one) == "gap" for one in speech.iter())
    if gaps:
        record.defect("text has gaps", gaps, position=position)
    label = _xml.folded(_xml.child(speech, "speaker"))
    who = told.person(speech.get("who", ""), told.facts.get("date", ""))
    own = {
        "speaker": who.get("speaker") or label or who.get("speaker_id", ""),
        "speaker_label": label,
        "title": head,
        "debate": told.facts.get("title", "") if head else "",
        "role": " ".join(one.lstrip("#") for one in speech.get("ana", "").split()),
        "language": language,
        "document_id": speech.get(_xml.ID, ""),
        "notes": " | ".join(notes),
        "notes_before": " | ".join(before),
    }
    return {"text": text} | told.facts | who | {key: value for key, value in own.items() if value}


def _texts(text: Element, told: _tei.Header, language: str) -> Iterator[dict]:
    """The articles of a text without speeches: its divisions of that type, or else the whole."""
    parts = [one for one in _xml.every(text, "div") if one.get("type", "").lower() == "article"]
    for part in parts or [text]:
        notes: list[str] = []
        heads = [_xml.folded(one) for one in part if _xml.name(one) == "head"]
        if not parts:
            heads = [_xml.folded(one) for one in _xml.every(text, "head")][:1]
        dates = [one.get("when") or _xml.folded(one) for one in _xml.every(part, "date")] if parts else []
        own = {
            "title": " ".join(heads),
            "byline": "; ".join(_xml.folded(one) for tag in ("byline", "docAuthor") for one in _xml.every(part, tag)),
            "date": next(filter(None, dates), ""),
            "language": part.get(_xml.LANGUAGE, language),
            "document_id": part.get(_xml.ID, ""),
        }
        said = _text(part, notes)
        own["notes"] = " | ".join(notes)
        yield {"text": said} | told.facts | {key: value for key, value in own.items() if value}
        del part[:]  # what is then left of the text is of no article
        part.text = None


def _text(element: Element, notes: list[str]) -> str:
    """What is said in an element, in paragraphs; what stands in it besides is added to `notes`."""
    annotated = any(_xml.name(one) == "w" for one in element.iter())
    pieces = "".join(_pieces(element, notes, annotated)).split(PARAGRAPH)
    return "\n\n".join(folded for piece in pieces if (folded := " ".join(piece.split())))


def _pieces(element: Element, notes: list[str], annotated: bool) -> Iterator[str]:
    """The characters said, with marks around paragraphs; annotated words say whether a space follows."""
    own = (element.text or "") if not annotated or (element.text or "").strip() else ""
    yield own
    for inner in element:
        tag = _xml.name(inner)
        if tag in NOTES:
            notes.append(_note(inner))
        elif tag in WORDS:
            written = (inner.text or "").strip() or _xml.folded(inner)
            yield written + ("" if inner.get("join") in ("right", "both") else " ")
        elif tag == "lb":
            yield " "
        elif tag in BLOCKS:
            yield PARAGRAPH
            yield from _pieces(inner, notes, annotated)
            yield PARAGRAPH
        elif tag not in APART:
            yield from _pieces(inner, notes, annotated)
        tail = inner.tail or ""
        yield tail if not annotated or tail.strip() else ""


def _note(element: Element) -> str:
    """What a note says; of one without words, its name and its kind or reason."""
    return _xml.folded(element) or " ".join(
        [_xml.name(element), *filter(None, (element.get(key) for key in ("type", "reason")))]
    )
