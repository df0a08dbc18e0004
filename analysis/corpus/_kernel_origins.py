"""The compiled loops that find, for each article, the earlier one that it is a copy of: an exact join of sets.

Only shingles that two articles share can make them similar, so all others are set aside first, by two bits for each
hash: seen once, seen again. An article that has less than the share t of its shingles left is similar to none at t, and
is set aside whole. The others are joined by the prefix filter (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and
Srikant 2007): two sets with a Jaccard similarity of at least t share one of the first size - ceil(t size) + 1 shingles
of each, in whatever order of shingles; in the order from rare to frequent these are hardly ever shared by chance.
"""

import math

import numba
import numpy as np

ONE, SIX, LOW = np.uint64(1), np.uint64(6), np.uint64(63)
TINY = (
    1e-6  # what a bound is loosened by, so that its rounding never shuts out a pair; the pair itself is judged exactly
)


@numba.njit(nogil=True, cache=True)
def mark(hashes, shift, once, again):
    """Set the bit of each hash in `once`, and where it was set already, in `again`."""
    for value in hashes:
        slot = value >> shift
        place, bit = slot >> SIX, ONE << (slot & LOW)
        if once[place] & bit:
            again[place] |= bit
        else:
            once[place] |= bit


@numba.njit(nogil=True, cache=True)
def keep(hashes, counts, sizes, least, shift, again):
    """The hashes of each set whose bit is set in `again`, and how many these are; none where they are too few.

    The sets, of which `counts` hashes are here, had `sizes` in the beginning; the share `least` of that is enough.
    """
    kept, new = np.empty_like(hashes), np.zeros_like(counts)
    at, written = 0, 0
    for i in range(len(counts)):
        before = written
        for value in hashes[at : at + counts[i]]:
            slot = value >> shift
            if again[slot >> SIX] & (ONE << (slot & LOW)):
                kept[written] = value
                written += 1
        if written - before < least * sizes[i] - TINY:
            written = before
        new[i] = written - before
        at += counts[i]
    return kept[:written].copy(), new


@numba.njit(nogil=True, cache=True)
def numbered(hashes, values, shift, first, numbers):
    """The number of each hash, which is ``numbers[k]`` for ``values[k]``.

    `values` is sorted; those whose highest bits, all above `shift`, are b begin at ``first[b]``.
    """
    found = np.empty(len(hashes), np.int32)
    for i in range(len(hashes)):
        k = first[hashes[i] >> shift]
        while values[k] != hashes[i]:
            k += 1
        found[i] = numbers[k]
    return found


@numba.njit(nogil=True, cache=True)
def sort_each(ids, until):
    """Sort ``ids[until[i]:until[i + 1]]`` of each i, in place."""
    for i in range(len(until) - 1):
        ids[until[i] : until[i + 1]].sort()


@numba.njit(nogil=True, cache=True)
def _overlap(ids, one, one_end, other, other_end, least):
    """How many ids two sorted stretches share; -1 as soon as it is clear that they are fewer than `least`."""
    shared = 0
    while one < one_end and other < other_end:
        if shared + min(one_end - one, other_end - other) < least:
            return -1
        if ids[one] == ids[other]:
            shared += 1
            one += 1
            other += 1
        elif ids[one] < ids[other]:
            one += 1
        else:
            other += 1
    return shared


@numba.njit(nogil=True, cache=True)
def _reach(size, begin, end, share):
    """Where those ids of a set end, one of which each set holds that holds the share of its members.

    The set has `size` members; those that are not among ``ids[begin:end]`` are its own, and rarer than these.
    """
    prefix = size - math.ceil(share * size - TINY) + 1
    own = size - (end - begin)
    return begin + min(max(prefix - own, 0), end - begin)


@numba.njit(nogil=True, cache=True)
def _enter(x, ids, begin, reach, heads, following, owners, used):
    """Put article x at the head of the lists of ``ids[begin:reach]``."""
    for k in range(begin, reach):
        entry = used[0]
        following[entry], owners[entry] = heads[ids[k]], x
        heads[ids[k]] = entry
        used[0] += 1


