"""Comparing each row of a sparse matrix with the others, compiled.

What a pair shares is added up over the columns in their order, so that no order of rows, number of threads or size of a
block changes a bit of it, and a pair has the same value whichever of the two comes first. Rows are compared with one
block of rows at a time, small enough for its sums to stay in the nearest cache; columns in which a large part of the
block stands are walked whole, which a processor does many at a time, the others by their entries.
"""

import numba
import numpy as np

PRODUCT, OVERLAP, DIVERGENCE = 0, 1, 2  # what two entries of a column share
COSINE, JACCARD, DICE, CORRELATION, EUCLIDEAN, MANHATTAN = 0, 1, 2, 3, 4, 5  # what is made of the sums
SLACK = 1e-9  # of the cheap test before the exact one: far more than rounding makes, too little to pass many
GROUP = 64  # rows that the cheap test looks at together


@numba.njit(nogil=True, cache=True)
def _common(sharing, x, y):
    """What two entries share: their product, twice their overlap, or twice what the divergence leaves of them."""
    if sharing == PRODUCT:
        return x * y
    if sharing == OVERLAP:
        return abs(x) + abs(y) - abs(x - y)
    return x * np.log2(1 + y / x) + y * np.log2(1 + x / y)


@numba.njit(nogil=True, cache=True)
def with_itself(sharing, begins, data):
    """What each row shares with itself, added up as `_share` does it; and the sum of each row.

    >>> with_itself(PRODUCT, np.array([0, 2]), np.array([3.0, 4.0]))
    (array([25.]), array([7.]))
    """
    rows = len(begins) - 1
    own, sums = np.zeros(rows), np.zeros(rows)
    for row in range(rows):
        for at in range(begins[row], begins[row + 1]):
            own[row] += _common(sharing, data[at], data[at])
            sums[row] += data[at]
    return own, sums


@numba.njit(nogil=True, cache=True)
def _share(sharing, columns, data, first, last, starts, others, values, slab_of, slabs, shared):
    """Add to `shared` what a row (entries first..last) shares with each row of a block.

    The entries of column c in the block are those from ``starts[c]`` up to ``starts[c + 1]``, or the whole row
    ``slab_of[c]`` of `slabs`, if that is not negative.
    """
    for at in range(first, last):
        column, value = columns[at], data[at]
        slab = slab_of[column]
        if slab >= 0:
            for other in range(len(shared)):
                shared[other] += value * slabs[slab, other]
        elif sharing == PRODUCT:
            for entry in range(starts[column], starts[column + 1]):
                shared[others[entry]] += value * values[entry]
        else:
            for entry in range(starts[column], starts[column + 1]):
                shared[others[entry]] += _common(sharing, value, values[entry])


@numba.njit(nogil=True, cache=True)
def _score(form, shared, own, sums, spread, row, other, columns):
    """The similarity of two rows, or their distance with a minus, so that the larger is always the nearer."""
    if own[row] == 0 or own[other] == 0:
        return np.nan
    both = own[row] + own[other]
    if form == COSINE:
        return min(1.0, max(-1.0, shared / np.sqrt(own[row] * own[other])))
    if form == JACCARD:
        return shared / (both - shared)
    if form == DICE:
        return 2 * shared / both
    if form == EUCLIDEAN:
        return -np.sqrt(max(0.0, both - 2 * shared))
    if form == MANHATTAN:
        return -max(0.0, both / 2 - shared)
    if spread[row] <= 0 or spread[other] <= 0:
        return np.nan
    covered = columns * shared - sums[row] * sums[other]
    return min(1.0, max(-1.0, covered / np.sqrt(spread[row] * spread[other])))


@numba.njit(nogil=True, cache=True)
def _asked(form, score, own, sums, spread, row, columns, largest):
    """How much another row must share to reach a score, and a hair less: ``a * size + b * sums + c``, as (a, b, c).

    `size` is the root of `own` for cosines, the root of `spread` for correlations, else `own`; `largest` is the largest
    of all `sums`, whatever its sign.
    """
    a, b, c = 0.5, 0.0, 0.0
    if form == COSINE:
        a = score * np.sqrt(own[row])
    elif form == JACCARD:
        a = score / (1 + score)
        c = a * own[row]
    elif form == DICE:
        a = score / 2
        c = a * own[row]
    elif form == EUCLIDEAN:
        c = (own[row] - score * score) / 2
    elif form == MANHATTAN:
        c = own[row] / 2 + score
    else:
        a = score * np.sqrt(max(0.0, spread[row])) / columns
        b = sums[row] / columns
    return a - SLACK * abs(a), b, c - SLACK * (abs(c) + own[row] + abs(b) * largest)


