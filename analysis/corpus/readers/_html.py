"""From HTML to text as a reader of the page would copy it: paragraphs, without what is not shown."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import lxml.etree
import lxml.html

from analysis.corpus.reconciling import Record
from analysis.corpus.reports import Unreadable

# Elements that a browser sets apart from what is before and after them. A table makes a paragraph of each row.
_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frame h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary
    table tbody tfoot thead tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
CELLS = frozenset(["td", "th"])
# Elements whose content is not shown as text, or is for work with the page and not for reading it.
_UNSHOWN = """
    applet audio button canvas datalist embed head iframe input link meta noembed noframes noscript object option script
    select style svg template textarea title video
"""
UNSHOWN = frozenset(_UNSHOWN.split())
HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)

BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")  # of a file that can be a page, whatever tag it is
ENDS_WITHIN = 4096  # bytes: what saves a page may write something after its last tag

# Unicode's own marks for what a page says by its elements; in a text they mean the same.
PARAGRAPH, LINE = "\N{PARAGRAPH SEPARATOR}", "\N{LINE SEPARATOR}"
# What stands behind these tags libxml2 leaves out, and browsers show: exports have pages within pages.
PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
APART = re.compile(rf"{PARAGRAPH}|{LINE}\s*{LINE}")


def parse_html(markup: str) -> lxml.html.HtmlElement:
    """The tree of `markup`, however badly it is written, and never without its end.

    >>> parse_html("<html><body>Talks</body></html><p>go on").text_content()
    'Talksgo on'

    Raises
    ------
    Unreadable
        If it is no HTML, or is nested so deeply that the parser would leave out the rest without a word.
    """
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)  # 2,048 levels instead of 256
    markup = PAGE_END.sub("", markup.replace("\0", ""))
    try:
        # As characters lxml refuses what declares an encoding, so it gets bytes and is told theirs.
        tree = lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise Unreadable("file is damaged", error) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable("elements are nested too deeply")
    return tree


def paragraphs(element: Element | lxml.html.HtmlElement) -> list[str]:
    """The text of an element of HTML (or XHTML), one str for each paragraph.

    Each block is a paragraph of its own, and so is what two ``<br>`` part; a single ``<br>`` and a line end in
    ``<pre>`` are a newline; other white space is folded to single spaces, no-break spaces too. Scripts, styles, forms'
    controls, comments and what is hidden by its own attributes are left out, as are empty paragraphs. The text after
    the element is not part of it.

    >>> page = lxml.html.fromstring("<div>Talks<br>go  on<p>in <b>Ge</b>neva<p hidden>Menu</p><!-- no -->today.</div>")
    >>> paragraphs(page)
    ['Talks\\ngo on', 'in Geneva', 'today.']
    """
    found = []
    for paragraph in APART.split("".join(_pieces(element))):
        lines = (" ".join(line.split()) for line in paragraph.split(LINE))
        found.append("\n".join(line for line in lines if line))
    return [paragraph for paragraph in found if paragraph]


def text(element: Element | lxml.html.HtmlElement) -> str:
    """The paragraphs of an element with blank lines between them."""
    return "\n\n".join(paragraphs(element))


def markup_text(markup: str) -> str:
    """The text of a str of HTML, such as feeds hold; one without any tag or entity loses only its white space.

    >>> markup_text("Talks &amp; tea<p>went on")
    'Talks & tea\\n\\nwent on'
    """
    try:
        return text(parse_html(f"<div>{markup}</div>"))
    except Unreadable:
        return " ".join(markup.split())


def body(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The part of a page that is shown.

    Raises
    ------
    Unreadable
        If there is none, as in a page of frames.
    """
    found = tree.find("body")
    if found is None:
        raise Unreadable("file is damaged", "the page has no body")
    return found


def check_end(data: bytes, record: Record):
    """Say to `record` if the last tags of a page do not tell that it is there to its end."""
    if not re.search(rb"</(?:html|body)\s*>", data[-ENDS_WITHIN:], re.IGNORECASE):
        record.defect("file ends early", "the page is not closed")


def _pieces(element) -> Iterator[str]:
    """The shown characters under `element` in their order, with marks where blocks and lines begin and end."""
    stack = [(element, False)]  # not recursive: the depth is the page's to choose
    while stack:
        node, kept = stack.pop()
        if isinstance(node, str):
            yield node.replace("\r\n", LINE).replace("\n", LINE) if kept else node
        elif _shown(node):
            tag = node.tag.rpartition("}")[2].lower()
            kept |= tag == "pre"
            before = PARAGRAPH if tag in BLOCKS else LINE if tag == "br" else " " if tag in CELLS else ""
            inner = [before, node.text or ""]
            for child in node:
                inner += [child, child.tail or ""]
            inner.append("" if tag == "br" else before)
            stack += [(piece, kept) for piece in reversed(inner)]


def _shown(node) -> bool:
    """Whether an element is text to read; comments and processing instructions have a function as their tag."""
    if not isinstance(node.tag, str) or node.tag.rpartition("}")[2].lower() in UNSHOWN:
        return False
    return node.get("hidden") is None and not HIDING.search(node.get("style") or "")
