"""A figure on disk and the numbers it shows beside it: `save`; a table for a paper: `latex`."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.layout_engine import ConstrainedLayoutEngine

from .. import _cells, _check

DPI = 200  # sharp on a page and on a screen of double density
FOLDER = "figures"  # of one's own figures, in the folder that Python works in; git ignores it
# What each format says about itself by default: the drawing software with its version, and the time.
METADATA = {
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
    "svg": {"Creator": None, "Date": None},
}
IDS = {"svg.hashsalt": "figures"}  # ids inside an SVG are random otherwise
ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: "\\" + sign for sign in "&%$#_{}"
}


def save(
    ax: Axes,
    name: str,
    table: pd.DataFrame,
    *,
    folder: str | os.PathLike | None = None,
    formats: Iterable[str] = ("png",),
    dpi: int = DPI,
) -> Path:
    """Return the path of the picture written from the figure of `ax`; its numbers stand beside it as CSV.

    All files are written beside their places and then moved there, so that a file of that name is always whole. The
    same figure gives the same bytes each time, and replaces an earlier one of the same name.

    Parameters
    ----------
    ax : Axes
        Any Axes of the figure; the whole figure is written, with everything that stands outside its Axes.
    name : str
        Name of the files: letters a to z, digits and ``-``. An ending ``.png``, ``.pdf`` or ``.svg`` asks for that
        format alone.
    table : DataFrame
        The numbers that the figure shows, written whole: whole numbers in full, others with 9 significant digits, dates
        as ``2017-02-07`` (with the time of day where a column has one), a missing value as nothing, the index if it has
        a name.
    folder : path, optional
        Where to write; made if it does not exist. Otherwise ``figures`` in the folder that Python works in, for a
        notebook the one beside it. `reproduce` alone collects what the notebooks make in ``results``: it names its
        folder in the environment variable ``DISCOURSE_RESULTS``.
    formats : str or iterable of str
        Any of png, pdf and svg.
    dpi : int
        Pixels per inch of a PNG.

    Returns
    -------
    Path
        The picture, of several formats the first; the CSV has the same name and the ending ``.csv``.

    Raises
    ------
    TypeError, ValueError
        `ax` is not an Axes, `table` not a DataFrame, `name` has other characters, a format is unknown.

    Notes
    -----
    A spreadsheet executes a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and news articles are full
    of such text. A text (never a number) that it would execute gets an apostrophe in front: ``'@nato``. A lone ``-`` or
    a ``+90`` or ``-5`` among the texts is harmless and stays. To read such a table back exactly, strip that apostrophe.

    Examples
    --------
    >>> import tempfile
    >>> from analysis import figures
    >>> table = pd.DataFrame({"share": [0.25]}, index=pd.Index(["NATO"], name="topic"))
    >>> ax = table.plot.barh(y="share", legend=False)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = figures.save(ax, "shares-nato", table, folder=folder, formats=["pdf", "png"])
    ...     print(path.name, path.with_suffix(".csv").read_text())
    shares-nato.pdf topic,share
    NATO,0.25
    """
    if not isinstance(ax, Axes):
        raise TypeError(f"`ax` must be the Axes that a function of figures returns; got {type(ax).__name__}.")
    name, formats = _named(name, formats)
    _demand_table(table)
    dpi = _check.whole("dpi", dpi, least=1)
    folder = Path(folder or os.environ.get("DISCOURSE_RESULTS") or FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    figure = ax.get_figure(root=True)
    _forget_layout(figure)
    writers = {folder / f"{name}.{ending}": _drawing(figure, ending, dpi) for ending in formats}
    writers[folder / f"{name}.csv"] = lambda path: _cells.plain(table).to_csv(
        path, index=False, float_format=_cells.number, lineterminator="\n", encoding="utf-8"
    )
    _replace(writers)
    return folder / f"{name}.{formats[0]}"


def latex(table: pd.DataFrame, *, caption: str, label: str = "", digits: int = 3) -> str:
    """Return the table in LaTeX, with its caption, for a document that uses the package booktabs.

    Parameters
    ----------
    table : DataFrame
        Any table; its index is written if it has a name.
    caption : str
        What stands above it. Signs that mean something in LaTeX are escaped here and in the cells.
    label : str
        What ``\\ref`` names it by; "" for none.
    digits : int
        Significant digits of numbers that are not whole.

    Returns
    -------
    str
        A ``table`` environment: text to the left, numbers to the right, a missing value as nothing.

    Raises
    ------
    TypeError
        `table` is not a DataFrame.

    Examples
    --------
    >>> table = pd.DataFrame({"share": [1 / 3]}, index=pd.Index(["R&D"], name="topic"))
    >>> print(latex(table, caption="Mean shares", label="tab:shares"))
    \\begin{table}
      \\caption{Mean shares}
      \\label{tab:shares}
      \\begin{tabular}{lr}
        \\toprule
        topic & share \\\\
        \\midrule
        R\\&D & 0.333 \\\\
        \\bottomrule
      \\end{tabular}
    \\end{table}
    """
    _demand_table(table)
    digits = _check.whole("digits", digits, least=1)
    shown = _cells.plain(table)
    numeric = [pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype) for dtype in shown.dtypes]
    rows = [[_cell(value, digits) for value in row] for row in shown.astype(object).itertuples(index=False, name=None)]
    lines = [
        r"\begin{table}",
        rf"  \caption{{{_escaped(caption)}}}",
        *([rf"  \label{{{label}}}"] if label else []),
        rf"  \begin{{tabular}}{{{''.join('r' if number else 'l' for number in numeric)}}}",
        r"    \toprule",
        f"    {' & '.join(_escaped(str(column)) for column in shown.columns)} \\\\",
        r"    \midrule",
        *(f"    {' & '.join(row)} \\\\" for row in rows),
        r"    \bottomrule",
        r"  \end{tabular}",
        r"\end{table}",
    ]
    return "\n".join(lines)


def _cell(value, digits: int) -> str:
    """A value as LaTeX shows it."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return _cells.number(value) if value == round(value, 0) else f"{value:.{digits}g}"
    return _escaped(str(value))


