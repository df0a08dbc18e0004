"""How frequent each term is, as counts and as rates with intervals."""

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import sparse, stats

from analysis import _check

from .counts import Counts, added, checked, group
from .estimates import wilson

PER_MILLION = 1_000_000


def frequency(
    counts: Counts, *, by: pd.Series | None = None, cluster: pd.Series | pd.DataFrame | None = None
) -> pd.DataFrame:
    """Terms with their counts, rates and ranks.

    Without `cluster` the interval is Wilson's (1927, JASA 22, p. 209) for a share of tokens. It treats tokens as
    independent draws, which words in articles are not: read it as the least uncertainty that there can be.

    With `cluster` it is that of a ratio of cluster totals (Cochran 1977, Sampling Techniques, 6.4, without the finite
    population), with Student's t: how much the rate differs between days, say, decides how sure it is.

    Parameters
    ----------
    counts : Counts
    by : Series, optional
        One value per article, aligned on `article_id`: the table is made for each group.
    cluster : Series or DataFrame, optional
        What cluster each article belongs to, such as the day, or ``articles[["outlet", "date"]]``; with `by`, clusters
        are counted within each group.

    Returns
    -------
    DataFrame
        Index `term` (with `by`: `group` and `term`), ordered by rank, within a rank by code point. Columns: `count`;
        `per_million` tokens, with `low` and `high` (95 %; with `cluster` missing where there is one cluster, and `low`
        never below 0); `articles` that hold the term; `rank` (ties share the smallest). Terms that a group does not use
        are not listed for it; without tokens the table is empty.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO and Libya", "NATO"]}, index=["a1", "a2"])
    >>> terms.frequency(terms.count(text.tokenize(articles)))[["count", "per_million", "articles", "rank"]]
           count  per_million  articles  rank
    term
    nato       2     500000.0         2     1
    and        1     250000.0         1     2
    libya      1     250000.0         1     2
    """
    checked(counts)
    articles_with = replace(counts, matrix=(counts.matrix > 0).astype(np.int64))
    groups = pd.Series("all", index=counts.articles) if by is None else _check.aligned("by", by, counts.articles)
    clusters = None if cluster is None else _check.present("cluster", cluster, counts.articles)
    sums, holding = group(counts, groups), group(articles_with, groups)
    tables = {}
    for row, name in enumerate(sums.articles):
        table = _table(sums.matrix[[row]].toarray()[0], holding.matrix[[row]].toarray()[0], counts.terms)
        if clusters is not None:
            own = (groups == name).to_numpy(dtype=bool, na_value=False)
            table["low"], table["high"] = _between(counts.matrix[own], clusters[own], counts.terms, table)
        tables[name] = table
    if not tables:
        nothing = np.zeros(0, np.int64)
        tables["all"] = _table(nothing, nothing, counts.terms[:0])
    result = pd.concat(tables, names=["group", "term"])
    return result.droplevel("group") if by is None else result


def _table(count, articles, terms):
    total = count.sum()
    used = count > 0
    low, high = wilson(count[used], total)
    table = pd.DataFrame(
        {
            "count": count[used],
            "per_million": count[used] / max(total, 1) * PER_MILLION,
            "low": low * PER_MILLION,
            "high": high * PER_MILLION,
            "articles": articles[used],
        },
        index=terms[used].rename("term"),
    )
    table["rank"] = table["count"].rank(method="min", ascending=False).astype(int)
    return table.sort_index().sort_values("rank", kind="stable")


def _between(matrix, clusters, terms, table):
    """The interval of each rate from how much it differs between clusters, for the terms of `table`.

    With y the count of a term and x the tokens of a cluster, sum (y - r x)^2 = sum y^2 - 2 r sum y x + r^2 sum x^2, so
    that the zeros need not be written out.
    """
    codes, names = pd.factorize(clusters, sort=True)
    if len(names) < 2:
        return np.nan, np.nan
    totals = sparse.csc_array(added(matrix, codes, len(names)).astype(float))
    size = np.asarray(totals.sum(axis=1)).ravel()
    rate = np.asarray(totals.sum(axis=0)).ravel() / max(size.sum(), 1)
    squares = (
        np.asarray(totals.multiply(totals).sum(axis=0)).ravel() - 2 * rate * (size @ totals) + rate**2 * (size @ size)
    )
    error = np.sqrt(len(names) / (len(names) - 1) * np.maximum(squares, 0)) / max(size.sum(), 1)
    half = stats.t.ppf(0.975, len(names) - 1) * error
    place = terms.get_indexer(table.index)
    return np.maximum(rate - half, 0)[place] * PER_MILLION, (rate + half)[place] * PER_MILLION
