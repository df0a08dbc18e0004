"""From dates as people write them to days.

Read are English, German, French and Turkish dates as newspapers, their exports and the web write them: 2017-02-07,
20170207, 2017-02-07T10:15:00+03:00; 7 February 2017, Tue, 07 Feb 2017 10:15:00 GMT, February 7, 2017 Tuesday Final
Edition; Dienstag, 7. Februar 2017; mardi 7 févr. 2017 à 10h15; 7 Şubat 2017 Salı - 10:15; 07/02/2017, 7.2.2017.
`tests/cases/dates.json` lists them. Nothing is guessed from one date alone: what it leaves open (the order of
07/02/2017, the year of Dec. 29 and of 07/02/17) is settled by the other dates of the same file, and said; the year is
else left missing, and the order warned of.
"""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus import date_shapes
from analysis.corpus.date_shapes import Written
from analysis.corpus.date_words import ENGLISH_MONTHS, plain

FIRST_YEAR, LAST_YEAR = 1600, 2199  # the oldest newspaper is of 1605; exports write 0000, 0001 and 9999 for "unknown"
YEAR, NEIGHBOURS = datetime.timedelta(days=365), datetime.timedelta(days=31)  # how far years are carried: see `parse`
LEAP_YEAR = 2000  # stands for a year that is not known: every day there is exists in it


class Dates(NamedTuple):
    """The days of written dates, and what was decided to read them. The Series have the index of the dates.

    Attributes
    ----------
    days : Series of datetime64[us]
        NaT where missing or unreadable.
    instants : Series of datetime64[us, UTC]
        The moment, to the second, where time and zone are written; else NaT.
    reasons : Series of str
        Why there is no day, or what is doubtful about it; missing where all is well. Each has a remedy in `reports`.
    day_first : bool or None
        The order in which dates such as 07/02/2017 were read; None where there are none.
    certain : bool
        Whether that order was given, or follows from the dates without contradiction, or makes no difference.
    remark : str or None
        The order and what it rests on, in words; None where no date fits both orders.
    """

    days: pd.Series
    instants: pd.Series
    reasons: pd.Series
    day_first: bool | None
    certain: bool
    remark: str | None


def parse(written: pd.Series | Sequence, *, day_first: bool | None = None) -> Dates:
    """Return the days of the dates `written` in one file.

    Parameters
    ----------
    written : Series or list
        Texts; missing and blank ones are missing dates. A Series of datetime64 is taken as it is.
    day_first : bool, optional
        Whether 07/02/2017 is in February. Without it, this is decided once for the whole file: by the dates that fit
        only one order, because there is no month 25 (25/02/2017) or because a weekday is written with them, else the
        day is taken to be first. If both orders occur, the one that fits more dates is taken.

    Returns
    -------
    Dates
        `days`, `instants`, `reasons`, `day_first`, `certain`, `remark`.

    Raises
    ------
    TypeError
        If `written` is a single text.

    Notes
    -----
    A date without a year (Dec. 29) is completed only if the complete dates of the file span less than a year and
    exactly one year puts it among them, or at most 31 days before the first or after the last; a weekday that is
    written with it must fit. A year of two digits is completed likewise, whatever the span. Complete dates whose order
    is not certain take no part. Each row so completed has the reason "year was taken from the other dates".

    Examples
    --------
    >>> found = parse(["2016/12/30 7:11", "Dec. 29, 2016", "29 Aralık", "31.01.2017", "1.2.2017", "Mai 2017"])
    >>> found.days.dt.strftime("%d %b %Y").tolist()
    ['30 Dec 2016', '29 Dec 2016', '29 Dec 2016', '31 Jan 2017', '01 Feb 2017', nan]
    >>> found.reasons.dropna().tolist()
    ['year was taken from the other dates', 'date is only a month or a year']
    >>> found.remark
    "Dates such as '1.2.2017' were read day first (1 February), as '31.01.2017' shows."
    """
    if isinstance(written, str):
        raise TypeError(
            f"`written` must be a Series or a list; got the single string {written!r}. Write [{written!r}]."
        )
    if not isinstance(written, pd.Series):
        written = pd.Series(list(written), dtype="object")
    if pd.api.types.is_datetime64_any_dtype(written):
        return _already(written)
    if not isinstance(written.dtype, pd.StringDtype):
        written = pd.Series(map(_text, written), index=written.index, dtype="object")
    codes, texts = pd.factorize(written)
    texts = list(texts)
    parts = [date_shapes.take_apart(text) for text in texts]
    order, certain, remark = _order(texts, parts, day_first)
    parts = [part and (part if order is not False else _month_first(part)) for part in parts]
    span = _span(part for part in parts if part and (certain or not part.either))
    rows = [_read(text, part, span) for text, part in zip(texts, parts, strict=True)]
    days, instants, reasons = zip(*rows, (None, None, None), strict=True)  # the last is what code -1 takes
    instants = pd.Series(np.array(instants, dtype="datetime64[us]")).dt.tz_localize("UTC")
    columns = (pd.Series(np.array(days, dtype="datetime64[us]")), instants, pd.Series(reasons, dtype="str"))
    return Dates(*(column.take(codes).set_axis(written.index) for column in columns), order, certain, remark)


