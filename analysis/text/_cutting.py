"""Where words end, compiled: the boundaries of Unicode, and the rules by which news writes otherwise.

Each rule is a function that changes the boundaries found so far: it takes them away (a hyphenated word stays whole) or
puts them in (the space after a full stop was lost). `RULES` names them in their order. A rule sees characters as code
points and by their properties, and looks past marks and format signs to the nearest character that counts; it does so
only from characters that count, or a long run of marks would be walked for each of them. None joins anything across
white space.

All of it is one file, constants included, because Numba's cache looks at the date of the file of the function that it
loads and not at those of the functions and constants that were compiled into it. A test holds this for all kernels.
"""

from typing import NamedTuple

import numba
import numpy as np

# The values of Word_Break; a character's is the lowest five bits of its properties.
WORD_BREAK = (
    "Other",
    "CR",
    "LF",
    "Newline",
    "Extend",
    "ZWJ",
    "Format",
    "Regional_Indicator",
    "Katakana",
    "Hebrew_Letter",
    "ALetter",
    "Single_Quote",
    "Double_Quote",
    "MidNumLet",
    "MidLetter",
    "MidNum",
    "Numeric",
    "ExtendNumLet",
    "WSegSpace",
)
(
    OTHER,
    CR,
    LF,
    NEWLINE,
    EXTEND,
    ZWJ,
    FORMAT,
    REGIONAL_INDICATOR,
    KATAKANA,
    HEBREW_LETTER,
    A_LETTER,
    SINGLE_QUOTE,
    DOUBLE_QUOTE,
    MID_NUM_LET,
    MID_LETTER,
    MID_NUM,
    NUMERIC,
    EXTEND_NUM_LET,
    W_SEG_SPACE,
) = range(len(WORD_BREAK))
CLASS = 31  # properties & CLASS is the value of Word_Break

# One bit for each further property of a character.
LETTER, NUMBER, UPPER, LOWER, SIGN, PICTURE = (32 << bit for bit in range(6))

# The sets of classes that the rules of the standard name.
IGNORED = (EXTEND, FORMAT, ZWJ)
LINE_ENDS = (CR, LF, NEWLINE)
LETTERS = (A_LETTER, HEBREW_LETTER)
WITHIN_LETTERS = (MID_LETTER, MID_NUM_LET, SINGLE_QUOTE)
WITHIN_NUMBERS = (MID_NUM, MID_NUM_LET, SINGLE_QUOTE)

WORD = LETTER | NUMBER

APOSTROPHES = (
    ord("'"),
    ord("\N{GRAVE ACCENT}"),
    ord("\N{ACUTE ACCENT}"),
    ord("\N{MODIFIER LETTER TURNED COMMA}"),
    ord("\N{MODIFIER LETTER APOSTROPHE}"),
    ord("\N{LEFT SINGLE QUOTATION MARK}"),
    ord("\N{RIGHT SINGLE QUOTATION MARK}"),
    ord("\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}"),
    ord("\N{FULLWIDTH APOSTROPHE}"),
)
HYPHENS = (
    ord("-"),
    ord("\N{HYPHEN}"),
    ord("\N{NON-BREAKING HYPHEN}"),
    ord("\N{MINUS SIGN}"),
    ord("\N{SMALL HYPHEN-MINUS}"),
    ord("\N{FULLWIDTH HYPHEN-MINUS}"),
)
COLONS = (
    ord(":"),
    ord("\N{PRESENTATION FORM FOR VERTICAL COLON}"),
    ord("\N{SMALL COLON}"),
    ord("\N{FULLWIDTH COLON}"),
)
AMPERSANDS = (ord("&"), ord("\N{SMALL AMPERSAND}"), ord("\N{FULLWIDTH AMPERSAND}"))
PERCENTS = (ord("%"), ord("\N{PER MILLE SIGN}"), ord("\N{ARABIC PERCENT SIGN}"), ord("\N{FULLWIDTH PERCENT SIGN}"))
TAGS = (ord("@"), ord("#"), ord("\N{FULLWIDTH COMMERCIAL AT}"), ord("\N{FULLWIDTH NUMBER SIGN}"))
SUBSCRIPTS = tuple(range(ord("\N{SUBSCRIPT ZERO}"), ord("\N{SUBSCRIPT NINE}") + 1))
SUPERSCRIPTS = (
    *map(ord, "\N{SUPERSCRIPT ONE}\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}"),
    0x2070,
    *range(0x2074, 0x207A),
)
GROUP_SPACES = (ord("\N{NO-BREAK SPACE}"), ord("\N{THIN SPACE}"), ord("\N{NARROW NO-BREAK SPACE}"))
QUOTES = (
    ord('"'),
    ord("<"),
    ord(">"),
    ord("\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"),
    ord("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"),
    ord("\N{LEFT DOUBLE QUOTATION MARK}"),
    ord("\N{RIGHT DOUBLE QUOTATION MARK}"),
)
SHORT = 3  # letters at most on either side of an ampersand in a name: "AT&T", "ES&T"; and of a unit with an exponent
POINT, UNDERSCORE, AT, COLON, SLASH, PLUS = map(ord, "._@:/+")
ZERO_WIDTH_SPACE = ord("\N{ZERO WIDTH SPACE}")


