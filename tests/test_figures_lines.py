"""Lines over time: trend."""

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import FillBetweenPolyCollection, LineCollection

from analysis import figures
from analysis.figures.style import PALETTE

from ._drawn import legend_names

WEEKS = pd.date_range("2017-01-02", periods=6, freq="7D")


def trend_table(values, *, periods=WEEKS):
    """A table of one group for each key of `values`, in weeks, each value with an interval of +-0.05."""
    rows = [
        (period, group, value)
        for group, series in values.items()
        for period, value in zip(periods, series, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["period", "group", "value"])
    table["group"] = pd.Categorical(table["group"], categories=list(values))
    return table.assign(low=table["value"] - 0.05, high=table["value"] + 0.05, articles=9)


def curves(ax):
    return [line for line in ax.lines if line.get_linestyle() not in ("None", "") and len(line.get_xdata()) > 2]


def bands(ax):
    return [area for area in ax.collections if isinstance(area, FillBetweenPolyCollection)]


def bars(ax):
    lines = [area for area in ax.collections if isinstance(area, LineCollection)]
    return [tuple(np.round(path[:, 1], 3)) for area in lines for path in area.get_segments()]


def marks(ax):
    return [len(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "None"]


def test_one_group_is_a_line_with_a_band_and_no_legend():
    ax = figures.trend(trend_table({"all": [0.1, 0.2, 0.3, 0.2, 0.1, 0.2]}))
    assert len(curves(ax)) == len(bands(ax)) == 1
    assert curves(ax)[0].get_ydata().tolist() == [0.1, 0.2, 0.3, 0.2, 0.1, 0.2]
    assert ax.get_legend() is None
    assert ax.get_xlabel() == "week, named by its first day"


def test_rows_in_any_order_make_the_same_line():
    table = trend_table({"all": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]})
    shuffled = figures.trend(table.sample(frac=1, random_state=4))
    assert curves(shuffled)[0].get_ydata().tolist() == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]


def test_a_period_without_articles_breaks_line_and_band_and_a_period_alone_is_a_mark_with_a_bar():
    ax = figures.trend(trend_table({"all": [0.1, 0.2, np.nan, 0.3, np.nan, np.nan]}))
    assert np.isnan(curves(ax)[0].get_ydata()).tolist() == [False, False, True, False]
    assert marks(ax) == [3]
    assert bars(ax) == [(0.25, 0.35)]
    first, second = bands(ax)[0].get_paths()  # the first two weeks, and the fourth, whose band has no width
    assert np.ptp(first.vertices[:, 0]) == 7
    assert np.ptp(second.vertices[:, 0]) == 0


def test_many_periods_have_marks_only_where_a_point_is_alone():
    days = pd.date_range("2017-01-01", periods=60, freq="D")
    values = np.full(60, 0.2)
    values[[1, 3]] = np.nan  # leaves the first and the third day alone
    ax = figures.trend(trend_table({"all": values}, periods=days))
    assert marks(ax) == [2]
    assert ax.get_xlabel() == "day"


def test_an_isolated_interval_between_unknown_ones_is_not_lost():
    table = trend_table({"all": [0.1, 0.2, 0.3, 0.3, 0.3, 0.3]})
    table.loc[[0, 2, 3, 4, 5], ["low", "high"]] = np.nan
    assert bars(figures.trend(table)) == [(0.15, 0.25)]


def test_up_to_three_groups_have_bands_and_names_at_the_ends_of_their_lines():
    values = {"low": [0.1] * 6, "middle": [0.4] * 6, "high": [0.8] * 6}
    ax = figures.trend(trend_table(values))
    assert len(bands(ax)) == 3
    assert {text.get_text(): text.get_color() for text in ax.texts} == dict(zip(values, PALETTE, strict=False))
    assert ax.get_legend() is None


@pytest.mark.parametrize("last", [0.405, 0.4, np.nan])
def test_names_that_would_collide_or_have_no_end_go_to_a_legend(last):
    ax = figures.trend(trend_table({"one": [0.4] * 6, "two": [0.8] * 5 + [last]}))
    assert not ax.texts
    assert legend_names(ax) == ["one", "two"]
    ax.figure.canvas.draw()
    assert ax.get_legend().get_window_extent().x0 >= ax.get_window_extent().x1


def test_nine_groups_have_a_bar_for_each_point_side_by_side_within_the_week():
    values = {f"outlet {i}": [0.1 + 0.05 * i] * 6 for i in range(9)}
    ax = figures.trend(trend_table(values))
    assert not bands(ax)
    assert len(bars(ax)) == 9 * 6
    first = [curve.get_xdata()[0] - mdates.date2num(WEEKS[0]) for curve in curves(ax)]
    assert len(set(first)) == 9
    assert max(map(abs, first)) < 3.5
    assert len(ax.get_legend().get_texts()) == 9


def test_thirty_groups_are_told_apart_by_colour_mark_and_line():
    ax = figures.trend(trend_table({f"outlet {i:02}": [0.1] * 6 for i in range(30)}))
    handles = ax.get_legend().legend_handles
    assert len({(h.get_color(), h.get_marker(), h.get_linestyle()) for h in handles}) == 30


def test_a_part_of_the_table_keeps_the_colour_of_its_group():
    table = trend_table({"a": [0.1] * 6, "b": [0.2] * 6, "c": [0.3] * 6})
    ax = figures.trend(table[table["group"] == "c"])
    assert curves(ax)[0].get_color() == PALETTE[2]


