"""Which further terms could be seeds."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis import terms, text, topics

STORIES = (
    ["nato brussels met"] * 8
    + ["nato brussels said"] * 4
    + ["nato libya summit"] * 4
    + ["libya militia met"] * 8
    + ["libya militia brussels"] * 2
    + ["weather met", "weather said"] * 10
)
SEEDS = {"NATO": ["nato"], "Libya": ["libya*"]}


@pytest.fixture(scope="module")
def made():
    return terms.count(text.tokenize(pd.DataFrame({"text": STORIES})))


def test_terms_that_keep_to_the_articles_of_a_topic_are_suggested_and_seeds_are_not(made):
    table = topics.suggest(SEEDS, made)
    first = table[table["rank"] == 1].set_index("topic")["term"].to_dict()
    assert first == {"NATO": "brussels", "Libya": "militia"}
    assert not {"nato", "libya", "weather", "said"} & set(table["term"])
    assert (table["low"] > 0).all()


def test_the_odds_ratio_is_that_of_articles_that_belong_by_halves_where_they_hold_seeds_of_two_topics(made):
    row = topics.suggest(SEEDS, made, topic="NATO").set_index("term").loc["brussels"]
    # 12 of 14 articles with "brussels" are about NATO, 2 about Libya; NATO has 12 articles and half of 4 others.
    a, b, c, d = 12, 2, 2, 46 - 16
    log_odds = math.log2((a + 0.5) * (d + 0.5) / ((b + 0.5) * (c + 0.5)))
    error = math.sqrt(sum(1 / (cell + 0.5) for cell in (a, b, c, d))) / math.log(2)
    assert row[["count", "articles", "together", "elsewhere"]].to_list() == [14, 14, 12, 2]
    assert row["log_odds"] == pytest.approx(log_odds)
    assert row["low"] == pytest.approx(log_odds - 1.959964 * error, abs=1e-6)
    assert row["high"] == pytest.approx(log_odds + 1.959964 * error, abs=1e-6)
    expected = [[14 * 14 / 46, 14 * 32 / 46], [32 * 14 / 46, 32 * 32 / 46]]
    g2 = 2 * sum(o * math.log(o / e) for o, e in zip((a, b, c, d), np.ravel(expected), strict=True))
    assert row["g2"] == pytest.approx(g2)


def test_one_topic_of_several_has_its_suggestions_alone(made):
    alone = topics.suggest(SEEDS, made, topic="Libya", n=1)
    every = topics.suggest(SEEDS, made, n=1)
    pd.testing.assert_frame_equal(alone, every[every["topic"] == "Libya"].reset_index(drop=True))


def test_a_term_against_a_topic_is_not_suggested_for_it(made):
    table = topics.suggest({**SEEDS, "NATO": ["nato", "-brussels"]}, made, topic="NATO")
    assert "brussels" not in set(table["term"])


def test_a_seed_against_a_topic_takes_its_articles_out_of_the_topic(made):
    seeds = {"NATO": ["nato", "-said"], "Libya": ["libya"]}
    assert topics.suggest(seeds, made, topic="NATO").set_index("term").loc["brussels", "together"] == 8


@pytest.mark.parametrize("seed", range(5))
def test_rows_in_another_order_give_the_same_suggestions_to_the_last_bit(seed):
    pick = np.random.default_rng(seed)
    words = ["nato", "libya", "sport", *(f"w{i}" for i in range(9))]
    stories = [" ".join(pick.choice(words, pick.integers(1, 9))) for _ in range(300)]
    stories += ["nato w1 w2", "libya w3", "sport w4 w5"] * 20
    counts, order = terms.count(text.tokenize(pd.DataFrame({"text": stories}))), pick.permutation(len(stories))
    moved = terms.Counts(counts.matrix[order], counts.articles[order], counts.terms)
    seeds = {"NATO": ["nato^3"], "Libya": ["libya^0.7"], "sport": ["sport"]}
    table = topics.suggest(seeds, counts)
    assert len(table) > 3
    pd.testing.assert_frame_equal(topics.suggest(seeds, moved), table, check_exact=True)


def test_a_topic_without_company_has_no_suggestion(made):
    table = topics.suggest({"Moon": ["moon"], "NATO": ["nato"]}, made)
    assert set(table["topic"]) == {"NATO"}
    assert list(topics.suggest({"Moon": ["moon"]}, made).columns) == list(table.columns)


def test_a_topic_that_the_seeds_do_not_name_is_refused(made):
    with pytest.raises(ValueError, match="`topic` must be one of 'NATO', 'Libya'; got 'Moon'"):
        topics.suggest(SEEDS, made, topic="Moon")
    with pytest.raises(ValueError, match=r"given to terms\.weight"):
        topics.suggest(SEEDS, terms.weight(made))
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        topics.suggest(SEEDS, made, n=0)
