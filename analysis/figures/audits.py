"""What each seed of each topic does in a corpus, on one page: `audit`."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ._canvas import canvas, checked, explained, floats, groups_of, typeface, written
from .style import FAINT, INK, PALETTE, RULE

ROW = 0.2  # inches
ABREAST = (40, 120)  # rows, above which they stand in two and in three blocks
NAMES, SCALE = 1.8, 1.05  # inches of a block for topics and seeds, and for each scale
LEAST = 6.5  # inches of the figure, as wide as the words below
GAP = 0.24  # inches between scales and between blocks
BREAK = 0.6  # rows between topics
LIMIT = 4.0  # of the scale of drift: sixteen times
SURE = 0.05
INDENT = 0.08  # inches, of a seed under its topic
LONGEST = 24  # characters of a seed
NOTED = "#b34d00"  # the orange of the palette, dark enough for letters: contrast with white 5.4 : 1


def audit(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with a row for each seed under its topic: how frequent it is, whom it meets, how it drifts.

    Parameters
    ----------
    table : DataFrame
        What `topics.audit` makes: columns `topic`, `seed`, `count`, `ambiguity`, `ambiguity_expected`, `note`, and with
        dates `drift`, `drift_low`, `drift_high`, `p_adjusted`. To show some topics only, filter:
        ``table[table["topic"].isin(["NATO", "Libya"])]``.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        Topics in the order of their categories, up to three blocks abreast. Three scales, the same in all blocks: the
        tokens of the seed (logarithmic); the share of its articles that hold a seed of another topic, a dot, and a line
        from what chance would give; with dates the ratio of the last third of the articles to the first with its 95 %
        interval, filled where it is sure (`p_adjusted` below 0.05), cut at sixteen times. The names of seeds with a
        note in the table are bold and orange. Seeds without a token are only counted, below their topic.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame(
    ...     {"topic": "NATO", "seed": ["nato", "natos"], "count": [90, 0], "ambiguity": [0.5, None],
    ...      "ambiguity_expected": [0.3, None], "note": ["", "means no term"]}
    ... )
    >>> ax = figures.audit(table)
    >>> [text.get_text() for text in ax.texts][:3]
    ['NATO', 'nato', '1 seed without a token']
    """
    drifting = "drift" in getattr(table, "columns", ())
    drift = ["drift", "drift_low", "drift_high", "p_adjusted"] if drifting else []
    numbers = ["count", "ambiguity", "ambiguity_expected", *drift]
    checked("audit", table, ["topic", "seed", "note"], numbers, known=["count"])
    topics = groups_of("audit", table["topic"], kind="topic")
    parts = {topic: table[(table["topic"] == topic).to_numpy()] for topic in topics}
    blocks = _blocks({topic: _rows(part) for topic, part in parts.items()})
    deep = max(rows for _, rows in blocks) - BREAK
    scales = _scales(table, drifting)
    width = NAMES + len(scales) * (SCALE + GAP)
    ax = canvas(ax, max(width * len(blocks), LEAST), 1.1 + ROW * (deep + 2))
    for number, (names, _) in enumerate(blocks):
        left, row = number * width, 0
        for topic in names:
            row = _topic(ax, left, row, topic, parts[topic], scales)
        _axes(ax, left, deep, scales)
    ax.set(xlim=(0, len(blocks) * width), ylim=(deep + 0.7, -1.8), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    words = (
        "beside other topics: share of the articles that hold a seed of another; line: from what chance would give"
        "\nbold: the table has a note"
    )
    if drifting:
        words += "; drift: last third of the articles against the first, filled if sure"
    ax.set_xlabel(explained(words, [*topics, *table["seed"]]))
    return ax


def _rows(part):
    """How many rows a topic takes: its name, its seeds in use, a line for the others, and a break."""
    used = int((part["count"] > 0).sum())
    return 1 + used + (used < len(part)) + BREAK


def _blocks(rows):
    """Topics in blocks of about equal height, each with its number of rows."""
    total = sum(rows.values())
    abreast = min(1 + sum(total > limit for limit in ABREAST), len(rows))
    blocks, left = [], dict(rows)
    for number in range(abreast, 0, -1):
        share, names, high = sum(left.values()) / number, [], 0
        for topic in list(left):
            # The next topic goes where the block comes nearer to its share; every further block gets one at least.
            if names and (abs(high + left[topic] - share) > abs(high - share) or len(left) < number):
                break
            high += left.pop(topic)
            names.append(topic)
        blocks.append((names, high))
    return blocks


def _scales(table, drifting):
    """For each scale its title, its ends, its ticks with their labels, and where a value stands within a block."""
    powers = range(max(math.ceil(math.log10(max(table["count"].max(), 2))), 1) + 1)
    times = {-4: "1/16", -2: "1/4", 0: "1", 2: "4", 4: "16\N{MULTIPLICATION SIGN}"}
    scales = {
        "count": ("tokens", (0, powers[-1]), {power: f"{10**power:,}" for power in powers}),
        "ambiguity": ("beside other topics", (0, 1), {0: "0", 0.5: "50", 1: "100 %"}),
    }
    if drifting:
        scales["drift"] = ("drift", (-LIMIT, LIMIT), times)
    starts = NAMES + np.arange(len(scales)) * (SCALE + GAP)
    return {
        name: (*scale, lambda value, start=start, ends=scale[1]: start + SCALE * (value - ends[0]) / np.ptp(ends))
        for (name, scale), start in zip(scales.items(), starts, strict=True)
    }


def _axes(ax, left, deep, scales):
    """Name the scales of a block above it, their ticks below, and rule it."""
    for title, ends, ticks, place in scales.values():
        ax.text(left + place(sum(ends) / 2), -1.2, title, ha="center", va="center", size=8.5, color=INK)
        for value in ticks:
            colour = FAINT if ends[0] < value == 0 else RULE  # no drift
            ax.plot([left + place(value)] * 2, [-0.6, deep - 0.4], color=colour, linewidth=0.7, zorder=0)
        labels = list(ticks.items())
        for (value, label), side in zip((labels[0], labels[-1]), ("left", "right"), strict=True):
            ax.text(left + place(value), deep + 0.1, label, ha=side, va="center", size=7.5, color=FAINT)


def _topic(ax, left, row, topic, part, scales):
    """The rows of one topic from `row` on; returns the row after it."""
    name = written(topic)
    ax.text(left, row, name, va="center", size=9.5, color=INK, **typeface(name, bold=True))
    used = part[(part["count"] > 0).to_numpy()]
    rows = row + 1 + np.arange(len(used))
    for y, seed, note in zip(rows, used["seed"], used["note"], strict=True):
        name, noted = written(seed, longest=LONGEST), bool(note)
        style = {"color": NOTED if noted else INK, **typeface(name, bold=noted)}
        ax.text(left + INDENT, y, name, va="center", size=8.5, **style)
        ends = left + NAMES, left + NAMES + len(scales) * (SCALE + GAP) - GAP
        ax.plot(ends, [y, y], color=RULE, linewidth=0.4, zorder=0)
    _, _, _, place = scales["count"]
    dots = {"linestyle": "none", "markersize": 4.5, "zorder": 3}
    ax.plot(left + place(np.log10(floats(used["count"]))), rows, marker="o", color=PALETTE[0], **dots)
    _, _, _, place = scales["ambiguity"]
    chance, share = left + place(floats(used["ambiguity_expected"])), left + place(floats(used["ambiguity"]))
    ax.hlines(rows, chance, share, color=FAINT, linewidth=1.2, zorder=2)
    ax.plot(share, rows, marker="o", color=PALETTE[0], **dots)
    if "drift" in scales:
        _drift(ax, left, rows, used, scales["drift"][3], dots)
    idle = len(part) - len(used)
    if idle:
        words = f"{idle} seed{'s' * (idle > 1)} without a token"
        ax.text(left + INDENT, row + 1 + len(used), words, va="center", size=8, color=FAINT)
    return row + _rows(part)


def _drift(ax, left, rows, used, place, dots):
    """Ratios with their intervals, cut at the ends of the scale; an arrowhead where a ratio lies beyond."""
    drift, low, high, p = (floats(used[column]) for column in ("drift", "drift_low", "drift_high", "p_adjusted"))
    known = ~(np.isnan(low) | np.isnan(high))
    ends = (left + place(np.clip(bound[known], -LIMIT, LIMIT)) for bound in (low, high))
    ax.hlines(rows[known], *ends, color=PALETTE[0], linewidth=1.2, alpha=0.55, zorder=2)
    at = left + place(np.clip(drift, -LIMIT, LIMIT))
    sure = p < SURE
    marks = {"<": drift < -LIMIT, ">": drift > LIMIT, "o": np.abs(drift) <= LIMIT}
    for mark, own in marks.items():
        for filled in (True, False):
            chosen = own & (sure == filled)
            face = PALETTE[0] if filled else "white"
            ax.plot(at[chosen], rows[chosen], marker=mark, color=PALETTE[0], mfc=face, **dots)
