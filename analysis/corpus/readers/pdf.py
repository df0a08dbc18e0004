"""PDF: one article per file. A PDF knows where characters stand, not what a line, a word or a paragraph is.

Lines are put together to paragraphs by how long they are and how they end, words that a line end parts are joined by
what else is in the document, and what stands at the top or bottom of most pages is taken off.
"""

import io
import itertools
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator

from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "PDF"
BEGINS_WITHIN = 1024  # bytes: what programs allow before the mark
# What pypdf may do for one page; a dense page of a newspaper has some ten thousand operators and a megabyte.
BOUNDS = {
    "stream_parsing_work_maximum_count": 500_000,
    "zlib_maximum_output_length": 20_000_000,
    "jbig2dec_binary": None,
}

HEADS = 2  # lines at the top and the bottom of a page that can be running heads or feet
ON_MOST = 0.4  # of the pages: heads of left and of right pages may differ, and the first page has none
ON_AT_LEAST = 3  # pages: two pages may begin alike by chance
SHORT = 0.8  # of the length of a full line: the last line of a paragraph is shorter
HEADING = 0.6  # of it: a line that is still shorter ends a paragraph even without a full stop
ENDING = 100  # characters of a line that are looked at where it meets another: longer than any word
LETTERS = 0.5  # of the characters that are no space; text with less comes from a font without a table of characters

LIGATURES = {chr(i): text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00)}
CONTROLS = {chr(i): None for i in range(32) if chr(i) not in "\n\t"}
MENDED = str.maketrans(LIGATURES | CONTROLS)
SOFT, HYPHENS = "\N{SOFT HYPHEN}", "-\N{HYPHEN}"
# After these a hyphen at the line's end is part of the word before: "foreign- and", German "Außen- und".
AFTER_A_PART = frozenset(["and", "or", "und", "oder", "bzw", "sowie", "et", "ou", "ve", "veya", "en", "of"])
ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
BEGINS = re.compile(r"[^\w]*(?![a-zß-ÿ])\w")  # of a new sentence: no small letter
BULLETS = ("•", "▪", "‣", "◦")

LONGEST = 500  # characters of a title or an author
# Titles and authors that programs put in by themselves.
NO_TITLE = re.compile(
    r"untitled|microsoft |layout \d|print|document\s*\d*$|slide \d"
    r"|.*\.(?:docx?|rtf|indd|qxd|qxp|pdf|tex|dvi|html?|pptx?|txt)$",
    re.IGNORECASE,
)
NO_AUTHOR = re.compile(
    r"(?:user|admin|administrator|owner|unknown|anonymous|author|default|microsoft|adobe|office|windows|dell|hp|lenovo|acer|asus|pc)\b.*",
    re.IGNORECASE,
)

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # else what it mends is written to the terminal


def fits(file: File) -> bool:
    """Whether the mark of PDF is at its beginning."""
    return b"%PDF-" in file.data[:BEGINS_WITHIN]


def read(file: File, record: Record) -> Iterator[dict]:
    """The one article, with the number of its `pages` and, where the file says so, title, byline and day of making.

    That day, `created`, is not taken as the date of the article: a newspaper of 1990 may have been scanned in 2015.
    """
    pages, told = _extracted(file, record)
    lines, heads = without_heads(pages)
    if heads:
        n, first = sum(heads.values()), "; ".join(head for head, _ in heads.most_common(3))
        record.defect("running heads were dropped", f"{n:,} lines: {first}", position=1)
    text = "\n\n".join(paragraphs(lines))
    empty = sum(not page.strip() for page in pages)
    if not text:
        record.defect("PDF has no text layer", f"{len(pages):,} pages", position=1)
    elif empty:
        record.defect("pages have no text", f"{empty:,} of {len(pages):,} pages", position=1)
    solid = re.sub(r"\s", "", text)
    if solid and sum(map(str.isalpha, solid)) < LETTERS * len(solid):
        record.defect("text has few letters", text[:60], position=1)
    yield {"text": text, "pages": len(pages)} | told


