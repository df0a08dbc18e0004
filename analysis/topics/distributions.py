"""The distributions of topics over terms, whoever estimated them, and how well a term stands for a topic by them."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.utils.validation import check_is_fitted

from analysis import _check
from analysis.terms import Counts
from analysis.terms.counts import checked

from .named import NamedTopics

RELEVANCE = 0.6  # weight of probability against lift: the best of a user study, Sievert and Shirley 2014, section 3.1
FREX = 0.7  # weight of exclusivity against frequency: that of stm's `exclusivity`; its `labelTopics` has 0.5
HOW = "Write pd.DataFrame(lda.components_, columns=counts.terms) for topics that scikit-learn has made."


def distributions(model: NamedTopics | pd.DataFrame) -> pd.DataFrame:
    """Each topic's distribution over terms, topics x terms; raise unless `model` has them, or is such a table.

    The rows of a table are divided by their sums, so that the components of scikit-learn's topics will do as they are.

    >>> distributions(pd.DataFrame([[3, 1]], index=["trade"], columns=["tariff", "said"]))
           tariff  said
    trade    0.75  0.25
    """
    if isinstance(model, NamedTopics):
        check_is_fitted(model, "probabilities_")
        return model.probabilities_
    if not isinstance(model, pd.DataFrame):
        raise TypeError(
            "`model` must be a fitted NamedTopics, or a DataFrame of probabilities, topics x terms; "
            f"got {type(model).__name__}. {HOW}"
        )
    for axis, names in (("topics", model.index), ("terms", model.columns)):
        if not names.is_unique:
            raise ValueError(
                f"`model` must name its {axis} once each; repeated: "
                f"{_check.listing(names[names.duplicated()].unique())}. Rename or add up the repeats."
            )
    if not len(model):
        raise ValueError(f"`model` must hold at least one topic; it has no row. {HOW}")
    if not all(map(pd.api.types.is_numeric_dtype, model.dtypes)):
        raise TypeError(f"`model` must hold numbers, one for each topic and term. {HOW}")
    values = model.to_numpy(dtype=float, na_value=np.nan)
    if not (np.isfinite(values) & (values >= 0)).all():
        raise ValueError("`model` must hold probabilities or other weights that are finite and not negative.")
    sums = values.sum(axis=1, keepdims=True)
    if not (sums > 0).all():
        empty = model.index[sums[:, 0] == 0]
        raise ValueError(f"`model` has {len(empty)} topics without any term: {_check.listing(empty)}. Drop these rows.")
    return pd.DataFrame(values / sums, index=model.index, columns=model.columns)


def aligned_shares(shares: pd.DataFrame, topics: pd.Index, articles: pd.Index) -> np.ndarray:
    """The shares of `articles` in `topics`, in their orders; raise where one is not among `shares`.

    >>> aligned_shares(pd.DataFrame({"trade": [1.0]}, index=["a1"]), pd.Index(["trade"]), pd.Index(["a1"]))
    array([[1.]])
    """
    _check.table("shares", shares)
    absent = [topic for topic in topics if topic not in shares.columns]
    if absent:
        raise ValueError(
            f"`shares` has no column for {len(absent)} of {len(topics)} topics: {_check.listing(absent)}. Take what "
            "transform gives, all of its columns, with those of another model named as the topics are."
        )
    rows = _check.aligned("shares", pd.Series(np.arange(len(shares)), shares.index), articles).to_numpy()
    return shares[list(topics)].to_numpy(dtype=float, na_value=np.nan)[rows]


def leading(probabilities: np.ndarray, n: int) -> np.ndarray:
    """The columns of the n most probable terms of each topic, most probable first; of equals the first.

    >>> leading(np.array([[0.2, 0.5, 0.3], [0.4, 0.2, 0.4]]), 2).tolist()
    [[1, 2], [0, 2]]
    """
    return np.argsort(-probabilities, axis=1, kind="stable")[:, :n]


def corpus_shares(probabilities: pd.DataFrame, counts: Counts | None) -> np.ndarray:
    """The share of each term in `counts`, or, without them, its mean probability over topics.

    >>> corpus_shares(pd.DataFrame([[0.75, 0.25], [0.25, 0.75]], columns=["tariff", "said"]), None)
    array([0.5, 0.5])
    """
    if counts is None:
        return probabilities.to_numpy().mean(axis=0)
    totals = pd.Series(checked(counts).matrix.sum(axis=0), counts.terms)
    there = totals.reindex(probabilities.columns, fill_value=0).to_numpy(float)
    if not there.sum():
        raise ValueError("`counts` must hold terms of the model; they hold none. Give those that it was fitted on.")
    return there / there.sum()


def lift(probabilities: np.ndarray, corpus: np.ndarray) -> np.ndarray:
    """The probability of each term in each topic by its share in the corpus; missing where the corpus has none.

    >>> lift(np.array([[0.75, 0.25, 0.0]]), np.array([0.5, 0.5, 0.0]))
    array([[1.5, 0.5, nan]])
    """
    return probabilities / np.where(corpus > 0, corpus, np.nan)


def relevance(probabilities: np.ndarray, corpus: np.ndarray) -> np.ndarray:
    """Sievert and Shirley's relevance of each term to each topic; missing where its probability is 0.

    >>> relevance(np.array([[0.75, 0.25, 0.0]]), np.array([0.5, 0.25, 0.25])).round(3)
    array([[-0.01 , -0.832,    nan]])
    """
    known = np.where(probabilities > 0, probabilities, np.nan)
    return RELEVANCE * np.log(known) + (1 - RELEVANCE) * np.log(lift(known, corpus))


def frex(probabilities: np.ndarray) -> np.ndarray:
    """The weighted harmonic mean of the ranks of each term by exclusivity and by frequency within each topic.

    Ranks are shares of the vocabulary that is not above the term, as in an empirical distribution; equals share the
    mean of their ranks. A term that no topic holds is exclusive to none.

    >>> frex(np.array([[0.5, 0.3, 0.2], [0.1, 0.3, 0.6]])).round(3)
    array([[1.   , 0.667, 0.333],
           [0.333, 0.667, 1.   ]])
    """
    sums = probabilities.sum(axis=0)
    exclusive = np.divide(probabilities, sums, out=np.zeros_like(probabilities), where=sums > 0)
    ranks = [rankdata(values, axis=1) / probabilities.shape[1] for values in (exclusive, probabilities)]
    return 1 / (FREX / ranks[0] + (1 - FREX) / ranks[1])
