"""``manifest.json``: of which corpora, notebooks and package versions the results beside it are made.

It holds no time, no machine and no path: the same inputs write the same bytes.
"""

import json
from importlib import metadata
from pathlib import Path

import pandas as pd

NAME = "manifest.json"
PACKAGES = ("matplotlib", "nltk", "numba", "numpy", "pandas", "pyarrow", "scikit-learn", "scipy")


def versions() -> pd.DataFrame:
    """Return the versions of the packages that a number or a figure can depend on.

    Returns
    -------
    DataFrame
        Index `package`, in alphabetical order; column `version`.

    >>> from analysis import reproduce
    >>> reproduce.versions().index.tolist()
    ['matplotlib', 'nltk', 'numba', 'numpy', 'pandas', 'pyarrow', 'scikit-learn', 'scipy']
    """
    return pd.DataFrame(
        {"version": [metadata.version(package) for package in PACKAGES]}, index=pd.Index(PACKAGES, name="package")
    )


def read(results: Path) -> dict:
    """Return the manifest in the folder `results`; one without entries where there is none or none that can be read."""
    path = results / NAME
    return parse(path.read_bytes() if path.is_file() else None)


def parse(data: bytes | None) -> dict:
    """Return the manifest that `data` holds; one without entries if it holds none."""
    try:
        manifest = json.loads(data.decode("utf-8"))
        sound = {"corpora", "versions"} <= set(manifest)
        sound = sound and all(isinstance(entry["outputs"], dict) for entry in manifest["notebooks"].values())
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        sound = False
    return manifest if sound else {"corpora": {}, "notebooks": {}, "versions": {}}


def owners(manifest: dict) -> dict[str, str]:
    """Return which notebook made each file.

    >>> owners({"notebooks": {"02-terms": {"outputs": {"keyness.csv": "8d7c"}}}})
    {'keyness.csv': '02-terms'}
    """
    return {file: name for name, entry in manifest["notebooks"].items() for file in entry["outputs"]}


def merge(old: dict, new: dict, *, complete: bool) -> tuple[dict | None, str]:
    """Return the manifest after a run, and in words why none is to be written (None) if so.

    Parameters
    ----------
    old : dict
        What is there now.
    new : dict
        `corpora`, `notebooks` and `versions` of the notebooks that ran to their end.
    complete : bool
        Whether these are all that the folder has. If not, they only take the place of their own entries, and only where
        what all entries share, versions and corpora, has stayed the same: a manifest must hold for each of its entries.

    >>> merge({"notebooks": {}}, {"corpora": {}, "notebooks": {"02-terms": {}}, "versions": {}}, complete=False)
    (None, 'not written before all notebooks have run')
    """
    if complete:
        return new, ""
    if not old["notebooks"]:
        return None, "not written before all notebooks have run"
    if not new["notebooks"]:
        return None, "left as it was"
    moved = [f"corpus {name}" for name, value in new["corpora"].items() if old["corpora"].get(name, value) != value]
    moved += [package for package, version in new["versions"].items() if old["versions"].get(package) != version]
    if moved:
        return None, f"left as it was: {', '.join(moved)} changed since; run all notebooks"
    return {key: {**old[key], **new[key]} for key in new}, ""


def text(manifest: dict) -> str:
    """Return the file's text, in the one order and layout that it has."""
    return json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False, default=str) + "\n"
