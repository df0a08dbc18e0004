"""Which further terms could be seeds."""

import numpy as np
import pandas as pd
from scipy import sparse

from analysis import _check
from analysis.terms import Counts
from analysis.terms.association import MEASURES, Table
from analysis.terms.counts import checked
from analysis.terms.estimates import Z

from .seeds import evidence, weighed

HALF = 0.5  # added to each cell, so that a term found in no other article has finite odds (Haldane 1956)


def suggest(seeds: dict[str, list[str]], counts: Counts, *, topic: str | None = None, n: int = 10) -> pd.DataFrame:
    """The n terms that go most surely with the articles of each topic's seeds and not with those of other topics.

    An article belongs to the topics in the proportion of their seeds in it (weighed, less those against a topic), and
    to none if it holds no seed. Of each term and topic this makes a table of two by two: articles with and without the
    term, in the topic and not. Terms are ordered by the lower end of the 95 % interval of the odds ratio, so that
    neither a term of three articles nor one that is frequent everywhere comes first.

    A suggestion is to be read, not taken: what keeps company with a topic (a capital, a spokesman, last month's event)
    need not mean it. `terms.evidence` shows the sentences.

    Parameters
    ----------
    seeds : dict of str to list of str
        As read by `read_seeds`.
    counts : Counts
        Best with `min_articles`.
    topic : str, optional
        For this topic only. The others still count as others.
    n : int, default 10

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical), `rank` (1 to n), `term`, `count`, `articles` (that hold it), `together` (of
        these, those that hold a seed of the topic), `elsewhere` (of these, those that hold a seed of another topic),
        `log_odds` (binary logarithm of the odds ratio, half an article added to each cell) with `low` and `high`
        (95 %), `g2` (log-likelihood of the same table, Dunning 1993). Seeds of any topic, terms against the topic and
        terms whose `low` is not above 0 are left out, so a topic may have fewer than n or none.

    Raises
    ------
    TypeError, ValueError
        Seeds that cannot work; weights instead of counts; a `topic` that the seeds do not name.

    Notes
    -----
    The interval is Woolf's with half a unit in each cell (Woolf 1955, Annals of Human Genetics 19, 251-253; Gart 1966,
    Biometrika 53, 615-617). It takes articles as independent: it orders terms, and is no test.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO allies met", "NATO and allies", "Libya met", "Libya fell"] * 5})
    >>> counts = terms.count(text.tokenize(articles))
    >>> suggest({"NATO": ["nato"], "Libya": ["libya"]}, counts, topic="NATO")[["term", "articles", "together"]]
         term  articles  together
    0  allies        10        10
    """
    checked(counts)
    weights, barred = weighed(seeds, counts.terms, counts.cutting)
    n = _check.whole("n", n, least=1)
    if topic is not None:
        _check.option("topic", topic, seeds)
    found = evidence(counts.matrix, weights)
    holds = sparse.csr_array((found > 0).astype(np.int64))
    part = found.multiply(1 / np.maximum(found.sum(axis=1), np.finfo(float).tiny)[:, None])
    by_term = sparse.csr_array((counts.matrix > 0).astype(np.int64).T)
    inside, together = (by_term @ sparse.csr_array(part)).toarray(), (by_term @ holds).toarray()
    several = sparse.csr_array((holds.sum(axis=1)[:, None] - holds.toarray() > 0).astype(np.int64))
    elsewhere = (by_term @ several).toarray()
    articles, of_topic, filled = by_term.sum(axis=1), part.sum(axis=0), (counts.matrix.sum(axis=1) > 0).sum()
    tables = []
    for number, name in enumerate(seeds):
        if topic not in (None, name):
            continue
        a = inside[:, number]
        cells = (a, articles - a, of_topic[number] - a, filled - articles - of_topic[number] + a)
        # Rounded, so that the order in which parts of articles were added up changes nothing, and empty is empty.
        cells = Table.of(*(np.maximum(np.round(cell, 9), 0) for cell in cells))
        log_odds, error = _log_odds(cells)
        low = log_odds - Z * error
        g2 = MEASURES["g2"](cells)
        usable = np.flatnonzero((low > 0) & ~barred[number] & (weights[number] == 0))
        best = usable[np.lexsort([counts.terms[usable].astype(str), -g2[usable], -low[usable]])][:n]
        tables.append(
            pd.DataFrame(
                {
                    "topic": pd.Categorical([name] * len(best), categories=list(seeds)),
                    "rank": np.arange(1, len(best) + 1),
                    "term": counts.terms[best],
                    "count": counts.matrix.sum(axis=0)[best],
                    "articles": articles[best],
                    "together": together[best, number],
                    "elsewhere": elsewhere[best, number],
                    "log_odds": log_odds[best],
                    "low": low[best],
                    "high": log_odds[best] + Z * error[best],
                    "g2": g2[best],
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def _log_odds(cells):
    """The binary logarithm of each odds ratio, and its standard error."""
    a, b, c, d = (cell + HALF for cell in cells)
    return np.log2(a * d / (b * c)), np.sqrt(1 / a + 1 / b + 1 / c + 1 / d) / np.log(2)
