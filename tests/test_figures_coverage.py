"""The heat map of coverage."""

import pandas as pd
import pytest

from analysis import corpus, figures


def test_cells_hold_the_counts_and_empty_ones_nothing(articles):
    ax = figures.coverage(corpus.coverage(articles, by=articles["outlet"]))
    assert sorted(text.get_text() for text in ax.texts) == ["1", "1", "2"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Courier", "Ledger"]


def test_many_periods_are_told_by_colour_and_a_few_dates():
    table = pd.DataFrame({"A": range(300)}, index=pd.date_range("2020-01-01", periods=300))
    ax = figures.coverage(table)
    assert not ax.texts
    assert len(ax.get_xticks()) == 12


def test_an_empty_table_names_its_maker():
    with pytest.raises(ValueError, match=r"draws the table that corpus\.coverage makes; this one is empty"):
        figures.coverage(pd.DataFrame())
