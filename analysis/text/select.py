"""Choosing tokens by word or pattern."""

from collections.abc import Iterable

import pandas as pd

from .codes import pack, select, unpack
from .patterns import matches


def remove(tokens: pd.Series, words: Iterable[str]) -> pd.Series:
    """The tokens without `words`.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`.
    words : iterable of str
        Words, or patterns with ``*`` (any characters, also none) and ``?`` (one character). Case counts: after
        ``tokenize(lower=True)`` write them in lower case.

    Returns
    -------
    Series
        `tokens` with the same index; an article may come out empty.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Sanctions on the Russian defence sector"]}))
    >>> list(remove(tokens, ["the", "on", "sanction*"]).iloc[0])
    ['russian', 'defence', 'sector']
    """
    return _choose(tokens, words, keep=False)


def keep(tokens: pd.Series, words: Iterable[str]) -> pd.Series:
    """Only the tokens that are among `words`; parameters as for `remove`.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Libya and the Libyan parties"]}))
    >>> list(keep(tokens, ["libya*"]).iloc[0])
    ['libya', 'libyan']
    """
    return _choose(tokens, words, keep=True)


def _choose(tokens, words, *, keep):
    if isinstance(words, str):
        raise TypeError(f"`words` must be a list of words; got the single string {words!r}. Write [{words!r}].")
    parts = unpack(tokens)
    found = matches(parts.vocabulary, words)
    chosen = found if keep else ~found
    return pack(select(parts, chosen[parts.codes]), tokens.index)
