"""Tables that show what topics are made of."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import terms, text, topics

SHARES = pd.DataFrame(
    {"NATO": [0.1, 0.3, 0.8, np.nan], "other 1": [0.9, 0.7, 0.2, np.nan]},
    index=pd.Index(["a1", "a2", "a3", "a4"], name="article_id"),
)


def test_top_articles_are_ordered_by_share_and_leave_missing_ones_out():
    table = topics.top_articles(SHARES, n=10)
    assert table.loc[table["topic"] == "NATO", "article_id"].to_list() == ["a3", "a2", "a1"]
    assert table.loc[table["topic"] == "NATO", "rank"].to_list() == [1, 2, 3]
    assert table["topic"].cat.categories.to_list() == ["NATO", "other 1"]


def test_top_articles_with_equal_shares_are_ordered_by_id():
    equal = pd.DataFrame({"NATO": [0.5, 0.5]}, index=["b", "a"])
    assert topics.top_articles(equal, n=1)["article_id"].to_list() == ["a"]


def test_prevalence_is_the_mean_share_with_student_s_interval():
    row = topics.prevalence(SHARES).iloc[0]
    values = np.array([0.1, 0.3, 0.8])
    assert row["share"] == pytest.approx(0.4)
    assert row["high"] == pytest.approx(0.4 + stats.t.ppf(0.975, 2) * values.std(ddof=1) / np.sqrt(3))
    assert row["articles"] == 3


def test_prevalence_by_group_keeps_the_order_of_categories():
    by = pd.Series(pd.Categorical(["x", "y", "y", "x"], categories=["y", "x"]), index=SHARES.index)
    table = topics.prevalence(SHARES[["NATO"]], by=by)
    assert table["group"].to_list() == ["y", "x"]
    assert table["share"].to_list() == pytest.approx([0.55, 0.1])
    assert table["articles"].to_list() == [2, 1]


def test_top_terms_are_at_most_the_terms_there_are_and_mark_seeds():
    articles = pd.DataFrame({"text": ["nato allies met", "libya and tripoli"]})
    model = topics.NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0)
    table = topics.top_terms(model.fit(terms.count(text.tokenize(articles))), n=99)
    assert len(table) == 2 * 6
    assert table.loc[table["seed"], ["topic", "term"]].to_numpy().tolist() == [["NATO", "nato"], ["Libya", "libya"]]
    assert table.groupby("topic", observed=True)["probability"].sum().to_list() == pytest.approx([1, 1])


@pytest.mark.parametrize("n", [0, -1, 2.5])
def test_a_number_of_rows_that_is_none_is_refused(n):
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        topics.top_articles(SHARES, n=n)
