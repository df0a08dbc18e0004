"""Exports of Nexis Uni and of its forerunner as rich text (rtf)."""

from collections.abc import Iterator

from analysis.corpus.readers import _nexis, _nexis_uni, _rtf, lexis_text
from analysis.corpus.readers._file import File
from analysis.corpus.readers._word import Paragraph
from analysis.corpus.reconciling import Record

FORMAT = "Nexis rtf"


def fits(file: File) -> bool:
    """Whether it is rich text in which documents end, or begin, as these exports say it."""
    return _rtf.is_rtf(file) and _nexis_uni.in_bytes(file.data)


def read(file: File, record: Record) -> Iterator[dict]:
    """The documents as articles, numbered in their order; announced is what the cover page says."""
    text = _rtf.plain(file.data.decode("latin-1"))
    if _nexis.MARK.search(text):
        yield from lexis_text.articles(text.replace("\n", "\n\n"), record)
        return
    paragraphs = [Paragraph(line) for line in text.split("\n")]
    _check_ends(file.data, paragraphs, record)
    yield from _nexis_uni.articles(paragraphs, record)


def _check_ends(data: bytes, paragraphs: list[Paragraph], record: Record):
    """Say to `record` if more documents end in the file than in its text: rich text ends with its outermost brace."""
    there = len(_nexis_uni.END_IN_BYTES.findall(data))
    here = sum(bool(_nexis_uni.END_IN_BYTES.search(one.text.encode("ascii", "replace"))) for one in paragraphs)
    if there > here:
        record.defect("part is unknown", f"{there - here} documents behind the end of the rich text")
