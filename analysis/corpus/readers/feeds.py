"""Feeds and sitemaps: RSS 0.9 to 2.0, Atom, and the sitemaps that news sites offer to search engines."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analysis.corpus.readers import _html, _labelled, _xml
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "feed"
ITEMS = {"rss": "item", "RDF": "item", "feed": "entry", "urlset": "url", "sitemapindex": None}  # by the root
# Elements of the feeds' own vocabularies and of Dublin Core, by what they are here.
FIELDS = {
    "title": "title",
    "link": "url",
    "loc": "url",
    "guid": "document_id",
    "id": "document_id",
    "identifier": "document_id",
    "pubDate": "date",
    "published": "date",
    "publication_date": "date",
    "date": "date",
    "issued": "date",
    "updated": "updated",
    "modified": "updated",
    "lastmod": "updated",
    "author": "byline",
    "creator": "byline",
    "language": "language",
    "category": "categories",
    "subject": "categories",
    "keywords": "keywords",
    "comments": "comments",
    "rights": "rights",
}
OWN = ("http://purl.org/rss/1.0/", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/dc/")
SITEMAPS = ("http://www.sitemaps.org/", "http://www.google.com/schemas/sitemap", "http://my.netscape.com/")
TEXTS = ("encoded", "content", "description", "summary")  # the whole text before what may be a part of it
LISTED = {"categories", "keywords", "byline"}


def fits(file: File) -> bool:
    """Whether the root is that of a feed or a sitemap."""
    root, attributes = _xml.root(file)
    return root in ITEMS and (root != "RDF" or "rss" in attributes or b"/rss/" in file.data[:8192])


def read(file: File, record: Record) -> Iterator[dict]:
    """The items as articles, numbered from 1; of a sitemap without a text, of a feed often with only a summary."""
    wanted = ITEMS[_xml.root(file)[0]]
    feed, language, within, position = "", "", 0, 0
    for event, element in _xml.events(file, record):
        tag = _xml.name(element)
        if event == "start":
            within += tag == wanted
            language = language or element.get(_xml.LANGUAGE, "")
        elif tag == wanted:
            within -= 1
            if within == 0:
                position += 1
                yield _article(element, feed, language, position, record)
                element.clear()
        elif not within and tag == "title" and not feed:
            feed = _xml.folded(element)
        elif not within and tag == "language" and not language:
            language = _xml.folded(element)
        elif tag == "sitemap":
            record.defect("file names further files", _xml.folded(_xml.child(element, "loc")))


def _article(item: Element, feed: str, language: str, position: int, record: Record) -> dict:
    """One item, entry or address."""
    article, texts = {}, {}
    for element in _flat(item):
        tag, own = _xml.name(element), _is_own(element)
        if _is_text(element):
            texts.setdefault(tag, element)
        elif (tag == "source" and own) or tag == "publication":
            article["outlet"] = _xml.folded(_xml.child(element, "title" if tag == "source" else "name"))
            article["outlet"] = article["outlet"] or _xml.folded(element)
            if inner := _xml.folded(_xml.child(element, "language")):
                article["language"] = inner
        elif tag == "link" and element.get("rel", "alternate") != "alternate":
            _add(article, f"link_{_labelled.key(element.get('rel'))}", _value(element, tag))
        elif own and tag in FIELDS:
            _add(article, FIELDS[tag], _value(element, tag))
        else:
            _add(article, _further(element), _value(element, tag))
    article.setdefault("date", article.get("updated"))
    if article.get("document_id", "").startswith(("http://", "https://")):
        article.setdefault("url", article["document_id"])
    whole = next((_written(texts[tag]) for tag in TEXTS if tag in texts and _written(texts[tag])), "")
    if whole and not any(tag in texts and _written(texts[tag]) for tag in TEXTS[:2]):
        record.defect("text may be a summary", f"{len(whole.split())} words", position=position)
    elif whole and (summary := next((texts[tag] for tag in TEXTS[2:] if tag in texts), None)) is not None:
        article["summary"] = _written(summary)
    if feed:
        article = {"outlet": feed, "feed": feed} | article
    if language:
        article = {"language": language} | article
    if item.get(_xml.LANGUAGE):
        article["language"] = item.get(_xml.LANGUAGE)
    return {"position": position, "text": whole} | {key: value for key, value in article.items() if value}


def _flat(item: Element) -> Iterator[Element]:
    """What an item holds; of Google's and the media vocabulary, what their groups hold."""
    for element in item:
        if _xml.name(element) in ("news", "group"):
            yield from _flat(element)
        elif isinstance(element.tag, str):
            yield element


def _is_own(element: Element) -> bool:
    """Whether it is of the vocabularies that `FIELDS` knows."""
    space = _xml.namespace(element)
    return not space or space.startswith((*OWN, *SITEMAPS))


def _is_text(element: Element) -> bool:
    """Whether it holds a text or its summary, which the vocabularies for pictures and sounds name alike."""
    tag = _xml.name(element)
    if tag == "encoded":
        return "/content/" in _xml.namespace(element)
    return tag in TEXTS and _is_own(element)


def _written(element: Element) -> str:
    """The text of an element: of XHTML in it, of HTML as characters in it, or of the characters themselves."""
    if len(element):
        return _html.text(element)
    return _html.markup_text(element.text or "")


def _value(element: Element, tag: str) -> str:
    """What an element says: by its characters, or by an attribute."""
    if tag == "title":
        return " ".join(_written(element).split())
    if tag == "author" and _xml.child(element, "name") is not None:
        return _xml.folded(_xml.child(element, "name"))
    said = [_xml.folded(element)] + [element.get(key) for key in ("href", "url", "term", "label", "src")]
    return next((one for one in said if one), "")


def _further(element: Element) -> str:
    """The name of a column for an element of another vocabulary: the last word of its address, and its own name."""
    words = [word for word in _xml.namespace(element).replace("#", "/").split("/") if word]
    return _labelled.key(" ".join([*words[-1:], _xml.name(element)]))


def _add(article: dict, key: str, value: str):
    """Put a value into the article; what can be there several times is listed, of the rest the first is kept."""
    if key in LISTED and article.get(key) and value:
        article[key] += f"; {value}"
    elif value:
        article.setdefault(key, value)
