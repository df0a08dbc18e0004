"""Where each word stands in the bytes of its text, compiled."""

import numba


@numba.njit(nogil=True, cache=True)
def places(numbers, begins, firsts, lasts, word_starts, word_ends, starts, ends):
    """Write where each word starts and ends: stretch i begins at begins[i], and its words stand in it as given."""
    at = 0
    for i in range(len(numbers)):
        for k in range(firsts[numbers[i]], lasts[numbers[i]]):
            starts[at] = begins[i] + word_starts[k]
            ends[at] = begins[i] + word_ends[k]
            at += 1
