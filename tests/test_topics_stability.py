"""Intervals of shares under topics that are estimated again, and verdicts on topics."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.exceptions import NotFittedError

from analysis import terms, topics
from analysis.topics import refit as refitting
from analysis.topics.estimate import PRIOR_TERM
from analysis.topics.named import REPORTED_PRIOR
from analysis.topics.refit import drawn, prepared, refit
from analysis.topics.typical import SHARPNESS, UNSEEN

SEEDS = {"NATO": ["nato", "alliance"], "Libya": ["libya", "tripoli"]}
THEMES = {
    "NATO": "nato alliance brussels summit defence spending members allies troops",
    "Libya": "libya tripoli ceasefire militia haftar oil benghazi coast port",
    "sport": "match goal league striker season coach fans cup club",
}
COMMON = ["said", "week", "new", "people", "year"]


def written(days, seed, articles=6):
    """Made-up articles; each day has a taste of its own for every theme. Returns counts and the day of each article."""
    random = np.random.default_rng(sum(map(ord, seed)))
    vocabulary = pd.Index(sorted({*COMMON, *(word for words in THEMES.values() for word in words.split())}))
    rows, cluster = [], []
    for day in range(days):
        taste = random.dirichlet([2.0, 2.0, 4.0])
        for _ in range(articles):
            theme = random.choice(list(THEMES), p=taste)
            words = [*random.choice(THEMES[theme].split(), 20), *random.choice(COMMON, 10)]
            rows.append(np.bincount(vocabulary.get_indexer(words), minlength=len(vocabulary)))
            cluster.append(f"day {day:03}")
    articles = pd.Index([f"a{i:04}" for i in range(len(rows))], name="article_id")
    return terms.Counts(sparse.csr_array(np.array(rows)), articles, vocabulary), pd.Series(cluster, index=articles)


@pytest.fixture(scope="module")
def made():
    return written(12, "stability")


@pytest.fixture(scope="module")
def model(made):
    return topics.NamedTopics(SEEDS, unnamed=2).fit(made[0])


@pytest.fixture(scope="module")
def table(model, made):
    return topics.stability(model, made[0], by=made[1], n=20)


def test_shares_are_those_of_prevalence_and_lie_in_their_intervals(table, model, made):
    means = topics.prevalence(model.transform(made[0]))
    assert table["share"].to_numpy() == pytest.approx(means["share"].to_numpy())
    assert (table["low"] < table["share"]).all()
    assert (table["share"] < table["high"]).all()
    assert table["topic"].to_list() == table["topic"].cat.categories.to_list() == model.topics_
    assert (table[["articles", "clusters"]] == [72, 12]).all(axis=None)


def test_rows_in_any_order_and_any_number_of_threads_give_the_same_bits(made, monkeypatch):
    counts, day = made
    group = pd.Series(np.where(np.arange(len(day)) % 2, "X", "Y"), index=day.index)
    model = topics.NamedTopics(SEEDS, unnamed=2).fit(counts)
    expected = topics.stability(model, counts, by=day, group=group, n=5)
    order = np.random.default_rng(7).permutation(len(day))
    moved = terms.Counts(counts.matrix[order], counts.articles[order], counts.terms)
    for threads in (1, 2):
        monkeypatch.setattr("numba.get_num_threads", lambda threads=threads: threads)
        again = topics.stability(model, moved, by=day.sample(frac=1, random_state=1), group=group, n=5)
        pd.testing.assert_frame_equal(again, expected, check_exact=True)


def test_articles_of_equal_content_in_different_clusters_may_stand_in_any_order():
    matrix = sparse.csr_array([[2, 1, 0, 3], [2, 1, 0, 3], [0, 1, 3, 1], [0, 2, 1, 1], [2, 1, 0, 3]])
    counts = terms.Counts(matrix, pd.Index(list("abcde")), pd.Index(["alliance", "new", "tripoli", "week"]))
    day = pd.Series(["mon", "tue", "wed", "tue", "wed"], index=counts.articles)
    model = topics.NamedTopics(SEEDS, unnamed=0).fit(counts)
    tables = []
    for order in ([0, 1, 2, 3, 4], [4, 1, 0, 3, 2], [1, 0, 4, 2, 3]):
        moved = terms.Counts(matrix[order], counts.articles[order], counts.terms)
        tables.append(topics.stability(model, moved, by=day, n=7))
    pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)
    pd.testing.assert_frame_equal(tables[0], tables[2], check_exact=True)


def test_an_article_that_weighs_two_is_an_article_that_stands_there_twice(model, made):
    counts, _ = made
    start = prepared(model, counts)
    weights = np.arange(len(start.counts)) % 3.0
    found, _ = refit(start, weights)
    repeated = np.repeat(np.arange(len(weights)), weights.astype(int))
    matrix = start.counts.matrix[repeated]
    names = pd.Index(range(len(repeated)))
    twice = start._replace(
        counts=terms.Counts(matrix, names, start.counts.terms),
        expectation=start.expectation[repeated],
        mixture=start.mixture[repeated],
        shares=start.shares[repeated],
    )
    expected, _ = refit(twice, np.ones(len(repeated)))
    assert found == pytest.approx(expected, abs=1e-12)


def test_a_refit_is_the_step_of_the_estimate_written_out(model, made, monkeypatch):
    """Shares, terms, shares again and how typical each article is, as the formulas have them, in dense arrays."""
    monkeypatch.setattr(refitting, "TOPIC_STEPS", 1)
    monkeypatch.setattr(refitting, "SHARE_STEPS", 2)
    start = prepared(model, made[0])
    weights = np.arange(len(start.counts)) % 3.0
    dense, terms_of = start.counts.matrix.toarray() * start.tokens, start.probabilities.T

    def shares_after(shares, terms_of, expectation):
        parts = shares[:, :, None] * terms_of
        parts = dense[:, None, :] * parts / parts.sum(axis=1, keepdims=True)
        shares = parts.sum(axis=2) + expectation
        return shares / shares.sum(axis=1, keepdims=True)

    first = shares_after(start.mixture, terms_of, start.expectation)
    parts = first[:, :, None] * terms_of
    parts = dense[:, None, :] * parts / parts.sum(axis=1, keepdims=True)
    expected = np.einsum("i,ikt->kt", weights, parts) + PRIOR_TERM * (weights @ dense).sum() / terms_of.size
    expected[:2] += start.seeds * (weights @ dense)
    expected[start.barred.T] = 0
    expected /= expected.sum(axis=1, keepdims=True)
    found, shares = refit(start, weights)
    np.testing.assert_allclose(found.T, expected, rtol=1e-9)
    before = np.where(weights[:, None] > 0, first, start.mixture)
    mixture = shares_after(before, expected, start.expectation)
    mixture = shares_after(mixture, expected, start.expectation * REPORTED_PRIOR)
    relative = dense / dense.sum(axis=1, keepdims=True)
    counted = weights[:, None] * relative
    usual = counted.sum(axis=0) / counted.sum()
    logs = []
    for part in (mixture[:, :2], 1 - mixture[:, :2]):
        side = counted.T @ part
        logs.append(np.log((side / side.sum(axis=0) + UNSEEN * usual[:, None]) / (1 + UNSEEN)))
    mixture[:, :2] /= 1 + np.exp(-SHARPNESS * relative @ (logs[0] - logs[1]))
    assert shares == pytest.approx(mixture / mixture.sum(axis=1, keepdims=True))


def test_clusters_are_drawn_apart_in_groups_that_hold_them_and_together_where_they_cross():
    clusters, groups = np.array([0, 0, 1, 2, 3, 3]), np.array([0, 0, 0, 1, 1, 1])
    weights = drawn(clusters, groups, 50)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 0] + weights[:, 2] == 2).all()  # one of two clusters, weighing two
    assert (weights[:, 3] + weights[:, 4] == 2).all()
    crossed = drawn(clusters, np.array([0, 1, 0, 1, 0, 1]), 50)
    assert crossed[:, [0, 2, 3, 4]].sum(axis=1) == pytest.approx(np.full(50, 4.0))
    assert len(np.unique(crossed[:, 0] + crossed[:, 2])) > 1


def test_the_interval_is_as_wide_as_shares_differ_from_one_corpus_to_another():
    """Twenty corpora of the same making: their shares spread as each one's interval says, within a third."""
    found, half = [], []

    def logit(share):
        return np.log(share / (1 - share))

    for number in range(20):
        counts, day = written(20, f"corpus {number}", articles=4)
        model = topics.NamedTopics(SEEDS, unnamed=1).fit(counts)
        row = topics.stability(model, counts, by=day, n=10).set_index("topic").loc["NATO"]
        found.append(logit(row["share"]))
        half.append((logit(row["high"]) - logit(row["low"])) / 2)
    ratio = np.sqrt(np.mean(np.square(half))) / 2.26 / np.std(found, ddof=1)  # Student's t with 9 degrees of freedom
    assert 0.67 < ratio < 1.5


