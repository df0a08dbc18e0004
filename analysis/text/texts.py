"""The text column of a table of articles, whatever it holds."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa


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
            yield text
        else:
            raise TypeError(
                f"`articles` must hold text in its column 'text'; article {column.index[row]!r} has "
                f"{type(text).__name__}. Decode bytes, and take other things out, first."
            )


class Texts(NamedTuple):
    """Some articles one after the other in UTF-8: article i is ``data[offsets[i]:offsets[i + 1]]``."""

    data: np.ndarray  # uint8
    offsets: np.ndarray  # int64, articles + 1


def utf8(column: pd.Series) -> list[Texts]:
    """The texts of a column in UTF-8, in order; the memory of an Arrow column is not copied.

    Raises
    ------
    TypeError
        As `texts`.
    ValueError
        If a text holds half of a surrogate pair, which is no character; the message names its article.

    Examples
    --------
    >>> [part] = utf8(pd.Series(["Sochi", None]))
    >>> bytes(part.data), part.offsets.tolist()
    (b'Sochi', [0, 5, 5])
    """
    if isinstance(column.dtype, pd.StringDtype) or column.dtype in ARROW_STRINGS:
        arrow = pa.array(column.array, from_pandas=True)
    else:
        arrow = _encoded(column)
    chunks = arrow.chunks if isinstance(arrow, pa.ChunkedArray) else [arrow]
    return [_buffers(chunk) for chunk in chunks]


ARROW_STRINGS = [pd.ArrowDtype(kind) for kind in (pa.string(), pa.large_string(), pa.string_view())]


def _encoded(column):
    given = list(texts(column))
    try:
        return pa.array(given, pa.large_string())
    except UnicodeEncodeError:
        broken = next(row for row, text in enumerate(given) if any("\ud800" <= sign <= "\udfff" for sign in text))
        raise ValueError(
            f"The text of article {column.index[broken]!r} holds half of a surrogate pair, which is no character. "
            'Mend it with text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").'
        ) from None


def _buffers(chunk):
    if chunk.null_count:
        chunk = chunk.fill_null("")
    chunk = chunk.cast(pa.large_string())
    _, offsets, data = chunk.buffers()
    if data is None:
        return Texts(np.empty(0, np.uint8), np.zeros(len(chunk) + 1, np.int64))
    offsets = np.frombuffer(offsets, np.int64, len(chunk) + 1, chunk.offset * 8)
    return Texts(np.frombuffer(data, np.uint8), offsets)
