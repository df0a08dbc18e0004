"""From dates as people write them to days.

Read are: 2017-02-07, 2017/2/7, 2017.02.07 and 20170207; 7 February 2017, Tue, 07 Feb 2017, Feb. 7, 2017 and
February 7, 2017 Tuesday; 07/02/2017, 7.2.2017 and 07-02-2017; each also with a time of day after it, which is dropped:
a date is the day as written, in whatever time zone it was written. Not read, because they would be guesses, are dates
without a year (Dec. 29), with a year of two digits (07/02/17), a year alone, and day numbers of spreadsheet programs.
"""

import datetime
import re

import pandas as pd

MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]

_WEEKDAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_MONTH = r"(?P<month_name>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_AFTER = rf"(?:(?:T|[\s,]+)(?:\d{{1,2}}:\d{{2}}.*|{_WEEKDAY}.*))?"

SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in [
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_AFTER}",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{6}Z?)?",
        rf"(?:{_WEEKDAY},?\s+)?{_DAY}[\s.-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}){_AFTER}",
        rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}}){_AFTER}",
    ]
]
EITHER_ORDER = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_AFTER}")


def parse(written: pd.Series, day_first: bool | None = None) -> tuple[pd.Series, str | None]:
    """Return the days of `written` (NaT where missing or unreadable) and a remark on the order of day and month.

    Whether 07/02/2017 is in February or in July is decided once for the whole column: by `day_first` if given, else by
    the dates that fit only one order (25/02/2017), else the day is taken to be first. The remark is None unless
    nothing settles the order or the column contradicts itself; then the order that fits more dates is taken, and the
    others are unreadable.

    >>> days, remark = parse(pd.Series(["2016/12/30 7:11", "Dec. 29, 2020", "Dec. 29", "31.01.2021", "1.2.2021"]))
    >>> days.dt.strftime("%d %b %Y").tolist(), remark
    (['30 Dec 2016', '29 Dec 2020', nan, '31 Jan 2021', '01 Feb 2021'], None)
    """
    if isinstance(written.dtype, pd.DatetimeTZDtype):
        written = written.dt.tz_localize(None)
    if pd.api.types.is_datetime64_dtype(written):
        return written.dt.normalize().astype("datetime64[us]"), None
    codes, texts = pd.factorize(written)
    texts = [str(text).strip() for text in texts]
    days, open_order = {}, {}
    for text in texts:
        if match := EITHER_ORDER.fullmatch(text):
            open_order[text] = _day(match[4], match[3], match[1]), _day(match[4], match[1], match[3])
        else:
            days[text] = _parse_one(text)
    day_first, remark = _order(open_order, day_first)
    days.update({text: pair[0 if day_first else 1] for text, pair in open_order.items()})
    found = pd.Series([days[text] for text in texts] + [None], dtype="object")
    found = pd.to_datetime(found).astype("datetime64[us]")
    return found.take(codes).set_axis(written.index), remark


def _order(open_order: dict, day_first: bool | None) -> tuple[bool, str | None]:
    """Return whether the day is first, and the remark. `open_order` holds (day first, month first) for each text."""
    if day_first is not None:
        return day_first, None
    only_day_first = [text for text, (day, month) in open_order.items() if day and not month]
    only_month_first = [text for text, (day, month) in open_order.items() if month and not day]
    either = [text for text, (day, month) in open_order.items() if day and month and day != month]
    settle = "Say day_first=True or day_first=False."
    if only_day_first and only_month_first:
        day_first = len(only_day_first) >= len(only_month_first)
        return day_first, (
            f"The column of dates has both orders, day first ({only_day_first[0]!r}) and month first "
            f"({only_month_first[0]!r}); read {'day' if day_first else 'month'} first, which fits more of them. "
            + settle
        )
    if only_month_first:
        return False, None
    if either and not only_day_first:
        day = open_order[either[0]][0]
        return True, (
            f"Dates such as {either[0]!r} were read day first ({day.day} {MONTHS[day.month - 1].title()}); "
            f"nothing in the column settles the order. {settle}"
        )
    return True, None


def _parse_one(text: str) -> datetime.date | None:
    for shape in SHAPES:
        if match := shape.fullmatch(text):
            parts = match.groupdict()
            if "month_name" in parts:
                name = parts["month_name"].lower()
                parts["month"] = next((i for i, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
            return _day(parts["year"], parts["month"], parts["day"])
    return None


def _day(year, month, day) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
