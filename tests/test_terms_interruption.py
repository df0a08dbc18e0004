"""Before and after an event: a published series, planted lines, hand-worked differences."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import terms
from analysis.terms.interruption import QUANTITIES, numbered, segmented

# Packs of cigarettes sold per head in California, 1970 to 2000 (Abadie, Diamond and Hainmueller 2010, JASA 105,
# 493-505), and the regression on them with Proposition 99 in 1989 and Newey-West errors of lag 1 that is the first
# example of the command itsa (Linden 2015, Stata Journal 15, 480-500).
PACKS = [
    123, 121, 123.5, 124.4, 126.7, 127.1, 128, 126.4, 126.1, 121.9, 120.2, 118.6, 115.4, 110.8, 104.8, 102.8, 99.7,
    97.5, 90.1, 82.4, 77.8, 68.7, 67.5, 63.4, 58.6, 56.4, 54.5, 53.8, 52.3, 47.2, 41.6,
]  # fmt: skip
ITSA = {  # coefficient, standard error
    "slope": (-1.779474, 0.3834188),
    "level_change": (-20.0581, 4.724395),
}


def series_of(values, first="2021-01-01", freq="D"):
    days = pd.date_range(first, periods=len(values), freq=freq)
    return pd.Series(np.array(values, float)), pd.Series(days)


def by_quantity(table):
    assert table["quantity"].to_list() == QUANTITIES
    return table.set_index("quantity")


def test_a_published_regression_is_met():
    packs, years = series_of(PACKS, "1970-01-01", "YS")
    table = by_quantity(terms.interruption(packs, years, event="1989-01-01", every="Y", lags=1))
    for quantity, (coefficient, error) in ITSA.items():
        row = table.loc[quantity]
        half = stats.t.ppf(0.975, 27) * error
        assert row["estimate"] == pytest.approx(coefficient, rel=1e-5)
        assert [row["low"], row["high"]] == pytest.approx([coefficient - half, coefficient + half], rel=1e-4)
        assert row["p"] == pytest.approx(2 * stats.t.sf(abs(coefficient) / error, 27), rel=1e-4)
    assert table.loc["slope_change", "estimate"] == pytest.approx(-1.494652, rel=1e-5)
    # The intercept of R's lm on the same series, with years counted from 1989.
    assert table.loc["level", "estimate"] == pytest.approx(98.41579, rel=1e-6)


def test_errors_are_those_of_newey_and_west_worked_out_by_hand():
    random = np.random.default_rng(list(b"errors by hand"))
    n, lags = 24, 2
    period, weight, value = np.arange(n) - 10.0, random.integers(1, 9, n).astype(float), random.normal(size=n)
    after = period >= 0
    design = np.column_stack([np.ones(n), period, after, after * period])
    inverse = np.linalg.inv(design.T @ (weight[:, None] * design))
    coefficients = inverse @ design.T @ (weight * value)
    scores = design * (weight * (value - design @ coefficients))[:, None]
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        shifted = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (shifted + shifted.T)
    errors = np.sqrt(np.diag(inverse @ middle @ inverse) * n / (n - 4))
    found = segmented(value, weight, period, lags)
    assert found[0] == pytest.approx(coefficients)
    assert found[1] == pytest.approx(errors)


def test_the_default_number_of_lags_is_that_of_newey_and_west():
    packs, years = series_of(PACKS, "1970-01-01", "YS")
    chosen = terms.interruption(packs, years, event="1989-01-01", every="Y")
    same = terms.interruption(packs, years, event="1989-01-01", every="Y", lags=3)  # 4 (31 / 100)^(2 / 9) = 3.08
    pd.testing.assert_frame_equal(chosen, same)


def test_a_planted_line_is_found_exactly_and_without_a_residual_has_no_interval():
    t = np.arange(-20, 20)
    values, days = series_of(3 + 0.1 * t + (t >= 0) * (2 + 0.3 * t))
    table = by_quantity(terms.interruption(values, days, event="2021-01-21", every="D"))
    assert table["estimate"].iloc[:4].to_list() == pytest.approx([3, 0.1, 2, 0.3])
    assert table["low"].iloc[:4].isna().all()


def test_intervals_of_short_series_hold_the_truth_as_often_as_the_docstring_says():
    random = np.random.default_rng(list(b"short series"))
    period, held = np.arange(12) - 6.0, 0
    for _ in range(300):
        coefficients, errors = segmented(random.normal(size=12), np.ones(12), period, None)
        held += abs(coefficients[2]) < stats.t.ppf(0.975, 8) * errors[2]
    assert held / 300 == pytest.approx(0.80, abs=0.07)


def test_the_difference_is_that_of_two_ratio_estimators_over_periods():
    hits = pd.Series([1.0, 2, 4, 3, 8, 6])
    tokens = pd.Series([10.0, 10, 20, 10, 20, 10])
    days = pd.Series(
        pd.to_datetime(["2021-01-01", "2021-01-01", "2021-01-02", "2021-01-03", "2021-01-04", "2021-01-04"])
    )
    table = by_quantity(terms.interruption(hits, days, event="2021-01-03", every="D", exposure=tokens, window=2))
    # Before: days with 3 of 20 and 4 of 20, r = 7/40, residuals -0.5 and 0.5, error sqrt(2 * 0.5) / 40.
    # After: 3 of 10 and 14 of 30, r = 17/40, residuals -1.25 and 1.25, error sqrt(2 * 3.125) / 40.
    errors = np.array([np.sqrt(2 * 0.5), np.sqrt(2 * 3.125)]) / 40
    assert table.loc["before", "estimate"] == pytest.approx(7 / 40)
    assert table.loc["after", "high"] == pytest.approx(17 / 40 + stats.t.ppf(0.975, 1) * errors[1])
    freedom = (errors**2).sum() ** 2 / (errors**4).sum()
    row = table.loc["difference"]
    assert row["estimate"] == pytest.approx(10 / 40)
    assert row["high"] == pytest.approx(10 / 40 + stats.t.ppf(0.975, freedom) * np.sqrt((errors**2).sum()))
    assert row["p"] == pytest.approx(2 * stats.t.sf(10 / 40 / np.sqrt((errors**2).sum()), freedom))


def test_the_difference_of_single_articles_is_that_of_welch():
    random = np.random.default_rng(list(b"two samples"))
    before, after = random.normal(0, 1, 9), random.normal(1, 3, 9)
    values, days = series_of([*before, *after])
    row = by_quantity(terms.interruption(values, days, event="2021-01-10", every="D", window=9)).loc["difference"]
    peer = stats.ttest_ind(after, before, equal_var=False)
    assert row["p"] == pytest.approx(peer.pvalue)
    assert [row["low"], row["high"]] == pytest.approx(list(peer.confidence_interval()))


@pytest.mark.parametrize(
    ("every", "day", "numbers"),
    [
        ("D", "2021-01-27", {"2021-01-26": -1, "2021-01-27": 0, "2021-01-28": 1}),
        ("W", "2021-01-27", {"2021-01-20": -1, "2021-01-26": -1, "2021-01-27": 0, "2021-02-02": 0, "2021-02-03": 1}),
        ("M", "2021-01-27", {"2020-12-26": -2, "2020-12-27": -1, "2021-01-27": 0, "2021-02-26": 0, "2021-02-27": 1}),
        ("M", "2021-01-31", {"2021-02-27": 0, "2021-02-28": 1, "2021-03-30": 1, "2021-03-31": 2}),
        ("Q", "2021-01-27", {"2021-01-26": -1, "2021-04-26": 0, "2021-04-27": 1}),
        ("Y", "2001-09-11", {"2000-09-11": -1, "2001-09-10": -1, "2001-09-11": 0, "2002-09-10": 0, "2002-09-11": 1}),
        ("Y", "2020-02-29", {"2021-02-27": 0, "2021-02-28": 1}),
    ],
)
def test_periods_are_counted_from_the_event(every, day, numbers):
    found = numbered(pd.Series(pd.to_datetime(list(numbers))), pd.Timestamp(day), every)
    assert found.to_list() == list(numbers.values())


def test_articles_of_the_day_of_the_event_count_as_after_at_any_hour():
    days = pd.Series(pd.to_datetime(["2021-01-26 23:59", "2021-01-27 00:00", "2021-01-27 09:00"]))
    table = terms.interruption(pd.Series([1.0, 2, 3]), days, event="2021-01-27 12:00", every="D", window=1)
    assert by_quantity(table)["articles"].iloc[-3:].to_list() == [1, 2, 3]


def test_rows_say_which_days_they_speak_of():
    values, days = series_of(np.arange(60) % 7)
    table = by_quantity(terms.interruption(values, days, event="2021-01-20", window=2))
    assert table.loc["level", ["start", "end"]].to_list() == [pd.Timestamp("2020-12-30"), pd.Timestamp("2021-01-19")]
    assert table.loc["slope_change", ["start", "end"]].to_list() == [
        pd.Timestamp("2021-01-20"),
        pd.Timestamp("2021-03-02"),
    ]
    assert table.loc["difference", ["start", "end"]].to_list() == [
        pd.Timestamp("2021-01-06"),
        pd.Timestamp("2021-02-02"),
    ]
    assert table["periods"].to_list() == [3, 3, 6, 6, 2, 2, 4]
    assert table["articles"].to_list() == [19, 19, 41, 41, 14, 14, 28]


def test_each_group_has_its_own_rows():
    values, days = series_of([*np.arange(20), *np.zeros(20)])
    days = pd.concat([days.iloc[:20]] * 2, ignore_index=True)
    outlet = pd.Series(pd.Categorical(["A"] * 20 + ["B"] * 20, categories=["C", "B", "A"]))
    table = terms.interruption(values, days, event="2021-01-11", every="D", by=outlet)
    assert table["group"].to_list() == ["B"] * 7 + ["A"] * 7
    assert table["group"].cat.categories.to_list() == ["C", "B", "A"]
    alone = terms.interruption(values.iloc[:20], days, event="2021-01-11", every="D")
    pd.testing.assert_series_equal(table["estimate"].iloc[7:], alone["estimate"], check_index=False)


def test_the_order_of_articles_changes_no_bit():
    random = np.random.default_rng(list(b"order of articles"))
    values = pd.Series(random.random(300))
    days = pd.Series(pd.Timestamp("2021-01-01") + pd.to_timedelta(random.integers(0, 90, 300), unit="D"))
    facts = {"event": "2021-02-10", "exposure": pd.Series(random.random(300))}
    table = terms.interruption(values, days, **facts)
    turned = terms.interruption(values.sample(frac=1, random_state=5), days, **facts)
    pd.testing.assert_frame_equal(turned, table, check_exact=True)


@pytest.mark.parametrize("event", ["2021-01-05", "2020-01-01", "2022-01-01"])
@pytest.mark.parametrize("value", [0.0, 0.3])
def test_a_constant_series_has_estimates_where_there_are_articles_and_no_interval(value, event):
    values, days = series_of([value] * 10)
    table = by_quantity(terms.interruption(values, days, event=event, every="D"))
    assert table[["low", "high", "p"]].isna().all().all()
    if event == "2021-01-05":
        expected = [value, 0, 0, 0, value, value, 0]
        assert table["estimate"].to_list() == pytest.approx(expected, abs=1e-12)
    else:
        assert table["estimate"].notna().sum() == 0


def test_one_article_has_a_value_on_its_side_only():
    table = by_quantity(
        terms.interruption(pd.Series([0.4]), pd.Series(pd.to_datetime(["2021-01-05"])), event="2021-01-04")
    )
    assert table["estimate"].notna().to_list() == [False] * 5 + [True, False]


def test_without_articles_or_dates_the_table_is_empty_and_of_the_same_types():
    nothing = pd.Series([], dtype=float)
    for values, days in [
        (nothing, nothing.astype("datetime64[us]")),
        (pd.Series([1.0]), pd.Series(pd.NaT, index=[0], dtype="datetime64[us]")),
        (pd.Series([np.nan]), pd.Series(pd.to_datetime(["2021-01-04"]))),
    ]:
        table = terms.interruption(values, days, event="2021-01-04")
        assert table.empty
        assert table.dtypes["start"] == "datetime64[us]"


def test_wrong_arguments_are_refused_with_what_was_expected():
    values, days = series_of(np.arange(10))
    for event in ("some day", None, pd.Timestamp("2021-01-04", tz="UTC")):
        with pytest.raises(ValueError, match="`event` must be a day such as"):
            terms.interruption(values, days, event=event)
    with pytest.raises(ValueError, match="`window` must be a whole number of at least 1; got 0"):
        terms.interruption(values, days, event="2021-01-04", window=0)
    with pytest.raises(ValueError, match="`dates` has no value for 7 of 10 articles"):
        terms.interruption(values, days.iloc[:3], event="2021-01-04")


@pytest.mark.parametrize(
    "event", ["01.02.2021", 20210124, "today", "now", "2021", "24 January 2021", 1.6e18, True, None]
)
def test_an_event_that_can_be_misread_is_refused(event):
    values, days = series_of([1.0, 2.0, 1.0, 3.0])
    with pytest.raises(ValueError, match="`event` must be a day such as"):
        terms.interruption(values, days, event=event, every="D")


def test_a_term_that_was_never_used_before_the_event_has_no_p_there():
    random = np.random.default_rng(list(b"never used before"))
    below = 0
    for _ in range(300):
        values, days = series_of([0.0] * 20 + random.poisson(3, 20).tolist())
        table = by_quantity(terms.interruption(values, days, event="2021-01-21", every="D"))
        assert table.loc[["level", "slope"], "estimate"].to_list() == [0, 0]
        assert table.loc[["level", "slope"], ["low", "high", "p"]].isna().all(axis=None)
        below += table.loc["slope_change", "p"] < 0.05
    # There is no slope. Newey and West's errors of twenty days are somewhat small, as the docstring says.
    assert below / 300 < 0.2


def test_a_constant_has_neither_interval_nor_p():
    values, days = series_of([0.1] * 40)
    table = by_quantity(terms.interruption(values, days, event="2021-01-21", every="D"))
    assert table["estimate"].to_list() == pytest.approx([0.1, 0, 0, 0, 0.1, 0.1, 0])
    assert table[["low", "high", "p"]].isna().all(axis=None)


def test_whole_years_are_dates_of_a_yearly_corpus():
    years = pd.Series([2015, 2016, 2017] * 2)
    table = terms.trend(pd.Series([1.0, 2, 3, 3, 4, 5]), years, every="Y")
    assert table["period"].dt.year.to_list() == [2015, 2016, 2017]
    assert table["value"].to_list() == [2, 3, 4]
    with pytest.raises(TypeError, match="whole years from 1000 to 2999; got 20210124"):
        terms.trend(pd.Series([1.0]), pd.Series([20210124]))


def test_a_date_a_thousand_years_off_is_named():
    days = pd.Series(pd.to_datetime(["1017-02-06", "2017-02-06", "2017-02-07"]).astype("datetime64[us]"))
    with pytest.warns(
        UserWarning, match="1 of 3 articles are dated a century or more apart from all others: 0, 1017-02-06"
    ):
        terms.trend(pd.Series([1.0, 2, 3]), days, every="Y")