def _escaped(text: str) -> str:
    """`text` with every sign that LaTeX would act on made a sign that it prints."""
    return "".join(ESCAPED.get(sign, sign) for sign in text)


def _demand_table(table) -> None:
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"`table` must be the pandas DataFrame that the figure shows; got {type(table).__name__}.")


def _named(name, formats) -> tuple[str, list[str]]:
    """The name without its ending, and the formats to write."""
    formats = [formats] if isinstance(formats, str) else list(formats)
    unknown = [ending for ending in formats if ending not in METADATA]
    if unknown or not formats:
        raise ValueError(f"`formats` must be of {_check.listing(METADATA)}; got {formats!r}.")
    stem, point, ending = name.rpartition(".") if isinstance(name, str) else ("", "", "")
    if point and ending in METADATA:
        name, formats = stem, [ending]
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name):
        raise ValueError(
            f"`name` must be of letters a to z, digits and -, without a folder; got {name!r}.{_hint(name)}"
        )
    return name, formats


def _hint(name) -> str:
    if not isinstance(name, str):
        return ""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", name.removesuffix(".csv")).strip("-")
    return f" Try {slug!r}." if slug else ""


def _drawing(figure, ending: str, dpi: int) -> Callable:
    """What writes the figure in one format, with the same bytes each time."""

    def write(path: Path) -> None:
        with mpl.rc_context(IDS):
            figure.savefig(path, format=ending, dpi=dpi, bbox_inches="tight", pad_inches=0.1, metadata=METADATA[ending])

    return write


def _forget_layout(figure):
    """Put the Axes back to where they stood before the first layout.

    A constrained layout starts from the last one and comes out a fraction of a pixel differently each time, so that the
    bytes would tell whether the figure had been shown before it was saved.
    """
    if isinstance(figure.get_layout_engine(), ConstrainedLayoutEngine):
        for ax in figure.axes:
            if ax.get_in_layout() and ax.get_subplotspec() is not None:
                ax.set_subplotspec(ax.get_subplotspec())
                ax.set_in_layout(True)  # set_subplotspec takes it for a position that the user wants to keep


def _replace(writers: dict[Path, Callable]):
    """Write every file beside its place, then move all of them there; leave nothing behind if one fails."""
    partial = {path: path.with_name(f".{path.name}.{os.getpid()}.partial") for path in writers}
    try:
        for path, write in writers.items():
            write(partial[path])
        for path in writers:
            os.replace(partial[path], path)
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)