@numba.njit(nogil=True, cache=True)
def nearest(
    sharing, form, begins, columns, data, own, sums, spread, size, largest, first, last,
    start, starts, others, values, slab_of, slabs, scores, found,
):  # fmt: skip
    """Bring the nearest rows of a block, which begins at row `start`, into the lists of the rows first..last.

    Parameters
    ----------
    scores : float64 array, rows x n
        The scores of each row's nearest so far, falling; minus infinity where there is none yet.
    found : int32 array, rows x n
        Which rows these are. Of equal ones the first come first, if blocks are given in order.
    """
    width, n, terms = slabs.shape[1], scores.shape[1], len(starts) - 1
    shared = np.zeros(width, values.dtype)
    for row in range(first, last):
        if own[row] == 0:
            continue
        _share(sharing, columns, data, begins[row], begins[row + 1], starts, others, values, slab_of, slabs, shared)
        full = scores[row, n - 1] > -np.inf
        a, b, c = _asked(form, scores[row, n - 1], own, sums, spread, row, terms, largest) if full else (0.0, 0.0, 0.0)
        for group in range(0, width, GROUP):
            end = min(group + GROUP, width)
            if full:
                promising = 0  # counted, not looked for: many at once, without a branch
                for i in range(group, end):
                    promising += shared[i] >= a * size[start + i] + b * sums[start + i] + c
                if promising == 0:
                    continue
            for i in range(group, end):
                other = start + i
                if other == row or (full and shared[i] < a * size[other] + b * sums[other] + c):
                    continue
                score = _score(form, shared[i], own, sums, spread, row, other, terms)
                if score > scores[row, n - 1]:
                    place = n - 1
                    while place > 0 and scores[row, place - 1] < score:
                        scores[row, place] = scores[row, place - 1]
                        found[row, place] = found[row, place - 1]
                        place -= 1
                    scores[row, place] = score
                    found[row, place] = other
                    full = scores[row, n - 1] > -np.inf
                    if full:
                        a, b, c = _asked(form, scores[row, n - 1], own, sums, spread, row, terms, largest)
        for i in range(width):
            shared[i] = 0


@numba.njit(nogil=True, cache=True)
def every(
    sharing, form, begins, columns, data, own, sums, spread, first, last,
    start, starts, others, values, slab_of, slabs, scores,
):  # fmt: skip
    """Write the scores of the rows first..last with the later rows of a block, the pairs being numbered by rows."""
    width, terms, rows = slabs.shape[1], len(starts) - 1, len(own)
    shared = np.zeros(width, values.dtype)
    for row in range(first, min(last, start + width - 1)):
        _share(sharing, columns, data, begins[row], begins[row + 1], starts, others, values, slab_of, slabs, shared)
        pair = row * (2 * rows - row - 1) // 2 - row - 1
        for i in range(width):
            common = shared[i]
            shared[i] = 0
            if start + i > row:
                scores[pair + start + i] = _score(form, common, own, sums, spread, row, start + i, terms)


@numba.njit(nogil=True, cache=True)
def near(
    sharing, form, least, begins, columns, data, own, sums, spread, first, last,
    start, starts, others, values, slab_of, slabs, scores, found,
):  # fmt: skip
    """Write the pairs of the rows first..last with later rows of a block that score at least `least`.

    Returns
    -------
    written : int
        How many there are in `scores` and, as two rows each, in `found`.
    row : int
        The first row that is left to do, because the next one might not have had room.
    """
    width, terms = slabs.shape[1], len(starts) - 1
    shared = np.zeros(width, values.dtype)
    written = 0
    for row in range(first, min(last, start + width - 1)):
        if written + width > len(scores):
            return written, row
        _share(sharing, columns, data, begins[row], begins[row + 1], starts, others, values, slab_of, slabs, shared)
        for i in range(width):
            common = shared[i]
            shared[i] = 0
            if start + i > row:
                score = _score(form, common, own, sums, spread, row, start + i, terms)
                if score >= least:
                    scores[written] = score
                    found[written, 0] = row
                    found[written, 1] = start + i
                    written += 1
    return written, last
