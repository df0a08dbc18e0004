"""Factiva, saved as HTML: articles as tables of fields with their codes, or as plain paragraphs."""

import re
from collections.abc import Iterator

import lxml.html

from analysis.corpus.readers import _factiva, _html
from analysis.corpus.readers._factiva import Part
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FORMAT = "Factiva HTML"
ARTICLE = re.compile(rb"class=[\"']?(?:article [a-z]{2}article|[a-z]{2}headline|articleparagraph)", re.IGNORECASE)
CHROME = re.compile(r"Factiva|Dow Jones(?: Factiva)?|\N{COPYRIGHT SIGN} \d{4} Factiva.*", re.IGNORECASE)


def fits(file: File) -> bool:
    """Whether a page names Factiva and marks articles as Factiva does."""
    return bool(_html.BEGINNING.match(file.data) and b"factiva" in file.data.lower() and ARTICLE.search(file.data))


def read(file: File, record: Record) -> Iterator[dict]:
    """The articles in their order; what the page shows besides them is reported."""
    outside: list[str] = []
    yield from _factiva.articles(_parts(_html.body(file.html), outside), record)
    _html.check_end(file.data, record)
    said = [piece for piece in outside if not CHROME.fullmatch(piece)]
    if said:
        record.defect("part is not an article", " ".join(said))


def _parts(body: lxml.html.HtmlElement, outside: list[str]) -> Iterator[Part]:
    """The fields and paragraphs of all articles; text that is in neither goes to `outside`."""
    rows = {row: cells for row in body.iter("tr") if (cells := _field(row))}
    articles = {part for part in body.iter("div") if "article" in part.get("class", "").lower().split()}
    around = {above for part in (*rows, *articles) for above in part.iterancestors()}
    begins = False
    stack: list = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            outside += [" ".join(node.split())] if node.strip() else []
        elif node in rows:
            code, paragraphs = rows[node]
            yield Part(code, paragraphs, begins)
            begins = False
        elif node in around:
            begins = begins or node in articles
            inner = [node.text or ""]
            for child in node:
                inner += [child, child.tail or ""]
            stack += reversed(inner)
        elif node in articles:
            yield from _plain(node)
        else:
            outside += _html.paragraphs(node)


def _field(row: lxml.html.HtmlElement) -> tuple[str, list[str]] | None:
    """The code and the paragraphs of a row of the table of fields; None if it is another row."""
    cells = row.findall("td")
    if len(cells) < 2 or row.find(".//tr") is not None:
        return None
    code = " ".join(_html.paragraphs(cells[0]))
    said = [one for cell in cells[1:] for one in _html.paragraphs(cell)]
    return (code, said) if _factiva.CODE.fullmatch(code) else None


def _plain(article: lxml.html.HtmlElement) -> Iterator[Part]:
    """The paragraphs of an article without codes."""
    marked = [part for part in article.iter() if str(part.get("class", "")).lower().endswith("headline")]
    headlines = {paragraph for part in marked for paragraph in _html.paragraphs(part)}
    for i, paragraph in enumerate(_html.paragraphs(article)):
        yield Part(None, [paragraph], begins=i == 0, headline=paragraph in headlines)