class Switches(NamedTuple):
    """What the language and the user decide about cutting."""

    hyphens: bool  # "Russian-Turkish" stays whole
    colon_in_words: bool  # "EU:n", as in Swedish and Finnish
    percent_first: bool  # "%15", as in Turkish
    zero_width_breaks: bool  # a zero-width space parts words, as in Thai


@numba.njit(nogil=True, cache=True)
def word_breaks(properties, n, breaks):
    """Write into ``breaks[:n + 1]`` where the first n characters have their boundaries (rules WB1 to WB999).

    By WB4 a mark, joiner or format sign belongs to the character before it, and the later rules do not see it: `last`
    is the class of the nearest character that they see, `before` that of the one before.
    """
    breaks[0] = n > 0  # WB1: an empty text has no boundary
    breaks[n] = n > 0  # WB2
    last, before, flags = OTHER, OTHER, 0
    for i in range(n):
        here = properties[i] & CLASS
        if i > 0:
            left = properties[i - 1] & CLASS
            if left == CR and here == LF:  # WB3
                breaks[i] = False
            elif left in LINE_ENDS or here in LINE_ENDS:  # WB3a, WB3b
                breaks[i] = True
            elif (left == ZWJ and properties[i] & PICTURE) or (left == W_SEG_SPACE and here == W_SEG_SPACE):
                breaks[i] = False  # WB3c, WB3d
            elif here in IGNORED:  # WB4
                breaks[i] = False
                continue
            else:
                breaks[i] = not _joined(before, last, here, flags, properties, i, n)
        flags = flags + 1 if here == REGIONAL_INDICATOR else 0
        before, last = last, here


@numba.njit(nogil=True, cache=True)
def _joined(before, last, here, flags, properties, i, n):
    """Whether one of the rules WB5 to WB16 forbids a boundary between `last` and `here`."""
    if (last in LETTERS or last == NUMERIC) and (here in LETTERS or here == NUMERIC):  # WB5, WB8, WB9, WB10
        return True
    if last in LETTERS and here in WITHIN_LETTERS and _next(properties, i, n) in LETTERS:  # WB6
        return True
    if before in LETTERS and last in WITHIN_LETTERS and here in LETTERS:  # WB7
        return True
    if last == HEBREW_LETTER and here == SINGLE_QUOTE:  # WB7a
        return True
    if last == HEBREW_LETTER and here == DOUBLE_QUOTE and _next(properties, i, n) == HEBREW_LETTER:  # WB7b
        return True
    if before == HEBREW_LETTER and last == DOUBLE_QUOTE and here == HEBREW_LETTER:  # WB7c
        return True
    if before == NUMERIC and last in WITHIN_NUMBERS and here == NUMERIC:  # WB11
        return True
    if last == NUMERIC and here in WITHIN_NUMBERS and _next(properties, i, n) == NUMERIC:  # WB12
        return True
    if here == EXTEND_NUM_LET:  # WB13a
        return last in LETTERS or last in (NUMERIC, KATAKANA, EXTEND_NUM_LET)
    if last == EXTEND_NUM_LET:  # WB13b
        return here in LETTERS or here in (NUMERIC, KATAKANA)
    if last == KATAKANA and here == KATAKANA:  # WB13
        return True
    return last == REGIONAL_INDICATOR and here == REGIONAL_INDICATOR and flags % 2 == 1  # WB15, WB16


