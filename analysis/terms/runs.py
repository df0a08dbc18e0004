"""Tokens as runs: the stretches of an article that sequences and windows stay within."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check
from analysis.text.choices import Cutting
from analysis.text.codes import unpack
from analysis.text.entries import as_tokens
from analysis.text.names import HAS_WORD_CHARACTER

from ._kernel_pairs import rooms


class Runs(NamedTuple):
    """Tokens, what each is and how far it sees."""

    codes: np.ndarray  # int32, one per token: its place in `words`
    words: np.ndarray  # object, the distinct tokens in code point order
    signs: np.ndarray  # bool, which of them have no letter or digit
    before: np.ndarray  # int32, how many tokens of its run stand before each token
    after: np.ndarray  # int32, and after it
    articles: np.ndarray  # int32, the number of its article, each article in one stretch
    broken: np.ndarray  # bool, one per token: it belongs to no run
    cutting: Cutting | None  # how the texts were cut, where that is known


def runs(tokens: pd.Series, breaks: Iterable[str], *, at_signs: bool) -> Runs:
    """The runs of each row, which end at the words `breaks` and, with `at_signs`, at tokens without letter or digit.

    Rows with the same `article_id`, such as its sentences, are one article and remain rows of their own.

    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["NATO, and Libya"]}), punctuation=True)
    >>> found = runs(tokens, [], at_signs=True)
    >>> found.words[found.codes].tolist(), found.after.tolist()
    (['nato', ',', 'and', 'libya'], [0, 0, 1, 0])
    """
    breaks = set(_check.words("breaks", breaks))
    parts = unpack(tokens)
    if parts.cutting:  # as they stand, or as the tokens have them
        breaks |= {" ".join(words) for words in as_tokens(breaks, parts.cutting) if words}
    articles = pd.factorize(tokens.index, use_na_sentinel=False)[0].astype(np.int32)
    if not tokens.index.is_unique:
        together = np.argsort(articles, kind="stable")
        parts, articles = unpack(tokens.iloc[together]), articles[together]
    order = pc.array_sort_indices(pa.array(parts.vocabulary, pa.string())).to_numpy()
    words = parts.vocabulary[order]
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    codes = ranks[parts.codes]
    signs = np.fromiter((not HAS_WORD_CHARACTER(word) for word in words), bool, len(words))
    breaking = np.fromiter(map(breaks.__contains__, words), bool, len(words))
    broken = (breaking | signs if at_signs else breaking)[codes]
    before, after = np.zeros(len(codes), np.int32), np.zeros(len(codes), np.int32)
    rooms(parts.offsets, broken, before, after)
    in_articles = np.repeat(articles, np.diff(parts.offsets))
    return Runs(codes, words, signs, before, after, in_articles, broken, parts.cutting)


def place_type(seen: Runs) -> type:
    """The smallest integers that hold the place of every token."""
    return np.int32 if len(seen.codes) <= np.iinfo(np.int32).max else np.int64
