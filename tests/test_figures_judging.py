"""How far topics can be trusted: agreement, calibration, choose_unnamed."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from analysis import figures

from ._drawn import notes, row_names


def agreement_table(topics=("NATO", "Libya")):
    table = pd.DataFrame({"topic": pd.Categorical(topics, categories=topics)})
    scores = {"articles": 200, "coded": 20, "auroc": 0.9, "low": 0.8, "high": 0.95, "average_precision": 0.6}
    return table.assign(**scores)


def calibration_table(topics=("NATO", "Libya")):
    rows = [(topic, i + 1, 0.04 * i**2 + 0.01, 0.2 * i) for topic in topics for i in range(4)]
    table = pd.DataFrame(rows, columns=["topic", "bin", "share", "coded"])
    table["topic"] = pd.Categorical(table["topic"], categories=topics)
    return table.assign(low=table["coded"] - 0.1, high=table["coded"] + 0.1, articles=30)


def choose_unnamed_table():
    table = pd.DataFrame({"unnamed": [0, 10, 40], "log_likelihood": [-8.2, -8.0, -7.9], "gain": [np.nan, 0.2, 0.1]})
    table = table.assign(gain_low=table["gain"] - 0.05, gain_high=table["gain"] + 0.05, npmi=[0.1, 0.2, 0.2])
    table = table.assign(
        exclusivity=[9.0, 9.5, 9.4], stability=[np.nan, 0.7, 0.9], least_stable=[None, "NATO", "Libya"]
    )
    return table.assign(least_stability=[np.nan, 0.4, 0.8], seconds=1.0)


def marks(ax, marker):
    return [point for line in ax.lines if line.get_marker() == marker for point in zip(*line.get_data(), strict=True)]


def bars(ax):
    drawn = [lines for lines in ax.collections if isinstance(lines, LineCollection)]
    return [path.round(9).tolist() for lines in drawn for path in lines.get_segments()]


def test_agreement_shows_area_precision_and_their_chance():
    ax = figures.agreement(agreement_table())
    assert row_names(ax) == ["NATO", "Libya"]
    assert marks(ax, "o") == [(0.9, 0), (0.9, 1)]
    assert marks(ax, "s") == [(0.6, 0), (0.6, 1)]
    assert marks(ax, "|") == [(0.1, 0), (0.1, 1)]
    assert bars(ax) == [[[0.8, row], [0.95, row]] for row in (0, 1)]
    assert any(list(line.get_xdata()) == [0.5, 0.5] for line in ax.lines)
    assert notes(ax) == ["20 coded of 200"] * 2


def test_topics_without_any_measure_keep_their_row():
    table = agreement_table()
    table.loc[1, ["auroc", "low", "high", "average_precision"]] = np.nan
    table.loc[1, ["articles", "coded"]] = 0
    ax = figures.agreement(table)
    ax.figure.canvas.draw()
    assert len(ax.get_yticklabels()) == 2
    assert len(bars(ax)) == 1


def test_calibration_has_a_panel_for_each_topic_with_the_same_axes():
    ax = figures.calibration(calibration_table([f"topic {i}" for i in range(6)]))
    panels = ax.child_axes
    assert [panel.get_title(loc="left") for panel in panels] == [f"topic {i}" for i in range(6)]
    assert len({panel.get_xlim() for panel in panels}) == len({panel.get_ylim() for panel in panels}) == 1
    assert [y for _, y in marks(panels[0], "o")] == pytest.approx([0, 0.2, 0.4, 0.6])
    assert len(bars(panels[0])) == 4


def test_panels_of_calibration_do_not_cover_each_other():
    ax = figures.calibration(calibration_table([f"topic {i}" for i in range(9)]))
    ax.figure.canvas.draw()
    boxes = [panel.get_tightbbox() for panel in ax.child_axes]
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :])


def test_the_share_axis_spreads_like_roots_and_is_in_per_cent():
    panel = figures.calibration(calibration_table()).child_axes[0]
    ticks = panel.transData.transform([(x, 0) for x in panel.get_xticks()])[:, 0]
    assert np.diff(ticks) == pytest.approx([np.diff(ticks)[0]] * (len(ticks) - 1))
    assert panel.xaxis.get_major_formatter()(0.04, 0) == "4 %"


def test_choose_unnamed_draws_four_panels_and_marks_no_number_as_best():
    ax = figures.choose_unnamed(choose_unnamed_table())
    likelihood, npmi, exclusivity, stability = ax.child_axes
    assert marks(likelihood, "o") == [(0, -8.2), (10, -8.0), (40, -7.9)]
    assert [y for _, y in marks(npmi, "o")] == [0.1, 0.2, 0.2]
    assert [y for _, y in marks(exclusivity, "o")] == [9.0, 9.5, 9.4]
    assert notes(stability) == ["NATO", "Libya"]
    assert all(list(panel.get_xticks()) == [0, 10, 40] for panel in ax.child_axes)
    colours = {line.get_color() for panel in ax.child_axes[:3] for line in panel.lines}
    assert len(colours) == 1


def test_the_bars_of_the_likelihood_are_intervals_of_the_change():
    likelihood = figures.choose_unnamed(choose_unnamed_table()).child_axes[0]
    assert bars(likelihood) == [[[10, -8.05], [10, -7.95]], [[40, -7.95], [40, -7.85]]]
