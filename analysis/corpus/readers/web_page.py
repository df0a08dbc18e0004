"""Web pages saved by a browser or a program: HTML of one file, and MHTML (.mht), which holds a page with its pictures.

The article is found in the page by trafilatura. What a page says of itself for machines (JSON-LD, meta elements, the
canonical address) goes before what can be guessed from its looks, and a date that is nothing but a guess is reported.
"""

import email
import email.policy
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError

import lxml.etree
from lxml.html import HtmlElement

from analysis.corpus.readers import _html
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record
from analysis.corpus.tables import host_of

FORMAT = "web page"

# Text may hold tags somewhere; a page begins with one. What is before it is matched in one way only (``++``, ``*+``): a
# page of white space would be tried in all ways to part it.
PAGE = re.compile(
    r"\ufeff?(?:\s++|<\?xml[^>]*+>|<!--.*?-->)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|header|div|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
MHTML = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related\b", re.IGNORECASE)
# Browsers and extensions write the address of a page that they save into a comment at its beginning.
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE)
# A page with more elements is a list or a log; to look for an article in it would take minutes.
ELEMENTS = 200_000

# What meta elements call these things, the surest first (Open Graph, Dublin Core, schema.org, and news sites' own).
META = {
    "date": (
        *("article:published_time", "og:article:published_time", "datepublished", "citation_publication_date"),
        *("dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date"),
        *("publishdate", "publish-date", "publish_date", "publication_date", "pubdate", "parsely-pub-date"),
        *("sailthru.date", "article.published", "date", "published_time"),
    ),
    "outlet": ("og:site_name", "article:publisher_name", "citation_journal_title", "dc.publisher", "application-name"),
    "url": ("og:url", "twitter:url"),
    "section": ("article:section", "og:article:section", "section", "parsely-section"),
    "language": ("og:locale", "content-language", "dc.language", "language"),
    "title": ("og:title", "citation_title", "dc.title", "twitter:title"),
    "byline": ("author", "article:author", "citation_author", "dc.creator", "parsely-author", "byl"),
}
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
# trafilatura calls its elements as TEI does; by these names they are HTML again.
AS_HTML = {
    **{"head": "h2", "list": "ul", "item": "li", "row": "tr", "cell": "td", "lb": "br", "quote": "blockquote"},
    **{"hi": "span", "ref": "span", "del": "span", "graphic": "img"},
}