@numba.njit(nogil=True, cache=True)
def _next(properties, i, n):
    """The class of the next character after i that is not ignored by WB4."""
    right = _right(properties, i, n)
    return properties[right] & CLASS if right < n else OTHER


@numba.njit(nogil=True, cache=True)
def _ignored(properties):
    """Whether a character is a mark or a format sign, which belongs to the one before."""
    return (properties & CLASS) in IGNORED


@numba.njit(nogil=True, cache=True)
def _left(properties, i):
    """The nearest character before i that is no mark and no format sign, or -1."""
    i -= 1
    while i >= 0 and _ignored(properties[i]):
        i -= 1
    return i


@numba.njit(nogil=True, cache=True)
def _right(properties, i, n):
    """The nearest character after i that is no mark and no format sign, or n."""
    i += 1
    while i < n and _ignored(properties[i]):
        i += 1
    return i


@numba.njit(nogil=True, cache=True)
def _set_apart(points, properties, n, breaks, start, end):
    """Make one piece of the characters from start to end, and cut what the signs beside it were joined to.

    The suffix of "@spokesman's" stays, to be cut by what the rules of its language say of suffixes.
    """
    follows = _right(properties, end, n) if end < n else n
    suffix = follows < n and points[end] in APOSTROPHES and not breaks[end] and properties[follows] & WORD != 0
    breaks[start] = True
    breaks[start + 1 : end] = False
    breaks[end] = not suffix
    sign = _left(properties, start)
    if sign >= 0 and not properties[sign] & WORD:
        breaks[sign] = True
    if end < n and not properties[end] & WORD:
        breaks[follows] = not suffix


@numba.njit(nogil=True, cache=True)
def split_colons(points, properties, n, breaks, chosen):
    """A colon parts words ("Lavrov:We"), which Unicode leaves open, and stays in a time or score ("20:15")."""
    for i in range(1, n - 1):
        if points[i] in COLONS:
            left, right = _left(properties, i), _right(properties, i, n)
            if left < 0 or right == n:
                continue
            if properties[left] & NUMBER and properties[right] & NUMBER:
                breaks[i] = breaks[right] = False
            elif not chosen.colon_in_words:
                breaks[i] = breaks[right] = True


@numba.njit(nogil=True, cache=True)
def split_lost_spaces(points, properties, n, breaks, chosen):
    """A point before a capitalized word parts words: "sanctions.The", "V.Putin" lack the space."""
    for i in range(1, n - 2):
        if points[i] == POINT:
            left, capital = _left(properties, i), _right(properties, i, n)
            if left >= 0 and properties[left] & WORD and capital < n and properties[capital] & UPPER:
                follows = _right(properties, capital, n)
                if follows < n and properties[follows] & LOWER:
                    breaks[i] = breaks[capital] = True


@numba.njit(nogil=True, cache=True)
def join_abbreviations(points, properties, n, breaks, chosen):
    """Two and more single letters, each with its point, are one word with the last point: "U.S.", "i.e.".

    Behind a word and its point ("lifted.U.N.", "etc.e.g.") the last letter needs its point or a capital, or it would be
    the plural of "Ph.D.s".
    """
    i = 0
    while i < n:
        if not properties[i] & LETTER:
            i += 1
            continue
        before = _left(properties, i)
        letters, end = 0, i
        if before < 0 or not (properties[before] & WORD or points[before] == UNDERSCORE):
            letters, end = _single_letters(points, properties, n, i)
        if letters > 1:
            last, word = _left(properties, end), _left(properties, before)
            behind = word >= 0 and points[before] == POINT and properties[word] & WORD
            if points[last] == POINT or properties[last] & UPPER or not behind:
                if before >= 0:
                    breaks[before] = True
                breaks[i] = True
                breaks[i + 1 : end] = False
                breaks[end] = True
        i = max(end, i + 1)


