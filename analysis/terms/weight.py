"""Weights in place of counts: what one more occurrence of a term is worth."""

from dataclasses import replace

import numpy as np
from scipy import sparse

from analysis import _check

from .counts import Counts, checked

TERM_WEIGHTS = ("count", "share", "share_of_max", "log", "boolean", "augmented", "log_average")
ARTICLE_WEIGHTS = ("none", "inverse", "inverse_smooth", "inverse_max", "inverse_prob")
NORMS = ("none", "l1", "l2")


def weight(
    counts: Counts, *, term: str = "count", article: str = "inverse", base: float = 10.0, norm: str = "none"
) -> Counts:
    """Weights of terms in articles: how much a term is of its article, times how rare it is among articles.

    The product is tf-idf. With the defaults it is the count times log10(articles / articles that hold the term), as
    ``dfm_tfidf`` of quanteda; ``term="share", base=math.e`` is that of tidytext; ``article="inverse_smooth",
    base=math.e, norm="l2"`` that of scikit-learn. With ``article="none"`` only the first factor is left.

    With c the count of a term in an article, N the number of articles and n that of the articles that hold the term:

    Parameters
    ----------
    counts : Counts
    term : str, default "count"
        - "count": c;
        - "share": c / tokens of the article;
        - "share_of_max": c / count of the most frequent term of the article ("propmax" in quanteda);
        - "log": 1 + log c, and 0 where c is 0;
        - "boolean": 1 where c is above 0;
        - "augmented": 0.5 + 0.5 c / count of the most frequent term, where c is above 0;
        - "log_average": (1 + log c) / (1 + log of the mean count of the terms that the article has).
    article : str, default "inverse"
        - "none": 1;
        - "inverse": log(N / n);
        - "inverse_smooth": 1 + log((1 + N) / (1 + n));
        - "inverse_max": log(largest n of any term / n);
        - "inverse_prob": log((N - n) / n), never below 0.
    base : float, default 10
        Of all these logarithms.
    norm : {"none", "l1", "l2"}
        Divide the weights of an article by their sum or by the root of the sum of their squares.

    Returns
    -------
    Counts
        Its `matrix` holds float64. Terms that no article holds, and articles without tokens, weigh 0.

    References
    ----------
    Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, 6.4, figure 6.15 (the variants of SMART).

    Examples
    --------
    >>> import math, pandas as pd
    >>> matrix = sparse.csr_array([[1, 1, 4], [2, 0, 4]])
    >>> counts = Counts(matrix, pd.Index(["a1", "a2"]), pd.Index(["nato", "libya", "the"]))
    >>> weight(counts, term="share", base=math.e).to_frame().round(3)
        nato  libya  the
    a1   0.0  0.116  0.0
    a2   0.0  0.000  0.0
    """
    checked(counts)
    _check.option("term", term, TERM_WEIGHTS)
    _check.option("article", article, ARTICLE_WEIGHTS)
    _check.option("norm", norm, NORMS)
    scale = 1 / np.log(_check.number("base", base, above=1))
    matrix = counts.matrix.astype(float)
    matrix.eliminate_zeros()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    values = _of_terms(matrix, rows, term, scale)
    values *= _of_articles(matrix, article, scale)[matrix.indices]
    if norm != "none":
        size = np.bincount(rows, np.abs(values) if norm == "l1" else values**2, minlength=matrix.shape[0])
        size = size if norm == "l1" else np.sqrt(size)
        values /= np.where(size > 0, size, 1)[rows]
    weights = sparse.csr_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)
    return replace(counts, matrix=weights)


def _of_terms(matrix, rows, term, scale):
    """The first factor of each stored count; `rows` says in which row it stands."""
    values = matrix.data
    if term == "count":
        return values.copy()
    if term == "boolean":
        return np.ones(len(values))
    if term == "log":
        return 1 + np.log(values) * scale
    if term in ("share_of_max", "augmented"):
        most = np.zeros(matrix.shape[0])
        np.maximum.at(most, rows, values)
        return values / most[rows] if term == "share_of_max" else 0.5 + 0.5 * values / most[rows]
    total = np.bincount(rows, values, minlength=matrix.shape[0])[rows]
    if term == "share":
        return values / total
    held = np.diff(matrix.indptr)[rows]
    return (1 + np.log(values) * scale) / (1 + np.log(total / held) * scale)


def _of_articles(matrix, article, scale):
    """The second factor of each term."""
    articles = matrix.shape[0]
    holding = np.bincount(matrix.indices, minlength=matrix.shape[1])
    some = np.maximum(holding, 1)  # a term that no article holds has no stored count to weigh
    if article == "none":
        return np.ones(matrix.shape[1])
    if article == "inverse":
        return np.log(articles / some) * scale
    if article == "inverse_smooth":
        return 1 + np.log((1 + articles) / (1 + some)) * scale
    if article == "inverse_max":
        return np.log(some.max(initial=1) / some) * scale
    return np.log(np.maximum((articles - holding) / some, 1)) * scale
