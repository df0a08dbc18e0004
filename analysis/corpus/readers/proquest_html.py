"""ProQuest as HTML, as a page or inside an e-mail that ProQuest sent."""

import email
import re
from collections.abc import Iterator

from analysis.corpus import decoding
from analysis.corpus.readers import _html, _labelled, proquest_text
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.readers._html import parse_html
from analysis.corpus.reconciling import Record

FORMAT = "ProQuest HTML"
# A record is taken from here to the next one and parsed alone, so that its damage does not reach the others: where the
# full text is a page of its own, these exports close more elements than they open.
ANCHOR = re.compile(r"<a\s[^>]{0,80}?name\s*=\s*[\"']?DocID_[^>]{0,200}>", re.IGNORECASE)
WORDS = re.compile(r"<text\s[^>]{0,200}?wordcount\s*=\s*[\"']?(\d{1,9})", re.IGNORECASE)
# What is left of the first tag of such a page.
RESIDUE = re.compile(r"(<text\b[^>]{0,300}>)\s*<?html\s*(?:&gt;|>)", re.IGNORECASE)
HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z-]{0,60}:[^\n]{0,1000}\n(?:[ \t][^\n]{0,1000}\n){0,100}){3}")
SERIES = re.compile(r"e-?mail (\d{1,9}) of (\d{1,9})", re.IGNORECASE)


def fits(file: File) -> bool:
    """Whether records of ProQuest have their anchors in it, or it is an e-mail of ProQuest with a page in it."""
    if b"roquest" not in file.data.lower():
        return False
    if HEADERS.match(file.data):
        return b"text/html" in file.data
    return b"DocID_" in file.data and file.is_text and bool(ANCHOR.search(file.text))


def read(file: File, record: Record) -> Iterator[dict]:
    """The records as articles, numbered as they are themselves, else from 1."""
    markup = "\n".join(_pages(file, record)) if HEADERS.match(file.data) else file.text
    begun = list(ANCHOR.finditer(markup))
    above = _lines(markup[: begun[0].start()] if begun else markup, record)
    for line in above:
        if match := SERIES.fullmatch(line):
            record.defect("file holds a part of what was found", match[0])
    records = [_lines(piece, record) for piece in _labelled.between(markup, begun)]
    yield from proquest_text.articles([above, *records], record)


def _pages(file: File, record: Record) -> Iterator[str]:
    """The pages of HTML in an e-mail; what else is attached, but for pictures, is said to `record`."""
    try:
        parts = [part for part in email.message_from_bytes(file.data).walk() if not part.is_multipart()]
        contents = [(part.get_content_type(), part.get_payload(decode=True) or b"") for part in parts]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable("file is damaged", error) from None
    if not any(kind == "text/html" for kind, _ in contents):
        raise Unreadable("file is damaged", "no page of HTML is left in the e-mail")
    for kind, content in contents:
        if kind == "text/html":
            try:
                yield decoding.decode(content).text
            except ValueError as error:
                record.defect("part is unknown", f"{kind}: {error}")
        elif not kind.startswith("image/") and kind != "text/plain":
            record.defect("part is unknown", f"{kind} attached to the e-mail")


def _lines(markup: str, record: Record) -> list[str]:
    """The paragraphs of a record as lines; the number of words that its text says it has is one of them."""
    try:
        lines = "\n".join(_html.paragraphs(parse_html(RESIDUE.sub(r"\1", markup)))).split("\n")
    except Unreadable as error:
        if re.sub(r"<[^<>]*>", "", markup).strip():
            record.defect(error.reason, error.value)
        return []
    words = WORDS.search(markup)
    return lines + ([f"Word count: {words[1]}"] if words else [])