@numba.njit(nogil=True, cache=True)
def _single_letters(points, properties, n, letter):
    """How many single letters with points between them begin at `letter`, and where they end, with their last point."""
    letters, end = 0, letter
    while letter < n and properties[letter] & LETTER:
        end = _right(properties, letter, n)
        if end < n and (properties[end] & WORD or points[end] == UNDERSCORE):
            return letters, letter  # not a single letter: the abbreviation ended before it
        letters += 1
        if end == n or points[end] != POINT:
            break
        letter = end = _right(properties, end, n)
    return letters, end


@numba.njit(nogil=True, cache=True)
def join_numbers(points, properties, n, breaks, chosen):
    """Per cent belongs to its number, and so do groups of three digits behind a no-break space: "15 %", "1 500"."""
    for i in range(n):
        if points[i] not in PERCENTS and points[i] not in GROUP_SPACES:
            continue
        left, right = _left(properties, i), _right(properties, i, n)
        if points[i] in PERCENTS:
            if left >= 0 and properties[left] & NUMBER:
                breaks[i] = False
            elif chosen.percent_first and right < n and properties[right] & NUMBER:
                breaks[right] = False
        else:
            before, after, k = 0, 0, left  # digits beside the space
            while k >= 0 and properties[k] & NUMBER:
                before, k = before + 1, _left(properties, k)
            k = right
            while k < n and properties[k] & NUMBER:
                after, k = after + 1, _right(properties, k, n)
            percent = right < n and points[right] in PERCENTS
            joined = before > 0 and (percent or (before <= 3 and after == 3))
            breaks[i] = not joined
            if right < n:
                breaks[right] = not joined


@numba.njit(nogil=True, cache=True)
def join_scripts(points, properties, n, breaks, chosen):
    """A digit below the line belongs to its formula ("CO₂"), one above it to a short unit ("km²"), else to a note."""
    for i in range(1, n):
        below = points[i] in SUBSCRIPTS
        if below or points[i] in SUPERSCRIPTS:
            left, right = _left(properties, i), _right(properties, i, n)
            letters, k = 0, left
            while k >= 0 and properties[k] & LETTER and letters <= SHORT:
                letters, k = letters + 1, _left(properties, k)
            follows = left > 0 and not breaks[left] and (points[left] in SUBSCRIPTS or points[left] in SUPERSCRIPTS)
            if follows or (letters > 0 and (below or letters <= SHORT)):
                breaks[i] = False
                if below and right < n and properties[right] & LETTER:
                    breaks[right] = False


@numba.njit(nogil=True, cache=True)
def join_apostrophes(points, properties, n, breaks, chosen):
    """An apostrophe inside a word, also one with digits in it: "S-400'ler", "COVID-19's", "U.S.'s"."""
    _join(points, properties, n, breaks, APOSTROPHES)


@numba.njit(nogil=True, cache=True)
def join_hyphens(points, properties, n, breaks, chosen):
    """A hyphen between two words makes them one: "Russian-Turkish", "S-400", "U.S.-led"."""
    if chosen.hyphens:
        _join(points, properties, n, breaks, HYPHENS)


@numba.njit(nogil=True, cache=True)
def _join(points, properties, n, breaks, signs):
    for i in range(1, n - 1):
        if points[i] in signs:
            left, right = _left(properties, i), _right(properties, i, n)
            if left >= 0 and right < n and properties[right] & WORD:
                abbreviation = points[left] == POINT and not breaks[left]
                if properties[left] & WORD or abbreviation:
                    breaks[i] = breaks[right] = False


