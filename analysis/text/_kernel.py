"""The compiled loops of the tokenizer: every stretch between spaces is looked up once, every token written once.

A text is walked from space to space, and each stretch of bytes is looked up in a hash table: a new one gets the next
number. What costs time, cutting by rules and naming, is done once for each distinct stretch, which is a small part of a
corpus; what is left to do for every byte is this walk.

Two things make it fast. Eight bytes are read at once, and the first space among them is found by arithmetic
(Mycroft's test for a small byte). And a stretch of up to sixteen bytes is its own key, so that two numbers are
compared and no text.

The table has open addressing with linear probing (Knuth 1998, *The Art of Computer Programming* 3, 6.4). Numbers are
given in the order of first appearance, so they do not depend on the hash.
"""

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

SPACE = 32  # bytes up to this one are the white space and control characters of ASCII
POINT = ord(".")
PADDING = 8  # bytes behind the text that are read along with it, and not used
SMALLEST = 1 << 13  # slots of an empty table: a power of two
MOST_NEW = 16  # a stretch adds no more to the table: itself, and once each of the signs beside it

ONES = np.uint64(0x0101010101010101)
HIGHS = np.uint64(0x8080808080808080)
SMALL = np.uint64(SPACE + 1) * ONES
MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio (Knuth 6.4): spreads keys over the slots
HIGHEST, SHORT = np.uint64(0x80), np.uint64(0xFF)  # the lowest byte's highest bit, and the lowest byte
ZERO, ONE, SEVEN, EIGHT, HALF, TOP = map(np.uint64, (0, 1, 7, 8, 32, 56))

# What becomes of the signs at the ends of a stretch.
DROPPED, APART, KEPT = range(3)

# Signs that never join what they stand beside at the end or the beginning of a stretch.
CLOSING = np.isin(np.arange(256), list(b",;:!?\"')]}"))
OPENING = np.isin(np.arange(256), list(b"\"'([{"))
BESIDE = CLOSING | OPENING | (np.arange(256) == POINT)


