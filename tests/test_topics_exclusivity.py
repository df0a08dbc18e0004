"""Whether topics keep apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import terms, text, topics
from analysis.topics.distributions import frex

P = pd.DataFrame([[0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.5, 0.1]], index=["x", "y"], columns=["a", "b", "c", "d"])


def rank(values):
    """Ranks from 1, equals sharing the mean of theirs, as R's `rank` gives them."""
    return [sum(w < v for w in values) + (sum(w == v for w in values) + 1) / 2 for v in values]


def frex_by_hand(table):
    """The formula of stm's `exclusivity`, term by term, for rows that hold each term somewhere."""
    sums = [sum(column) for column in zip(*table, strict=True)]
    rows = []
    for row in table:
        exclusive = rank([p / s for p, s in zip(row, sums, strict=True)])
        frequent = rank(row)
        size = len(row)
        rows.append([1 / (0.7 / (e / size) + 0.3 / (f / size)) for e, f in zip(exclusive, frequent, strict=True)])
    return rows


@given(st.lists(st.lists(st.integers(1, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_frex_equals_its_slow_twin(table):
    assert frex(np.array(table, float)) == pytest.approx(np.array(frex_by_hand(table)))


def test_exclusivity_adds_the_frex_of_the_most_probable_terms_up():
    # Of y the most probable are c and b, whose ranks are 3 and 2 by exclusivity, 4 and 3 by frequency, of 4.
    expected = 1 / (0.7 / (3 / 4) + 0.3 / (4 / 4)) + 1 / (0.7 / (2 / 4) + 0.3 / (3 / 4))
    assert topics.exclusivity(P, n=2).set_index("topic")["exclusivity"]["y"] == pytest.approx(expected)


def test_a_term_that_no_topic_holds_disturbs_nothing():
    table = topics.exclusivity(P.assign(never=0.0), n=2)
    assert table["exclusivity"].between(0, 2).all()


def test_topics_of_the_same_terms_are_less_diverse():
    assert topics.topic_diversity(P, n=1) == 1.0
    assert topics.topic_diversity(P, n=3) == pytest.approx(3 / 6)
    assert topics.topic_diversity(P, n=25) == pytest.approx(4 / 7)  # x holds three terms, y four
    assert topics.topic_diversity(pd.concat([P.iloc[:1]] * 5, ignore_index=True), n=2) == pytest.approx(1 / 5)


def test_a_fitted_model_has_both(articles):
    model = topics.NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0)
    model.fit(terms.count(text.tokenize(articles)))
    assert topics.exclusivity(model)["topic"].to_list() == ["NATO", "Libya"]
    assert 0 < topics.topic_diversity(model) <= 1


@pytest.mark.parametrize("function", [topics.exclusivity, topics.topic_diversity])
def test_a_number_of_terms_below_1_is_refused(function):
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        function(P, n=0)
