"""Shares against codes by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from analysis import topics
from analysis.topics.agreement import _auroc

# The 43 patients of DeLong, DeLong and Clarke-Pearson 1988 with all three scores: albumin, total protein, the K-G score
# and whether surgery was of use; as SAS/STAT prints them ("Comparing Receiver Operating Characteristic Curves").
PATIENTS = """
3.0 5.8 10 0; 3.2 6.3 5 1; 3.9 6.8 3 1; 2.8 4.8 6 0; 3.2 5.8 3 1; 0.9 4.0 5 0; 2.5 5.7 8 0; 1.6 5.6 5 1; 3.8 5.7 5 1;
3.7 6.7 6 1; 3.2 5.4 4 1; 3.8 6.6 6 1; 4.1 6.6 5 1; 3.6 5.7 5 1; 4.3 7.0 4 1; 3.6 6.7 4 0; 2.3 4.4 6 1; 4.2 7.6 4 0;
4.0 6.6 6 0; 3.5 5.8 6 1; 3.8 6.8 7 1; 3.0 4.7 8 0; 4.5 7.4 5 1; 3.7 7.4 5 1; 3.1 6.6 6 1; 4.1 8.2 6 1; 4.3 7.0 5 1;
4.3 6.5 4 1; 3.2 5.1 5 1; 2.6 4.7 6 1; 3.3 6.8 6 0; 1.7 4.0 7 0; 3.7 6.1 5 1; 3.3 6.3 7 1; 4.2 7.7 6 1; 3.5 6.2 5 1;
2.9 5.7 9 0; 2.1 4.8 7 1; 2.8 6.2 8 0; 4.0 7.0 7 1; 3.3 5.7 6 1; 3.7 6.9 5 1; 3.6 6.6 5 1
"""
PATIENTS = np.array([patient.split() for patient in PATIENTS.split(";")], dtype=float)

SHARES = pd.DataFrame(
    {"NATO": [0.5, 0.3, 0.2, 0.0, 0.2], "trade": [0.1, 0.1, 0.6, 0.9, np.nan]},
    index=pd.Index(["a1", "a2", "a3", "a4", "a5"], name="article_id"),
)
CODES = pd.DataFrame(
    {"NATO": [True, False, True, False, None], "trade": [False, False, False, True, True]}, index=SHARES.index
)


def logit(share):
    return np.log(share / (1 - share))


@pytest.mark.parametrize(("column", "sign", "area", "error"), [(1, 1, 0.6478, 0.1000), (2, -1, 0.7258, 0.1028)])
def test_areas_and_errors_of_the_patients_are_the_published_ones(column, sign, area, error):
    """Total protein and K-G score; SAS/STAT prints area and error in the same example."""
    index = [f"a{i}" for i in range(len(PATIENTS))]
    shares = pd.DataFrame({"score": sign * PATIENTS[:, column]}, index=index)
    row = topics.agreement(shares, pd.DataFrame({"score": PATIENTS[:, 3] == 1}, index=index)).iloc[0]
    assert row["auroc"] == pytest.approx(area, abs=5e-5)
    half = (logit(row["high"]) - logit(row["low"])) / 2
    assert half / stats.norm.ppf(0.975) * row["auroc"] * (1 - row["auroc"]) == pytest.approx(error, abs=5e-5)
    assert (logit(row["high"]) + logit(row["low"])) / 2 == pytest.approx(logit(row["auroc"]))


def variance_by_hand(share, code):
    """DeLong's variance, each pair compared by itself."""
    positive, negative = share[code], share[~code]
    wins = np.array([[1.0 if p > q else 0.5 if p == q else 0.0 for q in negative] for p in positive])
    return wins.mean(axis=1).var(ddof=1) / len(positive) + wins.mean(axis=0).var(ddof=1) / len(negative)


CODED = st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=6, max_size=40).filter(
    lambda rows: 2 <= sum(code for _, code in rows) <= len(rows) - 2
)


@given(CODED)
def test_area_and_interval_equal_the_slow_twin_and_scikit_learn(rows):
    share, code = (np.array(column) for column in zip(*rows, strict=True))
    area, low, high = _auroc(share.astype(float), code, None)
    assert area == pytest.approx(roc_auc_score(code, share))
    variance = variance_by_hand(share, code)
    if 1e-12 < area < 1 - 1e-12 and variance > 1e-12:
        half = stats.norm.ppf(0.975) * np.sqrt(variance) / (area * (1 - area))
        assert [logit(low), logit(high)] == pytest.approx([logit(area) - half, logit(area) + half])