@pytest.mark.parametrize(
    ("values", "starts_at_zero"),
    [([0.1, 0.2, 0.3, 0.1, 0.2, 0.3], True), ([60, 61, 62, 61, 60, 61], False), ([0.05] * 6, True)],
)
def test_the_value_axis_starts_at_zero_where_zero_is_near(values, starts_at_zero):
    bottom = figures.trend(trend_table({"all": values})).get_ylim()[0]
    assert (bottom == 0) == starts_at_zero


def test_values_on_both_sides_of_zero_have_a_zero_line():
    ax = figures.trend(trend_table({"all": [-0.2, 0.2, 0.1, 0, 0.1, 0.2]}))
    assert [0, 0] in [list(line.get_ydata()) for line in ax.lines]
    assert ax.get_ylim()[0] < -0.25


def test_an_interval_out_of_all_measure_leaves_the_frame_and_does_not_flatten_the_trend():
    table = trend_table({"all": [0.2, 0.3, 0.2, 0.3, 0.2, 0.3]})  # spread 0.1, as long as an interval
    table.loc[2, ["low", "high"]] = [0.0, 3.0]
    table.loc[4, "high"] = 0.35
    bottom, top = figures.trend(table).get_ylim()
    assert bottom == 0
    assert 0.4 <= top < 0.45  # the highest value and one spread above it, and the margin


def test_panels_that_share_their_axes_hold_the_data_of_all():
    table = trend_table({"high": [0.9] * 6, "low": [0.1, 0.2] * 3})
    _, axes = plt.subplots(1, 2, sharex=True, sharey=True)
    for ax, (_, part) in zip(axes, table.groupby("group", observed=True), strict=True):
        figures.trend(part, ax=ax)
    bottom, top = axes[0].get_ylim()
    assert bottom == 0
    assert top > 0.95


def test_one_period_is_a_mark_with_a_bar_at_its_date():
    ax = figures.trend(trend_table({"all": [0.2]}, periods=WEEKS[:1]))
    assert bars(ax) == [(0.15, 0.25)]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2017-01-02"]
    left, right = ax.get_xlim()
    assert right - left == 7


def test_a_group_whose_periods_have_no_value_keeps_its_place_in_the_legend():
    table = trend_table({"all": [0.1] * 6, "late": [np.nan] * 6})
    ax = figures.trend(table[(table["group"] == "all") ^ table["period"].isin(WEEKS[3:])])  # until here, from there on
    assert legend_names(ax) == ["all", "late"]


def test_nothing_but_gaps_is_an_empty_frame_and_no_error():
    ax = figures.trend(trend_table({"all": [np.nan] * 6}))
    ax.figure.canvas.draw()
    assert marks(ax) == [0]


@pytest.mark.parametrize(
    ("periods", "name"),
    [
        (pd.date_range("2017-01-01", periods=6, freq="MS"), "month"),
        (pd.date_range("2016-01-01", periods=6, freq="QS"), "quarter, named by its first day"),
        (pd.date_range("1790-01-01", periods=6, freq="YS"), "year"),
        (
            pd.to_datetime(["2017-01-01", "2017-01-02", "2017-01-09", "2017-02-01", "2017-02-02", "2017-02-03"]),
            "period",
        ),
    ],
)
def test_the_axis_names_the_kind_of_period(periods, name):
    ax = figures.trend(trend_table({"all": [0.1] * 6}, periods=periods))
    ax.figure.canvas.draw()
    assert ax.get_xlabel() == name
    assert len(ax.get_xticks()) <= 9


def test_a_date_can_be_added_to_the_figure():
    ax = figures.trend(trend_table({"all": [0.1] * 6}))
    ax.axvline(pd.Timestamp("2017-01-20"))
    ax.figure.canvas.draw()
    assert ax.get_xlim() == (mdates.date2num(WEEKS[0]) - 3.5, mdates.date2num(WEEKS[-1]) + 3.5)


def test_a_row_without_period_and_two_for_one_period_are_refused():
    table = trend_table({"all": [0.1] * 6})
    with pytest.raises(ValueError, match="1 of 6 have none"):
        figures.trend(table.assign(period=table["period"].where(table.index > 0)))
    with pytest.raises(ValueError, match="6 of 12 rows repeat one"):
        figures.trend(pd.concat([table, table]))


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_a_trend_of_two_groups():
    values = {"bbc.com": [0.3, 0.4, 0.35, np.nan, 0.2, 0.3], "tass.com": [0.1, np.nan, 0.2, np.nan, 0.6, 0.5]}
    return figures.trend(trend_table(values)).figure


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_a_trend_of_nine_groups():
    values = {f"outlet {i}": 0.3 + 0.2 * np.sin(np.arange(6) + i) for i in range(9)}
    return figures.trend(trend_table(values)).figure


def test_the_axis_ends_with_the_first_and_the_last_value():
    days = pd.date_range("2016-01-04", periods=40, freq="7D")
    value = [float("nan")] * 30 + [0.1, 0.2, float("nan"), 0.3] + [float("nan")] * 6
    table = pd.DataFrame({"period": days, "group": "all", "value": value, "low": value, "high": value})
    ax = figures.trend(table)
    assert len(ax.lines[0].get_xdata()) == 4
