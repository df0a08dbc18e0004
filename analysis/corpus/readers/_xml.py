"""XML piece by piece, so that what comes before a damage is read, and a large file does not fill the memory."""

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import defusedxml
import defusedxml.ElementTree

from analysis.corpus.readers._file import DECLARED_WITHIN, File, Unreadable
from analysis.corpus.reconciling import Record

# What may stand before the root: atomic, so that no crafted sequence of comments can make the search long.
ROOT = re.compile(
    r"(?>\ufeff|\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?>\[.*?\]\s*)?>)*+"
    r"<(?P<name>(?:[\w.-]+:)?[\w.-]+)(?P<attributes>[^>]*)",
    re.DOTALL,
)
ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})")
LANGUAGE, ID = (f"{{http://www.w3.org/XML/1998/namespace}}{name}" for name in ("lang", "id"))
DEEP = 256  # levels of elements: as the parser of HTML allows; what people write has some 20


def root(file: File) -> tuple[str, str]:
    """The name of the root element without its prefix, and what its tag says besides; empty where there is none.

    >>> root(File("feed", b"<?xml version='1.0'?><!-- ours --><rdf:RDF xmlns='http://purl.org/rss/1.0/'>"))
    ('RDF', " xmlns='http://purl.org/rss/1.0/'")
    """
    start = file.data[: 2 * DECLARED_WITHIN]
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:2]
    match = ROOT.match(start.decode("utf-16" if wide else "utf-8", "replace"))
    return (match["name"].rpartition(":")[2], match["attributes"]) if match else ("", "")


def tree(data: bytes) -> Element:
    """The root element of a small file, read whole, without entities of its own."""
    try:
        return defusedxml.ElementTree.fromstring(data)
    except defusedxml.DefusedXmlException:
        raise Unreadable("XML defines entities") from None
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("file is damaged", error) from None


def name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def namespace(element: Element) -> str:
    """The namespace of an element; empty where it has none."""
    return element.tag.rpartition("}")[0].lstrip("{")


def child(element: Element | None, *path: str) -> Element | None:
    """The first element reached by the names in `path`, whatever their namespaces."""
    for step in path:
        element = next((inner for inner in element if name(inner) == step), None) if element is not None else None
    return element


def every(element: Element, wanted: str) -> list[Element]:
    """All elements of a name below `element`, in their order."""
    return [inner for inner in element.iter() if name(inner) == wanted]


def folded(element: Element | None) -> str:
    """All characters in an element, their white space folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def count(text: str) -> int | None:
    """The number of articles that an attribute announces; nothing that is no number or could be none.

    >>> count("20"), count("many"), count("9" * 30)
    (20, None, None)
    """
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def events(file: File, record: Record) -> Iterator[tuple[str, Element]]:
    """Each element of the file twice, as ("start", element) and, whole, as ("end", element).

    Raises
    ------
    Unreadable
        Where the file is damaged, defines entities or is nested too deeply: after all that comes before that place.
    """
    data = file.data.lstrip(b" \t\r\n")
    declared = ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    record.encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    depth = 0
    try:
        for event, element in defusedxml.ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > DEEP:
                raise Unreadable("elements are nested too deeply", f"more than {DEEP} levels")
            yield event, element
    except defusedxml.DefusedXmlException:
        raise Unreadable("XML defines entities") from None
    except Unreadable:
        raise
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("file is damaged", error) from None