def clustered_by_hand(share, code, cluster):
    """Obuchowski 1997, eqs. 4 to 6: sums over clusters of what each article lies above or below the area."""
    wins = np.array([[(p > q) + (p == q) / 2 for q in share[~code]] for p in share[code]])
    m, n = wins.shape
    area = wins.mean()
    ups, downs = wins.mean(axis=1), wins.mean(axis=0)
    names = sorted(set(cluster))
    a = {k: sum(u - area for u, c in zip(ups, cluster[code], strict=True) if c == k) for k in names}
    b = {k: sum(d - area for d, c in zip(downs, cluster[~code], strict=True) if c == k) for k in names}
    i10, i01, i = len(set(cluster[code])), len(set(cluster[~code])), len(names)
    s10 = i10 / ((i10 - 1) * m) * sum(x**2 for x in a.values())
    s01 = i01 / ((i01 - 1) * n) * sum(x**2 for x in b.values())
    s11 = i / (i - 1) * sum(a[k] * b[k] for k in names)
    return s10 / m + s01 / n + 2 * s11 / (m * n)


def test_the_interval_over_clusters_is_that_of_obuchowski():
    random = np.random.default_rng(sum(map(ord, "clusters of days")))
    cluster = np.repeat(np.arange(12), 5)
    code = random.random(60) < 0.4
    share = np.round(0.3 * code + random.random(12)[cluster] + random.random(60), 1) / 3
    index = [f"a{i:02}" for i in range(60)]
    frames = pd.DataFrame({"NATO": share}, index=index), pd.DataFrame({"NATO": code}, index=index)
    row = topics.agreement(*frames, cluster=pd.Series(cluster, index)).iloc[0]
    half = (logit(row["high"]) - logit(row["low"])) / 2 / stats.norm.ppf(0.975)
    area = row["auroc"]
    assert half * area * (1 - area) == pytest.approx(np.sqrt(clustered_by_hand(share, code, cluster)))
    alone = topics.agreement(*frames, cluster=pd.Series(index, index))
    pd.testing.assert_frame_equal(alone, topics.agreement(*frames))


