"""Web archives in the WARC format (ISO 28500), plain or as gzip, as crawlers and browser extensions write them.

An article is a record that holds what a server answered, if that is HTML, or the plain text that a program made of it.
The rest of what servers answered (pictures, style sheets, redirects, pages that there are not) is counted by kind.
Records about the crawl itself, such as requests, hold nothing that was published.
"""

import gzip
import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from analysis.corpus.readers import web_page
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.readers._members import AT_ONCE, BROKEN, PACKED_AT_ONCE, Budget, Metered
from analysis.corpus.reconciling import Record

FORMAT = "WARC"
GZIP = b"\x1f\x8b"
PAGES = {"text/html", "application/xhtml+xml"}
ANSWERS = {"response", "resource", "conversion"}
OF_THE_CRAWL = {"warcinfo", "request", "metadata"}
BEGINNING = re.compile(rb"WARC/\d", re.IGNORECASE)
KIND = re.compile(rb"WARC-Type\s*:\s*(\w+)", re.IGNORECASE)
LONGEST_LINE = 1 << 16  # bytes of a header line that is looked at
UNREADABLE = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, TypeError, *BROKEN)

logging.getLogger("warcio").addHandler(logging.NullHandler())  # else its remarks are written to the terminal


class _Records(ArchiveIterator):
    INC_RECORD = ""  # what it would write to the terminal about each record that is not as long as it says


def fits(file: File) -> bool:
    """Whether it, or what it holds as gzip, begins as WARC files do."""
    if not file.data.startswith(GZIP):
        return bool(BEGINNING.match(file.data.lstrip(b"\r\n")[:8]))
    try:
        return bool(BEGINNING.match(gzip.open(io.BytesIO(file.data)).read1(8)))
    except BROKEN:
        return False


def read(file: File, record: Record) -> Iterator[dict]:
    """The pages as articles; `position` counts the answers, and `url` and `crawled` are those of the record.

    Announced are as many articles as the headers of the file begin answers. An answer that is no page is dropped.
    """
    record.announced = _announced(_stream(file))
    others, unknown, again, position, stream = Counter(), Counter(), [], 0, _stream(file)
    try:
        entries = _Records(stream)
        for entry in entries:
            if entry.rec_type == "revisit":
                again.append(entry.rec_headers.get_header("WARC-Target-URI"))
            elif entry.rec_type in ANSWERS:
                position += 1
                if kind := _other_kind(entry):
                    others[kind] += 1
                else:
                    yield _article(entry, _body(entry, file, record, position), file, record, position)
            elif entry.rec_type not in OF_THE_CRAWL:
                unknown[str(entry.rec_type)] += 1
        if entries.err_count:
            record.defect("record is longer or shorter than it says", f"{entries.err_count:,} records")
    except UNREADABLE as error:
        stream.error = error
    if isinstance(stream.error, Unreadable):
        record.fail(stream.error.reason, stream.error.value)
    elif stream.error:
        record.fail("file is damaged", f"after answer {position:,}: {stream.error}")
    if again:
        record.defect("page is the same as in an earlier crawl", f"{len(again):,}: {again[0]}")
    for kind, n in sorted(unknown.items()):
        record.defect("record is of an unknown type", f"{n:,}: {kind}")
    if not position and not record.defects:
        record.defect("web archive has no pages", "it has only records about the crawl")
    for kind, n in sorted(others.items()):
        record.drop("answer is no page", f"{n:,}: {kind}", n=n)


def _stream(file: File) -> Metered:
    """The archive as it is without gzip, whether that was applied to each record, as it should be, or to the whole."""
    data = io.BytesIO(file.data)
    return Metered(gzip.open(data) if file.data.startswith(GZIP) else data, Budget(file.options.limits))


def _announced(stream: Metered) -> int:
    """How many headers begin an answer. This trusts no length, so that what a wrong one hides is missed."""
    n, in_header, rest = 0, False, b""
    try:
        while data := stream.read(AT_ONCE):
            *lines, rest = (rest[-LONGEST_LINE:] + data).split(b"\n")
            for line in lines:
                if BEGINNING.match(line):
                    in_header = True
                elif not line.strip():
                    in_header = False
                elif in_header and (kind := KIND.match(line)):
                    n += kind[1].decode("ascii", "replace").lower() in ANSWERS
    except BROKEN:
        pass  # reading the records meets it again, and says so
    return n


def _other_kind(entry) -> str | None:
    """What an answer is that is no page, in a few words; None for a page."""
    media = _media(entry)
    if entry.http_headers:
        status = entry.http_headers.get_statuscode() or ""
        if status.startswith("3"):
            return "redirect"
        if not status.startswith("2"):
            return f"status {status[:3]}"
    if media in PAGES or (media == "text/plain" and entry.rec_type == "conversion"):
        return None
    return media or "unknown type"


def _media(entry) -> str:
    headers = entry.http_headers or entry.rec_headers
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()[:80]


def _body(entry, file: File, record: Record, position: int) -> bytes:
    """What an answer holds, without the codings of its transport."""
    most = file.options.limits["file_bytes"]
    headers, stream = entry.http_headers, entry.raw_stream
    coding, transfer = (
        ((headers and headers.get_header(name)) or "").strip().lower()
        for name in ("Content-Encoding", "Transfer-Encoding")
    )
    if transfer == "chunked":
        stream = ChunkedDataReader(stream)
    whole = io.BytesIO()
    while whole.tell() <= most and (piece := stream.read(AT_ONCE)):
        whole.write(piece)
    data, sound = whole.getvalue(), getattr(entry.raw_stream, "limit", 0) <= 0 or bool(entry.raw_stream.read(1))
    if coding in ("gzip", "x-gzip", "deflate"):
        data, complete = _decompressed(data, most)
        sound &= complete
    elif coding not in ("", "identity"):
        record.defect("compression is unknown", coding, position=position)
        return b""
    if len(data) > most:
        record.defect("page breaks off", f"after {most / 1e6:,.0f} MB, the limit file_bytes", position=position)
    elif not sound:
        record.defect("page breaks off", f"after {len(data):,} bytes", position=position)
    return data


def _decompressed(data: bytes, most: int) -> tuple[bytes, bool]:
    """The bytes without gzip or deflate, if they ever were compressed, and whether they are complete."""
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # with a header of either kind; deflate as some servers send it
        unpacking, whole = zlib.decompressobj(bits), io.BytesIO()
        try:
            for i in range(0, len(data), PACKED_AT_ONCE):
                whole.write(unpacking.decompress(data[i : i + PACKED_AT_ONCE]))
                if whole.tell() > most or unpacking.eof:
                    break
        except zlib.error:
            if not whole.tell():
                continue
        return whole.getvalue(), unpacking.eof
    return data, True


def _article(entry, data: bytes, file: File, record: Record, position: int) -> dict:
    url = entry.rec_headers.get_header("WARC-Target-URI")
    known = {"position": position, "url": url, "crawled": entry.rec_headers.get_header("WARC-Date")}
    known = {name: value for name, value in known.items() if value}
    if not data.strip():
        return known
    headers = entry.http_headers or entry.rec_headers
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", headers.get_header("Content-Type") or "", re.IGNORECASE)
    try:
        page = web_page.page_file(file, data, charset and charset[1])
        if doubt := page.decoded.doubt:
            record.defect(*doubt, position=position)
        if _media(entry) == "text/plain":
            return known | {"text": page.text}
        found = web_page.article(page, record, url=url, position=position)
    except Unreadable as error:
        record.defect(error.reason, error.value, position=position)
        return known
    return found | known  # the address under which it was found, not the one by which it wants to be known
