"""Terms and topics as dots: frequency, keyness, prevalence."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import figures
from analysis.figures.style import PALETTE

from ._drawn import intervals, legend_names, row_names

OUTLETS = ["bbc.com", "cnn.com", "tass.com"]


def frequency_table(counts):
    rate = pd.Series(counts, dtype="int64").rename_axis("term")
    table = pd.DataFrame({"count": rate, "per_million": rate * 10.0, "low": rate * 8.0, "high": rate * 13.0})
    return table.assign(articles=1, rank=range(1, len(table) + 1))


def grouped_frequency_table(groups=OUTLETS):
    tables = {group: frequency_table({"nato": 30 + i, "libya": 20 - i, "un": 1}) for i, group in enumerate(groups)}
    table = pd.concat(tables, names=["group", "term"])
    categories = pd.CategoricalDtype(groups)
    return table.reset_index().astype({"group": categories}).set_index(["group", "term"])


def keyness_table(log_ratios):
    ratio = pd.Series(log_ratios, dtype=float).rename_axis("term")
    table = pd.DataFrame({"log_ratio": ratio, "low": ratio - 0.5, "high": ratio + 0.5, "g2": ratio * 10})
    return table.assign(target=5, reference=5, p=0.01, p_adjusted=0.02).sort_values("g2", ascending=False)


def prevalence_table(groups=OUTLETS):
    rows = [(topic, group, 0.1 + 0.02 * i) for topic in ["NATO", "Libya"] for i, group in enumerate(groups)]
    table = pd.DataFrame(rows, columns=["topic", "group", "share"])
    table["topic"] = pd.Categorical(table["topic"], categories=["NATO", "Libya"])
    table["group"] = pd.Categorical(table["group"], categories=groups)
    return table.assign(low=table["share"] - 0.03, high=table["share"] + 0.03, articles=9)


def dots(ax):
    """Place and colour of every dot, as (x, y, colour)."""
    marked = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    return [(x, y, line.get_color()) for line in marked for x, y in zip(*line.get_data(), strict=True)]


def test_the_most_frequent_term_is_on_top():
    ax = figures.frequency(frequency_table({"un": 1, "nato": 30, "libya": 20}), n=2)
    assert row_names(ax) == ["nato", "libya"]
    assert [(x, y) for x, y, _ in dots(ax)] == [(300, 0), (200, 1)]
    assert ax.yaxis.get_inverted()


def test_a_frequency_has_its_interval_and_its_unit():
    ax = figures.frequency(frequency_table({"nato": 30}))
    assert intervals(ax) == [(240, 390)]
    assert "per million words" in ax.get_xlabel()
    assert ax.get_xlim()[0] <= 0


def test_each_group_has_its_colour_and_the_terms_are_the_largest_of_all_groups_together():
    ax = figures.frequency(grouped_frequency_table(), n=2)
    assert row_names(ax) == ["nato", "libya"]
    assert {(x, round(y), colour) for x, y, colour in dots(ax)} == {
        (300, 0, PALETTE[0]), (310, 0, PALETTE[1]), (320, 0, PALETTE[2]),
        (200, 1, PALETTE[0]), (190, 1, PALETTE[1]), (180, 1, PALETTE[2]),
    }  # fmt: skip
    assert legend_names(ax) == OUTLETS


def test_a_group_alone_keeps_its_colour_and_needs_no_legend():
    table = grouped_frequency_table()
    ax = figures.frequency(table[table.index.get_level_values("group") == "tass.com"])
    assert {colour for _, _, colour in dots(ax)} == {PALETTE[2]}
    assert ax.get_legend() is None


def test_the_legend_stands_outside_the_data():
    ax = figures.frequency(grouped_frequency_table())
    ax.figure.canvas.draw()
    assert ax.get_legend().get_window_extent().x0 >= ax.get_window_extent().x1


def test_dots_of_thirty_groups_do_not_leave_their_row():
    ax = figures.prevalence(prevalence_table([f"outlet {i:02}" for i in range(30)]))
    assert len(dots(ax)) == 60
    assert all(abs(y - round(y)) < 0.4 for _, y, _ in dots(ax))
    assert len(legend_names(ax)) == 30


def test_keyness_shows_the_most_certain_terms_of_either_side_and_no_undecided_one():
    table = keyness_table({"t1": 3, "t2": 2, "t3": 1, "even": 0, "r3": -1, "r2": -2, "r1": -3})
    ax = figures.keyness(table, n=2)
    assert row_names(ax) == ["t1", "t2", "r2", "r1"]
    assert dots(ax) == [(3, 0, PALETTE[0]), (2, 1, PALETTE[0]), (-2, 2, PALETTE[1]), (-3, 3, PALETTE[1])]


def test_keyness_takes_terms_in_the_order_of_the_table_and_says_if_that_is_g2():
    table = keyness_table({"rare": 5, "sure": 1})
    table.loc["sure", "g2"] = 900
    assert row_names(figures.keyness(table, n=1)) == ["rare"]
    assert "ordered by the measure that orders the table" in figures.keyness(table).get_xlabel()
    ax = figures.keyness(table.loc[["sure", "rare"]], n=1)
    assert row_names(ax) == ["sure"]
    assert "ordered by log-likelihood G²" in ax.get_xlabel()


def test_keyness_draws_the_interval_of_the_log_ratio_and_names_its_scale():
    ax = figures.keyness(keyness_table({"t": 2.0, "r": -1.0}))
    assert intervals(ax) == [(1.5, 2.5), (-1.5, -0.5)]
    assert ax.xaxis.get_major_formatter()(3, 0) == ax.xaxis.get_major_formatter()(-3, 0) == "8×"
    assert ax.xaxis.get_major_formatter()(0, 0) == "equal"
    assert "log ratio" in ax.get_xlabel()
    assert "log-likelihood" in ax.get_xlabel()
    assert legend_names(ax) == ["target", "reference"]


def test_keyness_of_terms_of_one_side_only_still_shows_equality():
    ax = figures.keyness(keyness_table({"a": 3, "b": 2}), n=5)
    left, right = ax.get_xlim()
    assert left <= 0 < right
    assert row_names(ax) == ["a", "b"]


def test_an_infinite_log_ratio_is_an_arrowhead_inside_the_figure():
    table = keyness_table({"only here": 3, "b": 2, "only there": -3})
    table.loc["only here", ["log_ratio", "high"]] = np.inf
    table.loc["only there", ["log_ratio", "low"]] = -np.inf
    ax = figures.keyness(table)
    arrows = {line.get_marker(): line.get_xdata() for line in ax.lines if len(line.get_xdata()) == 1}
    left, right = ax.get_xlim()
    assert left < arrows["<"][0] < -2
    assert 2 < arrows[">"][0] < right
    assert "absent from the other part" in ax.get_xlabel()


def test_topics_keep_the_order_of_their_categories():
    ax = figures.prevalence(prevalence_table().sample(frac=1, random_state=1))
    assert row_names(ax) == ["NATO", "Libya"]
    assert ax.xaxis.get_major_formatter()(0.05, 0) == "5 %"
    assert {(round(x, 2), round(y), colour) for x, y, colour in dots(ax)} == {
        (round(0.1 + 0.02 * i, 2), row, PALETTE[i]) for i in range(3) for row in range(2)
    }


@pytest.mark.parametrize(
    ("draw", "table"),
    [
        (figures.frequency, frequency_table({"nato": 30, "libya": 20})),
        (figures.keyness, keyness_table({"nato": 3, "libya": -3})),
        (figures.prevalence, prevalence_table()),
    ],
)
def test_an_unknown_interval_leaves_the_dot(draw, table):
    ax = draw(table.assign(low=np.nan, high=np.nan))
    assert intervals(ax) == []
    assert len(dots(ax)) == len(table)


def test_all_equal_frequencies_keep_the_order_of_the_table():
    assert row_names(figures.frequency(frequency_table({"b": 2, "a": 2, "c": 2}), n=2)) == ["b", "a"]


def test_keyness_without_a_difference_says_so():
    with pytest.raises(ValueError, match="no term with a `g2` other than 0"):
        figures.keyness(keyness_table({"a": 0, "b": 0}))


def test_a_frequency_table_with_an_unknown_index_is_refused():
    table = grouped_frequency_table().rename_axis(["outlet", "term"])
    with pytest.raises(ValueError, match="`group` and `term`"):
        figures.frequency(table)


def test_colours_are_those_of_colours():
    table = prevalence_table()
    ax = figures.prevalence(table)
    drawn = {to_hex(colour).upper() for _, _, colour in dots(ax)}
    assert drawn == set(figures.colours(table["group"]).values())


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_frequency():
    return figures.frequency(grouped_frequency_table()).figure


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_keyness():
    ratios = {
        "sanctions": 3,
        "nato": 2.5,
        "kremlin": 1,
        "trump": -1,
        "house": -2,
        "said in a statement on thursday": -4,
    }
    return figures.keyness(keyness_table(ratios)).figure
