"""The defects of a corpus as bars: check."""

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


def test_numbers_stand_inside_the_figure(table):
    ax = figures.check(table)
    ax.figure.canvas.draw()
    right = ax.get_window_extent().x1
    assert all(text.get_window_extent().x1 <= right for text in ax.texts)


def test_no_defect_is_said(table):
    ax = figures.check(table[:0])
    assert [text.get_text() for text in ax.texts] == ["No defect was found by these rules."]


def test_the_table_of_check_is_drawn(articles):
    assert names(figures.check(corpus.check(articles)))
