"""Tables that show what topics are made of."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats
from sklearn.exceptions import NotFittedError

from analysis import terms, text, topics

SHARES = pd.DataFrame(
    {"NATO": [0.1, 0.3, 0.8, np.nan], "other 1": [0.9, 0.7, 0.2, np.nan]},
    index=pd.Index(["a1", "a2", "a3", "a4"], name="article_id"),
)


def test_top_articles_are_ordered_by_share_and_leave_missing_ones_out():
    table = topics.top_articles(SHARES, n=10)
    assert table.loc[table["topic"] == "NATO", "article_id"].to_list() == ["a3", "a2", "a1"]
    assert table.loc[table["topic"] == "NATO", "rank"].to_list() == [1, 2, 3]
    assert table["topic"].cat.categories.to_list() == ["NATO", "other 1"]


def test_top_articles_with_equal_shares_are_ordered_by_id():
    equal = pd.DataFrame({"NATO": [0.5, 0.5]}, index=["b", "a"])
    assert topics.top_articles(equal, n=1)["article_id"].to_list() == ["a"]


def test_prevalence_is_the_mean_share_with_student_s_interval():
    row = topics.prevalence(SHARES).iloc[0]
    values = np.array([0.1, 0.3, 0.8])
    assert row["share"] == pytest.approx(0.4)
    assert row["high"] == pytest.approx(0.4 + stats.t.ppf(0.975, 2) * values.std(ddof=1) / np.sqrt(3))
    assert row["articles"] == 3


def test_prevalence_by_group_keeps_the_order_of_categories():
    by = pd.Series(pd.Categorical(["x", "y", "y", "x"], categories=["y", "x"]), index=SHARES.index)
    table = topics.prevalence(SHARES[["NATO"]], by=by)
    assert table["group"].to_list() == ["y", "x"]
    assert table["share"].to_list() == pytest.approx([0.55, 0.1])
    assert table["articles"].to_list() == [2, 1]


def test_top_terms_are_at_most_the_terms_there_are_and_mark_seeds():
    articles = pd.DataFrame({"text": ["nato allies met", "libya and tripoli"]})
    model = topics.NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0)
    table = topics.top_terms(model.fit(terms.count(text.tokenize(articles))), n=99)
    assert len(table) == 2 * 6
    assert table.loc[table["seed"], ["topic", "term"]].to_numpy().tolist() == [["NATO", "nato"], ["Libya", "libya"]]
    assert table.groupby("topic", observed=True)["probability"].sum().to_list() == pytest.approx([1, 1])


@pytest.mark.parametrize("n", [0, -1, 2.5])
def test_a_number_of_rows_that_is_none_is_refused(n):
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        topics.top_articles(SHARES, n=n)


P = pd.DataFrame([[0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.5, 0.1]], index=["x", "y"], columns=["a", "b", "c", "d"])


def by_topic(table, column):
    return {topic: part.set_index("term")[column] for topic, part in table.groupby("topic", observed=True)}


def test_relevance_weighs_probability_by_six_tenths_against_lift_by_four():
    value = by_topic(topics.top_terms(P, n=4), "relevance")["x"]
    assert value["a"] == pytest.approx(0.6 * np.log(0.5) + 0.4 * np.log(0.5 / 0.3))
    assert value["c"] == pytest.approx(0.6 * np.log(0.2) + 0.4 * np.log(0.2 / 0.35))
    assert list(value.index) == ["a", "b", "c", "d"]


def test_a_term_that_a_topic_cannot_hold_has_no_relevance_and_comes_last():
    value = by_topic(topics.top_terms(P, n=4), "relevance")["x"]
    assert np.isnan(value["d"])
    assert value.index[-1] == "d"


def test_lift_is_probability_by_the_share_in_all_topics_or_in_the_corpus():
    assert by_topic(topics.top_terms(P, n=4, measure="lift"), "lift")["y"].to_dict() == pytest.approx(
        {"d": 2, "c": 0.5 / 0.35, "b": 1, "a": 0.1 / 0.3}
    )
    counts = terms.Counts(sparse.csr_array([[6, 3, 0, 1]]), pd.Index(["n1"]), pd.Index(["a", "b", "c", "d"]))
    lift = by_topic(topics.top_terms(P, n=4, measure="lift", counts=counts), "lift")["y"]
    assert lift.drop("c").to_dict() == pytest.approx({"d": 0.1 / 0.1, "b": 0.3 / 0.3, "a": 0.1 / 0.6})
    assert np.isnan(lift["c"])
    assert list(lift.index) == ["b", "d", "a", "c"]


def test_frex_is_the_weighted_harmonic_mean_of_two_ranks():
    # Of y: exclusivity 1/6, 1/2, 5/7, 1 has the ranks 1, 2, 3, 4 of 4; frequency .1, .3, .5, .1 has 1.5, 3, 4, 1.5.
    value = by_topic(topics.top_terms(P, n=4, measure="frex"), "frex")["y"]
    expected = {
        "a": 1 / (0.7 / (1 / 4) + 0.3 / (1.5 / 4)),
        "b": 1 / (0.7 / (2 / 4) + 0.3 / (3 / 4)),
        "c": 1 / (0.7 / (3 / 4) + 0.3 / (4 / 4)),
        "d": 1 / (0.7 / (4 / 4) + 0.3 / (1.5 / 4)),
    }
    assert value.to_dict() == pytest.approx(expected)
    assert list(value.index) == ["c", "d", "b", "a"]


def test_by_probability_the_most_frequent_come_first_and_no_column_is_added():
    table = topics.top_terms(P, n=2, measure="probability")
    assert table["term"].to_list() == ["a", "b", "c", "b"]
    assert table.columns.to_list() == ["topic", "rank", "term", "probability", "seed"]


def test_components_of_another_library_will_do_and_have_no_seeds():
    table = topics.top_terms(pd.DataFrame(np.array([[8, 2], [1, 3]]), columns=["a", "b"]), n=1)
    assert table["topic"].to_list() == [0, 1]
    assert table["probability"].to_list() == [0.8, 0.75]
    assert not table["seed"].any()


@pytest.mark.parametrize(
    ("model", "error", "message"),
    [
        (None, TypeError, "a fitted NamedTopics, or a DataFrame of probabilities"),
        (P.iloc[:0], ValueError, "at least one topic"),
        (-P, ValueError, "finite and not negative"),
        (P * np.nan, ValueError, "finite and not negative"),
        (P.assign(a="x"), TypeError, "must hold numbers"),
        (P * 0, ValueError, "2 topics without any term: 'x', 'y'"),
        (P.set_axis(["a", "a", "b", "c"], axis=1), ValueError, "name its terms once each; repeated: 'a'"),
        (P.set_axis(["x", "x"]), ValueError, "name its topics once each; repeated: 'x'"),
        (topics.NamedTopics({"NATO": ["nato"]}), NotFittedError, "not fitted"),
    ],
)
def test_what_is_no_model_is_refused(model, error, message):
    with pytest.raises(error, match=message):
        topics.top_terms(model)


def test_an_unknown_measure_and_foreign_counts_are_named():
    with pytest.raises(ValueError, match="`measure` must be one of"):
        topics.top_terms(P, measure="tf-idf")
    counts = terms.Counts(sparse.csr_array([[1]]), pd.Index(["n1"]), pd.Index(["other"]))
    with pytest.raises(ValueError, match="must hold terms of the model; they hold none"):
        topics.top_terms(P, counts=counts)
