"""What a picture shows, read back from its Axes."""

from matplotlib.collections import LineCollection


def row_names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def legend_names(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def notes(ax):
    """All that is written in the Axes, but for its axes and its legend."""
    return [text.get_text() for text in ax.texts]


def intervals(ax):
    """Every interval beside a row, as (low, high)."""
    drawn = [lines for lines in ax.collections if isinstance(lines, LineCollection)]
    return [(path[0, 0], path[1, 0]) for lines in drawn for path in lines.get_segments()]