def _already(written: pd.Series) -> Dates:
    if isinstance(written.dtype, pd.DatetimeTZDtype):
        instants = written.dt.tz_convert("UTC").astype("datetime64[us, UTC]")
        written = written.dt.tz_localize(None)
    else:
        instants = pd.Series(pd.NaT, index=written.index, dtype="datetime64[us, UTC]")
    days = written.dt.normalize().astype("datetime64[us]")
    return Dates(days, instants, pd.Series(None, index=written.index, dtype="str"), None, True, None)


def _text(cell) -> str | None:
    if isinstance(cell, str):
        return cell
    return None if pd.api.types.is_scalar(cell) and pd.isna(cell) else str(cell)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _exists(part: Written) -> datetime.date | None:
    """Return the day, in a leap year where the year is not known; None if there is no such day."""
    month, day = (1 if number is None else number for number in (part.month, part.day))
    return _day(part.year if part.year_digits == 4 else LEAP_YEAR, month, day)


def _month_first(part: Written) -> Written:
    return part._replace(day=part.month, month=part.day) if part.either else part


def _order(texts: list[str], parts: list, day_first: bool | None) -> tuple[bool | None, bool, str | None]:
    """Return whether the day is first (None if nothing asks), whether that is certain, and the remark."""
    asking = [(plain(text), part) for text, part in zip(texts, parts, strict=True) if part and part.either]
    if not asking:
        return None, True, None
    fits = [_fits(part) for _, part in asking]
    day_only, month_only = (
        [text for (text, _), both in zip(asking, fits, strict=True) if both == only]
        for only in [(True, False), (False, True)]
    )
    settle, certain = "Say day_first=True or day_first=False.", True
    if day_first is not None:
        why = f"as day_first={day_first} says."
    elif day_only and month_only:
        day_first = len(day_only) >= len(month_only)
        remark = (
            f"The column of dates has both orders, day first ({day_only[0]!r}) and month first ({month_only[0]!r}); "
            f"read {'day' if day_first else 'month'} first, which fits more of them. {settle}"
        )
        return day_first, False, remark
    elif day_only or month_only:
        day_first = bool(day_only)
        why = f"as {(day_only or month_only)[0]!r} shows."
    else:
        day_first, certain = True, False
        why = f"nothing in the column settles the order. {settle}"
    for text, part in asking:
        day, month = _exists(part), _exists(_month_first(part))
        if day and month and day != month:
            order, read = ("day", day) if day_first else ("month", month)
            meant = f"{read.day} {ENGLISH_MONTHS[read.month - 1]}"
            because = f"{', ' if certain else '; '}{why}"
            return day_first, certain, f"Dates such as {text!r} were read {order} first ({meant}){because}"
    return day_first, True, None


def _fits(part: Written) -> tuple[bool, bool]:
    """Return whether `part` can be read day first, and month first: by the calendar, then by its weekday."""
    day, month = _exists(part), _exists(_month_first(part))
    if day and month and part.year_digits == 4 and part.weekday in (day.weekday(), month.weekday()):
        return part.weekday == day.weekday(), part.weekday == month.weekday()
    return bool(day), bool(month)


def _span(parts) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last of the complete dates."""
    days = [_exists(part) for part in parts if part.year_digits == 4 and part.day]
    days = [day for day in days if day]
    return (min(days), max(days)) if days else None


def _complete(part: Written, span: tuple[datetime.date, datetime.date] | None) -> datetime.date | None:
    """Return the day in the one year that puts it into `span`, widened by a month at both ends; else None."""
    if span is None or (part.year is None and span[1] - span[0] >= YEAR):
        return None
    first, last = span[0] - NEIGHBOURS, span[1] + NEIGHBOURS
    years = [year for year in range(first.year, last.year + 1) if part.year in (None, year % 100)]
    days = [_day(year, part.month, part.day) for year in years]
    days = [day for day in days if day and first <= day <= last and part.weekday in (None, day.weekday())]
    return days[0] if len(days) == 1 else None


def _read(text: str, part: Written | None, span) -> tuple:
    """Return the day, the instant as it is in UTC, and the reason."""
    if part is None:
        return None, None, "date cannot be read" if plain(text) else None
    if not date_shapes.is_aside(part.rest) and not part.loose_rest:
        return None, None, "date cannot be read"
    if not _exists(part):
        other = part.either and _exists(_month_first(part))
        return None, None, "date fits only the other order" if other else "date is impossible"
    if part.day is None:
        return None, None, "date is only a month or a year"
    day, reason = _exists(part), None
    if part.year_digits < 4:
        day, reason = _complete(part, span), "year was taken from the other dates"
        if day is None:
            return None, None, "year has two digits" if part.year_digits else "date has no year"
    if part.weekday not in (None, day.weekday()):
        reason = "weekday does not fit the date"
    if part.time is None or part.offset is None:
        return day, None, reason
    instant = datetime.datetime.combine(day, datetime.time(*part.time)) - datetime.timedelta(minutes=part.offset)
    return day, instant, reason
