"""How well a model foresees the other half of articles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis import terms, topics

COUNTS = terms.Counts(
    sparse.csr_array([[3, 1, 0], [0, 0, 0], [0, 2, 5], [1, 0, 0]]),
    pd.Index(["a1", "a2", "a3", "a4"], name="article_id"),
    pd.Index(["libya", "nato", "trade"]),
)
P = pd.DataFrame([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]], index=["x", "y"], columns=["libya", "nato", "trade"])
SHARES = pd.DataFrame({"x": [0.9, np.nan, 0.2, 0.5], "y": [0.1, np.nan, 0.8, 0.5]}, index=COUNTS.articles)


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=1, max_size=5), st.permutations(range(4)))
def test_halves_add_up_differ_by_one_token_at_most_and_heed_no_order(rows, order):
    matrix = sparse.csr_array(np.array(rows))
    counts = terms.Counts(matrix, pd.RangeIndex(len(rows)), pd.Index(list("abcd")))
    given_, scored = topics.halves(counts)
    assert (given_.matrix + scored.matrix).toarray().tolist() == rows
    assert np.isin((given_.matrix.sum(axis=1) - scored.matrix.sum(axis=1)), [0, 1]).all()
    assert (abs((given_.matrix - scored.matrix).toarray()) <= 1).all()
    moved = terms.Counts(matrix[::-1][:, order], counts.articles[::-1], counts.terms[order])
    again, _ = topics.halves(moved)
    assert again.select(list("abcd")).matrix.toarray()[::-1].tolist() == given_.matrix.toarray().tolist()


def test_the_log_likelihood_is_that_of_the_mixture():
    table = topics.held_out(P, COUNTS, SHARES)
    first = 3 * np.log(0.9 * 0.7 + 0.1 * 0.1) + np.log(0.9 * 0.2 + 0.1 * 0.1)
    third = 2 * np.log(0.2 * 0.2 + 0.8 * 0.1) + 5 * np.log(0.2 * 0.1 + 0.8 * 0.8)
    assert table["log_likelihood"].to_list() == pytest.approx([first, np.nan, third, np.log(0.4)], nan_ok=True)
    assert table["tokens"].to_list() == [4, 0, 7, 1]


def test_unknown_terms_are_left_out_and_other_orders_of_topics_and_articles_heeded():
    table = topics.held_out(P.drop(columns="nato"), COUNTS, SHARES.iloc[::-1][["y", "x"]])
    assert table["tokens"].to_list() == [3, 0, 5, 1]
    assert table["log_likelihood"]["a1"] == pytest.approx(3 * np.log(0.9 * 0.7 / 0.8 + 0.1 * 0.1 / 0.9))


def test_a_token_that_cannot_be_makes_the_likelihood_missing_and_not_infinite():
    table = topics.held_out(P.assign(nato=0.0), COUNTS, SHARES)
    assert table["log_likelihood"].isna().to_list() == [True, True, True, False]
    assert np.isfinite(table["log_likelihood"].dropna()).all()


def test_articles_of_one_token_have_nothing_to_score():
    one = terms.Counts(sparse.csr_array([[1, 0, 0]]), pd.Index(["a4"]), COUNTS.terms)
    given_, scored = topics.halves(one)
    assert given_.matrix.sum() == 1
    table = topics.held_out(P, scored, SHARES)
    assert table.loc["a4"].to_list() == [0, 0]
    assert topics.held_out(P, scored[np.array([False])], SHARES).empty


def test_shares_from_the_first_half_foresee_more_than_equal_ones():
    texts = ["nato allies nato allies summit summit"] * 8 + ["goal league goal league fans fans"] * 8
    words = sorted(set(" ".join(texts).split()))
    counts = terms.Counts(
        sparse.csr_array([[text.split().count(word) for word in words] for text in texts]),
        pd.Index([f"a{i}" for i in range(16)]),
        pd.Index(words),
    )
    model = topics.NamedTopics({"NATO": ["nato"], "sport": ["goal"]}, unnamed=0).fit(counts)
    given_, scored = topics.halves(counts)
    seen = topics.held_out(model, scored, model.transform(given_))["log_likelihood"].sum()
    equal = pd.DataFrame(0.5, index=counts.articles, columns=model.topics_)
    assert seen > topics.held_out(model, scored, equal)["log_likelihood"].sum()


def test_what_cannot_work_is_named():
    with pytest.raises(ValueError, match="numbers of occurrences"):
        topics.halves(terms.weight(COUNTS))
    with pytest.raises(ValueError, match="no column for 1 of 2 topics: 'y'"):
        topics.held_out(P, COUNTS, SHARES[["x"]])
    with pytest.raises(ValueError, match="`shares` has no value for 1 of 4 articles: 'a4'"):
        topics.held_out(P, COUNTS, SHARES.iloc[:3])
