"""Notebooks as files: which there are, whether a notebook and its twin agree, and the one form in which it is written.

The notebook is the ``.ipynb``, with outputs; its twin is the ``.py`` of the same name in jupytext's percent form, with
which it is reviewed and edited outside Jupyter.
"""

import base64
import difflib
import hashlib
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from analysis import _check, _progress
from analysis.reproduce import comparison

NUMBERED = re.compile(r"\d\d-.+")
TWIN = "py:percent"
SHOWN = 80  # characters of a differing line
# What every notebook says about itself. No version of Python: a newer one must not change the file. The jupytext
# options are those of notebooks/jupytext.toml; Jupyter writes them into each notebook that it saves, so they are here.
METADATA = {
    "jupytext": {"cell_metadata_filter": "tags,-all", "notebook_metadata_filter": "-all"},
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


def find(folder: Path, names: Iterable[str] = ()) -> list[Path]:
    """Return the notebooks of `folder`, in order; with `names` only those.

    A name is a number (02), a name (02-terms) or a path. A twin whose notebook is not there yet counts as a notebook,
    so that it is missed and not forgotten.
    """
    there = {path.stem for path in folder.glob("*") if path.suffix in (".ipynb", ".py")}
    there = sorted(name for name in there if NUMBERED.fullmatch(name))
    if not there:
        raise FileNotFoundError(
            f"Expected notebooks named like 01-corpus.ipynb in {folder}; there are none. Run this in a checkout of the "
            "repository that has them."
        )
    chosen = set()
    for name in map(str, names):
        path = Path(name)
        stem = path.stem if path.suffix in (".ipynb", ".py") else path.name
        fitting = [known for known in there if stem in (known, known[:2])]
        if not fitting or (len(path.parts) > 1 and path.resolve().parent != folder.resolve()):
            raise ValueError(f"Expected a notebook of {folder}: {_check.listing(there)}; got {name!r}.")
        chosen.update(fitting)
    return [folder / f"{name}.ipynb" for name in there if name in chosen or not chosen]


def synchronize(paths: Iterable[Path]) -> None:
    """Bring each notebook and its twin into step; of the two, the one saved last is right."""
    files = [str(path if path.exists() else path.with_suffix(".py")) for path in paths]
    done = subprocess.run([sys.executable, "-m", "jupytext", "--sync", *files], capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise RuntimeError(f"Expected jupytext to bring {_check.listing(files)} into step; it could not: {reason}.")


def read(path: Path) -> NotebookNode:
    """Return the notebook in the file `path`; ValueError if it holds none."""
    try:
        return parse(path.read_bytes())
    except ValueError:
        raise ValueError(f"{path.name} is not a notebook that can be read; restore it, or write it anew") from None


def parse(data: bytes) -> NotebookNode:
    """Return the notebook that `data` holds; ValueError if it holds none."""
    try:
        return nbformat.reads(data.decode("utf-8"), as_version=4)
    except (nbformat.ValidationError, nbformat.reader.NotJSONError, AttributeError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def disagreement(path: Path) -> str:
    """Return what keeps the notebook at `path` from being run, with the remedy; "" if it and its twin agree."""
    twin = path.with_suffix(".py")
    if not path.exists():
        return f"there is only the twin; run: jupytext --sync notebooks/{twin.name}"
    remedy = f"run: jupytext --sync notebooks/{path.name}"
    if not twin.exists():
        return f"the twin {twin.name} is missing; {remedy}"
    try:
        ours = _sources(jupytext.writes(read(path), fmt=TWIN))
    except ValueError as error:
        return str(error)
    theirs = _sources(twin.read_text(encoding="utf-8"))
    if ours == theirs:
        return ""
    pairs = enumerate(zip(ours, theirs, strict=False), start=1)
    first = next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)) + 1)
    return f"differs from its twin {twin.name}, first in the {_ordinal(first)} cell; {remedy}"


def fingerprint(notebook: NotebookNode) -> str:
    """Return the SHA-256 of what is written in the cells, without outputs."""
    written = [[cell.cell_type, cell.source] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(written, ensure_ascii=False).encode()).hexdigest()


