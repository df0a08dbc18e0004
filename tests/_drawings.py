"""A small table for each drawing, for the demands that `test_figures_contract.py` makes on all of them."""

from typing import NamedTuple

import numpy as np
import pandas as pd

VOCABULARY = ("quantity", "verdict", "note", "kind")  # columns with words of the maker
OUTLETS, TOPICS, TERMS = ["bbc.com", "tass.com"], ["NATO", "Libya"], pd.Index(["nato", "sanctions"], name="term")
DAYS = pd.DatetimeIndex(["2021-01-04", "2021-01-11"], name="period")
LAST_DAYS = DAYS + pd.Timedelta(6, "D")


class Drawing(NamedTuple):
    """A table that can be drawn, and what is particular about it."""

    table: pd.DataFrame
    spare: tuple = ()  # columns that it may lack, or whose lack has an error of its own
    known: tuple = ()  # columns of numbers of which none may be missing
    unwritten: tuple = ()  # columns of names that the figure tells by colour, or not at all
    options: tuple = ()  # pairs of a parameter and its value


def rows(**names):
    """A row for each combination of names, as Categoricals in the order given."""
    table = pd.MultiIndex.from_product(names.values(), names=names).to_frame(index=False)
    return table.astype({column: pd.CategoricalDtype(values) for column, values in names.items()})


def measured(table, **columns):
    """`table` with further columns, the last of them a measure with an interval around it."""
    *_, value = columns.values()
    return table.assign(**columns, low=np.subtract(value, 0.05), high=np.add(value, 0.05))


def pairs(words):
    index = pd.MultiIndex.from_arrays([words, ["syria", "coast"]], names=["word", "other"])
    return pd.DataFrame({"count": [35, 8], "articles": [32, 7], "log_dice": [8.0, 6.1]}, index=index)


