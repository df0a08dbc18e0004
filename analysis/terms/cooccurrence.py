"""Words that stand near each other more often than they would by chance."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import _check, _threads
from analysis.text.entries import as_tokens, refuse_expressions
from analysis.text.patterns import matches

from . import _kernel_pairs
from .association import MEASURES, Table
from .runs import Runs, place_type, runs

STANDARD = (
    "log_dice",
    "g2",
    "t_score",
    "z_score",
    "pmi",
    "npmi",
    "pmi2",
    "pmi3",
    "dice",
    "delta_p",
    "delta_p_reverse",
    "minimum_sensitivity",
)
ROWS = 1 << 16  # pairs from one call of the kernel: 2 MB, whatever the corpus


def cooccurrence(
    tokens: pd.Series,
    *,
    node: str | None = None,
    window: int = 5,
    ordered: bool = False,
    min_count: int = 5,
    breaks: Iterable[str] = (),
    measures: Iterable[str] = STANDARD,
) -> pd.DataFrame:
    """Pairs of words that stand at most `window` tokens apart, with measures of how strongly they attract each other.

    `count` is the number of pairs of places that hold the two words: "a b a" has the pair of a and b twice, and so it
    has in quanteda's fcm. The measures compare the neighbours of a word with the neighbours of all other words. Of word
    w and other v, the 2 x 2 table (see `analysis.terms.association`) has

    - a, the neighbours of w that are v: `count`, or twice as many where v is w, since each is the other's neighbour;
    - the row of w, all its neighbours: the words at most `window` tokens from a place of w, for all places of w;
    - the column of v, how often v is a neighbour of any word, which is as many as v has;
    - n, all neighbours of all words: twice the number of pairs of places.

    With `ordered` only what follows is a neighbour: the row is what follows w, the column what precedes v, and n the
    number of pairs of places. All four cells count the same thing, so none is ever negative, and a word of `node` has
    the values that it has among all pairs.

    This is the surface co-occurrence of Evert (2008, Corpora and collocations, 3.1 and 5.1) with another unit: he asks
    of the tokens of the corpus which are near w, this asks of all pairs of neighbours. What compares a with its
    expectation, such as `pmi`, differs by no more than the ends of articles. `log_dice` and `dice` divide by numbers of
    pairs, as Rychlý (2008, p. 9) defines them; programs that divide by numbers of tokens show a `log_dice` that is
    greater by up to log2(2 `window`). `g2`, `t_score` and `z_score` take pairs as independent, but a token is in many:
    they serve to order pairs, not to test them.

    Parameters
    ----------
    tokens : Series
        As made by `text.tokenize`, before any words are removed: where words are gone, others seem near. A window stays
        within a row. ``text.tokenize(text.sentences(articles).set_index("article_id"))`` keeps it within a sentence.
    node : str, optional
        A word, or a pattern with ``*`` and ``?``, cut as the tokens were: only pairs with a word that it
        means. Without it all pairs.
    window : int, default 5
        How many tokens apart two words may be: 1 for neighbours.
    ordered : bool, default False
        Whether "a b" is another pair than "b a".
    min_count : int, default 5
        Leave out pairs that stand fewer times. It changes nothing about the others.
    breaks : iterable of str, default none
        Words, not patterns, cut as the tokens were, that no window spans and no pair holds.
    measures : iterable of str, default STANDARD
        Names of functions in `analysis.terms.association`: a column each, and the order of the table by the first.

    Returns
    -------
    DataFrame
        Index `word`, `other`. With `ordered` the word stands before the other. Otherwise each pair has one row, and the
        word is the one that `node` means, or the first in code point order. Ordered by the first of `measures`, from
        the largest, missing values last; equal ones stand in code point order of the words. Columns: `count`;
        `expected`, row x column / n; `articles` that hold the pair (rows with the same `article_id` are one);
        `word_count` and `other_count`, the tokens of each; and `measures`.

    Raises
    ------
    KeyError
        If `node` means no word of the tokens.

    Notes
    -----
    Tokens without a letter or digit take their place in a window and are in no pair.

    Examples
    --------
    >>> from analysis import text
    >>> articles = pd.DataFrame({"text": ["sanctions on Libya", "Libya under sanctions", "NATO in Libya"]})
    >>> table = cooccurrence(text.tokenize(articles), node="libya", min_count=2, measures=["pmi"])
    >>> table.round(3)
                     count  expected  articles  word_count  other_count    pmi
    word  other
    libya sanctions      2     1.333         2           3            2  0.585
    """
    measures = _check.words("measures", measures, "names")
    for measure in measures:
        _check.option("measures", measure, MEASURES)
    window = _check.whole("window", window, least=1)
    least = _check.whole("min_count", min_count, least=1)
    seen = runs(tokens, breaks, at_signs=False)
    sizes = np.bincount(seen.codes[~seen.broken], minlength=len(seen.words))
    nodes = np.zeros(len(seen.words), bool) if node is None else _meant(node, seen, sizes)
    word, other, count, articles, preceding, following = _pairs(seen, sizes, nodes, window, ordered, least)

    total = following.sum()
    if ordered:
        twice, row, column = 1, following[word], preceding[other]
    else:
        near = preceding + following
        twice, row, column, total = np.where(word == other, 2, 1), near[word], near[other], 2 * total
    a = twice * count
    cells = Table.of(a, row - a, column - a, total - row - column + a)
    table = {"count": count, "expected": cells.expected / twice, "articles": articles}
    table |= {"word_count": sizes[word], "other_count": sizes[other]}
    table |= {measure: MEASURES[measure](cells) for measure in measures}
    table = pd.DataFrame(table, index=_index(seen.words, word, other))
    by = table[measures[0]] if measures else table["count"]
    return table.iloc[np.argsort(-by.to_numpy(), kind="stable")]


def _meant(node, seen: Runs, sizes):
    """Which words `node` means; raise if it means none that can be in a pair."""
    if not isinstance(node, str):
        raise TypeError(f"`node` must be one word or pattern, a str; got {type(node).__name__}.")
    there = ~seen.signs & (sizes > 0)
    refuse_expressions("node", [node])
    cut = " ".join(as_tokens([node], seen.cutting, known=seen.words)[0]) if seen.cutting else node
    meant = matches(seen.words, [cut or node]) & there
    if not meant.any():
        raise _check.unknown("node", node, seen.words[there])
    return meant


def _pairs(seen, sizes, nodes, window, ordered, least):
    """The pairs in code point order of their words, and how many neighbours precede and follow each word.

    Words are numbered anew: nodes first, then from rare to frequent. The kernel counts a pair with the smaller number,
    so it need not visit the words around "the".
    """
    order = np.lexsort([sizes, ~nodes, seen.signs])
    words = int(len(order) - seen.signs.sum())
    numbers = np.empty(len(order), np.int32)
    numbers[order] = np.minimum(np.arange(len(order)), words)  # all signs are one number
    codes = numbers[seen.codes]
    preceding, following = np.zeros((2, words), np.int64)
    _kernel_pairs.margins(codes, words, seen.before, seen.after, window, preceding, following)
    starts = np.concatenate([[0], np.bincount(codes, minlength=words + 1).cumsum()])
    places = np.empty(len(codes), place_type(seen))
    _kernel_pairs.by_word(codes, starts, places)
    rows = int(nodes.sum()) if nodes.any() else words

    def walk(first, stop, to_left, to_right):
        room = np.empty((max(ROWS, words), 4), np.int64)
        args = (codes, words, seen.before, seen.after, seen.articles, to_left, to_right, least, room)
        while first < stop:
            n, first = _kernel_pairs.company(first, stop, starts, places, *args)
            yield room[:n].copy()

    def near(to_left, to_right):
        ranges = _threads.over_ranges(lambda *rows: list(walk(*rows, to_left, to_right)), starts[: rows + 1])
        return np.concatenate([np.empty((0, 4), np.int64), *(part for parts in ranges for part in parts)]).T

    if ordered:
        found = np.concatenate([near(0, window), near(window, 0)[[1, 0, 2, 3]]], axis=1)
        word, other = order[found[0]], order[found[1]]
    else:
        found = near(window, window)
        word, other = order[found[0]], order[found[1]]
        turned = (word > other) & (nodes[word] == nodes[other])
        word, other = np.where(turned, other, word), np.where(turned, word, other)
    sort = np.lexsort([other, word])
    margins = np.zeros((2, len(order)), np.int64)
    margins[:, order[:words]] = preceding, following
    return word[sort], other[sort], found[2][sort], found[3][sort], *margins


def _index(words, word, other):
    """The index of pairs of words, whose levels are the words that are in use."""
    used = np.zeros(len(words), bool)
    used[word], used[other] = True, True
    level = pd.Index(words[used], dtype="str")
    place = np.cumsum(used) - 1
    return pd.MultiIndex(levels=[level, level], codes=[place[word], place[other]], names=["word", "other"])
