"""Topics estimated again from other draws of the articles, beginning at their own estimate."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.utils.validation import check_is_fitted

from analysis import _check, _progress
from analysis.terms import Counts
from analysis.terms.bootstrap import draws

from .estimate import estimated, expect, settled
from .inputs import align, canonical, whole_counts
from .named import REPORTED_PRIOR, NamedTopics
from .seeds import weighed
from .typical import contrasts, gated

# On news-2017, 16 draws of 268 clusters of outlet and day, the standard error of a named topic's share is larger than
# that of fits from the very beginning: 1.25 times in the median topic after 1 step, 1.18 after 3, 1.16 after 6, and
# 1.53 with topics that stand fixed. A fit from the beginning takes fourteen times as long as 3 steps.
TOPIC_STEPS = 3
SHARE_STEPS = 5  # with the topics refitted


class Start(NamedTuple):
    """What every refit begins with; articles with a known term, in an order that content and names fix."""

    counts: Counts  # columns are the terms of the model
    tokens: np.ndarray  # what a token of each term weighs
    seeds: np.ndarray  # weights of seeds, shape (named topics, terms)
    barred: np.ndarray  # bool, shape (terms, topics)
    expectation: np.ndarray  # prior tokens, shape (articles, topics)
    probabilities: np.ndarray  # shape (terms, topics)
    mixture: np.ndarray  # shares by the mixture alone, shape (articles, topics)
    shares: np.ndarray  # those that the model reports, shape (articles, topics)


def prepared(model: NamedTopics, counts) -> Start:
    """The start of refits of `model`, and the shares that the model itself gives.

    Raises
    ------
    NotFittedError, TypeError, ValueError
        A model that is not fitted; counts that lack terms of the fit or in which no article has one.
    """
    check_is_fitted(model, "contrasts_")
    counts = whole_counts(counts)
    columns = model.probabilities_.columns
    absent = columns[~columns.isin(counts.terms)]
    if len(absent):
        raise ValueError(
            f"`counts` must be those of the fit; they lack {len(absent)} of its {len(columns)} terms: "
            f"{_check.listing(absent)}."
        )
    if not counts.articles.is_unique:
        twice = counts.articles[counts.articles.duplicated()].unique()
        raise ValueError(
            f"`counts` has {len(twice)} articles more than once: {_check.listing(twice)}. Drop the repeats."
        )
    # By name first, for `canonical` leaves articles of equal content in the order in which it finds them.
    order = counts.articles.argsort()
    counts = replace(counts, matrix=counts.matrix[order], articles=counts.articles[order])
    counts = canonical(align(counts, columns))
    counts = counts[np.diff(counts.matrix.indptr) > 0]
    if not len(counts):
        raise ValueError("`counts` must hold at least one token; every article is empty.")
    weights, barred_named = weighed(model.seeds, counts.terms, model.cutting_)
    probabilities = np.ascontiguousarray(model.probabilities_.to_numpy().T)
    barred = np.zeros(probabilities.shape, dtype=bool)
    barred[:, : len(weights)] = barred_named.T
    tokens = model.term_weights_.to_numpy()
    expectation = model._expectation(counts.matrix)
    mixture = model._mixture(counts.matrix, expectation)
    shares = gated(mixture, counts.matrix, tokens, model.contrasts_.to_numpy().T)
    return Start(counts, tokens, np.maximum(weights, 0), barred, expectation, probabilities, mixture, shares)


def refit(start: Start, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Topics and the shares of all articles, after a few steps in which each article counts `weights` times.

    The expected tokens of a topic are linear in the weights, so no article is copied; those that weigh nothing are left
    out. The prior at the seeds is that of the weighted articles.

    Returns
    -------
    probabilities : array, shape (terms, topics)
    shares : array, shape (articles, topics)
    """
    drawn = np.flatnonzero(weights > 0)
    matrix, tokens = start.counts.matrix, start.tokens
    part = sparse.csr_array(matrix[drawn])
    fixed = (start.seeds, start.barred, start.expectation[drawn], weights[drawn])
    shares = start.mixture[drawn]
    probabilities = estimated(part, tokens, start.probabilities, shares, *fixed, steps=TOPIC_STEPS)
    mixture = start.mixture.copy()
    mixture[drawn] = shares
    mixture = settled(matrix, tokens, probabilities, mixture, start.expectation, steps=SHARE_STEPS - 1)
    mixture = settled(matrix, tokens, probabilities, mixture, start.expectation * REPORTED_PRIOR, steps=1)
    contrast = contrasts(part, tokens, mixture[drawn, : len(start.seeds)], weights[drawn])
    return probabilities, gated(mixture, matrix, tokens, contrast)


