"""Counting terms, choosing rows and columns, adding up rows."""

from collections import Counter

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import terms, text
from analysis.terms import _kernel
from analysis.terms.counts import _limits


def test_each_article_counts_its_terms(counts):
    assert counts.to_frame().loc["a2"].loc[["sanctions", "on", "libya", "nato"]].tolist() == [2, 1, 1, 0]
    assert counts.to_frame().loc["a3", "libya"] == 2


def test_terms_stand_in_code_point_order(counts):
    assert counts.terms.to_list() == sorted(counts.terms)


def test_an_article_without_tokens_has_a_row_of_zeros(counts):
    assert counts.articles.to_list() == ["a1", "a2", "a3", "a4", "a5"]
    assert counts.matrix[[4]].sum() == 0


def test_terms_in_too_few_or_too_many_articles_are_left_out(tokens):
    few = terms.count(tokens, min_articles=2)
    assert few.terms.to_list() == ["and", "libya", "nato", "sanctions"]
    assert terms.count(tokens, min_articles=2, max_articles=2).terms.to_list() == ["and", "nato", "sanctions"]


def test_limits_that_exclude_each_other_are_refused(tokens):
    with pytest.raises(ValueError, match="`max_articles` must be a whole number of at least 3; got 2"):
        terms.count(tokens, min_articles=3, max_articles=2)


@pytest.mark.parametrize("limit", [0, -1, 0.5, True, "2"])
def test_a_limit_that_is_no_number_of_articles_is_refused(tokens, limit):
    with pytest.raises(ValueError, match="`min_articles` must be a whole number of at least 1"):
        terms.count(tokens, min_articles=limit)


def test_limits_can_be_shares_of_the_articles(tokens):
    # libya stands in 3 of 5 articles, nato and sanctions and "and" in 2, the others in one
    assert terms.count(tokens, min_share=0.4).terms.to_list() == ["and", "libya", "nato", "sanctions"]
    assert terms.count(tokens, min_share=0.4, max_share=0.5).terms.to_list() == ["and", "nato", "sanctions"]
    assert terms.count(tokens, min_share=0.41).terms.to_list() == ["libya"]
    assert terms.count(tokens, min_articles=3, min_share=0.2).terms.to_list() == ["libya"]


@pytest.mark.parametrize("limits", [{"min_share": 1.5}, {"min_share": 0.5, "max_share": 0.4}, {"max_share": "half"}])
def test_a_limit_that_is_no_share_is_refused(tokens, limits):
    with pytest.raises(ValueError, match="must be a share from"):
        terms.count(tokens, **limits)


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_share_of_a_whole_number_of_articles_is_that_number(part, articles):
    part = min(part, articles)
    assert _limits(articles, 1, None, part / articles, part / articles) == (part, part)


def test_a_fixed_vocabulary_fixes_columns_and_their_order(tokens):
    fixed = terms.count(tokens, vocabulary=["libya", "turkey", "nato"])
    assert fixed.terms.to_list() == ["libya", "turkey", "nato"]
    assert fixed.to_frame().sum().to_list() == [4, 0, 2]
    assert terms.count(tokens.iloc[:0], vocabulary=["libya"]).matrix.shape == (0, 1)
    assert terms.count(tokens, vocabulary=[]).matrix.shape == (5, 0)
    again = terms.count(tokens, vocabulary=terms.count(tokens).terms)
    assert (again.matrix != terms.count(tokens).matrix).nnz == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"vocabulary": ["nato", "nato"]}, "must name each term once; repeated: 'nato'"),
        ({"vocabulary": ["nato"], "min_articles": 2}, "so give no limits with it"),
    ],
)
def test_a_vocabulary_that_cannot_be_counted_is_refused(tokens, options, message):
    with pytest.raises(ValueError, match=message):
        terms.count(tokens, **options)


def test_no_tokens_at_all_make_counts_without_terms():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["", None]})))
    assert counts.matrix.shape == (2, 0)
    assert repr(counts) == "Counts of 0 terms in 2 articles: 0 tokens"


def test_a_mask_is_aligned_on_the_articles(counts):
    mask = pd.Series({"a5": False, "a4": True, "a3": False, "a2": True, "a1": False, "elsewhere": True})
    assert counts[mask].articles.to_list() == ["a2", "a4"]


