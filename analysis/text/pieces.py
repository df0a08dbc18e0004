"""A text cut where its layout ends a sentence, whatever the punctuation: lines, gaps and lists."""

import re
from collections.abc import Iterator
from itertools import pairwise

LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
MAY_HOLD_LINES = re.compile(f"[{LINE_ENDS}]").search
LINE = re.compile(f"[^{LINE_ENDS}]*[^\\s][^{LINE_ENDS}]*")
LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
ENDS_PARAGRAPH = re.compile("[\x0c\u2029]").search

BULLETS = "•⁃‣▪●◦■"
OPENERS = "\"'“”„«»‘‚‹([{¿¡"
FIRST_LETTER = re.compile(rf"[{re.escape(OPENERS)}]*(\w)").match
FIRST_WORD = re.compile(r"\S{1,40}").match
ITEM = re.compile(rf"(?:[{BULLETS}*–—-]\s*|\d{{1,3}}[.)]\s|[a-z]\)\s)\S").match
CLOSED = re.compile(r"[.?!…:。！？।؟۔][\"'”’»)\]]*\Z").search
GOES_ON = re.compile(r"[,&/(\[–—-]\Z").search

# Three spaces and more are what is left of a lost paragraph; two may separate words in justified text.
GAP = re.compile(rf"(?<=[^\s.?!…,;:&(\[–—-])[^\S{LINE_ENDS}]{{3,}}(?=[{re.escape(OPENERS)}]*[^\W\d_a-z])")
BULLET = re.compile(rf"(?<=\S)\s+(?=[{BULLETS}]\s?\w)")
MARKER = re.compile(rf"([{BULLETS}]?\s?)(1|a)(\.\)|\)|\.)\s")

# A page of wrapped text is narrower than this; what is longer is a paragraph on one line.
WIDEST_PAGE = 160


def pieces(text: str, function_words: frozenset = frozenset()) -> Iterator[tuple[int, int]]:
    """Start and end of each piece of `text`; pieces have no white space at their edges and never overlap.

    The rules:

    - *paragraph*: a blank line ends a sentence, and so does a page break;
    - *line*: a single line break ends a sentence if the next line does not begin in lower case, unless the line ends in
      a comma, a dash or one of `function_words` without a capital letter, or the text is wrapped and the line full;
    - *item*: a line that begins like the item of a list is one;
    - *gap*: three spaces and more before a capital letter, and no punctuation before them, are a lost line break;
    - *bullet* and *list*: so are the places before a bullet, and before "2." and so on where a piece begins with "1.".

    A text is taken as wrapped at a fixed width if it has three or more single line breaks, no line beyond 160
    characters, fewer than seven in ten lines that begin with a capital letter, and if most lines are full: the first
    word of the next line would have made them longer than eight tenths of the longest one.

    >>> [(start, end) for start, end in pieces("Turkey, Russia cooperate\\n\\nTheir meeting")]
    [(0, 24), (26, 39)]
    """
    for start, end in _lines_joined(text, function_words):
        for begin, stop in _cut(text, start, end, GAP if "   " in text else None):
            has_bullet = any(bullet in text for bullet in BULLETS)
            for first, last in _cut(text, begin, stop, BULLET if has_bullet else None):
                yield from _items(text, first, last)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph of `text`, as `pieces` finds them: they end at a blank line or a page break.

    >>> list(paragraphs("Turkey,\\nRussia\\n\\nTheir meeting"))
    [(0, 14), (16, 29)]
    """
    lines, breaks = _lines(text)
    yield from _joined(lines, breaks)


def _lines_joined(text, function_words):
    if not MAY_HOLD_LINES(text):
        yield from _stripped(text, 0, len(text))
        return
    lines, breaks = _lines(text)
    full = _full(text, lines, breaks)
    ends = [
        hard or (not full[number] and _line_ends(text, lines[number], lines[number + 1], function_words))
        for number, hard in enumerate(breaks)
    ]
    yield from _joined(lines, ends)


def _lines(text):
    """The span of each line that is not blank, and between two of them whether a paragraph ends."""
    lines = [span for match in LINE.finditer(text) for span in _stripped(text, *match.span())]
    return lines, [_ends_paragraph(text[here[1] : there[0]]) for here, there in pairwise(lines)]


def _joined(lines, ends):
    """The spans of lines up to each that ends something, and up to the last."""
    start = 0
    for number, ended in enumerate([*ends, True][: len(lines)]):
        if ended:
            yield lines[start][0], lines[number][1]
            start = number + 1


def _ends_paragraph(between):
    return len(LINE_END.findall(between)) > 1 or ENDS_PARAGRAPH(between) is not None


def _full(text, lines, breaks):
    """For each break, whether the line before it was full and the text is one that is wrapped."""
    soft = [number for number, hard in enumerate(breaks) if not hard]
    longest = max((end - start for start, end in lines), default=0)
    full = [False] * len(breaks)
    if len(soft) < 3 or longest > WIDEST_PAGE:
        return full
    for number in soft:
        start, end = lines[number]
        word = FIRST_WORD(text, lines[number + 1][0]).group()
        full[number] = end - start + 1 + len(word) > 0.8 * longest
    capitals = sum(_first_letter(text, lines[number + 1][0]).isupper() for number in soft)
    wrapped = sum(full) > 0.5 * len(soft) and capitals < 0.7 * len(soft)
    return full if wrapped else [False] * len(breaks)


def _line_ends(text, line, following, function_words):
    begin = following[0]
    if ITEM(text, begin):
        return True
    letter = _first_letter(text, begin)
    if letter.islower():
        return False
    last = text[max(line[0], line[1] - 40) : line[1]]
    return bool(CLOSED(last)) or not (GOES_ON(last) or last.rpartition(" ")[2] in function_words)


def _first_letter(text, position):
    found = FIRST_LETTER(text, position)
    return found.group(1) if found else ""


def _cut(text, start, end, pattern):
    """The span cut at each match of `pattern`, which matches white space."""
    if pattern is not None:
        for match in pattern.finditer(text, start, end):
            if match.start() > start:
                yield start, match.start()
                start = match.end()
    yield start, end


def _items(text, start, end):
    """The span cut before the second and every further item of the list that it begins with."""
    marker = MARKER.match(text, start, end)
    number = 1
    while marker:
        bullet, first, style = marker.groups()
        label = chr(ord("a") + number) if first == "a" else str(number + 1)
        following = re.compile(rf"(?<=\S)\s+(?={re.escape(bullet)}{label}{re.escape(style)}\s+\S)")
        found = following.search(text, start, end) if number < 26 or first == "1" else None
        if found is None:
            break
        yield start, found.start()
        start, number = found.end(), number + 1
    yield start, end


def _stripped(text, start, end):
    """The span without white space at its edges, or nothing."""
    body = text[start:end]
    left = end - start - len(body.lstrip())
    if left < end - start:
        yield start + left, start + len(body.rstrip())
