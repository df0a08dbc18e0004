"""In how many windows of consecutive tokens two words stand together, as a plain loop over arrays."""

import numba
import numpy as np


@numba.njit(nogil=True, cache=True)
def windows(offsets, codes, places, window, joint):
    """Count the windows of `window` tokens that hold each pair of words, and return how many windows there are.

    A window begins at each token from which so many follow; an article that is shorter is one window, an empty one
    none. ``places[code]`` is the row of a word in `joint`, -1 if it is not counted; `joint` gets, above and on the
    diagonal, the windows with both words and with one.

    The windows that hold a word are runs, one for each group of its tokens that lie close together; two words share the
    overlap of their runs, so no window is walked by itself.

    >>> joint = np.zeros((2, 2), np.int64)
    >>> windows(np.array([0, 4]), np.array([0, 2, 1, 0]), np.array([0, 1, -1]), 2, joint)
    3
    >>> joint.tolist()
    [[2, 1], [0, 2]]
    """
    longest = 0
    for article in range(len(offsets) - 1):
        longest = max(longest, offsets[article + 1] - offsets[article])
    begins, ends = np.empty(longest, np.int64), np.empty(longest, np.int64)
    words = np.empty(longest, np.int64)
    last = np.full(joint.shape[0], -1, np.int64)  # the latest run of each word in this article
    total = 0
    for article in range(len(offsets) - 1):
        length = offsets[article + 1] - offsets[article]
        if length == 0:
            continue
        count = max(length - window + 1, 1)
        total += count
        runs = 0
        for position in range(length):
            word = places[codes[offsets[article] + position]]
            if word < 0:
                continue
            begin, end = max(position - window + 1, 0), min(position + 1, count)
            run = last[word]
            if run >= 0 and begin <= ends[run]:
                ends[run] = end
            else:
                begins[runs], ends[runs], words[runs] = begin, end, word
                last[word] = runs
                runs += 1
        for run in range(runs):  # runs are in the order of their begins
            word = words[run]
            last[word] = -1
            joint[word, word] += ends[run] - begins[run]
            other = run + 1
            while other < runs and begins[other] < ends[run]:
                shared = min(ends[run], ends[other]) - begins[other]
                joint[min(word, words[other]), max(word, words[other])] += shared
                other += 1
    return total
