"""Word boundaries of Unicode Standard Annex #29: all segments of a text, spaces and punctuation included."""

import itertools

import numba
import numpy as np

from .properties import (
    A_LETTER,
    CLASS,
    CR,
    DOUBLE_QUOTE,
    EXTEND,
    EXTEND_NUM_LET,
    FORMAT,
    HEBREW_LETTER,
    KATAKANA,
    LF,
    MID_LETTER,
    MID_NUM,
    MID_NUM_LET,
    NEWLINE,
    NUMERIC,
    OTHER,
    PICTURE,
    REGIONAL_INDICATOR,
    SINGLE_QUOTE,
    W_SEG_SPACE,
    ZWJ,
    table,
)

# The sets of classes that the rules of the standard name.
IGNORED = (EXTEND, FORMAT, ZWJ)
LINE_ENDS = (CR, LF, NEWLINE)
LETTERS = (A_LETTER, HEBREW_LETTER)
WITHIN_LETTERS = (MID_LETTER, MID_NUM_LET, SINGLE_QUOTE)
WITHIN_NUMBERS = (MID_NUM, MID_NUM_LET, SINGLE_QUOTE)


def segment(text: str) -> list[str]:
    """All segments of a text between the word boundaries of Unicode Standard Annex #29.

    These are the default word boundaries (section 4.1), without any tailoring; `tokenize` builds on them. The
    properties of characters are those of Unicode 15.0, and all cases of its WordBreakTest pass.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
        In order; joined they are `text` again. Spaces and punctuation are segments of their own.

    Examples
    --------
    >>> segment("Turkey's S-400s, 2.5 bn")
    ["Turkey's", ' ', 'S', '-', '400s', ',', ' ', '2.5', ' ', 'bn']
    """
    if not isinstance(text, str):
        raise TypeError(
            f"`text` must be one str; got {type(text).__name__}. For a table of articles use text.tokenize."
        )
    edges = np.flatnonzero(boundaries(properties_of(text))).tolist()
    return [text[start:end] for start, end in itertools.pairwise(edges)]


def properties_of(text: str) -> np.ndarray:
    """The properties of each character of a text.

    >>> (properties_of("a1") & CLASS).tolist() == [A_LETTER, NUMERIC]
    True
    """
    return table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)]


def boundaries(properties: np.ndarray) -> np.ndarray:
    """Whether there is a boundary before each character, and after the last: one value more than characters.

    >>> boundaries(properties_of("a b")).tolist()
    [True, True, True, True]
    """
    breaks = np.empty(len(properties) + 1, dtype=np.bool_)
    word_breaks(properties, len(properties), breaks)
    return breaks


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
    for k in range(i + 1, n):
        value = properties[k] & CLASS
        if value not in IGNORED:
            return value
    return OTHER
