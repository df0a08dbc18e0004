"""Where hits stand, in time and in articles."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from analysis import figures, terms
from analysis.figures.style import PALETTE

from ._drawn import notes, row_names

OUTLETS = ["bbc.com", "cnn.com", "tass.com"]


def in_time(days=("2021-01-04", "2021-01-04", "2021-01-05"), outlets=("tass.com", "tass.com", "cnn.com")):
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(days))],
            "start": range(len(days)),
            "date": pd.to_datetime(list(days)),
            "outlet": pd.Categorical(outlets, categories=OUTLETS),
        }
    )


def in_articles():
    return pd.DataFrame({"article_id": ["b", "b", "a", "c"], "start": [0, 50, 30, 1], "length": [100, 100, 40, 4]})


def ticks(ax):
    """Row, place, height and colour of every tick."""
    return [
        (round(path[:, 1].mean(), 6), path[0, 0], round(np.ptp(path[:, 1]), 6), to_hex(lines.get_color()[0]).upper())
        for lines in ax.collections
        if isinstance(lines, LineCollection)
        for path in lines.get_segments()
    ]


def day(date):
    return (pd.Timestamp(date) - pd.Timestamp("1970-01-01")).days


def test_hits_of_a_day_are_one_tick_in_the_row_and_colour_of_their_outlet():
    ax = figures.concordance(in_time())
    assert row_names(ax) == ["cnn.com", "tass.com"]
    small = round(0.8 * np.sqrt(1 / 2), 6)
    assert ticks(ax) == [(0, day("2021-01-05"), small, PALETTE[1]), (1, day("2021-01-04"), 0.8, PALETTE[2])]
    assert notes(ax) == ["1", "2"]
    assert "the tallest: 2" in ax.get_xlabel()


def test_hours_do_not_part_a_day():
    ax = figures.concordance(in_time(("2021-01-04 08:00", "2021-01-04 20:00"), ("cnn.com", "cnn.com")))
    assert len(ticks(ax)) == 1


def test_without_outlets_all_hits_are_one_row():
    ax = figures.concordance(in_time().drop(columns="outlet"))
    assert row_names(ax) == ["all hits"]
    assert notes(ax) == ["3"]


def test_hits_without_a_date_are_counted_and_not_drawn():
    ax = figures.concordance(in_time(("2021-01-04", None, None)))
    assert len(ticks(ax)) == 1
    assert "2 hits in articles without a date are not shown" in ax.get_xlabel()
    assert "without a date" not in figures.concordance(in_time()).get_xlabel()


def test_rows_with_the_most_hits_are_shown_in_the_order_of_outlets():
    table = in_time(["2021-01-04"] * 6, ["tass.com"] * 3 + ["bbc.com"] * 2 + ["cnn.com"])
    assert row_names(figures.concordance(table, n=2)) == ["bbc.com", "tass.com"]
    assert row_names(figures.concordance(table, n=1)) == ["tass.com"]


def test_a_very_frequent_day_leaves_the_others_visible():
    table = in_time(["2021-01-04"] * 400 + ["2021-01-08"], ["cnn.com"] * 401)
    assert min(height for _, _, height, _ in ticks(figures.concordance(table))) >= 0.1


def test_places_are_shares_of_the_length_of_the_article():
    ax = figures.concordance(in_articles(), along="article")
    assert row_names(ax) == ["b", "a", "c"]
    assert [(row, place) for row, place, _, _ in ticks(ax)] == [(0, 0), (0, 0.5), (1, 0.75), (2, 0.25)]
    assert notes(ax) == ["2", "1", "1"]
    assert ax.get_xlim() == (0, 1)


def test_articles_with_the_most_hits_are_shown_in_the_order_of_the_table():
    table = in_articles().iloc[[2, 3, 0, 1]]
    assert row_names(figures.concordance(table, along="article", n=2)) == ["a", "b"]


def test_a_table_of_terms_concordance_is_drawn_as_the_docstring_says(articles):
    lines = terms.concordance(articles, "libya | nato")
    joined = lines.join(articles[["date", "outlet"]], on="article_id")
    ax = figures.concordance(joined)
    assert row_names(ax) == ["Courier", "Ledger"]
    assert sum(map(int, notes(ax))) + joined["date"].isna().sum() == len(lines)
    joined = lines.assign(length=lines["article_id"].map(articles["text"].str.len()))
    assert len(ticks(figures.concordance(joined, along="article"))) == len(lines)


@pytest.mark.parametrize(("along", "table"), [("time", in_time()), ("article", in_articles())])
def test_a_fact_that_was_not_joined_is_asked_for(along, table):
    with pytest.raises(ValueError, match=r"needs a column '(date|length)' .* Join it: lines\."):
        figures.concordance(table[["article_id", "start"]], along=along)


def test_one_day_has_its_date_on_the_axis():
    ax = figures.concordance(in_time(["2021-01-04"], ["cnn.com"]))
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2021-01-04"]


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        (in_time((None, None, None)), {}, "found no hit with a date"),
        (in_time(outlets=("cnn.com", None, None)), {}, "needs an outlet for every hit; 2 of 3 have none"),
        (in_time(), {"along": "place"}, "`along` must be one of 'time', 'article'"),
        (in_articles().assign(length=10), {"along": "article"}, "2 of 4 hits lie behind the end"),
        (in_articles().assign(length=None), {"along": "article"}, "'length' must hold numbers"),
    ],
)
def test_what_cannot_be_drawn_is_refused(table, options, message):
    with pytest.raises(ValueError, match=message):
        figures.concordance(table, **options)
