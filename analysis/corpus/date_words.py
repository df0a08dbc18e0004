"""Names of months, weekdays and time zones, in the letters that dates are compared in.

English, German (with Austrian names), French and Turkish. A month may be cut short to three letters or more, a weekday
to what calendars print. No short name means two months or two weekdays.
"""

import functools
import unicodedata

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_MONTHS = (
    "January Januar Jänner Jaenner janvier Ocak",
    "February Februar Feber février Şubat",
    "March März Maerz Mrz mars Mart",
    "April avril Nisan",
    "May Mai Mayıs",
    "June Juni juin Haziran",
    "July Juli juillet Temmuz",
    "August août Ağustos",
    "September septembre Eylül",
    "October Oktober octobre Ekim",
    "November novembre Kasım",
    "December Dezember décembre Aralık",
)

_WEEKDAYS = (
    "Monday Mon Montag Mo lundi lun Pazartesi Pzt Pts",
    "Tuesday Tues Tue Dienstag Di mardi mar Salı Sal",
    "Wednesday Weds Wed Mittwoch Mi mercredi mer Çarşamba Çar",
    "Thursday Thurs Thur Thu Donnerstag Do jeudi jeu Perşembe Per",
    "Friday Fri Freitag Fr vendredi vend ven Cuma Cum",
    "Saturday Sat Samstag Sonnabend Sa samedi sam Cumartesi Cmt Cts",
    "Sunday Sun Sonntag So dimanche dim Pazar Paz",
)

# Minutes ahead of UTC. Those of RFC 2822 (section 4.3) but CST, and those of central and eastern Europe. CST is also
# China's, IST is India's, Israel's and Ireland's, BST Britain's and Bangladesh's: such names are no zones here.
ZONES = {
    **{"Z": 0, "UT": 0, "UTC": 0, "GMT": 0},
    **{"EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420},
    **{"CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180},
}
CENTRAL = -360  # CST in a date of the form of RFC 2822, which defines it

_MARKS = {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MINUS SIGN}": "-", "\N{LATIN SMALL LETTER DOTLESS I}": "i"}


def plain(text: str) -> str:
    """Return `text` in composed letters, with single spaces, without invisible signs and stray accents.

    >>> plain(" 4:52\\N{NARROW NO-BREAK SPACE}PM\\N{LEFT-TO-RIGHT MARK} "), plain("HAZİRAN".lower())
    ('4:52 PM', 'haziran')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Mn"))
    return " ".join(text.split())


def fold(text: str) -> str:
    """Return `text` in small letters without accents, sign for sign; i is i with a dot or without, a dash a hyphen.

    >>> fold("12 HAZİRAN 2019"), fold("Aralık"), fold("ARALIK"), fold("août")
    ('12 haziran 2019', 'aralik', 'aralik', 'aout')
    """
    return text.lower() if text.isascii() else "".join(map(_letter, text))


@functools.cache
def _letter(sign: str) -> str:
    if sign in _MARKS or unicodedata.category(sign) == "Pd":
        return _MARKS.get(sign, "-")
    return unicodedata.normalize("NFKD", sign.lower())[0]


def _numbers(rows: tuple[str, ...], shortest: int | None = None) -> dict[str, int]:
    """Return the number of the row that each name, or beginning of a name, stands for; none that stand for two."""
    found = {}
    for number, row in enumerate(rows):
        for name in map(fold, row.split()):
            for end in range(shortest or len(name), len(name) + 1):
                found.setdefault(name[:end], set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


MONTHS = {name: number + 1 for name, number in _numbers(_MONTHS, shortest=3).items()}
WEEKDAYS = _numbers(_WEEKDAYS)  # Monday is 0