def normalize(notebook: NotebookNode) -> NotebookNode:
    """Return `notebook` itself, brought into the form that the same outputs always have.

    Cells with code are numbered 1 to n; what the kernel printed is one stream of each name between two other outputs,
    because the pieces it came in depend on the clock; no times, no widget states, nothing of bars that are gone.
    """
    notebook.metadata.update(nbformat.from_dict(METADATA))
    notebook.metadata.pop("widgets", None)
    number = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        number += bool(cell.source.strip())
        cell.execution_count = number if cell.source.strip() else None
        cell.outputs = [output for output in _merged(cell.outputs) if output.get("data") != _progress.EMPTY]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number
    return notebook


def text(notebook: NotebookNode) -> str:
    """Return the file's text, as Jupyter writes it when it saves."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def changes(notebook: NotebookNode, reference: NotebookNode) -> list[str]:
    """Return what the cells show that those of `reference` did not, in words, one text per cell; both normalized.

    Cells are matched by their ids. An output that is equal in all values but not in all bytes, a picture compressed by
    another version, is replaced in `notebook` by the one in `reference`.
    """
    before = {cell.id: cell for cell in reference.cells if cell.cell_type == "code" and "id" in cell}
    changed = []
    for cell in notebook.cells:
        if cell.cell_type != "code" or cell.execution_count is None:
            continue
        known = before.get(cell.get("id"))
        apart = "is new" if known is None else _apart(cell.outputs, known.outputs)
        if apart:
            changed.append(f"cell {cell.execution_count} {apart}")
            continue
        cell.outputs = known.outputs
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
    return changed


def executed(notebook: NotebookNode) -> bool:
    """Return whether any cell has been run, and there are outputs to compare with."""
    return any(cell.get("execution_count") for cell in notebook.cells)


def _sources(twin: str) -> list[tuple]:
    """What a twin can tell: kind, text and tags of each cell."""
    cells = jupytext.reads(twin, fmt=TWIN).cells
    return [(cell.cell_type, cell.source, cell.metadata.get("tags", [])) for cell in cells]


def _merged(outputs: list) -> list:
    """`outputs` with each run of streams joined into one stdout and one stderr, in that order."""
    merged = []
    for streaming, group in itertools.groupby(outputs, key=lambda output: output.output_type == "stream"):
        if not streaming:
            merged += group
            continue
        printed = {"stdout": "", "stderr": ""}
        for output in group:
            printed[output.name] += output.text
        merged += [nbformat.v4.new_output("stream", name=name, text=text) for name, text in printed.items() if text]
    return merged


def _apart(outputs: list, before: list) -> str:
    """How two cells differ in what they show, in words; "": pictures by pixels, everything else as it is written."""
    told = _rewritten(_lines(outputs), _lines(before))
    if told:
        return told
    pictures, old_pictures = _pictures(outputs), _pictures(before)
    if len(pictures) != len(old_pictures):
        return f"drew {len(pictures)} pictures, were {len(old_pictures)}"
    for picture, old in zip(pictures, old_pictures, strict=True):
        apart = comparison.difference(picture, old, kind=".png")
        if apart:
            return f"drew another picture: {apart}"
    return "" if _unseen(outputs) == _unseen(before) else "shows the same text in another form"


def _rewritten(lines: list[str], before: list[str]) -> str:
    """The first place where what was printed differs, in words; "" if nowhere."""
    matcher = difflib.SequenceMatcher(None, before, lines, autojunk=False)
    for kind, old, _, new, _ in matcher.get_opcodes():
        if kind == "insert":
            return f"printed one more line: {_short(lines[new])!r}"
        if kind == "delete":
            return f"did not print the line: {_short(before[old])!r}"
        if kind == "replace":
            return f"printed another line: {_short(lines[new])!r}, was {_short(before[old])!r}"
    return ""


def _lines(outputs: list) -> list[str]:
    """What a cell printed, a picture left out."""
    texts = [output.get("text", output.get("data", {}).get("text/plain", "")) for output in outputs]
    return [line for text in texts for line in text.splitlines()]


def _pictures(outputs: list) -> list[bytes]:
    drawn = [output.get("data", {}).get("image/png") for output in outputs]
    return [base64.b64decode(picture) for picture in drawn if picture]


def _unseen(outputs: list) -> list[dict]:
    """What is neither printed nor drawn: kinds of output, HTML, metadata."""
    plain = []
    for output in map(dict, outputs):
        output.pop("execution_count", None)
        output["data"] = {
            kind: None if kind == "image/png" else value for kind, value in output.get("data", {}).items()
        }
        plain.append(output)
    return plain


def _short(line: str) -> str:
    """`line` without the white space around it, cut where it is long."""
    line = line.strip()
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th, ..."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
