"""Which topic of one model is which of another."""

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from analysis import _check

from .distributions import distributions
from .named import NamedTopics


def align(model: NamedTopics | pd.DataFrame, reference: NamedTopics | pd.DataFrame) -> pd.DataFrame:
    """For each topic its partner among the topics of another model, so that the pairs together are most alike.

    Two topics are as similar as 1 less the Jensen-Shannon divergence of their distributions over terms, in bits (Lin
    1991, eq. 4.1; as `terms.similarity` has it): 1 for equal ones, 0 for such as share no term. No topic has two
    partners, and the sum of similarities is the largest there is (the assignment of Kuhn 1955, the "Hungarian
    method"), so a topic may be given to another than the one that is nearest to it: `nearest` says which that is.

    Parameters
    ----------
    model, reference : NamedTopics or DataFrame
        As in `top_terms`. Terms are matched by name; what only one of the two has counts as different.

    Returns
    -------
    DataFrame
        One row per topic of `model`, in its order: `topic`; `partner`, of `reference`, missing where that has fewer
        topics; `similarity`; `nearest`, the topic of `reference` that is most alike, and `nearest_similarity`.

    Raises
    ------
    ValueError
        If the two have no term in common.

    Examples
    --------
    >>> ours = pd.DataFrame([[8, 2, 0], [0, 2, 8]], index=["NATO", "Libya"], columns=["nato", "said", "tripoli"])
    >>> theirs = pd.DataFrame([[9, 2], [2, 1]], columns=["tripoli", "said"])
    >>> align(theirs, ours).round(2)
       topic partner  similarity nearest  nearest_similarity
    0      0   Libya        1.00   Libya                1.00
    1      1    NATO        0.25   Libya                0.98
    """
    ours, theirs = distributions(model), distributions(reference)
    terms = ours.columns.union(theirs.columns, sort=False)
    if len(terms) == ours.shape[1] + theirs.shape[1]:
        raise ValueError(
            f"`model` and `reference` must share terms; {_check.listing(ours.columns[:3])} and "
            f"{_check.listing(theirs.columns[:3])} do not. Name the columns by counts.terms."
        )
    likeness = _similarities(*(table.reindex(columns=terms, fill_value=0.0).to_numpy() for table in (ours, theirs)))
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    partner = np.full(len(ours), -1)
    partner[rows] = columns
    best = likeness.argmax(axis=1)
    every = np.arange(len(ours))
    return pd.DataFrame(
        {
            "topic": ours.index,
            "partner": pd.Series(theirs.index[partner]).where(partner >= 0),
            "similarity": np.where(partner >= 0, likeness[every, partner], np.nan),
            "nearest": theirs.index[best],
            "nearest_similarity": likeness[every, best],
        }
    )


def _similarities(ours, theirs):
    """1 less the Jensen-Shannon divergence of each row of one with each of the other."""
    found = np.empty((len(ours), len(theirs)))
    for row, own in enumerate(ours):
        middle = (own + theirs) / 2
        found[row] = 1 - (_entropies(middle) - (_entropies(own) + _entropies(theirs)) / 2)
    return np.clip(found, 0, 1)


def _entropies(rows):
    """The entropy of distributions, in bits."""
    return -(rows * np.log2(np.where(rows > 0, rows, 1))).sum(axis=-1)
