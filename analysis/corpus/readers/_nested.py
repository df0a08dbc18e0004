"""Cells of JSON and Parquet that hold more than one value, as plain cells."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

DEEPEST = 4  # objects within objects that become columns
COLUMNS = 50  # of one object: more are no fields but data under names of their own, such as the weights of words


def flat(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with objects as columns of their own, their names after the column's, with a point.

    >>> flat(pd.DataFrame({"source": [{"name": "Herald"}, None], "n": [1, 2]})).columns.to_list()
    ['source.name', 'n']
    """
    columns: dict[str, pd.Series] = {}
    for name in frame:
        for inner, cells in _parted(str(name), frame[name], DEEPEST):
            columns[f"{inner} (column)" if inner in columns else inner] = cells
    return pd.DataFrame(columns, index=frame.index)


def _parted(name: str, cells: pd.Series, depth: int) -> Iterable[tuple[str, pd.Series]]:
    """The column as it is, or a column for each key of its objects, and one for what is no object."""
    objects = [cell if isinstance(cell, dict) else {} for cell in cells] if cells.dtype == "object" else []
    keys = dict.fromkeys(str(key) for one in objects for key in one)
    if not keys or not depth or len(keys) > COLUMNS:
        return [(name, cells)]
    others = cells.where([not one for one in objects], None)
    found = [(name, others)] if others.notna().any() else []
    for key in keys:
        inner = pd.Series([one.get(key) for one in objects], index=cells.index, dtype="object")
        found += _parted(f"{name}.{key}", inner, depth - 1)
    return found


def joined(cell: object, between: str) -> object:
    """A list of words, or of objects that have names, as one text; any other cell as it is.

    >>> joined(["Roe", "Doe"], "; "), joined([{"name": "Roe"}], "; "), joined(7, "; "), joined([["a"]], "; ")
    ('Roe; Doe', 'Roe', 7, [['a']])
    """
    if not isinstance(cell, (list, np.ndarray)):
        return cell
    words = [one.get("name") if isinstance(one, dict) else one for one in cell]
    if not all(isinstance(word, str) for word in words):
        return cell
    return between.join(words) or None
