"""Terms as points, the notable ones named: dispersion."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import figures
from analysis.figures.style import PALETTE

from ._drawn import notes


def table_of(size=400):
    """Terms whose dispersion falls with their frequency, with some that are further up or down."""
    random = np.random.default_rng(sum(map(ord, "points")))
    count = np.sort(random.zipf(1.6, size) % 5000 + 5)[::-1]
    spread = 1 - np.log10(count) / 5 + random.normal(0, 0.02, size)
    index = pd.Index([f"w{i:03}" for i in range(size)], name="term")
    table = pd.DataFrame({"count": count, "dp_norm": spread, "juilland_d": 1 - spread}, index=index)
    table.loc["w040", "dp_norm"] += 0.3
    table.loc["w050", "dp_norm"] -= 0.3
    return table


def boxes(ax):
    ax.figure.draw_without_rendering()
    return [text.get_window_extent() for text in ax.texts]


def clouds(ax):
    """All points, then the named ones, as the table has them."""
    return [np.asarray(part.get_offsets()) for part in ax.collections]


def test_every_term_is_a_point_at_its_frequency_and_dispersion():
    table = table_of()
    every, _ = clouds(figures.dispersion(table))
    assert every == pytest.approx(table[["count", "dp_norm"]].to_numpy())


def test_the_terms_furthest_from_those_of_like_frequency_are_named():
    ax = figures.dispersion(table_of(), n=2)
    assert notes(ax) == ["w040", "w050"]
    assert {to_hex(colour).upper() for colour in ax.collections[1].get_facecolors()} == {PALETTE[0]}


def test_the_line_runs_through_the_medians():
    count = np.repeat([10, 100, 1000], 9)
    spread = np.tile(np.arange(9), 3) / 100 + np.repeat([0.9, 0.6, 0.2], 9)
    ax = figures.dispersion(pd.DataFrame({"count": count, "dp_norm": spread}, index=[f"w{i}" for i in range(27)]), n=0)
    x, y = ax.lines[0].get_data()
    assert x == pytest.approx([10, 100, 1000])
    assert y == pytest.approx([0.94, 0.64, 0.24])


def test_half_of_the_named_terms_are_above_and_half_below():
    table = table_of()
    ax = figures.dispersion(table, n=7)
    x, y = ax.lines[0].get_data()
    above = [table.loc[name, "dp_norm"] > np.interp(table.loc[name, "count"], x, y) for name in notes(ax)]
    assert above == [True] * 4 + [False] * 3


def test_a_term_asked_for_is_named_besides_the_furthest():
    assert notes(figures.dispersion(table_of(), n=2, terms=["w200", "w040"])) == ["w040", "w200", "w050"]  # none twice
    assert notes(figures.dispersion(table_of(), n=0, terms=["w200"])) == ["w200"]


def test_a_term_that_is_not_there_is_named_in_the_error():
    with pytest.raises(KeyError, match="1 of 2 `terms` are not in the table: 'moon'"):
        figures.dispersion(table_of(), terms=["w200", "moon"])


def test_a_single_string_for_terms_is_refused():
    with pytest.raises(TypeError, match="`terms` must be a list of terms; got the single string 'w200'"):
        figures.dispersion(table_of(), terms="w200")


def test_names_cover_neither_each_other_nor_a_named_point():
    ax = figures.dispersion(table_of(), n=30)
    placed = boxes(ax)
    assert len(placed) == 30
    assert not any(one.overlaps(other) for i, one in enumerate(placed) for other in placed[:i])
    _, named = clouds(ax)
    for px, py in ax.transData.transform(named):
        assert not any(box.x0 < px < box.x1 and box.y0 < py < box.y1 for box in placed)


def test_names_of_terms_in_one_place_have_lines_to_it():
    table = table_of()
    table.loc["w040":"w051", ["count", "dp_norm"]] = [400, 0.9]
    ax = figures.dispersion(table, n=0, terms=[f"w{i:03}" for i in range(40, 52)])
    placed = boxes(ax)
    assert not any(one.overlaps(other) for i, one in enumerate(placed) for other in placed[:i])
    leaders = ax.lines[1:]
    assert leaders
    for line in leaders:
        assert [line.get_xdata()[0], line.get_ydata()[0]] == pytest.approx([400, 0.9])


def test_another_measure_is_drawn_and_named_on_its_axis():
    ax = figures.dispersion(table_of(), measure="juilland_d")
    assert ax.get_ylabel() == "Juilland's D: 1 is spread evenly"
    assert figures.dispersion(table_of().assign(mine=1.0), measure="mine").get_ylabel() == "mine"


def test_the_axes_say_what_they_show():
    ax = figures.dispersion(table_of(), n=2)
    assert ax.get_xscale() == "log"
    assert "occurrences" in ax.get_xlabel()
    assert "furthest from it" in ax.get_xlabel()
    assert "furthest" not in figures.dispersion(table_of(), n=0).get_xlabel()
    assert ax.xaxis.get_major_formatter()(10_000, 0) == "10,000"


def test_a_term_without_the_measure_is_not_drawn():
    table = table_of()
    table.loc["w003", "dp_norm"] = np.nan
    every, _ = clouds(figures.dispersion(table))
    assert len(every) == len(table) - 1


def test_no_term_with_the_measure_says_so():
    with pytest.raises(ValueError, match="no term with a 'dp_norm'; with a single part there is nothing to compare"):
        figures.dispersion(table_of().assign(dp_norm=np.nan))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_few_terms_are_drawn(size):
    table = pd.DataFrame({"count": [9, 4, 4][:size], "dp_norm": [0.5, 0.5, 0.7][:size]}, index=list("abc")[:size])
    ax = figures.dispersion(table, terms=["a"])
    ax.figure.canvas.draw()
    assert "a" in notes(ax)


def test_terms_that_are_all_alike_are_drawn_and_none_is_named():
    ax = figures.dispersion(pd.DataFrame({"count": 5, "dp_norm": 0.5}, index=[f"w{i}" for i in range(40)]))
    ax.figure.canvas.draw()
    assert notes(ax) == []


def test_the_order_of_rows_does_not_decide_who_is_named():
    table = table_of()
    one, other = (
        figures.dispersion(rows, n=12, terms=["w200", "w100"]) for rows in (table, table.sample(frac=1, random_state=1))
    )
    assert notes(one) == notes(other)
    assert [text.get_position() for text in one.texts] == [text.get_position() for text in other.texts]


def test_a_measure_that_the_table_lacks_is_named():
    with pytest.raises(ValueError, match=r"terms\.dispersion makes; this one lacks 'kld'"):
        figures.dispersion(table_of(), measure="kld")


@pytest.mark.mpl_image_compare(style=figures.STYLE, tolerance=2, savefig_kwargs={"dpi": 60, "bbox_inches": "tight"})
def test_picture_of_dispersion():
    return figures.dispersion(table_of(), n=10, terms=["w200"]).figure
