"""Stretches of text cut into words, by the rules of `_cutting` as a language and a user want them.

No rule joins anything across white space. That is why `cut` may be given the distinct stretches between spaces of a
whole corpus, once each, instead of its texts.
"""

import numpy as np

from ._cutting import Switches, cut_all
from .properties import table


def switches(language: str, hyphens: str) -> Switches:
    """The switches for a language and the parameter `hyphens` of `tokenize`.

    >>> switches("tr", "keep")
    Switches(hyphens=True, colon_in_words=False, percent_first=True, zero_width_breaks=False)
    """
    return Switches(
        hyphens=hyphens == "keep",
        colon_in_words=language in ("fi", "sv"),
        percent_first=language in ("az", "eu", "tr"),
        zero_width_breaks=language in ("km", "lo", "my", "th"),
    )


def cut(data: np.ndarray, starts: np.ndarray, ends: np.ndarray, chosen: Switches):
    """The words in each of the stretches ``data[starts[i]:ends[i]]`` of UTF-8 bytes.

    Returns
    -------
    first : int64 array of len(starts) + 1
        The pieces of stretch i are those from ``first[i]`` up to ``first[i + 1]``.
    piece_starts, piece_ends : int64 arrays
        Where the pieces stand in `data`; white space is a piece too.

    Examples
    --------
    >>> data = np.frombuffer(b"U.S.-led,", dtype=np.uint8)
    >>> first, starts, ends = cut(data, np.array([0]), np.array([9]), switches("en", "keep"))
    >>> [bytes(data[start:end]) for start, end in zip(starts, ends)]
    [b'U.S.-led', b',']
    """
    return cut_all(data, starts, ends, table(), chosen)
