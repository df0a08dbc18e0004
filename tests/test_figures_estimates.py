"""What is estimated about topics: stability, effects."""

import numpy as np
import pandas as pd
import pytest

from analysis import figures
from analysis.figures.style import PALETTE

from ._drawn import intervals, legend_names, row_names

OUTLETS = ["bbc.com", "cnn.com", "tass.com"]
TOPICS = ["NATO", "Libya"]


def stability_table(groups=OUTLETS):
    rows = [(topic, group, 0.1 + 0.02 * i) for topic in TOPICS for i, group in enumerate(groups)]
    table = pd.DataFrame(rows, columns=["topic", "group", "share"])
    table["verdict"] = table["topic"].map({"NATO": "weakly seeded", "Libya": "stable"})
    table = table.astype({"topic": pd.CategoricalDtype(TOPICS), "group": pd.CategoricalDtype(groups)})
    return table.assign(low=table["share"] - 0.03, high=table["share"] + 0.03)


def effects_table():
    rows = [(topic, outlet, 0.01 * i) for topic in TOPICS for i, outlet in enumerate(OUTLETS[1:], 1)]
    table = pd.DataFrame(rows, columns=["topic", "contrast", "effect"])
    table["topic"] = pd.Categorical(table["topic"], categories=TOPICS)
    table["contrast"] = pd.Categorical(table["contrast"], categories=[*OUTLETS, "slope"])
    table = table.assign(group="all", covariate="outlet", reference="bbc.com")
    return table.assign(low=table["effect"] - 0.015, high=table["effect"] + 0.015, p_adjusted=[0.2, 0.01, 0.2, 0.01])


def dots(ax):
    """Place, colour and whether it is filled, of every dot."""
    marked = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    return [
        (x, y, line.get_color(), line.get_markerfacecolor() == line.get_color())
        for line in marked
        for x, y in zip(*line.get_data(), strict=True)
    ]


def test_what_is_doubtful_about_a_topic_stands_beside_its_name():
    ax = figures.stability(stability_table())
    assert row_names(ax) == ["NATO (weakly seeded)", "Libya"]
    assert legend_names(ax) == OUTLETS
    assert "topics fitted again" in ax.get_xlabel()


def test_a_long_verdict_is_not_cut_before_the_topic_that_absorbs():
    table = stability_table().assign(verdict="absorbed by other 26")
    assert row_names(figures.stability(table))[0] == "NATO (absorbed by other 26)"


def test_shares_and_intervals_are_drawn_where_the_table_has_them():
    ax = figures.stability(stability_table())
    assert {(round(x, 2), round(y), colour) for x, y, colour, _ in dots(ax)} == {
        (round(0.1 + 0.02 * i, 2), row, PALETTE[i]) for i in range(3) for row in range(2)
    }
    expected = [(round(0.07 + 0.02 * i, 2), round(0.13 + 0.02 * i, 2)) for i in range(3) for _ in range(2)]
    assert sorted((round(low, 2), round(high, 2)) for low, high in intervals(ax)) == sorted(expected)
    assert ax.get_xlim()[0] <= 0


def test_effects_keep_the_colours_of_outlets_and_are_filled_where_they_are_sure():
    ax = figures.effects(effects_table())
    assert row_names(ax) == TOPICS
    assert legend_names(ax) == OUTLETS[1:]
    assert {(x, round(y), colour, filled) for x, y, colour, filled in dots(ax)} == {
        (0.01, 0, PALETTE[1], False), (0.02, 0, PALETTE[2], True),
        (0.01, 1, PALETTE[1], False), (0.02, 1, PALETTE[2], True),
    }  # fmt: skip
    assert ax.get_xlabel().split("\n")[0] == "outlet, each against bbc.com"
    assert "hollow" in ax.get_xlabel()
    assert "hollow" not in figures.effects(effects_table().assign(p_adjusted=0.01)).get_xlabel()


def test_no_effect_is_in_the_picture_and_points_have_their_signs():
    ax = figures.effects(effects_table().assign(effect=0.05, low=0.04, high=0.06))
    left, right = ax.get_xlim()
    assert left < 0 < right
    assert [ax.xaxis.get_major_formatter()(value, 0) for value in (0.02, -0.005, 0)] == ["+2", "−0.5", "0"]


def test_one_contrast_in_several_groups_has_the_groups_as_marks():
    table = effects_table().query("contrast == 'tass.com'")
    table = pd.concat([table.assign(group=group) for group in ("before", "later")])
    ax = figures.effects(table)
    assert legend_names(ax) == ["before", "later"]
    assert ax.get_xlabel().startswith("outlet, tass.com against bbc.com\n")


def test_a_slope_has_no_reference():
    table = effects_table().query("contrast == 'tass.com'")
    table = table.assign(covariate="date", contrast="slope per day", reference=None)
    assert figures.effects(table).get_xlabel().startswith("date, slope per day\n")


def test_several_covariates_or_several_of_both_are_refused_with_the_remedy():
    table = effects_table()
    with pytest.raises(ValueError, match=r"one covariate at a time; this table has 2.*\"covariate\"\] == 'outlet'"):
        figures.effects(pd.concat([table, table.assign(covariate="date")]))
    with pytest.raises(ValueError, match="this table has 2 and 2"):
        figures.effects(pd.concat([table, table.assign(group="other")]))


@pytest.mark.parametrize(
    ("draw", "table"), [(figures.stability, stability_table()), (figures.effects, effects_table())]
)
def test_an_unknown_interval_leaves_the_dot(draw, table):
    ax = draw(table.assign(low=np.nan, high=np.nan))
    assert intervals(ax) == []
    assert len(dots(ax)) == len(table)


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_effects():
    return figures.effects(effects_table()).figure
