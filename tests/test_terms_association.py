"""Measures of association against published values; where tools differ, both definitions are shown."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from analysis.terms.association import MEASURES, TESTS, Table, fisher, p_of_chi2


def measured(name, *cells):
    return float(MEASURES[name](Table.of(*([cell] for cell in cells)))[0])


def of_two_words(together, first, second, total):
    """The cells for two words by how often they stand together, how often each stands, and the size of the corpus."""
    return together, first - together, second - together, total - first - second + together


def of_two_corpora(a, b, target, reference):
    """The cells for a term by its counts in two corpora and their sizes."""
    return a, b, target - a, reference - b


# Toy of the tests of quanteda.textstats: "b" 7 and 2 times, in texts of 10 and 9 tokens. All values equal those of R's
# chisq.test and fisher.test.
TOY = (7, 2, 3, 7)


@pytest.mark.parametrize(
    ("name", "cells", "expected", "digits"),
    [
        ("chi2", TOY, 4.337160, 6),
        ("chi2_yates", TOY, 2.632438, 6),
        ("chi2_yates_capped", TOY, 2.632438, 6),
        ("g2", TOY, 4.534939, 6),
        ("g2_yates", TOY, 2.702844, 6),
        ("g2_williams", TOY, 4.200833, 6),
        ("odds_ratio", TOY, 8.166667, 6),
        ("chi2_yates", (3, 2, 14, 10), 0.1851001, 7),  # as quanteda
        ("chi2_yates_capped", (3, 2, 14, 10), 0.0, 7),  # as R and scipy
        ("g2", (10, 0, 3, 31764), 167.23, 2),  # Dunning 1993, p. 72
        ("g2", of_two_words(110, 2552, 221, 31777), 270.72, 2),  # Dunning 1993, by way of nltk
        ("g2", of_two_words(8, 13, 32, 31777), 95.29, 2),
        ("chi2", (3, 0, 0, 31774), 31777, 0),  # Dunning 1993, p. 73
        ("chi2_yates", (1, 3, 3, 1), -0.5, 6),  # Pedersen 1996, p. 10; the sign is ours
        ("t_score", of_two_words(8, 15828, 4675, 14307668), 0.999932, 6),  # Manning & Schütze 1999, p. 164
        ("t_score", of_two_words(20, 42, 20, 14307668), 4.4721, 4),
        ("chi2", of_two_words(8, 15828, 4675, 14307668), 1.55, 2),  # Manning & Schütze 1999, p. 169
        ("chi2", of_two_words(59, 67, 65, 571007), 456400, -2),
        ("pmi", of_two_words(20, 42, 20, 14307668), 18.38, 2),
        ("pmi", of_two_words(20, 15019, 15629, 14307668), 0.29, 2),
        ("pmi", of_two_words(8, 1105, 44, 15_000_000), 11.3, 1),  # Church & Hanks 1990, p. 24
        ("odds_ratio", of_two_corpora(16217, 735, 2796938, 2087946), 16.6, 1),  # Pojanapunya & Todd 2016, p. 154
        ("percent_diff", of_two_corpora(206523, 178174, 959641, 1562358), 88.7, 1),  # Gabrielatos & Marchi 2011, p. 18
        ("simple_maths", of_two_corpora(35, 263, 112289776, 1559716979), 1.1224, 4),  # Kilgarriff 2009
        ("difference_coefficient", of_two_corpora(18, 35, 10**6, 10**6), -0.32, 2),  # Hofland & Johansson 1982, p. 471
        ("delta_p", (5610, 168938, 2257, 10233063), 0.032, 3),  # Gries 2013, p. 144
        ("delta_p_reverse", (5610, 168938, 2257, 10233063), 0.697, 3),
        ("dice", of_two_words(130, 3121, 143, 10**6), 0.08, 2),  # Smadja et al. 1996, p. 13
        ("minimum_sensitivity", (17, 240, 1001, 10**6), 0.016699, 6),  # Pedersen & Bruce 1996, p. 12
        ("minimum_sensitivity", of_two_words(28, 15740, 8002, 10**7), 0.00178, 5),  # Durrant 2008, p. 84
        ("mutual_information", (2, 0, 0, 7), 0.764, 3),  # Dunning 1998, p. 51
        ("mutual_information", (2, 0, 0, 997), 0.021, 3),
        ("phi2", (31950, 12004, 4793, 848330), 0.62, 2),  # Church & Gale 1991, p. 12
        ("npmi", (10, 0, 0, 90), 1, 12),  # Bouma 2009, p. 36
        ("npmi", (1, 9, 9, 81), 0, 12),
        ("npmi", (0, 10, 10, 80), -1, 12),
        ("log_dice", of_two_words(50, 50, 50, 10**6), 14, 12),  # Rychlý 2008: never apart
    ],
)
def test_a_measure_has_its_published_value(name, cells, expected, digits):
    assert round(measured(name, *cells), digits) == expected


@pytest.mark.parametrize(
    ("a", "b", "target", "reference", "expected"),
    [
        (12000, 10000, 10**6, 10**6, 182.069452),
        (10, 0, 1000, 1000, 13.862944),
        (100, 20, 100_000, 200_000, 127.806372),
        (500, 100, 10**6, 10**6, 291.103166),
        (50, 50, 100_000, 50_000, 11.778304),
        (1000, 1, 10**6, 10**6, 1371.864145),
        (50, 10, 10_000, 10_000, 29.110317),
        (100, 100, 10**6, 10**7, 221.382218),
        (174, 29, 10**6, 10**6, 114.910530),
        (5, 1, 500, 500, 2.911032),
        (300, 3, 10_000, 10_000, 386.386270),
        (80, 20, 20_000, 20_000, 38.548951),
        (547558, 1082892, 10**7, 9 * 10**7, 668573.92),
    ],
)
def test_the_two_cell_ratio_has_the_values_of_rayson_and_garside(a, b, target, reference, expected):
    assert abs(measured("g2_two_cell", *of_two_corpora(a, b, target, reference))) == pytest.approx(
        expected, rel=1e-8, abs=5e-7
    )


def test_two_and_four_cells_differ_for_frequent_terms():
    """quanteda.extras moved from the first to the second for the same counts."""
    cells = of_two_corpora(10, 5, 100, 200)
    assert round(measured("g2_two_cell", *cells), 6) == 6.931472
    assert round(measured("g2", *cells), 6) == 7.329812
    assert round(measured("g2", *of_two_corpora(12000, 10000, 10**6, 10**6)), 6) == 184.091697


def test_bayes_factor_and_effect_of_the_likelihood_follow_their_formulas():
    # 100 of 100,000 against 20 of 200,000: two-cell ratio 127.806372, the smaller expected count 120 / 3
    cells = of_two_corpora(100, 20, 100_000, 200_000)
    assert measured("bayes_factor", *cells) == pytest.approx(127.806372 - np.log(300_000))
    assert measured("log_likelihood_effect", *cells) == pytest.approx(127.806372 / (300_000 * np.log(40)))


def test_pmi_in_nats_is_that_of_quanteda():
    assert round(measured("pmi", *TOY) * np.log(2), 6) == 0.390539


def test_the_p_values_are_those_of_r():
    found = [float(p_of_chi2(measured(name, *TOY))) for name in ("chi2", "chi2_yates", "g2", "g2_yates", "g2_williams")]
    assert np.round(found, 6).tolist() == [0.037289, 0.104701, 0.033210, 0.100169, 0.040404]


@pytest.mark.parametrize(("cells", "p"), [(TOY, 0.069779), ((1, 3, 3, 1), 0.486), ((0, 0, 3, 1), None)])
def test_fisher_has_its_published_values(cells, p):
    found = float(fisher(Table.of(*([cell] for cell in cells)))[0])
    assert np.isnan(found) if p is None else round(found, len(str(p)) - 2) == p


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 4), min_size=1, max_size=20))
@example([(0, 1, 1, 0), (1, 0, 0, 1), (1, 2, 2, 1)])  # two tables are equally probable
def test_fisher_equals_scipy(tables):
    for cells, p in zip(tables, fisher(Table.of(*np.array(tables).T)), strict=True):
        a, b, c, d = cells
        if min(a + b, c + d, a + c, b + d):
            assert p == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-8, abs=1e-300)
        else:
            assert np.isnan(p)


@pytest.mark.parametrize(
    "cells", [(1707, 369, 508000, 1509646), (3000, 6000, 508000, 1509646), (0, 9, 508000, 1509646)]
)
def test_fisher_equals_scipy_on_the_sizes_of_a_corpus(cells):
    a, b, c, d = cells
    assert fisher(Table.of(*([cell] for cell in cells)))[0] == pytest.approx(
        stats.fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6, abs=1e-300
    )


@given(st.lists(st.tuples(*[st.integers(0, 8)] * 4), min_size=1, max_size=30))
def test_no_measure_is_infinite_or_warns_for_any_table(tables):
    table = Table.of(*np.array(tables).T)
    for name, measure in MEASURES.items():
        assert not np.isinf(measure(table)).any(), name


@given(st.tuples(*[st.integers(1, 500)] * 4))
def test_the_tests_are_symmetric_and_signed_by_the_difference_of_rates(cells):
    a, b, c, d = cells
    for name in TESTS:
        value = measured(name, *cells)
        assert value == pytest.approx(-measured(name, b, a, d, c), rel=1e-6, abs=1e-9)
        assert value * np.sign(a * d - b * c) >= 0