COVERAGE = pd.DataFrame({"bbc.com": [3, 0], "tass.com": [1, 2]}, index=DAYS)
SHARES = pd.DataFrame({"NATO": [0.7, 0.1], "Libya": [0.1, 0.5], "other 1": [0.2, 0.4]}, index=["a1", "a2"])
WIDE = ("coverage", "shares")  # their columns are names
FREQUENCY = pd.DataFrame({"count": [30, 20], "per_million": [300.0, 200], "low": 150.0, "high": 390.0}, index=TERMS)
ASSOCIATION = {"lambda": [7.2, 6.1], "z": [40.0, 20.0], "count": [90, 21], "articles": [60, 9]}
HITS = pd.DataFrame({"article_id": ["a1", "a2"], "start": [0, 9]})
QUANTITIES = ["level", "slope", "level_change", "slope_change"]
SEEDS = rows(topic=TOPICS, seed=["war", "oil"]).assign(count=9, ambiguity=0.5, ambiguity_expected=0.3, note="rare")
DRAWINGS = {  # named after the drawing; further words tell two tables of one drawing apart
    "coverage": Drawing(COVERAGE, spare=tuple(COVERAGE), known=tuple(COVERAGE)),
    "frequency": Drawing(FREQUENCY),
    "frequency of groups": Drawing(pd.concat(dict.fromkeys(OUTLETS, FREQUENCY), names=["group"])),
    "keyness": Drawing(measured(pd.DataFrame({"g2": [50.0, -20.0]}, index=TERMS), log_ratio=[2.0, -1.0])),
    "collocations": Drawing(pd.DataFrame(ASSOCIATION, index=pd.Index(["white house", "of the"], name="collocation"))),
    "cooccurrence": Drawing(pairs(["libya", "libya"])),
    "cooccurrence of words": Drawing(pairs(["libya", "nato"])),
    "dispersion": Drawing(pd.DataFrame({"count": [90, 20], "dp_norm": [0.1, 0.9]}, index=TERMS)),
    "concordance": Drawing(
        HITS.assign(date=DAYS, outlet=OUTLETS), spare=("date", "outlet"), unwritten=("article_id",)
    ),
    "concordance in articles": Drawing(
        HITS.assign(length=10), spare=("length",), known=("start", "length"), options=(("along", "article"),)
    ),
    "diversity": Drawing(rows(group=OUTLETS).assign(mattr=[0.7, 0.8]), spare=("group",)),
    "readability": Drawing(rows(group=OUTLETS).assign(lix=[40.0, 50.0]), spare=("group",)),
    "similarity": Drawing(
        pd.DataFrame({"article_id": ["A", "A"], "other": ["B", "C"], "cosine": [0.2, 0.9]}), spare=("cosine",)
    ),
    "trend": Drawing(measured(rows(group=OUTLETS).assign(period=DAYS), value=[0.2, 0.6])),
    "bursts": Drawing(
        rows(term=TERMS, group=OUTLETS).assign(level=1, start=DAYS[0], end=LAST_DAYS[1], weight=[9.0, 4, 3, 2]),
        spare=("term",),
        known=("level",),
    ),
    "changes": Drawing(
        rows(group=OUTLETS).assign(period=DAYS[1], before=0.1, after=0.6, start=DAYS[0], end=LAST_DAYS[1]),
        unwritten=("group",),
    ),
    "interruption": Drawing(
        measured(rows(group=["all"], quantity=QUANTITIES), estimate=[0.2, 0.01, 0.4, 0.0]).assign(
            start=DAYS[[0, 0, 1, 1]], end=LAST_DAYS[[0, 0, 1, 1]], periods=7
        ),
        known=("estimate", "periods"),
        unwritten=("group",),
    ),
    "audit": Drawing(
        SEEDS.assign(drift=1.0, drift_low=0.5, drift_high=5.0, p_adjusted=0.01), spare=("drift",), known=("count",)
    ),
    "audit without dates": Drawing(SEEDS, known=("count",)),
    "top_terms": Drawing(
        rows(topic=TOPICS, term=["war", "oil"]).assign(rank=[1, 2, 1, 2], probability=0.04, seed=[True, False] * 2)
    ),
    "shares": Drawing(SHARES, spare=tuple(SHARES)),
    "prevalence": Drawing(measured(rows(topic=TOPICS, group=OUTLETS), share=[0.2, 0.1, 0.3, 0.15])),
    "agreement": Drawing(measured(rows(topic=TOPICS), articles=90, coded=9, average_precision=0.6, auroc=0.9)),
    "calibration": Drawing(measured(rows(topic=TOPICS).assign(bin=1), share=[0.3, 0.1], coded=[0.8, 0.4])),
    "choose_unnamed": Drawing(
        pd.DataFrame({"unnamed": [0, 10, 20], "least_stable": [None, "NATO", "Libya"]}).assign(
            log_likelihood=-8.0, gain=[np.nan, 0.1, 0.1], gain_low=[np.nan, 0.05, 0.05], gain_high=[np.nan, 0.2, 0.2],
            npmi=0.2, exclusivity=9.0, stability=[np.nan, 0.9, 0.9], least_stability=[np.nan, 0.8, 0.8],
        ),
        known=("unnamed",),
    ),
    "stability": Drawing(measured(rows(topic=TOPICS, group=OUTLETS), verdict="weakly seeded", share=[0.1] * 4)),
    "effects": Drawing(
        measured(
            rows(topic=TOPICS, group=["all"], covariate=["outlet"], contrast=OUTLETS, reference=["cnn.com"]),
            p_adjusted=[0.01, 0.5] * 2,
            effect=[0.02, 0.01, 0.03, -0.01],
        ),
        unwritten=("group",),
    ),
    "check": Drawing(
        pd.DataFrame({"articles": [3, 12], "share": [0.03, 0.12]}, pd.Index(TOPICS, name="defect")),
        known=("articles", "share"),
    ),
    "duplicates": Drawing(
        pd.DataFrame({"origin": ["a1", "a1"], "kind": ["origin", "near"], "outlet": OUTLETS}, index=["a1", "b1"]),
        unwritten=("origin", 0),
    ),
    "wire": Drawing(
        rows(outlet=OUTLETS).assign(agency=["AP", "AFP"], signed=[7, 2], unsigned=[1, 0], share=[0.4, 0.1]),
        known=("signed", "unsigned", "share"),
    ),
}  # fmt: skip
MAY_BE_EMPTY = ("bursts", "changes", "check", "duplicates", "wire")  # to have found nothing is a result
MAY_NAME_NONE = ("dispersion",)  # n = 0 is a choice
NEEDS_ROWS = ("interruption",)  # a line is made of several
