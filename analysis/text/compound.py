"""Joining the words of a phrase into one token."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import _check

from .codes import extended, pack, select, unpack
from .entries import looked_for
from .phrases import leftmost, named


def compound(tokens: pd.Series, phrases: Iterable[str]) -> pd.Series:
    """The tokens with each of `phrases` joined into one, its words separated by a space.

    Where phrases overlap, the one that begins first is joined, and of those that begin together the longest. A phrase
    never reaches from one article into the next.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`; join before removing words.
    phrases : iterable of str
        Two and more words, plain or patterns with ``*`` and ``?``, cut by the rules by which the tokens were. Case is
        ignored. Single words are ignored, so that the seeds of a topic can be passed as they are.

    Returns
    -------
    Series
        On the index of `tokens`. The token of a match is what the text says: "security councils" for the phrase
        "security council*".

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["The Security Council met"]}))
    >>> list(compound(tokens, ["security council"]).iloc[0])
    ['the', 'security council', 'met']
    """
    phrases = [phrase for phrase in dict.fromkeys(_check.words("phrases", phrases, "phrases")) if phrase.strip()]
    parts = unpack(tokens)
    parted, vocabulary = looked_for("phrases", phrases, parts.vocabulary, parts.cutting)
    starts, lengths = leftmost(parts._replace(vocabulary=vocabulary), [phrase for phrase in parted if len(phrase) > 1])
    if not len(starts):
        return tokens
    numbers, names = named(parts, starts, lengths)
    vocabulary, added = extended(parts.vocabulary, names)
    codes = parts.codes.copy()
    codes[starts] = added[numbers]
    kept = np.ones(len(codes), dtype=bool)
    for offset in range(1, lengths.max()):
        kept[starts[lengths > offset] + offset] = False
    return pack(select(parts._replace(codes=codes, vocabulary=vocabulary), kept), tokens.index)