@numba.njit(nogil=True, cache=True)
def join_ampersands(points, properties, n, breaks, chosen):
    """An ampersand between letters, few on either side, makes one word: "AT&T", "R&D", "S&P"."""
    for i in range(1, n - 1):
        if points[i] in AMPERSANDS:
            left, right = _left(properties, i), _right(properties, i, n)
            before, k = 0, left
            while k >= 0 and properties[k] & WORD and before <= SHORT:
                before, k = before + (properties[k] & LETTER != 0), _left(properties, k)
            after, k = 0, right
            while k < n and properties[k] & WORD and after <= SHORT:
                after, k = after + (properties[k] & LETTER != 0), _right(properties, k, n)
            if 0 < before <= SHORT and 0 < after <= SHORT and properties[left] & properties[right] & LETTER:
                breaks[i] = breaks[right] = False


@numba.njit(nogil=True, cache=True)
def join_tags(points, properties, n, breaks, chosen):
    """A mention or hashtag is one word with its sign: "@spokesman", "#Karabakh". An abbreviation is none: "#U.S."."""
    i = 0
    while i < n:
        start = i
        i += 1
        if points[start] not in TAGS:
            continue
        before = _left(properties, start)
        if before >= 0 and (properties[before] & WORD or points[before] == UNDERSCORE):
            continue
        letters = 0
        while i < n and (properties[i] & WORD or points[i] == UNDERSCORE or _ignored(properties[i])):
            letters += properties[i] & LETTER != 0
            i += 1
        if letters and _single_letters(points, properties, n, _right(properties, start, n))[0] < 2:
            _set_apart(points, properties, n, breaks, start, i)


@numba.njit(nogil=True, cache=True)
def join_addresses(points, properties, n, breaks, chosen):
    """URLs and e-mail addresses are one word each, without the punctuation that follows them."""
    i, done = 0, 0
    while i < n:
        end = i
        if points[i] == AT:
            start, end = _mail(points, properties, n, done, i)
        elif properties[i] & LETTER:
            before = _left(properties, i)
            if before < 0 or not properties[before] & WORD:
                start, end = _link(points, properties, n, i)
        if end > i:
            _set_apart(points, properties, n, breaks, start, end)
            done = end
        i = max(end, i + 1)


@numba.njit(nogil=True, cache=True)
def _link(points, properties, n, start):
    """Where the URL that begins at start ends; start if none begins there. The two as a pair."""
    at = start
    if n - start > 4 and (points[start] | 32) == 119:  # www.
        if not ((points[start + 1] | 32) == 119 and (points[start + 2] | 32) == 119 and points[start + 3] == POINT):
            return start, start
        at = start + 4
    elif n - start > 7 and (points[start] | 32) == 104:  # http:// https://
        if not (
            (points[start + 1] | 32) == 116 and (points[start + 2] | 32) == 116 and (points[start + 3] | 32) == 112
        ):
            return start, start
        at = start + 4 + ((points[start + 4] | 32) == 115)
        if at + 3 >= n or points[at] != COLON or points[at + 1] != SLASH or points[at + 2] != SLASH:
            return start, start
        at += 3
    else:
        return start, start
    end, last = at, at
    while last < n and points[last] not in QUOTES and (properties[last] & (WORD | SIGN) or _ignored(properties[last])):
        last += 1
        if properties[last - 1] & WORD or points[last - 1] == SLASH:
            end = last
    if end == at:
        return start, start
    return start, _right(properties, end - 1, n)


@numba.njit(nogil=True, cache=True)
def _mail(points, properties, n, first, at):
    """Where the e-mail address around the sign at `at` begins, not before `first`, and ends; twice `at` if none."""
    start = at
    while start > first and (
        properties[start - 1] & WORD
        or points[start - 1] in HYPHENS
        or points[start - 1] in (POINT, UNDERSCORE, PLUS)
        or _ignored(properties[start - 1])
    ):
        start -= 1
    while start < at and not properties[start] & WORD:
        start += 1
    end, labels, i = at, 0, _right(properties, at, n)
    while i < n and properties[i] & WORD:
        while i < n and (properties[i] & WORD or points[i] in HYPHENS):
            follows = _right(properties, i, n)
            if properties[i] & WORD:
                end = follows
            i = follows
        labels += 1
        if end == n or points[end] != POINT:
            break
        i = _right(properties, end, n)
    return (start, end) if start < at and labels > 1 else (at, at)