def test_days_that_differ_widen_the_interval_beyond_that_of_independent_articles(table, model, made):
    alone = topics.prevalence(model.transform(made[0]))
    assert (table["high"] - table["low"])[0] > (alone["high"] - alone["low"])[0]


def test_a_topic_of_its_seeds_articles_is_stable(table):
    verdicts = table.set_index("topic")["verdict"]
    assert verdicts[["NATO", "Libya"]].to_list() == ["stable", "stable"]
    assert (table.set_index("topic").loc[["NATO", "Libya"], "seeded"] > 0.9).all()
    assert table["seeded"].isna().to_list() == [False, False, True, True]


def test_a_topic_whose_seed_says_little_of_it_is_weakly_seeded(made):
    counts, day = made
    rows = counts.matrix.toarray()
    nato = counts.terms.get_loc("nato")
    rows[1:, nato] = 0  # a single article keeps the word
    rows[0, nato] = 1
    rows[0, counts.terms.get_indexer(["brussels", "summit", "defence"])] = 5
    changed = terms.Counts(sparse.csr_array(rows), counts.articles, counts.terms)
    model = topics.NamedTopics({"NATO": ["nato"], "Libya": ["libya", "tripoli"]}, unnamed=1).fit(changed)
    row = topics.stability(model, changed, by=day, n=5).set_index("topic").loc["NATO"]
    assert row["seeded"] < 0.5
    assert row["verdict"] == "weakly seeded"


