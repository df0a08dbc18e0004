"""How often the keys of a dictionary occur in each article."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.text.codes import unpack
from analysis.text.dictionaries import entries
from analysis.text.lookup import lookup

from .counts import Counts


def count_keys(
    tokens: pd.Series, dictionary: dict, *, levels: Iterable[int] | None = None, nested: str = "key"
) -> Counts:
    """How often each key of a dictionary occurs in each article, as counts.

    Every match of `text.lookup` counts once, a phrase as one. So a key takes part in all that takes counts, such as
    `frequency` and `keyness`. A rate by `frequency` is then one of all matches; for one of all tokens give
    ``tokens.map(len)`` as the exposure of a `trend`.

    Parameters
    ----------
    tokens : Series
        As made by `text.tokenize`; count before removing words.
    dictionary, levels, nested
        As in `text.lookup`.

    Returns
    -------
    Counts
        Every article has a row and every key a column, in the order of the dictionary, also without a match; but for a
        key that only holds other keys.

    Raises
    ------
    TypeError, ValueError
        As `text.lookup`.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["An army, two armies", "Peace"]}, index=["a1", "a2"]))
    >>> count_keys(tokens, {"military": ["arm?*"], "economy": ["trade"]}).to_frame()
        military  economy
    a1         2        0
    a2         0        0
    """
    parts = unpack(tokens)
    matches = lookup(tokens.reset_index(drop=True), dictionary, levels=levels, nested=nested)
    found = entries(dictionary, levels)
    filled = {found.keys[number] for number in found.numbers}
    above = {key.rpartition(".")[0] for key in found.keys}
    keys = pd.Index([key for key in found.keys if key in filled or key not in above], dtype="str")
    cells = (np.ones(len(matches), np.int64), (matches["article_id"].to_numpy(), keys.get_indexer(matches["key"])))
    matrix = sparse.csr_array(cells, shape=(len(tokens), len(keys)))
    matrix.sum_duplicates()
    return Counts(matrix, tokens.index, keys, parts.cutting)
