"""Whether the terms of a topic keep each other company in the articles."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis import _check
from analysis.terms import Counts
from analysis.terms.counts import checked
from analysis.text.codes import unpack

from ._kernel_windows import windows
from .distributions import distributions, leading
from .named import NamedTopics

WINDOW = 110  # tokens: the best of many combinations tried by Röder, Both and Hinneburg 2015, table 8
NEVER = 1e-12  # joint probability of words that never meet, in c_v: Röder, Both and Hinneburg 2015, section 3.2


def coherence(
    model: NamedTopics | pd.DataFrame,
    counts: Counts,
    *,
    measure: str = "npmi",
    n: int = 10,
    tokens: pd.Series | None = None,
) -> pd.DataFrame:
    """How much the n most probable terms of each topic keep each other company.

    With P(i) the share of articles that hold term i and P(i, j) that of both:

    - `npmi`: the mean over pairs of log (P(i, j) / (P(i) P(j))) / -log P(i, j) (Bouma 2009; Aletras and Stevenson
      2013). It is 1 for terms that stand in the same articles only, 0 for independent ones, and -1 for terms that never
      meet (gensim gives these more, the rarer they are, by putting 10^-12 for 0);
    - `umass`: the sum over pairs, j the more probable one in the topic, of log ((D(i, j) + 1) / D(j)), with D the
      number of articles (Mimno et al. 2011, EMNLP, eq. 1; gensim takes the mean and adds 10^-12 instead of 1);
    - `c_v`: with P the share of windows of 110 `tokens` (a shorter article is one), each term's vector of `npmi` to the
      n terms is compared by cosine with the sum of all n vectors, and the mean taken (Röder, Both and Hinneburg 2015,
      WSDM, section 3). gensim 4.4 gives the same but where a word stands twice in a window: that one it forgets as soon
      as the window has left the first of its places.

    Coherence does not tell a topic with the right name from one with another, and it is high for the terms of a text
    that many articles repeat. Values of different corpora, and of different `n`, do not compare.

    Parameters
    ----------
    model : NamedTopics or DataFrame
        As in `top_terms`.
    counts : Counts
        Of the articles that the model was fitted on or, better, of others of their kind.
    measure : {"npmi", "umass", "c_v"}, default "npmi"
    n : int, default 10
        How many terms, by probability.
    tokens : Series, optional
        What `counts` were counted from: needed by `c_v`, and by it only.

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical in the order of the model), one named after the measure, and `terms`: how many of
        the n the corpus holds, the others being left out. With fewer than two of them the coherence is missing, and
        so it is by `npmi` where all of them stand in every article.

    Raises
    ------
    ValueError
        For an unknown `measure`; if `n` is below 2; if `c_v` has no `tokens`.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO allies met", "Tripoli fell", "Libya and Tripoli"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0).fit(counts)
    >>> coherence(model, counts, n=3).round(2)
       topic  npmi  terms
    0   NATO  0.67      3
    1  Libya  0.67      3
    """
    _check.option("measure", measure, ["npmi", "umass", "c_v"])
    n = _check.whole("n", n, least=2)
    table = distributions(model)
    checked(counts)
    best = leading(table.to_numpy(), n)
    used, places = np.unique(best, return_inverse=True)
    places = places.reshape(best.shape)
    vocabulary = table.columns[used]
    if measure != "c_v":
        joint, total = _in_articles(counts, vocabulary), len(counts)
    elif tokens is None:
        raise ValueError("`tokens` must be given for c_v, which looks at windows of them: those that were counted.")
    else:
        joint, total = _in_windows(tokens, vocabulary, WINDOW)
    values, known = [], []
    for own in places:
        own = own[joint[own, own] > 0]
        known.append(len(own))
        values.append(MEASURES[measure](joint[np.ix_(own, own)], total) if len(own) > 1 else np.nan)
    return pd.DataFrame(
        {"topic": pd.Categorical(table.index, categories=table.index), measure: np.array(values, float), "terms": known}
    )


def npmi(joint: np.ndarray, total: int) -> np.ndarray:
    """Normalized pointwise mutual information of each pair, from how often both occur and, on the diagonal, each.

    >>> npmi(np.array([[3, 1], [1, 2]]), 5)[0, 1].round(9)  # log(0.2 / (0.6 * 0.4)) / -log 0.2
    np.float64(-0.113282753)
    """
    share = joint / total
    each = np.diagonal(share)
    some = np.where((joint > 0) & (share < 1), share, 0.5)  # 0.5 stands where its logarithm is not used
    value = np.log(some / np.multiply.outer(each, each)) / -np.log(some)
    return np.where(joint > 0, np.where(share < 1, value, np.nan), -1.0)


def _npmi(joint, total):
    """The mean over pairs that do not both stand everywhere."""
    values = npmi(joint, total)[np.triu_indices(len(joint), 1)]
    values = values[~np.isnan(values)]
    return values.mean() if len(values) else np.nan


def _umass(joint, total):
    """The sum over pairs; the terms stand in the order of their probability."""
    more, less = np.triu_indices(len(joint), 1)
    return np.log((joint[more, less] + 1) / joint[more, more]).sum()


def _c_v(joint, total):
    """The mean cosine of each term's vector with the sum of all vectors."""
    share = np.where(joint > 0, joint / total, 0) + NEVER
    each = np.diagonal(joint) / total
    ratio = np.log(share / np.multiply.outer(each, each))
    everywhere = share >= 1  # of which the logarithm is 0: such a pair says nothing, and a term agrees with itself
    vectors = np.divide(ratio, -np.log(np.where(everywhere, 0.5, share)), out=np.eye(len(joint)), where=~everywhere)
    whole = vectors.sum(axis=0)
    lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(whole)
    return (vectors @ whole / lengths).mean() if (lengths > 0).all() else np.nan


MEASURES = {"npmi": _npmi, "umass": _umass, "c_v": _c_v}


def _in_articles(counts, vocabulary):
    """In how many articles each pair of terms stands, and on the diagonal each term."""
    column = counts.terms.get_indexer(vocabulary)
    presence = sparse.csc_array(counts.matrix > 0).astype(np.int64)[:, column[column >= 0]]
    there = np.flatnonzero(column >= 0)
    joint = np.zeros((len(vocabulary), len(vocabulary)), np.int64)
    joint[np.ix_(there, there)] = (presence.T @ presence).toarray()
    return joint


def _in_windows(tokens, vocabulary, window):
    """In how many windows each pair of terms stands, and on the diagonal each term; and how many windows there are."""
    parts = unpack(tokens)
    places = vocabulary.get_indexer(pd.Index(parts.vocabulary, dtype=vocabulary.dtype))
    joint = np.zeros((len(vocabulary), len(vocabulary)), np.int64)
    total = windows(parts.offsets, np.ascontiguousarray(parts.codes), places, window, joint)
    return joint + np.triu(joint, 1).T, total