def test_the_smaller_of_two_topics_of_one_vocabulary_is_absorbed_by_the_larger(made):
    counts, day = made
    model = topics.NamedTopics({"summits": ["nato"], "alliances": ["alliance", "brussels"]}, unnamed=0).fit(counts)
    fixed = model.probabilities_.copy()
    fixed.loc["summits"] = 0.9 * fixed.loc["alliances"] + 0.1 * fixed.loc["summits"]
    model.probabilities_ = fixed
    table = topics.stability(model, counts, by=day, n=2).set_index("topic")
    assert sorted(table["verdict"].str.startswith("absorbed by ")) == [False, True]
    absorbed = table[table["verdict"].str.startswith("absorbed by ")].iloc[0]
    assert absorbed["verdict"] == f"absorbed by {absorbed['nearest']}"
    assert absorbed["nearest_overlap"] >= 0.5


def test_overlap_with_the_nearest_topic_is_the_sum_of_smaller_probabilities(table, model):
    probabilities = model.probabilities_
    for _, row in table.iterrows():
        others = {
            other: np.minimum(probabilities.loc[row["topic"]], probabilities.loc[other]).sum()
            for other in model.topics_
            if other != row["topic"]
        }
        assert row["nearest"] == max(others, key=others.get)
        assert row["nearest_overlap"] == pytest.approx(others[row["nearest"]])


def test_a_group_of_a_single_cluster_has_a_share_and_no_interval(model, made):
    counts, day = made
    group = day.where(day == "day 000", "the others")
    table = topics.stability(model, counts, by=day, group=group, n=5).set_index(["topic", "group"])
    alone = table.xs("day 000", level="group")
    assert alone["share"].notna().all()
    assert alone[["low", "high"]].isna().all(axis=None)
    assert table.xs("the others", level="group")[["low", "high"]].notna().all(axis=None)


def test_articles_without_group_are_in_none_and_categories_keep_their_order(model, made):
    counts, day = made
    group = pd.Series(pd.Categorical(["X", None, "W"] * 24, categories=["X", "W", "none"]), index=day.index)
    table = topics.stability(model, counts, by=day, group=group, n=3)
    assert table["group"].cat.categories.to_list() == ["X", "W", "none"]
    assert table["group"].to_list() == ["X", "W"] * 4
    assert set(table["articles"]) == {24}


def test_without_any_group_the_table_is_empty(table, model, made):
    nobody = topics.stability(model, made[0], by=made[1], group=pd.Series(None, index=made[1].index, dtype=object), n=2)
    assert len(nobody) == 0
    assert nobody.columns.equals(table.columns)


def test_groups_in_time_can_be_drawn_as_a_trend(model, made):
    from analysis import figures

    counts, day = made
    week = pd.Series(pd.Timestamp("2021-01-04"), index=day.index).where(day < "day 006", pd.Timestamp("2021-01-11"))
    table = topics.stability(model, counts, by=day, group=week, n=3)
    trend = table.assign(period=table["group"].astype("datetime64[us]"), group=table["topic"], value=table["share"])
    assert figures.trend(trend).get_xlabel() == "week, named by its first day"


