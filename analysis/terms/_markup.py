"""Articles as HTML that shows in any notebook: escaped, and without scripts, style sheets or ids.

JupyterLab takes these out of notebooks that it does not trust, and two views of one line must not get into each other's
way. A line opens its article by <details>, which needs none of them. Colours are stated in pairs or left to the theme.
"""

import re
from html import escape

BETWEEN = " \N{MIDDLE DOT} "  # what is known of an article
META = 24  # letters of an id or outlet that fit into the column before a line
ROOM = 1_500  # characters of an article before and behind a match: a screen's worth
MARK = "background:#ffd54d;color:#000;font-weight:bold;padding:0 2px"
LINE = "border-bottom:1px solid rgba(128,128,128,0.3);padding:2px 0"
SUMMARY = "display:grid;grid-template-columns:{};align-items:baseline;cursor:pointer"
OPENED = "border-left:3px solid #888;margin:4px 0 12px 1em;padding-left:1em"
ARTICLE = "max-width:50em;line-height:1.5"
# What HTML cannot hold and a terminal may obey: control characters but white space, and halves of surrogate pairs.
UNREADABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
LINE_ENDS = re.compile(r"\r\n?|\n")
WHITE_SPACE = re.compile(r"\s+")


def escaped(text: str) -> str:
    r"""Characters of an article as HTML, with its ends of lines.

    >>> escaped("<b>\r\n& 'so'")
    '&lt;b&gt;<br>&amp; &#x27;so&#x27;'
    """
    return LINE_ENDS.sub("<br>", escape(readable(text)))


def readable(text: str) -> str:
    r"""The text with a sign in place of each character that cannot be shown.

    >>> readable("NATO\x07") == "NATO\N{REPLACEMENT CHARACTER}"
    True
    """
    return UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def small(text: str) -> str:
    """Second-rank text."""
    return f'<small style="opacity:0.7">{escaped(text)}</small>'


def facts(names: list[str]) -> str:
    """What is known of an article; lines are broken between the facts only, unless one is very long."""
    parts = [
        f'<span style="white-space:nowrap">{escaped(name)}</span>' if len(name) <= META else escaped(name)
        for name in names
    ]
    return f'<small style="opacity:0.7;padding-right:1em">{BETWEEN.join(parts)}</small>'


def mark(text: str) -> str:
    """A match."""
    return f'<mark style="{MARK}">{escaped(text)}</mark>'


def cell(text: str, side: str) -> str:
    """A cell of a line, that in the centre marked; each has a direction of its own, which reaches into no other."""
    return f'<span dir="auto" style="text-align:{side}">{mark(text) if side == "center" else escaped(text)}</span>'


def line(known: list[str], cells: list[str], widths: list[str], article: str) -> str:
    """A line with what is known of its article before it; a click opens the article."""
    summary = f'<summary style="{SUMMARY.format(" ".join(widths))}">{facts(known)}{"".join(cells)}</summary>'
    return f'<details style="{LINE}">{summary}<div style="{OPENED}">{article}</div></details>'


def article(title: str, known: list[str], text: str, start: int, end: int, *, whole: bool) -> str:
    """An article with ``text[start:end]`` marked.

    Of a `whole` article, what comes long before the match is folded; else what is far from it is left out.
    """
    begin = _break(text, start - ROOM) if start > 2 * ROOM else 0
    stop = len(text) if whole or len(text) - end <= 2 * ROOM else _break(text, end + ROOM)
    parts = [f"<p><b>{escaped(title)}</b><br>{facts(known)}</p>" if title else f"<p>{facts(known)}</p>"]
    if begin and whole:
        earlier = f'<div dir="auto">{escaped(text[:begin])}</div>'
        parts.append(f"<details><summary>{small(f'{begin:,} characters before')}</summary>{earlier}</details>")
    elif begin:
        parts.append(f"<p>{small(f'[{begin:,} characters before]')}</p>")
    around = escaped(text[begin:start]), mark(text[start:end]), escaped(text[end:stop])
    parts.append(f'<div dir="auto">{"".join(around)}</div>')
    if stop < len(text):
        parts.append(f"<p>{small(f'[{len(text) - stop:,} characters more]')}</p>")
    return f'<div style="{ARTICLE}">{"".join(parts)}</div>'


def _break(text, at):
    """The next white space, if there is one near, so that no word is parted."""
    found = WHITE_SPACE.search(text, at, at + 100)
    return found.end() if found else at
