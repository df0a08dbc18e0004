"""What the benchmarks share: the least time of several runs, and the line that says whether a claim holds."""

import time

RUNS = 3


def timed(work):
    """The seconds that `work` takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def seconds(work):
    """The least time of some runs, after a first one that is not counted."""
    work()
    return min(timed(work)[0] for _ in range(RUNS))


def in_turn(contenders, *, least=3, most=6, enough=8.0):
    """The least seconds of each row, from contenders who take turns: a busy moment of the machine then hits all alike.

    A contender is a function that returns {row: seconds}. It runs `least` times, and again, up to `most` times, until
    it has used `enough` seconds: what is fast needs more runs to meet a quiet moment.
    """
    best, used = {}, dict.fromkeys(contenders, 0.0)
    for run in range(most):
        for contender in contenders:
            if run < least or used[contender] < enough:
                took, rows = timed(contender)
                used[contender] += took
                best |= {row: min(value, best.get(row, value)) for row, value in rows.items()}
    return best


def claim(what, measured, *, least=None, below=None, unit=""):
    """Print what was claimed, what was measured, and whether the claim holds."""
    wanted = f"at least {least:g}{unit}" if below is None else f"below {below:g}{unit}"
    holds = measured >= least if below is None else measured < below
    print(f"claim: {what} {wanted}; measured {measured:.2f}{unit}: {'holds' if holds else 'fails'}")
