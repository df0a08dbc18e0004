"""The cheapest way through the states of Kleinberg's automaton, compiled."""

import numba
import numpy as np


def cheapest(costs: np.ndarray, rise: float) -> np.ndarray:
    """The level at each time whose costs, with `rise` for every level gone up, are least together.

    Going down is free; before the first time the level is 0; of ways that cost the same the lower level is taken, the
    latest time first. Takes times x levels steps: the best way up is carried from level to level.

    Parameters
    ----------
    costs : float64 array, shape (times, levels)
    rise : float

    Returns
    -------
    int64 array, one per time

    Examples
    --------
    >>> cheapest(np.array([[0.0, 5.0], [9.0, 1.0], [9.0, 1.0], [0.0, 5.0]]), 3.0).tolist()
    [0, 1, 1, 0]
    """
    states = np.zeros(len(costs), np.int64)
    _cheapest(costs, rise, np.zeros(costs.shape, np.int32), states)
    return states


@numba.njit(nogil=True, cache=True)
def _cheapest(costs, rise, before, states):
    times, levels = costs.shape
    total, new = np.empty(levels), np.empty(levels)
    for level in range(levels):
        total[level] = 0.0 if level == 0 else np.inf
    for time in range(times):
        # From the levels at or above: the cheapest of them, found from the top down.
        least, source = np.inf, levels - 1
        for level in range(levels - 1, -1, -1):
            if total[level] <= least:
                least, source = total[level], level
            new[level] = least
            before[time, level] = source
        # From the levels below: what the level below was cheapest reached from, and one rise.
        least, source = np.inf, 0
        for level in range(levels):
            if least <= new[level]:
                new[level] = least
                before[time, level] = source
            if total[level] < least:
                least, source = total[level], level
            least += rise
        for level in range(levels):
            total[level] = new[level] + costs[time, level]
    level = 0
    for other in range(1, levels):
        if total[other] < total[level]:
            level = other
    for time in range(times - 1, -1, -1):
        states[time] = level
        level = before[time, level]
