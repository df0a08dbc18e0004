"""The shapes in which dates are written, as regular expressions over folded text, and what each part says.

A date is: a weekday, perhaps; day, month and year in some order; then perhaps a weekday, a time, a zone, and a rest
such as an edition or a page. The first shape that fits is taken; they are ordered so that none hides a better one.
"""

import re
from typing import NamedTuple

from analysis.corpus.date_words import CENTRAL, MONTHS, WEEKDAYS, ZONES, fold, plain

LONGEST = 300  # characters: a date with weekday, time, zone, edition and page has about 100, and may be centred
REST_WORDS = 8  # an edition such as "Late Edition - Final; Section A" has up to eight words

EDITION = {"edition", "editions", "ausgabe", "final", "correction", "baski"}
_SMALL = EDITION | {*("of", "the", "and", "de", "des", "la", "les", "et", "und", "der", "toutes", "premiere", "time")}


class Written(NamedTuple):
    """A date taken apart; None where the text does not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_digits: int = 0
    either: bool = False  # whether `day` and `month` are only the first and the second number, in whichever order
    weekday: int | None = None  # Monday is 0
    time: tuple[int, int, int] | None = None
    offset: int | None = None  # minutes ahead of UTC, where there is a time
    rest: str = ""  # what stands after all this
    loose_rest: bool = False  # whether a weekday or a time stands between the date and the rest


def _any(names) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_WEEKDAY = rf"(?:{_any(WEEKDAYS)}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*day)(?![a-z])\.?"  # Thurdsday is in real exports
_BEFORE = rf"(?:(?P<before>{_WEEKDAY})[,;]?\s?)?(?:(?:le|am|den|der|the|on|vom)\s)?"
_DAY = r"(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th|er|\.)?"
_MONTH = rf"(?P<month>{_any(MONTHS)})(?![a-z])\.?"
_MONTH_FIGURES = r"(?P<month>\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_NO_CLOCK = r"(?!\d|:|\.\d|\s?h\b|\s?h\s?\d|\s?uhr\b|\s?[ap]\.?m\b)"
_SHORT_OR_LONG = rf"(?P<year>\d{{4}}|'?\d{{2}}){_NO_CLOCK}"

_ZONE = (
    rf"(?:\s?\(?(?P<zone>{_any(map(fold, ZONES))}|cst)(?![a-z])\)?)?"
    r"(?:\s?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)(?!\d))?"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>\d{2})(?!\d)(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?:uhr|hrs|h)\b)?"
    r"|\s?(?:(?P<half_only>[ap])\.?\s?m\b\.?|uhr\b|h\b))"
)
_TIME = rf"(?:t|[\s,;:|/(-]*(?:(?:at|um|a|saat)\s)?){_CLOCK}{_ZONE}"
_AFTER = rf"(?:[\s,;|/(-]*(?P<after>{_WEEKDAY})\)?)?(?:{_TIME})?(?P<rest>(?:[^a-z0-9].*)?)"

SHAPES = [
    re.compile(shape, re.ASCII)
    for shape in [
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?P<joined>t?)(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})"
        rf"(?:[.,]\d+)?{_ZONE}",
        rf"(?P<year>\d{{4}})(?P<month>\d{{2}})(?P<day>\d{{2}})(?!\d){_AFTER}",
        rf"(?P<year>\d{{4}})(?P<mark>[-/.]){_MONTH_FIGURES}(?P=mark)(?P<day>\d{{1,2}})(?!\d)/?{_AFTER}",
        rf"{_BEFORE}(?P<first>\d{{1,2}})\s?(?P<mark>[-/.])\s?(?P<second_number>\d{{1,2}})\s?(?P=mark)\s?"
        rf"{_SHORT_OR_LONG}{_AFTER}",
        rf"{_BEFORE}{_MONTH}\s{_DAY},?\s{_CLOCK}(?:{_ZONE}|\s[a-z]{{2,5}})\s{_YEAR}",  # as the clocks of systems write
        rf"{_BEFORE}{_DAY}[\s./-]*(?:(?:of|de)\s)?{_MONTH}(?:[\s,./-]*{_SHORT_OR_LONG})?{_AFTER}",
        rf"{_BEFORE}{_MONTH}[\s/-]*{_DAY}(?:[\s,/-]+{_SHORT_OR_LONG})?{_AFTER}",
        rf"{_YEAR}[\s,/-]*{_MONTH}[\s/-]*{_DAY}{_AFTER}",
        rf"{_MONTH}[\s,./-]*{_YEAR}{_AFTER}",
        rf"{_YEAR}[-/.]{_MONTH_FIGURES}",
        rf"{_MONTH_FIGURES}[-/.]{_YEAR}",
        _YEAR,
    ]
]
_PAGE = re.compile(r"[\s,;:]*(?:p|pp|page|pages|s|seite|sayfa|sf)\.?\s?[a-z]*\.?\d[\w.-]*", re.ASCII)
_RFC_CENTRAL = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{2,4} \d\d:\d\d(?::\d\d)? CST", re.ASCII)


def take_apart(text: str) -> Written | None:
    """Return what `text` says, or None if it is written in none of the shapes.

    >>> found = take_apart("January 11, 2010 Monday 4:52 PM GMT")
    >>> found.year, found.month, found.day, found.weekday, found.time, found.offset
    (2010, 1, 11, 0, (16, 52, 0), 0)
    """
    if len(text) > LONGEST:
        return None
    text = plain(text)
    folded = fold(text)
    for shape in SHAPES:
        if match := shape.fullmatch(folded):
            found = _written(match, text)
            if found.year_digits < 4 and re.search(r"\d{4}", found.rest):
                return None  # what seems to have no year has one further on
            return found
    return None


def _written(match: re.Match, text: str) -> Written:
    part = match.groupdict().get
    year = (part("year") or "").lstrip("'")
    either = part("first") is not None
    month = part("second_number") if either else part("month")
    day = part("first") if either else part("day")
    weekday = (part("before") or part("after") or "").rstrip(".")
    clocked = part("hour") is not None
    rest = text[match.start("rest") :] if part("rest") else ""
    return Written(
        year=int(year) if year else None,
        month=None if month is None else MONTHS.get(month) or int(month),
        day=None if day is None else int(day),
        year_digits=len(year),
        either=either,
        weekday=WEEKDAYS.get(weekday, WEEKDAYS.get(weekday[:3])),
        time=_time(part) if clocked else None,
        offset=_offset(match, text) if clocked else None,
        rest=rest,
        loose_rest=clocked or part("after") is not None,
    )


def _time(part) -> tuple[int, int, int] | None:
    hour, minute, second = (int(part(name) or 0) for name in ("hour", "minute", "second"))
    half = part("half") or part("half_only")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _offset(match: re.Match, text: str) -> int | None:
    """Minutes ahead of UTC. Fourteen figures in a row are UTC: so GDELT and web archives write."""
    part = match.groupdict().get
    zone = text[slice(*match.span("zone"))] if part("zone") else ""
    if figures := part("offset"):
        digits = figures[1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        ahead = (60 * hours + minutes) * (-1 if figures[0] == "-" else 1)
        known = hours <= 14 and minutes < 60 and ZONES.get(zone.upper(), 0) == 0
        return ahead if known else None
    if zone == "CST":
        return CENTRAL if _RFC_CENTRAL.fullmatch(text) else None
    if zone:
        return ZONES.get(zone)  # in capitals only: "est" is a French word
    return 0 if match[0].isdigit() and part("joined") == "" else None


def is_aside(rest: str) -> bool:
    """Return whether what stands after a date is a page or an edition.

    >>> is_aside(", p. 12"), is_aside(" Final Edition"), is_aside(" was the final day")
    (True, True, False)
    """
    folded = fold(rest)
    is_edition = not EDITION.isdisjoint(re.findall(r"\w+", folded)) and is_heading(rest)
    return not rest.strip(" ,;:.)") or is_edition or bool(_PAGE.fullmatch(folded))


def is_heading(rest: str) -> bool:
    """Return whether `rest` is a few words in capitals, or words of editions, or figures, and no year among them.

    >>> is_heading(" London Edition 2; Scotland"), is_heading(" he went home"), is_heading(" and 11 March 2017")
    (True, False, False)
    """
    words = re.findall(r"\w+", rest)
    return len(words) <= REST_WORDS and all(
        fold(word) in _SMALL if word[0].islower() else not re.fullmatch(r"\d{4}", word) for word in words
    )