def tokens_of(start: Start) -> np.ndarray:
    """How many tokens of each article the estimate takes for each topic, shape (articles, topics)."""
    total = np.empty_like(start.shares)
    expect(start.counts.matrix, start.tokens, start.shares, start.probabilities, total)
    return total


def drawn(clusters: np.ndarray, strata: np.ndarray, n: int) -> np.ndarray:
    """How much each article weighs in each of n draws of whole clusters, shape (n, articles).

    Clusters are drawn apart in each stratum where every one lies in a single stratum; otherwise among all of them,
    because a day on which all outlets write has no outlet of its own.

    >>> found = drawn(np.array([0, 0, 1, 2]), np.zeros(4, int), 3)
    >>> bool((found[:, 0] == found[:, 1]).all())
    True
    """
    pairs = np.unique(np.column_stack([clusters, strata]), axis=0)
    nested = len(pairs) == pairs[-1, 0] + 1
    return draws(pairs[:, 1] if nested else np.zeros(pairs[-1, 0] + 1), n)[:, clusters]


def replicates(start: Start, weights: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Weights, topics and shares of each refit, one after the other, with a bar of progress."""
    for row in _progress.bar(weights, doing="Refitting topics", unit="refits"):
        yield row, *refit(start, row)


def cluster_codes(by: pd.Series, articles: pd.Index) -> np.ndarray:
    """The number of each article's cluster, clusters in the order of their names; raise if there is only one.

    >>> cluster_codes(pd.Series(["b", "a", "b"]), pd.RangeIndex(3)).tolist()
    [1, 0, 1]
    """
    codes, names = pd.factorize(_check.present("by", by, articles), sort=True)
    if len(names) < 2:
        raise ValueError(
            f"`by` must divide the articles into at least 2 clusters; there is only {names[0]!r}, so nothing tells how "
            "much clusters differ. Take smaller ones, such as days instead of outlets."
        )
    return codes


def refits(model: NamedTopics, counts, *, by: pd.Series, n: int = 20) -> list[pd.DataFrame]:
    """The shares of all articles under topics that were refitted on draws of whole clusters of articles.

    What `effects` takes to widen its intervals by what is uncertain about the topics themselves. A refit of 3,800
    articles and 68 topics takes about 0.2 seconds; all of them need n times the memory of the shares.

    Parameters
    ----------
    model : NamedTopics
        Fitted.
    counts : Counts
        Those of the fit.
    by : Series
        The cluster of each article, as in `stability`.
    n : int, default 20
        How many refits, at least 2.

    Returns
    -------
    list of DataFrame
        Each with the articles of `counts` as rows and the topics as columns; the row of an article without a known term
        is missing.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO allies met", "Tripoli fell", "Libya and Tripoli"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya*"]}, unnamed=0).fit(counts)
    >>> [table.shape for table in refits(model, counts, by=pd.Series(["w", "x", "y", "z"]), n=2)]
    [(4, 2), (4, 2)]
    """
    n = _check.whole("n", n, least=2)
    start = prepared(model, counts)
    weights = drawn(cluster_codes(by, start.counts.articles), np.zeros(len(start.counts), dtype=int), n)
    return [
        pd.DataFrame(shares, index=start.counts.articles, columns=model.topics_).reindex(counts.articles)
        for _, _, shares in replicates(start, weights)
    ]
