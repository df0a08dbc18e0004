"""What the notebooks take on a corpus for which nobody has said it yet: proposals from the articles alone.

They make the notebooks run and show something, and are written into SOURCE.toml to be changed there. None of them is a
finding: a word is proposed because it stands in many articles, a date because it is the middle one.
"""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis import _paths
from analysis.corpus.coverage import PERIODS

MOST = {"EVERY": 60, "FINE": 400}  # periods: what a figure of trends, and one of bursts, shows one beside the other
FEW = 500  # articles: below, a term or a period with five of them is rare, and there is not enough for 60 topics
TERMS = 8  # proposed words, as many as a figure of bursts holds well
SHORTEST = 5  # letters of a proposed word: shorter ones are function words, more often than not, in any language
RARE, COMMON = 0.05, 0.4  # shares of the articles below which a word is too rare, above which it is in all of them
READ = 2000  # articles that are read for it, evenly taken


def propose(articles: pd.DataFrame, told: Mapping) -> dict:
    """Return the parameters of the notebooks, name to value: those that are `told`, and proposals for the others.

    TARGET and REFERENCE are the two outlets with the most articles; EVERY and FINE follow from the dates, MIN_ARTICLES,
    MIN_PERIOD and UNNAMED from the number of articles; SINCE is the first date, EVENT the middle one of those with
    articles; TERM and TERMS are the most frequent words of five letters or more that at least 5 % and at most 40 % of
    the articles have.

    >>> texts = ["Budget talks", "Budget vote", "Strike"]
    >>> articles = pd.DataFrame({"outlet": ["Post", "Post", "Herald"], "text": texts})
    >>> proposed = propose(articles, {"REFERENCE": "Post"})
    >>> proposed["TARGET"], proposed["REFERENCE"], proposed["TERM"]
    ('Herald', 'Post', 'strike')
    """
    few = len(articles) < FEW
    return {
        **_outlets(articles, told),
        "MIN_ARTICLES": 2 if len(articles) < 50 else 3 if few else 5,
        "UNNAMED": max(3, min(60, len(articles) // 10)),
        **_periods(articles, few=few),
        **_words(articles, told),
        **told,
    }


def _outlets(articles: pd.DataFrame, told: Mapping) -> dict:
    sizes = articles["outlet"].value_counts() if "outlet" in articles else pd.Series()
    ranked = sorted((-size, str(outlet)) for outlet, size in sizes.items() if size)
    sides = [side for side in ("TARGET", "REFERENCE") if side not in told]
    free = [outlet for _, outlet in ranked if outlet not in (told.get("TARGET"), told.get("REFERENCE"))]
    return dict(zip(sides, free, strict=False)) if len(ranked) > 1 else {}


def _periods(articles: pd.DataFrame, *, few: bool) -> dict:
    dates = articles["date"].dropna() if "date" in articles else pd.Series()
    if dates.empty:
        return {}
    fine = _length(dates, "DWMQY", most=MOST["FINE"])
    periods = dates.dt.to_period(PERIODS[fine]).sort_values().unique()
    return {
        "EVERY": _length(dates, "WMQY", most=MOST["EVERY"]),
        "FINE": fine,
        "MIN_PERIOD": 1 if few else 5,
        "SINCE": f"{dates.min():%Y-%m-%d}",
        "EVENT": f"{periods[len(periods) // 2].start_time:%Y-%m-%d}",
    }


def _length(dates: pd.Series, lengths: str, *, most: int) -> str:
    """Return the shortest period of which there are not too many, and at least every second of which has an article."""
    for length in lengths:
        periods = dates.dt.to_period(PERIODS[length])
        between = (periods.max() - periods.min()).n + 1
        if between <= most and 2 * periods.nunique() >= between:
            return length
    return lengths[-1]


def _words(articles: pd.DataFrame, told: Mapping) -> dict:
    texts = articles["text"].dropna()
    texts = texts.iloc[:: max(1, len(texts) // READ)]
    found = texts.str.lower().str.findall(rf"\b[^\W\d_]{{{SHORTEST},}}\b")
    counts = Counter(word for words in found for word in words)
    spread = Counter(word for words in found for word in set(words))
    for word in _paths.lines(_paths.WORDLISTS / "function-words-en.txt"):  # which the notebooks leave out of counts
        spread.pop(word, None)
    telling = [word for word, n in spread.items() if RARE * len(texts) <= n <= max(1, COMMON * len(texts))]
    words = told.get("TERMS") or sorted(telling, key=lambda word: (-counts[word], word))[:TERMS]
    term = told.get("TERM") or (words[0] if words else None)
    return {"TERM": term, "TERMS": list(dict.fromkeys([term, *words]))} if term else {}