def test_each_topic_is_judged_by_the_articles_that_were_coded_and_have_a_share():
    table = topics.agreement(SHARES, CODES, threshold=0.2).set_index("topic")
    assert table["articles"].to_list() == [4, 4]
    assert table["coded"].to_list() == [2, 1]
    share, code = SHARES["NATO"].iloc[:4], CODES["NATO"].iloc[:4].astype(bool)
    assert table.loc["NATO", "auroc"] == pytest.approx(0.75)  # of four pairs one is in the wrong order
    assert table.loc["NATO", "average_precision"] == pytest.approx(average_precision_score(code, share))
    assert table.loc["NATO", "average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert table.loc["NATO", ["precision", "recall", "f1"]].to_list() == pytest.approx([2 / 3, 1, 0.8])
    assert table.loc["NATO", "f1"] == pytest.approx(f1_score(code, share >= 0.2))
    assert (table["threshold"] == 0.2).all()


def test_an_order_without_fault_has_no_interval():
    row = topics.agreement(SHARES, CODES).set_index("topic").loc["trade"]
    assert row["auroc"] == 1
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


@pytest.mark.parametrize("code", [True, False, None])
def test_codes_of_one_kind_only_leave_the_area_missing(code):
    table = topics.agreement(SHARES[["NATO"]], pd.DataFrame({"NATO": [code] * 5}, index=SHARES.index))
    assert table[["auroc", "low", "high"]].isna().all(axis=None)
    assert table["articles"].to_list() == [0 if code is None else 5]
    assert table["average_precision"].isna().to_list() == [code is not True]


def test_articles_in_any_order_have_the_same_bits():
    table = topics.agreement(SHARES, CODES)
    pd.testing.assert_frame_equal(topics.agreement(SHARES.iloc[::-1], CODES.iloc[[2, 4, 0, 1, 3]]), table)
    table = topics.calibration(SHARES, CODES)
    again = topics.calibration(SHARES.iloc[::-1], CODES.iloc[[2, 4, 0, 1, 3]])
    pd.testing.assert_frame_equal(again, table, check_exact=True)


def test_one_code_for_each_article_becomes_a_table_of_codes():
    code = pd.Series(["NATO", "trade", "NATO"], index=["a1", "a4", "a3"])
    table = topics.agreement(SHARES, pd.get_dummies(code))
    assert table["topic"].to_list() == ["NATO", "trade"]
    assert table["coded"].to_list() == [2, 1]
    assert table["auroc"].to_list() == [1, 1]


def test_groups_of_like_share_have_even_roots_and_wilson_s_interval():
    index = [f"a{i}" for i in range(100)]
    shares = pd.DataFrame({"NATO": [0.05] * 60 + [0.3] * 40}, index=index)
    codes = pd.DataFrame({"NATO": [True] * 6 + [False] * 54 + [True] * 30 + [False] * 10}, index=index)
    table = topics.calibration(shares, codes, bins=10)
    assert table["bin"].to_list() == [3, 6]
    assert table["least"].to_list() == pytest.approx([0.04, 0.25])
    assert table["most"].to_list() == pytest.approx([0.09, 0.36])
    assert table["share"].to_list() == pytest.approx([0.05, 0.3])
    assert table["coded"].to_list() == pytest.approx([0.1, 0.75])
    assert table["articles"].to_list() == [60, 40]
    for row in table.itertuples():
        interval = stats.binomtest(round(row.coded * row.articles), row.articles).proportion_ci(method="wilson")
        assert [row.low, row.high] == pytest.approx([interval.low, interval.high])


def test_a_share_of_1_is_in_the_last_group_and_one_of_0_in_the_first():
    shares = pd.DataFrame({"NATO": [0.0, 1.0]}, index=["a1", "a2"])
    table = topics.calibration(shares, pd.DataFrame({"NATO": [False, True]}, index=["a1", "a2"]), bins=4)
    assert table["bin"].to_list() == [1, 4]
    assert table["coded"].to_list() == [0, 1]


def test_a_topic_without_coded_articles_has_no_group():
    codes = CODES.assign(NATO=None)
    assert topics.calibration(SHARES, codes)["topic"].unique().tolist() == ["trade"]
    assert topics.calibration(SHARES, codes.iloc[:0]).empty


@pytest.mark.parametrize("function", [topics.agreement, topics.calibration])
class TestBoth:
    def test_a_topic_that_has_no_share_is_named(self, function):
        with pytest.raises(ValueError, match="no column for 1 of 1 coded topics: 'war'"):
            function(SHARES, CODES[["NATO"]].rename(columns={"NATO": "war"}))

    def test_an_article_that_has_no_share_is_named(self, function):
        with pytest.raises(ValueError, match="`shares` has no value for 1 of 4 articles: 'a1'"):
            function(SHARES.drop("a1"), CODES)

    def test_a_code_that_is_none_is_named(self, function):
        with pytest.raises(TypeError, match="`codes` must be True or False"):
            function(SHARES, CODES.assign(NATO=["yes", "no", "no", "no", "no"]))

    def test_a_table_without_topics_is_refused(self, function):
        with pytest.raises(ValueError, match="at least one topic"):
            function(SHARES, CODES[[]])

    def test_a_series_is_refused(self, function):
        with pytest.raises(TypeError, match="`codes` must be a pandas DataFrame; got Series"):
            function(SHARES, CODES["NATO"])

    def test_a_topic_that_stands_twice_is_named(self, function):
        with pytest.raises(ValueError, match="`codes` has 1 topics more than once: 'NATO'"):
            function(SHARES, CODES.set_axis(["NATO", "NATO"], axis=1))


def test_options_that_cannot_work_are_named():
    with pytest.raises(ValueError, match="`threshold` must be a share from 0 to 1"):
        topics.agreement(SHARES, CODES, threshold=5)
    with pytest.raises(ValueError, match="`bins` must be"):
        topics.calibration(SHARES, CODES, bins=0)
    with pytest.raises(ValueError, match="`shares` must be from 0 to 1; those of 'NATO' are not"):
        topics.calibration(SHARES * 100, CODES)
    with pytest.raises(ValueError, match="`cluster` is missing for 1 of"):
        topics.agreement(SHARES, CODES, cluster=pd.Series([None, 1, 2, 3, 4], SHARES.index))
