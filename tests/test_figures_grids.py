"""Tables drawn as tables: top_terms, shares."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Rectangle

from analysis import figures
from analysis.figures.grids import FOUND, HEAT, SEED


def term_table(topics, *, depth=10):
    rows = [(topic, i + 1, f"{topic} {i}", 0.1 / (i + 1), i % 3 == 0) for topic in topics for i in range(depth)]
    table = pd.DataFrame(rows, columns=["topic", "rank", "term", "probability", "seed"])
    table["topic"] = pd.Categorical(table["topic"], categories=topics)
    return table


def cells(ax):
    """Text of every cell of the heat map, by row and column."""
    return {(int(t.get_position()[1]), int(t.get_position()[0])): t.get_text() for t in ax.texts}


def luminance(colour):
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]


def names(labels):
    return [label.get_text() for label in labels]


def test_topics_stand_in_the_order_of_their_categories_and_terms_in_that_of_their_ranks():
    table = term_table(["NATO", "Libya"], depth=2).sample(frac=1, random_state=3)
    ax = figures.top_terms(table)
    assert names(ax.texts) == ["NATO", "NATO 0", "NATO 1", "Libya", "Libya 0", "Libya 1"]


def test_only_the_first_ranks_are_shown():
    assert names(figures.top_terms(term_table(["NATO"]), n=1).texts) == ["NATO", "NATO 0"]


def test_bars_share_one_scale_and_the_label_gives_it():
    table = term_table(["NATO", "Libya"], depth=2)
    table["probability"] = [0.08, 0.04, 0.02, 0.0]
    ax = figures.top_terms(table)
    widths = [patch.get_width() for patch in ax.patches if isinstance(patch, Rectangle)]
    assert np.allclose(np.array(widths) / max(widths), [1, 0.5, 0.25, 0])
    assert "the longest 8 %" in ax.get_legend().get_title().get_text()


def test_seeds_are_bold_on_blue_and_a_legend_says_so():
    table = term_table(["NATO"], depth=2)  # the first is a seed, the second is not
    ax = figures.top_terms(table)
    assert [text.get_weight() for text in ax.texts[1:]] == ["bold", "normal"]
    assert [to_hex(patch.get_facecolor()) for patch in ax.patches] == [SEED, FOUND]
    assert names(ax.get_legend().get_texts()) == ["seed (bold)", "found by the model"]


def test_eight_topics_fold_into_two_rows_of_four():
    ax = figures.top_terms(term_table([f"topic {i}" for i in range(8)]))
    heads = [text.get_position() for text in ax.texts if text.get_text().count(" ") == 1]
    assert sorted({x for x, _ in heads}) == [0, 1, 2, 3]
    assert len({y for _, y in heads}) == 2


def test_a_topic_that_the_table_does_not_hold_takes_no_room():
    table = term_table(["NATO", "Libya", "trade"], depth=1)
    assert names(figures.top_terms(table[table["topic"] == "trade"]).texts) == ["trade", "trade 0"]


def test_no_term_reaches_into_the_next_column():
    table = term_table(["NATO", "Libya"], depth=1).assign(term="w" * 60, seed=True)
    ax = figures.top_terms(table)
    ax.figure.canvas.draw()
    boxes = [text.get_clip_box() for text in ax.texts if text.get_text().startswith("w")]
    edges = ax.transData.transform([(1, 0), (2, 0)])[:, 0]
    assert len(boxes) == 2
    assert all(box.x1 <= edge for box, edge in zip(boxes, edges, strict=True))


@pytest.mark.parametrize("seed", ["yes", 1, None])
def test_seeds_must_be_true_or_false(seed):
    with pytest.raises(ValueError, match="`seed` as True or False"):
        figures.top_terms(term_table(["NATO"]).assign(seed=seed))


def test_probabilities_of_zero_draw_no_bar_and_raise_nothing():
    ax = figures.top_terms(term_table(["NATO"]).assign(probability=0.0))
    assert {patch.get_width() for patch in ax.patches} == {0}


def shares_table(rows=4):
    named = pd.DataFrame({"NATO": [0.5, 0.0, 0.004, 0.25], "Libya": [0.1, 0.9, 0.0, 0.25]})
    table = named.assign(**{"other 1": 0.1, "other 2": 0.9 - named.sum(axis=1)})
    table.index = pd.Index([f"a{i}" for i in range(4)], name="article_id")
    return table.head(rows)


def test_each_article_is_a_row_and_each_named_topic_a_column_in_percent():
    ax = figures.shares(shares_table())
    assert names(ax.get_yticklabels()) == ["a0", "a1", "a2", "a3"]
    assert names(ax.get_xticklabels()) == ["NATO", "Libya", "the rest"]
    shown = cells(ax)
    assert [shown[row, 0] for row in range(4)] == ["50", "0", "<1", "25"]
    assert [shown[row, 1] for row in range(4)] == ["10", "90", "0", "25"]


def test_the_unnamed_topics_are_added_up_into_one_column():
    shown = cells(figures.shares(shares_table()))
    assert [shown[row, 2] for row in range(4)] == ["40", "10", "100", "50"]


def test_the_rest_does_not_bleach_the_named_topics():
    ax = figures.shares(shares_table(1))
    (heat,) = [area for area in ax.collections if isinstance(area, QuadMesh)]
    assert np.allclose(heat.get_array(), [[1, 0.2]])  # 0.5 and 0.1 of the largest named share


def test_a_topic_that_is_called_other_by_its_researcher_is_a_named_one():
    table = shares_table().rename(columns={"NATO": "other"})
    assert names(figures.shares(table).get_xticklabels()) == ["other", "Libya", "the rest"]


def test_without_named_topics_every_unnamed_one_is_shown():
    table = shares_table()[["other 1", "other 2"]]
    assert names(figures.shares(table).get_xticklabels()) == ["other 1", "other 2"]


def test_of_many_articles_those_with_the_largest_named_share_stay_in_the_order_of_the_table():
    table = shares_table()
    ax = figures.shares(table, n=2)  # 0.5 in a0 and 0.9 in a1 are the largest
    assert names(ax.get_yticklabels()) == ["a0", "a1"]
    assert names(figures.shares(table.iloc[::-1], n=2).get_yticklabels()) == ["a1", "a0"]


def test_an_article_without_words_is_hatched_and_labelled_and_the_first_to_give_way():
    table = shares_table()
    table.loc["a1"] = np.nan
    ax = figures.shares(table)
    assert [patch.get_hatch() for patch in ax.patches] == ["////"]
    assert names(ax.texts).count("no words") == 1
    assert names(figures.shares(table, n=3).get_yticklabels()) == ["a0", "a2", "a3"]


def test_a_table_of_nothing_but_articles_without_words_can_be_drawn():
    ax = figures.shares(shares_table() * np.nan)
    ax.figure.canvas.draw()
    assert names(ax.texts) == ["no words"] * 4


def test_all_shares_zero_and_one_single_cell_can_be_drawn():
    ax = figures.shares(pd.DataFrame({"NATO": [0.0]}, index=["a1"]))
    ax.figure.canvas.draw()
    assert cells(ax) == {(0, 0): "0"}


def test_every_value_can_be_read_on_its_colour():
    table = pd.DataFrame({f"topic {i}": [i / 20] for i in range(21)}, index=["a1"])
    ax = figures.shares(table)
    (heat,) = [area for area in ax.collections if isinstance(area, QuadMesh)]
    for text, share in zip(ax.texts, heat.get_array().ravel(), strict=True):
        darker, lighter = sorted([luminance(text.get_color()), luminance(HEAT(share))])
        assert (lighter + 0.05) / (darker + 0.05) > 4.5  # WCAG 2.2, 1.4.3


def test_equal_steps_of_a_share_are_equal_steps_of_lightness():
    cones = [
        [0.41222147, 0.53633254, 0.05144599],
        [0.2119035, 0.68069955, 0.10739696],
        [0.08830246, 0.28171884, 0.6299787],
    ]
    colours = HEAT(np.linspace(0, 1, 9))[:, :3]
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    lightness = np.cbrt(linear @ np.transpose(cones)) @ [0.21045426, 0.79361779, -0.00407205]  # OKLab's L
    steps = -np.diff(lightness)
    assert steps.min() > 0.95 * steps.max() > 0


def test_long_names_of_topics_are_turned():
    table = shares_table().rename(columns={"NATO": "trade between the states"})
    labels = figures.shares(table).get_xticklabels()
    assert {label.get_rotation() for label in labels} == {40}
    assert labels[0].get_text() == "trade between the sta\N{HORIZONTAL ELLIPSIS}"


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_top_terms():
    return figures.top_terms(term_table(["NATO", "sanctions", "Libya"], depth=5)).figure


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_shares():
    table = shares_table()
    table.loc["a2"] = np.nan
    return figures.shares(table).figure
