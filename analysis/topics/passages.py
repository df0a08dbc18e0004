"""From a share to its sentences: where in the articles a topic is."""

import numpy as np
import pandas as pd

from analysis import _check
from analysis.terms import count
from analysis.text import compound, sentences, tokenize
from analysis.text.tokenize import check_options

from .distributions import aligned_shares, distributions
from .named import NamedTopics

NAMED = 5  # terms that a passage names as those that carried it
# Tokens to which shorter sentences are filled up with other topics. By the total, sentences of a hundred words led the
# passages of all topics tried in news-2017, whatever they said; by the mean alone, headings of two words did.
FULL = 12


def passages(
    model: NamedTopics | pd.DataFrame,
    articles: pd.DataFrame,
    shares: pd.DataFrame,
    topic: str,
    *,
    n: int | None = 5,
    among: int | None = 50,
    language: str = "en",
    hyphens: str = "keep",
) -> pd.DataFrame:
    """The sentences that carry the share of a topic: what there is to read before a topic's name is trusted.

    The score of a sentence is the expected share of its tokens that the model gives to the topic. A token of term t in
    article a is the topic's with the probability share(a, topic) p(t | topic) / sum over topics k of
    share(a, k) p(t | k); the score is the sum of these divided by the number of the sentence's tokens, or by 12 where
    it has fewer. Only tokens that are terms of the model count.

    The best sentence of each article comes before the second one of any; a sentence that several articles share is
    given once, from the one with the largest share.

    Parameters
    ----------
    model : NamedTopics or DataFrame
        As in `top_terms`.
    articles : DataFrame
        With a column `text`; all that the model was fitted on, or those of one outlet, say.
    shares : DataFrame
        What the model's `transform` gives, with a row for each of the articles.
    topic : str
        One of the model's topics.
    n : int or None, default 5
        How many passages at most; None for all with a score above 0.
    among : int or None, default 50
        Only the articles with so many largest shares are cut into sentences; None for all.
    language, hyphens
        As they were given to `text.tokenize`. Terms of several words are found as `text.compound` finds them. Terms
        that were stemmed stand in no text.

    Returns
    -------
    DataFrame
        One row per passage: `article_id`; `sentence`, its number in the article, from 0; `start` and `end`, in
        characters, so that ``text[start:end]`` is the sentence; `text`; `score`; `tokens`, how many of its tokens are
        terms of the model; `terms`, at most five that contribute most to the score. `terms.browse` shows the table.

    Raises
    ------
    ValueError
        If `topic` is none of the model's; if `shares` misses an article or topic; if no word of the articles is a term
        of the model.

    Examples
    --------
    >>> from analysis import terms
    >>> texts = ["Allies met. NATO and its allies agreed.", "Tripoli fell. NATO watched Tripoli."]
    >>> articles = pd.DataFrame({"text": texts}, index=["a1", "a2"])
    >>> counts = terms.count(tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["tripoli"]}, unnamed=0).fit(counts)
    >>> passages(model, articles, model.transform(counts), "Libya", n=1)[["article_id", "text", "terms"]]
      article_id                   text                   terms
    0         a2          Tripoli fell.  tripoli, fell
    """
    table = distributions(model)
    _check.table("articles", articles, ["text"])
    _check.option("topic", topic, table.index)
    n = None if n is None else _check.whole("n", n, least=1)
    among = None if among is None else _check.whole("among", among, least=1)
    check_options(language, hyphens)
    mixtures = aligned_shares(shares, table.index, articles.index)
    place = table.index.get_loc(topic)
    names = articles.index.astype(str).to_numpy(dtype=object)
    order = [row for row in np.lexsort((names, -mixtures[:, place])) if mixtures[row, place] > 0][:among]
    chosen, mixtures = articles.iloc[order], mixtures[order]

    held = sentences(chosen[["text"]].reset_index(drop=True), language=language)
    phrases = [term for term in table.columns if " " in str(term)]
    tokens = compound(tokenize(held, language=language, hyphens=hyphens), phrases)
    counts = count(tokens, vocabulary=table.columns)
    if len(held) and not counts.matrix.nnz:
        raise ValueError(
            "`articles` must hold terms of the model; no word of them is one. Give the texts that it was fitted on, "
            "and their `language`; terms that were stemmed stand in no text."
        )
    entries = counts.matrix.tocoo()
    sentence, term = entries.row, entries.col
    expected = entries.data * _belonging(
        table.to_numpy(), mixtures, place, held["article_id"].to_numpy()[sentence], term
    )
    held["tokens"] = np.bincount(sentence, entries.data, minlength=len(held)).astype(np.int64)
    held["score"] = np.bincount(sentence, expected, minlength=len(held)) / held["tokens"].clip(lower=FULL)

    best = held[held["score"] > 0].drop_duplicates("text")  # in the order of shares
    best = best.sort_values(["score", "article_id", "sentence"], ascending=[False, True, True])
    best = best.assign(round=best.groupby("article_id").cumcount()).sort_values("round", kind="stable").head(n)
    carrying = pd.DataFrame({"sentence": sentence, "term": term, "expected": expected})
    carrying = carrying[(carrying["expected"] > 0) & carrying["sentence"].isin(best.index)]
    carrying = carrying.sort_values(["expected", "term"], ascending=[False, True]).groupby("sentence").head(NAMED)
    named = table.columns[carrying["term"]].to_series(index=carrying["sentence"]).groupby(level=0).agg(", ".join)
    best["terms"] = named.reindex(best.index).astype("str")
    best["article_id"] = chosen.index[best["article_id"]]
    columns = ["article_id", "sentence", "start", "end", "text", "score", "tokens", "terms"]
    return best[columns].reset_index(drop=True)


def _belonging(probabilities, mixtures, topic, article, term):
    """The probability that each token, of a term in an article, is the topic's; 0 where no topic can have it."""
    mass = np.zeros(len(term))
    for k in range(len(probabilities)):  # one topic after the other: the memory of a table per topic is not needed
        mass += mixtures[article, k] * probabilities[k, term]
    own = mixtures[article, topic] * probabilities[topic, term]
    return np.divide(own, mass, out=np.zeros(len(term)), where=mass > 0)