# In the order in which they apply, after the boundaries of Unicode: what parts words, what joins them, and last what
# overrules both.
RULES = {
    "colon": split_colons,
    "lost space": split_lost_spaces,
    "abbreviation": join_abbreviations,
    "number": join_numbers,
    "script": join_scripts,
    "apostrophe": join_apostrophes,
    "hyphen": join_hyphens,
    "ampersand": join_ampersands,
    "tag": join_tags,
    "address": join_addresses,
}


@numba.njit(nogil=True, cache=True)
def apply_rules(points, properties, n, breaks, chosen):
    """Apply `RULES` in their order; a compiled function cannot walk a dict of functions."""
    split_colons(points, properties, n, breaks, chosen)
    split_lost_spaces(points, properties, n, breaks, chosen)
    join_abbreviations(points, properties, n, breaks, chosen)
    join_numbers(points, properties, n, breaks, chosen)
    join_scripts(points, properties, n, breaks, chosen)
    join_apostrophes(points, properties, n, breaks, chosen)
    join_hyphens(points, properties, n, breaks, chosen)
    join_ampersands(points, properties, n, breaks, chosen)
    join_tags(points, properties, n, breaks, chosen)
    join_addresses(points, properties, n, breaks, chosen)


@numba.njit(nogil=True, cache=True)
def cut_all(data, starts, ends, properties_of, chosen):
    """Do what `cutting.cut` says, with the properties of every code point at hand."""
    first = np.zeros(len(starts) + 1, np.int64)
    total = 0
    longest = 0
    for i in range(len(starts)):
        total += ends[i] - starts[i]
        longest = max(longest, ends[i] - starts[i])
    piece_starts = np.empty(total, np.int64)  # there are never more pieces than bytes
    piece_ends = np.empty(total, np.int64)
    points = np.empty(longest, np.int32)
    places = np.empty(longest + 1, np.int64)
    properties = np.empty(longest, np.uint16)
    breaks = np.empty(longest + 1, np.bool_)
    found = 0
    for i in range(len(starts)):
        n = decode(data, starts[i], ends[i], points, places)
        look_up(points, n, properties_of, chosen, properties)
        word_breaks(properties, n, breaks)
        apply_rules(points, properties, n, breaks, chosen)
        for k in range(n):
            if breaks[k]:
                if k > 0:
                    piece_ends[found - 1] = places[k]
                piece_starts[found] = places[k]
                found += 1
        if n > 0:
            piece_ends[found - 1] = places[n]
        first[i + 1] = found
    return first, piece_starts[:found].copy(), piece_ends[:found].copy()


@numba.njit(nogil=True, cache=True)
def look_up(points, n, properties_of, chosen, properties):
    """Write the properties of the first n code points; a zero-width space is one that is not there, as a rule."""
    for i in range(n):
        properties[i] = properties_of[points[i]]
        if points[i] == ZERO_WIDTH_SPACE and not chosen.zero_width_breaks:
            properties[i] = FORMAT


@numba.njit(nogil=True, cache=True)
def decode(data, start, end, points, places):
    """Write the code points of ``data[start:end]`` and the byte at which each begins; return how many there are."""
    n = 0
    at = start
    while at < end:
        byte = np.int32(data[at])
        if byte < 0x80:
            point, length = byte, 1
        elif byte < 0xE0:
            point, length = byte & 0x1F, 2
        elif byte < 0xF0:
            point, length = byte & 0x0F, 3
        else:
            point, length = byte & 0x07, 4
        for follows in range(1, length):
            point = (point << 6) | np.int32(data[at + follows] & 0x3F)
        points[n] = point
        places[n] = at
        n += 1
        at += length
    places[n] = end
    return n
