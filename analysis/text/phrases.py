"""Finding many phrases at once, and naming each run of tokens once."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _threads

from . import _kernel_phrases
from .codes import Codes
from .patterns import meanings

ROWS = 1 << 16  # matches from one call of the kernel: less than a MB, whatever the corpus


def tree(vocabulary: np.ndarray, phrases: Iterable[Sequence[str]]) -> _kernel_phrases.Phrases:
    """The tree of `phrases`, each a sequence of one or more words or patterns; their numbers are its entries.

    >>> tree(np.array(["un", "council"], dtype=object), [["un", "council"], ["un"]]).depths
    array([0, 1, 2], dtype=int32)
    """
    phrases = [tuple(phrase) for phrase in phrases]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(word for phrase in phrases for word in phrase))}
    edges, depths, ends = [{}], [0], []
    for entry, phrase in enumerate(phrases):
        node = 0
        for word in phrase:
            label = numbers[word]
            if label not in edges[node]:
                edges[node][label] = len(edges)
                depths.append(depths[node] + 1)
                edges.append({})
            node = edges[node][label]
        ends.append((node, entry))
    starts, meant = meanings(vocabulary, numbers)
    after_root = np.full(len(numbers), -1, np.int32)
    after_root[list(edges[0])] = list(edges[0].values())
    begun = after_root[meant]
    inner = np.zeros(len(numbers), bool)
    inner[[label for following in edges[1:] for label in following]] = True
    inner = inner[meant]
    sorted_edges = [edge for following in edges for edge in sorted(following.items())]
    labels, targets = np.array(sorted_edges, np.int32).reshape(-1, 2).T
    nodes, entries = np.array(sorted(ends), np.int64).reshape(-1, 2).T
    return _kernel_phrases.Phrases(
        np.concatenate([[0], np.cumsum(begun >= 0)])[starts],
        begun[begun >= 0],
        np.concatenate([[0], np.cumsum(inner)])[starts],
        meant[inner],
        np.cumsum([0, *map(len, edges)]),
        labels.copy(),
        targets.copy(),
        np.array(depths, np.int32),
        np.searchsorted(nodes, np.arange(len(edges) + 1)),
        entries.astype(np.int32),
    )


def leftmost(tokens: Codes, phrases: Iterable[Sequence[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Starts and lengths of matches that do not overlap: from left to right, the longest of those begun together.

    >>> tokens = Codes(np.array([0, 3]), np.array([0, 1, 2], np.int32), np.array(["un", "security", "council"], object))
    >>> leftmost(tokens, [["un"], ["un", "security"], ["security", "council"]])
    (array([0]), array([2], dtype=int32))
    """
    phrases = tree(tokens.vocabulary, phrases)
    starts, nodes = _found(tokens, phrases, jump=True)
    return starts, phrases.depths[nodes]


def largest(
    tokens: Codes, phrases: Iterable[Sequence[str]], keys: Sequence[int], *, across: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts, lengths and numbers among `phrases` of the matches that lie in no longer match of their key.

    `keys` numbers the key of each phrase from 0; with `across` no longer match of any key may hold a match either. The
    words of the vocabulary are compared as they are. In the order of starts, then of keys.

    >>> tokens = Codes(np.array([0, 3]), np.array([0, 1, 2], np.int32), np.array(["un", "security", "council"], object))
    >>> found = largest(tokens, [["un"], ["un", "security"], ["security", "council"]], [0, 0, 1], across=False)
    >>> [values.tolist() for values in found]
    [[0, 1], [2, 2], [1, 2]]
    """
    keys = np.array(keys, np.int32)
    n_keys = int(keys.max(initial=-1)) + 1
    phrases = tree(tokens.vocabulary, phrases)
    starts, nodes = _found(tokens, phrases, jump=False)
    return _kernel_phrases.largest(starts, nodes, phrases, keys, n_keys, across)


def numbered(vocabulary: np.ndarray, columns: Sequence[np.ndarray]) -> tuple[np.ndarray, pa.Array]:
    """A number for each row of codes, equal for equal rows, and the names that the numbers stand for.

    `columns` holds the first codes of all rows, then the second ones, and so on; a name is the words joined by spaces.
    Rows are numbered by pairs, the number of what came so far and the next code, so no string is made but one for each
    distinct row.

    >>> numbers, names = numbered(["ha", "ho"], [np.array([0, 0, 0]), np.array([1, 0, 1])])
    >>> numbers, names.to_pylist()
    (array([0, 1, 0]), ['ha ho', 'ha ha'])
    """
    numbers = columns[0].astype(np.int64)
    distinct = [np.arange(len(vocabulary))]  # the codes that each number stands for
    for column in columns[1:]:
        numbers *= len(vocabulary)
        numbers += column
        numbers, found = pd.factorize(numbers)
        before, last = np.divmod(found, max(len(vocabulary), 1))
        distinct = [*(codes[before] for codes in distinct), last]
    words = pa.array(vocabulary, pa.string())
    return numbers, pc.binary_join_element_wise(*(words.take(pa.array(codes)) for codes in distinct), " ")


def named(tokens: Codes, starts: np.ndarray, lengths: np.ndarray) -> tuple[np.ndarray, pa.Array]:
    """A number for each run of neighbouring tokens, and the names that the numbers stand for.

    >>> tokens = Codes(np.array([0, 3]), np.array([0, 1, 0], np.int32), np.array(["ha", "ho"], object))
    >>> numbers, names = named(tokens, np.array([0, 1, 2]), np.array([1, 2, 1]))
    >>> numbers.tolist(), names.to_pylist()
    ([0, 2, 0], ['ha', 'ho', 'ho ha'])
    """
    numbers, names = np.empty(len(starts), np.int64), [pa.array([], pa.string())]
    known = 0
    for length in np.unique(lengths):
        rows = np.flatnonzero(lengths == length)
        columns = [tokens.codes[starts[rows] + step] for step in range(length)]
        own, meant = numbered(tokens.vocabulary, columns)
        numbers[rows] = own + known
        known += len(meant)
        names.append(meant)
    return numbers, pa.concat_arrays(names)


def _found(tokens, phrases, *, jump):
    """Starts and last nodes of all matches, in order."""
    codes = tokens.codes.view()
    codes.flags.writeable = False  # Arrow's are; so the kernel is compiled for one kind of array only
    room = max(ROWS, len(phrases.depths))

    def walk(article, stop):
        start = tokens.offsets[article]
        while article < stop:
            starts, nodes = np.empty(room, np.int64), np.empty(room, np.int32)
            n, article, start = _kernel_phrases.walk(
                article, stop, start, tokens.offsets, codes, phrases, jump, starts, nodes
            )
            yield starts[:n].copy(), nodes[:n].copy()

    parts = _threads.over_ranges(lambda *articles: list(walk(*articles)), tokens.offsets)
    parts = [part for several in parts for part in several] or [(np.empty(0, np.int64), np.empty(0, np.int32))]
    starts, nodes = zip(*parts, strict=True)
    return np.concatenate(starts), np.concatenate(nodes)
