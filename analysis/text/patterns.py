"""Which words of a vocabulary a pattern means: ``*`` stands for any characters, also none; ``?`` for exactly one."""

import re
from collections.abc import Iterable
from itertools import repeat

import numpy as np
import pyarrow as pa

from . import _kernel_phrases


def is_pattern(word: str) -> bool:
    """Whether `word` stands for more than itself.

    >>> is_pattern("libya*"), is_pattern("libya")
    (True, False)
    """
    return "*" in word or "?" in word


def matches(vocabulary: np.ndarray, words: Iterable[str]) -> np.ndarray:
    """A boolean for each word of `vocabulary`: is it one of `words`, plain or pattern? Case counts.

    >>> matches(["libya", "libyan", "nato"], ["libya*"])
    array([ True,  True, False])
    """
    words = set(words)
    plain = {word for word in words if not is_pattern(word)}
    found = np.fromiter(map(plain.__contains__, vocabulary), bool, len(vocabulary))
    found[_compared(vocabulary, sorted(words - plain))[0]] = True
    return found


def meanings(vocabulary: np.ndarray, words: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Which of `words`, distinct ones, mean word i of `vocabulary`: those with ``numbers[starts[i]:starts[i + 1]]``.

    >>> starts, numbers = meanings(["libya", "libyan", "nato"], ["libya*", "un", "libya"])
    >>> starts, numbers
    (array([0, 2, 3, 3]), array([0, 2, 0], dtype=int32))
    """
    words = list(words)
    plain = {word: number for number, word in enumerate(words) if not is_pattern(word)}
    patterns = [number for number, word in enumerate(words) if is_pattern(word)]
    equal = np.fromiter(map(plain.get, vocabulary, repeat(-1)), np.int64, len(vocabulary))
    alike, which = _compared(vocabulary, [words[number] for number in patterns])
    same = np.flatnonzero(equal >= 0)
    meant = np.concatenate([same, alike])
    numbers = np.concatenate([equal[same], np.array(patterns, np.int64)[which]])
    ordered = np.sort(meant * max(len(words), 1) + numbers)  # by word, then by number
    starts = np.zeros(len(vocabulary) + 1, np.int64)
    np.cumsum(np.bincount(meant, minlength=len(vocabulary)), out=starts[1:])
    return starts, (ordered % max(len(words), 1)).astype(np.int32)


def _compared(vocabulary, patterns):
    """Word numbers, ascending, and numbers among `patterns` of all pairs in which the pattern means the word."""
    if not patterns or not len(vocabulary):
        return np.empty(0, np.int32), np.empty(0, np.int32)
    spelled = [pattern.encode("utf-8", "surrogatepass") for pattern in patterns]
    heads, tails, middles = [], [], []
    for number, pattern in enumerate(spelled):
        pieces = re.split(rb"[*?]", pattern)
        longest = max(pieces, key=len)
        if pieces[0] or not longest:
            heads.append((pieces[0], number))
        elif pieces[-1]:
            tails.append((pieces[-1][::-1], number))
        else:
            middles.append((longest, number))
    words = pa.array(vocabulary, pa.large_string())
    _, offsets, letters = words.buffers()
    return _kernel_phrases.meanings(
        np.frombuffer(offsets, np.int64)[: len(words) + 1],
        np.frombuffer(letters, np.uint8) if letters and letters.size else np.frombuffer(b"\0", np.uint8),
        np.cumsum([0, *map(len, spelled)]),
        np.frombuffer(b"".join(spelled), np.uint8),
        _tree(heads),
        _tree(tails),
        _tree(middles),
    )


def _tree(literals):
    """The tree of pairs of a literal and the number of its pattern."""
    edges, ends = [{}], []
    for literal, number in literals:
        node = 0
        for letter in literal:
            if letter not in edges[node]:
                edges[node][letter] = len(edges)
                edges.append({})
            node = edges[node][letter]
        ends.append((node, number))
    used = sorted({letter for literal, _ in literals for letter in literal})
    symbols = np.full(256, -1, np.int32)
    symbols[used] = np.arange(len(used))
    children = np.zeros((len(edges), max(len(used), 1)), np.int32)
    for node, following in enumerate(edges):
        children[node, symbols[list(following)]] = list(following.values())
    nodes, numbers = np.array(sorted(ends), np.int64).reshape(-1, 2).T
    firsts = np.searchsorted(nodes, np.arange(len(edges) + 1))
    return _kernel_phrases.Letters(symbols, children, firsts, numbers.astype(np.int32))
