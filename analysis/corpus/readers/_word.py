"""The paragraphs of a Word document (docx), with what an export tells by links and bookmarks."""

from dataclasses import dataclass, field

from analysis.corpus.readers import _xml
from analysis.corpus.readers._archives import contents, part
from analysis.corpus.readers._file import File, Unreadable

BODY, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# A drawing is there a second time for older programs, and deleted text for who wants it back.
UNSHOWN = frozenset(["{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", WORD + "del"])
SIGNS = {WORD + "br": "\n", WORD + "cr": "\n", WORD + "tab": " ", WORD + "noBreakHyphen": "-"}


@dataclass
class Paragraph:
    """A paragraph: its text, with newlines where lines end by hand; the bookmarks in it; where it links to first."""

    text: str
    bookmarks: list[str] = field(default_factory=list)
    link: str | None = None


def is_document(file: File) -> bool:
    """Whether the file is a zip archive with the body of a Word document."""
    return BODY in contents(file)


def paragraphs(file: File) -> list[Paragraph]:
    """The paragraphs in their order, empty ones only where they have a bookmark; a row of a table is one paragraph.

    Running heads are other parts of the document and not among them.
    """
    targets = {}
    try:
        for relation in _xml.tree(part(file, LINKS)):
            targets[relation.get("Id")] = relation.get("Target")
    except Unreadable:  # the text can be read without its links
        pass
    found, pieces, current, rows = [], [], Paragraph(""), 0
    stack = [(_xml.tree(part(file, BODY)), True)]  # not recursive: the depth is the file's to choose
    while stack:
        node, entering = stack.pop()
        if node.tag in UNSHOWN:
            continue
        rows += (1 if entering else -1) * (node.tag == WORD + "tr")
        if node.tag == WORD + "tr" or (node.tag == WORD + "p" and not rows):
            current.text = "".join(pieces)
            found.append(current)
            pieces, current = [], Paragraph("")
        elif node.tag == WORD + "p":
            pieces.append(" ")
        if not entering:
            continue
        if node.tag == WORD + "t":
            pieces.append(node.text or "")
        elif node.tag == WORD + "bookmarkStart":
            current.bookmarks.append(node.get(WORD + "name") or "")
        elif node.tag == WORD + "hyperlink":
            current.link = current.link or targets.get(node.get(RELATION))
        else:
            pieces.append(SIGNS.get(node.tag, ""))
        stack.append((node, False))
        stack += [(child, True) for child in reversed(node)]
    current.text = "".join(pieces)
    return [one for one in [*found, current] if one.text.strip() or one.bookmarks]