def test_a_mask_that_misses_articles_raises_with_their_number(counts):
    with pytest.raises(ValueError, match="`mask` has no value for 2 of 5 articles: 'a4', 'a5'"):
        counts[pd.Series({"a1": True, "a2": True, "a3": False})]


@pytest.mark.parametrize("mask", [[0, 1], np.array([True]), "a1", slice(2)])
def test_rows_are_chosen_by_one_boolean_per_article_only(counts, mask):
    with pytest.raises(TypeError, match="one boolean per article, 5 of them"):
        counts[mask]


def test_columns_are_chosen_in_the_order_asked(counts):
    chosen = counts.select(["nato", "libya"])
    assert chosen.to_frame().loc["a4"].to_dict() == {"nato": 1, "libya": 1}
    assert chosen.terms.to_list() == ["nato", "libya"]


def test_columns_that_are_not_there_are_named(counts):
    with pytest.raises(KeyError, match="1 of 2 terms are not in these counts: 'moon'"):
        counts.select(["nato", "moon"])


def test_groups_add_up_their_articles_and_keep_the_order_of_categories(counts, articles):
    ordered = articles["outlet"].cat.set_categories(["Ledger", "Courier", "Silent"])
    grouped = terms.group(counts, ordered)
    assert grouped.articles.to_list() == ["Ledger", "Courier"]
    assert grouped.select(["libya", "nato"]).to_frame().to_numpy().tolist() == [[2, 1], [2, 1]]


def test_articles_without_a_group_are_left_out(counts):
    grouped = terms.group(counts, pd.Series(["x", None, "x", None, None], index=counts.articles))
    assert grouped.articles.to_list() == ["x"]
    assert grouped.select(["libya"]).to_frame().to_numpy().tolist() == [[2]]


@given(st.lists(st.lists(st.sampled_from(["nato", "libya", "ı", "Z"]), max_size=8), max_size=6))
def test_counts_equal_a_plain_count(articles):
    given_texts = pd.DataFrame({"text": [" ".join(words) for words in articles]}, dtype=object)
    frame = terms.count(text.tokenize(given_texts, lower=False)).to_frame()
    assert frame.columns.to_list() == sorted({word for words in articles for word in words})
    for row, words in enumerate(articles):
        assert frame.iloc[row].to_dict() == {word: words.count(word) for word in frame.columns}


@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, 63, 64, 4095, 4096, 9000]), max_size=9), max_size=6),
    st.integers(1, 3),
    st.integers(3, 6),
)
def test_the_kernels_equal_plain_counting(articles, least, most):
    codes = np.array([code for article in articles for code in article], np.int32)
    offsets = np.cumsum([0, *map(len, articles)])
    found = _kernel.articles_with(offsets, codes, 0, len(articles), 9001)
    assert found.tolist() == [sum(code in article for article in articles) for code in range(9001)]
    column_of = np.where((found >= least) & (found <= most), 9000 - np.arange(9001), -1).astype(np.int32)
    indices, counts, lengths = _kernel.tally(offsets, codes, column_of, 9001, 0, len(articles))
    rows = [Counter(int(column_of[code]) for code in article if column_of[code] >= 0) for article in articles]
    assert indices.tolist() == [column for row in rows for column in sorted(row)]
    assert counts.tolist() == [row[column] for row in rows for column in sorted(row)]
    assert lengths.tolist() == [len(row) for row in rows]


def test_threads_do_not_change_the_counts(tokens):
    threads = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        one = terms.count(tokens, min_articles=2)
    finally:
        numba.set_num_threads(threads)
    assert (one.matrix != terms.count(tokens, min_articles=2).matrix).nnz == 0


def test_a_term_of_a_million_letters_costs_no_more_than_its_letters():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato " + "a" * 1_000_000]})))
    assert [len(term) for term in counts.terms] == [1_000_000, 4]


@pytest.mark.parametrize("function", [terms.frequency, terms.weight, lambda counts: terms.keyness(counts, None)])
def test_what_are_no_counts_is_refused_and_weights_too(function, tokens, counts):
    with pytest.raises(TypeError, match=r"`counts` must be the Counts that terms\.count makes; got Series"):
        function(tokens)
    with pytest.raises(ValueError, match="must hold numbers of occurrences; these hold float64"):
        function(terms.weight(counts))
