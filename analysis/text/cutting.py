"""Stretches of text cut into words, by the rules of `_cutting` as a language and a user want them.

No rule joins anything across white space. That is why `cut` may be given the distinct stretches between spaces of a
whole corpus, once each, instead of its texts.
"""

import warnings
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from analysis import _check

from ._cutting import Switches, cut_all
from .properties import table
from .segment import boundaries, points_of


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

    A stretch in which a rule fails does not stop a corpus: it is cut by the boundaries of Unicode alone, and named.

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
    try:
        return cut_all(data, starts, ends, table(), chosen)
    except Exception:
        return _cut_singly(data, starts, ends, chosen)


def _cut_singly(data, starts, ends, chosen):
    firsts, edges, failed = [0], [], []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        try:
            _, begins, stops = cut_all(data, np.array([start]), np.array([end]), table(), chosen)
            found = list(zip(begins.tolist(), stops.tolist(), strict=True))
        except Exception:
            stretch = bytes(data[start:end]).decode()
            places = start + np.cumsum([0, *(len(sign.encode()) for sign in stretch)])
            breaks = boundaries(table()[points_of(stretch)])
            found = list(pairwise(places[breaks].tolist()))
            failed.append(stretch)
        edges += found
        firsts.append(len(edges))
    unforeseen(failed)
    begins, stops = np.array(edges, np.int64).reshape(-1, 2).T
    return np.array(firsts, np.int64), begins.copy(), stops.copy()


def unforeseen(failed: Iterable[str]) -> None:
    """Warn once of pieces of text in which a rule failed, if there are any.

    >>> unforeseen([])
    """
    failed = list(failed)
    if failed:
        warnings.warn(
            f"A rule failed in {len(failed)} pieces of text: {_check.listing(failed)}. They were left as the word "
            "boundaries of Unicode cut them. Please report them.",
            stacklevel=2,
        )
