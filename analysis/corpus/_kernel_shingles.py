"""The compiled walk from the UTF-8 bytes of articles to hashes: of a text, of its shingles, of its sentences.

A *word* is a run of letters, marks and digits; a character of a script that is written without spaces is a word of its
own. A *shingle* is so many words in a row (Broder 1997), one 64-bit hash. No word becomes a Python object.

Hashes are fixed: no seed is drawn, and the same text has the same ones on every machine. Two of n different shingles
have the same hash with a probability of about n^2 / 2^65, one in a million for six million of them.
"""

import numba
import numpy as np

# What a character is to the walk.
SPACE, LINE, BREAK, STOP, FULL_STOP, LETTER, ALONE = range(7)

FNV_BASIS, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)  # Fowler, Noll and Vo, 64 bits
MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio (Knuth 1998, 6.4)
HALF = np.uint64(32)
SHORTEST = 3  # words of a sentence; less, such as "Mr." or "No.", is joined to what follows


@numba.njit(nogil=True, cache=True, inline="always")
def _character(data, at):
    """The code point at a place of UTF-8, and how many bytes it takes."""
    byte = np.uint32(data[at])
    if byte < 0x80:
        return byte, 1
    if byte < 0xE0:
        return (byte & np.uint32(0x1F)) << np.uint32(6) | np.uint32(data[at + 1] & 0x3F), 2
    if byte < 0xF0:
        high = (byte & np.uint32(0x0F)) << np.uint32(6) | np.uint32(data[at + 1] & 0x3F)
        return high << np.uint32(6) | np.uint32(data[at + 2] & 0x3F), 3
    high = (byte & np.uint32(0x07)) << np.uint32(6) | np.uint32(data[at + 1] & 0x3F)
    high = high << np.uint32(6) | np.uint32(data[at + 2] & 0x3F)
    return high << np.uint32(6) | np.uint32(data[at + 3] & 0x3F), 4


@numba.njit(nogil=True, cache=True, inline="always")
def _joined(key, word):
    """The hash of what `key` stands for, followed by `word`."""
    key = (key ^ word) * MIX
    return key ^ (key >> HALF)


@numba.njit(nogil=True, cache=True)
def _words(data, start, stop, kinds, words, ends):
    """Write the hash of each word of a text, and whether a sentence ends behind it; return how many words there are."""
    n, key, inside, stopped = 0, FNV_BASIS, False, False
    at = start
    while at < stop:
        point, width = _character(data, at)
        at += width
        kind = kinds[point] if point < len(kinds) else ALONE
        if kind == LETTER:
            key = (key ^ np.uint64(point)) * FNV_PRIME
            inside, stopped = True, False
            continue
        if inside:
            words[n], ends[n] = key, False
            n += 1
            key, inside = FNV_BASIS, False
        if kind == ALONE:
            words[n], ends[n] = (FNV_BASIS ^ np.uint64(point)) * FNV_PRIME, False
            n += 1
            stopped = False
        elif kind == STOP:
            stopped = True
        elif n and (kind in (LINE, FULL_STOP) or (kind == SPACE and stopped)):
            ends[n - 1] = True
    if inside:
        words[n], ends[n] = key, False
        n += 1
    return n


@numba.njit(nogil=True, cache=True)
def _room(offsets, first, last):
    """Room for the words of one text and their ends, for the hashes of all texts, and for the number of each text."""
    longest = 0
    for i in range(first, last):
        longest = max(longest, offsets[i + 1] - offsets[i])
    hashes, sizes = np.empty(offsets[last] - offsets[first], np.uint64), np.zeros(last - first, np.int64)
    return np.empty(longest, np.uint64), np.empty(longest, np.bool_), hashes, sizes


@numba.njit(nogil=True, cache=True)
def shingles(data, offsets, first, last, kinds, length):
    """The sets of shingles of the texts from `first` to `last`, each sorted, and the size of each set.

    A text of fewer words than `length` has one shingle, all its words; one without words has none.
    """
    words, ends, hashes, sizes = _room(offsets, first, last)
    written = 0
    for i in range(first, last):
        n = _words(data, offsets[i], offsets[i + 1], kinds, words, ends)
        if n == 0:
            continue
        reach = min(n, length)
        found = hashes[written : written + n - reach + 1]
        for k in range(len(found)):
            key = FNV_BASIS
            for word in words[k : k + reach]:
                key = _joined(key, word)
            found[k] = key
        found.sort()
        size = 1
        for k in range(1, len(found)):
            if found[k] != found[size - 1]:
                found[size] = found[k]
                size += 1
        sizes[i - first] = size
        written += size
    return hashes[:written].copy(), sizes


@numba.njit(nogil=True, cache=True)
def sentences(data, offsets, first, last, kinds):
    """The hashes of the sentences of the texts from `first` to `last`, each text's sorted, and how many each has."""
    words, ends, hashes, sizes = _room(offsets, first, last)
    written = 0
    for i in range(first, last):
        n = _words(data, offsets[i], offsets[i + 1], kinds, words, ends)
        before, key, long = written, FNV_BASIS, 0
        for k in range(n):
            key = _joined(key, words[k])
            long += 1
            if k == n - 1 or (ends[k] and long >= SHORTEST):
                hashes[written] = key
                written += 1
                key, long = FNV_BASIS, 0
        hashes[before:written].sort()
        sizes[i - first] = written - before
    return hashes[:written].copy(), sizes


@numba.njit(nogil=True, cache=True)
def identities(data, offsets, first, last, kinds, keys):
    """Write a hash of 128 bits for each text, the same for texts that differ in white space only; 0, 0 for a blank."""
    for i in range(first, last):
        one, other = FNV_BASIS, MIX
        blank, space = True, False
        at = offsets[i]
        while at < offsets[i + 1]:
            point, width = _character(data, at)
            at += width
            if point < len(kinds) and kinds[point] <= LINE:
                space = True
                continue
            if space and not blank:
                one, other = (one ^ np.uint64(SPACE + 32)) * FNV_PRIME, _joined(other, np.uint64(SPACE + 32))
            one, other = (one ^ np.uint64(point)) * FNV_PRIME, _joined(other, np.uint64(point))
            blank = space = False
        keys[i, 0], keys[i, 1] = (np.uint64(0), np.uint64(0)) if blank else (one, other)
