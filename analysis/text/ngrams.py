"""Neighbouring words joined into one token each."""

from itertools import product

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check

from .codes import Codes, pack, unpack
from .phrases import numbered


def ngrams(tokens: pd.Series, n: int = 2, *, shortest: int | None = None, skip: int = 0) -> pd.Series:
    """The n-grams of each article: every n words in a row, joined by spaces.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`. Words that were removed are gone: their neighbours are neighbours now.
    n : int, default 2
        How many words an n-gram has.
    shortest : int, optional
        With it also all shorter ones of at least so many words: ``ngrams(tokens, 3, shortest=1)`` gives single words,
        pairs and triples.
    skip : int, default 0
        How many words may be left out within an n-gram, all in all: the k-skip-n-grams of Guthrie et al. (2006, LREC,
        p. 1222). For pairs this is quanteda's ``skip = 0:k``; for longer ones quanteda allows as much in each gap.

    Returns
    -------
    Series
        On the index of `tokens`, in the order in which n-grams begin; of those that begin together the shorter first,
        and then those that leave out less at their beginning. An article of fewer than `n` words has none.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Free and fair elections", "Peace"]}))
    >>> [list(words) for words in ngrams(tokens)]
    [['free and', 'and fair', 'fair elections'], []]
    >>> list(ngrams(tokens, 2, skip=1).iloc[0])
    ['free and', 'free fair', 'and fair', 'and elections', 'fair elections']
    """
    n = _check.whole("n", n, least=1)
    skip = _check.whole("skip", skip)
    shortest = n if shortest is None else _check.whole("shortest", shortest, least=1)
    if shortest > n:
        raise ValueError(f"`shortest` must be at most `n`, which is {n}; got {shortest}.")
    parts = unpack(tokens)
    offsets = parts.offsets
    left = np.repeat(offsets[1:], np.diff(offsets))
    left -= np.arange(len(left))  # for each token, how many of its article there are from it on
    # For each size all ways to go on from a word, as steps from the first.
    ways = {
        size: [
            np.cumsum([0, *(1 + gap for gap in gaps)])
            for gaps in product(range(skip + 1), repeat=size - 1)
            if sum(gaps) <= skip
        ]
        for size in range(shortest, n + 1)
    }
    begun = np.zeros(len(left), np.int32)  # how many n-grams begin at each token
    for steps in (steps for several in ways.values() for steps in several):
        begun += left > steps[-1]
    ends = np.concatenate([[0], np.cumsum(begun, dtype=np.int64)])
    codes = np.empty(ends[-1], np.int32)
    place = ends[:-1].copy()  # where the next n-gram that begins at a token is put
    names = [pa.array([], pa.string())]
    known = 0
    for several in ways.values():
        masks = [left > steps[-1] for steps in several]
        columns = [
            np.concatenate(
                [
                    parts.codes[steps[word] :][mask[: max(len(left) - steps[word], 0)]]
                    for mask, steps in zip(masks, several, strict=True)
                ]
            )
            for word in range(len(several[0]))
        ]
        numbers, meant = numbered(parts.vocabulary, columns)
        numbers += known
        if sum(map(len, ways.values())) == 1:
            codes[:] = numbers  # they are in order already
        else:
            first = 0
            for mask in masks:
                where = place[mask]
                codes[where] = numbers[first : first + len(where)]
                place[mask] += 1
                first += len(where)
        known += len(meant)
        names.append(meant)
    vocabulary = pa.concat_arrays(names)
    if pc.any(pc.match_substring(pa.array(parts.vocabulary, pa.string()), " ")).as_py():
        # "a b" and "c" make the same name as "a" and "b c".
        encoded = vocabulary.dictionary_encode()
        codes, vocabulary = encoded.indices.to_numpy()[codes], encoded.dictionary
    return pack(Codes(ends[offsets], codes, vocabulary, parts.cutting), tokens.index)
