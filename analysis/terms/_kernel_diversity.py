"""What measures of diversity need to know of an article, found in two walks over its tokens, compiled.

Each article is walked by itself, so articles can be handed to any number of threads and not a bit changes.
"""

import numba
import numpy as np

DRAWS = 42  # of HD-D: as many tokens are drawn (McCarthy & Jarvis 2007, Language Testing 24, p. 465)
# A factor of MTLD ends where types / tokens comes down to 0.72 = 18 / 25 (McCarthy & Jarvis 2010, Behavior Research
# Methods 42, p. 384); in whole numbers, so that 18 of 25 is met exactly.
TYPES, TOKENS = 18, 25


@numba.njit(nogil=True, cache=True)
def profiles(offsets, codes, distinct, first, last, window, segment, whole, fractions):
    """Fill the rows first..last of two tables, one row per article.

    A token is new to a window if the last token of its type lies before it; so one array, of where each type was seen
    last, answers for the article, for every window, for the segment and for the factor at hand. A token is counted in
    the windows that it is new to: those that begin after the last one of its type.

    Parameters
    ----------
    offsets, codes : arrays
        As in `Codes`.
    distinct : int
        How many words the vocabulary has.
    window, segment : int
        Tokens in a moving window and in a segment.
    whole : int64 array, articles x 4
        Becomes the number of types, the sum of their squared counts, the types of all windows added up, and those of
        all whole segments.
    fractions : float64 array, articles x 4
        Becomes the sum over types of count x binary logarithm of the count, the factors of MTLD forwards and
        backwards, and the types to expect among 42 tokens drawn without replacement (0 where there are fewer).

    Examples
    --------
    >>> whole, fractions = np.zeros((1, 4), np.int64), np.zeros((1, 4))
    >>> a_b_a_a = np.array([0, 1, 0, 0], np.int32)
    >>> profiles(np.array([0, 4]), a_b_a_a, 2, 0, 1, 2, 3, whole, fractions)
    >>> whole.tolist()
    [[2, 10, 5, 2]]
    """
    seen = np.full(distinct, -1, np.int64)  # the place of the last token of each type, in the whole corpus
    times = np.zeros(distinct, np.int64)
    factor_of = np.zeros(distinct, np.int64)  # the last factor of the backward walk that holds the type
    longest = 0
    for article in range(first, last):
        longest = max(longest, offsets[article + 1] - offsets[article])
    types_of = np.zeros(longest + 2, np.int64)  # how many types have each count
    factor = 0
    for article in range(first, last):
        begin, end = offsets[article], offsets[article + 1]
        tokens = end - begin
        types = squares = windows = segments = most = 0
        segment_begin = begin
        whole_segments = begin + tokens // segment * segment
        factor_begin = begin
        factor_types = forwards = 0
        for place in range(begin, end):
            code = codes[place]
            before = seen[code]
            seen[code] = place
            if before < begin:
                times[code] = 1
                types += 1
                types_of[1] += 1
                squares += 1
                most = max(most, 1)
            else:
                count = times[code]
                types_of[count] -= 1
                types_of[count + 1] += 1
                times[code] = count + 1
                squares += 2 * count + 1
                most = max(most, count + 1)
            # Windows that hold the token begin at place - window + 1 or later, at place or before, and end in time.
            earliest = max(before + 1, place - window + 1, begin)
            latest = min(place, end - window)
            windows += max(latest - earliest + 1, 0)
            if place == segment_begin + segment:
                segment_begin = place
            if place < whole_segments and before < segment_begin:
                segments += 1
            if before < factor_begin:
                factor_types += 1
            if factor_types * TOKENS <= TYPES * (place - factor_begin + 1):
                forwards += 1
                factor_begin = place + 1
                factor_types = 0
        rest = end - factor_begin
        whole[article, 0] = types
        whole[article, 1] = squares
        whole[article, 2] = windows
        whole[article, 3] = segments
        fractions[article, 1] = forwards
        if rest:
            fractions[article, 1] += (1 - factor_types / rest) / (1 - TYPES / TOKENS)

        factor += 1
        factor_types = backwards = rest = 0
        for place in range(end - 1, begin - 1, -1):
            code = codes[place]
            rest += 1
            if factor_of[code] != factor:
                factor_of[code] = factor
                factor_types += 1
            if factor_types * TOKENS <= TYPES * rest:
                backwards += 1
                factor += 1
                factor_types = rest = 0
        fractions[article, 2] = backwards
        if rest:
            fractions[article, 2] += (1 - factor_types / rest) / (1 - TYPES / TOKENS)

        logs = drawn = 0.0
        # The chance that none of the drawn tokens is of a type with some count, from that of the count before: of the
        # tokens of other types there is one less to draw from.
        missed = 1.0
        for count in range(1, most + 1):
            others = tokens - count + 1
            if others > DRAWS:
                missed *= (others - DRAWS) / others
            else:
                missed = 0.0
            if types_of[count]:
                logs += types_of[count] * count * np.log2(count)
                drawn += types_of[count] * (1 - missed)
                types_of[count] = 0
        fractions[article, 0] = logs
        if tokens >= DRAWS:
            fractions[article, 3] = drawn
