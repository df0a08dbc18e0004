"""Bursts, changes and interruptions as pictures."""

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import StepPatch

from analysis import figures, terms
from analysis.figures.style import PALETTE

from ._drawn import legend_names, notes, row_names

DAYS = pd.Series(pd.date_range("2021-01-01", periods=60, freq="D"))


def bursts_table(rows=None):
    rows = rows or [
        ("nato", 1, "2017-01-02", "2017-01-15", 9.0),
        ("nato", 2, "2017-01-09", "2017-01-15", 4.0),
        ("libya", 1, "2017-02-06", "2017-02-12", 5.0),
        ("libya", 1, "2016-06-06", "2016-06-12", 1.0),
        ("trade", 1, "2016-12-05", "2016-12-11", 3.0),
    ]
    table = pd.DataFrame(rows, columns=["term", "level", "start", "end", "weight"])
    table["group"] = pd.Categorical(["all"] * len(table))
    return table.assign(start=pd.to_datetime(table["start"]), end=pd.to_datetime(table["end"]))


def changes_table(groups=("all",)):
    values = [0.1, 0.2, 0.1, 0.2, 0.7, 0.6, 0.7, 0.6]
    weeks = pd.date_range("2021-01-04", periods=8, freq="7D")
    trend = pd.concat(pd.DataFrame({"period": weeks, "group": group, "value": values}) for group in groups)
    return terms.changes(trend.assign(group=pd.Categorical(trend["group"], categories=groups), articles=20))


def interruption_table(by=None):
    values = 0.2 + 0.001 * np.arange(60) + 0.4 * (DAYS >= "2021-01-31") + 0.05 * (np.arange(60) % 3)
    return terms.interruption(values, DAYS, event="2021-01-31", every="D", by=by)


def bars(ax):
    """First day, last day and row of every bar."""
    return [
        (
            f"{mdates.num2date(bar.get_x() + 1e-6):%Y-%m-%d}",
            f"{mdates.num2date(bar.get_x() + bar.get_width() - 1 + 1e-6):%Y-%m-%d}",
            round(bar.get_y() + bar.get_height() / 2),
        )
        for bar in ax.patches
        if not isinstance(bar, StepPatch)
    ]


def lines(ax, style="-"):
    return [line for line in ax.lines if line.get_linestyle() == style]


def test_terms_are_rows_by_the_start_of_their_strongest_burst():
    ax = figures.bursts(bursts_table())
    assert row_names(ax) == ["trade", "nato", "libya"]
    assert ax.yaxis.get_inverted()
    assert set(bars(ax)) == {
        ("2016-12-05", "2016-12-11", 0),
        ("2017-01-02", "2017-01-15", 1),
        ("2017-01-09", "2017-01-15", 1),
        ("2016-06-06", "2016-06-12", 2),
        ("2017-02-06", "2017-02-12", 2),
    }


def test_a_higher_level_lies_darker_and_lower_within_the_level_below():
    ax = figures.bursts(bursts_table())
    below, above = (bar for bar in ax.patches if round(bar.get_y() + bar.get_height() / 2) == 1)
    assert above.get_height() < below.get_height()
    assert sum(above.get_facecolor()[:3]) < sum(below.get_facecolor()[:3])
    assert legend_names(ax) == ["level 1", "level 2"]


def test_bursts_of_one_level_need_no_legend():
    table = bursts_table()
    assert figures.bursts(table[table["level"] == 1]).get_legend() is None


def test_the_rows_shown_are_those_of_the_heaviest_bursts():
    assert row_names(figures.bursts(bursts_table(), n=2)) == ["nato", "libya"]


def test_groups_are_rows_where_there_is_no_term_and_stand_beside_it_where_there_is():
    table = bursts_table()
    table["group"] = pd.Categorical(["A", "A", "A", "B", "B"])
    assert row_names(figures.bursts(table)) == ["libya, B", "trade, B", "nato, A", "libya, A"]
    assert row_names(figures.bursts(table.drop(columns="term"))) == ["B", "A"]


def test_a_burst_too_short_to_be_seen_is_drawn_wider_around_its_middle():
    rows = [("a", 1, "1800-01-01", "1800-01-07", 1.0), ("b", 1, "1900-01-01", "1999-12-31", 2.0)]
    ax = figures.bursts(bursts_table(rows))
    short = min(ax.patches, key=lambda bar: bar.get_width())
    assert short.get_width() > 365
    middle = short.get_x() + short.get_width() / 2
    assert middle == pytest.approx(mdates.date2num(pd.Timestamp("1800-01-01")) + 3.5)


def test_bursts_are_drawn_as_terms_makes_them():
    said = pd.Series((DAYS.index % 9 == 0) | DAYS.between("2021-02-01", "2021-02-07"))
    table = terms.bursts(said, DAYS, every="D")
    ax = figures.bursts(table)
    assert row_names(ax) == ["all"]
    ax.figure.canvas.draw()


def test_changes_are_steps_between_levels_with_their_dates():
    ax = figures.changes(changes_table())
    (steps,) = (patch for patch in ax.patches if isinstance(patch, StepPatch))
    values, edges, _ = steps.get_data()
    assert values == pytest.approx([0.15, 0.65])
    assert [f"{mdates.num2date(edge):%m-%d}" for edge in edges] == ["01-04", "02-01", "02-22"]
    assert notes(ax) == ["2021-02-01"]


