"""What each seed does in a corpus, and how often seeds meet by chance."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, sparse, stats

from analysis import terms, text, topics
from analysis.terms.association import MEASURES, Table
from analysis.topics.chance import Meetings, meetings


def counted(*stories):
    articles = pd.DataFrame(
        {"text": stories}, index=pd.Index([f"a{i:03}" for i in range(len(stories))], name="article_id")
    )
    return terms.count(text.compound(text.tokenize(articles), ["security council"]))


def audited(seeds, *stories, **options):
    return topics.audit(seeds, counted(*stories), **options).set_index("seed")


def days(*numbers):
    dates = pd.Timestamp("2017-02-01") + pd.to_timedelta(list(numbers), unit="D")
    return pd.Series(dates, index=[f"a{i:03}" for i in range(len(numbers))])


def test_a_seed_is_counted_with_the_terms_that_it_means_the_most_frequent_first():
    table = audited(
        {"Libya": ["libya*", "tripoli^2"], "UN": ["security council"]},
        "Libya Libya Libyans",
        "Tripoli in Libya",
        "the Libyan Security Council",
        "nothing",
        n=2,
    )
    assert table.loc["libya*", ["terms", "examples", "count", "articles"]].to_list() == [
        3,
        "libya (3), libyan (1)",
        5,
        3,
    ]
    assert table["share"].to_list() == pytest.approx([5 / 6, 1 / 6, 1])
    assert table.loc["security council", ["terms", "count", "articles"]].to_list() == [1, 1, 1]
    assert table["topic"].cat.categories.to_list() == ["Libya", "UN"]


def test_a_seed_that_means_nothing_has_a_row_of_zeros_and_says_so():
    row = audited({"NATO": ["nato", "otan"]}, "NATO met").loc["otan"]
    assert row[["terms", "examples", "count", "articles", "note"]].to_list() == [0, "", 0, 0, "means no term"]
    assert row[["share", "ambiguity", "ambiguity_expected", "meets", "meets_share", "cohesion"]].isna().all()


def test_a_topic_without_any_term_is_no_error_before_the_fit():
    assert audited({"NATO": ["nato"], "Moon": ["moon*"]}, "NATO met").loc["moon*", "note"] == "means no term"


def test_a_term_that_was_counted_but_stands_in_no_article_is_told_apart():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["met"]})), vocabulary=["nato", "met"])
    row = topics.audit({"NATO": ["nato"]}, counts).iloc[0]
    assert row[["terms", "count", "articles", "note"]].to_list() == [1, 0, 0, "in no article"]
    assert math.isnan(row["share"])


def test_what_a_seed_against_the_topic_takes_away_does_not_count_for_the_others():
    table = audited({"Libya": ["libya*", "libyan", "-libyan*"]}, "Libya Libyan Libyans", "Libya")
    assert table.loc["libya*", ["terms", "count", "share"]].to_list() == [1, 2, 1]
    assert table.loc["libyan", ["terms", "note"]].to_list() == [0, "all its terms are against the topic"]
    assert table.loc["-libyan*", ["terms", "count", "articles"]].to_list() == [2, 2, 1]
    assert math.isnan(table.loc["-libyan*", "share"])


def test_ambiguity_is_the_share_of_articles_with_seeds_of_other_topics_and_names_the_one_met_most():
    stories = [
        "nato libya",
        "nato libya syria",
        "nato libya",
        "nato alone",
        "syria alone",
        "syria again",
        "other words",
    ]
    table = audited({"NATO": ["nato"], "Libya": ["libya"], "Syria": ["syria"]}, *stories)
    assert table.loc["nato", ["ambiguity", "meets", "meets_share"]].to_list() == [0.75, "Libya", 0.75]
    assert table.loc["syria", "ambiguity"] == pytest.approx(1 / 3)
    assert table.loc["nato", "ambiguity_expected"] < 0.75


def test_with_one_topic_or_one_seed_there_is_nothing_to_meet():
    table = audited({"NATO": ["nato"]}, "nato met", "nobody met")
    assert table[["ambiguity", "ambiguity_expected", "meets", "meets_log_odds", "cohesion"]].isna().all(axis=None)


def test_a_seed_of_two_topics_meets_neither_by_being_itself():
    stories = ["nato", "nato", "nato bases", "nato summit", "nato", "bases", "summit"]
    table = topics.audit({"one": ["nato", "summit"], "two": ["nato", "bases"]}, counted(*stories))
    assert table["note"].to_list()[0] == "also a seed of two"
    assert table.loc[0, "ambiguity"] == pytest.approx(1 / 5)  # the article with "bases"
    assert table.loc[2, "ambiguity"] == pytest.approx(1 / 5)  # the article with "summit"


def test_cohesion_tells_seeds_that_keep_together_from_seeds_that_do_not():
    seeds = {"NATO": ["nato", "alliance"], "Libya": ["libya", "tripoli", "nothing"]}
    others = [*["nato alliance met"] * 10, *["other words here"] * 5]
    table = audited(seeds, *others, *["libya tripoli met"] * 20, *["nothing at all"] * 15)
    assert table.loc["nato", "cohesion"] > 3
    assert table.loc["nothing", "cohesion"] < -3
    assert table.loc["nothing", "note"] == "meets its own topic less than by chance"  # 6 of 15 articles by chance
    fewer = audited(seeds, *others, *["libya tripoli met"] * 5, *["nothing at all"] * 15)
    assert fewer.loc["nothing", "cohesion"] < 0
    assert fewer.loc["nothing", "note"] == ""  # 15 times 5 of 35


def test_nothing_but_the_number_of_articles_is_said_below_five():
    seeds = {"NATO": ["nato", "rare", "once"], "rest": ["rare"]}
    stories = ["nato"] * 95 + ["rare words"] * 4 + ["once only"]
    assert audited(seeds, *stories)["note"].to_list()[1:3] == ["in 4 articles only", "in 1 article"]
    assert audited(seeds, *stories, "rare words")["note"].to_list()[1] == "also a seed of rest"


def test_a_seed_that_is_nine_of_ten_of_its_topic_s_is_noted_and_one_that_is_less_is_not():
    seeds = {"NATO": ["nato", "alliance"]}
    assert audited(seeds, *["nato"] * 9, "nato alliance").loc["nato", "note"] == "91 % of the topic's seed tokens"
    assert audited(seeds, *["nato"] * 8, "nato alliance").loc["nato", "note"] == "90 % of the topic's seed tokens"
    assert audited(seeds, *["nato"] * 7, "nato alliance").loc["nato", "note"] == ""
    assert audited({"NATO": ["nato"]}, *["nato"] * 9).loc["nato", "note"] == ""


def test_a_seed_that_meets_another_topic_more_than_its_own_is_noted():
    stories = ["cup libya"] * 20 + ["cup sport"] * 3 + ["sport match"] * 20 + ["nothing here"] * 60
    table = audited({"sport": ["sport", "match", "cup"], "Libya": ["libya"]}, *stories)
    assert table.loc["cup", "meets_log_odds"] > table.loc["cup", "cohesion"] + 2
    assert "meets seeds of Libya more than its own" in table.loc["cup", "note"]
    assert "more than its own" not in table.loc["match", "note"]


def test_a_seed_against_a_topic_that_takes_nothing_away_is_noted():
    stories = ["nato met"] * 6 + ["football match"] * 6
    seeds = {"NATO": ["nato", "-football"]}
    assert audited(seeds, *stories).loc["-football", "note"] == "never beside a seed of the topic"
    assert audited(seeds, *stories, "nato football").loc["-football", "note"] == ""


def test_drift_is_the_keyness_of_the_last_third_against_the_first_with_days_as_clusters():
    pick = np.random.default_rng(sum(map(ord, "drift of seeds")))
    stories = [" ".join(pick.choice(["nato", "libya", "libyan", "said", "met"], 9)) for _ in range(60)]
    when, counts = days(*np.arange(60) // 2), counted(*stories)
    table = topics.audit({"NATO": ["nato"], "Libya": ["libya*", "libyan"]}, counts, dates=when).set_index("seed")
    outer = counts[np.r_[np.ones(20, bool), np.zeros(20, bool), np.ones(20, bool)]]
    late = pd.Series(np.arange(40) >= 20, index=outer.articles)
    found = terms.keyness(outer, late, cluster=when)
    columns = ["reference_per_million", "target_per_million", "log_ratio", "low", "high"]
    names = ["early_per_million", "late_per_million", "drift", "drift_low", "drift_high"]
    for seed in ("nato", "libyan"):  # libyan is counted apart, though libya* means it too
        assert table.loc[seed, names].to_list() == pytest.approx(found.loc[seed, columns].to_list())
    assert table.loc["libya*", "late_per_million"] == pytest.approx(
        found.loc[["libya", "libyan"], "target_per_million"].sum()
    )


def test_a_seed_that_goes_out_of_use_or_comes_in_is_noted_and_one_that_stays_is_not():
    early, late = "nato cup cup cup cup goal met said", "nato cup bank bank bank met said week"
    when = days(*range(60))
    table = audited(
        {"a": ["nato", "cup", "goal"], "b": ["bank"]}, *[early] * 20, *["met"] * 20, *[late] * 20, dates=when
    )
    assert table["note"].to_dict() == {"nato": "", "cup": "falls to 25 %", "goal": "no longer said", "bank": "new"}
    back = audited({"a": ["nato", "cup"]}, *[late] * 20, *["met"] * 20, *[early] * 20, dates=when)
    assert "rises to 4.0 times" in back.loc["cup", "note"]


def test_drift_needs_two_days_on_each_side_for_an_interval_and_two_dates_at_all():
    stories = ["nato met", "nato said"] * 6
    columns = ["drift_low", "drift_high", "p_adjusted"]
    two = audited({"NATO": ["nato"]}, *stories, dates=days(*[0] * 6, *[1] * 6))
    assert two.loc["nato", "drift"] == pytest.approx(0)
    assert two[columns].isna().all(axis=None)
    one = audited({"NATO": ["nato"]}, *stories, dates=days(*[0] * 12))
    assert one[["drift", *columns]].isna().all(axis=None)


def test_articles_without_a_date_or_a_token_have_no_part_in_drift():
    stories = ["nato met said", "met said nato", "nato", "nato nato met", "nato said", "met nato"]
    when = days(*range(6))
    table = topics.audit({"NATO": ["nato"]}, counted(*stories), dates=when)
    more = pd.concat([when, pd.Series({"a006": pd.NaT, "a007": when.max() + pd.Timedelta("900D")})])
    again = topics.audit({"NATO": ["nato"]}, counted(*stories, "nato nato nato", ""), dates=more)
    drift = ["early_per_million", "late_per_million", "drift", "drift_low", "drift_high"]
    pd.testing.assert_frame_equal(again[drift], table[drift])
    never = topics.audit(
        {"NATO": ["nato"]}, counted(*stories), dates=pd.Series(pd.NaT, when.index, dtype="datetime64[ns]")
    )
    assert never[drift].isna().all(axis=None)


def test_rows_in_another_order_give_the_same_table():
    pick = np.random.default_rng(sum(map(ord, "order of rows")))
    vocabulary = ["nato", "libya", "libyan", "sport", "said", "met"]
    counts = counted(*(" ".join(pick.choice(vocabulary, pick.integers(1, 30))) for _ in range(60)))
    seeds = {"NATO": ["nato", "-sport"], "Libya": ["libya*", "libyan"], "sport": ["sport"]}
    when, order = days(*np.arange(60) // 4), pick.permutation(60)
    moved = terms.Counts(counts.matrix[order], counts.articles[order], counts.terms)
    table, again = topics.audit(seeds, counts, dates=when), topics.audit(seeds, moved, dates=when)
    pd.testing.assert_frame_equal(again, table, check_exact=True)


def test_nothing_that_is_handed_over_is_changed():
    seeds, counts, when = {"NATO": ["nato", "NATO"], "Libya": ["libya"]}, counted("nato libya", "met"), days(0, 3)
    before = counts.to_frame()
    topics.audit(seeds, counts, dates=when)
    topics.suggest(seeds, counts)
    pd.testing.assert_frame_equal(counts.to_frame(), before)
    assert seeds == {"NATO": ["nato", "NATO"], "Libya": ["libya"]}
    pd.testing.assert_series_equal(when, days(0, 3))


@pytest.mark.parametrize("stories", [[""], ["", ""], ["nato"], ["nato nato"], ["met"], ["nato libya"] * 3])
def test_a_corpus_of_next_to_nothing_has_a_table(stories):
    seeds = {"NATO": ["nato", "-met"], "Libya": ["libya"]}
    table = topics.audit(seeds, counted(*stories), dates=days(*range(len(stories))))
    assert table["seed"].to_list() == ["nato", "-met", "libya"]
    assert not np.isinf(table.select_dtypes("number").to_numpy()).any()


def test_no_article_at_all_has_a_table_of_zeros():
    counts = terms.Counts(sparse.csr_array((0, 1), dtype=np.int64), pd.Index([], dtype=str), pd.Index(["nato"]))
    assert topics.audit({"NATO": ["nato"]}, counts)["note"].to_list() == ["in no article"]
    assert topics.suggest({"NATO": ["nato"]}, counts).empty


def test_what_is_no_counts_or_no_dates_is_refused():
    counts = counted("nato met", "libya")
    with pytest.raises(TypeError, match=r"`counts` must be the Counts that terms\.count makes; got DataFrame"):
        topics.audit({"NATO": ["nato"]}, counts.to_frame())
    with pytest.raises(ValueError, match=r"Take the counts that were given to terms\.weight"):
        topics.audit({"NATO": ["nato"]}, terms.weight(counts))
    with pytest.raises(TypeError, match="`dates` must be datetime64"):
        topics.audit({"NATO": ["nato"]}, counts, dates=pd.Series(["2017", "2018"], index=counts.articles))
    with pytest.raises(ValueError, match="`dates` has no value for 1 of 2 articles"):
        topics.audit({"NATO": ["nato"]}, counts, dates=days(1))
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        topics.audit({"NATO": ["nato"]}, counts, n=0)
    with pytest.raises(ValueError, match="has only seeds against it"):
        topics.audit({"NATO": ["-nato"]}, counts)


@given(st.integers(0, 2**32 - 1))
def test_chance_is_that_of_a_plain_sum_at_the_rate_that_scipy_finds(seed):
    pick = np.random.default_rng(seed)
    lengths = pick.integers(0, 40, 12)
    present = (pick.random((12, 3)) < pick.random(3)) & (lengths > 0)[:, None]
    holders = ((pick.random((2, 12)) < 0.5) & (lengths > 0)).astype(np.int64)
    found = meetings(sparse.csr_array(holders), sparse.csr_array(present.astype(np.int64)), lengths)
    for kind in range(3):
        hold = present[:, kind].sum()
        if hold == (lengths > 0).sum():
            probability = (lengths > 0).astype(float)
        elif not hold:
            probability = np.zeros(12)
        else:
            rate = optimize.brentq(lambda r, n=hold: (1 - np.exp(-r * lengths)).sum() - n, 0, 100, xtol=1e-14)
            probability = 1 - np.exp(-rate * lengths)
        for row in range(2):
            own = holders[row] > 0
            assert found.together[row, kind] == present[own, kind].sum()
            assert found.articles[row, kind] == own.sum()
            assert found.expected[row, kind] == pytest.approx(probability[own].sum(), abs=1e-8)
            assert found.variance[row, kind] == pytest.approx((probability * (1 - probability))[own].sum(), abs=1e-8)


def test_terms_that_meet_only_in_long_articles_meet_no_more_than_by_chance():
    pick = np.random.default_rng(sum(map(ord, "long articles")))
    lengths = pick.choice([50, 2000], 4000)
    one, other = (pick.poisson(0.001 * lengths) > 0 for _ in range(2))
    found = meetings(sparse.csr_array(one[None].astype(int)), sparse.csr_array(other[:, None].astype(int)), lengths)
    assert abs(found.z[0, 0]) < stats.norm.ppf(0.999)
    assert abs(found.log_odds[0, 0]) < 0.2
    both = (one & other).sum()
    naive = Table.of([both], [one.sum() - both], [other.sum() - both], [4000 - (one | other).sum()])
    assert MEASURES["g2"](naive)[0] > 1000


def test_the_log_odds_of_meeting_are_those_worked_out_by_hand():
    met = Meetings(*(np.array([value]) for value in (6.0, 2.0, 1.5, 10.0)))
    assert met.log_odds[0] == pytest.approx(math.log2((6.5 / 4.5) / (2.5 / 8.5)))
    assert met.log_odds_variance[0] == pytest.approx((1 / 6.5 + 1 / 4.5) / math.log(2) ** 2)
    assert met.z[0] == pytest.approx(4 / math.sqrt(1.5))
    assert Meetings(*(np.array([value]) for value in (6.0, 6.0, 0.0, 6.0))).z[0] == 0
