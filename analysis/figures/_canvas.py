"""What every drawing does: check its table, open its Axes, write names so that they can be read, place the legend."""

import math
import unicodedata
from functools import lru_cache

import matplotlib as mpl
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from .._check import listing
from .style import FAINT, RULE, everyone

LONGEST = 30  # characters of a name before it is cut: what fits beside an axis without taking half the figure
PER_COLUMN = 18  # entries in one column of a legend: as high as a figure of ordinary size
MAKERS = {  # the function whose table each drawing draws
    "check": "corpus.check",
    "collocations": "terms.collocations",
    "concordance": "terms.concordance",
    "cooccurrence": "terms.cooccurrence",
    "coverage": "corpus.coverage",
    "duplicates": "corpus.duplicates",
    "wire": "corpus.wire",
    "dispersion": "terms.dispersion",
    "diversity": "terms.diversity",
    "readability": "terms.readability",
    "frequency": "terms.frequency",
    "keyness": "terms.keyness",
    "similarity": "terms.similarity",
    "trend": "terms.trend",
    "bursts": "terms.bursts",
    "changes": "terms.changes",
    "interruption": "terms.interruption",
    "audit": "topics.audit",
    "top_terms": "topics.top_terms",
    "shares": "the transform of topics.NamedTopics",
    "prevalence": "topics.prevalence",
    "agreement": "topics.agreement",
    "calibration": "topics.calibration",
    "choose_unnamed": "topics.choose_unnamed",
    "stability": "topics.stability",
    "effects": "topics.effects",
}
# Fonts for the writing systems that DejaVu Sans lacks, taken where a machine has them.
FURTHER_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Zen Hei",
    "Malgun Gothic",
    "Noto Sans Devanagari",
    "Nirmala UI",
    "Noto Sans Thai",
    "Leelawadee UI",
    "Arial Unicode MS",
)
LAST_RESORT = "Last Resort High-Efficiency"  # comes with matplotlib; a framed sample of the script for each letter
BOXES = "framed letters: no font on this machine has them (Noto Sans CJK and Noto Sans do)"


def checked(name: str, table, columns=(), numbers=(), *, known=(), empty: bool = False) -> pd.DataFrame:
    """Return `table`; raise unless it is a table that ``figures.<name>`` can draw, saying which function makes one.

    Of `numbers` those that are also `known` may not be missing in any row. An empty table can be drawn where to have
    found nothing is a result.
    """
    purpose = f"figures.{name} draws the table that {MAKERS[name]} makes"
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"{purpose}, a DataFrame; got {type(table).__name__}.")
    absent = [column for column in (*columns, *numbers) if column not in table.columns]
    if absent:
        there = listing(table.columns) or "no columns"
        raise ValueError(f"{purpose}; this one lacks {listing(absent)} and has {there}.")
    if table.empty and not empty:
        raise ValueError(
            f"{purpose}; this one is empty. Look at what went into {MAKERS[name]}, or at the filter after it."
        )
    worded = [column for column in numbers if not is_number(table[column])]
    if worded:
        raise ValueError(f"{purpose}; in this one {listing(worded)} must hold numbers, and does not.")
    unknown = [column for column in known if table[column].isna().any()]
    if unknown:
        raise ValueError(
            f"{purpose}, a number in every row of {listing(unknown)}; in this one some are missing. "
            "Draw the table as it was made, or drop what was added to it."
        )
    return table


def is_number(column: pd.Series) -> bool:
    """Whether a column holds real numbers (truth values are not numbers).

    >>> is_number(pd.Series([1.5])), is_number(pd.Series([True]))
    (True, False)
    """
    kind = pd.api.types
    return kind.is_numeric_dtype(column) and not kind.is_bool_dtype(column) and not kind.is_complex_dtype(column)


def floats(column: pd.Series) -> np.ndarray:
    """A column as float64, its missing values as NaN whatever its dtype called them.

    >>> floats(pd.Series([1, None], dtype="Int64"))
    array([ 1., nan])
    """
    return column.to_numpy(dtype=float, na_value=np.nan)


def groups_of(name: str, column, *, kind: str = "group") -> list:
    """The groups (or topics) that occur in `column`, in the order of all of them; raise if a row has none.

    >>> groups_of("trend", pd.Categorical(["tass", "bbc"], categories=["tass", "cnn", "bbc"]))
    ['tass', 'bbc']
    """
    column = pd.Series(column)
    missing = int(column.isna().sum())
    if missing:
        raise ValueError(
            f"figures.{name} needs a {kind} for every row; {missing} of {len(column)} have none. "
            f"Drop them: table.dropna(subset={kind!r}), or fill them in before {MAKERS[name]}."
        )
    present = set(column)
    return [group for group in everyone(column) if group in present]


