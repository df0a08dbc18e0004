"""Topics that carry the researcher's names, estimated without a random number."""

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from analysis import _check
from analysis.terms import Counts

from .estimate import estimated, settled
from .inputs import align, canonical, whole_counts
from .products import crossed, holding
from .seeds import checked, evidence, meant, parsed, weights_of
from .start import first_guess, levelled
from .typical import contrasts, gated

# The defaults here, in start.py and in typical.py were chosen together on the sixteen topics of a corpus of government
# news with editors' tags, by the mean over topics; no topic was looked at by itself. DESIGN.md has the table.
PRIOR_SHARE = 1.0  # tokens of every topic that an article is thought to hold before it is read
PRIOR_SEEDS = 5.0  # further ones for a named topic, times the root of the number of its seeds in the article
REPORTED_PRIOR = 0.5  # part of the prior in the shares that are reported; all of it holds the topics to their seeds
SHARE_STEPS = 50  # steps for the shares of an article when the topics stand fixed

FITTED = ("topics_", "probabilities_", "seeds_", "term_weights_", "contrasts_", "cutting_", "_evidence")


class NamedTopics(TransformerMixin, BaseEstimator):
    """Each article's share of topics that are named by their seeds, and of unnamed ones for the rest.

    A mixture of topics, each a distribution over terms, is fitted by expectation and maximization (Hofmann 1999; with
    Dirichlet priors, Asuncion et al. 2009, "MAP"). Tokens are weighed by how few articles hold their term, ln(1 + N /
    n), so that what stands everywhere does not decide (in the manner of keyATM's weighted LDA, Eshima et al. 2024);
    shares are shares of these weights. Named topics begin at their seeds and the terms that keep them company, hold as
    many prior tokens of their seeds as the corpus does (times their weights), never hold another topic's seeds or terms
    against them, and are expected in articles that use their seeds. Unnamed topics begin at anchor terms (Arora et al.
    2013), far from the named ones and from each other, but not where a named topic's seeds usually stand.

    In the end a named share is multiplied by how typical the whole article is of the topic, from 0 to 1: each term is
    contrasted between the topic's part of the corpus and the rest, as naive Bayes does, and the mean over the article's
    tokens decides. What is taken away goes to the other topics in proportion. A few words of a topic in an article
    about something else so count little.

    No step draws a random number, sums run over articles in an order that their content fixes, and rows are independent
    of each other: neither the order of rows nor the number of threads changes a bit.

    Parameters
    ----------
    seeds : dict of str to list of str
        As read by `read_seeds`: words, patterns, phrases that `text.compound` has joined; "seed^2" counts twice,
        "-seed" counts against the topic.
    unnamed : int, default 60
        Topics for what the named ones do not cover, called "other 1", "other 2", ... Fewer are made when the corpus has
        too few terms.
    max_iter : int, default 8
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
    term_weights_ : Series
        What a token of each term weighs; the mean over all tokens is 1.
    contrasts_ : DataFrame, shape (named topics, terms)
        How much more each term belongs to the topic's part of the articles than to the rest, in natural log odds.
    cutting_ : text.Cutting or None
        How the tokens of the counts were cut, where that is known.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO allies met", "Tripoli fell", "Libya and Tripoli"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya*"]}, unnamed=0).fit(counts)
    >>> model.transform(counts)["Libya"].round(1).to_list()
    [0.0, 0.0, 1.0, 1.0]
    """

    def __init__(self, seeds, *, unnamed=60, max_iter=8):
        self.seeds = seeds
        self.unnamed = unnamed
        self.max_iter = max_iter

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = tags.input_tags.positive_only = True
        tags.transformer_tags.preserves_dtype = []  # the shares are a table of floats, whatever the counts are
        return tags

    def fit(self, counts, y=None):
        """Estimate the topics of `counts`; returns the estimator.

        Parameters
        ----------
        counts : Counts, DataFrame or matrix
            Articles x terms. The terms of a matrix, which has no names, are x0, x1, ... and so must the seeds be.
        y : None
            Not used; scikit-learn's pipelines hand it over.

        Raises
        ------
        ValueError
            If a topic's seeds mean no term of `counts`, or no article holds a token.
        """
        for name in FITTED:
            vars(self).pop(name, None)  # so that an interrupted fit leaves no model that is half old and half new
        seeds = checked(self.seeds)
        unnamed = _check.whole("unnamed", self.unnamed)
        steps = _check.whole("max_iter", self.max_iter, least=1)
        counts = canonical(whole_counts(counts))
        self.n_features_in_, self.n_iter_, self.cutting_ = len(counts.terms), steps, counts.cutting
        if not counts.matrix.nnz:
            raise ValueError("`counts` must hold at least one token; every article is empty.")
        weights, barred_named = self._find(seeds, counts)
        matrix = counts.matrix
        self.term_weights_ = pd.Series(_informative(matrix), index=counts.terms, name="weight")
        self._evidence = levelled(weights, crossed(matrix, np.ones(len(counts))))
        probabilities = first_guess(matrix, self._evidence, unnamed)
        self.topics_ = [*seeds, *(f"other {number + 1}" for number in range(probabilities.shape[1] - len(seeds)))]
        barred = np.zeros(probabilities.shape, dtype=bool)
        barred[:, : len(seeds)] = barred_named.T
        token, once = self.term_weights_.to_numpy(), np.ones(len(counts))
        fixed = (np.maximum(weights, 0), barred, self._expectation(matrix), once)
        shares = np.full(fixed[2].shape, 1 / len(self.topics_))
        probabilities = estimated(matrix, token, probabilities, shares, *fixed, steps=steps)
        self.probabilities_ = pd.DataFrame(
            probabilities.T, index=pd.Index(self.topics_, name="topic"), columns=counts.terms
        )
        contrast = contrasts(matrix, token, shares[:, : len(seeds)], once)
        self.contrasts_ = pd.DataFrame(contrast.T, index=self.probabilities_.index[: len(seeds)], columns=counts.terms)
        return self

    def fit_transform(self, counts, y=None):
        """Estimate the topics and return the shares of the same articles, as `fit` and `transform` do."""
        return self.fit(counts).transform(counts)

    def transform(self, counts) -> pd.DataFrame:
        """The shares of each article, given the topics.

        Parameters
        ----------
        counts : Counts, DataFrame or matrix
            Articles x terms, those of the fit or others; terms that the fit has not seen are left out. A matrix has the
            columns of the fit.

        Returns
        -------
        DataFrame
            Index `article_id`, one column per topic; rows sum to 1. The row of an article without a known term is
            missing.
        """
        check_is_fitted(self, "contrasts_")
        columns = () if isinstance(counts, Counts | pd.DataFrame) else np.shape(counts)[1:]
        if columns and columns != (self.n_features_in_,):
            raise ValueError(
                f"X has {columns[0]} features, but {type(self).__name__} is expecting {self.n_features_in_} features "
                "as input. A matrix has no names, so it must have the columns of the fit."
            )
        counts = align(whole_counts(counts), self.probabilities_.columns)
        mixture = self._mixture(counts.matrix, self._expectation(counts.matrix))
        shares = gated(mixture, counts.matrix, self.term_weights_.to_numpy(), self.contrasts_.to_numpy().T)
        shares[np.diff(counts.matrix.indptr) == 0] = np.nan
        return pd.DataFrame(shares, index=counts.articles, columns=self.topics_)

    def get_feature_names_out(self, input_features=None) -> np.ndarray:
        """The names of the columns that `transform` gives."""
        check_is_fitted(self, "topics_")
        return np.asarray(self.topics_, dtype=object)

    def _find(self, seeds, counts):
        """Note which terms each seed means, and weigh them by topic; raise if a topic is left without any."""
        every = parsed(seeds)
        each = meant(every, counts.terms, counts.cutting)
        self.seeds_ = pd.DataFrame(
            {
                "topic": [seed.topic for seed in every],
                "seed": [seed.written for seed in every],
                "terms": each.sum(axis=1),
                "count": each @ counts.matrix.sum(axis=0),
            }
        )
        weights, barred = weights_of(every, list(seeds), each)
        lost = [topic for topic, means in zip(seeds, weights > 0, strict=True) if not means.any()]
        if lost:
            raise ValueError(
                f"No term of the corpus is a seed of {_check.listing(lost)}. Give seeds that occur, count with a "
                "smaller `min_articles`, and join phrases with text.compound before counting."
            )
        return weights, barred

    def _expectation(self, matrix):
        """The prior tokens of each topic in each article, shape (articles, topics)."""
        prior = np.full((matrix.shape[0], len(self.topics_)), PRIOR_SHARE)
        prior[:, : len(self._evidence)] += PRIOR_SEEDS * np.sqrt(evidence(matrix, self._evidence).toarray())
        return prior

    def _mixture(self, matrix, expectation):
        """The shares of each article by the mixture alone, given the topics."""
        probabilities = np.ascontiguousarray(self.probabilities_.to_numpy().T)
        shares = np.full(expectation.shape, 1 / expectation.shape[1])
        held = (matrix, self.term_weights_.to_numpy(), probabilities)
        shares = settled(*held, shares, expectation, steps=SHARE_STEPS - 1)
        return settled(*held, shares, expectation * REPORTED_PRIOR, steps=1)


def _informative(matrix):
    """The weight of each term, ln(1 + articles / articles that hold it), scaled so that the mean token has 1."""
    articles = np.count_nonzero(np.diff(matrix.indptr))  # those that are empty disturb nobody
    weights = np.log1p(articles / np.maximum(holding(matrix), 1))
    totals = crossed(matrix, np.ones(matrix.shape[0]))
    return weights * totals.sum() / (weights * totals).sum()
