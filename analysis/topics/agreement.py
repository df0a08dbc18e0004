"""Shares against codes by hand: whether articles that readers call so have more of the topic."""

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from analysis import _check
from analysis.terms.estimates import Z, wilson

ROUNDING = 1e-9  # by so much may a share exceed 1 that is a sum of others


def agreement(
    shares: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    threshold: float = 0.1,
    cluster: pd.Series | pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How well the share of each topic tells the articles that were coded with it from those that were not.

    - `auroc`: the probability that an article with the code has the larger share of the two, equal shares counting
      half. 0.5 is chance, whatever the number of either kind. Its 95 % interval is that of DeLong, DeLong and
      Clarke-Pearson (1988, Biometrics 44, eq. 5), on the logit scale, so that it stays between 0 and 1 (Pepe 2003,
      5.2.5); with `cluster` that of Obuchowski (1997, Biometrics 53, 567-578).
    - `average_precision`: the mean precision over articles with the code, in the order of shares (scikit-learn's, of
      equal shares together, not interpolated). Chance is `coded` / `articles`.
    - `precision`, `recall`, `f1` of the rule "has the topic if the share is at least `threshold`". The threshold is
      never sought in the codes it is judged by; who seeks it does so in other articles.

    Parameters
    ----------
    shares : DataFrame
        Articles x topics, such as the `transform` of `NamedTopics` gives.
    codes : DataFrame of bool
        Articles x topics, True where a reader found the topic: of the articles and topics that were coded, with column
        names as in `shares`. Missing means not coded. Of one code for each article, ``pd.get_dummies(code)``.
    threshold : float, default 0.1
        From 0 to 1; a tenth of the words by default.
    cluster : Series or DataFrame, optional
        Of each coded article the outlet or day, or both as a table, within which articles are not
        independent of each other.

    Returns
    -------
    DataFrame
        One row per topic of `codes`: `topic` (Categorical), `articles` (coded one way or the other, and with a share),
        `coded` (with the topic), `auroc`, `low`, `high`, `average_precision`, `threshold`, `precision`, `recall`, `f1`.
        Where all or no articles have the code, nothing can be told apart, and the measures that need both are missing.
        The interval is missing too where either kind has fewer than two articles (or clusters), or where the order of
        shares is without a fault, which says that more articles must be coded.

    Raises
    ------
    ValueError
        If `shares` misses a coded article or topic.
    TypeError
        If a code is neither True, False nor missing.

    Examples
    --------
    >>> shares = pd.DataFrame({"NATO": [0.5, 0.3, 0.2, 0.0]}, index=["a1", "a2", "a3", "a4"])
    >>> codes = pd.DataFrame({"NATO": [True, False, True, False]}, index=shares.index)
    >>> agreement(shares, codes).round(2)[["topic", "articles", "coded", "auroc", "average_precision", "f1"]]
      topic  articles  coded  auroc  average_precision   f1
    0  NATO         4      2   0.75               0.83  0.8
    """
    _check.table("shares", shares)
    threshold = _check.share("threshold", threshold)
    rows = []
    for topic, share, code in _coded(shares, codes):
        clusters = None
        if cluster is not None:
            clusters = pd.factorize(_check.present("cluster", cluster, share.index))[0]
        share = share.to_numpy()
        auroc, low, high = _auroc(share, code, clusters)
        judged = share >= threshold
        hits = int((judged & code).sum())
        rows.append(
            {
                "topic": topic,
                "articles": len(code),
                "coded": int(code.sum()),
                "auroc": auroc,
                "low": low,
                "high": high,
                "average_precision": average_precision_score(code, share) if code.any() else np.nan,
                "threshold": threshold,
                "precision": _ratio(hits, judged.sum()),
                "recall": _ratio(hits, code.sum()),
                "f1": _ratio(2 * hits, judged.sum() + code.sum()),
            }
        )
    table = pd.DataFrame(rows)
    table["topic"] = pd.Categorical(table["topic"], categories=codes.columns)
    return table


def calibration(shares: pd.DataFrame, codes: pd.DataFrame, *, bins: int = 10) -> pd.DataFrame:
    """Of the articles with about the same share of a topic, how many were coded with it.

    A share is a part of an article's words, not the probability of a code: an article may be coded with NATO for a
    tenth of its words. So the points need not lie on the diagonal, but the coded part should rise with the share, and
    what rises late or not at all is no measure of the topic.

    Parameters
    ----------
    shares, codes : DataFrame
        As in `agreement`.
    bins : int, default 10
        Groups of articles by share, from ``((i - 1) / bins) ** 2`` to ``(i / bins) ** 2``: for all topics the same, and
        narrower where shares are small, as most are.

    Returns
    -------
    DataFrame
        One row per topic and group with articles: `topic` (Categorical), `bin` (from 1), `least` and `most` (its ends;
        a share at `most` is of the next), `share` (the mean), `coded` (the part with the code), `low`, `high` (95 %
        interval of Wilson 1927), `articles`.

    Raises
    ------
    ValueError, TypeError
        As `agreement`; and if a share is not from 0 to 1.

    Examples
    --------
    >>> shares = pd.DataFrame({"NATO": [0.5, 0.3, 0.2, 0.0]}, index=["a1", "a2", "a3", "a4"])
    >>> codes = pd.DataFrame({"NATO": [True, False, True, False]}, index=shares.index)
    >>> calibration(shares, codes, bins=2)[["topic", "least", "most", "share", "coded", "articles"]].round(2)
      topic  least  most  share  coded  articles
    0  NATO   0.00  0.25    0.1    0.5         2
    1  NATO   0.25  1.00    0.4    0.5         2
    """
    _check.table("shares", shares)
    bins = _check.whole("bins", bins, least=1)
    edges = (np.arange(bins + 1) / bins) ** 2
    tables = []
    for topic, share, code in _coded(shares, codes):
        rows = pd.DataFrame({"share": share.to_numpy(), "code": code})
        if not rows["share"].between(0, 1 + ROUNDING).all():
            raise ValueError(f"`shares` must be from 0 to 1; those of {topic!r} are not. Divide each row by its sum.")
        rows["bin"] = np.searchsorted(edges[:-1], rows["share"], side="right")
        grouped = rows.groupby("bin")
        table = grouped.agg(share=("share", "mean"), hits=("code", "sum"), articles=("code", "size")).reset_index()
        table["least"], table["most"] = edges[table["bin"] - 1], edges[table["bin"]]
        table["coded"] = table["hits"] / table["articles"]
        table["low"], table["high"] = wilson(table["hits"].to_numpy(float), table["articles"].to_numpy())
        tables.append(table.assign(topic=topic))
    table = pd.concat(tables, ignore_index=True)
    table["topic"] = pd.Categorical(table["topic"], categories=codes.columns)
    return table[["topic", "bin", "least", "most", "share", "coded", "low", "high", "articles"]]


def _coded(shares, codes):
    """Of each topic of `codes` its name, and the share and code of each article that has both.

    In the order of shares, so that no sum depends on the order of rows.
    """
    _check.table("codes", codes)
    if not len(codes.columns):
        raise ValueError("`codes` must have a column for at least one topic; it has none.")
    for name, table in (("shares", shares), ("codes", codes)):
        if not table.columns.is_unique:
            twice = table.columns[table.columns.duplicated()].unique()
            raise ValueError(f"`{name}` has {len(twice)} topics more than once: {_check.listing(twice)}.")
    absent = [topic for topic in codes.columns if topic not in shares.columns]
    if absent:
        raise ValueError(
            f"`shares` has no column for {len(absent)} of {codes.shape[1]} coded topics: {_check.listing(absent)}. "
            "Name the columns of `codes` as the topics of `shares`, or leave these out."
        )
    for topic in codes.columns:
        code = codes[topic].dropna()
        share = _check.numbers("shares", shares[topic], code.index)
        code = _check.mask("codes", code, code.index)
        order = np.lexsort((code, share))
        order = order[share.iloc[order].notna()]
        yield topic, share.iloc[order], code[order]


def _ratio(part, whole):
    return part / whole if whole else np.nan


def _auroc(share, code, cluster):
    """The area under the curve with its interval: DeLong's, or Obuchowski's where `cluster` numbers the articles."""
    positive, negative = share[code], share[~code]
    m, n = len(positive), len(negative)
    if not m or not n:
        return np.nan, np.nan, np.nan
    above = _wins(positive, negative)  # the part of the negatives that each positive exceeds
    below = 1 - _wins(negative, positive)  # and of the positives that exceed each negative
    area = above.mean()
    everyone = np.arange(len(code)) if cluster is None else cluster
    clusters = everyone.max() + 1
    of_positive, of_negative = everyone[code], everyone[~code]
    # Sums over the articles of each cluster of what they lie above or below the area.
    ups = np.bincount(of_positive, above - area, clusters)
    downs = np.bincount(of_negative, below - area, clusters)
    i, j = len(np.unique(of_positive)), len(np.unique(of_negative))
    if i < 2 or j < 2:
        return area, np.nan, np.nan
    both = len(np.unique(everyone))
    squares, products = np.sort([ups**2, downs**2]), np.sort(ups * downs)  # by size, not by the order of clusters
    variance = i / (i - 1) * squares[0].sum() / m**2 + j / (j - 1) * squares[1].sum() / n**2
    variance += 2 * both / (both - 1) * products.sum() / (m * n)
    if not 0 < area < 1 or variance <= 0:
        return area, np.nan, np.nan
    half = Z * np.sqrt(variance) / (area * (1 - area))
    logit = np.log(area / (1 - area))
    return area, *(1 / (1 + np.exp(-(logit + side * half))) for side in (-1, 1))


def _wins(ours, theirs):
    """The part of `theirs` that each of `ours` exceeds, equals counting half."""
    theirs = np.sort(theirs)
    return (np.searchsorted(theirs, ours, "left") + np.searchsorted(theirs, ours, "right")) / 2 / len(theirs)
