"""Trends: means and rates in periods, with intervals."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import terms


def series(**values):
    return pd.Series(values)


DAYS = pd.to_datetime(pd.Series({"a1": "2020-12-28", "a2": "2020-12-29", "a3": "2021-01-12", "a4": None}))
SHARE = series(a1=0.2, a2=0.4, a3=0.1, a4=0.9)


def test_weeks_begin_on_monday_and_an_empty_week_is_missing_and_not_zero():
    table = terms.trend(SHARE, DAYS)
    assert table["period"].dt.strftime("%a %Y-%m-%d").to_list() == [
        "Mon 2020-12-28",
        "Mon 2021-01-04",
        "Mon 2021-01-11",
    ]
    assert table["value"].to_list() == pytest.approx([0.3, np.nan, 0.1], nan_ok=True)
    assert table["articles"].to_list() == [2, 0, 1]


def test_articles_without_a_date_are_left_out():
    assert terms.trend(SHARE, DAYS)["articles"].sum() == 3


@pytest.mark.parametrize(
    ("every", "periods"),
    [("D", 16), ("W", 3), ("M", 2), ("Q", 2), ("Y", 2)],
)
def test_all_periods_between_the_first_and_the_last_are_there(every, periods):
    assert len(terms.trend(SHARE, DAYS, every=every)) == periods


def test_the_interval_of_a_mean_is_student_s():
    values, days = series(a=0.1, b=0.2, c=0.6), pd.Series(pd.Timestamp("2021-01-04"), index=["a", "b", "c"])
    row = terms.trend(values, days).iloc[0]
    half = stats.t.ppf(0.975, 2) * values.std(ddof=1) / np.sqrt(3)
    assert row["high"] == pytest.approx(0.3 + half)
    assert row["low"] == 0  # 0.3 - half is below zero, where no share can be


def test_a_single_article_has_a_value_and_no_interval():
    row = terms.trend(SHARE, DAYS).iloc[2]
    assert row["value"] == pytest.approx(0.1)
    assert np.isnan(row["low"])
    assert np.isnan(row["high"])


def test_a_rate_is_the_sum_of_hits_over_the_sum_of_tokens():
    hits, length = series(a=2, b=0), series(a=100, b=300)
    days = pd.Series(pd.Timestamp("2021-01-04"), index=["a", "b"])
    row = terms.trend(hits, days, exposure=length).iloc[0]
    assert row["value"] == pytest.approx(2 / 400)
    # residuals 2 - 0.5 and 0 - 1.5; n/(n-1) = 2; squares sum to 4.5; divided by 400
    assert row["high"] == pytest.approx(2 / 400 + stats.t.ppf(0.975, 1) * np.sqrt(2 * 4.5) / 400)


def test_groups_keep_all_categories_and_those_with_articles_have_every_period():
    outlet = pd.Series(pd.Categorical(["T", "C", "T", "C"], categories=["T", "C", "unused"]), index=SHARE.index)
    table = terms.trend(SHARE, DAYS, by=outlet)
    assert table["group"].cat.categories.to_list() == ["T", "C", "unused"]
    assert table.groupby("group", observed=True).size().to_list() == [3, 3]
    assert table.loc[table["group"] == "C", "articles"].to_list() == [1, 0, 0]


def test_articles_with_a_missing_value_are_left_out():
    assert terms.trend(SHARE.replace(0.4, np.nan), DAYS)["articles"].to_list() == [1, 0, 1]


def test_a_period_with_too_few_articles_is_withheld_but_counted():
    table = terms.trend(SHARE, DAYS, min_articles=2)
    assert table["value"].isna().to_list() == [False, True, True]
    assert table["articles"].to_list() == [2, 0, 1]


def test_no_dates_at_all_make_an_empty_table():
    table = terms.trend(SHARE, pd.Series(pd.NaT, index=SHARE.index, dtype="datetime64[us]"))
    assert table.empty
    assert table.columns.to_list() == ["period", "group", "value", "low", "high", "articles"]


def test_dates_that_are_text_are_refused():
    with pytest.raises(TypeError, match=r"`dates` must be datetime64; got str\. Use pd\.to_datetime"):
        terms.trend(SHARE, DAYS.dt.strftime("%Y-%m-%d"))


def test_a_misaligned_series_raises_with_the_number_of_missing_articles():
    with pytest.raises(ValueError, match="`dates` has no value for 1 of 4 articles: 'a4'"):
        terms.trend(SHARE, DAYS.iloc[:3])


def test_an_unknown_period_is_refused():
    with pytest.raises(ValueError, match="`every` must be one of 'D', 'W', 'M', 'Q', 'Y'; got 'H'"):
        terms.trend(SHARE, DAYS, every="H")
