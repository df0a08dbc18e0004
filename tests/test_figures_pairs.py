"""Words that go together as rows of dots: collocations, co-occurrence."""

import numpy as np
import pandas as pd
import pytest

from analysis import figures

from ._drawn import intervals, notes, row_names


def collocations_table(size=6):
    names = ["prime minister", "white house", "of the", "north korea", "more than", "the prime minister"][:size]
    numbers = np.arange(len(names), dtype=float)
    return pd.DataFrame(
        {
            "count": (1263 - 200 * numbers).astype(int),
            "articles": (400 - 50 * numbers).astype(int),
            "lambda": 8 - 1.5 * numbers,
            "z": 40 - 5 * numbers,
        },
        index=pd.Index(names, name="collocation"),
    )


def pairs_table(words=("libya",) * 4):
    others = ["syria", "coast", "migrants", "oil"]
    index = pd.MultiIndex.from_arrays([list(words), others], names=["word", "other"])
    facts = {"count": [1035, 8, 7, 6], "expected": 0.5, "articles": [32, 7, 6, 3]}
    return pd.DataFrame(facts | {"log_dice": [8.0, 6.1, 5.8, 4.9], "pmi": [5.5, 5.2, 5.1, -1.0]}, index=index)


def dots(ax):
    return [(x, y) for line in ax.lines if line.get_marker() == "o" for x, y in zip(*line.get_data(), strict=True)]


def columns(ax):
    """The numbers beside the rows, as a dict of columns from top to bottom."""
    texts = notes(ax)
    half = len(texts) // 2
    return {texts[0]: texts[1:half], texts[half]: texts[half + 1 :]}


def test_the_first_collocations_of_the_table_are_shown_in_its_order():
    ax = figures.collocations(collocations_table(), n=2)
    assert row_names(ax) == ["prime minister", "white house"]
    assert dots(ax) == [(8, 0), (6.5, 1)]
    assert ax.yaxis.get_inverted()


def test_the_interval_of_lambda_is_wald_s():
    """With z = 40 the standard error is 8 / 40 = 0.2, and half the interval 0.392."""
    ax = figures.collocations(collocations_table(1))
    assert intervals(ax) == [pytest.approx((7.608, 8.392), abs=1e-4)]
    assert "95 % interval" in ax.get_xlabel()
    assert "ordered by z" in ax.get_xlabel()


def test_an_interval_of_a_negative_lambda_is_not_turned_and_of_none_unknown():
    table = collocations_table(3).assign(**{"lambda": [-2.0, 0.0, -4.0], "z": [-10.0, 0.0, -20.0]})
    ax = figures.collocations(table)
    assert len(dots(ax)) == 3
    assert all(low < high for low, high in intervals(ax))
    assert len(intervals(ax)) == 2


def test_a_table_in_another_order_is_not_said_to_be_ordered_by_z():
    table = collocations_table().sort_values("count")
    ax = figures.collocations(table)
    assert row_names(ax) == list(table.index)
    assert "in the order of the table" in ax.get_xlabel()


def test_the_company_of_one_word_is_named_by_the_other_words():
    ax = figures.cooccurrence(pairs_table())
    assert row_names(ax) == ["syria", "coast", "migrants", "oil"]
    assert ax.get_xlabel() == "near “libya”, by logDice: one more is twice as strong"
    assert dots(ax) == [(8.0, 0), (6.1, 1), (5.8, 2), (4.9, 3)]


def test_pairs_of_several_words_are_named_by_both():
    ax = figures.cooccurrence(pairs_table(["libya", "a", "b", "c"]), n=2)
    assert row_names(ax) == ["libya · syria", "a · coast"]
    assert "near" not in ax.get_xlabel()


def test_another_measure_is_drawn_and_named_in_the_order_of_the_table():
    ax = figures.cooccurrence(pairs_table().iloc[::-1], measure="pmi")
    assert dots(ax) == [(-1.0, 0), (5.1, 1), (5.2, 2), (5.5, 3)]
    assert ax.get_xlabel().endswith("0 is chance, 1 twice as often\nin the order of the table")
    mine = figures.cooccurrence(pairs_table().assign(mine=1.0)[["count", "articles", "mine"]])
    assert mine.get_xlabel() == "near “libya”, by mine"


def test_differences_of_less_than_a_bit_do_not_fill_the_axis():
    table = pairs_table().assign(log_dice=[10.7, 10.7, 10.69, 10.69])
    left, right = figures.cooccurrence(table).get_xlim()
    assert right - left >= 1
    assert figures.cooccurrence(table.assign(log_dice=np.nan)).get_xlim()[0] < np.inf


@pytest.mark.parametrize("draw", [figures.collocations, figures.cooccurrence])
def test_counts_and_articles_stand_beside_the_rows(draw):
    table = collocations_table(4) if draw is figures.collocations else pairs_table()
    ax = draw(table, n=2)
    count, articles = table["count"].head(2), table["articles"].head(2)
    assert columns(ax) == {"count": [f"{n:,}" for n in count], "articles": [f"{n:,}" for n in articles]}
    ax.figure.canvas.draw()
    frame, figure = ax.get_window_extent(), ax.figure.bbox
    for text in ax.texts:
        assert text.get_window_extent().x0 >= frame.x1
        assert text.get_window_extent().x1 <= figure.x1
        assert text.get_window_extent().y1 <= figure.y1


@pytest.mark.parametrize(
    ("draw", "table", "column"),
    [(figures.collocations, collocations_table(), "lambda"), (figures.cooccurrence, pairs_table(), "log_dice")],
)
def test_a_missing_value_leaves_its_row_without_a_dot(draw, table, column):
    ax = draw(table.assign(**{column: table[column].where(table[column] < table[column].max())}))
    ax.figure.canvas.draw()
    assert len(row_names(ax)) == len(table)
    assert np.isnan(dots(ax)[0][0])


def test_a_missing_count_leaves_its_place_empty():
    ax = figures.collocations(collocations_table(2).assign(count=[np.nan, 7]))
    assert columns(ax) == {"count": ["7"], "articles": ["400", "350"]}


def test_a_table_of_pairs_with_another_index_is_refused():
    with pytest.raises(ValueError, match="its index `word` and `other`"):
        figures.cooccurrence(pairs_table().reset_index())


def test_a_table_of_pairs_without_the_measure_says_so():
    with pytest.raises(ValueError, match="this one lacks 'npmi'"):
        figures.cooccurrence(pairs_table(), measure="npmi")
    with pytest.raises(ValueError, match="this one lacks 'log_dice'"):
        figures.cooccurrence(pairs_table()[["count", "articles"]])


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_collocations():
    return figures.collocations(collocations_table()).figure


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_cooccurrence():
    return figures.cooccurrence(pairs_table()).figure
