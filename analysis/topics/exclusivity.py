"""Whether topics keep apart: terms that belong to one alone."""

import numpy as np
import pandas as pd

from analysis import _check

from .distributions import distributions, frex, leading
from .named import NamedTopics


def exclusivity(model: NamedTopics | pd.DataFrame, *, n: int = 10) -> pd.DataFrame:
    """How far the n most probable terms of each topic are its own.

    The sum of their FREX, the harmonic mean of the ranks by exclusivity, weighted 0.7, and by frequency, so from a
    little above 0 to n (stm's `exclusivity`; Bischof and Airoldi 2012; `top_terms` has the formula). The most probable
    terms of any topic have high ranks, so values lie close to n; compare them within one vocabulary only.

    Parameters
    ----------
    model : NamedTopics or DataFrame
        As in `top_terms`.
    n : int, default 10
        How many terms, by probability.

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical in the order of the model), `exclusivity`.

    Examples
    --------
    >>> exclusivity(pd.DataFrame([[5, 3, 2], [1, 3, 6]], index=["x", "y"], columns=["a", "b", "c"]), n=2).round(3)
      topic  exclusivity
    0     x        1.667
    1     y        1.667
    """
    n = _check.whole("n", n, least=1)
    table = distributions(model)
    probabilities = table.to_numpy()
    best = leading(probabilities, n)
    value = np.take_along_axis(frex(probabilities), best, axis=1).sum(axis=1)
    return pd.DataFrame({"topic": pd.Categorical(table.index, categories=table.index), "exclusivity": value})


def topic_diversity(model: NamedTopics | pd.DataFrame, *, n: int = 25) -> float:
    """The share of distinct terms among the n most probable ones of all topics.

    Of 1 if no two topics share a term, of 1 / topics if all have the same (Dieng, Ruiz and Blei 2020, TACL 8, section
    6). Terms with a probability of 0 do not count.

    Parameters
    ----------
    model : NamedTopics or DataFrame
        As in `top_terms`.
    n : int, default 25
        How many terms, by probability.

    Returns
    -------
    float

    Examples
    --------
    >>> topic_diversity(pd.DataFrame([[5, 3, 2], [1, 3, 6]], columns=["a", "b", "c"]), n=2)
    0.75
    """
    n = _check.whole("n", n, least=1)
    probabilities = distributions(model).to_numpy()
    best = leading(probabilities, n)
    named = best[np.take_along_axis(probabilities, best, axis=1) > 0]
    return len(np.unique(named)) / len(named)
