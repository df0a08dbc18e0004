"""Named topics: what they find, and that nothing irrelevant moves them."""

import hashlib
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.exceptions import NotFittedError
from sklearn.utils import check_array
from sklearn.utils.estimator_checks import parametrize_with_checks

from analysis import terms, text, topics
from analysis._threads import over_ranges
from analysis.topics import _kernel
from analysis.topics._kernel import expected, farthest, settle
from analysis.topics.seeds import found as found_terms

SEEDS = {"NATO": ["nato", "alliance"], "Libya": ["libya*", "tripoli"]}
THEMES = {
    "NATO": "nato alliance brussels summit defence spending members",
    "Libya": "libya libyan tripoli ceasefire militia haftar oil",
    "sport": "match goal league striker season coach fans",
    "health": "hospital patients doctors vaccine clinic nurses flu",
}


@pytest.fixture(scope="module")
def corpus():
    """Eighty made-up articles, each of one or two of four themes, two of which are named."""
    pick = np.random.default_rng(sum(map(ord, "named topics"))).choice
    themes = list(THEMES)
    rows = []
    for number in range(80):
        first, second = themes[number % 4], themes[(number // 4) % 4]
        words = [*pick(THEMES[first].split(), 18), *pick(THEMES[second].split(), 6), *pick(["said", "week", "new"], 6)]
        rows.append((f"a{number:02}", first, " ".join(words)))
    return pd.DataFrame(rows, columns=["article_id", "theme", "text"]).set_index("article_id")


@pytest.fixture(scope="module")
def made(corpus):
    return terms.count(text.tokenize(corpus))


@pytest.fixture(scope="module")
def model(made):
    return topics.NamedTopics(SEEDS, unnamed=2).fit(made)


@pytest.fixture(scope="module")
def shares(model, made):
    return model.transform(made)


def test_an_article_s_largest_named_share_is_its_theme(shares, corpus):
    for topic in SEEDS:
        inside = shares.loc[corpus["theme"] == topic, topic]
        outside = shares.loc[corpus["theme"].isin(["sport", "health"]), topic]
        assert inside.min() > outside.max()


def test_unnamed_topics_find_the_themes_that_nobody_named(model):
    top = topics.top_terms(model, n=5)
    found = [set(top.loc[top["topic"] == topic, "term"]) for topic in ["other 1", "other 2"]]
    themes = [set(THEMES["sport"].split()), set(THEMES["health"].split())]
    assert any(found[0] <= theme and found[1] <= other for theme, other in [themes, themes[::-1]])


def test_shares_are_rows_that_sum_to_one_under_the_names_of_the_topics(shares, made, model):
    assert shares.columns.to_list() == ["NATO", "Libya", "other 1", "other 2"] == list(model.get_feature_names_out())
    assert shares.index.equals(made.articles)
    assert shares.sum(axis=1).to_numpy() == pytest.approx(np.ones(80))
    assert (shares > 0).all(axis=None)


def test_a_seed_ranks_first_in_its_topic_and_is_barred_from_the_other(model):
    top = topics.top_terms(model, n=3)
    assert set(top.loc[top["rank"] == 1].head(2)["seed"]) == {True}
    assert model.probabilities_.loc["Libya", "nato"] == 0
    assert model.probabilities_.sum(axis=1).to_numpy() == pytest.approx(np.ones(4))


def test_the_seed_table_says_what_each_seed_means_here(model):
    table = model.seeds_.set_index("seed")
    assert table.loc["libya*", "terms"] == 2
    assert table.loc["nato", "count"] == model.seeds_.set_index("seed").loc["nato", "count"] > 0


def bits(shares):
    return hashlib.sha256(shares.sort_index().to_numpy().tobytes()).hexdigest()


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_rows_and_terms_change_no_bit(made, shares, seed):
    shuffle = np.random.default_rng(seed).permutation
    rows, columns = shuffle(len(made)), shuffle(len(made.terms))
    moved = terms.Counts(made.matrix[rows][:, columns], made.articles[rows], made.terms[columns])
    again = topics.NamedTopics(SEEDS, unnamed=2).fit(moved).transform(moved)
    assert bits(again) == bits(shares)


@pytest.mark.parametrize("threads", [1, 2, 3, 7])
def test_the_number_of_threads_changes_no_bit(made, shares, threads, monkeypatch):
    monkeypatch.setattr("numba.get_num_threads", lambda: threads)
    assert bits(topics.NamedTopics(SEEDS, unnamed=2).fit_transform(made)) == bits(shares)


def test_another_process_with_another_hash_seed_finds_the_same_bits(corpus, shares, tmp_path):
    corpus.to_parquet(tmp_path / "corpus.parquet")
    code = (
        "import sys, hashlib, pandas as pd\n"
        "from analysis import terms, text, topics\n"
        "counts = terms.count(text.tokenize(pd.read_parquet(sys.argv[1])))\n"
        f"shares = topics.NamedTopics({SEEDS!r}, unnamed=2).fit_transform(counts)\n"
        "print(hashlib.sha256(shares.sort_index().to_numpy().tobytes()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "corpus.parquet"],
        env={"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == bits(shares)


def test_new_articles_get_shares_and_unknown_terms_are_left_out(model):
    fresh = pd.DataFrame({"text": ["Tripoli unheard-of words", "nothing known"]}, index=["b1", "b2"])
    shares = model.transform(terms.count(text.tokenize(fresh)))
    assert shares.loc["b1"].idxmax() == "Libya"
    assert shares.loc["b2"].isna().all()


def test_part_of_the_articles_get_the_shares_that_they_have_among_all(model, made, shares):
    mask = np.arange(len(made)) % 3 == 0
    pd.testing.assert_frame_equal(model.transform(made[mask]), shares[mask], check_exact=True)


def test_an_article_without_tokens_has_missing_shares_and_disturbs_nobody(corpus, shares):
    with_gap = pd.concat([corpus, pd.DataFrame({"text": [None]}, index=["empty"])])
    again = topics.NamedTopics(SEEDS, unnamed=2).fit_transform(terms.count(text.tokenize(with_gap)))
    assert again.loc["empty"].isna().all()
    assert again.drop("empty").to_numpy() == pytest.approx(shares.to_numpy(), abs=1e-12)


def test_phrases_match_compounded_terms():
    articles = pd.DataFrame({"text": ["the security council met on syria", "markets met"]})
    seeds = {"UN": ["Security  Council"]}
    tokens = text.compound(text.tokenize(articles), ["security council"])
    model = topics.NamedTopics(seeds, unnamed=0).fit(terms.count(tokens))
    assert model.seeds_.to_dict("records") == [{"topic": "UN", "seed": "Security Council", "terms": 1, "count": 1}]
    with pytest.raises(ValueError, match=r"No term of the corpus is a seed of 'UN'.*text\.compound"):
        topics.NamedTopics(seeds).fit(terms.count(text.tokenize(articles)))


def test_a_seed_of_two_topics_serves_both(made):
    model = topics.NamedTopics({"one": ["nato"], "two": ["nato", "tripoli"]}, unnamed=1).fit(made)
    assert (model.probabilities_.loc[["one", "two"], "nato"] > 0).all()


def test_a_heavier_seed_pulls_its_articles_further_towards_its_topic(made, corpus):
    light, heavy = (
        topics.NamedTopics({"NATO": ["nato", "alliance"], "Libya": [seed]}, unnamed=2).fit(made)
        for seed in ("tripoli", "tripoli^5")
    )
    with_tripoli = made.select(["tripoli"]).to_frame()["tripoli"] > 0
    assert (heavy.transform(made)["Libya"] > light.transform(made)["Libya"])[with_tripoli].all()
    assert heavy.probabilities_.loc["Libya", "tripoli"] > light.probabilities_.loc["Libya", "tripoli"]
    assert heavy.seeds_["seed"].to_list() == ["nato", "alliance", "tripoli^5"]


def test_a_weight_of_one_is_no_weight(made, shares):
    seeds = {"NATO": ["nato^1", "alliance^1.0"], "Libya": ["libya*", "tripoli"]}
    assert bits(topics.NamedTopics(seeds, unnamed=2).fit_transform(made)) == bits(shares)


def test_a_seed_against_a_topic_is_barred_from_it_alone_and_lowers_the_topic_in_its_articles(made, shares, corpus):
    seeds = {"NATO": ["nato", "alliance", "-goal"], "Libya": SEEDS["Libya"]}
    model = topics.NamedTopics(seeds, unnamed=2).fit(made)
    assert model.probabilities_.loc["NATO", "goal"] == 0
    assert (model.probabilities_.drop("NATO")["goal"] > 0).all()
    both = (made.select(["goal", "nato"]).to_frame() > 0).all(axis=1)
    assert both.any()
    assert (model.transform(made)["NATO"] < shares["NATO"])[both].all()


def test_a_topic_whose_seeds_are_all_taken_away_is_named(made):
    with pytest.raises(ValueError, match="No term of the corpus is a seed of 'NATO'"):
        topics.NamedTopics({"NATO": ["nato", "-nat*"]}).fit(made)


def test_an_article_that_holds_nothing_but_a_term_barred_from_every_topic_has_shares_all_the_same(made):
    model = topics.NamedTopics({"NATO": ["nato", "-goal"], "Libya": ["libya", "-goal"]}, unnamed=0).fit(made)
    only = terms.count(text.tokenize(pd.DataFrame({"text": ["goal goal"]})))
    assert model.transform(only).sum(axis=1).to_list() == pytest.approx([1])


def test_more_unnamed_topics_than_the_corpus_can_hold_are_cut_down():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato met", "nato met again", "nato again"]})))
    model = topics.NamedTopics({"NATO": ["nato"]}, unnamed=50).fit(counts)
    assert 1 <= len(model.topics_) < 51


def test_one_article_is_enough():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato and libya"]})))
    shares = topics.NamedTopics(SEEDS).fit_transform(counts)
    assert shares[["NATO", "Libya"]].to_numpy() == pytest.approx(np.full((1, 2), 0.5))


@pytest.mark.parametrize(
    ("seeds", "error", "message"),
    [
        ({}, ValueError, "at least one topic"),
        (["nato"], TypeError, "must be a dict of topic names to lists of seeds; got list"),
        ({"NATO": "nato"}, TypeError, r"Write \['nato'\]"),
        ({"NATO": []}, ValueError, "'NATO' has no seeds"),
        ({"NATO": [""]}, TypeError, "must be words"),
        ({"NATO": [5]}, TypeError, "must be words; got 5"),
        ({"NATO": ["nato"], "Moon": ["moon"]}, ValueError, "No term of the corpus is a seed of 'Moon'"),
    ],
)
def test_seeds_that_cannot_work_are_named(made, seeds, error, message):
    with pytest.raises(error, match=message):
        topics.NamedTopics(seeds).fit(made)


def test_counts_that_cannot_work_are_named(made):
    empty = terms.Counts(sparse.csr_array((3, 1), dtype=np.int64), pd.Index(["a", "b", "c"]), pd.Index(["nato"]))
    with pytest.raises(ValueError, match="every article is empty"):
        topics.NamedTopics({"NATO": ["nato"]}).fit(empty)
    with pytest.raises(TypeError, match=r"`counts` must be what terms\.count makes"):
        topics.NamedTopics(SEEDS).fit([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="must not be negative"):
        topics.NamedTopics(SEEDS).fit(-made.to_frame())
    with pytest.raises(ValueError, match=r"whole numbers of occurrences.*given to terms\.weight"):
        topics.NamedTopics(SEEDS).fit(terms.weight(made))
    with pytest.raises(ValueError, match="whole numbers of occurrences"):
        topics.NamedTopics(SEEDS).fit(made.to_frame().astype(float).replace(0.0, np.nan))
    with pytest.raises(NotFittedError):
        topics.NamedTopics(SEEDS).transform(made)


def test_a_frame_of_counts_does_as_well(made, shares):
    assert bits(topics.NamedTopics(SEEDS, unnamed=2).fit_transform(made.to_frame())) == bits(shares)


def test_the_kernel_equals_the_plain_sum():
    rng = np.random.default_rng(sum(map(ord, "expected counts")))
    dense = rng.integers(0, 3, (7, 11)) * rng.integers(0, 2, (7, 11))
    matrix = sparse.csr_array(dense.astype(float))
    here, there, weights = rng.random((7, 4)), rng.random((11, 4)), rng.random(11)
    total = np.empty((7, 4))

    def part(first, last):
        expected(first, last, matrix.indptr, matrix.indices, matrix.data, weights, here, there, total)

    over_ranges(part, matrix.indptr)
    by_hand = np.zeros((7, 4))
    for row, column in zip(*np.nonzero(dense), strict=True):
        weight = here[row] * there[column]
        by_hand[row] += weights[column] * dense[row, column] * weight / weight.sum()
    assert total == pytest.approx(by_hand)
    assert total.sum() == pytest.approx((dense * weights).sum())


def test_a_step_is_one_of_settling_and_divides_the_counts_by_the_new_shares():
    rng = np.random.default_rng(sum(map(ord, "a step")))
    dense = rng.integers(0, 3, (7, 11)) * rng.integers(0, 2, (7, 11))
    matrix = sparse.csr_array(dense.astype(float))
    there, prior, times = rng.random((11, 6)), rng.random((7, 6)) + 0.5, rng.random(7) * 2
    weights = rng.random(11)
    args = (matrix.indptr, matrix.indices, matrix.data, weights, there, prior)
    shares, expected_shares = np.full((7, 6), 1 / 6), np.full((7, 6), 1 / 6)
    settle(0, 7, *args, 1, expected_shares)
    total, by_hand = np.ones((11, 6)), np.ones((11, 6))
    _kernel.step(0, 7, *args, times, shares, total)
    for row, column in zip(*np.nonzero(dense), strict=True):
        given = expected_shares[row] * there[column]
        by_hand[column] += times[row] * weights[column] * dense[row, column] * given / given.sum()
    assert shares.tolist() == expected_shares.tolist()
    assert total == pytest.approx(by_hand)


def test_settling_equals_plain_steps_and_stops_where_nothing_moves():
    rng = np.random.default_rng(sum(map(ord, "settled shares")))
    dense = rng.integers(0, 3, (7, 11)) * rng.integers(0, 2, (7, 11))
    matrix = sparse.csr_array(dense.astype(float))
    there, prior = rng.random((11, 6)), rng.random((7, 6)) + 0.5

    def plain(steps):
        shares = np.full((7, 6), 1 / 6)
        for _ in range(steps):
            given = shares[:, None, :] * there[None, :, :]
            given = dense[:, :, None] * given / given.sum(axis=2, keepdims=True)
            shares = given.sum(axis=1) + prior
            shares /= shares.sum(axis=1, keepdims=True)
        return shares

    for steps in (1, 3, 5000):
        shares = np.full((7, 6), 1 / 6)
        settle(0, 7, matrix.indptr, matrix.indices, matrix.data, np.ones(len(there)), there, prior, steps, shares)
        assert shares == pytest.approx(plain(steps), abs=1e-12 if steps < 5000 else 1e-6)


def test_the_farthest_rows_are_those_of_a_plain_gram_schmidt():
    rng = np.random.default_rng(sum(map(ord, "farthest")))
    points, known = rng.random((12, 6)), rng.random((2, 6))
    chosen, basis = [], [*known]
    for _ in range(3):
        q, _ = np.linalg.qr(np.array(basis).T)
        left = np.linalg.norm(points - points @ q @ q.T, axis=1)
        chosen.append(int(np.argmax(left)))
        basis.append(points[chosen[-1]])
    assert farthest(points.copy(), known.copy(), 3).tolist() == chosen
    assert len(farthest(points.copy(), known.copy(), 10)) == 4  # six dimensions, two known


def test_a_corpus_that_holds_every_article_twice_has_the_same_shares(made, shares):
    twice = terms.Counts(
        sparse.vstack([made.matrix] * 2, format="csr"), made.articles.append(made.articles + " again"), made.terms
    )
    again = topics.NamedTopics(SEEDS, unnamed=2).fit_transform(twice)
    assert again.loc[made.articles].to_numpy() == pytest.approx(shares.to_numpy(), abs=1e-10)
    assert again.iloc[len(made) :].to_numpy() == pytest.approx(shares.to_numpy(), abs=1e-10)


def test_a_few_words_of_a_topic_in_an_article_about_something_else_count_little(model):
    texts = [
        "match goal league striker season coach fans goal match league nato",
        "nato alliance summit members brussels",
    ]
    shares = model.transform(terms.count(text.tokenize(pd.DataFrame({"text": texts}, index=["sport", "NATO"]))))
    assert shares.loc["sport", "NATO"] < 0.01
    assert shares.loc["NATO", "NATO"] > 0.9


def test_a_term_that_stands_in_few_articles_weighs_more(model, made):
    articles = pd.Series((made.matrix > 0).sum(axis=0), index=made.terms)
    weights = model.term_weights_
    assert (weights.loc[articles.sort_values().index].diff().dropna() <= 1e-12).all()
    assert (weights * made.matrix.sum(axis=0)).sum() / made.matrix.sum() == pytest.approx(1)


def test_a_fit_that_is_interrupted_leaves_no_fitted_model(made, monkeypatch):
    model = topics.NamedTopics(SEEDS, unnamed=2).fit(made)

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("analysis.topics.named.estimated", interrupted)
        with pytest.raises(KeyboardInterrupt):
            model.fit(made)
    with pytest.raises(NotFittedError):
        model.transform(made)
    assert bits(model.fit(made).transform(made)) == bits(topics.NamedTopics(SEEDS, unnamed=2).fit_transform(made))


class Rounded(topics.NamedTopics):
    """What scikit-learn's checks can be run on: they fit random fractions, and these here are rounded up to counts."""

    def fit(self, counts, y=None):
        return super().fit(self.rounded(counts))

    def transform(self, counts):
        return super().transform(self.rounded(counts))

    def rounded(self, counts):
        counts = check_array(counts, accept_sparse="csr")
        return counts.ceil() if sparse.issparse(counts) else np.ceil(counts)


@parametrize_with_checks([Rounded({"first": ["x0"]}, unnamed=1)])
def test_the_contract_of_scikit_learn_holds(estimator, check):
    check(estimator)


def test_a_matrix_is_taken_as_counts_of_nameless_terms(made, shares):
    names = {term: f"x{column}" for column, term in enumerate(made.terms)}
    seeds = {
        topic: [names[term] for term in made.terms[row]]
        for topic, row in zip(SEEDS, found_terms(SEEDS, made.terms), strict=True)
    }
    model = topics.NamedTopics(seeds, unnamed=2).fit(made.matrix)
    assert model.transform(made.matrix.toarray()).to_numpy() == pytest.approx(shares.to_numpy(), abs=1e-9)
    with pytest.raises(ValueError, match="X has 1 features, but NamedTopics is expecting"):
        model.transform(made.matrix[:, :1])
