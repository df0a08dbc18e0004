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
    assert table.columns.to_list() == ["period", "group", "value", "low", "high", "articles", "undated"]


def test_dates_that_are_text_are_refused():
    with pytest.raises(TypeError, match=r"`dates` must be datetime64 or whole years; got str\. Use pd\.to_datetime"):
        terms.trend(SHARE, DAYS.dt.strftime("%Y-%m-%d"))


def test_a_misaligned_series_raises_with_the_number_of_missing_articles():
    with pytest.raises(ValueError, match="`dates` has no value for 1 of 4 articles: 'a4'"):
        terms.trend(SHARE, DAYS.iloc[:3])


def test_an_unknown_period_is_refused():
    with pytest.raises(ValueError, match="`every` must be one of 'D', 'W', 'M', 'Q', 'Y'; got 'H'"):
        terms.trend(SHARE, DAYS, every="H")


def test_articles_without_a_date_are_counted_for_each_group_also_where_it_has_no_other():
    outlet = pd.Series({"a1": "T", "a2": "T", "a3": "C", "a4": "U"})
    table = terms.trend(SHARE, DAYS, by=outlet)
    assert table.groupby("group", observed=True)["undated"].unique().map(list).to_dict() == {
        "C": [0],
        "T": [0],
        "U": [1],
    }
    assert table.loc[table["group"] == "U", "articles"].to_list() == [0, 0, 0]
    assert terms.trend(SHARE, DAYS)["undated"].to_list() == [1, 1, 1]


def test_dates_with_a_time_zone_are_refused_with_the_remedy():
    with pytest.raises(
        TypeError, match=r"without a time zone; got datetime64\[us, UTC\].*tz_convert.*tz_localize\(None\)"
    ):
        terms.trend(SHARE, DAYS.astype("datetime64[us]").dt.tz_localize("UTC"))


def test_values_that_are_no_numbers_or_not_finite_are_refused():
    with pytest.raises(TypeError, match="`values` must hold numbers; got 'much' for 'a1'"):
        terms.trend(series(a1="much", a2="more", a3="most", a4="all"), DAYS)
    with pytest.raises(ValueError, match="finite numbers; 1 of 4 are not, the first for 'a2'"):
        terms.trend(SHARE.replace(0.4, np.inf), DAYS)


def test_an_exposure_below_zero_is_refused():
    with pytest.raises(ValueError, match="`exposure` must not be below 0; it is for 1 of 4 articles: 'a1'"):
        terms.trend(SHARE, DAYS, exposure=series(a1=-1, a2=1, a3=1, a4=1))


@pytest.mark.parametrize("every", ["D", "W", "M", "Q", "Y"])
@pytest.mark.parametrize("first", ["1500-03-01", "9999-11-01"])
def test_dates_of_any_century_have_their_periods(first, every):
    days = pd.Series([pd.Timestamp(first), pd.Timestamp(first) + pd.Timedelta(days=40)]).astype("datetime64[us]")
    table = terms.trend(pd.Series([1.0, 2.0]), days, every=every)
    assert table["articles"].sum() == 2
    assert table["period"].iloc[0] <= pd.Timestamp(first)


def test_truth_values_are_followed_as_shares():
    table = terms.trend(SHARE > 0.3, DAYS)
    assert table["value"].to_list() == pytest.approx([0.5, np.nan, 0.0], nan_ok=True)


CLUSTERED = pd.DataFrame(
    {
        "value": [1.0, 3.0, 0.0, 2.0, 6.0],
        "exposure": [10.0, 20.0, 10.0, 30.0, 30.0],
        "day": pd.to_datetime(["2021-01-04", "2021-01-04", "2021-01-05", "2021-01-06", "2021-01-06"]),
    },
    index=list("abcde"),
)


def test_the_interval_of_clusters_is_that_of_their_sums():
    part = CLUSTERED
    row = terms.trend(part["value"], part["day"], exposure=part["exposure"], cluster=part["day"]).iloc[0]
    # Sums of the days 4, 0, 8 over 30, 10, 60: r = 0.12, residuals 0.4, -1.2, 0.8.
    half = stats.t.ppf(0.975, 2) * np.sqrt(3 / 2 * (0.4**2 + 1.2**2 + 0.8**2)) / 100
    assert row["value"] == pytest.approx(0.12)
    assert row["high"] == pytest.approx(0.12 + half)
    assert row["low"] == max(0, row["low"])
    assert row["articles"] == 5


def test_the_interval_of_a_clustered_mean_is_that_of_a_cluster_robust_regression():
    from statsmodels.regression.linear_model import OLS

    random = np.random.default_rng(list(b"clustered articles"))
    day = pd.Series(random.integers(0, 8, 60)).astype(str)
    values = pd.Series(random.normal(5, 1, 60) + day.astype(int) / 4)
    row = terms.trend(values, pd.Series([pd.Timestamp("2021-01-04")] * 60), cluster=day).iloc[0]
    options = {"groups": day.astype(int), "use_correction": True}
    fitted = OLS(values, np.ones(60)).fit(cov_type="cluster", cov_kwds=options, use_t=True)
    assert [row["low"], row["high"]] == pytest.approx(fitted.conf_int().to_numpy()[0])


def test_clusters_of_one_article_each_change_nothing():
    own = pd.Series(SHARE.index, index=SHARE.index)
    pd.testing.assert_frame_equal(terms.trend(SHARE, DAYS, cluster=own), terms.trend(SHARE, DAYS))


def test_a_single_cluster_has_a_value_and_no_interval():
    row = terms.trend(SHARE, DAYS, cluster=pd.Series("one", index=SHARE.index)).iloc[0]
    assert row["value"] == pytest.approx(0.3)
    assert np.isnan(row["low"])


def test_an_article_without_a_date_needs_no_cluster_and_any_other_does():
    assert terms.trend(SHARE, DAYS, cluster=DAYS)["undated"].to_list() == [1, 1, 1]
    with pytest.raises(ValueError, match="`cluster` is missing for 1 of 3 articles: 'a2'"):
        terms.trend(SHARE, DAYS, cluster=series(a1="x", a2=None, a3="y", a4="y"))


@pytest.mark.parametrize("missing", [None, pd.NA, np.nan])
def test_missing_values_of_any_kind_are_left_out(missing):
    values = pd.Series([0.2, missing, 0.1, 0.9], index=SHARE.index, dtype=object)
    assert terms.trend(values, DAYS)["articles"].to_list() == [1, 0, 1]


def test_the_order_of_articles_changes_no_bit():
    random = np.random.default_rng(list(b"order of articles"))
    values = pd.Series(random.random(500))
    days = pd.Series(pd.Timestamp("2021-01-04") + pd.to_timedelta(random.integers(0, 30, 500), unit="D"))
    length, outlet = pd.Series(random.random(500)), pd.Series(random.choice(["A", "B"], 500))
    facts = {"by": outlet, "exposure": length, "cluster": days}
    table = terms.trend(values, days, **facts)
    turned = terms.trend(values.sample(frac=1, random_state=1), days, **facts)
    pd.testing.assert_frame_equal(turned, table, check_exact=True)


def test_no_articles_at_all_make_an_empty_table():
    nothing = pd.Series([], dtype=float)
    assert terms.trend(nothing, nothing.astype("datetime64[us]"), cluster=nothing).empty
