"""The compiled loops of the text room: words against patterns, and tokens against phrases.

Both walk a tree that is laid out in arrays. So the time depends on how long words and phrases are, and hardly on how
many patterns and phrases there are.
"""

from typing import NamedTuple

import numba
import numpy as np

STAR, QUESTION = ord("*"), ord("?")


class Letters(NamedTuple):
    """A tree of literal bytes; each pattern hangs at the node of its literal."""

    symbols: np.ndarray  # int32 of 256, for each byte its column in `children`, or -1
    children: np.ndarray  # int32 (nodes, symbols), the next node, or 0 for none
    firsts: np.ndarray  # int64 nodes + 1, where the patterns of a node begin in `patterns`
    patterns: np.ndarray  # int32


class Phrases(NamedTuple):
    """A tree of phrases; the step from a node to the next is a pattern of one word."""

    begins: np.ndarray  # int64 vocabulary + 1, where the nodes of a word begin in `begun`
    begun: np.ndarray  # int32, the nodes that the word leads to from the root
    words: np.ndarray  # int64 vocabulary + 1, where the patterns of a word begin in `meanings`
    meanings: np.ndarray  # int32, the patterns that mean the word and that follow another in a phrase, ascending
    edges: np.ndarray  # int64 nodes + 1, where the edges of a node begin
    labels: np.ndarray  # int32, the pattern of an edge, ascending within a node
    targets: np.ndarray  # int32, the node that an edge leads to
    depths: np.ndarray  # int32, for each node its number of words
    firsts: np.ndarray  # int64 nodes + 1, where the entries of a node begin in `entries`
    entries: np.ndarray  # int32, the phrases that end at the node, ascending


@numba.njit(nogil=True, cache=True)
def grown(array):
    """Twice the room, with what is in it."""
    larger = np.empty(2 * len(array), array.dtype)
    for i in range(len(array)):  # an assignment of slices would take two seconds to compile
        larger[i] = array[i]
    return larger


@numba.njit(nogil=True, cache=True)
def fits(word, pattern):
    """Whether the pattern means the word, both UTF-8; a star is tried with the shortest stretch first.

    >>> pattern = np.frombuffer(b"lib?a*", np.uint8)
    >>> fits(np.frombuffer(b"libyan", np.uint8), pattern), fits(np.frombuffer(b"liberia", np.uint8), pattern)
    (True, False)
    """
    at, place, star, resume = 0, 0, -1, 0
    while at < len(word):
        if place < len(pattern) and pattern[place] == STAR:
            star, resume = place, at
            place += 1
        elif place < len(pattern) and pattern[place] == QUESTION:
            at += 1
            while at < len(word) and (word[at] & 0xC0) == 0x80:  # the further bytes of the same character
                at += 1
            place += 1
        elif place < len(pattern) and pattern[place] == word[at]:
            at += 1
            place += 1
        elif star >= 0:
            resume += 1
            at, place = resume, star + 1
        else:
            return False
    while place < len(pattern) and pattern[place] == STAR:
        place += 1
    return place == len(pattern)


@numba.njit(nogil=True, cache=True)
def meanings(offsets, letters, starts, patterns, heads, tails, middles):
    """Which patterns mean which words: arrays of word numbers, ascending, and of pattern numbers.

    Words and patterns are UTF-8 in one array each. A pattern is looked for by a literal of its own in one of three
    trees: by how the word begins, by how it ends (a tree of reversed literals), or by what is anywhere in it.
    """
    found = np.empty(1024, np.int32), np.empty(1024, np.int32)
    words, means = found
    n = 0
    seen = np.full(len(starts) - 1, -1, np.int32)  # a literal may stand in a word twice
    for word in range(len(offsets) - 1):
        spelled = letters[offsets[word] : offsets[word + 1]]
        for start in range(-2, len(spelled)):
            # -2 is the walk from the end, -1 the one from the beginning, all others look for what is in the middle
            tree = tails if start == -2 else heads if start == -1 else middles
            if start >= 0 and tree.children.shape[0] == 1 and len(tree.patterns) == 0:
                break
            node = 0
            step = 0
            while True:
                for i in range(tree.firsts[node], tree.firsts[node + 1]):
                    pattern = tree.patterns[i]
                    if seen[pattern] != word and fits(spelled, patterns[starts[pattern] : starts[pattern + 1]]):
                        seen[pattern] = word
                        if n == len(words):
                            words, means = grown(words), grown(means)
                        words[n], means[n] = word, pattern
                        n += 1
                at = len(spelled) - 1 - step if start == -2 else step + max(start, 0)
                if at < 0 or at >= len(spelled):
                    break
                symbol = tree.symbols[spelled[at]]
                if symbol < 0:
                    break
                node = tree.children[node, symbol]
                if node == 0:
                    break
                step += 1
    return words[:n], means[:n]


