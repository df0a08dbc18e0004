"""A figure on disk and the numbers it shows beside it: `save`."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.layout_engine import ConstrainedLayoutEngine

from .. import _cells, _paths

DPI = 200  # sharp on a page and on a screen of double density


def save(ax: Axes, name: str, table: pd.DataFrame, *, folder: str | os.PathLike | None = None) -> Path:
    """Return the path of the PNG written from the figure of `ax`; its numbers stand beside it as CSV.

    Both files are written beside their places and then moved there, so that a file of that name is always whole. The
    same figure gives the same bytes each time, and replaces an earlier one of the same name.

    Parameters
    ----------
    ax : Axes
        Any Axes of the figure; the whole figure is written, with everything that stands outside its Axes.
    name : str
        Name of both files without ending: letters a to z, digits and ``-``.
    table : DataFrame
        The numbers that the figure shows, written whole: numbers with 12 significant digits, dates as ``2017-02-07``
        (with the time of day where a column has one), a missing value as nothing, the index if it has a name.
    folder : path, optional
        Where to write; made if it does not exist. Otherwise the folder that the environment variable
        ``DISCOURSE_RESULTS`` names, otherwise ``results`` in the repository of this package.

    Returns
    -------
    Path
        The PNG; the CSV has the same name and the ending ``.csv``.

    Raises
    ------
    TypeError, ValueError
        `ax` is not an Axes, `table` not a DataFrame, `name` has other characters.
    FileNotFoundError
        No `folder` is given and the package does not lie in its repository.

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
    ...     path = figures.save(ax, "shares-nato", table, folder=folder)
    ...     print(path.name, path.with_suffix(".csv").read_text())
    shares-nato.png topic,share
    NATO,0.25
    """
    if not isinstance(ax, Axes):
        raise TypeError(f"`ax` must be the Axes that a function of figures returns; got {type(ax).__name__}.")
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name):
        raise ValueError(
            f"`name` must be of letters a to z, digits and -, without a folder or ending; got {name!r}.{_hint(name)}"
        )
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"`table` must be the pandas DataFrame that the figure shows; got {type(table).__name__}.")
    folder = _results(folder)
    folder.mkdir(parents=True, exist_ok=True)
    image, numbers = folder / f"{name}.png", folder / f"{name}.csv"
    figure = ax.get_figure(root=True)
    _forget_layout(figure)
    _replace(
        {
            # Without a name of the drawing software, whose version would change the bytes.
            image: lambda path: figure.savefig(
                path, format="png", dpi=DPI, bbox_inches="tight", pad_inches=0.1, metadata={"Software": None}
            ),
            numbers: lambda path: _cells.plain(table).to_csv(
                path, index=False, float_format="%.12g", lineterminator="\n", encoding="utf-8"
            ),
        }
    )
    return image


def _hint(name) -> str:
    if not isinstance(name, str):
        return ""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"\.(png|csv)$", "", name)).strip("-")
    return f" Try {slug!r}." if slug else ""


def _results(folder) -> Path:
    """The folder to write to: what the caller says, else the environment, else the repository."""
    if folder is not None:
        return Path(folder)
    if os.environ.get("DISCOURSE_RESULTS"):
        return Path(os.environ["DISCOURSE_RESULTS"])
    if not (_paths.ROOT / "pyproject.toml").is_file():
        raise FileNotFoundError(
            f"figures.save found no repository around the package ({_paths.ROOT} has no pyproject.toml). "
            "Say where to write: folder=..., or the environment variable DISCOURSE_RESULTS."
        )
    return _paths.RESULTS


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
