"""From a share to its sentences."""

import numpy as np
import pandas as pd
import pytest

from analysis import terms, text, topics

FULL = 12  # tokens to which a shorter sentence is filled up
P = pd.DataFrame(
    [[0.6, 0.1, 0.3, 0.0], [0.0, 0.6, 0.2, 0.2]],
    index=["war", "trade"],
    columns=["nato", "tariffs", "said", "security council"],
)
ARTICLES = pd.DataFrame(
    {"text": ["NATO said so. Tariffs rose.", "The Security Council said: NATO!", "Tariffs, tariffs, said NATO.", None]},
    index=pd.Index(["a1", "a2", "a3", "a4"], name="article_id"),
)
SHARES = pd.DataFrame({"war": [0.8, 0.5, 0.1, np.nan], "trade": [0.2, 0.5, 0.9, np.nan]}, index=ARTICLES.index)


def by_hand(article, words, topic):
    """The expected share of the words of a sentence, by the formula."""
    total = 0.0
    for word in words:
        mass = {k: SHARES.loc[article, k] * P.loc[k, word] for k in P.index}
        total += mass[topic] / sum(mass.values())
    return total / max(len(words), FULL)


def test_the_score_is_the_expected_share_of_tokens():
    table = topics.passages(P, ARTICLES, SHARES, "war", n=None).set_index(["article_id", "sentence"])
    assert table.loc[("a1", 0), "score"] == pytest.approx(by_hand("a1", ["nato", "said"], "war"))
    assert table.loc[("a1", 1), "score"] == pytest.approx(by_hand("a1", ["tariffs"], "war"))
    assert table.loc[("a2", 0), "score"] == pytest.approx(by_hand("a2", ["security council", "said", "nato"], "war"))
    assert table.loc[("a3", 0), "score"] == pytest.approx(by_hand("a3", ["tariffs", "tariffs", "said", "nato"], "war"))
    assert table["tokens"].to_dict() == {("a1", 0): 2, ("a1", 1): 1, ("a2", 0): 3, ("a3", 0): 4}


def test_a_long_sentence_is_divided_by_its_own_length():
    long = pd.DataFrame({"text": ["NATO " * 20 + "said."]}, index=["b"])
    shares = pd.DataFrame({"war": [0.5], "trade": [0.5]}, index=["b"])
    table = topics.passages(P, long, shares, "war")
    assert table["tokens"].to_list() == [21]
    assert table["score"].to_list() == pytest.approx([(20 + 0.3 / 0.5) / 21])


def test_each_article_has_its_best_sentence_before_any_has_a_second():
    table = topics.passages(P, ARTICLES, SHARES, "war", n=None)
    assert table["article_id"].to_list() == ["a1", "a2", "a3", "a1"]
    assert topics.passages(P, ARTICLES, SHARES, "war", n=2)["article_id"].to_list() == ["a1", "a2"]


def test_places_are_those_of_the_text_and_the_carriers_are_named_in_order():
    table = topics.passages(P, ARTICLES, SHARES, "trade", n=None)
    for _, row in table.iterrows():
        assert ARTICLES.loc[row["article_id"], "text"][row["start"] : row["end"]] == row["text"]
    carriers = table.set_index(["article_id", "sentence"])["terms"]
    assert carriers["a2", 0] == "security council, said"  # war cannot hold the one, trade not nato
    assert carriers["a3", 0] == "tariffs, said"


def test_a_sentence_of_several_articles_is_given_once_from_the_largest_share():
    twice = pd.concat([ARTICLES, ARTICLES.loc[["a1"]].set_axis(["copy"])])
    shares = pd.concat([SHARES, pd.DataFrame({"war": [0.9], "trade": [0.1]}, index=["copy"])])
    table = topics.passages(P, twice, shares, "war", n=None)
    assert set(table["article_id"]) == {"copy", "a2", "a3"}
    assert table["text"].is_unique


def test_only_the_articles_with_the_largest_shares_are_read():
    assert topics.passages(P, ARTICLES, SHARES, "war", n=None, among=1)["article_id"].unique().tolist() == ["a1"]


def test_the_order_of_rows_changes_nothing():
    table = topics.passages(P, ARTICLES, SHARES, "war", n=None)
    again = topics.passages(P, ARTICLES.iloc[::-1], SHARES.iloc[[2, 0, 3, 1]], "war", n=None)
    pd.testing.assert_frame_equal(table, again, check_exact=True)


def test_a_part_of_the_articles_needs_no_part_of_the_shares():
    assert topics.passages(P, ARTICLES.loc[["a3"]], SHARES, "war")["article_id"].to_list() == ["a3"]


def test_passages_can_be_browsed():
    view = terms.browse(topics.passages(P, ARTICLES, SHARES, "war", n=1), ARTICLES)
    assert repr(view).split() == ["a1", "NATO", "said", "so."]


def test_a_fitted_model_gives_its_sentences_the_words_of_its_topic(articles):
    counts = terms.count(text.compound(text.tokenize(articles), ["security council"]))
    model = topics.NamedTopics({"NATO": ["nato"], "UN": ["security council"]}, unnamed=0).fit(counts)
    table = topics.passages(model, articles, model.transform(counts), "UN", n=1)
    assert table["text"].to_list() == ["Libya, Libya and the Security Council"]
    assert "security council" in table["terms"].iloc[0].split(", ")


def test_without_articles_or_shares_there_are_no_passages():
    empty = topics.passages(P, ARTICLES.iloc[:0], SHARES, "war")
    assert empty.columns.to_list() == ["article_id", "sentence", "start", "end", "text", "score", "tokens", "terms"]
    assert empty.empty
    assert topics.passages(P, ARTICLES.loc[["a4"]], SHARES, "war").empty


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"topic": "peace"}, ValueError, "`topic` must be one of 'war', 'trade'"),
        ({"shares": SHARES[["war"]]}, ValueError, "no column for 1 of 2 topics: 'trade'"),
        ({"shares": SHARES.iloc[:1]}, ValueError, "`shares` has no value for 3 of 4 articles"),
        ({"articles": ARTICLES.assign(text="Nothing known")}, ValueError, "no word of them is one"),
        ({"articles": ARTICLES.rename(columns={"text": "body"})}, ValueError, "has no column 'text'"),
        ({"n": 0}, ValueError, "`n` must be"),
        ({"among": 0}, ValueError, "`among` must be"),
        ({"language": "xx"}, ValueError, "`language` must be"),
        ({"hyphens": "join"}, ValueError, "`hyphens` must be one of"),
    ],
)
def test_what_cannot_work_is_named(change, error, message):
    given = {"model": P, "articles": ARTICLES, "shares": SHARES, "topic": "war"} | change
    with pytest.raises(error, match=message):
        topics.passages(**given)
