"""Text documents of LibreOffice and its relatives (odt): one article per file, as `plain` has it."""

from collections.abc import Iterator

from analysis.corpus.readers import _xml, plain
from analysis.corpus.readers._archives import open_kind, part
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "OpenDocument text"
KIND = b"application/vnd.oasis.opendocument.text"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
PARAGRAPHS = (TEXT + "p", TEXT + "h")
SIGNS = {TEXT + "line-break": "\n", TEXT + "tab": " ", TEXT + "s": " "}
# Notes stand amid the sentence they belong to, and what was deleted is kept for who wants it back.
UNSHOWN = (TEXT + "note", TEXT + "tracked-changes")


def fits(file: File) -> bool:
    """Whether it is a zip archive that says so of itself."""
    return open_kind(file) == KIND


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article; a paragraph or heading of the document is a paragraph of its text."""
    found, notes = [], 0
    stack = [_xml.tree(part(file, "content.xml"))]  # not recursive: the depth is the file's to choose
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            found[-1:] = ["".join(found[-1:]) + node]
        elif node.tag in UNSHOWN:
            notes += node.tag == TEXT + "note"
        else:
            found += [""] if node.tag in PARAGRAPHS else []
            pieces = [SIGNS.get(node.tag, ""), node.text or ""] if found else []
            for child in node:
                pieces += [child, child.tail or ""] if found else [child]
            stack += reversed(pieces)
    if notes:
        record.defect("part is unknown", f"{notes} notes")
    yield from plain.article("\n\n".join(" ".join(one.split()) for one in found if one.strip()))
