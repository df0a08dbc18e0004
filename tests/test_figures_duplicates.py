"""The heat maps of copies and of agencies."""

import pandas as pd

from analysis import figures

COPIES = pd.DataFrame(
    {
        "origin": ["a1", "a1", "a1", "b2", "b2"],
        "kind": ["origin", "near", "exact", "origin", "exact"],
        "outlet": ["A", "B", "B", "B", "A"],
    },
    index=["a1", "b1", "b3", "b2", "a2"],
)
WIRE = pd.DataFrame(
    {
        "outlet": ["A", "B", "B"],
        "agency": ["AP", "AP", "Agentur"],
        "signed": [7, 1, 30],
        "unsigned": [0, 2, 0],
        "share": [0.5, 0.1, 0.9],
    }
)


def cells(ax):
    """The text in each cell, by the names of its row and column."""
    rows = [label.get_text() for label in ax.get_yticklabels()]
    columns = [label.get_text() for label in ax.get_xticklabels()]
    return {(rows[int(t.get_position()[1])], columns[int(t.get_position()[0])]): t.get_text() for t in ax.texts}


def test_copies_stand_in_the_row_of_who_was_first_and_the_column_of_who_copied():
    assert cells(figures.duplicates(COPIES)) == {("A", "B"): "2", ("B", "A"): "1"}


def test_an_outlet_that_is_missing_or_has_no_copy_is_no_row():
    missing = COPIES.assign(outlet=pd.Categorical(["A", "B", None, "B", "A"], categories=["A", "B", "C"]))
    assert cells(figures.duplicates(missing)) == {("A", "B"): "1", ("B", "A"): "1"}


def test_agencies_stand_from_most_to_least_and_unsigned_ones_behind_a_plus():
    ax = figures.wire(WIRE)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Agentur", "AP"]
    assert cells(ax) == {("A", "AP"): "7", ("B", "AP"): "1 +2", ("B", "Agentur"): "30"}
    assert ax.get_xlabel().endswith("up to 90 %")


def test_nothing_found_is_said():
    assert "no article" in figures.duplicates(COPIES[:0]).texts[0].get_text()
    assert "no article" in figures.duplicates(COPIES.assign(outlet=None)).texts[0].get_text()
    assert "no article" in figures.wire(WIRE[:0]).texts[0].get_text()