@numba.njit(nogil=True, cache=True)
def walk(article, stop, start, offsets, codes, phrases, jump, starts, nodes):
    """Each phrase among the tokens: where it starts, and the node at which it ends; of one start the shorter first.

    With `jump` only those that do not overlap: from left to right, the longest of those that start together. Begins at
    token `start` of `article` and ends before the article `stop`, or where `starts` and `nodes` might not hold what the
    next token has; returns how many are found and the article and token to go on with.

    It is one function that makes no array anew, because Numba counts the references to each array that it hands over or
    binds, and the counting would take longer than the walk.
    """
    begins, begun, words, meanings, edges, labels, targets, depths, firsts, _ = phrases
    size = len(depths)
    frontier = np.empty(2 * size, np.int32)  # the nodes reached so far and, in the other half, the next ones
    n = 0
    while article < stop:
        last = offsets[article + 1]
        while start < last:
            first, end = begins[codes[start]], begins[codes[start] + 1]
            if first == end:
                start += 1
                continue
            if n + size > len(starts):
                return n, article, start
            here, half, before, at = end - first, 0, n, start + 1
            for i in range(here):
                frontier[i] = begun[first + i]
            while here > 0:
                for i in range(half, half + here):
                    if firsts[frontier[i]] < firsts[frontier[i] + 1]:
                        starts[n], nodes[n] = start, frontier[i]
                        n += 1
                if at == last:
                    break
                first, end = words[codes[at]], words[codes[at] + 1]
                if first == end:
                    break
                reached = size - half
                for i in range(half, half + here):
                    low, high = edges[frontier[i]], edges[frontier[i] + 1]
                    if high - low <= end - first:
                        for edge in range(low, high):
                            label, left, right = labels[edge], first, end
                            while left < right:
                                middle = (left + right) // 2
                                if meanings[middle] < label:
                                    left = middle + 1
                                else:
                                    right = middle
                            if left < end and meanings[left] == label:
                                frontier[reached] = targets[edge]
                                reached += 1
                    else:
                        for meaning in range(first, end):
                            label, left, right = meanings[meaning], low, high
                            while left < right:
                                middle = (left + right) // 2
                                if labels[middle] < label:
                                    left = middle + 1
                                else:
                                    right = middle
                            if left < high and labels[left] == label:
                                frontier[reached] = targets[left]
                                reached += 1
                half = size - half
                here = reached - half
                at += 1
            if jump and n > before:
                starts[before], nodes[before] = starts[n - 1], nodes[n - 1]
                start += depths[nodes[before]]
                n = before + 1
            else:
                start += 1
        article += 1
    return n, article, start


@numba.njit(nogil=True, cache=True)
def largest(starts, nodes, phrases, keys, n_keys, across):
    """Start, length and entry of what `walk` found and lies in no longer phrase of its key or, if `across`, of any.

    `keys` has the key of each entry. Of entries of one key that mean the same tokens the first counts. The answer is in
    the order of starts, then of keys.
    """
    kept, lengths, entries = np.empty(1024, np.int64), np.empty(1024, np.int32), np.empty(1024, np.int32)
    n = 0
    reach = np.zeros(n_keys, np.int64)  # where the phrase of each key that goes farthest ends, among those begun so far
    farthest = 0
    first = 0
    while first < len(starts):
        start, end = starts[first], first
        while end < len(starts) and starts[end] == start:
            end += 1
        before, longest = n, phrases.depths[nodes[end - 1]]
        for match in range(end - 1, first - 1, -1):
            node = nodes[match]
            length = phrases.depths[node]
            if across and (length < longest or start + length <= farthest):
                break
            for i in range(phrases.firsts[node], phrases.firsts[node + 1]):
                entry = phrases.entries[i]
                if start + length <= reach[keys[entry]]:
                    for row in range(before, n):  # the same tokens by another pattern of the key
                        if keys[entries[row]] == keys[entry] and lengths[row] == length:
                            entries[row] = min(entries[row], entry)
                    continue
                reach[keys[entry]] = start + length
                if n == len(kept):
                    kept, lengths, entries = grown(kept), grown(lengths), grown(entries)
                place = n
                while place > before and keys[entries[place - 1]] > keys[entry]:
                    lengths[place], entries[place] = lengths[place - 1], entries[place - 1]
                    place -= 1
                kept[n], lengths[place], entries[place] = start, length, entry
                n += 1
        farthest = max(farthest, start + longest)
        first = end
    return kept[:n], lengths[:n], entries[:n]
