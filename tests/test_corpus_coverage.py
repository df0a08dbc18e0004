"""Articles of each group in each period."""

import pandas as pd
import pytest

from analysis import corpus


def test_every_period_between_the_first_and_the_last_has_a_row(articles):
    table = corpus.coverage(articles, by=articles["outlet"])
    assert table.index.strftime("%Y-%m-%d").to_list() == ["2020-12-28", "2021-01-04", "2021-01-11"]
    assert table["Courier"].to_list() == [1, 0, 2]
    assert table["Ledger"].to_list() == [1, 0, 0]


def test_articles_without_a_date_are_left_out(articles):
    assert corpus.coverage(articles, by=articles["outlet"]).to_numpy().sum() == 4


def test_no_dates_at_all_make_an_empty_table(articles):
    none = articles.assign(date=pd.Series(pd.NaT, index=articles.index, dtype="datetime64[us]"))
    assert corpus.coverage(none, by=articles["outlet"]).empty


def test_a_table_without_dates_is_refused(articles):
    with pytest.raises(ValueError, match="`articles` has no column 'date'"):
        corpus.coverage(articles.drop(columns="date"), by=articles["outlet"])
    with pytest.raises(ValueError, match="`every` must be one of"):
        corpus.coverage(articles, by=articles["outlet"], every="H")