def _extracted(file: File, record: Record) -> tuple[list[str], dict[str, str]]:
    """The text of each page, and what the file says of itself."""
    import pypdf  # when it is needed: it takes a sixth of a second

    limits = file.options.limits
    end = time.monotonic() + limits["seconds"]

    def in_time(*_):
        if time.monotonic() > end:
            raise Unreadable("PDF takes too long", f"more than {limits['seconds']:,} seconds")

    with pypdf.apply_configuration(**BOUNDS):
        try:
            reader = pypdf.PdfReader(io.BytesIO(file.data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise Unreadable("file is encrypted")
            n = len(reader.pages)
            told = _told(reader)
        except Unreadable:
            raise
        except pypdf.errors.DependencyError:
            raise Unreadable("file is encrypted") from None
        except Exception as error:  # a program that mends what it can has no list of what it cannot
            raise Unreadable("file is damaged", error) from None
        if n > limits["pages"]:
            raise Unreadable("PDF is too long", f"{n:,} pages")
        pages = []
        for i in range(n):
            try:
                in_time()
                pages.append(reader.pages[i].extract_text(visitor_operand_before=in_time).translate(MENDED))
            except Exception as error:
                pages.append("")
                late = isinstance(error, Unreadable)
                reason = error.reason if late else "page cannot be read"
                record.defect(reason, f"page {i + 1:,}{' and those after it' if late else f': {error}'}", position=1)
                if late:
                    return pages + [""] * (n - i - 1), told
        return pages, told


def _told(reader) -> dict[str, str]:
    """Title, author and day of making, where they are not what a program puts in by itself."""
    try:
        said = {key: str(value) for key, value in (reader.metadata or {}).items()}
    except Exception:  # the article is there without them
        return {}
    title, author = (" ".join(said.get(key, "").translate(MENDED).split()) for key in ("/Title", "/Author"))
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", said.get("/CreationDate", ""))
    told = {}
    if re.search(r"[^\W\d_]{3}", title) and len(title) <= LONGEST and not NO_TITLE.match(title):
        told["title"] = title
    if re.search(r"[^\W\d_]{2}", author) and len(author) <= LONGEST and not NO_AUTHOR.fullmatch(author):
        told["byline"] = author
    if made and int(made[1]) >= 1993:  # the year of PDF 1.0
        told["created"] = "-".join(made.groups())
    return told


def without_heads(pages: list[str]) -> tuple[list[str], Counter]:
    """The lines of all pages without running heads, feet and page numbers, and how often each of those was taken off.

    A line is one if, its numbers apart, it stands at the top or the bottom of two in five pages; a number, of three.

    >>> lines, heads = without_heads([f"Herald {i}\\nTalks of day {'abc'[i]}" for i in range(3)])
    >>> lines, dict(heads)
    (['Talks of day a', 'Talks of day b', 'Talks of day c'], {'Herald 0': 3})
    """
    split = [[line.strip() for line in page.split("\n")] for page in pages]
    edges = []  # of each page from the top, and from the bottom: places and forms of the first lines
    for lines in split:
        filled = [(i, re.sub(r"\d+", "0", line)) for i, line in enumerate(lines) if line]
        edges.append((filled[:HEADS], filled[: -HEADS - 1 : -1]))
    on = Counter(form for top, bottom in edges for form in {form for _, form in top + bottom})
    most = max(ON_AT_LEAST, ON_MOST * sum(bool(top) for top, _ in edges))
    often = {form for form, n in on.items() if n >= (most if re.search(r"[^\W\d_]", form) else ON_AT_LEAST)}
    dropped, kept = Counter(), []
    for lines, edge in zip(split, edges, strict=True):
        away = {}
        for side in edge:  # a second line can be one only below a first one
            away |= dict(itertools.takewhile(lambda placed: placed[1] in often, side))
        dropped.update(away.values())
        kept += [line for i, line in enumerate(lines) if i not in away]
    return kept, dropped


def paragraphs(lines: list[str]) -> list[str]:
    """The paragraphs that lines make, the words joined that a line end parts.

    >>> paragraphs(["The govern-", "ment talked to the Turkish-", "Russian committee."])
    ['The government talked to the Turkish-Russian committee.']
    """
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).casefold()))
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    found, pieces, last = [], [], ""
    for line in map(str.split, lines):
        line = " ".join(line)
        if pieces and _parted(last, full, line):
            found.append("".join(pieces))
            pieces = []
        if line:
            if pieces:
                pieces[-1], between = _between(last, line, words)
                pieces.append(between)
            pieces.append(line)
            last = line
    return [text.replace(SOFT, "") for text in [*found, "".join(pieces)] if text]


def _parted(before: str, full: int, line: str) -> bool:
    """Whether a new paragraph begins with `line`, the last line of the one before being `before`."""
    if before[-1] in HYPHENS + SOFT:  # a word goes on
        return False
    if line.startswith(BULLETS):
        return True
    ended = bool(ENDS.search(before[-ENDING:]))
    if not line:
        return ended or len(before) < SHORT * full
    return BEGINS.match(line[:ENDING]) is not None and len(before) < (SHORT if ended else HEADING) * full


def _between(before: str, line: str, words: Counter) -> tuple[str, str]:
    """The line before `line` as it is when the two are one, and what comes between them: a space or nothing."""
    if before.endswith(SOFT):
        return before[:-1], ""
    parted = re.search(rf"([^\W\d_]+)([{HYPHENS}])$", before[-ENDING:])
    after = re.match(r"[^\W\d_]+", line[:ENDING])
    if not parted or not after:
        figures = re.search(rf"\d[{HYPHENS}]$", before[-2:]) and line[0].isdigit()
        return before, "" if figures else " "
    first, second = parted[1], after[0]
    if second.islower() and second in AFTER_A_PART:
        return before, " "
    whole, hyphenated = f"{first}{second}".casefold(), f"{first}-{second}".casefold()
    keep = second[0].isupper() or words[hyphenated]
    return before if keep and not words[whole] else before[:-1], ""