def test_changes_of_groups_have_their_colours_and_no_dates():
    table = changes_table(("one", "two", "three"))
    ax = figures.changes(table[table["group"] != "one"])
    steps = [patch for patch in ax.patches if isinstance(patch, StepPatch)]
    assert [to_hex(patch.get_edgecolor()).upper() for patch in steps] == list(PALETTE[1:3])
    assert not ax.texts


@pytest.mark.parametrize(("freq", "words"), [("YS", "2005"), ("MS", "2001-05"), ("7D", "2001-02-05")])
def test_dates_of_changes_are_as_exact_as_their_periods(freq, words):
    periods = pd.date_range("2001-01-01", periods=9, freq=freq)
    values = [0.1, 0.2, 0.1, 0.2, 0.7, 0.6, 0.7, 0.6, 0.7]
    trend = pd.DataFrame({"period": periods, "group": "all", "value": values, "articles": 20})
    if freq == "7D":
        words = f"{periods[4]:%Y-%m-%d}"
    assert notes(figures.changes(terms.changes(trend))) == [words]


def test_dates_that_would_cover_each_other_are_not_written():
    days = pd.to_datetime(["1900-01-01", "1950-01-01", "1951-01-01", "2000-01-01"])
    table = pd.DataFrame(
        {"period": days[1:3], "before": [1.0, 2], "after": [2.0, 3], "start": days[:2], "end": days[2:]}
    )
    ax = figures.changes(table.assign(group="all"))
    assert notes(ax) == ["1950"]


def test_an_interruption_is_two_lines_one_gone_on_and_an_interval():
    table = interruption_table()
    ax = figures.interruption(table)
    row = table.set_index("quantity")
    before, after, interval = lines(ax)
    assert before.get_ydata()[1] == pytest.approx(row.loc["level", "estimate"] - row.loc["slope", "estimate"])
    assert after.get_ydata()[0] == pytest.approx(row.loc[["level", "level_change"], "estimate"].sum())
    (gone_on,) = lines(ax, ":")
    event = mdates.date2num(pd.Timestamp("2021-01-31"))
    assert np.interp(event, *gone_on.get_data()) == pytest.approx(row.loc["level", "estimate"])
    assert after.get_xdata()[0] == event
    ends = row.loc["level", "estimate"] + row.loc["level_change", ["low", "high"]].to_numpy(float)
    assert interval.get_ydata() == pytest.approx(ends)
    assert notes(ax) == ["2021-01-31"]


def test_groups_of_an_interruption_have_their_colours_and_those_without_a_line_are_passed_over():
    by = pd.Series(pd.Categorical(["few"] * 2 + ["one", "two"] * 29, categories=["few", "one", "two"]))
    ax = figures.interruption(interruption_table(by))
    assert {line.get_color() for line in lines(ax)} == set(PALETTE[1:3])


def test_an_interruption_without_a_line_says_what_it_takes():
    table = terms.interruption(pd.Series([1.0, 2]), DAYS, event="2021-01-02", every="D")
    with pytest.raises(ValueError, match=r"no group has one\. It takes at least 3 periods"):
        figures.interruption(table)


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (figures.bursts, bursts_table()),
        (figures.changes, changes_table()),
        (figures.interruption, interruption_table()),
    ],
)
def test_rows_in_any_order_make_the_same_picture(draw, table):
    pictures = []
    for rows in (table, table.sample(frac=1, random_state=4)):
        figure = draw(rows).figure
        figure.canvas.draw()
        pictures.append(np.asarray(figure.canvas.buffer_rgba()).copy())
    assert np.array_equal(*pictures)


def test_steps_and_lines_are_drawn_on_the_trend_and_leave_its_time_axis_alone():
    values = pd.Series(0.1 + 0.5 * (DAYS >= "2021-01-31") + 0.01 * (DAYS.index % 3))
    trend = terms.trend(values, DAYS, every="D")
    ax = figures.trend(trend)
    limits = ax.get_xlim()
    figures.changes(terms.changes(trend), ax=ax)
    figures.interruption(terms.interruption(values, DAYS, event="2021-01-31", every="D"), ax=ax)
    assert ax.get_xlim() == limits
    assert ax.get_xlabel() == "day"


def test_to_have_found_no_burst_and_no_change_is_a_result_that_can_be_drawn():
    assert notes(figures.bursts(bursts_table().iloc[:0])) == ["no bursts"]
    trend = terms.trend(pd.Series(0.1, index=DAYS.index), DAYS, every="D")
    none = terms.changes(trend)
    assert notes(figures.changes(none)) == ["no change of level"]
    ax = figures.trend(trend)
    before = len(ax.get_children())
    assert len(figures.changes(none, ax=ax).get_children()) == before


def test_a_rate_does_not_go_on_below_0():
    days = pd.Series(pd.date_range("2021-01-01", periods=20))
    falling = pd.Series([10.0 - i for i in range(10)] + [3.0, 1, 2, 1, 2, 1, 2, 1, 2, 1])
    for exposure, lowest in ((pd.Series(1.0, days.index), 0), (None, -9)):
        table = terms.interruption(falling, days, event="2021-01-11", every="D", exposure=exposure)
        [dotted] = [line for line in figures.interruption(table).get_lines() if line.get_linestyle() == ":"]
        assert dotted.get_ydata().min() == pytest.approx(lowest, abs=1e-9)
