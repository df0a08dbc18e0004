"""Defects that stand in the words of a text: repeats, templates, lengths, cuts, lost characters, remnants of pages."""

import re
from collections.abc import Iterator

import ftfy
import numpy as np
import pandas as pd
import pyarrow.compute as pc

from analysis.corpus.describing import arrow

OUTLYING = 3.5  # robust standard deviations (Iglewicz and Hoaglin 1993, "How to detect and handle outliers")
NORMAL = 1.4826  # by which the median absolute deviation of a normal distribution is its standard deviation
TIMES = 3  # and so many times as short or as long, where all articles of a group have much the same length
FEWEST = 10  # articles of a group below which it has no usual length
LEAST = 25  # characters of a line or sentence: shorter ones ("He did not say more.") are said again by chance
SHOWN = 60  # characters of a template that the detail shows

# Of RE2, for pyarrow, unless said otherwise.
QUESTION = r'\p{L}\?\p{Ll}|"\?\p{L}'
TAG = r"</?(?:a|b|br|div|em|font|h[1-6]|i|iframe|img|li|ol|p|script|span|strong|style|table|td|tr|u|ul)(?:\s[^<>]*)?/?>"
HTML = rf"(?i){TAG}|&(?:[a-z]{{2,8}}|#[0-9]{{1,6}}|#x[0-9a-f]{{1,5}});"
# English, German, French and Turkish: how exports and pages say that there is more of the text elsewhere.
MORE = r"continue reading|read more|read the full|weiterlesen|mehr lesen|lire la suite|devamını oku|\(more\)"
# In the same languages: what pages show to those who may not read on, in the last line.
WALL = (
    r"already a subscriber|subscribe to (?:continue|read)|(?:log|sign) in to (?:continue|read)|bereits ein abo\b"
    r"|nur für abonnenten|réservée? aux abonnés|déjà abonné|abonelere özel|haberin devamı için"
)
_END = rf"\.\.\.|…|\[\+?[0-9]+ (?:chars|characters|more)\]|(?:{MORE})[^.!?\n]{{0,40}}|(?:{WALL})[^\n]{{0,60}}"
CUT = rf"(?i)(?:{_END})[\s\])»”\"']*$"
PIECES = re.compile(r"\s*\n\s*|(?<=[.!?…])[\"'”’»]*\s+")  # of Python
STRANGE = re.compile(r"[^\x00-\x7f]{2,}")  # a letter read as two or three, of which each is beyond ASCII
FIGURES = str.maketrans("123456789", "000000000")  # "Updated 10:32" is one template with "Updated 09:15"


def found(texts: pd.Series, articles: pd.DataFrame, group: pd.Series, repeated: int) -> Iterator[tuple[str, pd.Series]]:
    """Yield defects of texts with a Series: place of the article -> detail; places are the index of `articles`, too."""
    first = pd.Series(texts.index, index=texts.index).groupby(texts, sort=False).transform("first")
    again = first[first != first.index]
    yield "repeated text", "same as " + articles["article_id"].reindex(again).set_axis(again.index)
    distinct = texts.drop(index=again.index)
    yield "template", templates(distinct, group[distinct.index], repeated)
    yield from _lengths(texts, group[texts.index])
    yield "cut text", _matches(texts.str.slice(-160), CUT).str.strip()
    if "title" in articles:
        yield "begins with its headline", _headlines(texts, articles["title"])
    lost = texts.str.count("\N{REPLACEMENT CHARACTER}")
    yield "replacement character", _counted(lost[lost > 0])
    yield "question mark for a character", _matches(texts, QUESTION)
    yield "mojibake", _mojibake(texts)
    yield "HTML left", _matches(texts, HTML)


def templates(texts: pd.Series, group: pd.Series, repeated: int) -> pd.Series:
    """Return the templates of the articles that have any, by place; of several, those in the most articles come first.

    >>> texts = pd.Series([f"Report {i}. Sign up for our daily newsletter." for i in range(3)])
    >>> templates(texts, pd.Series(["Post"] * 3), 3).tolist()[0]
    '“Sign up for our daily newsletter.”'
    """
    codes, words, rows = {}, [], []
    for place, text, name in zip(texts.index, texts, group, strict=True):
        for piece in PIECES.split(text):
            if len(piece) >= LEAST and not piece[0].islower():  # else a line that was broken amid a sentence
                code = codes.setdefault((name, piece.translate(FIGURES)), len(codes))
                if code == len(words):
                    words.append(piece)
                rows.append((place, code))
    table = pd.DataFrame(rows, columns=["place", "code"]).drop_duplicates()
    size = table.groupby("code")["place"].transform("size")
    table = table.assign(size=size)[size >= repeated].sort_values(["size", "code"], ascending=[False, True])
    best = table.drop_duplicates("place").set_index("place")["code"].sort_index()
    return pd.Series([f"“{_cut(words[code])}”" for code in best], index=best.index, dtype="str")


def _lengths(texts: pd.Series, group: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    words = texts.str.split().str.len()
    logs = np.log(words)
    centre = logs.groupby(group).transform("median")
    spread = (logs - centre).abs().groupby(group).transform("median") * NORMAL
    bound = (OUTLYING * spread).clip(lower=np.log(TIMES))
    bound = bound.where(group.groupby(group).transform("size") >= FEWEST, np.inf)
    yield "very short", _counted(words[logs < centre - bound], "words")
    yield "very long", _counted(words[logs > centre + bound], "words")


def _headlines(texts: pd.Series, titles: pd.Series) -> pd.Series:
    """Of texts that begin with their own title: nothing to add; a title of a word or two proves nothing."""
    titles = titles.reindex(texts.index).fillna("").astype("str")
    begins = [
        len(title) >= 10 and " ".join(text[: 2 * len(title) + 20].split()).startswith(title)
        for text, title in zip(texts, titles.str.split().str.join(" "), strict=True)
    ]
    return pd.Series("", index=texts.index[begins])


def _mojibake(texts: pd.Series) -> pd.Series:
    """The first stretch of each text that ftfy would read otherwise; each distinct stretch is asked about once."""
    sound, details = {}, {}
    for place, text in texts[~texts.map(str.isascii)].items():
        for stretch in STRANGE.findall(text):
            if stretch not in sound:
                sound[stretch] = ftfy.fix_encoding(stretch) == stretch
            if not sound[stretch]:
                details[place] = stretch[:SHOWN]
                break
    return pd.Series(details, dtype="str")


def _matches(texts: pd.Series, pattern: str) -> pd.Series:
    """What `pattern`, an expression of RE2, first matches in the texts in which it matches anything."""
    hit = texts[pc.match_substring_regex(arrow(texts), pattern).to_numpy()]
    first = pc.extract_regex(arrow(hit), f"(?P<found>{pattern})")
    return pd.Series([match["found"] for match in first.to_pylist()], index=hit.index, dtype="str").map(_cut)


def _counted(numbers: pd.Series, unit: str = "of them") -> pd.Series:
    return numbers.map(lambda n: f"{n:,} {unit}").astype("str")


def _cut(text: str) -> str:
    """`text` on one line, cut after some dozens of characters."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
