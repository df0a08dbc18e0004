"""What the number of unnamed topics changes: one fit for each, and what can be said of it."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pandas as pd

from analysis import _check, _progress
from analysis.terms import Counts
from analysis.terms.counts import checked
from analysis.terms.estimates import ratios

from .coherence import coherence
from .exclusivity import exclusivity
from .held_out import halves, held_out
from .named import NamedTopics

PART = 10  # every tenth article is kept back


def choose_unnamed(
    seeds: dict[str, list[str]], counts: Counts, *, among: Iterable[int] = (0, 10, 20, 40, 60, 80)
) -> pd.DataFrame:
    """What a researcher needs to see before settling on a number of unnamed topics, for each number among some.

    No column has the last word, and there is no best number in the table. Read it so:

    - as long as `gain` is above 0 with its whole interval, further topics still catch what the articles hold;
    - `npmi` and `exclusivity` tell whether the terms of *named* topics belong together and to them alone. Low values
      say that named topics take up what no topic was made for, or share their terms with others; where they no longer
      rise, unnamed topics have nothing more to take off them;
    - `stability` tells whether the shares that will be reported depend on the choice. From where it stays near 1, any
      number is as good as the next, and one such number is reported with the range over the others. `least_stable`
      names the topic to look at: its seeds are the first to mend.

    Every tenth article (by a hash of its id) is kept back from the fit, and its second half is scored as `held_out`
    does; the other columns are of the named topics of the same fit, with shares of all articles.

    Parameters
    ----------
    seeds : dict of str to list of str
        As in `NamedTopics`.
    counts : Counts
        A hundred articles at least; the tenth that is kept back must have something to tell.
    among : iterable of int, default (0, 10, 20, 40, 60, 80)
        Numbers of unnamed topics, from few to many.

    Returns
    -------
    DataFrame
        One row per number: `unnamed`, as asked for; `log_likelihood`, natural, per token kept back; `gain`, how much
        that is above the row before, with `gain_low` and `gain_high` (95 %, articles as units, the same in both rows);
        `npmi` and `exclusivity`, means over named topics of `coherence` and `exclusivity`; `stability`, the mean over
        named topics of the correlation of their shares with those of the row before; `least_stable`, the topic in which
        that is lowest, and `least_stability`. What compares with the row before is missing in the first row.

    Raises
    ------
    ValueError
        If `among` names no number, or not from few to many; if there are no articles to keep back; as
        `NamedTopics.fit`, if the articles that are left do not hold the seeds.

    Examples
    --------
    >>> from analysis import terms, text
    >>> texts = ["NATO allies met", "goals and fans", "Libya and Tripoli", "doctors and nurses"] * 10
    >>> counts = terms.count(text.tokenize(pd.DataFrame({"text": texts})))
    >>> table = choose_unnamed({"NATO": ["nato"], "Libya": ["libya"]}, counts, among=[0, 2])
    >>> table[["unnamed", "exclusivity"]].shape, bool(table["gain"].iloc[1] > 0)
    ((2, 2), True)
    """
    numbers = [_check.whole("among", number) for number in among]
    if not numbers or sorted(set(numbers)) != numbers:
        raise ValueError(f"`among` must be different numbers of topics, from few to many; got {numbers}.")
    order = np.argsort(checked(counts).articles.astype(str).to_numpy(dtype=object), kind="stable")
    # So no order of rows changes a sum.
    counts = replace(counts, matrix=counts.matrix[order], articles=counts.articles[order])
    kept_back = _kept_back(counts.articles)
    given, scored = halves(counts[kept_back])
    if not scored.matrix.nnz or kept_back.all():
        raise ValueError(
            f"`counts` must hold articles to fit on and others to score; of {len(counts)} every tenth is kept back, by "
            "a hash of its id, and these are too few or too short. Give a hundred articles or more."
        )
    fitted = counts[~kept_back]
    rows, shares, scores = [], None, None
    for number in _progress.bar(numbers, doing="Unnamed topics", unit="fits"):
        model = NamedTopics(seeds, unnamed=number).fit(fitted)
        before, before_scores = shares, scores
        scores = held_out(model, scored, model.transform(given))
        shares = model.transform(counts)[list(seeds)]
        rows.append(
            {
                "unnamed": number,
                "log_likelihood": _per_token(scores)["value"],
                **_gain(scores, before_scores),
                "npmi": coherence(model, counts)["npmi"].head(len(seeds)).mean(),
                "exclusivity": exclusivity(model)["exclusivity"].head(len(seeds)).mean(),
                **_stability(shares, before),
            }
        )
    return pd.DataFrame(rows)


def _kept_back(articles):
    """Which articles are kept back: those whose hash leaves no rest."""
    hashes = [blake2b(str(name).encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in articles]
    return np.array([int.from_bytes(each, "big") % PART == 0 for each in hashes], dtype=bool)


def _per_token(scores):
    """The mean log likelihood per token with its interval, articles as units."""
    rows = pd.DataFrame({"value": scores["log_likelihood"], "exposure": scores["tokens"].astype(float), "all": 0})
    return ratios(rows.dropna(), ["all"]).iloc[0]


def _gain(scores, before):
    """How much more likely each token has become, with the interval of that difference."""
    if before is None:
        return {"gain": np.nan, "gain_low": np.nan, "gain_high": np.nan}
    gain = _per_token(scores.assign(log_likelihood=scores["log_likelihood"] - before["log_likelihood"]))
    return {"gain": gain["value"], "gain_low": gain["low"], "gain_high": gain["high"]}


def _stability(shares, before):
    """The correlation of named shares with those of the fit before: the mean over topics, and the lowest."""
    if before is None:
        return {"stability": np.nan, "least_stable": None, "least_stability": np.nan}
    found = pd.Series({topic: _correlation(shares[topic], before[topic]) for topic in shares.columns})
    lowest = found.idxmin() if found.notna().any() else None
    return {"stability": found.mean(), "least_stable": lowest, "least_stability": found.min()}


def _correlation(one, other):
    """Pearson's correlation over articles that have both; missing where one of them does not vary."""
    known = one.notna() & other.notna()
    x, y = (values[known].to_numpy() - values[known].mean() for values in (one, other))
    scale = np.sqrt((x * x).sum() * (y * y).sum())
    return (x * y).sum() / scale if scale > 0 else np.nan
