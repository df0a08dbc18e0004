"""Clusters made of several facts of an article."""

import numpy as np
import pandas as pd
import pytest

from analysis import _check, terms, text, topics

N = 60
RANDOM = np.random.default_rng(list(b"clusters of outlet and day"))
ARTICLES = pd.DataFrame(
    {
        "text": [" ".join(RANDOM.choice(["nato", "libya", "talks"], 12)) for _ in range(N)],
        "outlet": pd.Categorical(RANDOM.choice(["TASS", "CNN", "BBC"], N)),
        "date": pd.to_datetime("2021-01-04") + pd.to_timedelta(RANDOM.integers(0, 9, N), "D"),
    },
    index=[f"a{i}" for i in range(N)],
)
FACTS = ARTICLES[["outlet", "date"]]
NAMED = ARTICLES["outlet"].astype(str) + ARTICLES["date"].dt.strftime(" %Y-%m-%d")
COUNTS = terms.count(text.tokenize(ARTICLES))
SHARES = pd.DataFrame({"NATO": RANDOM.random(N), "Libya": RANDOM.random(N)}, ARTICLES.index)
CODES = pd.DataFrame({"NATO": RANDOM.random(N) < 0.5, "Libya": RANDOM.random(N) < 0.5}, ARTICLES.index)
CALLS = {
    "frequency": lambda cluster: terms.frequency(COUNTS, by=ARTICLES["outlet"], cluster=cluster),
    "keyness": lambda cluster: terms.keyness(COUNTS, ARTICLES["outlet"] == "TASS", cluster=cluster),
    "trend": lambda cluster: terms.trend(SHARES["NATO"], ARTICLES["date"], cluster=cluster),
    "effects": lambda cluster: topics.effects(SHARES, ARTICLES, "outlet", cluster=cluster),
    "agreement": lambda cluster: topics.agreement(SHARES, CODES, cluster=cluster),
}


@pytest.mark.parametrize("name", CALLS)
def test_several_facts_are_the_clusters_of_their_combinations(name):
    # The names sort as the pairs do: outlets by the alphabet, then days.
    ordered = NAMED.map({one: number for number, one in enumerate(sorted(NAMED.unique(), key=str.lower))})
    pd.testing.assert_frame_equal(CALLS[name](FACTS), CALLS[name](ordered))


@pytest.mark.parametrize("name", CALLS)
def test_a_missing_fact_is_a_missing_cluster(name):
    with pytest.raises(ValueError, match="`cluster` is missing for 1 of 60 articles: 'a3'"):
        CALLS[name](FACTS.assign(outlet=FACTS["outlet"].where(FACTS.index != "a3")))


def test_the_order_of_rows_changes_no_number():
    shuffled = FACTS.sample(frac=1, random_state=1)
    assert _check.combined(shuffled).loc[FACTS.index].equals(_check.combined(FACTS))
