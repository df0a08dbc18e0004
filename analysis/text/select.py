"""Choosing tokens by word, pattern and length."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import _check

from .codes import pack, select, unpack
from .entries import as_tokens, refuse_expressions, warn_of_impossible
from .patterns import matches


def remove(tokens: pd.Series, words: Iterable[str] = (), *, min_length: int = 0) -> pd.Series:
    """The tokens without `words`, and without those shorter than `min_length`.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`.
    words : iterable of str, default none
        Words, or patterns with ``*`` (any characters, also none) and ``?`` (one character). They mean what they say and
        what the tokenizer makes of them: "Women's" means *women* among tokens in lower case.
    min_length : int, default 0
        Tokens of fewer characters go as well. A point is a character: "u.s." has four.

    Returns
    -------
    Series
        `tokens` with the same index; an article may come out empty.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Sanctions on the Russian defence sector"]}))
    >>> list(remove(tokens, ["the", "sanction*"], min_length=3).iloc[0])
    ['russian', 'defence', 'sector']
    """
    return _choose(tokens, words, min_length, keep=False)


def keep(tokens: pd.Series, words: Iterable[str] = ("*",), *, min_length: int = 0) -> pd.Series:
    """Only the tokens that are among `words` and not shorter than `min_length`; parameters as for `remove`.

    Without `words`, all of at least `min_length` characters are kept.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Libya and the Libyan parties"]}))
    >>> list(keep(tokens, ["libya*"]).iloc[0])
    ['libya', 'libyan']
    >>> list(keep(tokens, min_length=6).iloc[0])
    ['libyan', 'parties']
    """
    return _choose(tokens, words, min_length, keep=True)


def _choose(tokens, words, min_length, *, keep):
    words = _check.words("words", words)
    min_length = _check.whole("min_length", min_length)
    parts = unpack(tokens)
    refuse_expressions("words", words)
    chosen = matches(parts.vocabulary, [*words, *_as_cut(words, parts)]) == keep
    if min_length:
        chosen &= np.fromiter(map(len, parts.vocabulary), np.int64, len(chosen)) >= min_length
    return pack(select(parts, chosen[parts.codes]), tokens.index)


def _as_cut(words, parts):
    if parts.cutting is None:
        return []
    words = [word for word in words if word.strip()]
    found = as_tokens(words, parts.cutting, known=parts.vocabulary)
    warn_of_impossible("words", words, found)
    return map(" ".join, filter(None, found))
