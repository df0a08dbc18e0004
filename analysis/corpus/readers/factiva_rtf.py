"""Factiva, saved as RTF: as its HTML, with the codes of fields in a table, or as plain paragraphs."""

import re
from collections.abc import Iterator

from analysis.corpus.readers import _factiva, _rtf
from analysis.corpus.readers._factiva import Part
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "Factiva RTF"
# An accession number: eight characters of the source, the day, and nine more.
ACCESSION = re.compile(rb"\b[A-Z0-9]{8}(?:19|20)\d{6}[a-z][a-z0-9]{8}\b")
NEXIS = re.compile(rb"End of Document|Load-Date")
BOLD = re.compile(r"(?<!\\)\\b1?(?![A-Za-z0-9])")  # where bold begins
MARK = "\ue000"  # of private use, so that no text has it: set where bold begins, to know headlines by
BRACE = re.compile(r"\\[\\{}]|[{}]")
FIELD = re.compile(r"([A-Z]{2,3})\s*(?:\|(.*)|\t(.*)|)", re.DOTALL)
CHROME = re.compile(r"(?:Page|Seite) \d+.*|\N{COPYRIGHT SIGN} \d{4} Factiva.*|Dow Jones|Factiva")


def fits(file: File) -> bool:
    """Whether it is RTF with accession numbers as Factiva gives them, or names Factiva."""
    if not _rtf.is_rtf(file):
        return False
    return bool(b"factiva" in file.data.lower() or ACCESSION.search(file.data)) and not NEXIS.search(file.data)


def read(file: File, record: Record) -> Iterator[dict]:
    """The articles in their order."""
    source = file.data.decode("latin-1")
    record.encoding = "rtf"
    if MARK in source:
        raise Unreadable("file is damaged", "it has characters that RTF does not allow")
    text = _rtf.plain(BOLD.sub(rf"\\u{ord(MARK) - 0x10000} ?", source))
    yield from _factiva.articles(_parts(text), record)
    depth, rest = _closing(source)
    if depth:
        record.defect("file ends early", f"{depth} groups of RTF are open at its end")
    if rest:
        record.defect("file goes on after its end", rest)


def _parts(text: str) -> Iterator[Part]:
    """The fields, each with the lines of its cell, or where there are no codes each line."""
    code, lines = None, []
    for raw in text.split("\n"):
        line = raw.replace(MARK, "").strip().strip("|").strip()
        match = FIELD.fullmatch(line)
        if not line or CHROME.fullmatch(line):
            continue
        if match and (match[1] in _factiva.CODES or "|" in line):
            if code:
                yield Part(code, lines)
            code, lines = match[1], [rest] if (rest := (match[2] or match[3] or "").strip()) else []
        elif code and not (code == "AN" and lines):
            lines.append(line)
        else:
            if code:
                yield Part(code, lines)
            code, lines = None, []
            yield Part(None, [line], headline=MARK in raw)
    if code:
        yield Part(code, lines)


def _closing(source: str) -> tuple[int, str]:
    """How many groups are open at the end, and what stands after the end of the outermost one, which RTF ignores."""
    depth = 0
    for match in BRACE.finditer(source):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
            if depth <= 0:
                return 0, source[match.end() :].strip("\0} \t\r\n")
    return depth, ""
