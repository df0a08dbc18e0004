"""The text column of a table of articles, whatever it holds."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ._kernel import PADDING, SPACE

HALF_A_PAIR = re.compile("[\ud800-\udfff]").search


def texts(column: pd.Series) -> Iterator[str]:
    """The texts of a column as str; what is missing becomes empty.

    Parameters
    ----------
    column : Series
        ``articles["text"]``.

    Raises
    ------
    TypeError
        At the first value that is neither a str nor missing; the message names its article.
    ValueError
        At the first text that holds half of a surrogate pair, which is no character and cannot be written in UTF-8.

    Examples
    --------
    >>> list(texts(pd.Series(["Talks in Sochi.", None])))
    ['Talks in Sochi.', '']
    """
    missing = column.isna().to_numpy()
    for row, (text, absent) in enumerate(zip(column, missing, strict=True)):
        if absent:
            yield ""
        elif isinstance(text, str):
            if not text.isascii() and HALF_A_PAIR(text):
                raise ValueError(
                    f"The text of article {column.index[row]!r} holds half of a surrogate pair, which is no character. "
                    'Mend it with text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").'
                )
            yield text
        else:
            raise TypeError(
                f"`articles` must hold text in its column 'text'; article {column.index[row]!r} has "
                f"{type(text).__name__}. Decode bytes, and take other things out, first."
            )


class Texts(NamedTuple):
    """Some articles one after the other in UTF-8: article i is ``data[offsets[i]:offsets[i + 1]]``."""

    data: np.ndarray  # uint8, with `PADDING` bytes at least behind the last article
    offsets: np.ndarray  # int64, articles + 1


def utf8(column: pd.Series) -> list[Texts]:
    """The texts of a column in UTF-8, in order; all but the last of an Arrow column stay where they are.

    Raises
    ------
    TypeError, ValueError
        As `texts`.

    Examples
    --------
    >>> [part] = utf8(pd.Series(["Sochi", None]))
    >>> bytes(part.data).rstrip(), part.offsets.tolist()
    (b'Sochi', [0, 5, 5])
    """
    if isinstance(column.dtype, pd.StringDtype) or column.dtype in ARROW_STRINGS:
        arrow = pa.array(column.array, from_pandas=True)
    else:
        arrow = pa.array(list(texts(column)), pa.large_string())
    chunks = arrow.chunks if isinstance(arrow, pa.ChunkedArray) else [arrow]
    return [part for chunk in chunks for part in _in_place(chunk)]


ARROW_STRINGS = [pd.ArrowDtype(kind) for kind in (pa.string(), pa.large_string(), pa.string_view())]


def _in_place(chunk):
    """The texts of a chunk as they lie there, and copies of the last ones, if nothing may be read behind them."""
    if chunk.null_count:
        chunk = chunk.fill_null("")
    chunk = chunk.cast(pa.large_string())
    _, offsets, data = chunk.buffers()
    data = np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)
    offsets = np.zeros(1, np.int64) if offsets is None else np.frombuffer(offsets, np.int64)
    offsets = offsets[chunk.offset : chunk.offset + len(chunk) + 1]
    staying = int(np.searchsorted(offsets[1:], len(data) - PADDING, side="right"))
    if staying or not len(chunk):
        yield Texts(data, offsets[: staying + 1])
    if staying < len(chunk):
        copied = np.full(offsets[-1] - offsets[staying] + PADDING, SPACE, np.uint8)
        copied[:-PADDING] = data[offsets[staying] : offsets[-1]]
        yield Texts(copied, offsets[staying:] - offsets[staying])