def canvas(ax, width: float, height: float) -> Axes:
    """Return `ax`, or the Axes of a new figure of `width` x `height` inches."""
    if ax is None:
        return plt.subplots(figsize=(width, height), layout="constrained")[1]
    if not isinstance(ax, Axes):
        raise TypeError(
            f"`ax` must be one matplotlib Axes or None; got {type(ax).__name__}. "
            "For a grid of panels draw in a loop, one Axes and one part of the table at a time."
        )
    return ax


def written(name, *, longest: int = LONGEST) -> str:
    r"""`name` as it is written in a figure: on one line, cut after `longest` characters, a dollar a dollar.

    >>> written("a term that goes on and on and on")
    'a term that goes on and on an…'
    >>> written("$100")
    '\\$100'
    """
    name = " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in str(name)).split())
    if len(name) > longest:
        name = name[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return name.replace("$", r"\$")  # else matplotlib reads what stands between two dollars as a formula


def fonts(names) -> list:
    """Font families for `names`: those of the present style, with further ones only where a letter needs them.

    Further fonts differ from machine to machine, so they are not asked for where the first has every letter: the figure
    is the same everywhere. What no font has is drawn as a framed sample of its script, and `explained` says so.
    """
    families = list(mpl.rcParams["font.family"])
    lacking = _lacking(names, families)
    if lacking:
        installed = {font.name for font in font_manager.fontManager.ttflist}
        families += [font for font in (*FURTHER_FONTS, LAST_RESORT) if font in installed and font not in families]
    return families


def _lacking(names, families) -> set:
    """Letters of `names` that none of `families` can draw."""
    letters = {ord(letter) for name in names for letter in name if not letter.isspace()}
    for family in families:
        if family != LAST_RESORT:
            letters -= _letters_of(font_manager.findfont(font_manager.FontProperties(family=[family])))
    return letters


@lru_cache
def _letters_of(path) -> frozenset:
    return frozenset(font_manager.get_font(path).get_charmap())


def typeface(name, *, bold: bool = False) -> dict:
    """Font family and weight for one text; a further font may have no bold, which matplotlib would complain about."""
    families = fonts([name])
    plain = families == mpl.rcParams["font.family"]
    return {"family": families, "weight": "bold" if bold and plain else "normal"}


def explained(text: str, names) -> str:
    """`text`, and where letters of `names` are drawn as boxes, a second line that explains the boxes."""
    names = [written(name) for name in names]
    return f"{text}\n{BOXES}" if _lacking(names, fonts(names)) else text


def write_rows(ax: Axes, names, *, banded: bool = False):
    """Name the rows 0, 1, ... of `ax` from the top; faint lines lead the eye along them, or bands if a row is high."""
    names = [written(name) for name in names]
    ax.set_yticks(range(len(names)), labels=names, fontfamily=fonts(names))
    ax.set_ylim(len(names) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(axis="x" if banded else "both", color=RULE, linewidth=0.7)
    for row in range(0, len(names) if banded else 0, 2):
        ax.axhspan(row - 0.5, row + 0.5, color=RULE, alpha=0.35, linewidth=0, zorder=0)


def nothing(ax: Axes, words: str) -> Axes:
    """Say on Axes without data that nothing was found."""
    ax.text(0.5, 0.5, words, ha="center", va="center", transform=ax.transAxes, color=FAINT)
    ax.set(xticks=[], yticks=[])
    return ax


def legend_outside(ax: Axes, looks: dict, groups, *, lines: bool = False, title: str | None = None):
    """A legend right of the data, in the order of the groups; none where there is only one."""
    if len(groups) < 2:
        return
    names = [written(group) for group in groups]
    handles = [
        Line2D([], [], color=look.colour, marker=look.marker, linestyle=look.line if lines else "none", markersize=6)
        for look in map(looks.get, groups)
    ]
    ax.legend(
        handles,
        names,
        loc="upper left",
        bbox_to_anchor=(1.01, 1),
        borderaxespad=0,
        frameon=False,
        title=title,
        alignment="left",
        ncols=math.ceil(len(groups) / PER_COLUMN),
        prop={"family": fonts(names), "size": mpl.rcParams["legend.fontsize"]},
    )


def name_days(ax: Axes):
    """Make the x axis one of days, with ticks that name their own month, and the year at the end.

    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().add_subplot()
    >>> _ = ax.plot(pd.to_datetime(["2017-02-06", "2017-03-27"]), [1, 2])
    >>> name_days(ax)
    >>> ax.figure.canvas.draw()
    >>> [tick.get_text() for tick in ax.get_xticklabels()][:2], ax.xaxis.get_offset_text().get_text()
    (['08 Feb', '15 Feb'], '2017')
    """
    ax.xaxis_date()
    locator = mdates.AutoDateLocator(minticks=3, maxticks=9)
    formatter = mdates.ConciseDateFormatter(
        locator,
        formats=["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S.%f"],
        zero_formats=["", "%Y", "%d %b", "%d %b", "%H:%M", "%H:%M"],
        offset_formats=["", "", "%Y", "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d %H:%M"],
    )
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(formatter)
