"""Groups compared each with each, as a heat map."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from analysis import figures

from ._drawn import row_names

# Two pairs that are alike, far from each other and from a fifth; in no order of the alphabet.
NEAR = {("b.com", "e.com"): 0.9, ("a.com", "d.com"): 0.8, ("c.com", "a.com"): 0.3}


def table(names="abcde", near=NEAR, measure="cosine", rest=0.1):
    near = {frozenset(pair): value for pair, value in near.items()}
    pairs = [(f"{one}.com", f"{other}.com") for one, other in combinations(names, 2)]
    rows = [(*pair, near.get(frozenset(pair), rest)) for pair in pairs]
    return pd.DataFrame(rows, columns=["article_id", "other", measure])


def numbers(ax):
    """The number written in each cell, by the names of its row and column."""
    names = row_names(ax)
    return {(names[int(t.get_position()[1])], names[int(t.get_position()[0])]): t.get_text() for t in ax.texts}


def lightness(ax):
    """How light each cell is, by the names of its row and column."""
    mesh = ax.collections[0]
    mesh.update_scalarmappable()
    names = row_names(ax)
    cells = mesh.get_facecolors().reshape(len(names), len(names), 4)
    return {
        (one, other): sum(to_rgb(cells[i, j])) for i, one in enumerate(names) for j, other in enumerate(names) if i != j
    }


def test_groups_that_are_alike_stand_side_by_side():
    names = row_names(figures.similarity(table()))
    assert sorted(names) == [f"{name}.com" for name in "abcde"]
    assert abs(names.index("b.com") - names.index("e.com")) == 1
    assert abs(names.index("a.com") - names.index("d.com")) == 1


def test_rows_and_columns_have_one_order_that_rows_of_the_table_do_not_change():
    ax = figures.similarity(table())
    assert [label.get_text() for label in ax.get_xticklabels()] == row_names(ax)
    shuffled = table().sample(frac=1, random_state=1).rename(columns={"article_id": "other", "other": "article_id"})
    assert row_names(figures.similarity(shuffled)) == row_names(ax)


def test_both_cells_of_a_pair_hold_its_number_and_no_group_is_compared_with_itself():
    written = numbers(figures.similarity(table()))
    assert written["b.com", "e.com"] == written["e.com", "b.com"] == "0.90"
    assert len(written) == 5 * 4
    assert ("a.com", "a.com") not in written


def test_the_most_similar_pair_is_the_darkest():
    light = lightness(figures.similarity(table()))
    assert min(light, key=light.get) in [("b.com", "e.com"), ("e.com", "b.com")]


def test_the_nearest_pair_of_a_distance_is_the_darkest_and_the_label_says_so():
    ax = figures.similarity(table(measure="euclidean", near={("b.com", "e.com"): 100.0}, rest=4000.4))
    light = lightness(ax)
    assert min(light, key=light.get) in [("b.com", "e.com"), ("e.com", "b.com")]
    assert ax.get_xlabel() == "euclidean distance, from 4000 (pale) to 100 (dark)"
    assert abs(row_names(ax).index("b.com") - row_names(ax).index("e.com")) == 1


def test_the_label_names_the_measure_and_the_ends_of_the_scale():
    ax = figures.similarity(table(measure="jensen_shannon"))
    assert ax.get_xlabel() == "jensen shannon similarity, from 0.10 (pale) to 0.90 (dark)"


def test_pairs_that_are_missing_stay_white():
    missing = table()
    missing.loc[0, "cosine"] = np.nan  # a and b
    ax = figures.similarity(missing.drop(index=1))  # a and c
    assert len(numbers(ax)) == 20 - 4
    assert not {("a.com", "b.com"), ("a.com", "c.com")} & set(numbers(ax))
    ax.figure.canvas.draw()


def test_many_groups_are_told_by_colour_alone():
    names = [chr(ord("a") + i) for i in range(20)]
    ax = figures.similarity(table(names))
    assert not ax.texts
    assert len(row_names(ax)) == 20


@pytest.mark.parametrize("names", ["ab", "abc"])
def test_two_or_three_groups_and_equal_values_are_drawn(names):
    ax = figures.similarity(table(names, near={}, rest=0.5))
    assert row_names(ax) == [f"{name}.com" for name in names]
    assert set(numbers(ax).values()) == {"0.50"}
    ax.figure.canvas.draw()


def test_wrong_tables_are_refused_with_the_remedy():
    with pytest.raises(ValueError, match="with one measure beside"):
        figures.similarity(table().assign(dice=0.5))
    with pytest.raises(ValueError, match=r"at most 60 groups, each with each; got 61\. Add up articles first"):
        figures.similarity(table([f"{i:02}" for i in range(61)]))
    with pytest.raises(ValueError, match="a pair with a value; all are missing"):
        figures.similarity(table().assign(cosine=np.nan))
