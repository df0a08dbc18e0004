"""Effects of covariates on topic shares."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.special import expit
from scipy.stats import norm, t

from analysis import topics


def made(n=400, seed="effects"):
    """Articles of three outlets and a hundred days; shares of NATO depend on both, those of Libya on neither."""
    random = np.random.default_rng(sum(map(ord, seed)))
    articles = pd.DataFrame(
        {
            "outlet": pd.Categorical(random.choice(["BBC", "CNN", "TASS"], n)),
            "date": pd.Timestamp("2021-01-01") + pd.to_timedelta(random.integers(0, 100, n), unit="D"),
            "length": random.normal(500, 100, n),
        },
        index=pd.Index([f"a{i:04}" for i in range(n)], name="article_id"),
    )
    articles["after"] = articles["date"] >= "2021-02-20"
    mean = expit(-2 + 0.8 * (articles["outlet"] == "TASS") + 0.01 * (articles["date"] - articles["date"].min()).dt.days)
    shares = pd.DataFrame({"NATO": random.beta(8 * mean, 8 * (1 - mean)), "Libya": random.beta(1.0, 9.0, n)})
    return shares.set_axis(articles.index), articles


@pytest.fixture(scope="module")
def shares():
    return made()[0]


@pytest.fixture(scope="module")
def articles():
    return made()[1]


def by_hand(share, articles):
    """The effect of TASS against BBC at equal dates, from statsmodels and the delta method written out."""
    day = (articles["date"] - articles["date"].min()).dt.days.to_numpy(float)
    dummies = [(articles["outlet"] == name).to_numpy(float) for name in ("CNN", "TASS")]
    design = np.column_stack([np.ones(len(day)), *dummies, day])
    fitted = sm.GLM(share.to_numpy(), design, family=sm.families.Binomial()).fit(cov_type="HC0")
    there, here = design.copy(), design.copy()
    there[:, 1:3], here[:, 1:3] = [0, 1], [0, 0]
    after, before = expit(there @ fitted.params), expit(here @ fitted.params)
    gradient = (there * (after * (1 - after))[:, None] - here * (before * (1 - before))[:, None]).mean(axis=0)
    error = np.sqrt(gradient @ fitted.cov_params() @ gradient * 400 / 396)
    expected = fitted.predict(design)
    return (after - before).mean(), error, (fitted.params[3] * expected * (1 - expected)).mean()


def test_effects_are_those_of_statsmodels_and_the_delta_method_written_out(shares, articles):
    table = topics.effects(shares, articles, "outlet + date").set_index(["topic", "contrast"])
    for topic in shares:
        effect, error, slope = by_hand(shares[topic], articles)
        row = table.loc[(topic, "TASS")]
        half = t.ppf(0.975, 396) * error
        assert row["effect"] == pytest.approx(effect)
        assert [row["low"], row["high"]] == pytest.approx([effect - half, effect + half])
        assert row["p"] == pytest.approx(2 * t.sf(abs(effect / error), 396))
        assert table.loc[(topic, "slope per day"), "effect"] == pytest.approx(slope, rel=1e-5)


def test_the_columns_say_what_is_compared_with_what(shares, articles):
    table = topics.effects(shares[["NATO"]], articles, "outlet + date + after")
    assert table.drop(columns=["effect", "low", "high", "p", "p_adjusted"]).astype(object).values.tolist() == [
        ["NATO", "all", "outlet", "CNN", "BBC", 400, 0],
        ["NATO", "all", "outlet", "TASS", "BBC", 400, 0],
        ["NATO", "all", "date", "slope per day", table.loc[2, "reference"], 400, 0],
        ["NATO", "all", "after", "True", "False", 400, 0],
    ]
    assert pd.isna(table.loc[2, "reference"])
    assert table["contrast"].cat.categories.to_list() == [
        "BBC",
        "CNN",
        "TASS",
        "False",
        "True",
        "slope",
        "slope per day",
    ]


def test_planted_effects_are_in_their_intervals_and_absent_ones_are_not_found(shares, articles):
    table = topics.effects(shares, articles, "outlet + date").set_index(["topic", "contrast"])
    day = (articles["date"] - articles["date"].min()).dt.days
    truth = (expit(-1.2 + 0.01 * day) - expit(-2 + 0.01 * day)).mean()
    row = table.loc[("NATO", "TASS")]
    assert row["low"] < truth < row["high"]
    assert row["p_adjusted"] < 1e-4
    assert (table.loc["Libya", "p_adjusted"] > 0.05).all()


def test_with_one_covariate_of_categories_effects_are_differences_of_means(shares, articles):
    table = topics.effects(shares[["NATO"]], articles, "outlet").set_index("contrast")
    means = shares["NATO"].groupby(articles["outlet"], observed=True).mean()
    assert table["effect"].to_list() == pytest.approx([means["CNN"] - means["BBC"], means["TASS"] - means["BBC"]])


def test_with_two_categories_the_interval_is_that_of_two_means(shares, articles):
    """The delta method undoes the logit: variances of both means, times n / (n - 2) for two coefficients."""
    table = topics.effects(shares[["NATO"]], articles, "after")
    sides = [shares.loc[articles["after"] == side, "NATO"] for side in (True, False)]
    error = np.sqrt(sum(side.var(ddof=0) / len(side) for side in sides) * 400 / 398)
    assert table.loc[0, "high"] - table.loc[0, "effect"] == pytest.approx(t.ppf(0.975, 398) * error)


def test_articles_of_one_cluster_count_once(shares, articles):
    """Every article four times over, told to be one cluster, gives the interval of the articles themselves."""
    names = [f"{name} {copy}" for copy in range(4) for name in shares.index]
    many, described = (pd.concat([table] * 4).set_axis(names) for table in (shares, articles))
    original = pd.Series([name.split()[0] for name in names], index=names)
    alone = topics.effects(shares, articles, "outlet + date")
    together = topics.effects(many, described, "outlet + date", cluster=original)
    assert together["effect"].to_numpy() == pytest.approx(alone["effect"].to_numpy(), rel=1e-6)
    width, expected = (table["high"] - table["low"] for table in (together, alone))
    # n / (n - 4) of 400 articles with 396 degrees of freedom against 400 / 399 * 1599 / 1596 with 399.
    factor = np.sqrt(400 / 399 * 1599 / 1596 / (400 / 396)) * t.ppf(0.975, 399) / t.ppf(0.975, 396)
    assert (width / expected).to_numpy() == pytest.approx(np.full(len(width), factor), rel=1e-5)


def test_intervals_hold_the_truth_in_about_ninety_five_of_a_hundred_samples():
    held = 0
    for sample in range(60):
        shares, articles = made(120, f"sample {sample}")
        row = topics.effects(shares[["NATO"]], articles, "outlet + date").iloc[1]
        day = (articles["date"] - articles["date"].min()).dt.days
        truth = (expit(-1.2 + 0.01 * day) - expit(-2 + 0.01 * day)).mean()
        held += row["low"] < truth < row["high"]
    assert abs(held / 60 - 0.95) < norm.ppf(0.9995) * np.sqrt(0.95 * 0.05 / 60)


def test_groups_have_their_own_effects_where_covariates_interact(shares, articles):
    table = topics.effects(shares[["NATO"]], articles, "outlet * after", group=articles["outlet"])
    table = table[table["covariate"] == "after"].set_index("group")
    means = shares["NATO"].groupby([articles["outlet"], articles["after"]], observed=True).mean()
    for outlet in ("BBC", "CNN", "TASS"):
        assert table.loc[outlet, "effect"] == pytest.approx(means[outlet, True] - means[outlet, False])


def test_a_smooth_curve_of_time_is_read_by_its_mean_slope(shares, articles):
    straight, curved = (
        topics.effects(shares[["NATO"]], articles, f"outlet + {day}").set_index("contrast").loc["slope per day"]
        for day in ("date", "bs(date, df=4)")
    )
    assert curved["low"] < straight["effect"] < curved["high"]
    assert curved["high"] - curved["low"] > straight["high"] - straight["low"]


def test_refits_widen_intervals_by_how_much_their_effects_differ(shares, articles):
    random = np.random.default_rng(5)
    others = [(shares + random.normal(0, 0.02, shares.shape)).clip(0.001, 0.999) for _ in range(6)]
    alone = topics.effects(shares, articles, "outlet + date")
    table = topics.effects(shares, articles, "outlet + date", refits=others)
    each = [topics.effects(other, articles, "outlet + date")["effect"].to_numpy() for other in others]
    quantile = t.ppf(0.975, 396)
    within = ((alone["high"] - alone["effect"]) / quantile).to_numpy() ** 2
    expected = quantile * np.sqrt(within + 7 / 6 * np.var(each, axis=0, ddof=1))
    assert (table["high"] - table["effect"]).to_numpy() == pytest.approx(expected, rel=1e-4)
    assert table["effect"].equals(alone["effect"])


def test_missing_shares_and_covariates_leave_articles_out_and_are_counted(shares, articles):
    gaps, described = shares.copy(), articles.astype({"length": float})
    gaps.loc["a0001"] = np.nan
    gaps.loc["a0002", "Libya"] = np.nan
    described.loc["a0003", "length"] = np.nan
    described.loc["a0004", "outlet"] = None
    table = topics.effects(gaps, described, "outlet + length").set_index("topic")
    assert set(table.loc["NATO", "left_out"]) == {3}
    assert set(table.loc["Libya", "left_out"]) == {4}
    kept = [name for name in shares.index if name not in ("a0001", "a0003", "a0004")]
    expected = topics.effects(shares.loc[kept], articles, "outlet + length")
    found = table.loc["NATO", ["effect", "low"]].to_numpy()
    assert found == pytest.approx(expected.loc[expected["topic"] == "NATO", ["effect", "low"]].to_numpy())


def test_categories_without_articles_are_no_contrast_but_keep_their_place(shares, articles):
    known = articles["outlet"].cat.set_categories(["ABC", "BBC", "CNN", "TASS"])
    table = topics.effects(shares, articles.assign(outlet=known), "outlet")
    assert table["contrast"].cat.categories.to_list()[:4] == ["ABC", "BBC", "CNN", "TASS"]
    assert set(table["contrast"]) == {"CNN", "TASS"}
    assert set(table["reference"]) == {"BBC"}


def test_the_order_of_rows_changes_nothing(shares, articles):
    expected = topics.effects(shares, articles, "outlet + date")
    moved = topics.effects(
        shares.sample(frac=1, random_state=3), articles.sample(frac=1, random_state=4), "outlet + date"
    )
    pd.testing.assert_frame_equal(moved, expected, check_exact=True)


def test_tables_are_not_changed(shares, articles):
    before = shares.copy(deep=True), articles.copy(deep=True)
    topics.effects(shares, articles, "outlet + date", cluster=articles["date"])
    pd.testing.assert_frame_equal(shares, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_all_rows_share_in_the_correction(shares, articles):
    table = topics.effects(shares, articles, "outlet + date", correction="bonferroni")
    assert table["p_adjusted"].to_numpy() == pytest.approx((table["p"] * 6).clip(upper=1).to_numpy())
    plain = topics.effects(shares, articles, "outlet + date", correction="none")
    assert plain["p_adjusted"].equals(plain["p"])


def test_a_share_that_is_the_same_everywhere_has_no_effect_and_no_interval(shares, articles):
    table = topics.effects(shares.assign(Libya=0.2), articles, "outlet").set_index("topic")
    assert (table.loc["Libya", "effect"] == 0).all()
    assert table.loc["Libya", ["low", "high", "p", "p_adjusted"]].isna().all(axis=None)
    assert table.loc["NATO", ["low", "high", "p", "p_adjusted"]].notna().all(axis=None)


def test_a_share_that_is_nought_in_all_of_an_outlet_has_missing_effects(shares, articles):
    libya = shares["Libya"].where(articles["outlet"] != "TASS", 0)
    table = topics.effects(shares.assign(Libya=libya), articles, "outlet").set_index("topic")
    assert table.loc["Libya", ["effect", "low", "high", "p"]].isna().all(axis=None)


def test_words_truths_and_names_with_spaces_serve_as_covariates(shares, articles):
    described = articles.assign(
        **{"home side": articles["outlet"].astype(str), "after": articles["after"].astype(object)}
    )
    table = topics.effects(shares, described, "Q('home side') + after")
    expected = topics.effects(shares, articles, "outlet + after")
    assert table["effect"].to_numpy() == pytest.approx(expected["effect"].to_numpy())
    assert set(table["covariate"]) == {"home side", "after"}


def test_articles_without_a_group_are_in_no_average_and_without_any_the_table_is_empty(shares, articles):
    side = pd.Series("home", index=articles.index).where(articles["outlet"] == "TASS")
    table = topics.effects(shares, articles, "outlet + after", group=side)
    assert set(table["group"]) == {"home"}
    nobody = topics.effects(shares, articles, "outlet + after", group=pd.Series(None, index=side.index, dtype=object))
    assert len(nobody) == 0
    assert nobody.columns.equals(table.columns)


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("formula", "error", "words"),
        [
            ("share ~ outlet", ValueError, "covariates only, without `~`"),
            ("", TypeError, "must name columns"),
            (None, TypeError, "must name columns"),
            ("1", ValueError, "names none of 'outlet', 'date'"),
            ("outlet + nowhere", ValueError, "cannot be read: .*nowhere"),
            ("outlet + (date", ValueError, "cannot be read"),
            ("outlet + np.log(length)", ValueError, "cannot be read: .*np"),
            ("outlet +* date", ValueError, "cannot be read"),
            ("length + I(2 * length)", ValueError, "determine each other: 'I\\(2 \\* length\\)' follows"),
        ],
    )
    def test_a_formula_that_means_nothing(self, shares, articles, formula, error, words):
        with pytest.raises(error, match=words):
            topics.effects(shares, articles, formula)

    def test_a_covariate_of_one_value(self, shares, articles):
        with pytest.raises(ValueError, match="must differ between articles; 'outlet' has one value"):
            topics.effects(shares, articles.assign(outlet="BBC"), "outlet + date")

    def test_fewer_clusters_than_coefficients(self, shares, articles):
        with pytest.raises(ValueError, match=r"more clusters than the formula has coefficients, 4; there are 3"):
            topics.effects(shares, articles, "outlet + date", cluster=articles["outlet"])

    def test_fewer_articles_than_coefficients(self, shares, articles):
        few = articles.groupby("outlet", observed=True).head(1).index
        with pytest.raises(ValueError, match="3 articles are too few for the 3 coefficients"):
            topics.effects(shares.loc[few], articles, "outlet")

    def test_shares_that_are_none(self, shares, articles):
        with pytest.raises(ValueError, match="from 0 to 1; not so in 'NATO'"):
            topics.effects(shares.assign(NATO=1.2), articles, "outlet")

    def test_no_article_with_everything(self, shares, articles):
        with pytest.raises(ValueError, match="No article has both"):
            topics.effects(shares.assign(NATO=np.nan), articles, "outlet")

    def test_articles_without_a_description(self, shares, articles):
        with pytest.raises(ValueError, match="`outlet` has no value for 1 of 400 articles"):
            topics.effects(shares, articles.iloc[1:], "outlet")

    def test_refits_of_other_articles(self, shares, articles):
        with pytest.raises(ValueError, match="`refits` must hold the articles of `shares`; 1 are missing: 'a0000'"):
            topics.effects(shares, articles, "outlet", refits=[shares, shares.iloc[1:]])

    def test_a_single_refit(self, shares, articles):
        with pytest.raises(ValueError, match="a list of at least 2 tables"):
            topics.effects(shares, articles, "outlet", refits=[shares])

    def test_no_shares(self, shares, articles):
        with pytest.raises(ValueError, match="at least one article and one topic"):
            topics.effects(shares.iloc[:0], articles, "outlet")
