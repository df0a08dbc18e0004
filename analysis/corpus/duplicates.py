"""Copies of articles: which article stands in the corpus more than once, word for word or nearly."""

import numpy as np
import pandas as pd

from analysis import _check
from analysis.corpus import _kernel_origins as kernel
from analysis.corpus.agencies import agencies
from analysis.corpus.joining import days_between, ordered, origins, outlets, shared
from analysis.corpus.shingles import lowered, sentences


def duplicates(articles: pd.DataFrame, *, similarity: float = 0.8, words: int = 3) -> pd.DataFrame:
    """Return one row for each article that has a copy in the corpus, and for each copy, with the one it is a copy of.

    Articles are compared by their shingles, all sequences of `words` words in them: the similarity of two articles is
    that of Jaccard, shingles that both have by shingles that either has (Broder 1997). All pairs are compared, of any
    outlets and days, exactly: no pair is missed and none is reported by chance.

    Articles are taken in the order of their dates, those without a date last, of one date in the order of their ids.
    An article is a copy of the earlier article that it is most similar to, if this is similar enough and no copy
    itself; else it is an origin. So every member of a group is as similar as asked for to its origin, and no group is
    a chain at whose ends nothing is alike. A copy of a copy that has moved too far from the origin is an origin itself.
    Articles with the same text have the same origin.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`; `date` (datetime64) and `outlet` where known.
    similarity : float, default 0.8
        The least similarity, above 0 and up to 1. One changed word costs up to three shingles: at 0.8 about 4 of 100
        words may have changed here and there, or a fifth of the text have been cut off.
    words : int, default 3
        The length of a shingle. Longer ones forgive less.

    Returns
    -------
    DataFrame
        Index `article_id`, groups in the order of their origins, the origin first. Columns:

        - `group`: the name of the group, which is the id of its origin;
        - `origin`: the id of the earliest article of the group;
        - `kind`: "origin"; "exact" for a text that is the origin's but for white space and case; "near";
        - `similarity`: the similarity to the origin. It can be 1 for a near copy: only punctuation differs;
        - `copied`: the share of the article's sentences that stand word for word in the origin; a sentence ends at a
          line's end, and behind . ! or ? and white space, if it has three words;
        - `days`: days from the origin to this article; missing where one of the two has no date;
        - `outlet`: as in `articles`;
        - `agency`: the agencies whose signature the article bears, as `agencies` says; missing where there is none.

        Articles without text, and blank ones, are copies of nothing. A text without any word, such as "-", has exact
        copies only; one of fewer words than a shingle is one shingle.

    Raises
    ------
    ValueError
        An id that occurs twice; a `similarity` that is no share above 0; half a character in a text.
    TypeError
        A text that is none; a `date` that is no datetime64.

    Notes
    -----
    A word is a run of letters and digits, without case. Shingles are compared by hashes of 64 bits: that two of ten
    million different ones have the same hash has a probability of one in 400,000. Only shingles that occur in two
    articles are kept, and those are joined by the prefix filter (Bayardo, Ma and Srikant 2007).

    Examples
    --------
    >>> articles = pd.DataFrame(
    ...     {
    ...         "text": ["Talks will go on in Sochi. (Reuters)", "TALKS will go on in Sochi. (Reuters)", "No talks."],
    ...         "date": pd.to_datetime(["2020-12-30", "2020-12-29", "2020-12-31"]),
    ...     },
    ...     index=["a1", "a2", "a3"],
    ... )
    >>> duplicates(articles)[["group", "kind", "similarity", "days", "agency"]]
               group    kind  similarity  days   agency
    article_id
    a2            a2  origin         1.0   0.0  Reuters
    a1            a2   exact         1.0   1.0  Reuters
    """
    similarity = _check.share("similarity", _check.number("similarity", similarity, above=0))
    words = _check.whole("words", words, least=1)
    texts, rows, first, distinct, blank = ordered(articles)
    found, shares = origins(shared(lowered(texts.iloc[distinct]), words, similarity), similarity)
    origin = distinct[found[first]]
    grouped = np.flatnonzero(np.isin(origin, origin[origin != np.arange(len(rows))]) & ~blank)
    grouped = grouped[np.argsort(origin[grouped], kind="stable")]
    sources = origin[grouped]
    kind = np.where(first[grouped] == first[sources], "exact", "near")
    table, source = articles.iloc[rows[grouped]], articles.iloc[rows[sources]]
    return pd.DataFrame(
        {
            "group": source.index,
            "origin": source.index,
            "kind": pd.array(np.where(grouped == sources, "origin", kind), dtype="str"),
            "similarity": shares[first[grouped]],
            "copied": _copied(texts, grouped, sources),
            "days": days_between(source, table),
            "outlet": outlets(table),
            "agency": agencies(table).array,
        },
        index=table.index.rename("article_id"),
    )


def _copied(texts: pd.Series, copies: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Return which share of the sentences of each of `copies` stands in its source."""
    involved, numbers = np.unique(np.concatenate([copies, sources]), return_inverse=True)
    hashes, until = sentences(lowered(texts.iloc[involved]))
    shares = np.empty(len(copies))
    kernel.standing(hashes, until, numbers[: len(copies)], numbers[len(copies) :], shares)
    return shares
