"""How often two kinds of terms meet in an article, and how often they would by chance.

A long article holds more of everything. If chance knew only how many articles hold each kind, any two would meet more
often than by chance, for no other reason than that they meet in the long ones. Here chance knows the lengths: an
article of n tokens holds a kind with probability 1 - exp(-rate n), as if its tokens fell at random (Poisson), and the
rate of a kind is the one at which as many articles hold it as do.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse

STEPS = 200  # of Newton's method, which needs about ten; most when nearly every article holds the kind


class Meetings(NamedTuple):
    """Arrays of one shape: articles that hold both, how many would by chance, its variance, articles that could."""

    together: np.ndarray
    expected: np.ndarray
    variance: np.ndarray
    articles: np.ndarray

    @property
    def log_odds(self) -> np.ndarray:
        """The binary log odds of meeting against the odds by chance, half an article added to all four numbers.

        >>> Meetings(*map(np.array, ([7.0], [3.0], [2.0], [10.0]))).log_odds.round(3)
        array([2.199])
        """
        return _odds(self.together, self.articles) - _odds(self.expected, self.articles)

    @property
    def log_odds_variance(self) -> np.ndarray:
        """The squared standard error of `log_odds` (Gart 1966), what chance expects taken as known."""
        return (1 / (self.together + 0.5) + 1 / (self.articles - self.together + 0.5)) / np.log(2) ** 2

    @property
    def z(self) -> np.ndarray:
        """How many standard deviations of chance the meetings lie above it; 0 where chance leaves no choice.

        >>> Meetings(*map(np.array, ([7.0], [3.0], [4.0], [10.0]))).z
        array([2.])
        """
        gap = self.together - self.expected
        return np.divide(gap, np.sqrt(self.variance), out=np.zeros(gap.shape), where=self.variance > 1e-12)


def _odds(hits, articles):
    return np.log2((hits + 0.5) / (articles - hits + 0.5))


def meetings(holders: sparse.csr_array, present: sparse.csr_array, lengths: np.ndarray) -> Meetings:
    """How each of some sets of articles meets each of some kinds of terms.

    Parameters
    ----------
    holders : sparse array of 0 and 1, shape (sets, articles)
    present : sparse array of 0 and 1, shape (articles, kinds)
        Which articles hold each kind.
    lengths : int array, one per article

    Returns
    -------
    Meetings
        Of shape (sets, kinds). The variance is that of a sum of independent articles with unequal probabilities.

    Examples
    --------
    >>> holders = sparse.csr_array([[1, 1, 0, 0]])
    >>> found = meetings(holders, sparse.csr_array([[1], [1], [0], [0]]), np.array([5, 5, 5, 5]))
    >>> [float(values[0, 0].round(6)) for values in found]
    [2.0, 1.0, 0.5, 2.0]
    """
    sizes, size_of, times = np.unique(lengths, return_inverse=True, return_counts=True)
    articles = np.arange(len(lengths))
    by_size = sparse.csr_array((np.ones(len(lengths)), (articles, size_of)), shape=(len(lengths), len(sizes)))
    probability = _probabilities(sizes, times, present.sum(axis=0))
    held = (holders @ by_size).toarray()
    together = (holders @ present).toarray().astype(float)
    every = np.broadcast_to(holders.sum(axis=1).astype(float)[:, None], together.shape)
    return Meetings(together, held @ probability, held @ (probability * (1 - probability)), every)


def _probabilities(sizes, times, articles):
    """How probable it is that an article of each size holds each kind, so that `articles` of them do on average.

    Newton's method from below: the number of articles is a concave function of the rate, so no step goes too far.
    """
    sizes = sizes.astype(float)[:, None]
    filled = times[sizes[:, 0] > 0].sum()
    some = articles < filled  # else the rate is infinite
    rate = np.divide(articles, times @ sizes, out=np.zeros(len(articles)), where=filled > 0)
    for _ in range(STEPS):
        missing = np.exp(-sizes * rate)
        gap = articles - times @ (1 - missing)
        step = np.where(some, gap / np.maximum(times @ (sizes * missing), np.finfo(float).tiny), 0)
        rate = rate + np.maximum(step, 0)
        if (step <= 1e-12 * rate).all():
            break
    return np.where(some, 1 - np.exp(-sizes * rate), sizes > 0)
