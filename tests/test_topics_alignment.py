"""Which topic of one model is which of another."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from analysis import topics

OURS = pd.DataFrame(
    [[8, 2, 0, 0], [0, 2, 8, 0], [0, 1, 0, 9]], index=["NATO", "Libya", "trade"], columns=["nato", "said", "oil", "tax"]
)


def test_topics_in_another_order_find_themselves_again():
    table = topics.align(OURS.iloc[[2, 0, 1]], OURS[["tax", "oil", "said", "nato"]])
    assert table["topic"].to_list() == table["partner"].to_list() == table["nearest"].to_list()
    assert table["similarity"].to_list() == pytest.approx([1, 1, 1])


def test_similarity_is_1_less_the_jensen_shannon_divergence_in_bits():
    table = topics.align(OURS.iloc[:1], OURS.iloc[1:2])
    expected = 1 - jensenshannon(OURS.iloc[0], OURS.iloc[1], base=2) ** 2
    assert table["similarity"].to_list() == pytest.approx([expected])
    assert expected == pytest.approx(0.2)  # they share a fifth of their tokens, and nothing else


def test_a_topic_too_many_has_no_partner_but_a_nearest():
    table = topics.align(OURS, OURS.loc[["trade"]])
    assert table["partner"].isna().to_list() == [True, True, False]
    assert table["similarity"].isna().to_list() == [True, True, False]
    assert table["nearest"].to_list() == ["trade"] * 3


def test_terms_that_only_one_has_count_as_different():
    table = topics.align(OURS.loc[["NATO"]], OURS.loc[["NATO"]].drop(columns="said"))
    other = pd.DataFrame([[1.0, 0.0]], columns=["nato", "said"])
    assert table["similarity"][0] == pytest.approx(1 - jensenshannon([0.8, 0.2], other.iloc[0], base=2) ** 2)


@given(st.data())
def test_no_other_pairing_is_more_alike(data):
    rows = st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(any), min_size=3, max_size=3)
    one, other = (pd.DataFrame(data.draw(rows), columns=list("abcd")) for _ in range(2))
    table = topics.align(one, other)
    alike = np.array(
        [[topics.align(one.loc[[i]], other.loc[[j]])["similarity"][0] for j in range(3)] for i in range(3)]
    )
    best = max(sum(alike[i, j] for i, j in enumerate(order)) for order in permutations(range(3)))
    assert table["similarity"].sum() == pytest.approx(best)
    assert sorted(table["partner"]) == [0, 1, 2]
    assert table["nearest_similarity"].to_list() == pytest.approx(alike.max(axis=1).tolist())


def test_models_without_a_common_term_are_refused():
    with pytest.raises(ValueError, match="must share terms"):
        topics.align(OURS, OURS.set_axis(range(4), axis=1))
