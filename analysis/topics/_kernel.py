"""The two half-steps of the estimate, and the choice of anchors, as plain loops over arrays.

Each row is computed by itself, from its own entries in their stored order. So the rows can be handed to any number of
threads in any order, and not a bit of the answer changes.
"""

import numba
import numpy as np

STILL = 1e-7  # a share that moves less has come to rest


@numba.njit(nogil=True, cache=True, inline="always")
def dot(here, row, there, column):
    """The sum over topics of ``here[row] * there[column]``.

    Four sums at once, which a processor adds in one instruction; always in this order.

    >>> here, there = np.array([[0.5, 0.25]]), np.array([[2.0, 0.0], [2.0, 4.0]])
    >>> dot(here, 0, there, 1)
    2.0
    """
    even = here.shape[1] - here.shape[1] % 4
    first, second, third, fourth = 0.0, 0.0, 0.0, 0.0
    for topic in range(0, even, 4):
        first += here[row, topic] * there[column, topic]
        second += here[row, topic + 1] * there[column, topic + 1]
        third += here[row, topic + 2] * there[column, topic + 2]
        fourth += here[row, topic + 3] * there[column, topic + 3]
    for topic in range(even, here.shape[1]):
        first += here[row, topic] * there[column, topic]
    return (first + third) + (second + fourth)


@numba.njit(nogil=True, cache=True)
def expected(first, last, offsets, columns, values, weights, here, there, total):
    """Add up, for each row, its counts divided among the topics in proportion to ``here[row] * there[column]``.

    Rows are articles, `here` their shares, `there` the probabilities of terms; a count is taken `weights` times, here
    and below. Writes the rows first..last of `total`, shape (rows, topics).
    """
    topics = here.shape[1]
    for row in range(first, last):
        for topic in range(topics):
            total[row, topic] = 0.0
        for entry in range(offsets[row], offsets[row + 1]):
            column = columns[entry]
            mass = dot(here, row, there, column)
            if mass > 0.0:
                scale = values[entry] * weights[column] / mass
                for topic in range(topics):
                    total[row, topic] += scale * there[column, topic]
        for topic in range(topics):
            total[row, topic] *= here[row, topic]


@numba.njit(nogil=True, cache=True)
def settle(first, last, offsets, columns, values, weights, there, prior, steps, shares):
    """Repeat, for each row by itself, dividing its counts among the topics and adding the prior, until nothing moves.

    The same as `steps` times `expected` over articles, adding `prior` and dividing by the sum, but an article stays in
    the cache until it is done, and is done when no share has moved by more than `STILL`. Reads and writes the rows
    first..last of `shares`, shape (rows, topics).
    """
    topics = there.shape[1]
    total = np.empty(topics)
    for row in range(first, last):
        for _ in range(steps):
            for topic in range(topics):
                total[topic] = 0.0
            for entry in range(offsets[row], offsets[row + 1]):
                column = columns[entry]
                mass = dot(shares, row, there, column)
                if mass > 0.0:
                    scale = values[entry] * weights[column] / mass
                    for topic in range(topics):
                        total[topic] += scale * there[column, topic]
            whole = 0.0
            for topic in range(topics):
                total[topic] = total[topic] * shares[row, topic] + prior[row, topic]
                whole += total[topic]
            moved = 0.0
            for topic in range(topics):
                share = total[topic] / whole
                moved = max(moved, abs(share - shares[row, topic]))
                shares[row, topic] = share
            if moved <= STILL:
                break


@numba.njit(nogil=True, cache=True)
def step(first, last, offsets, columns, values, weights, there, prior, times, shares, total):
    """One step of an estimate: new shares for the rows first..last, and with them the tokens of each topic by term.

    Writes the rows of `shares` as one step of `settle` does, and adds to `total`, shape (terms, topics), the counts of
    each row, `times` as often, divided among the topics by the new shares.
    """
    topics = there.shape[1]
    fresh = np.empty(topics)
    for row in range(first, last):
        for half in range(2):
            if half == 0:
                for topic in range(topics):
                    fresh[topic] = 0.0
            for entry in range(offsets[row], offsets[row + 1]):
                column = columns[entry]
                mass = dot(shares, row, there, column)
                if mass > 0.0:
                    scale = values[entry] * weights[column] / mass
                    if half == 0:
                        for topic in range(topics):
                            fresh[topic] += scale * there[column, topic]
                    else:
                        scale *= times[row]
                        for topic in range(topics):
                            total[column, topic] += scale * shares[row, topic] * there[column, topic]
            if half == 0:
                whole = 0.0
                for topic in range(topics):
                    fresh[topic] = fresh[topic] * shares[row, topic] + prior[row, topic]
                    whole += fresh[topic]
                for topic in range(topics):
                    shares[row, topic] = fresh[topic] / whole


@numba.njit(nogil=True, cache=True)
def farthest(points, known, n):
    """The rows of `points` that lie farthest, one after the other, from the span of `known` and of those chosen before.

    Gram-Schmidt on rows, as in the anchor words of Arora et al. (2013, ICML, algorithm 4). Changes `points`.
    Returns at most n row numbers, fewer when the rest lies in the span.

    >>> points = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 2.0], [0.0, 3.0, 0.0]])
    >>> farthest(points, np.array([[1.0, 0.0, 0.0]]), 3)
    array([2, 1])
    """
    chosen = np.empty(n, np.int64)
    basis = known
    found = 0
    for step in range(known.shape[0] + n):
        if step < known.shape[0]:
            direction = basis[step].copy()
            for earlier in range(step):
                along = 0.0
                for i in range(direction.shape[0]):
                    along += direction[i] * basis[earlier, i]
                for i in range(direction.shape[0]):
                    direction[i] -= along * basis[earlier, i]
        else:
            best, longest = -1, 1e-12
            for row in range(points.shape[0]):
                length = 0.0
                for i in range(points.shape[1]):
                    length += points[row, i] * points[row, i]
                if length > longest:
                    best, longest = row, length
            if best < 0:
                break
            chosen[found] = best
            found += 1
            direction = points[best].copy()
        norm = 0.0
        for i in range(direction.shape[0]):
            norm += direction[i] * direction[i]
        if norm <= 1e-12:
            if step < known.shape[0]:
                basis[step] = 0.0
            continue
        direction /= np.sqrt(norm)
        if step < known.shape[0]:
            basis[step] = direction
        for row in range(points.shape[0]):
            along = 0.0
            for i in range(points.shape[1]):
                along += points[row, i] * direction[i]
            for i in range(points.shape[1]):
                points[row, i] -= along * direction[i]
    return chosen[:found]
