"""From texts to numbers that can be compared: sets of shingles, sentences, and what makes two texts the same."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _progress, _threads
from analysis.corpus import _kernel_shingles as kernel

PART = 1 << 22  # bytes of text that a thread takes at a time; the answer does not depend on it
STOPS = ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{DEVANAGARI DANDA}"
FULL_STOPS = "\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"
# Blocks of scripts that are written without spaces: Thai and Lao, Myanmar, Khmer, kana and ideographs.
UNSPACED = [(0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x2E80, 0xA000), (0xF900, 0xFB00)]


class Bytes(NamedTuple):
    """Some texts one after the other in UTF-8: text i is ``data[offsets[i]:offsets[i + 1]]``."""

    data: np.ndarray
    offsets: np.ndarray


def lowered(texts: pd.Series) -> Bytes:
    """Return texts in lower case, letter by letter as Unicode has it; what is missing is empty.

    >>> bytes(lowered(pd.Series(["NATO", None, "Çin"])).data).decode()
    'natoçin'
    """
    array = pa.array(texts.array, from_pandas=True)
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    array = pc.utf8_lower(array.cast(pa.large_string()).fill_null(""))
    _, offsets, data = array.buffers()
    offsets = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    return Bytes(np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8), offsets)


@lru_cache
def kinds() -> np.ndarray:
    """What each character up to U+FFFF is to the walk, by its category in Unicode; those beyond are words each.

    >>> kinds()[[ord(sign) for sign in " a7.-"]].tolist() == [
    ...     kernel.SPACE, kernel.LETTER, kernel.LETTER, kernel.STOP, kernel.BREAK]
    True
    """
    table = np.full(0x10000, kernel.BREAK, np.uint8)
    for point in range(len(table)):
        sign = chr(point)
        if unicodedata.category(sign)[0] in "LMN":
            table[point] = kernel.ALONE if any(first <= point < end for first, end in UNSPACED) else kernel.LETTER
        elif sign.isspace() or point < ord(" "):
            table[point] = kernel.SPACE
    table[[ord(sign) for sign in STOPS]] = kernel.STOP
    table[[ord(sign) for sign in FULL_STOPS]] = kernel.FULL_STOP
    table[[ord(sign) for sign in "\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"]] = kernel.LINE
    return table


def identities(texts: Bytes) -> np.ndarray:
    """Return two numbers for each text, the same for texts that differ in white space only; 0 and 0 for a blank one."""
    keys = np.zeros((len(texts.offsets) - 1, 2), np.uint64)
    _over_parts(lambda first, last: kernel.identities(*texts, first, last, kinds(), keys), texts.offsets, "")
    return keys


def shingles(texts: Bytes, words: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return parts of the texts in order: the sorted sets of hashes of their shingles, and the size of each set."""
    return _over_parts(
        lambda first, last: kernel.shingles(*texts, first, last, kinds(), words), texts.offsets, "Reading articles"
    )


def sentences(texts: Bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return the hashes of all sentences, sorted within each text, and where those of each text begin and the last end.

    A sentence ends at the end of a line, behind a full stop, question or exclamation mark that white space follows, and
    behind their ideographic forms; one of fewer than three words is joined to the next ("Mr. Smith said ...").
    """
    parts = _over_parts(lambda first, last: kernel.sentences(*texts, first, last, kinds()), texts.offsets, "")
    return joined(parts)


def joined(parts: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the values of all parts, and where those of each text begin and the last end."""
    values = np.concatenate([np.empty(0, np.uint64), *(values for values, _ in parts)])
    return values, np.cumsum(np.concatenate([[0], *(sizes for _, sizes in parts)])).astype(np.int64)


def _over_parts(work: Callable, offsets: np.ndarray, doing: str) -> list:
    """Return what `work` makes of each part of the texts, in order; the parts are taken by threads."""
    parts = list(_parts(offsets))
    with _progress.bar(doing=doing, total=len(parts), unit="parts") as bar:

        def done(part):
            made = work(*part)
            bar.update()
            return made

        return _threads.in_order(done, parts)


def _parts(offsets: np.ndarray) -> Iterator[tuple[int, int]]:
    """Yield the first text of each part and the one after its last; a part has about `PART` bytes."""
    first = 0
    while first < len(offsets) - 1:
        last = max(int(np.searchsorted(offsets, offsets[first] + PART, side="right")) - 1, first + 1)
        yield first, last
        first = last
