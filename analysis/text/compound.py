"""Joining the words of a phrase into one token."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .codes import Codes, pack, rename, select, unpack, words
from .patterns import matches


def compound(tokens: pd.Series, phrases: Iterable[str]) -> pd.Series:
    """The tokens with each of `phrases` joined into one, its words separated by a space.

    Where phrases overlap, the one that begins first is joined, and of those that begin together the longest. A phrase
    never reaches from one article into the next.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`; join before removing words.
    phrases : iterable of str
        Two and more words separated by spaces, each word plain or a pattern with ``*`` and ``?``. Single words are
        ignored, so that the seeds of a topic can be passed as they are.

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
    if isinstance(phrases, str):
        raise TypeError(f"`phrases` must be a list of phrases; got the single string {phrases!r}. Write [{phrases!r}].")
    parts = unpack(tokens)
    long = [parted for parted in map(str.split, dict.fromkeys(phrases)) if len(parted) > 1]
    starts, lengths = _matches(parts, long)
    if not len(starts):
        return tokens
    vocabulary = parts.vocabulary
    joined = [
        " ".join(vocabulary[parts.codes[start : start + length]]) for start, length in zip(starts, lengths, strict=True)
    ]
    added = {name: len(vocabulary) + number for number, name in enumerate(dict.fromkeys(joined))}
    codes = parts.codes.copy()
    codes[starts] = [added[name] for name in joined]
    kept = np.ones(len(codes), dtype=bool)
    for offset in range(1, max(lengths)):
        kept[starts[lengths > offset] + offset] = False
    merged = select(Codes(parts.offsets, codes, words([*vocabulary, *added])), kept)
    return pack(rename(merged, list(merged.vocabulary)), tokens.index)


def _matches(parts, phrases):
    """Start and length of each match that is joined, in order, no two overlapping."""
    last = np.repeat(parts.offsets[1:], np.diff(parts.offsets))  # for each token, where its article ends
    means = {word: matches(parts.vocabulary, [word]) for word in {word for phrase in phrases for word in phrase}}
    starts, lengths = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for phrase in phrases:
        found = np.flatnonzero(means[phrase[0]][parts.codes])
        found = found[found + len(phrase) <= last[found]]
        for offset, word in enumerate(phrase[1:], start=1):
            found = found[means[word][parts.codes[found + offset]]]
        starts.append(found)
        lengths.append(np.full(len(found), len(phrase)))
    starts, lengths = np.concatenate(starts), np.concatenate(lengths)
    order = np.lexsort((-lengths, starts))
    chosen, free = [], 0
    for match in order:
        if starts[match] >= free:
            chosen.append(match)
            free = starts[match] + lengths[match]
    return starts[chosen], lengths[chosen]
