"""A number of each article in strips, one for each group: diversity."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex

from analysis import figures, terms
from analysis.figures.strips import READ
from analysis.figures.style import PALETTE

from ._drawn import notes, row_names

OUTLETS = ["bbc.com", "cnn.com", "tass.com"]


def table_of(**values):
    """A table with the given values of each outlet, in their order."""
    rows = [(outlet, value) for outlet, own in values.items() for value in own]
    table = pd.DataFrame(rows, columns=["group", "mattr"])
    table["group"] = pd.Categorical(table["group"], categories=list(values))
    return table


def strips(ax):
    return [np.asarray(part.get_offsets()) for part in ax.collections if isinstance(part, PathCollection)]


def example(size=60):
    random = np.random.default_rng(sum(map(ord, "strips")))
    return table_of(**{name: random.normal(0.6 + 0.05 * i, 0.04, size) for i, name in enumerate(OUTLETS)})


def test_every_article_is_a_dot_at_its_value_in_the_row_of_its_group():
    ax = figures.diversity(table_of(A=[0.7, 0.5, 0.6], B=[0.2]))
    first, second = strips(ax)
    assert first[:, 0].tolist() == [0.5, 0.6, 0.7]
    assert (np.abs(first[:, 1]) < 0.4).all()
    assert second.tolist() == [[0.2, 1]]


def test_the_group_with_the_largest_median_is_on_top_in_its_colour():
    ax = figures.diversity(table_of(A=[0.5, 0.5, 0.9], B=[0.6, 0.6, 0.1], C=[0.7]))
    assert row_names(ax) == ["C", "B", "A"]
    drawn = [to_hex(part.get_facecolors()[0]).upper() for part in ax.collections if isinstance(part, PathCollection)]
    assert drawn == [PALETTE[2], PALETTE[1], PALETTE[0]]


def test_groups_that_have_an_order_keep_it():
    table = table_of(A=[0.5], B=[0.6])
    table["group"] = table["group"].cat.as_ordered()
    assert row_names(figures.diversity(table)) == ["A", "B"]


def test_the_median_and_the_middle_half_are_marked():
    ax = figures.diversity(table_of(A=[0.1, 0.2, 0.3, 0.4, 0.9]))
    medians = [line.get_xdata()[0] for line in ax.lines]
    halves = [lines.get_segments()[0][:, 0] for lines in ax.collections if isinstance(lines, LineCollection)]
    assert medians == [0.3]
    assert halves[-1].tolist() == [0.2, 0.4]
    assert "median" in ax.get_xlabel()


def test_articles_without_the_measure_are_counted_beside_the_row():
    ax = figures.diversity(table_of(A=[0.5, np.nan, np.nan], B=[0.4, 0.4], C=[np.nan]))
    assert row_names(ax) == ["A", "B", "C"]
    assert notes(ax) == ["1 of 3", "2", "0 of 1", "articles"]
    assert [len(strip) for strip in strips(ax)] == [1, 2]


def test_without_groups_there_is_one_strip():
    ax = figures.diversity(example()[["mattr"]])
    assert row_names(ax) == ["all articles"]
    assert len(strips(ax)[0]) == 180


def test_dots_spread_where_articles_are_many():
    ax = figures.diversity(table_of(A=[*np.linspace(0.500, 0.501, 200), 0.6]))
    (dots,) = strips(ax)
    heights = np.abs(dots[:, 1])
    assert heights[:-1].max() > 0.35
    assert heights.max() < 0.4
    assert heights[-1] < 0.01


def test_the_order_of_articles_does_not_change_the_picture():
    table = example()
    one, other = (strips(figures.diversity(rows)) for rows in (table, table.sample(frac=1, random_state=1)))
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_another_measure_is_drawn_and_named_on_its_axis():
    table = example().rename(columns={"mattr": "mtld"})
    assert "MTLD" in figures.diversity(table, measure="mtld").get_xlabel()
    assert figures.diversity(table.rename(columns={"mtld": "own"}), measure="own").get_xlabel().startswith("own\n")


@pytest.mark.parametrize("values", [[0.5], [0.5, 0.5, 0.5], [0.0, 0.0], [0.2, np.inf]])
def test_a_few_articles_or_equal_ones_are_drawn(values):
    ax = figures.diversity(table_of(A=values))
    ax.figure.canvas.draw()
    assert len(strips(ax)[0]) == np.isfinite(values).sum()


def test_no_article_with_the_measure_says_what_to_do():
    with pytest.raises(ValueError, match=r"no article with a 'mattr'.*choose a shorter one in terms\.diversity"):
        figures.diversity(table_of(A=[np.nan, np.nan]))


def test_a_measure_that_the_table_lacks_is_named():
    with pytest.raises(ValueError, match=r"terms\.diversity makes; this one lacks 'hdd'"):
        figures.diversity(example(), measure="hdd")


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_diversity():
    return figures.diversity(example()).figure


def test_readability_is_drawn_in_the_same_way_and_says_which_way_it_goes():
    table = terms.readability(pd.DataFrame({"text": ["The cat sat.", "Interdependent economies deteriorate.", None]}))
    ax = figures.readability(table.assign(group=["easy", "hard", "hard"]), measure="flesch")
    assert row_names(ax) == ["easy", "hard"]
    assert "large is easier" in ax.get_xlabel()
    assert "LIX: large is harder" in figures.readability(table).get_xlabel()
    with pytest.raises(ValueError, match=r"no article with a 'lix'\. Articles without words have none"):
        figures.readability(table.iloc[2:])
    with pytest.raises(ValueError, match=r"terms\.readability makes; this one lacks 'atesman'"):
        figures.readability(table, measure="atesman")


@pytest.mark.parametrize("language", ["en", "de", "es", "it", "ru", "tr", "fr"])
def test_every_measure_of_readability_has_a_name_for_its_axis(language):
    table = terms.readability(pd.DataFrame({"text": ["A."]}), language=language)
    assert set(table.columns) - {"sentences", "words", "syllables", "letters"} <= set(READ)