def test_articles_without_a_known_term_disturb_nobody(table, model, made):
    counts, day = made
    matrix = sparse.csr_array(sparse.vstack([counts.matrix, sparse.csr_array((1, len(counts.terms)), dtype=int)]))
    longer = terms.Counts(matrix, counts.articles.append(pd.Index(["empty"])), counts.terms)
    by = pd.concat([day, pd.Series({"empty": "day 000"})])
    pd.testing.assert_frame_equal(topics.stability(model, longer, by=by, n=20), table, check_exact=True)
    again = topics.refits(model, longer, by=by, n=2)
    assert all(shares.loc["empty"].isna().all() and shares.drop("empty").notna().all(axis=None) for shares in again)


def test_refits_give_shares_of_all_articles_in_their_order(model, made):
    counts, day = made
    found = topics.refits(model, counts, by=day, n=3)
    original = model.transform(counts)
    assert len(found) == 3
    for shares in found:
        assert shares.index.equals(original.index)
        assert shares.columns.equals(original.columns)
        assert shares.sum(axis=1).to_numpy() == pytest.approx(np.ones(len(day)))
        assert 0 < (shares - original).abs().max(axis=None) < 0.3


def test_one_topic_alone_holds_everything_without_doubt(made):
    counts, day = made
    model = topics.NamedTopics({"NATO": ["nato"]}, unnamed=0).fit(counts)
    row = topics.stability(model, counts, by=day, n=3).iloc[0]
    assert row[["share", "low", "high"]].to_list() == pytest.approx([1, 1, 1])
    assert row["nearest"] is None
    assert np.isnan(row["nearest_overlap"])


class TestWhatIsRefused:
    def test_a_single_cluster(self, model, made):
        counts, day = made
        with pytest.raises(ValueError, match="at least 2 clusters; there is only 'all'"):
            topics.stability(model, counts, by=day.map(lambda _: "all"))

    def test_a_missing_cluster(self, model, made):
        counts, day = made
        with pytest.raises(ValueError, match="`by` is missing for 6 of 72 articles"):
            topics.stability(model, counts, by=day.where(day != "day 003"))

    def test_clusters_of_other_articles(self, model, made):
        counts, day = made
        with pytest.raises(ValueError, match="`by` has no value for 1 of 72"):
            topics.stability(model, counts, by=day.iloc[1:])

    @pytest.mark.parametrize("n", [1, 2.5, True])
    def test_fewer_than_two_refits(self, model, made, n):
        with pytest.raises(ValueError, match="`n` must be a whole number of at least 2"):
            topics.stability(model, made[0], by=made[1], n=n)

    def test_a_model_that_is_not_fitted(self, made):
        with pytest.raises(NotFittedError):
            topics.stability(topics.NamedTopics(SEEDS), made[0], by=made[1])

    def test_counts_that_lack_terms_of_the_fit(self, model, made):
        counts, day = made
        with pytest.raises(ValueError, match="those of the fit; they lack 1 of its 32 terms: 'nato'"):
            topics.stability(model, counts.select(counts.terms.drop("nato")), by=day)

    def test_counts_without_a_token(self, model, made):
        counts, day = made
        empty = terms.Counts(counts.matrix * 0, counts.articles, counts.terms)
        with pytest.raises(ValueError, match="every article is empty"):
            topics.stability(model, empty, by=day)

    def test_articles_that_stand_there_twice(self, model, made):
        counts, day = made
        twice = terms.Counts(counts.matrix, counts.articles[[0, *range(71)]], counts.terms)
        with pytest.raises(ValueError, match="more than once: 'a0000'"):
            topics.stability(model, twice, by=day)


def test_a_topic_that_no_draw_of_the_articles_brings_back_is_unstable(made):
    counts, day = made
    model = topics.NamedTopics(SEEDS, unnamed=1).fit(counts)
    assert topics.stability(model, counts, by=day, n=3).set_index("topic").loc["other 1", "verdict"] == "stable"
    made_up = model.probabilities_.copy()
    made_up.loc["other 1"] = np.where(made_up.columns == made_up.loc["NATO"].idxmin(), 1.0, 1e-9)
    model.probabilities_ = made_up.div(made_up.sum(axis=1), axis=0)
    row = topics.stability(model, counts, by=day, n=3).set_index("topic").loc["other 1"]
    assert row["overlap"] < 0.5
    assert row["verdict"] == "unstable"
