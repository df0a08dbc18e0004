"""What each seed does in a corpus, before a model is fitted."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis import _check
from analysis.terms import Counts, keyness
from analysis.terms.counts import checked
from analysis.terms.estimates import Z, corrected

from .chance import Meetings, meetings
from .seeds import Seed, meant, parsed, weights_of

# The limits of the notes: tests/test_topics_audit.py meets each from both sides.
FEW = 5  # articles, below which nothing but their number is said
NEARLY_ALL = 0.9
TWICE = 1.0  # binary logarithm of a change worth a note
SURE = 0.05
DRIFT = {  # columns of keyness, as they are called here
    "reference_per_million": "early_per_million",
    "target_per_million": "late_per_million",
    "log_ratio": "drift",
    "low": "drift_low",
    "high": "drift_high",
    "p": "p_adjusted",
}


def audit(seeds: dict[str, list[str]], counts: Counts, *, dates: pd.Series | None = None, n: int = 5) -> pd.DataFrame:
    """One row for each seed: what it means here, whether it keeps to its topic, and what to look at.

    Parameters
    ----------
    seeds : dict of str to list of str
        As read by `read_seeds`.
    counts : Counts
        What the model will be fitted on.
    dates : Series of datetime64, optional
        The date of each article, aligned on `article_id`; adds the columns on drift. Articles where it is missing have
        no part in those.
    n : int, default 5
        How many terms of a seed are named.

    Returns
    -------
    DataFrame
        In the order of the seeds. Columns:

        - `topic` (Categorical), `seed`: as `NamedTopics.seeds_` has them;
        - `terms`: how many terms it means, without those that a seed against the topic takes from it; `examples`: the
          most frequent of them, with counts;
        - `count`: their tokens; `articles`: the articles that hold any;
        - `share`: of all tokens of the topic's seeds, whatever their weights; what several seeds mean counts for each;
        - `ambiguity`: share of its articles that also hold a seed of another topic; `ambiguity_expected`: by chance;
        - `meets`: the other topic whose seeds it meets most surely above chance (the largest z), missing if there is
          none; `meets_share`: share of its articles that hold one; `meets_log_odds`: as for cohesion;
        - `cohesion`: whether its articles hold other seeds of its own topic: binary log odds against those of chance, 0
          if as often, 1 if the odds are twice as high;
        - with `dates`: `early_per_million`, `late_per_million`: tokens per million in the first and last third of the
          articles by date; `drift`: binary log ratio of late to early, with `drift_low`, `drift_high` (95 %) and
          `p_adjusted` (Benjamini and Hochberg over all seeds);
        - `note`: what to look at, empty if nothing; see Notes.

        Missing is what is not defined: the share of a seed against a topic, ambiguity with one topic, cohesion without
        another seed in use, and all of them for a seed without articles.

    Raises
    ------
    TypeError, ValueError
        Seeds that cannot work; weights instead of counts; dates that are none or miss an article.

    Notes
    -----
    Chance knows how long each article is, as `topics.chance` says; a term that is itself the seed counts for no other
    topic in its row. Drift is `terms.keyness` with days as clusters: its interval allows for words that come in bursts.
    With fewer than two days on a side it has no interval, and where both thirds share a day no drift.

    A note is made of these, by fixed rules:

    - "means no term", "all its terms are against the topic", "in no article", "in 2 articles only" (fewer than 5; then
      nothing more is said);
    - "93 % of the topic's seed tokens": at least 90 %, and the topic has another seed: the topic is about this seed;
    - "also a seed of X": for any of its terms;
    - "meets seeds of X more than its own": the log odds for `meets` are above those of cohesion by more than 1.96
      standard errors of their difference, the two taken as independent;
    - "meets its own topic less than by chance": cohesion is below 0, and chance expects at least 5 articles;
    - "falls to 20 %", "rises to 4.0 times": drift of at least 1 in size, and `p_adjusted` below 0.05; "no longer said"
      and "new" if a third has none;
    - "never beside a seed of the topic": a seed against a topic that takes nothing away.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO on Libya", "Libyan talks", "Tripoli, Libya"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> table = audit({"NATO": ["nato"], "Libya": ["libya*", "benghazi"]}, counts)
    >>> table[["topic", "seed", "examples", "count", "articles", "note"]]
       topic      seed               examples  count  articles                note
    0   NATO      nato               nato (2)      2         2  in 2 articles only
    1  Libya    libya*  libya (2), libyan (1)      3         3  in 3 articles only
    2  Libya  benghazi                             0         0       means no term
    """
    parts = _parts(seeds, counts)
    n = _check.whole("n", n, least=1)
    totals = parts.matrix.sum(axis=0)
    count = parts.means @ totals
    of_topic = (parts.seeds @ totals)[parts.topic]
    own, met, columns = _company(parts)
    table = pd.DataFrame(
        {
            "topic": pd.Categorical([seed.topic for seed in parts.every], categories=list(seeds)),
            "seed": [seed.written for seed in parts.every],
            "terms": parts.means.sum(axis=1),
            "examples": _examples(parts, totals, n),
            "count": count,
            "articles": parts.holders.sum(axis=1),
            "share": np.where(parts.against | (count == 0), np.nan, count / np.maximum(of_topic, 1)),
            **columns,
        }
    )
    if dates is not None:
        table = table.assign(**_drift(parts, _check.dates("dates", dates, counts.articles, years=True)))
    return table.assign(note=_notes(table, parts, own, met))


class Parts(NamedTuple):
    """What all steps need; the terms are those that any seed means, in the order of the counts."""

    every: list[Seed]
    names: list[str]  # of the topics
    topic: np.ndarray  # the number of each seed's topic
    against: np.ndarray  # whether the seed is against it
    asked: np.ndarray  # whether the seed alone means any term
    means: np.ndarray  # seeds x terms: the terms that the seed means, less those that another takes from it
    seeds: np.ndarray  # topics x terms: the topic's seeds
    terms: pd.Index
    matrix: sparse.csr_array  # articles x terms
    lengths: np.ndarray  # tokens of each article, all terms
    holders: sparse.csr_array  # seeds x articles: 1 where the article holds the seed


def _parts(seeds, counts):
    every, names = parsed(seeds), list(seeds)
    checked(counts)
    asked = meant(every, counts.terms, counts.cutting)
    weights, _ = weights_of(every, names, asked)
    used = np.unique(asked.indices)
    asked = asked[:, used].toarray() > 0
    matrix = sparse.csr_array(counts.matrix[:, used])
    topic = np.array([names.index(seed.topic) for seed in every])
    against = np.array([seed.weight < 0 for seed in every])
    means = asked & (against[:, None] | (weights[:, used] > 0)[topic])
    holders = sparse.csr_array(means.astype(np.int64)) @ sparse.csr_array(matrix.T)
    return Parts(
        every,
        names,
        topic,
        against,
        asked.any(axis=1),
        means,
        weights[:, used] > 0,
        counts.terms[used],
        matrix,
        counts.matrix.sum(axis=1),
        _presence(holders),
    )


def _presence(matrix):
    """1 where there is more than 0."""
    return sparse.csr_array((matrix > 0).astype(np.int64))


def _examples(parts, totals, n):
    """The n most frequent terms of each seed with their counts, as text."""
    order = np.lexsort([parts.terms.astype(str), -totals])
    return [
        ", ".join(f"{parts.terms[term]} ({totals[term]:,})" for term in order[own[order]][:n]) for own in parts.means
    ]


def _company(parts):
    """How seeds meet the other seeds of their topic, those of any other topic, and those of the topic met most."""
    rows, topics = np.arange(len(parts.every)), len(parts.names)
    kinds = np.repeat(parts.seeds[None], len(rows), axis=0)
    kinds[rows[:, None], np.arange(topics)] &= ~parts.means[:, None]
    own = kinds[rows, parts.topic]
    kinds[rows, parts.topic] = False
    kinds = np.concatenate([kinds, kinds.any(axis=1)[:, None], own[:, None]], axis=1)
    kinds = np.pad(kinds, [(0, 0), (0, 0), (0, 1)])  # so that numpy finds distinct rows also where there is no term
    distinct, place = np.unique(kinds.reshape(-1, kinds.shape[2]), axis=0, return_inverse=True)
    present = _presence(parts.matrix @ sparse.csr_array(distinct[:, :-1].T.astype(np.int64)))
    found = meetings(parts.holders, present, parts.lengths)
    place = place.reshape(len(rows), topics + 2)
    defined = (present.sum(axis=0) > 0)[place] & (found.articles[:, :1] > 0)
    found = Meetings(*(values[rows[:, None], place] for values in found))
    own, others = (Meetings(*(values[:, column] for values in found)) for column in (-1, -2))
    surely = np.where(defined[:, :topics], found.z[:, :topics], -np.inf)
    most = surely.argmax(axis=1)
    met = Meetings(*(values[rows, most] for values in found))
    above = surely[rows, most] > 0
    articles = np.maximum(own.articles, 1)
    return (
        own,
        met,
        {
            "ambiguity": np.where(defined[:, -2], others.together / articles, np.nan),
            "ambiguity_expected": np.where(defined[:, -2], others.expected / articles, np.nan),
            "meets": pd.Categorical.from_codes(np.where(above, most, -1), categories=parts.names),
            "meets_share": np.where(above, met.together / articles, np.nan),
            "meets_log_odds": np.where(above, met.log_odds, np.nan),
            "cohesion": np.where(defined[:, -1], own.log_odds, np.nan),
        },
    )


def _drift(parts, dates):
    """The columns on how the rate of each seed changes from the first to the last third of the articles."""
    patterns, pattern = np.unique(np.pad(parts.means, [(0, 0), (0, 1)]), axis=0, return_inverse=True)
    values = pd.DataFrame(np.nan, index=range(len(patterns)), columns=list(DRIFT))
    dated = dates.notna().to_numpy() & (parts.lengths > 0)
    ordered = dates[dated].sort_values()
    third = (len(ordered) + 2) // 3
    if third and ordered.iloc[third - 1] < ordered.iloc[-third]:
        late = dates >= ordered.iloc[-third]
        chosen = dated & (late | (dates <= ordered.iloc[third - 1])).to_numpy()
        late, days, lengths = late[chosen], dates[chosen].dt.normalize(), parts.lengths[chosen]
        clustered = days.groupby(late).nunique().min() > 1
        for layer in _layers(patterns):
            tokens = parts.matrix[chosen] @ sparse.csr_array(patterns[layer, :-1].T.astype(np.int64))
            rest = sparse.csr_array((lengths - tokens.sum(axis=1))[:, None])
            terms = pd.Index([*layer, len(patterns)])
            made = Counts(sparse.csr_array(sparse.hstack([tokens, rest])), days.index, terms)
            found = keyness(made, late, cluster=days if clustered else None).loc[layer]
            found = found[found["p"].notna()]  # it is missing for a seed that neither third holds
            if not clustered:
                found = found.assign(low=np.nan, high=np.nan, p=np.nan)
            values.loc[found.index] = found[values.columns]
    values["p"] = corrected(values["p"].to_numpy(), "benjamini_hochberg")
    return values.iloc[pattern.ravel()].rename(columns=DRIFT).reset_index(drop=True)


def _layers(patterns):
    """Rows of `patterns` in lists, in each of which no two share a term, so that a token is counted once."""
    left = list(range(len(patterns)))
    while left:
        layer, taken = [], np.zeros(patterns.shape[1], dtype=bool)
        for row in left:
            if not (patterns[row] & taken).any():
                layer.append(row)
                taken |= patterns[row]
        yield layer
        left = [row for row in left if row not in layer]


def _notes(table, parts, own, met):
    """The note of each seed, by the rules in the docstring of `audit`."""
    several = np.bincount(parts.topic, weights=~parts.against, minlength=len(parts.names)) > 1
    gap = met.log_odds - own.log_odds > Z * np.sqrt(met.log_odds_variance + own.log_odds_variance)
    stray = table["meets"].notna() & table["cohesion"].notna() & gap
    loose = (table["cohesion"].round(6) < 0) & (own.expected >= FEW)  # rounded: as often as by chance is not below
    return [
        "; ".join(_note(row, parts, number, several, stray[number], loose[number], own.together[number]))
        for number, row in enumerate(table.to_dict("records"))
    ]


def _note(row, parts, number, several, stray, loose, beside):
    """The parts of the note of one seed."""
    if row["terms"] == 0:
        yield "all its terms are against the topic" if parts.asked[number] else "means no term"
        return
    if row["articles"] < FEW:
        yield f"in {row['articles']} articles only" if row["articles"] > 1 else f"in {row['articles'] or 'no'} article"
        return
    if parts.against[number]:
        if beside == 0:
            yield "never beside a seed of the topic"
        return
    topic = parts.topic[number]
    if row["share"] >= NEARLY_ALL and several[topic]:
        yield f"{100 * row['share']:.0f} % of the topic's seed tokens"
    others = (parts.seeds & parts.means[number]).any(axis=1)
    others[topic] = False
    if others.any():
        yield "also a seed of " + ", ".join(np.array(parts.names, dtype=object)[others])
    if stray:
        yield f"meets seeds of {row['meets']} more than its own"
    if loose:
        yield "meets its own topic less than by chance"
    if row.get("p_adjusted", 1.0) < SURE and abs(row["drift"]) >= TWICE:
        early, late = row["early_per_million"], row["late_per_million"]
        if early and late:
            yield f"falls to {100 * late / early:.0f} %" if late < early else f"rises to {late / early:.1f} times"
        else:
            yield "new" if late else "no longer said"
