"""The text column of a table of articles, whatever it holds."""

from collections.abc import Iterator

import pandas as pd


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
