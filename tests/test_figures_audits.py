"""Seeds on one page: what is drawn for each, and where."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis import figures
from analysis.figures.audits import NOTED, _blocks

from ._drawn import notes


def audit_table(topics=("NATO", "Libya"), seeds=3, dates=True):
    rows = pd.DataFrame(
        [(topic, f"{topic} {i}".lower()) for topic in topics for i in range(seeds)], columns=["topic", "seed"]
    )
    rows["topic"] = pd.Categorical(rows["topic"], categories=list(topics))
    place = np.arange(len(rows))
    rows = rows.assign(count=10 ** (place % 4), articles=5, ambiguity=place % 5 / 4, ambiguity_expected=0.5, note="")
    if dates:
        drift = place % 7 - 3.0
        rows = rows.assign(
            drift=drift, drift_low=drift - 1, drift_high=drift + 1, p_adjusted=np.where(place % 2, 0.01, 0.5)
        )
    return rows


def dots(ax):
    """Every mark, as (row, x, mark, whether it is filled)."""
    marked = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    return [
        (y, x, line.get_marker(), line.get_markerfacecolor() != "white")
        for line in marked
        for x, y in zip(*line.get_data(), strict=True)
        if not np.isnan(x)
    ]


def test_seeds_stand_under_their_topic_in_the_order_of_the_table():
    ax = figures.audit(audit_table())
    names = [word for word in notes(ax) if word.lower().startswith(("nato", "libya"))]
    assert names == ["NATO", "nato 0", "nato 1", "nato 2", "Libya", "libya 0", "libya 1", "libya 2"]
    rows = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert rows["NATO"] < rows["nato 0"] < rows["nato 2"] < rows["Libya"] < rows["libya 0"]
    assert ax.yaxis.get_inverted()


def test_each_scale_has_a_mark_for_each_seed_and_grows_to_the_right():
    table = audit_table(["NATO"], seeds=4)
    found = sorted(dots(figures.audit(table)))
    rows = pd.DataFrame(found, columns=["row", "x", "mark", "filled"]).groupby("row")["x"].apply(sorted).to_list()
    assert [len(row) for row in rows] == [3, 3, 3, 3]
    for column, name in enumerate(["count", "ambiguity", "drift"]):
        places = [row[column] for row in rows]
        assert places == sorted(places)
        assert np.diff(places) == pytest.approx(np.full(3, places[1] - places[0])), name  # even steps in the table


def test_drift_is_filled_where_it_is_sure_and_an_arrowhead_beyond_the_scale():
    table = audit_table(["NATO"], seeds=4).assign(drift=[9.0, -9.0, 1.0, 1.0], drift_high=[12, -8, 2, 2])
    marks = [(mark, filled) for _, _, mark, filled in dots(figures.audit(table))]
    assert marks.count((">", False)) == 1
    assert marks.count(("<", True)) == 1
    assert [filled for mark, filled in marks if mark == "o"].count(False) == 1


def test_a_line_leads_from_chance_to_the_share_that_is_found():
    table = audit_table(["NATO"], seeds=1, dates=False).assign(ambiguity=0.75, ambiguity_expected=0.25)
    ax = figures.audit(table)
    (line,) = [path for lines in ax.collections if isinstance(lines, LineCollection) for path in lines.get_segments()]
    share = max(x for _, x, _, _ in dots(ax))
    assert line[1, 0] == pytest.approx(share)
    assert line[0, 0] < share


def test_a_seed_with_a_note_has_a_name_of_its_own_colour_and_weight():
    table = audit_table().assign(note=["", "means too much", "", "", "", ""])
    ax = figures.audit(table)
    looks = {text.get_text(): (text.get_color(), text.get_weight()) for text in ax.texts}
    assert looks["nato 1"] == (NOTED, "bold")
    assert looks["nato 0"][0] != NOTED
    assert looks["nato 0"][1] == "normal"
    assert "bold: the table has a note" in ax.get_xlabel()


def test_seeds_without_a_token_are_counted_below_their_topic():
    table = audit_table().assign(count=[3, 0, 0, 0, 0, 0])
    shown = notes(figures.audit(table))
    assert "2 seeds without a token" in shown
    assert "3 seeds without a token" in shown
    assert "nato 1" not in shown
    assert "1 seed without a token" in notes(figures.audit(audit_table().assign(count=[3, 3, 0, 3, 3, 3])))


def test_a_table_without_dates_has_no_scale_for_drift():
    assert "drift" in notes(figures.audit(audit_table()))
    ax = figures.audit(audit_table(dates=False))
    assert "drift" not in notes(ax)
    assert "drift" not in ax.get_xlabel()


def test_twelve_topics_of_eight_seeds_stand_abreast_and_no_name_meets_another():
    ax = figures.audit(audit_table([f"topic number {i}" for i in range(12)], seeds=8))
    ax.figure.canvas.draw()
    width, height = ax.figure.get_size_inches()
    assert height < 14
    assert width < 18
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])
    inside = ax.figure.bbox
    assert all(inside.x0 <= box.x0 and box.x1 <= inside.x1 for box in boxes)


@pytest.mark.parametrize("sizes", [[3], [5, 5], [50, 1], [1, 50, 1], [9] * 12, [130, 1, 1], [20] * 16])
def test_blocks_hold_every_topic_once_in_order_and_none_is_empty(sizes):
    rows = {f"t{i}": size for i, size in enumerate(sizes)}
    blocks = _blocks(rows)
    assert [name for names, _ in blocks for name in names] == list(rows)
    assert all(names for names, _ in blocks)
    assert [high for _, high in blocks] == [sum(rows[name] for name in names) for names, _ in blocks]


def test_a_long_seed_is_cut_before_it_meets_the_first_scale():
    assert "x" * 23 + "…" in notes(figures.audit(audit_table().assign(seed="x" * 60)))


def test_missing_numbers_leave_the_other_marks():
    table = audit_table(["NATO"], seeds=2).assign(ambiguity=np.nan, ambiguity_expected=np.nan, drift_low=np.nan)
    ax = figures.audit(table)
    assert len(dots(ax)) == 4
    never = audit_table(["NATO"], seeds=2).assign(count=0)
    assert dots(figures.audit(never)) == []
