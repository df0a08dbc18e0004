"""Articles that stand in a longer article: the short report of an agency inside the longer one of a newspaper."""

import numpy as np
import pandas as pd

from analysis import _check, _progress
from analysis.corpus import _kernel_origins as kernel
from analysis.corpus.joining import CHUNK, days_between, lists, ordered, origins, outlets, shared
from analysis.corpus.shingles import lowered

FEWEST = 20  # shingles of an article that is looked for: captions and notices stand in others without being copied


def contained(articles: pd.DataFrame, *, least: float = 0.8, words: int = 3) -> pd.DataFrame:
    """Return one row for each article of which at least the share `least` stands in a longer article.

    `duplicates` asks how similar two articles are as wholes, and a report of 100 words is not similar to one of 400
    that contains all of it. Here only what is contained counts: the shingles of an article, its sequences of `words`
    words, that the longer one has, too, by all shingles of the article (Broder's containment, 1997). The longer one may
    be earlier (then this is a shortened copy) or later (then this was its material).

    Parameters
    ----------
    articles : DataFrame
        With a column `text`; `date` (datetime64) and `outlet` where known.
    least : float, default 0.8
        The least share, above 0 and up to 1.
    words : int, default 3
        The length of a shingle.

    Returns
    -------
    DataFrame
        Index `article_id`, in the order of time. Columns `within`, the id of the longer article (of several the one
        that contains most, of these the earliest); `share`; `days` from this article to the longer one, negative where
        that is earlier, missing where one has no date; `outlet`, and `outlet_within`.

        Copies are left out, and stand for nothing here: ``duplicates(articles, similarity=least)`` has them, and their
        origin is compared. Left out are, too, articles of fewer than 20 shingles.

    Raises
    ------
    TypeError, ValueError
        As `duplicates`.

    Examples
    --------
    >>> report = " ".join(f"word{i}" for i in range(30))
    >>> articles = pd.DataFrame({"text": [report, report + " and much more of our own " * 9]}, index=["a1", "a2"])
    >>> contained(articles)[["within", "share"]]
               within  share
    article_id
    a1             a2    1.0
    """
    least = _check.share("least", _check.number("least", least, above=0))
    words = _check.whole("words", words, least=1)
    texts, rows, _, distinct, _ = ordered(articles)
    sets = shared(lowered(texts.iloc[distinct]), words)
    n = len(distinct)
    chosen = np.flatnonzero((origins(sets, least)[0] == np.arange(n)) & (sets.sizes >= FEWEST))
    found, most = np.full(n, -1), np.zeros(n, np.int64)
    heads, following, owners, used = lists(sets)
    kernel.enter(chosen, *sets[:3], least, heads, following, owners, used)
    seen = np.full(n, -1)
    for start in _progress.bar(range(0, len(chosen), CHUNK), doing="Comparing articles", unit=f"x {CHUNK:,} articles"):
        part = chosen[start : start + CHUNK]
        kernel.containers(part, *sets[:3], least, heads, following, owners, seen, found, most)
    inside = np.flatnonzero(found >= 0)
    table, longer = (articles.iloc[rows[distinct[numbers]]] for numbers in (inside, found[inside]))
    return pd.DataFrame(
        {
            "within": longer.index,
            "share": most[inside] / sets.sizes[inside],
            "days": days_between(table, longer),
            "outlet": outlets(table),
            "outlet_within": outlets(longer),
        },
        index=table.index.rename("article_id"),
    )
