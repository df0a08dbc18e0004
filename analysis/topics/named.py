"""Topics that carry the researcher's names, estimated without a random number."""

import hashlib

import numba
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from analysis import _check
from analysis.terms import Counts

from ._kernel import expected, farthest, over_rows
from .seeds import checked, evidence, meant, parsed, weighed

# The defaults below were chosen together on the sixteen topics of a corpus of government news with editors' tags, by
# mean average precision; no topic was looked at by itself. DESIGN.md has the table.
PRIOR_SHARE = 1.0  # tokens of every topic that an article is thought to hold before it is read
PRIOR_SEEDS = 5.0  # further ones for a named topic, times the root of the number of its seeds in the article
PRIOR_TERM = 0.01  # tokens of every term that a topic is thought to hold
START_SEEDS = 0.5  # share of its seeds in the first guess of a named topic; the rest is the company they keep
ANCHOR_TERMS = 1000  # candidates for anchors: the terms in most articles
SHARE_STEPS = 50  # steps for the shares of an article when the topics stand fixed


class NamedTopics(TransformerMixin, BaseEstimator):
    """Each article's share of topics that are named by their seeds, and of unnamed ones for the rest.

    A mixture of topics, each a distribution over terms, is fitted by expectation and maximization (Hofmann 1999; with
    Dirichlet priors, Asuncion et al. 2009, "MAP"). Named topics begin at their seeds and the terms that keep them
    company, hold as many prior tokens of their seeds as the corpus does (times their weights), never hold another
    topic's seeds or terms against them, and are expected in articles that use their seeds. Unnamed topics begin at anchor terms (Arora et al. 2013), far from the
    named ones and from each other. No step draws a random number, sums run over articles in an order that their
    content fixes, and rows are independent of each other: neither the order of rows nor the number of threads changes
    a bit.

    Parameters
    ----------
    seeds : dict of str to list of str
        As read by `read_seeds`: words, patterns, phrases that `text.compound` has joined; "seed^2" counts twice,
        "-seed" counts against the topic.
    unnamed : int, default 40
        Topics for what the named ones do not cover, called "other 1", "other 2", ... Fewer are made when the corpus has
        too few terms.
    max_iter : int, default 10
        Steps of the estimate. More let named topics drift from their seeds towards whatever is frequent beside them.

    Attributes
    ----------
    topics_ : list of str
        Names of all topics, named ones first.
    probabilities_ : DataFrame, shape (topics, terms)
        Each topic's distribution over terms; rows sum to 1.
    seeds_ : DataFrame
        One row per seed: `topic`, `seed`, `terms` (how many terms it means in this corpus; 0: it means none and has no
        effect), `count` of their tokens.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO allies met", "Tripoli fell", "Libya and Tripoli"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya*"]}, unnamed=0).fit(counts)
    >>> model.transform(counts)["Libya"].round(1).to_list()
    [0.1, 0.1, 0.7, 0.9]
    """

    def __init__(self, seeds, *, unnamed=40, max_iter=10):
        self.seeds = seeds
        self.unnamed = unnamed
        self.max_iter = max_iter

    def fit(self, counts, y=None):
        """Estimate the topics of `counts`; returns the estimator.

        Raises
        ------
        ValueError
            If a topic's seeds mean no term of `counts`, or no article holds a token.
        """
        seeds = checked(self.seeds)
        unnamed = _check.whole("unnamed", self.unnamed)
        steps = _check.whole("max_iter", self.max_iter, least=1)
        counts = _canonical(_counts(counts))
        if not counts.matrix.nnz:
            raise ValueError("`counts` must hold at least one token; every article is empty.")
        weights, barred_named = self._find(seeds, counts)
        matrix, by_term = counts.matrix, sparse.csr_array(counts.matrix.T)
        probabilities = _start(matrix, by_term, weights, unnamed)
        self.topics_ = [*seeds, *(f"other {number + 1}" for number in range(probabilities.shape[1] - len(seeds)))]
        prior = np.full(probabilities.shape, PRIOR_TERM)
        prior[:, : len(seeds)] += (np.maximum(weights, 0) * matrix.sum(axis=0)).T
        barred = np.zeros(probabilities.shape, dtype=bool)
        barred[:, : len(seeds)] = barred_named.T
        expectation = self._expectation(matrix, weights)
        shares = np.full((len(counts), len(self.topics_)), 1 / len(self.topics_))
        total = np.empty_like(probabilities)
        for _ in range(steps):
            shares = _shares(matrix, probabilities, shares, expectation, steps=1)
            _expect(by_term, probabilities, shares, total)
            probabilities = total + prior
            probabilities[barred] = 0
            probabilities /= probabilities.sum(axis=0)
        self.probabilities_ = pd.DataFrame(
            probabilities.T, index=pd.Index(self.topics_, name="topic"), columns=counts.terms
        )
        return self

    def fit_transform(self, counts, y=None):
        """Estimate the topics and return the shares of the same articles, as `fit` and `transform` do."""
        return self.fit(counts).transform(counts)

    def transform(self, counts) -> pd.DataFrame:
        """The shares of each article, given the topics.

        Parameters
        ----------
        counts : Counts or DataFrame
            Articles x terms, those of the fit or others; terms that the fit has not seen are left out.

        Returns
        -------
        DataFrame
            Index `article_id`, one column per topic; rows sum to 1. The row of an article without a known term is
            missing.
        """
        check_is_fitted(self, "probabilities_")
        counts = _align(_counts(counts), self.probabilities_.columns)
        weights, _ = weighed(self.seeds, counts.terms)
        probabilities = np.ascontiguousarray(self.probabilities_.to_numpy().T)
        start = np.full((len(counts), len(self.topics_)), 1 / len(self.topics_))
        expectation = self._expectation(counts.matrix, weights)
        shares = _shares(counts.matrix, probabilities, start, expectation, steps=SHARE_STEPS)
        shares[np.diff(counts.matrix.indptr) == 0] = np.nan
        return pd.DataFrame(shares, index=counts.articles, columns=self.topics_)

    def get_feature_names_out(self, input_features=None) -> np.ndarray:
        """The names of the columns that `transform` gives."""
        check_is_fitted(self, "topics_")
        return np.asarray(self.topics_, dtype=object)

    def _find(self, seeds, counts):
        """Note which terms each seed means, and weigh them by topic; raise if a topic is left without any."""
        every = parsed(seeds)
        each = meant(every, counts.terms)
        self.seeds_ = pd.DataFrame(
            {
                "topic": [seed.topic for seed in every],
                "seed": [seed.written for seed in every],
                "terms": each.sum(axis=1),
                "count": each @ counts.matrix.sum(axis=0),
            }
        )
        weights, barred = weighed(seeds, counts.terms)
        lost = [topic for topic, means in zip(seeds, weights > 0, strict=True) if not means.any()]
        if lost:
            raise ValueError(
                f"No term of the corpus is a seed of {_check.listing(lost)}. Give seeds that occur, count with a "
                "smaller `min_articles`, and join phrases with text.compound before counting."
            )
        return weights, barred

    def _expectation(self, matrix, weights):
        """Prior tokens of each topic in each article, shape (articles, topics)."""
        prior = np.full((matrix.shape[0], len(self.topics_)), PRIOR_SHARE)
        prior[:, : len(weights)] += PRIOR_SEEDS * np.sqrt(evidence(matrix, weights).toarray())
        return prior


