"""The cell tagged `parameters`, and the same notebook on another corpus."""

import ast
import copy
import datetime
from collections.abc import Mapping

import nbformat
import pandas as pd
from nbformat import NotebookNode

from analysis import _check

TAG = "parameters"
INJECTED = "injected-parameters"
SIDES = ("TARGET", "REFERENCE")  # the two outlets that a comparison sets against each other


def assigned(notebook: NotebookNode) -> dict:
    """Return the names that the cell tagged `parameters` assigns, with their values; empty without such a cell.

    A value that is not written out (a call, another name) is None.

    >>> cell = nbformat.v4.new_code_cell('CORPUS, n = "example", 2 + 3', metadata={"tags": ["parameters"]})
    >>> assigned(nbformat.v4.new_notebook(cells=[cell]))
    {'CORPUS': 'example', 'n': None}
    """
    position = _position(notebook)
    if position is None:
        return {}
    try:
        statements = ast.parse(notebook.cells[position].source).body
    except SyntaxError as error:
        raise ValueError(
            f"Expected plain Python assignments in the cell tagged 'parameters'; line {error.lineno} cannot be read: "
            f"{error.msg}. Move everything else to another cell."
        ) from None
    found = {}
    for statement in statements:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                found |= _pairs(target, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            found |= _pairs(statement.target, statement.value)
    return found


def choose(names: Mapping, source: Mapping, outlets: pd.Series) -> tuple[dict, str]:
    """Return the values that `names` take for another corpus, and a sentence on those that nobody set.

    Parameters
    ----------
    names : mapping
        What the parameters cell assigns.
    source : mapping
        The corpus' SOURCE.toml; its table `parameters`, where there is one, is taken over as far as `names` has it.
    outlets : Series
        How many articles each outlet has. TARGET and REFERENCE, where `names` has them and `source` does not set them,
        are the outlets with the most articles; of equally many, the first in the alphabet.

    Raises
    ------
    ValueError
        If there are not enough outlets to choose from.

    >>> choose({"TARGET": "tass.com", "n": 5}, {}, pd.Series({"Daily": 2, "Post": 7}))
    ({'TARGET': 'Post'}, "TARGET = 'Post' (7 articles): the outlet with the most articles.")
    """
    values = {name: value for name, value in source.get("parameters", {}).items() if name in names}
    wanted = [name for name in SIDES if name in names and name not in values]
    ranked = sorted(((-n, str(outlet)) for outlet, n in outlets.items() if n), key=lambda pair: pair)
    free = [(outlet, -n) for n, outlet in ranked if outlet not in values.values()]
    if len(free) < len(wanted):
        there = _check.listing(outlet for outlet, _ in free) or "none"
        raise ValueError(
            f"{' and '.join(wanted)}: expected an outlet for each; the corpus has {there} to take. "
            "Set them in the [parameters] of its SOURCE.toml"
        )
    if not wanted:
        return values, ""
    chosen = dict(zip(wanted, free, strict=False))
    most = "the outlet" if len(wanted) == 1 else "the two outlets"
    told = ", ".join(f"{name} = {outlet!r} ({n:,} articles)" for name, (outlet, n) in chosen.items())
    return values | {name: outlet for name, (outlet, _) in chosen.items()}, f"{told}: {most} with the most articles."


def inject(notebook: NotebookNode, values: Mapping, *, title: str, note: str = "") -> NotebookNode:
    """Return a copy of `notebook` that sets `values` after its parameters cell, under a banner that says so.

    Parameters
    ----------
    values : mapping
        Name to value, `CORPUS` among them.
    title : str
        The corpus' title.
    note : str
        A sentence for the banner on how values were chosen.
    """
    changed = copy.deepcopy(notebook)
    before = assigned(notebook)
    lines = [f"{name} = {_literal(values[name])}" for name in before if name in values]
    cell = nbformat.v4.new_code_cell("\n".join(lines), id=INJECTED, metadata={"tags": [INJECTED]})
    changed.cells.insert(_position(notebook) + 1, cell)
    written = f"for the corpus `{before['CORPUS']}`" if before["CORPUS"] else "for another corpus"
    banner = (
        f"> **Corpus: `{values['CORPUS']}`** ({title}). The numbers and figures below are those of this corpus; the "
        f"prose around them was written {written} and may not hold here. {note}"
    )
    changed.cells.insert(0, nbformat.v4.new_markdown_cell(banner.strip(), id="corpus-banner"))
    return changed


def _position(notebook: NotebookNode) -> int | None:
    """Where the parameters cell is."""
    for position, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and TAG in cell.metadata.get("tags", []):
            return position
    return None


def _pairs(target: ast.expr, value: ast.expr) -> dict:
    """The names in one assignment with their written values."""
    if isinstance(target, ast.Name):
        try:
            return {target.id: ast.literal_eval(value)}
        except (ValueError, TypeError):
            return {target.id: None}
    if isinstance(target, ast.Tuple | ast.List):
        same = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        values = value.elts if same else [value] * len(target.elts)
        pairs = [_pairs(part, given) for part, given in zip(target.elts, values, strict=True)]
        return {name: given if same else None for pair in pairs for name, given in pair.items()}
    return {}


def _literal(value) -> str:
    """`value` as Python source; a date, which TOML knows and a notebook would have to import, as its text."""
    return repr(value.isoformat() if isinstance(value, datetime.date | datetime.time) else value)
