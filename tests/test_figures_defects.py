"""The defects of a corpus as bars: check."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis import corpus, figures


@pytest.fixture
def table():
    index = pd.Index(["no title", "template", "mojibake"], name="defect")
    return pd.DataFrame({"articles": [3, 600, 1], "share": [0.0008, 0.15, 0.0003]}, index=index)


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_the_most_frequent_defect_is_on_top_with_its_number_and_share(table):
    ax = figures.check(table)
    assert names(ax) == ["template", "no title", "mojibake"]
    assert [bar.get_width() for bar in ax.patches[:3]] == [600, 3, 1]
    assert [text.get_text() for text in ax.texts] == ["600 (15 %)", "3 (< 0.1 %)", "1 (< 0.1 %)"]
    assert ax.yaxis.get_inverted()


def test_n_shows_the_most_frequent(table):
    assert names(figures.check(table, n=1)) == ["template"]
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        figures.check(table, n=0)


def test_numbers_stand_inside_the_figure(table):
    ax = figures.check(table)
    ax.figure.canvas.draw()
    right = ax.get_window_extent().x1
    assert all(text.get_window_extent().x1 <= right for text in ax.texts)


def test_no_defect_is_said(table):
    ax = figures.check(table[:0])
    assert [text.get_text() for text in ax.texts] == ["No defect was found by these rules."]


def test_the_table_of_check_is_drawn_and_not_changed(articles):
    table = corpus.check(articles)
    before = table.copy()
    _, axes = plt.subplots(1, 2)
    assert figures.check(table, ax=axes[1]) is axes[1]
    pd.testing.assert_frame_equal(table, before)


def test_another_table_names_the_function_that_makes_it(table):
    with pytest.raises(ValueError, match=r"corpus\.check makes; this one lacks 'share'"):
        figures.check(table.drop(columns="share"))
    with pytest.raises(TypeError, match="a DataFrame; got Series"):
        figures.check(table["share"])
