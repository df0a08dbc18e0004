"""Word boundaries of Unicode Standard Annex #29: all segments of a text, spaces and punctuation included."""

import itertools

import numpy as np

from ._cutting import word_breaks
from .properties import table


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

    >>> from analysis.text._cutting import CLASS, WORD_BREAK
    >>> [WORD_BREAK[value & CLASS] for value in properties_of("a1")]
    ['ALetter', 'Numeric']
    """
    return table()[points_of(text)]


def points_of(text: str) -> np.ndarray:
    """The code points of a text.

    >>> points_of("a1").tolist()
    [97, 49]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.int32)


def boundaries(properties: np.ndarray) -> np.ndarray:
    """Whether there is a boundary before each character, and after the last: one value more than characters.

    >>> boundaries(properties_of("a b")).tolist()
    [True, True, True, True]
    """
    breaks = np.empty(len(properties) + 1, dtype=np.bool_)
    word_breaks(properties, len(properties), breaks)
    return breaks