@numba.njit(nogil=True, cache=True)
def origins(first, last, ids, until, sizes, similarity, heads, following, owners, used, seen, found, shares):
    """Go through the articles from `first` to `last`, which stand in the order of time, and write of each its origin.

    An article becomes a copy of the most similar of the earlier origins that it is similar enough to, of equally
    similar ones the earliest; if there is none, it is an origin itself. Only origins are looked up later, so that ten
    thousand copies of one text are ten thousand comparisons.

    Parameters
    ----------
    ids, until : arrays
        The shingles of article i that other articles have, too, are ``ids[until[i]:until[i + 1]]``, sorted, numbered
        from rare to frequent.
    sizes : array
        How many shingles each article has, those of its own included.
    heads, following, owners, used, seen : arrays
        What is known of the origins so far: for each shingle the first entry of its list, for each entry the next one
        and its article; how many entries there are; of each article, for whom it was last compared. They start as -1.
    found, shares : arrays
        Written: the origin of each article, and its similarity to it.
    """
    for x in range(first, last):
        size, begin, end = sizes[x], until[x], until[x + 1]
        reach = _reach(size, begin, end, similarity)
        best, best_shared, best_union = x, 0, 1
        for k in range(begin, reach):
            entry = heads[ids[k]]
            while entry >= 0:
                y = owners[entry]
                entry = following[entry]
                if seen[y] == x or min(size, sizes[y]) < similarity * max(size, sizes[y]) - TINY:
                    continue
                seen[y] = x
                both = size + sizes[y]
                least = math.ceil(similarity / (1 + similarity) * both - TINY)
                shared = _overlap(ids, begin, end, until[y], until[y + 1], least)
                union = both - shared
                if shared < 0 or shared / union < similarity:
                    continue
                more = shared * best_union - best_shared * union
                if more > 0 or (more == 0 and y < best):
                    best, best_shared, best_union = y, shared, union
        found[x] = best
        if best != x:
            shares[x] = best_shared / best_union
            continue
        shares[x] = 1.0
        _enter(x, ids, begin, reach, heads, following, owners, used)


@numba.njit(nogil=True, cache=True)
def enter(chosen, ids, until, sizes, least, heads, following, owners, used):
    """Enter the chosen articles in the lists of those shingles one of which a set holds that holds `least` of them."""
    for x in chosen:
        reach = _reach(sizes[x], until[x], until[x + 1], least)
        _enter(x, ids, until[x], reach, heads, following, owners, used)


@numba.njit(nogil=True, cache=True)
def containers(chosen, ids, until, sizes, least, heads, following, owners, seen, found, most):
    """Go through the chosen articles, and write of each article that stands in one of them where it stands most.

    An article can stand in a larger one, or in an earlier one of its size. `found` starts as -1: nowhere; `most` is how
    many of its shingles stand there, of equally many articles the one that comes first.
    """
    for y in chosen:
        for k in range(until[y], until[y + 1]):
            entry = heads[ids[k]]
            while entry >= 0:
                x = owners[entry]
                entry = following[entry]
                if seen[x] == y or sizes[x] > sizes[y] or (sizes[x] == sizes[y] and x <= y):
                    continue
                seen[x] = y
                enough = max(math.ceil(least * sizes[x] - TINY), most[x] + 1)
                shared = _overlap(ids, until[x], until[x + 1], until[y], until[y + 1], enough)
                if shared > most[x] and shared / sizes[x] >= least:
                    found[x], most[x] = y, shared


@numba.njit(nogil=True, cache=True)
def standing(hashes, until, copies, sources, shares):
    """Write which share of the hashes of each copy stands among those of its source; repeats count each time."""
    for i in range(len(copies)):
        at, stop = until[sources[i]], until[sources[i] + 1]
        first, last = until[copies[i]], until[copies[i] + 1]
        there = 0
        for value in hashes[first:last]:
            while at < stop and hashes[at] < value:
                at += 1
            if at < stop and hashes[at] == value:
                there += 1
        shares[i] = there / (last - first) if last > first else np.nan
