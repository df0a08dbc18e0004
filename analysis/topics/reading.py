"""What topics are made of: their terms, their articles, and their share of groups of articles."""

import numpy as np
import pandas as pd

from analysis import _check
from analysis.terms import Counts
from analysis.terms.estimates import ratios

from .distributions import corpus_shares, distributions, frex, lift, relevance
from .named import NamedTopics
from .seeds import found

MEASURES = ("relevance", "frex", "lift", "probability")


def top_terms(
    model: NamedTopics | pd.DataFrame, *, n: int = 10, measure: str = "relevance", counts: Counts | None = None
) -> pd.DataFrame:
    """The n terms that say most about each topic.

    Probability alone lists the same frequent terms for many topics; the other measures ask as well whether a term
    belongs to this topic rather than to others. With p(term) the mean of p(term | topic) over topics, or the share of
    the term in `counts`:

    - `relevance`: 0.6 log p(term | topic) + 0.4 log (p(term | topic) / p(term)) (Sievert and Shirley 2014, Proc.
      Workshop on Interactive Language Learning, eq. 1, and 0.6 their section 3.1);
    - `frex`: 1 / (0.7 / exclusivity + 0.3 / frequency), where frequency is the rank of p(term | topic) in the topic and
      exclusivity that of p(term | topic) / sum over topics, both divided by the number of terms (Bischof and Airoldi
      2012, ICML, eq. 1, without their model; the weight 0.7 as in `exclusivity`; stm's `labelTopics` has 0.5);
    - `lift`: p(term | topic) / p(term) (Taddy 2012, AISTATS, section 5.1), which favours rare terms;
    - `probability`: p(term | topic).

    Parameters
    ----------
    model : NamedTopics or DataFrame
        Fitted; or the probabilities of other topics, topics x terms, as in
        ``pd.DataFrame(lda.components_, columns=counts.terms)``.
    n : int, default 10
    measure : {"relevance", "frex", "lift", "probability"}, default "relevance"
    counts : Counts, optional
        The corpus that p(term) is taken from, by `relevance` and `lift`.

    Returns
    -------
    DataFrame
        Columns `topic` (Categorical in the order of the model), `rank` (1 to n), `term`, `probability` (of the term
        in the topic), one named after the measure, `seed` (whether the term is one of the topic's seeds). The measure
        is missing for a term that the topic cannot hold or the corpus lacks, and such terms come last.

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
    _check.option("measure", measure, MEASURES)
    table = distributions(model)
    probability = table.to_numpy()
    n = min(_check.whole("n", n, least=1), probability.shape[1])
    if measure == "probability":
        value = probability
    elif measure == "frex":
        value = frex(probability)
    else:
        value = {"lift": lift, "relevance": relevance}[measure](probability, corpus_shares(table, counts))
    best = np.argsort(-np.nan_to_num(value, nan=-np.inf), axis=1, kind="stable")[:, :n]
    rows = np.arange(len(probability))[:, None]
    seeds = np.zeros(probability.shape, dtype=bool)
    if isinstance(model, NamedTopics):
        seeds[: len(model.seeds)] = found(model.seeds, table.columns, model.cutting_)
    return pd.DataFrame(
        {
            "topic": pd.Categorical(np.repeat(table.index, n), categories=table.index),
            "rank": np.tile(np.arange(1, n + 1), len(probability)),
            "term": table.columns[best.ravel()],
            "probability": probability[rows, best].ravel(),
            measure: value[rows, best].ravel(),
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
    group = grouping("by", by, shares.index)
    tables = []
    for topic in shares.columns:
        rows = pd.DataFrame({"value": shares[topic], "exposure": 1.0, "group": group}).dropna()
        tables.append(ratios(rows, ["group"]).rename(columns={"value": "share"}).reset_index().assign(topic=topic))
    table = pd.concat(tables, ignore_index=True)
    table["topic"] = pd.Categorical(table["topic"], categories=shares.columns)
    table["group"] = pd.Categorical(table["group"], categories=group.cat.categories)
    return table[["topic", "group", "share", "low", "high", "articles"]]


def grouping(name: str, value: pd.Series | None, articles: pd.Index) -> pd.Series:
    """The group of each article as a Categorical, "all" without `value`; some may be missing.

    >>> grouping("by", None, pd.Index(["a1"])).to_list()
    ['all']
    """
    groups = pd.Series("all", index=articles) if value is None else _check.aligned(name, value, articles)
    return groups if isinstance(groups.dtype, pd.CategoricalDtype) else groups.astype("category")