def gathered(data: np.ndarray, starts: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pieces ``data[starts[i]:ends[i]]`` one after the other, and where each begins.

    Each is followed by a space, so that `stretches` takes them apart again, and the last by `PADDING` more.

    >>> data, offsets = gathered(np.frombuffer(b"abcd", np.uint8), np.array([0, 3]), np.array([2, 4]))
    >>> bytes(data).rstrip(), offsets.tolist()
    (b'ab d', [0, 3, 5])
    """
    offsets = np.concatenate([[0], np.cumsum(ends - starts + 1)])
    copy = np.full(offsets[-1] + PADDING, SPACE, np.uint8)
    _copy(data, starts, ends, copy)
    return copy, offsets


@numba.njit(nogil=True, cache=True)
def _copy(data, starts, ends, copy):
    at = 0
    for i in range(len(starts)):
        length = ends[i] - starts[i]
        copy[at : at + length] = data[starts[i] : ends[i]]
        at += length + 1


def stretches(data: np.ndarray, offsets: np.ndarray, signs: int) -> tuple[np.ndarray, ...]:
    """Number the stretches between spaces in each article.

    Signs at the ends of a stretch that never belong to a word are not part of it, so that "Libya," is no other stretch
    than "Libya"; unless they are `KEPT`, which numbers pieces as they were cut before.

    Parameters
    ----------
    data : uint8 array
        The articles in UTF-8, and behind the last `PADDING` bytes more, whatever they are.
    offsets : int64 array of articles + 1
        Where in `data` each article begins, and the last ends.
    signs : DROPPED, APART or KEPT
        Whether those signs are left out, are stretches of their own, or stay where they are.

    Returns
    -------
    numbers : int32 array
        The number of each stretch, in order.
    lengths : int64 array, one per article
        How many stretches it has.
    starts, ends : int64 arrays, one per number
        Where in `data` the stretch first stood.

    Examples
    --------
    >>> data, offsets = gathered(np.frombuffer(b"(NATO,Libya)", np.uint8), np.array([0, 6]), np.array([6, 12]))
    >>> [found.tolist() for found in stretches(data, offsets, DROPPED)]
    [[0, 1], [1, 1], [1, 7], [5, 12]]
    """
    # Allocated by numpy, which asks for large pages; what is never touched takes no memory.
    numbers = np.empty((offsets[-1] - offsets[0] + len(offsets)) // (1 if signs == APART else 2) + 1, np.int32)
    written, lengths, starts, ends = _number(data, offsets, signs, numbers)
    return numbers[:written], lengths, starts, ends


@numba.njit(nogil=True, cache=True)
def _number(data, offsets, signs, numbers):
    """Do what `stretches` says: let `_walk` go on with larger tables until it is through."""
    table = np.zeros(SMALLEST, np.int32)  # number + 1; 0 is a free slot
    keys = np.empty((SMALLEST // 2, 2), np.uint64)  # of each number
    places = np.empty((SMALLEST // 2, 2), np.int64)  # where it starts and where it ends
    lengths = np.zeros(len(offsets) - 1, np.int64)
    article, at, distinct, written = 0, offsets[0], 0, 0
    while True:
        article, at, distinct, written = _walk(
            data, offsets, signs, table, keys, places, numbers, lengths, article, at, distinct, written
        )
        if article == len(lengths):
            break
        table, keys, places = _doubled(table, keys, places)
    return written, lengths, places[:distinct, 0].copy(), places[:distinct, 1].copy()


@numba.njit(nogil=True, cache=True)
def _walk(data, offsets, signs, table, keys, places, numbers, lengths, article, at, distinct, written):
    """Number stretches from `at` in `article` on, until all are done or the table is half full; return where it stands.

    The loop is a function of its own because arrays that are exchanged inside a loop cost a count of references in
    every turn, which here took longer than all the rest.
    """
    while article < len(lengths):
        stop = offsets[article + 1]
        before = written
        while 2 * (distinct + MOST_NEW) <= len(table):
            while at < stop and data[at] <= SPACE:
                at += 1
            if at >= stop:
                break
            begin = at
            key, more = _eight(data, at), ZERO
            spaces = _spaces(key)
            if spaces:
                head = ((spaces & (~spaces + ONE)) >> SEVEN) - ONE  # all bits of the bytes before the first space
                at += np.int64(((head & ONES) * ONES) >> TOP)  # how many these are
                key &= head
            else:
                at = _space(data, at + 8, stop)
            if at - begin >= 8 or at > stop:
                at = min(at, stop)  # the next article may go on without a space
                key, more = _keys(data, begin, at)
            start, end, word_start, word_end = begin, at, begin, at
            if (BESIDE[data[begin]] or BESIDE[data[at - 1]]) and signs != KEPT:
                word_start, word_end = _without_signs(data, begin, at)
                start, end = (begin, begin + 1) if signs == APART and begin < word_start else (word_start, word_end)
                key, more = _keys(data, start, end)
            while True:
                slot = _home(key, more, len(table))
                number = table[slot] - 1
                while number >= 0 and not (
                    keys[number, 0] == key
                    and keys[number, 1] == more
                    and (key & SHORT or _same(data, places[number, 0], places[number, 1], start, end))
                ):
                    slot = (slot + 1) & (len(table) - 1)
                    number = table[slot] - 1
                if number < 0:
                    number = distinct
                    distinct += 1
                    table[slot] = distinct
                    keys[number, 0], keys[number, 1] = key, more
                    places[number, 0], places[number, 1] = start, end
                numbers[written] = number
                written += 1
                if signs != APART or end == at:
                    break
                start, end = end, (word_end if end == word_start else end + 1)
                key, more = _keys(data, start, end)
        lengths[article] += written - before
        if at < stop:
            break
        article += 1
    return article, at, distinct, written


@intrinsic
def _eight(context, data, at):
    """The eight bytes from `at` on as one number, the first of them lowest.

    Numba reads arrays only at multiples of their items' size; this says to LLVM what C says by memcpy.
    """

    def generate(context, builder, signature, arguments):
        array = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = builder.gep(array.data, [arguments[1]])
        number = builder.load(builder.bitcast(place, ir.IntType(64).as_pointer()))
        number.align = 1
        return number

    return types.uint64(data, types.int64), generate


@numba.njit(nogil=True, cache=True, inline="always")
def _spaces(eight):
    """A number whose lowest bit is the highest of the first byte up to SPACE; 0 if none of the eight is."""
    return (eight - SMALL) & ~eight & HIGHS


@numba.njit(nogil=True, cache=True)
def _space(data, at, stop):
    """Where the first space at or after `at` is; a place at or behind `stop` where there is none before it."""
    while at < stop:
        spaces = _spaces(_eight(data, at))
        if spaces:
            while not spaces & HIGHEST:
                spaces >>= EIGHT
                at += 1
            break
        at += 8
    return at


@numba.njit(nogil=True, cache=True)
def _without_signs(data, start, end):
    """The stretch without the signs at its ends that never belong to a word; at least one byte is left.

    A sign beside a byte that is not ASCII stays, because marks and Hebrew letters can hold on to it. The point in
    "Libya." ends a sentence, but that in "U.S." may not: it goes only where there is no other.
    """
    while start + 1 < end and OPENING[data[start]] and data[start + 1] < 0x80:
        start += 1
    while start + 1 < end and BESIDE[data[end - 1]] and data[end - 2] < 0x80:
        if data[end - 1] == POINT:
            for at in range(start, end - 1):
                if data[at] == POINT:
                    return start, end
        elif not CLOSING[data[end - 1]]:
            break
        end -= 1
    return start, end


@numba.njit(nogil=True, cache=True)
def without_signs(data, starts, ends):
    """Take from each stretch the signs that `stretches` takes off, in place.

    >>> data, starts, ends = np.frombuffer(b"(NATO), Libya.  ", np.uint8), np.array([0, 8]), np.array([7, 14])
    >>> without_signs(data, starts, ends)
    >>> starts.tolist(), ends.tolist()
    ([1, 8], [5, 13])
    """
    for i in range(len(starts)):
        starts[i], ends[i] = _without_signs(data, starts[i], ends[i])


@numba.njit(nogil=True, cache=True)
def _keys(data, start, end):
    """The two keys of a stretch.

    Up to sixteen bytes are the keys themselves. A longer stretch has a hash for its first key, whose lowest byte is 0;
    that of a short one never is.
    """
    length = end - start
    key, more = _eight(data, start), ZERO
    if length < 8:
        key &= _bytes(length)
    elif length > 8:
        more = _eight(data, start + 8)
        if length < 16:
            more &= _bytes(length - 8)
        elif length > 16:
            for at in range(start + 16, end, 8):
                eight = _eight(data, at)
                if end - at < 8:
                    eight &= _bytes(end - at)
                key = ((key ^ (key >> HALF)) * MIX) ^ eight
            key = (key * MIX) & ~SHORT
    return key, more


@numba.njit(nogil=True, cache=True)
def _bytes(n):
    """All bits of the lowest n bytes, n below 8."""
    return (ONE << (np.uint64(n) * EIGHT)) - ONE


@numba.njit(nogil=True, cache=True, inline="always")
def _home(key, more, slots):
    """The slot at which the search for a stretch begins."""
    mixed = (key ^ (more * MIX) ^ (key >> HALF)) * MIX
    return np.int64((mixed >> HALF) & np.uint64(slots - 1))


@numba.njit(nogil=True, cache=True)
def _same(data, known_start, known_end, start, end):
    """Whether two stretches are the same bytes."""
    if known_end - known_start != end - start:
        return False
    k = 0
    while k < end - start and data[known_start + k] == data[start + k]:
        k += 1
    return k == end - start


@numba.njit(nogil=True, cache=True)
def _doubled(table, keys, places):
    larger = np.zeros(2 * len(table), np.int32)
    for i in range(len(table)):
        if table[i]:
            number = table[i] - 1
            slot = _home(keys[number, 0], keys[number, 1], len(larger))
            while larger[slot]:
                slot = (slot + 1) & (len(larger) - 1)
            larger[slot] = table[i]
    more_keys = np.empty((2 * len(keys), 2), keys.dtype)
    more_places = np.empty((2 * len(places), 2), places.dtype)
    for number in range(len(keys)):
        for k in range(2):
            more_keys[number, k] = keys[number, k]
            more_places[number, k] = places[number, k]
    return larger, more_keys, more_places


@numba.njit(nogil=True, cache=True)
def totals(numbers, lengths, firsts, lasts):
    """How many codes each article has, when the stretches of number i come to lasts[i] - firsts[i]."""
    sums = np.zeros(len(lengths), np.int64)
    at = 0
    for article in range(len(lengths)):
        for number in numbers[at : at + lengths[article]]:
            sums[article] += lasts[number] - firsts[number]
        at += lengths[article]
    return sums


@numba.njit(nogil=True, cache=True)
def expand(numbers, single, firsts, lasts, codes, written):
    """Write the codes of each stretch in order: those of number i are ``codes[firsts[i]:lasts[i]]``.

    Nearly every stretch is one word; `single` has its code, and -1 for a stretch of none or of more.
    """
    at = 0
    for number in numbers:
        if single[number] >= 0:
            written[at] = single[number]
            at += 1
        else:
            for k in range(firsts[number], lasts[number]):
                written[at] = codes[k]
                at += 1


@numba.njit(nogil=True, cache=True)
def limits(data, offsets):
    """Where the stretches between spaces start and end; those of article i from first[i] up to first[i + 1].

    >>> [found.tolist() for found in limits(np.frombuffer(b"no war  peace", np.uint8), np.array([0, 8, 13]))]
    [[0, 2, 3], [0, 3, 8], [2, 6, 13]]
    """
    n = len(offsets) - 1
    first = np.zeros(n + 1, np.int64)
    most = (offsets[n] - offsets[0] + n) // 2 + 1
    starts, ends = np.empty(most, np.int64), np.empty(most, np.int64)
    found = 0
    for article in range(n):
        at, stop = offsets[article], offsets[article + 1]
        while at < stop:
            start = at
            while at < stop and data[at] > SPACE:
                at += 1
            if at > start:
                starts[found], ends[found] = start, at
                found += 1
            at += 1
        first[article + 1] = found
    return first, starts[:found].copy(), ends[:found].copy()


@numba.njit(nogil=True, cache=True)
def to_characters(data, offsets, until, starts, ends):
    """Turn places in the bytes of all articles into characters of each; places are in order, and do not overlap.

    >>> data, starts, ends = np.frombuffer("né à".encode(), np.uint8), np.array([0, 4]), np.array([3, 6])
    >>> to_characters(data, np.array([0, 6]), np.array([0, 2]), starts, ends)
    >>> starts.tolist(), ends.tolist()
    ([0, 3], [2, 4])
    """
    for article in range(len(offsets) - 1):
        at, characters = offsets[article], 0
        for i in range(until[article], until[article + 1]):
            while at < starts[i]:
                characters += (data[at] & 0xC0) != 0x80
                at += 1
            starts[i] = characters
            while at < ends[i]:
                characters += (data[at] & 0xC0) != 0x80
                at += 1
            ends[i] = characters
