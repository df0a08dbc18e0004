"""Keyness against published values."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis import terms
from analysis.terms.keyness import log_likelihood


def two_articles(**columns):
    """Counts of a target and a reference article from ``term=(in target, in reference)``."""
    matrix = sparse.csr_array(np.array(list(columns.values()), dtype=np.int64).T)
    return terms.Counts(matrix, pd.Index(["target", "reference"]), pd.Index(list(columns)))


TARGET = pd.Series({"target": True, "reference": False})


def test_g2_and_p_are_those_of_quanteda():
    # quanteda.textstats, tests of textstat_keyness: d1 = b x 7, a x 3 against d2 = a x 7, b x 2; lr without correction
    table = terms.keyness(two_articles(b=(7, 2), a=(3, 7)), TARGET)
    assert table.loc["b", ["g2", "p"]].tolist() == pytest.approx([4.534939, 0.033210], abs=1e-6)
    assert table.loc["a", "g2"] == pytest.approx(-4.534939, abs=1e-6)


def test_g2_sums_four_cells_and_not_two():
    # 10 of 100 against 5 of 200: 7.329812 over four cells (6.931472 over two: Rayson and Garside 2000)
    table = terms.keyness(two_articles(word=(10, 5), others=(90, 195)), TARGET)
    assert table.loc["word", "g2"] == pytest.approx(7.329812, abs=1e-6)


def test_the_log_ratio_is_hardies_with_half_a_token_added():
    table = terms.keyness(two_articles(word=(1000, 100), others=(999_000, 999_900)), TARGET)
    assert table.loc["word", "log_ratio"] == pytest.approx(np.log2(1000.5 / 100.5), abs=1e-9)
    assert table.loc["word", "low"] < table.loc["word", "log_ratio"] < table.loc["word", "high"]


def test_the_interval_of_the_log_ratio_is_that_of_katz():
    # SE(ln ratio)^2 = 1/a - 1/n + 1/b - 1/m with 10.5 of 100.5 and 5.5 of 200.5
    error = np.sqrt(1 / 10.5 - 1 / 100.5 + 1 / 5.5 - 1 / 200.5) / np.log(2)
    row = terms.keyness(two_articles(word=(10, 5), others=(90, 195)), TARGET).loc["word"]
    assert row["high"] - row["log_ratio"] == pytest.approx(1.959963985 * error)


def test_a_term_that_is_absent_on_one_side_has_finite_numbers():
    table = terms.keyness(two_articles(only=(5, 0), never=(0, 0), both=(5, 10)), TARGET)
    assert np.isfinite(table.to_numpy(dtype=float)).all()
    assert table.loc["never", ["g2", "p"]].tolist() == [0, 1]


def test_equal_rates_are_no_keyness():
    table = terms.keyness(two_articles(x=(3, 6), y=(7, 14)), TARGET)
    assert table["g2"].to_list() == pytest.approx([0, 0], abs=1e-12)


def test_the_target_s_terms_come_first_and_the_reference_s_last():
    table = terms.keyness(two_articles(ours=(9, 1), theirs=(1, 9), same=(5, 5)), TARGET)
    assert table.index.to_list() == ["ours", "same", "theirs"]


def test_swapping_target_and_reference_swaps_the_signs():
    counts = two_articles(ours=(9, 1), theirs=(1, 9), same=(5, 5))
    there, back = terms.keyness(counts, TARGET), terms.keyness(counts, ~TARGET)
    assert there["g2"].to_dict() == pytest.approx((-back["g2"]).to_dict())
    assert there["log_ratio"].to_dict() == pytest.approx((-back["log_ratio"]).to_dict())


def test_false_discoveries_are_controlled_over_all_terms():
    table = terms.keyness(two_articles(a=(20, 2), b=(10, 9), c=(9, 10)), TARGET)
    # Benjamini and Hochberg: the smallest of three p-values is multiplied by three
    assert table.loc["a", "p_adjusted"] == pytest.approx(3 * table.loc["a", "p"])


@pytest.mark.parametrize(("target", "side"), [(True, "reference"), (False, "target")])
def test_an_empty_side_is_named(counts, target, side):
    with pytest.raises(ValueError, match=f"the {side} has none"):
        terms.keyness(counts, pd.Series(target, index=counts.articles))


def test_a_target_that_is_not_true_or_false_is_refused(counts, articles):
    with pytest.raises(TypeError, match="`target` must be True or False for each article"):
        terms.keyness(counts, articles["outlet"])


def test_g2_of_a_large_table_equals_the_sum_over_cells():
    a, b = np.array([96, 10817]), np.array([0, 4299])
    n, m = a.sum(), b.sum()
    cells = [(a, (a + b) * n / (n + m)), (b, (a + b) * m / (n + m)), (n - a, n - (a + b) * n / (n + m))]
    cells.append((m - b, m - (a + b) * m / (n + m)))
    by_hand = 2 * sum(np.where(o > 0, o * np.log(np.where(o > 0, o, 1) / e), 0) for o, e in cells)
    assert np.abs(log_likelihood(a, b)) == pytest.approx(by_hand)
