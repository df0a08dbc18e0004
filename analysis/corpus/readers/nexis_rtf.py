"""Exports of Nexis Uni and of its forerunner as rich text (rtf)."""

from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from analysis.corpus.readers import _nexis, _nexis_uni, lexis_text
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.readers._word import Paragraph
from analysis.corpus.reconciling import Record

FORMAT = "Nexis rtf"


def fits(file: File) -> bool:
    """Whether it is rich text in which documents end, or begin, as these exports say it."""
    return file.data.lstrip()[:5] == rb"{\rtf" and _nexis_uni.in_bytes(file.data)


def read(file: File, record: Record) -> Iterator[dict]:
    """The documents as articles, numbered in their order; announced is what the cover page says."""
    text = _text(file)
    if _nexis.MARK.search(text):
        yield from lexis_text.articles(text.replace("\n", "\n\n"), record)
        return
    paragraphs = [Paragraph(line) for line in text.split("\n")]
    _check_ends(file.data, paragraphs, record)
    yield from _nexis_uni.articles(paragraphs, record)


def _text(file: File) -> str:
    """The characters of the file, without its running heads and its formats."""
    try:
        text = rtf_to_text(file.data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Unreadable("file is damaged", error) from None
    # Characters beyond the first 65,536 are kept as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\r", "\n")


def _check_ends(data: bytes, paragraphs: list[Paragraph], record: Record):
    """Say to `record` if more documents end in the file than in its text: rich text ends with its outermost brace."""
    there = len(_nexis_uni.END_IN_BYTES.findall(data))
    here = sum(bool(_nexis_uni.END_IN_BYTES.search(one.text.encode("ascii", "replace"))) for one in paragraphs)
    if there > here:
        record.defect("part is unknown", f"{there - here} documents behind the end of the rich text")
