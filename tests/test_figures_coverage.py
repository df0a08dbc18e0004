"""The heat map of coverage."""

import pandas as pd
import pytest

from analysis import corpus, figures

from ._drawn import row_names


def test_cells_hold_the_counts_and_empty_ones_nothing(articles):
    ax = figures.coverage(corpus.coverage(articles, by=articles["outlet"]))
    assert sorted(text.get_text() for text in ax.texts) == ["1", "1", "2"]
    assert row_names(ax) == ["Courier", "Ledger"]


def test_many_periods_are_told_by_colour_and_a_few_dates():
    table = pd.DataFrame({"A": range(300)}, index=pd.date_range("2020-01-01", periods=300))
    ax = figures.coverage(table)
    assert not ax.texts
    assert len(ax.get_xticks()) == 12


def test_periods_that_are_words_are_refused_with_the_remedy():
    with pytest.raises(ValueError, match=r"needs `period` as dates \(datetime64\) in the index.* with pd\.to_datetime"):
        figures.coverage(pd.DataFrame({"A": [1]}, index=["2020-01-01"]))
