"""The passages behind a number: whole sentences that hold a term, or two terms near each other."""

import warnings
from hashlib import blake2b

import numpy as np
import pandas as pd

from analysis import _check
from analysis.text.occurrences import occurrences
from analysis.text.phrases import leftmost
from analysis.text.tokenize import check_options

from .concordance import Sentences, alternatives, article_of


def evidence(
    articles: pd.DataFrame,
    term: str,
    *,
    target: pd.Series | None = None,
    near: str | None = None,
    window: int = 5,
    n: int | None = 5,
    language: str = "en",
    hyphens: str = "keep",
) -> pd.DataFrame:
    """The sentences in which a term stands: what there is to read behind a count, a key word or a pair of words.

    The `n` passages are a fixed sample, neither the first nor the most typical: one from each article before a second
    one from any, articles in the order of a hash of their ids, and the passages of one article in the order of a hash
    of their places. So they depend neither on the order of rows nor on chance, and the five are among the ten.
    ``n=None`` gives all, and so ``len(...)`` their number.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`.
    term : str
        A word or phrase as it stands in a table of this room, or a pattern of `concordance`. Terms that were stemmed
        stand in no text: write ``"sanction*"``. Words that became neighbours by removing others are found by `near`.
    target : Series of bool, optional
        True for the articles to read, aligned on `article_id`, as in `keyness`; the reference is ``~target``.
    near : str, optional
        The second term of a pair, as of `cooccurrence`: only where it stands within `window` words of `term`, on
        either side.
    window : int, default 5
        How many words apart the two may be: 1 is next to each other.
    n : int or None, default 5
        How many passages at most; None for all.
    language, hyphens
        As in `concordance`.

    Returns
    -------
    DataFrame
        One row per passage, in the order described: `article_id`; `sentence`, its number in the article, from 0;
        `start` and `end`, in characters, so that ``text[start:end]`` is the passage; `text`; `hits`, how often the term
        (or the pair) stands in it. A passage is one sentence, or as many as a match or pair reaches over; each hit is
        in one passage.

    Raises
    ------
    ValueError
        If a term is empty; if `target` misses articles.

    Examples
    --------
    >>> articles = pd.DataFrame(
    ...     {"text": ["NATO met. Its allies want sanctions; NATO's sanctions.", "No sanctions."]}, index=["a1", "a2"]
    ... )
    >>> evidence(articles, "sanctions")[["article_id", "sentence", "text", "hits"]]
      article_id  sentence                                          text  hits
    0         a1         1  Its allies want sanctions; NATO's sanctions.     2
    1         a2         0                                 No sanctions.     1
    >>> evidence(articles, "nato", near="sanctions", window=1)[["text", "hits"]]
                                               text  hits
    0  Its allies want sanctions; NATO's sanctions.     2
    """
    _check.table("articles", articles, ["text"])
    check_options(language, hyphens)
    phrases = alternatives("term", term, language, hyphens)
    others = None if near is None else alternatives("near", near, language, hyphens)
    window = _check.whole("window", window, least=1)
    n = None if n is None else _check.whole("n", n, least=1)
    if target is not None:
        articles = articles[_check.mask("target", target, articles.index)]
    found = occurrences(articles, phrases, language=language, hyphens=hyphens)
    if not len(found.firsts):
        warnings.warn(
            f"{term!r} occurs in none of {len(articles):,} articles as language={language!r}, hyphens={hyphens!r} cut "
            "them. A counted term is found with the options of its tokens; a stem stands in no text.",
            stacklevel=2,
        )
    first, last = found.firsts, found.firsts + found.lengths - 1
    if others is not None:
        first, last = _pairs(found, *leftmost(found.tokens, others), window)

    article, places = np.unique(article_of(found, first), return_inverse=True)
    rows = found.rows[article]  # of the articles with a hit; `places` says which of them each hit is in
    ids = articles.index[rows]
    rank = np.empty(len(rows), np.int64)
    rank[sorted(range(len(rows)), key=lambda row: _hash(ids[row]))] = np.arange(len(rows))
    if n is not None:  # more than n articles are never needed: no passage of another one can be among the n
        kept = rank < n
        hits = kept[places]
        rows, ids, rank, first, last = rows[kept], ids[kept], rank[kept], first[hits], last[hits]
        places = (np.cumsum(kept) - 1)[places[hits]]

    chosen = articles.iloc[rows]
    held = Sentences(chosen, language)
    begun, ended = held.at(places, found.starts[first]), held.at(places, found.starts[last])
    passages, hits = np.unique(np.stack([begun, ended]), axis=1, return_counts=True)
    begun, ended = passages
    places = held.table["article_id"].to_numpy()[begun]
    start, end = held.starts[begun], held.ends[ended]
    texts = chosen["text"].to_list()
    table = pd.DataFrame(
        {
            "article_id": ids[places],
            "sentence": held.table["sentence"].to_numpy()[begun],
            "start": start,
            "end": end,
            "text": pd.Series([texts[a][i:j] for a, i, j in zip(places, start, end, strict=True)], dtype="str"),
            "hits": hits,
        }
    )
    return table.iloc[_in_rounds(table, rank[places])[:n]].reset_index(drop=True)


def _in_rounds(table, rank):
    """The rows in the order of choice: one of each article, by its rank, then a second one of each, and so on."""
    columns = (table[column] for column in ("article_id", "start", "end"))
    hashed = [_hash(f"{name} {start} {end}") for name, start, end in zip(*columns, strict=True)]
    order = pd.DataFrame({"article": rank, "hash": hashed}).sort_values(["article", "hash"])
    order["round"] = order.groupby("article").cumcount()
    return order.sort_values(["round", "article"]).index


def _hash(name):
    """Eight bytes that depend on the characters of `name` alone, on every machine."""
    return blake2b(str(name).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _pairs(found, others, lengths, window):
    """First and last token of each pair of a match and one of `others` at most `window` words apart.

    Two of the same words are one pair, not two.
    """
    first, last = found.firsts, found.firsts + found.lengths - 1
    ends = others + lengths - 1
    article = article_of(found, first)
    least, most = found.tokens.offsets[article], found.tokens.offsets[article + 1] - 1
    # Neither matches nor others overlap among themselves, so beginnings and ends are both in order.
    after, far = np.searchsorted(others, [last + 1, np.minimum(last + window, most) + 1])
    match, other = _ranges(after, far)
    behind = np.stack([first[match], ends[other]])
    far, before = np.searchsorted(ends, [np.maximum(first - window, least), first])
    match, other = _ranges(far, before)
    return np.unique(np.concatenate([behind, [others[other], last[match]]], axis=1), axis=1)


def _ranges(begins, ends):
    """All pairs of i and a number from begins[i] up to ends[i]."""
    counts = np.maximum(ends - begins, 0)
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts - begins, counts)
