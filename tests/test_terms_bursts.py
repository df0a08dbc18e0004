"""Bursts: published levels and weights, exact paths, planted spells."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import terms
from analysis.terms._kernel_bursts import cheapest

# The stream of offsets in the documentation of R's package bursts and Python's pybursts, and the levels they print.
OFFSETS = [4, 17, 23, 27, 33, 35, 37, 76, 77, 82, 84, 88, 90, 92]
PUBLISHED = [(0, 4, 92), (1, 33, 37), (1, 76, 92), (2, 76, 77)]

# The example of Python's package burst_detection: relevant articles of all articles at ten times.
RELEVANT = np.array([0, 2, 1, 6, 7, 2, 8, 7, 2, 1])
ALL = np.array([9, 11, 12, 10, 10, 8, 12, 10, 13, 11])


def articles_of(relevant, everything, *, first="2021-01-04", every="D"):
    """One row per article: whether it holds the term, and its date, a period for each entry."""
    periods = pd.date_range(first, periods=len(everything), freq={"D": "D", "W": "7D"}[every])
    said = [i < r for r, d in zip(relevant, everything, strict=True) for i in range(d)]
    days = np.repeat(periods, everything)
    index = [f"a{i:05}" for i in range(len(said))]
    return pd.Series(said, index=index), pd.Series(days, index=index)


def plain_way(costs, rise):
    """Every level from every level, at each time; the lowest of equals."""
    total = np.full(costs.shape[1], np.inf)
    total[0] = 0
    before = []
    for cost in costs:
        ways = [[total[i] + max(0, j - i) * rise for i in range(len(cost))] for j in range(len(cost))]
        before.append([int(np.argmin(way)) for way in ways])
        total = np.array([min(way) for way in ways]) + cost
    states = [int(np.argmin(total))]
    for sources in reversed(before):
        states.insert(0, sources[states[0]])
    return states[1:]


def price(states, costs, rise):
    up = sum(max(0, b - a) for a, b in itertools.pairwise([0, *states]))
    return up * rise + sum(costs[time, state] for time, state in enumerate(states))


@given(
    st.integers(1, 12).flatmap(
        lambda times: st.integers(1, 5).flatmap(
            lambda levels: st.lists(
                st.lists(st.integers(-20, 20), min_size=levels, max_size=levels), min_size=times, max_size=times
            )
        )
    ),
    st.integers(0, 12),
)
def test_the_compiled_way_is_the_plain_one(costs, rise):
    costs = np.array(costs) / 4  # sums of quarters are exact, so that equals are equal
    assert cheapest(costs, rise / 4).tolist() == plain_way(costs, rise / 4)


def test_no_way_through_the_levels_costs_less():
    random = np.random.default_rng(list(b"ways through levels"))
    for _ in range(20):
        costs = random.random((6, 3))
        least = min(price(way, costs, 0.4) for way in itertools.product(range(3), repeat=6))
        assert price(cheapest(costs, 0.4), costs, 0.4) == pytest.approx(least)


def test_no_times_have_no_levels():
    assert cheapest(np.zeros((0, 2)), 1.0).tolist() == []


def test_the_levels_of_events_are_the_published_ones():
    table = terms.event_bursts(pd.Series(OFFSETS), s=2.0, gamma=0.1)
    assert list(table[["level", "start", "end"]].itertuples(index=False, name=None)) == PUBLISHED
    assert table["events"].to_list() == [14, 3, 7, 2]


def test_events_with_the_full_price_have_only_the_level_of_the_whole_stream():
    table = terms.event_bursts(pd.Series(OFFSETS), s=2.0, gamma=1.0)
    assert list(table[["level", "start", "end"]].itertuples(index=False, name=None)) == [(0, 4, 92)]
    assert table["weight"].isna().all()


def test_the_weight_of_a_burst_of_events_is_what_it_saves_against_the_level_below():
    table = terms.event_bursts(pd.Series(OFFSETS), gamma=0.1)
    # Gaps 2 and 2 at the rates 13/88 and 26/88: each saves ln 2 - 2 * 13/88.
    assert table["weight"].iloc[1] == pytest.approx(2 * (np.log(2) - 2 * 13 / 88))


def test_events_may_be_days_in_any_order_and_missing_ones_are_left_out():
    days = pd.Timestamp("2021-01-01") + pd.to_timedelta(OFFSETS[::-1], unit="D")
    table = terms.event_bursts(pd.concat([pd.Series(days), pd.Series([pd.NaT])]), gamma=0.1)
    first, last = ((table[end] - days[-1]).dt.days + 4 for end in ("start", "end"))
    found = list(zip(table["level"], first, last, strict=True))
    assert found == PUBLISHED


@pytest.mark.parametrize(("count", "rows"), [(0, 0), (1, 1), (2, 1)])
def test_few_events_have_no_burst(count, rows):
    table = terms.event_bursts(pd.Series([3.0, 8.0][:count], dtype=float))
    assert table["level"].to_list() == [0] * rows
    assert table["events"].to_list() == [count] * rows


def test_events_at_even_distances_have_no_burst():
    assert len(terms.event_bursts(pd.Series(np.arange(50)))) == 1


def test_events_at_the_same_time_are_refused_and_so_is_what_is_no_time():
    with pytest.raises(ValueError, match="`times` must all differ; 1 occur more than once: '4'"):
        terms.event_bursts(pd.Series([4, 4, 5]))
    with pytest.raises(TypeError, match="`times` must be datetime64 or numbers; got str"):
        terms.event_bursts(pd.Series(["4", "5"]))


def test_the_weights_of_a_published_example_are_met_and_its_way_is_bettered():
    """The package gives the states 0000101100 with weights 2.68563 and 5.34226, without its smoothing.

    It decides time by time and so misses that the fourth time may join the burst: the exact way costs less.
    """
    said, days = articles_of(RELEVANT, ALL)
    table = terms.bursts(said, days, every="D", s=2, gamma=1)
    share = np.array([0.339622641, 0.679245283])
    costs = -stats.binom.logpmf(RELEVANT[:, None], ALL[:, None], share)
    saved = costs[:, 0] - costs[:, 1]
    assert saved[4] == pytest.approx(2.68563, abs=1e-5)
    assert saved[6:8].sum() == pytest.approx(5.34226, abs=1e-5)
    assert table["overall"].to_list() == pytest.approx([0.339623, 0.339623], abs=1e-6)
    assert table["weight"].to_list() == pytest.approx([saved[3:5].sum(), 5.34226], abs=1e-5)
    assert table["start"].dt.strftime("%Y-%m-%d").to_list() == ["2021-01-07", "2021-01-10"]
    assert table["end"].dt.strftime("%Y-%m-%d").to_list() == ["2021-01-08", "2021-01-11"]
    exact, greedy = [0, 0, 0, 1, 1, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0, 1, 1, 0, 0]
    least = min(price(way, costs, np.log(10)) for way in itertools.product(range(2), repeat=10))
    assert price(exact, costs, np.log(10)) == pytest.approx(least)
    assert price(greedy, costs, np.log(10)) > least + 1


PLANTED = np.array([2, 1, 2, 1, 9, 9, 10, 1, 2, 1, 2, 1])
WEEKS = np.full(12, 20)


def test_a_planted_burst_is_found_with_its_days_and_sums():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    row = terms.bursts(said, days).iloc[0]
    assert (row["start"], row["end"]) == (pd.Timestamp("2021-02-01"), pd.Timestamp("2021-02-21"))
    assert (row["level"], row["hits"], row["articles"]) == (1, 28, 60)
    assert row["value"] == pytest.approx(28 / 60)
    assert row["overall"] == pytest.approx(41 / 240)


def test_a_week_with_more_articles_is_no_burst():
    said, days = articles_of([2, 2, 20, 2, 2], [10, 10, 100, 10, 10], every="W")
    assert terms.bursts(said, days).empty


def test_a_burst_of_a_higher_level_lies_within_the_lower_one():
    said, days = articles_of([1] * 10 + [5, 5, 16, 16, 5, 5] + [1] * 10, [20] * 26, every="W")
    table = terms.bursts(said, days, levels=2)
    assert table["level"].to_list() == [1, 2]
    assert table["start"].iloc[0] < table["start"].iloc[1] <= table["end"].iloc[1] < table["end"].iloc[0]
    assert (table["weight"] > 0).all()


def test_periods_without_articles_are_run_through():
    said, days = articles_of([1, 1, 9, 9, 1, 1, 1, 1], [10] * 8, every="W")
    late = days.where(days < "2021-01-25", days + pd.Timedelta(days=14))  # two empty weeks within the burst
    row = terms.bursts(said, late).iloc[0]
    assert (row["start"], row["end"]) == (pd.Timestamp("2021-01-18"), pd.Timestamp("2021-02-14"))


def test_counts_are_relevant_where_they_are_above_zero():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    pd.testing.assert_frame_equal(terms.bursts(said * 7.5, days), terms.bursts(said, days))


def test_with_an_exposure_tokens_are_counted():
    hits, tokens = pd.Series([1, 1, 30, 1, 1]), pd.Series([1000] * 5)
    years = pd.Series(pd.to_datetime(["2001-01-05", "2002-01-05", "2003-01-05", "2004-01-05", "2005-01-05"]))
    row = terms.bursts(hits, years, every="Y", exposure=tokens).iloc[0]
    assert (row["start"], row["end"]) == (pd.Timestamp("2003-01-01"), pd.Timestamp("2003-12-31"))
    assert (row["hits"], row["value"], row["articles"]) == (30, 0.03, 1)
    with pytest.raises(ValueError, match=r"between 0 and `exposure`.*1 of 5 articles do not: 2"):
        terms.bursts(hits, years, every="Y", exposure=pd.Series([1000, 1000, 20, 1000, 1000]))


def test_each_group_has_its_own_share_and_its_own_bursts():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    other = pd.concat([said, pd.Series(False, index=["x1", "x2"])])
    when = pd.concat([days, pd.Series(days.iloc[[0, -1]].array, index=["x1", "x2"])])
    outlet = pd.Series(pd.Categorical(["A"] * len(said) + ["B"] * 2, categories=["B", "A", "C"]), index=other.index)
    table = terms.bursts(other, when, by=outlet)
    assert table["group"].to_list() == ["A"]
    assert table["group"].cat.categories.to_list() == ["B", "A", "C"]
    expected = terms.bursts(said, days).drop(columns="group")
    pd.testing.assert_frame_equal(table.drop(columns="group"), expected)


def test_the_order_of_articles_changes_no_bit():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    turned = said.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(terms.bursts(turned, days), terms.bursts(said, days), check_exact=True)


@pytest.mark.parametrize(
    ("relevant", "everything"),
    [([], []), ([1], [1]), ([3], [9]), ([0] * 9, [5] * 9), ([5] * 9, [5] * 9), ([2] * 9, [5] * 9), ([3, 4], [5, 5])],
    ids=["nothing", "one article", "one period", "never said", "always said", "constant", "in more than half"],
)
def test_what_can_have_no_burst_has_an_empty_table_of_the_same_types(relevant, everything):
    said, days = articles_of(relevant, everything, every="W")
    table = terms.bursts(said.astype(float), days.astype("datetime64[us]"), levels=3)
    assert table.empty
    assert table.dtypes["start"] == "datetime64[us]"
    assert table.dtypes["level"] == "int64"


def test_a_share_of_exactly_one_may_be_a_level():
    said, days = articles_of([0, 0, 4, 4, 0, 0, 4, 4], [4] * 8, every="W")  # the share is a half, twice it is one
    assert terms.bursts(said, days, gamma=0.5)["value"].to_list() == [1.0, 1.0]


def test_articles_without_dates_are_left_out():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    assert terms.bursts(said, days.where(days.index < "a", pd.NaT)).empty


def test_wrong_arguments_are_refused_with_what_was_expected():
    said, days = articles_of(PLANTED, WEEKS, every="W")
    with pytest.raises(ValueError, match="`s` must be a number above 1; got 1"):
        terms.bursts(said, days, s=1)
    with pytest.raises(ValueError, match="`gamma` must be a number above 0; got nan"):
        terms.bursts(said, days, gamma=float("nan"))
    with pytest.raises(ValueError, match="`levels` must be a whole number of at least 1; got 0"):
        terms.bursts(said, days, levels=0)
    with pytest.raises(ValueError, match="`every` must be one of"):
        terms.bursts(said, days, every="H")
    with pytest.raises(ValueError, match="`dates` has no value for 240 of 240 articles"):
        terms.bursts(said, days.iloc[:0])
