"""How frequent each term is, as counts and as rates with intervals."""

import numpy as np
import pandas as pd

from .counts import Counts, group
from .estimates import wilson

PER_MILLION = 1_000_000


def frequency(counts: Counts, *, by: pd.Series | None = None) -> pd.DataFrame:
    """Terms with their counts, rates and ranks.

    The interval is Wilson's (1927, JASA 22, p. 209) for a share of tokens. It treats tokens as independent draws, which
    words in articles are not: read it as the least uncertainty that there can be.

    Parameters
    ----------
    counts : Counts
    by : Series, optional
        One value per article, aligned on `article_id`: the table is made for each group.

    Returns
    -------
    DataFrame
        Index `term` (with `by`: `group` and `term`), ordered by rank, within a rank by code point. Columns: `count`;
        `per_million` tokens, with `low` and `high` (95 %); `articles` that hold the term; `rank` (ties share the
        smallest). Terms that a group does not use are not listed for it; without tokens the table is empty.

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
    articles_with = Counts((counts.matrix > 0).astype(np.int64), counts.articles, counts.terms)
    if by is None:
        by = pd.Series("all", index=counts.articles)
        return _tables(group(counts, by), group(articles_with, by)).droplevel("group")
    return _tables(group(counts, by), group(articles_with, by))


def _tables(counts, articles_with):
    tables = [
        _table(counts.matrix[[row]].toarray()[0], articles_with.matrix[[row]].toarray()[0], counts.terms)
        for row in range(len(counts))
    ] or [_table(np.zeros(0, np.int64), np.zeros(0, np.int64), counts.terms[:0])]
    groups = counts.articles if len(counts) else ["all"]
    return pd.concat(dict(zip(groups, tables, strict=True)), names=["group", "term"])


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
