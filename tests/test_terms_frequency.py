"""Frequencies, rates and Wilson's interval."""

import numpy as np
import pandas as pd
import pytest

from analysis import terms, text
from analysis.terms.estimates import wilson


def test_counts_rates_and_ranks_are_those_counted_by_hand(counts):
    table = terms.frequency(counts)
    # 17 tokens: nato warns of sanctions / sanctions sanctions on libya / libya libya and the security council / nato
    # and libya
    assert counts.matrix.sum() == 17
    assert table.loc["libya", ["count", "articles", "rank"]].tolist() == [4, 3, 1]
    assert table.loc["sanctions", ["count", "articles", "rank"]].tolist() == [3, 2, 2]
    assert table.loc["libya", "per_million"] == pytest.approx(4 / 17 * 1e6)
    assert table.loc[["and", "nato"], "rank"].tolist() == [3, 3]
    assert table.index.to_list()[:4] == ["libya", "sanctions", "and", "nato"]


def test_wilsons_interval_is_the_published_one():
    # 10 of 100: 0.055229 to 0.174366 (Wilson 1927; recomputed with R's prop.test without continuity correction)
    low, high = wilson(np.array([10]), 100)
    assert [low[0], high[0]] == pytest.approx([0.055229, 0.174366], abs=1e-6)


def test_groups_have_their_own_totals_and_list_only_terms_they_use(counts, articles):
    table = terms.frequency(counts, by=articles["outlet"])
    assert table.index.names == ["group", "term"]
    assert table.loc[("Ledger", "sanctions"), "count"] == 2
    assert table.loc[("Ledger", "sanctions"), "per_million"] == pytest.approx(2 / 7 * 1e6)
    assert ("Ledger", "warns") not in table.index


def test_a_corpus_without_tokens_has_no_frequencies():
    table = terms.frequency(terms.count(text.tokenize(pd.DataFrame({"text": [None]}))))
    assert table.empty
    assert table.columns.to_list() == ["count", "per_million", "low", "high", "articles", "rank"]
    assert table.index.name == "term"


def test_a_group_series_that_misses_articles_raises_with_their_number(counts, articles):
    with pytest.raises(ValueError, match="`by` has no value for 3 of 5 articles"):
        terms.frequency(counts, by=articles["outlet"].iloc[:2])