def _counts(counts):
    """`counts` as Counts; a DataFrame of articles x terms is taken as one."""
    if isinstance(counts, pd.DataFrame):
        counts = Counts(sparse.csr_array(counts.to_numpy()), counts.index, counts.columns)
    if not isinstance(counts, Counts):
        raise TypeError(
            f"`counts` must be what terms.count makes, or a DataFrame like it; got {type(counts).__name__}."
        )
    if counts.matrix.nnz and counts.matrix.data.min() < 0:
        raise ValueError("`counts` must not be negative.")
    if (counts.matrix.data != np.floor(counts.matrix.data)).any():
        raise ValueError(
            "`counts` must hold whole numbers of occurrences. Take the counts that were given to terms.weight; an "
            "article's length is allowed for."
        )
    return counts


def _canonical(counts):
    """The same counts with terms in code point order and articles in an order that their content fixes."""
    counts = _align(counts, counts.terms.sort_values())
    matrix = counts.matrix
    columns = matrix.indices.astype(np.int64)  # whatever width scipy has chosen
    keys = [
        hashlib.blake2b(columns[a:b].tobytes() + matrix.data[a:b].tobytes(), digest_size=16).digest()
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    order = np.argsort(np.array(keys, dtype="S16"), kind="stable")
    return Counts(matrix[order], counts.articles[order], counts.terms)


def _align(counts, terms):
    """The same articles with the columns `terms`, as float64 with sorted columns; terms they do not have are zero."""
    column = terms.get_indexer(counts.terms)
    entries = counts.matrix.tocoo()
    kept = (column[entries.col] >= 0) & (entries.data > 0)
    matrix = sparse.csr_array(
        (entries.data[kept].astype(float), (entries.row[kept], column[entries.col[kept]])),
        shape=(len(counts), len(terms)),
    )
    matrix.sort_indices()
    return Counts(matrix, counts.articles, terms)


def _start(matrix, by_term, weights, unnamed):
    """The first guess of each topic's distribution, shape (terms, topics)."""
    totals = matrix.sum(axis=0)
    corpus = totals / totals.sum()
    relative = sparse.csr_array(matrix / np.maximum(matrix.sum(axis=1), 1)[:, None])
    attention = evidence(relative, weights)  # share of a topic's seeds in each article
    company = _distributions((by_term @ attention).toarray()) * 0.9 + corpus[:, None] * 0.1
    seeds = _distributions((np.maximum(weights, 0) * totals).T)
    named = START_SEEDS * seeds + (1 - START_SEEDS) * company
    anchors = _anchors(matrix, relative, attention, weights > 0, unnamed)
    around = _distributions((sparse.csr_array(relative.T) @ matrix[:, anchors]).toarray())
    return np.hstack([named, around * 0.9 + corpus[:, None] * 0.1])


def _anchors(matrix, relative, attention, means, n):
    """Columns of at most n terms whose company is farthest from that of the named topics and of each other."""
    articles_with = np.bincount(matrix.indices, minlength=matrix.shape[1])
    candidates = np.flatnonzero((articles_with > 1) & ~means.any(axis=0))
    candidates = np.sort(candidates[np.argsort(-articles_with[candidates], kind="stable")][:ANCHOR_TERMS])
    if not n or not len(candidates):
        return np.empty(0, np.int64)
    part = sparse.csr_array(relative[:, candidates])
    company = _distributions((sparse.csr_array(matrix[:, candidates].T) @ part).toarray().T).T
    known = _distributions((sparse.csr_array(part.T) @ attention).toarray()).T
    known = np.vstack([company.mean(axis=0), known])
    return candidates[farthest(np.ascontiguousarray(company), np.ascontiguousarray(known), n)]


def _distributions(columns):
    """Columns divided by their sums; one that sums to zero stays zero."""
    return columns / np.maximum(columns.sum(axis=0), np.finfo(float).tiny)


def _expect(matrix, here, there, total):
    over_rows(
        lambda first, last: expected(first, last, matrix.indptr, matrix.indices, matrix.data, here, there, total),
        matrix.shape[0],
        numba.get_num_threads(),
    )


def _shares(matrix, probabilities, shares, expectation, steps):
    """The shares of each article after some steps from `shares`, with the topics fixed."""
    total = np.empty_like(shares)
    for _ in range(steps):
        _expect(matrix, shares, probabilities, total)
        total += expectation
        shares = total / total.sum(axis=1, keepdims=True)
    return shares
