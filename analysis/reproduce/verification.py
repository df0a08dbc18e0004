"""What lies in the repository, compared with the hashes in its manifest; nothing is run."""

import hashlib
from pathlib import Path

import pandas as pd

from analysis import _paths, corpus
from analysis.reproduce import manifest, notebooks

AS_COMMITTED, OTHER, MISSING = "as committed", "other content", "missing"


def verify(*, root: Path = _paths.ROOT) -> pd.DataFrame:
    """Return whether corpora, notebooks, figures and tables are those that ``results/manifest.json`` names.

    Returns
    -------
    DataFrame
        A row for each. `name`: of a corpus, else the path from `root`; `status`: "as committed", "other content" or
        "missing", of a corpus that cannot be loaded the reason.

    Raises
    ------
    FileNotFoundError
        If there is no manifest that can be read.
    """
    root = Path(root)
    known = manifest.read(root / "results")
    if not known["notebooks"]:
        raise FileNotFoundError(f"Expected {manifest.NAME} in {root / 'results'}; run: make reproduce UPDATE=1")
    rows = [(name, _corpus(name, value)) for name, value in known["corpora"].items()]
    for name, entry in known["notebooks"].items():
        path = root / "notebooks" / f"{name}.ipynb"
        rows.append((path.relative_to(root).as_posix(), _notebook(path, entry)))
        rows += [(f"results/{file}", _file(root / "results" / file, value)) for file, value in entry["outputs"].items()]
    return pd.DataFrame(rows, columns=["name", "status"])


def _corpus(name: str, fingerprint: str) -> str:
    try:
        same = corpus.fingerprint(corpus.load(name)) == fingerprint
    except Exception as error:  # whatever keeps it from being loaded is what there is to say of it
        return f"cannot be loaded: {error}"
    return AS_COMMITTED if same else OTHER


def _notebook(path: Path, entry: dict) -> str:
    """Whether cells and outputs are as they were; how Jupyter wrote the file does not count."""
    if not path.is_file():
        return MISSING
    problem = notebooks.disagreement(path)
    if problem:
        return problem
    notebook = notebooks.normalize(notebooks.read(path))
    if notebooks.fingerprint(notebook) != entry["source"]:
        return "other cells"
    outputs = hashlib.sha256(notebooks.text(notebook).encode()).hexdigest()
    return AS_COMMITTED if outputs == entry.get("notebook", outputs) else "other outputs"


def _file(path: Path, value: str) -> str:
    if not path.is_file():
        return MISSING
    return AS_COMMITTED if hashlib.sha256(path.read_bytes()).hexdigest() == value else OTHER
