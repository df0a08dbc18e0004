"""Change points: exact cuts, planted changes, honest p-values."""

import itertools

import numpy as np
import pandas as pd
import pytest

from analysis import terms
from analysis.terms.changes import Misfit, best, cheapest


def trend_of(values, *, articles=20, group="all"):
    weeks = pd.date_range("2021-01-04", periods=len(values), freq="7D")
    return pd.DataFrame({"period": weeks, "group": group, "value": values, "articles": articles})


def misfit(values, weights, model):
    """The misfit of one regime, as the docstring of `changes` writes it."""
    level = np.average(values, weights=weights)
    if model == "mean":
        return np.sum(weights * (values - level) ** 2)
    logs = [v * np.log(v / level) if v > 0 else 0.0 for v in values]
    return 2 * np.sum(weights * (np.array(logs) - values + level))


def total(values, weights, cuts, model):
    edges = [0, *cuts, len(values)]
    return sum(misfit(values[a:b], weights[a:b], model) for a, b in itertools.pairwise(edges))


def every_way(length, least):
    """All ways to cut so many values into regimes of at least `least`."""
    for count in range(length // least):
        for cuts in itertools.combinations(range(1, length), count):
            if all(b - a >= least for a, b in itertools.pairwise([0, *cuts, length])):
                yield cuts


@pytest.mark.parametrize("model", ["rate", "mean"])
@pytest.mark.parametrize("least", [1, 2, 3])
def test_no_way_to_cut_costs_less(model, least):
    random = np.random.default_rng(list(b"ways to cut"))
    for _ in range(10):
        values = random.poisson(3, 11) / 4 + (np.arange(11) > 5) * random.integers(0, 3)
        weights = random.integers(1, 30, 11).astype(float)
        ways = {cuts: total(values, weights, cuts, model) for cuts in every_way(11, least)}
        found = cheapest(Misfit(values, weights, model), 4.0, least)
        least_price = min(cost + 4 * len(cuts) for cuts, cost in ways.items())
        assert ways[tuple(found)] + 4 * len(found) == pytest.approx(least_price)
        two = best(Misfit(values, weights, model), 2, least)
        assert ways[tuple(two)] == pytest.approx(min(cost for cuts, cost in ways.items() if len(cuts) == 2))


def test_values_of_one_weight_are_cut_as_by_ruptures():
    ruptures = pytest.importorskip("ruptures")
    random = np.random.default_rng(list(b"as by ruptures"))
    for n in (1, 2, 4):
        values = random.normal(size=40) + np.repeat(random.normal(0, 3, 5), 8)
        peer = ruptures.Dynp(model="l2", min_size=2, jump=1).fit(values).predict(n_bkps=n)[:-1]
        assert best(Misfit(values, np.ones(40), "mean"), n, 2) == peer


STEP = [0.1, 0.12, 0.08, 0.11, 0.09, 0.5, 0.52, 0.48, 0.51, 0.49, 0.5]


def test_a_planted_change_is_found_with_its_levels():
    row = terms.changes(trend_of(STEP)).iloc[0]
    assert row["period"] == pd.Timestamp("2021-02-08")
    assert (row["start"], row["end"]) == (pd.Timestamp("2021-01-04"), pd.Timestamp("2021-03-15"))
    assert row["before"] == pytest.approx(0.1)
    assert row["after"] == pytest.approx(0.5)
    assert row["difference"] == pytest.approx(0.4)
    assert row["p"] < 0.02


def test_levels_are_weighted_by_articles():
    articles = [10, 30, 10, 10, 10, 10, 10, 10, 10, 10, 10]
    row = terms.changes(trend_of(STEP, articles=articles), n=1).iloc[0]
    assert row["before"] == pytest.approx((0.1 + 3 * 0.12 + 0.08 + 0.11 + 0.09) / 7)


def test_a_week_with_few_articles_is_no_change_and_with_many_it_is():
    values = [0.1, 0.12, 0.08, 0.11, 0.6, 0.1, 0.12, 0.08, 0.11, 0.09, 0.1, 0.12]
    few, many = [100] * 12, [100] * 12
    few[4] = 2
    assert terms.changes(trend_of(values, articles=few), min_periods=1).empty
    found = terms.changes(trend_of(values, articles=many), min_periods=1, penalty=0.5)
    assert found["period"].to_list() == [pd.Timestamp("2021-02-01"), pd.Timestamp("2021-02-08")]


def test_periods_without_a_value_are_left_out_and_not_taken_for_zero():
    values = [*STEP[:3], np.nan, np.nan, *STEP[3:]]
    row = terms.changes(trend_of(values)).iloc[0]
    assert len(terms.changes(trend_of(values))) == 1
    assert row["before"] == pytest.approx(0.1)
    assert row["period"] == pd.Timestamp("2021-02-22")


def test_rates_that_vary_with_their_level_are_not_cut_into_pieces_where_they_are_high():
    random = np.random.default_rng(list(b"calm years and loud ones"))
    values = np.concatenate([np.zeros(60), random.poisson(4, 40)]) / 10
    assert len(terms.changes(trend_of(values))) == 1
    assert len(terms.changes(trend_of(values), model="mean")) > 1


def test_noise_has_hardly_ever_a_change():
    random = np.random.default_rng(list(b"noise without change"))
    found = [len(terms.changes(trend_of(random.poisson(5, 60) / 20))) for _ in range(60)]
    assert np.mean(np.array(found) > 0) <= 0.1


def test_the_p_of_the_best_cut_of_noise_is_evenly_spread():
    random = np.random.default_rng(list(b"even spread of p"))
    p = np.array([terms.changes(trend_of(random.normal(5, 1, 20)), n=1, model="mean")["p"][0] for _ in range(150)])
    assert 0.01 <= np.mean(p <= 0.05) <= 0.1
    assert 0.4 <= np.median(p) <= 0.6


def test_so_many_changes_as_are_wanted_are_given():
    table = terms.changes(trend_of(STEP), n=3)
    assert len(table) == 3
    assert pd.Timestamp("2021-02-08") in table["period"].to_list()
    with pytest.raises(ValueError, match=r"`n` = 5 changes need 12 periods with a value.*group 'all' has 11"):
        terms.changes(trend_of(STEP), n=5)


def test_each_group_has_its_own_changes_in_the_order_of_its_categories():
    trend = pd.concat([trend_of(STEP, group="b"), trend_of(STEP[::-1], group="a"), trend_of([0.1] * 9, group="c")])
    trend["group"] = pd.Categorical(trend["group"], categories=["c", "b", "a"])
    table = terms.changes(trend)
    assert table["group"].to_list() == ["b", "a"]
    assert table["group"].cat.categories.to_list() == ["c", "b", "a"]
    assert np.sign(table["difference"]).to_list() == [1, -1]


def test_the_order_of_rows_changes_no_bit_and_the_table_is_not_changed():
    trend = pd.concat([trend_of(STEP, group="b"), trend_of(STEP[::-1], group="a")], ignore_index=True)
    before = trend.copy(deep=True)
    table = terms.changes(trend)
    turned = terms.changes(trend.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(turned, table, check_exact=True)
    pd.testing.assert_frame_equal(trend, before)


@pytest.mark.parametrize("model", ["rate", "mean"])
@pytest.mark.parametrize("values", [[], [0.3], [0.3, 0.4], [0.3] * 12, [0.0] * 12, [np.nan] * 12])
def test_what_can_have_no_change_has_an_empty_table_of_the_same_types(values, model):
    table = terms.changes(trend_of(np.array(values, float)), model=model)
    assert table.empty
    assert table.dtypes["period"] == "datetime64[us]"


def test_a_constant_that_must_be_cut_has_no_evidence():
    assert terms.changes(trend_of([0.3] * 12), n=1)["p"].to_list() == [1.0]


def test_it_takes_what_trend_makes():
    days = pd.Series(pd.date_range("2021-01-04", periods=100, freq="D"))
    table = terms.changes(terms.trend(days >= "2021-02-15", days))
    assert table["period"].to_list() == [pd.Timestamp("2021-02-15")]


def test_wrong_tables_are_refused_with_the_remedy():
    trend = trend_of(STEP)
    with pytest.raises(ValueError, match="`trend` has no column 'articles'"):
        terms.changes(trend.drop(columns="articles"))
    with pytest.raises(ValueError, match="11 of 22 rows repeat one"):
        terms.changes(pd.concat([trend, trend]))
    with pytest.raises(TypeError, match="`period` must be datetime64"):
        terms.changes(trend.assign(period=trend["period"].astype(str)))
    with pytest.raises(ValueError, match=r'no value below 0 for rates; 11 of 11 are\. Use model="mean"'):
        terms.changes(trend.assign(value=-1.0))
    with pytest.raises(ValueError, match="`model` must be one of 'rate', 'mean'; got 'l2'"):
        terms.changes(trend, model="l2")
    with pytest.raises(ValueError, match="`penalty` must be a number above 0; got 0"):
        terms.changes(trend, penalty=0)
