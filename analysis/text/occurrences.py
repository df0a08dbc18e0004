"""Where phrases stand in the texts of articles, in characters.

All tokens are written as `tokenize` writes them, and searched; only the articles with a match are walked once more, to
find the characters of their tokens. Nothing is cut again: where a word stands within its stretch between spaces is
known from the distinct stretches.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import _threads

from ._kernel import gathered, limits, to_characters, without_signs
from ._kernel_occurrences import places
from .codes import Codes
from .names import naming
from .phrases import leftmost
from .tokenize import coded_in_order, lengths_of, numbered


class Occurrences(NamedTuple):
    """The matches of some phrases, and all tokens of the articles that have one.

    Match i begins with token ``firsts[i]`` of the flat array of codes and has ``lengths[i]`` tokens.
    """

    rows: np.ndarray  # of the articles with a match, in order
    tokens: Codes  # of these articles, as `tokenize` makes them
    starts: np.ndarray  # where each token stands in its text, in characters
    ends: np.ndarray
    firsts: np.ndarray
    lengths: np.ndarray


def occurrences(
    articles: pd.DataFrame, phrases: Sequence[Sequence[str]], *, language: str, hyphens: str
) -> Occurrences:
    """The matches of `phrases`, each a sequence of words or patterns in lower case, that do not overlap.

    From left to right, the longest of those begun together.

    >>> found = occurrences(pd.DataFrame({"text": ["A", "A “NATO” summit"]}), [["nato"]], language="en", hyphens="keep")
    >>> found.rows, found.firsts, found.starts
    (array([1]), array([1]), array([0, 3, 9]))
    """
    found = numbered(articles["text"], naming(language, lower=True), language, hyphens, False, True)
    vocabulary = found.vocabulary.to_numpy(zero_copy_only=False)
    all_offsets, codes = coded_in_order(found.shards, found.words)
    firsts, lengths = leftmost(Codes(all_offsets, codes, vocabulary), phrases)
    article = np.searchsorted(all_offsets, firsts, side="right") - 1
    hit = np.zeros(len(articles), bool)
    hit[article] = True
    in_shards = np.split(hit, np.cumsum([len(shard.lengths) for shard in found.shards])[:-1])
    shards = _threads.in_order(_narrowed, found.shards, in_shards)
    offsets, codes = coded_in_order(shards, found.words)
    starts, ends = located = np.empty((2, len(codes)), np.int64)
    stops = offsets[np.cumsum([len(shard.lengths) for shard in shards], dtype=np.int64)]
    written = np.split(located, stops[:-1], axis=1)
    _threads.in_order(_locate, found.parts, in_shards, shards, found.words, written)
    firsts += offsets[(np.cumsum(hit) - 1)[article]] - all_offsets[article]
    return Occurrences(np.flatnonzero(hit), Codes(offsets, codes, vocabulary), starts, ends, firsts, lengths)


def _narrowed(shard, hit):
    """Only the articles of a shard for which `hit` is true."""
    return shard._replace(numbers=shard.numbers[np.repeat(hit, shard.lengths)], lengths=shard.lengths[hit])


def _locate(texts, hit, shard, words, written):
    """Write where the words of a narrowed shard start in their texts, and where they end."""
    data, offsets = gathered(texts.data, texts.offsets[:-1][hit], texts.offsets[1:][hit])
    _, begins, stops = limits(data, offsets)
    without_signs(data, begins, stops)
    until = np.concatenate([[0], lengths_of(shard, words).cumsum()])
    starts, ends = written
    places(shard.numbers, begins, words.firsts, words.lasts, words.starts, words.ends, starts, ends)
    to_characters(data, offsets, until, starts, ends)
