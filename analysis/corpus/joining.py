"""What `duplicates` and `contained` share: articles in the order of time, as sets of shingles that others have, too."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import _check, _progress
from analysis.corpus import _kernel_origins as kernel
from analysis.corpus.shingles import Bytes, identities, joined, lowered, shingles

BITS = 16  # in the table of what was seen, for each shingle: one in 16 is then kept without need, and costs little
ENOUGH = 0.9  # shingles are set aside again as long as this leaves less than so many of them
CHUNK = 2_000  # articles between two moves of a progress bar, and between two chances to interrupt


class Ordered(NamedTuple):
    """The articles in the order of time, and the different texts among them."""

    texts: pd.Series  # in the order of date, undated ones last, and then of id
    rows: np.ndarray  # the row of each in `articles`
    first: np.ndarray  # of each article, the number of its text among the different ones
    distinct: np.ndarray  # of each different text, the place of its earliest article
    blank: np.ndarray  # whether there is nothing but white space


class Sets(NamedTuple):
    """The shingles of some texts, as far as more than one text has them, numbered from rare to frequent."""

    ids: np.ndarray  # those of text i are ids[until[i]:until[i + 1]], sorted
    until: np.ndarray
    sizes: np.ndarray  # how many shingles each text has, those of its own included
    different: int  # how many different ids there are


def ordered(articles: pd.DataFrame) -> Ordered:
    """Return the articles in the order of time; texts that differ in white space and case only are the same text."""
    _check.ids("articles", _check.table("articles", articles, ["text"]))
    texts = _check.texts("articles", articles["text"])
    ids = pd.Series(articles.index.astype("str"), dtype="str")
    dates = _check.dates("date", articles["date"], articles.index).to_numpy() if "date" in articles else pd.NaT
    rows = pd.DataFrame({"date": dates, "id": ids}).sort_values(["date", "id"], na_position="last").index.to_numpy()
    texts = texts.iloc[rows]
    keys = pd.DataFrame(identities(lowered(texts)))
    first = keys.groupby([0, 1], sort=False).ngroup().to_numpy()
    return Ordered(texts, rows, first, np.flatnonzero(~keys.duplicated()), (keys == 0).all(axis=1).to_numpy())


def shared(texts: Bytes, words: int, least: float = 0.0) -> Sets:
    """Return the sets of shingles of `words` words of these texts, without the shingles that only one of them has.

    A text is left out, as a set without shingles, where others have less than the share `least` of its shingles.
    """
    parts = shingles(texts, words)
    sizes = [size for _, size in parts]
    before, total = None, _total(parts)
    while before is None or (least and total < ENOUGH * before):
        parts = _seen_again(parts, sizes, least)
        before, total = total, _total(parts)
    kept, until = joined(parts)
    del parts
    values, articles = np.unique(kept, return_counts=True)
    rank = np.empty(len(values), np.int32)
    rank[np.argsort(articles, kind="stable")] = np.arange(len(values))  # from rare to frequent, then by hash
    shift, slots = _slots(len(values))
    first = np.searchsorted(values, np.arange(slots, dtype=np.uint64) << shift)
    ids = kernel.numbered(kept, values, shift, first, rank)
    kernel.sort_each(ids, until)
    return Sets(ids, until, np.concatenate([np.empty(0, np.int64), *sizes]), len(values))


def origins(sets: Sets, similarity: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of the origin of each text, and the similarity to it; the texts stand in the order of time."""
    n = len(sets.sizes)
    found, shares = np.arange(n), np.ones(n)
    index, seen = lists(sets), np.full(n, -1)
    for start in _progress.bar(range(0, n, CHUNK), doing="Comparing articles", unit=f"x {CHUNK:,} articles"):
        kernel.origins(start, min(start + CHUNK, n), *sets[:3], similarity, *index, seen, found, shares)
    return found, shares


def lists(sets: Sets) -> tuple[np.ndarray, ...]:
    """Return an empty list of texts for each shingle, as the kernel keeps them: heads, following, owners, used."""
    following, owners = np.empty(len(sets.ids), np.int64), np.empty(len(sets.ids), np.int64)
    return np.full(sets.different, -1), following, owners, np.zeros(1, np.int64)


def _seen_again(parts: list, sizes: list, least: float) -> list:
    """Return of each set the hashes that another set holds, too (and a few that none does), if they are enough."""
    shift, slots = _slots(_total(parts) * BITS)
    once, again = np.zeros(slots // 64, np.uint64), np.zeros(slots // 64, np.uint64)
    for hashes, _ in parts:
        kernel.mark(hashes, shift, once, again)
    return [kernel.keep(*part, size, least, shift, again) for part, size in zip(parts, sizes, strict=True)]


def _total(parts: list) -> int:
    return sum(len(hashes) for hashes, _ in parts)


def _slots(n: int) -> tuple[np.uint64, int]:
    """Return a power of two above `n`, of 64 at least, and by how much a hash is shifted to fall below it."""
    bits = max(int(n).bit_length(), 6)
    return np.uint64(64 - bits), 1 << bits


def days_between(earlier: pd.DataFrame, later: pd.DataFrame) -> np.ndarray:
    """Return the days from each article of a table to that in the same row of another; NaN where one has no date."""
    if "date" not in earlier:
        return np.full(len(earlier), np.nan)
    days = later["date"].dt.normalize().to_numpy() - earlier["date"].dt.normalize().to_numpy()
    return pd.Series(days).dt.days.to_numpy(float)


def outlets(articles: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
    """Return the outlets of articles as they are; all missing where there is no such column."""
    return articles["outlet"].array if "outlet" in articles else pd.array([None] * len(articles), dtype="str")