def fits(file: File) -> bool:
    """Whether it begins as HTML or as a page in the form of a mail does."""
    return bool(PAGE.match(file.head) or MHTML.match(file.head))


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article of the page."""
    if MHTML.match(file.head):
        file, url, saved = _page_in_mail(file, record)
        record.encoding = file.decoded.encoding
        yield article(file, record, url=url) | ({"crawled": saved} if saved else {})
    else:
        yield article(file, record)


def article(file: File, record: Record, *, url: str | None = None, position: int = 1) -> dict:
    """The article of a page, `url` being the address known from elsewhere.

    Raises
    ------
    Unreadable
        If the page is not HTML at all.
    """
    tree = file.html
    stated = _stated(tree)
    if stated.pop("free", "") == "false":
        record.defect("article is for subscribers", stated.get("title"), position=position)
    saved = SAVED_FROM.search(file.head)
    url = stated.get("url") or url or (saved[1] if saved else None)
    if url:
        stated["url"] = url
    if "date" not in stated:
        date, place = _elsewhere(tree, url)
        if date:
            stated["date"] = date
            record.defect("date is not stated as the date of publication", f"{date} from {place}", position=position)
    if "outlet" not in stated and (host := host_of(url or "")):
        stated["outlet"] = host
    text, guesses = _taken(tree, record, position)
    found = guesses | stated
    paragraphs = text.split("\n\n")
    if _plain(paragraphs[0]) == _plain(found.get("title", "")):
        text = "\n\n".join(paragraphs[1:])
    return found | {"position": position, "text": text}


def _page_in_mail(file: File, record: Record) -> tuple[File, str | None, str | None]:
    """The first page in an MHTML file, and what its header tells: its address, and when it was saved."""
    try:
        message = email.message_from_bytes(file.data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        data = parts[0].get_payload(decode=True) if parts else None
        charset = parts[0].get_content_charset() if parts else None
        url = str(message.get("Snapshot-Content-Location") or (parts and parts[0].get("Content-Location")) or "")
        saved = str(message.get("Date") or "")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise Unreadable("file is damaged", f"not a mail: {error}") from None
    if not data:
        raise Unreadable("file is damaged", "no page in it")
    if message.defects:
        record.defect("page breaks off", type(message.defects[0]).__name__)
    return page_file(file, data, charset), url.strip() or None, saved.strip() or None


def page_file(file: File, data: bytes, charset: str | None) -> File:
    """The bytes of a page within `file`, to be read by `charset` if they can."""
    page = File(file.name, data, replace(file.options, encoding=charset))
    return page if page.is_text else File(file.name, data, replace(file.options, encoding=None))


def _stated(tree: HtmlElement) -> dict[str, str]:
    """What the page says of itself for machines."""
    linked, meta = _linked_data(tree), _meta(tree)
    canonical = tree.xpath("string(//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href)")
    time = tree.xpath("//time[@itemprop = 'datePublished' or @pubdate]/@datetime")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    found = {
        "free": linked.get("free"),
        "title": linked.get("title") or meta.get("title"),
        "date": linked.get("date") or meta.get("date") or (str(time[0]) if time else None),
        "outlet": meta.get("outlet") or linked.get("outlet"),
        "byline": linked.get("byline") or meta.get("byline"),
        "section": linked.get("section") or meta.get("section"),
        "language": language or linked.get("language") or meta.get("language"),
        "url": next((one for one in (canonical, meta.get("url"), linked.get("url")) if one and "//" in one), None),
    }
    found = {field: " ".join(value.split()) for field, value in found.items() if value and value.strip()}
    if "language" in found:
        found["language"] = re.split(r"[-_,;]", found["language"])[0].strip().lower()
    if "//" in found.get("byline", ""):  # the address of a profile
        del found["byline"]
    return found


def _meta(tree: HtmlElement) -> dict[str, str]:
    said = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and (element.get("content") or "").strip():
            said.setdefault(name.strip().lower(), element.get("content").strip())
    return {field: next((said[name] for name in names if name in said), "") for field, names in META.items()}


def _linked_data(tree: HtmlElement) -> dict[str, str]:
    """What the first article in the page's JSON-LD has, by our names."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            waiting = deque([json.loads(script.text or "", strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.popleft()
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                kinds = " ".join(_texts(item.get("@type")))
                if re.search(r"Article\b|Posting\b|Report\b", kinds):
                    return {
                        "title": _first(item.get("headline") or item.get("name")),
                        "date": _first(item.get("datePublished")),
                        "outlet": _first(item.get("publisher")),
                        "byline": ", ".join(dict.fromkeys(_texts(item.get("author") or item.get("creator")))),
                        "section": _first(item.get("articleSection")),
                        "language": _first(item.get("inLanguage")),
                        "url": _first(item.get("url") or item.get("mainEntityOfPage")),
                        "free": str(item.get("isAccessibleForFree", "")).strip().lower(),
                    }
                waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]
    return {}


def _texts(value, depth: int = 0) -> list[str]:
    """The str in a value of JSON-LD: itself, the name of a thing, or those of a list."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list) and depth < 3:
        return [text for one in value for text in _texts(one, depth + 1)]
    if isinstance(value, dict) and depth < 3:
        return _texts(value.get("name") or value.get("@id") or value.get("@value"), depth + 1)
    return []


def _first(value) -> str:
    return next(iter(_texts(value)), "")


def _elsewhere(tree: HtmlElement, url: str | None) -> tuple[str | None, str]:
    """A date that the page does not state as that of publication, and the place where it stands."""
    times = tree.xpath("//article//time/@datetime | //main//time/@datetime") or tree.xpath("//time/@datetime")
    if times:
        return str(times[0]).strip(), "the first time element" if len(set(times)) > 1 else "the only time element"
    match = URL_DATE.search(url or "")
    return ("-".join(f"{int(part):02}" for part in match.groups()), "the address") if match else (None, "")


def _taken(tree: HtmlElement, record: Record, position: int) -> tuple[str, dict[str, str]]:
    """The text of the article, and title and byline as trafilatura makes them out."""
    # Imported when it is needed: it takes a fifth of a second.
    import trafilatura
    from trafilatura.metadata import extract_metadata

    if sum(1 for _ in tree.iter()) > ELEMENTS:
        record.defect("page is too large to find the article in", f"more than {ELEMENTS:,} elements", position=position)
        return _html.text(tree), {}
    guesses = {}
    try:
        guessed = extract_metadata(tree, date_config={"extensive_search": False})
        guesses = {"title": guessed.title, "byline": guessed.author}
        page = trafilatura.bare_extraction(tree, include_comments=False)
    except Exception as error:  # a program of heuristics: whatever they stumble over, the text of the page is there
        record.defect("article was not found in the page", f"{type(error).__name__}", position=position)
        return _html.text(tree), {field: value for field, value in guesses.items() if value}
    text = ""
    if page is not None and page.body is not None:
        for element in page.body.iter(lxml.etree.Element):
            if element.tag in AS_HTML:
                element.tag = AS_HTML[element.tag]
        text = _html.text(page.body)
    return text, {field: value for field, value in guesses.items() if value}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
