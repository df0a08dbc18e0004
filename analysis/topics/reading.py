"""What topics are made of: their terms, their articles, and their share of groups of articles."""

import numpy as np
import pandas as pd
from sklearn.utils.validation import check_is_fitted

from analysis import _check
from analysis.terms.estimates import ratios

from .named import NamedTopics
from .seeds import found

RELEVANCE = 0.6  # weight of probability against lift: the best of a user study, Sievert and Shirley 2014, section 3.1


def top_terms(model: NamedTopics, *, n: int = 10) -> pd.DataFrame:
    """The n terms that say most about each topic.

    Ordered by relevance (Sievert and Shirley 2014, Proc. Workshop on Interactive Language Learning, eq. 1): 0.6 log
    p(term | topic) + 0.4 log (p(term | topic) / p(term)), where p(term) is the mean of p(term | topic) over topics.
    Probability alone would list the same frequent terms for many topics.

    Parameters
    ----------
    model : NamedTopics
        Fitted.
    n : int, default 10

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical in the order of the model), `rank` (1 to n), `term`, `probability` (of the term
        in the topic), `seed` (whether the term is one of the topic's seeds).

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO allies met", "Libya and Tripoli"]})
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya*"]}, unnamed=0)
    >>> top_terms(model.fit(terms.count(text.tokenize(articles))), n=1)[["topic", "term", "seed"]]
       topic   term  seed
    0   NATO   nato  True
    1  Libya  libya  True
    """
    check_is_fitted(model, "probabilities_")
    probability = model.probabilities_.to_numpy()
    n = min(_check.whole("n", n, least=1), probability.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):  # a term that is barred from a topic has probability 0
        relevance = np.log(probability) - (1 - RELEVANCE) * np.log(probability.mean(axis=0))
    best = np.argsort(-np.nan_to_num(relevance, nan=-np.inf), axis=1, kind="stable")[:, :n]
    rows = np.arange(len(probability))[:, None]
    seeds = np.zeros(probability.shape, dtype=bool)
    seeds[: len(model.seeds)] = found(model.seeds, model.probabilities_.columns)
    return pd.DataFrame(
        {
            "topic": pd.Categorical(np.repeat(model.topics_, n), categories=model.topics_),
            "rank": np.tile(np.arange(1, n + 1), len(probability)),
            "term": model.probabilities_.columns[best.ravel()],
            "probability": probability[rows, best].ravel(),
            "seed": seeds[rows, best].ravel(),
        }
    )


def top_articles(shares: pd.DataFrame, *, n: int = 5) -> pd.DataFrame:
    """The n articles with the largest share of each topic.

    Parameters
    ----------
    shares : DataFrame
        As `NamedTopics.transform` gives it, or some of its columns.
    n : int, default 5

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical), `rank` (1 to n), `article_id`, `share`. Equal shares are ordered by `article_id`.

    Examples
    --------
    >>> top_articles(pd.DataFrame({"NATO": [0.1, 0.7], "Libya": [0.9, 0.3]}, index=["a1", "a2"]), n=1)
       topic  rank article_id  share
    0   NATO     1         a2    0.7
    1  Libya     1         a1    0.9
    """
    _check.table("shares", shares)
    n = _check.whole("n", n, least=1)
    long = shares.rename_axis(index="article_id", columns="topic").melt(ignore_index=False, value_name="share")
    long["topic"] = pd.Categorical(long["topic"], categories=shares.columns)
    long = long.dropna().reset_index().sort_values(["topic", "share", "article_id"], ascending=[True, False, True])
    long["rank"] = long.groupby("topic", observed=True).cumcount() + 1
    return long.loc[long["rank"] <= n, ["topic", "rank", "article_id", "share"]].reset_index(drop=True)


def prevalence(shares: pd.DataFrame, *, by: pd.Series | None = None) -> pd.DataFrame:
    """The mean share of each topic in each group of articles, with an interval.

    Every article weighs the same, long or short. The interval is Student's for a mean and takes articles as
    independent.

    Parameters
    ----------
    shares : DataFrame
        As `NamedTopics.transform` gives it, or some of its columns. Articles with missing shares are left out.
    by : Series, optional
        The group of each article, aligned on `article_id`; articles where it is missing are left out.

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical), `group` (Categorical, "all" without `by`), `share`, `low`, `high` (95 %),
        `articles`.

    Examples
    --------
    >>> shares = pd.DataFrame({"NATO": [0.1, 0.3], "Libya": [0.9, 0.7]}, index=["a1", "a2"])
    >>> prevalence(shares)[["topic", "group", "share", "articles"]]
       topic group  share  articles
    0   NATO   all    0.2         2
    1  Libya   all    0.8         2
    """
    _check.table("shares", shares)
    group = pd.Series("all", index=shares.index) if by is None else _check.aligned("by", by, shares.index)
    if not isinstance(group.dtype, pd.CategoricalDtype):
        group = group.astype("category")
    tables = []
    for topic in shares.columns:
        rows = pd.DataFrame({"value": shares[topic], "exposure": 1.0, "group": group}).dropna()
        tables.append(ratios(rows, ["group"]).rename(columns={"value": "share"}).reset_index().assign(topic=topic))
    table = pd.concat(tables, ignore_index=True)
    table["topic"] = pd.Categorical(table["topic"], categories=shares.columns)
    table["group"] = pd.Categorical(table["group"], categories=group.cat.categories)
    return table[["topic", "group", "share", "low", "high", "articles"]]
