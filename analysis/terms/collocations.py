"""Sequences of words that stand together more often than their words would by chance."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import special

from analysis import _check, _threads

from . import _kernel_pairs
from .association import LOG_DICE_MOST
from .runs import Runs, place_type, runs

SIZES = range(2, 6)  # quanteda warns above five words; a table of 2^6 cells would be nearly empty in any corpus of news
ROUNDING = 1e-12  # a count that is below its expectation by no more than this part is equal to it
NONE = np.empty(0, np.int32)


def collocations(
    tokens: pd.Series,
    *,
    size: int = 2,
    shortest: int | None = None,
    min_count: int = 2,
    smoothing: float = 0.5,
    breaks: Iterable[str] = (),
) -> pd.DataFrame:
    """Sequences of words that stand side by side, ordered by how sure it is that this is no chance.

    All windows of `size` words are compared with a sequence, word by word, which gives a table of 2^size cells: how
    many windows have its words in exactly these of its places. Then, with n the counts of the cells, `smoothing` added,
    and b the number of places in which a cell agrees,

    - `lambda` = sum (-1)^(size - b) ln n is the interaction of all its words in the saturated log-linear model (Blaheta
      & Johnson 2001, Unsupervised learning of multi-word verbs): what no shorter part of it explains;
    - `z` = lambda / sqrt(sum 1 / n) is Wald's statistic for it. Both are those of quanteda.textstats.

    The other measures take the counts without smoothing: N windows, a = `count`, and f_i windows with word i in its
    place. For two words they are those of `analysis.terms.association`, for more their natural extensions (as in
    Petrović et al. 2010, Computer Speech & Language 24, 383-394), which ask whether all words are independent:

    - `pmi` = log2(a N^(size - 1) / prod f_i);
    - `log_dice` = 14 + log2(size a / sum f_i);
    - `g2` = 2 sum n ln(n / e), where e is the count that each cell would have if they were; negative where a is less
      than expected. It is high where any two of the words go together, `lambda` only where all do.

    Parameters
    ----------
    tokens : Series
        As made by `text.tokenize`, before any words are removed: where words are gone, their neighbours seem to be
        neighbours. A sequence stays within a row. ``text.tokenize(articles, punctuation=True)`` keeps it from crossing
        punctuation; ``text.tokenize(text.sentences(articles).set_index("article_id"))`` keeps it within a sentence.
    size : int, default 2
        How many words a sequence has, from 2 to 5.
    shortest : int, optional
        With it also all shorter sequences of at least so many words, each compared with windows of its own size.
    min_count : int, default 2
        Leave out sequences that stand fewer times. It changes nothing about the others.
    smoothing : float, default 0.5
        What is added to each cell, above 0, since cells may be empty.
    breaks : iterable of str, default none
        Words, not patterns, cut as the tokens were, that break a sequence as punctuation does: it neither holds nor
        spans them, and windows with them are not counted. With ``text.stopwords("en")`` only sequences of content words
        stay.

    Returns
    -------
    DataFrame
        Index `collocation`, its words joined by spaces, as `text.compound` joins them and takes them. Ordered by `z`
        from the largest; of equal ones the shorter come first, then those before in code point order of the words.
        Columns: `count`; `count_nested`, how many of these lie within a sequence of a larger size that was asked for;
        `length` in words; `articles` that hold it (rows with the same `article_id` are one); `lambda`, `z`, `pmi`,
        `log_dice`, `g2`.

    Notes
    -----
    Tokens without a letter or digit break a sequence always.

    Examples
    --------
    >>> from analysis import text
    >>> articles = pd.DataFrame({"text": ["I like good ice cream.", "Me too! I like good ice cream."]})
    >>> tokens = text.tokenize(articles, punctuation=True)
    >>> collocations(tokens)[["count", "articles", "lambda", "z"]].round(3)
                 count  articles  lambda      z
    collocation
    good ice         2         2   4.317  2.028
    i like           2         2   4.317  2.028
    ice cream        2         2   4.317  2.028
    like good        2         2   4.317  2.028
    """
    size = _check.whole("size", size, least=2)
    _check.option("size", size, SIZES)
    shortest = size if shortest is None else _check.whole("shortest", shortest, least=2)
    if shortest > size:
        raise ValueError(f"`shortest` must be at most `size`, which is {size}; got {shortest}.")
    least = _check.whole("min_count", min_count, least=1)
    smoothing = _check.number("smoothing", smoothing, above=0)
    seen = runs(tokens, breaks, at_signs=True)
    table = pd.concat([_table(seen, length, size, least, smoothing) for length in range(shortest, size + 1)])
    return table.iloc[np.argsort(-table["z"].to_numpy(), kind="stable")]


class _Groups(NamedTuple):
    """Places of windows that agree in some of their words: group i is ``places[bounds[i]:bounds[i + 1]]``."""

    bounds: np.ndarray
    places: np.ndarray


def _table(seen, size, largest, least, smoothing):
    """The table of the sequences of one size, in code point order of their words.

    Sums and logarithms so meet the same numbers in the same places whatever the order of the articles.
    """
    whole = np.flatnonzero((seen.after >= size - 1) & ~seen.broken).astype(place_type(seen))
    windows = groups = _Groups(np.array([0, len(whole)]), whole)
    for step in range(size):
        groups = _split(seen, groups, step, least=least)
    holding, nested = np.zeros((2, len(groups.bounds) - 1), np.int64)
    longer = size + 1 if size < largest else np.iinfo(np.int64).max
    _kernel_pairs.described(*groups, seen.articles, seen.before, seen.after, longer, holding, nested)
    firsts = groups.places[groups.bounds[:-1]]
    order = np.lexsort([seen.codes[firsts + step] for step in reversed(range(size))])
    firsts = firsts[order]
    agreeing = _agreeing(seen, windows, firsts, np.diff(groups.bounds)[order], size)
    words = pa.array(seen.words, pa.string())
    columns = [words.take(pa.array(seen.codes[firsts + step])) for step in range(size)]
    names = pc.binary_join_element_wise(*columns, " ")
    table = {"count": agreeing[-1], "count_nested": nested[order], "length": size, "articles": holding[order]}
    index = pd.Index(names.to_numpy(zero_copy_only=False), dtype="str", name="collocation")
    return pd.DataFrame(table | _measures(agreeing, size, smoothing), index=index)


def _agreeing(seen, windows, firsts, counts, size):
    """For each set of places in a sequence, bit by bit, how many windows agree with each sequence in at least those."""
    agreeing = np.empty((2**size, len(firsts)), np.int64)
    agreeing[0], agreeing[-1] = len(windows.places), counts
    numbers = np.full(len(seen.codes), -1, np.int32)
    numbers[firsts] = np.arange(len(firsts))

    def fill(groups, subset, begin):
        for step in range(begin, size):
            larger = subset | 1 << step
            if larger < len(agreeing) - 1:
                inner = step < size - 1
                parts = _split(seen, groups, step, numbers=numbers, sizes=agreeing[larger], parted=inner)
                if inner:
                    fill(parts, larger, step + 1)

    fill(windows, 0, 0)
    return agreeing


def _split(seen: Runs, groups, step, *, numbers=NONE, least=1, sizes=NONE, parted=True):
    """The groups parted by the word `step` after each place: as `_kernel_pairs.split` says, by several threads."""

    def part(first, stop):
        room = int(groups.bounds[stop] - groups.bounds[first]) if parted else 0
        bounds, places = np.zeros(room + 1, np.int64), np.empty(room, groups.places.dtype)
        options = (step, len(seen.words), numbers, least, sizes, bounds, places)
        n = _kernel_pairs.split(first, stop, *groups, seen.codes, *options)
        return np.diff(bounds[: n + 1]), places[: bounds[n]].copy()

    parts = _threads.over_ranges(part, groups.bounds)
    lengths = np.concatenate([[0], *(lengths for lengths, _ in parts)])
    return _Groups(lengths.cumsum(), np.concatenate([groups.places[:0], *(places for _, places in parts)]))


def _measures(agreeing, size, smoothing):
    """The columns of measures, from how many windows agree in at least each set of places."""
    n, count = agreeing[0].astype(float), agreeing[-1].astype(float)
    single = [agreeing[1 << place].astype(float) for place in range(size)]
    cells = agreeing.copy()
    for place in range(size):  # from "at least those" to "exactly those", one place after the other
        for subset in range(len(cells)):
            if not subset >> place & 1:
                cells[subset] -= cells[subset | 1 << place]
    strength, variance, g2 = np.zeros((3, len(n)))
    for subset, cell in enumerate(cells):
        strength += (-1) ** (size - subset.bit_count()) * np.log(cell + smoothing)
        variance += 1 / (cell + smoothing)
        expected = n * np.prod([f / n if subset >> place & 1 else 1 - f / n for place, f in enumerate(single)], axis=0)
        g2 += special.rel_entr(cell, expected)
    fewer = count < expected * (1 - ROUNDING)
    return {
        "lambda": strength,
        "z": strength / np.sqrt(variance),
        "pmi": np.log2(count * n ** (size - 1) / np.prod(single, axis=0)),
        "log_dice": LOG_DICE_MOST + np.log2(size * count / np.sum(single, axis=0)),
        "g2": 2 * np.maximum(g2, 0) * np.where(fewer, -1, 1),
    }
