"""Tables as they are written: numbers with the digits that hold everywhere, text that no spreadsheet would run."""

import re

import pandas as pd

# Signs at which a spreadsheet takes a cell for a formula, also after white space and, in East Asian settings, in full
# width; a tab or carriage return is skipped by some programs, so that the next sign decides.
EXECUTED = re.compile(r"'*(?:[\t\r]|\s*[=+\-@＝＋－＠].)", re.DOTALL)
READS_AS_NUMBER = re.compile(r"\s*[+-]?[\d.,\s]+([eE][+-]?\d+)?%?\s*")

# Two processors add up the same floats in different orders inside a library of linear algebra; the results of this
# project were seen to differ by up to 5e-11. Nine digits are what all of them agree on.
DIGITS = 9


def number(value: float) -> str:
    """Return a float as text: a whole number in full, any other with `DIGITS` significant digits.

    >>> number(2 / 3), number(12345678901.0), number(1.5e-20)
    ('0.666666667', '12345678901', '1.5e-20')
    """
    return f"{value:.0f}" if value == round(value, 0) and abs(value) < 2**53 else f"{value:.{DIGITS}g}"


def plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as it is written: a named index as columns, dates and risky texts as safe text.

    >>> plain(pd.DataFrame({"term": ["=1+1", "-5", "nato"], "ratio": [-1.5, 2.0, 0.0]})).values.tolist()
    [["'=1+1", -1.5], ['-5', 2.0], ['nato', 0.0]]
    """
    if any(level is not None for level in table.index.names):
        table = pd.concat([table.index.to_frame(index=False), table.reset_index(drop=True)], axis=1)
    columns = [_column(table.iloc[:, i]) for i in range(table.shape[1])]
    return (pd.concat(columns, axis=1) if columns else table).set_axis([safe(name) for name in table.columns], axis=1)


def safe(value):
    """Return a text that a spreadsheet would execute with an apostrophe in front; anything else as it is.

    A text that has apostrophes before such a sign gets one more, so that taking one away gives every text back.

    >>> [safe(value) for value in ("@nato", "'@nato", "-", "+90", "'s", -5)]
    ["'@nato", "''@nato", '-', '+90', "'s", -5]
    """
    if isinstance(value, str) and EXECUTED.match(value) and not READS_AS_NUMBER.fullmatch(value):
        return "'" + value
    return value


def _column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        whole_days = (column.dropna() == column.dropna().dt.normalize()).all()
        return column.dt.strftime("%Y-%m-%d" if whole_days else "%Y-%m-%dT%H:%M:%S")
    if pd.api.types.is_numeric_dtype(column):
        return column
    return column.astype(object).map(safe, na_action="ignore")
