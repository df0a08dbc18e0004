"""``make reproduce-everywhere``: the proof under as many circumstances as this machine has, and a table of them.

Each row is a run of its own in a clone of the last commit: as other processors, other Pythons, other settings of the
user and a busy machine would have it. `circumstances` says which, `everywhere` runs them.
"""

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis import _paths

FOLDER = Path("build") / "everywhere"  # git ignores build/
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PROCESSORS = ("Haswell", "Nehalem", "Prescott")  # kinds of processor that the linear algebra has code of its own for
INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
# Ends by itself when the run that started it is gone, however that ended.
BUSY = "import os, sys\nwhile os.getppid() == int(sys.argv[1]): pass"
ASK = "import platform; print(platform.python_version())"
LAST = 3  # lines of what a run said that the table of a failure keeps


@dataclass
class Circumstance:
    """One row of the matrix.

    Attributes
    ----------
    name : str
        What the table calls it.
    settings : dict
        Environment variables.
    python : str
        The Python to make an environment with; "" for the one that runs this.
    busy : bool
        Whether every core has something else to do.
    """

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    python: str = ""
    busy: bool = False


def circumstances() -> list[Circumstance]:
    """Return the circumstances that this machine allows, the plain one first.

    >>> [one.name for one in circumstances()][:2]
    ['as it is', 'OPENBLAS_CORETYPE=Haswell']
    """
    settings = [{"OPENBLAS_CORETYPE": processor} for processor in PROCESSORS]
    settings += [{"NUMBA_CPU_NAME": "generic"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Asia/Tokyo"}]
    found = [Circumstance(" ".join(f"{name}={value}" for name, value in one.items()), one) for one in settings]
    # numpy has code for newer instructions than it needs; without it, it computes as on a processor that lacks them.
    extensions = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    if extensions:
        found.append(Circumstance("numpy's baseline alone", {"NPY_DISABLE_CPU_FEATURES": " ".join(extensions)}))
    found += [Circumstance(f"Python {version}", python=python) for version, python in pythons().items()]
    return [Circumstance("as it is"), *found, Circumstance("all cores busy", busy=True)]


def pythons() -> dict[str, str]:
    """Return the other Pythons of `PYTHONS` on the path or known to pyenv, by their version."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found = {}
    for series in PYTHONS:
        candidates = [shutil.which(f"python{series}"), *sorted(root.glob(f"versions/{series}.*/bin/python"))]
        versions = {version: str(path) for path in filter(None, candidates) if (version := _version(path))}
        if series != f"{sys.version_info.major}.{sys.version_info.minor}":
            found |= dict(list(versions.items())[:1])
    return found


def everywhere(names: list[str] | None = None, *, busy: bool = False, root: Path = _paths.ROOT) -> list[dict]:
    """Run the proof under each circumstance, print the table line by line, and return its rows.

    Parameters
    ----------
    names : list of str, optional
        Parts of names; only circumstances that have one of them run.
    busy : bool
        Keep all cores busy in every run.
    root : Path
        The repository, whose last commit is run.

    Returns
    -------
    list of dict
        `name`; `passed`; `seconds`; `said`: the summary of the run, or why there is none.
    """
    folder = Path(root).resolve() / FOLDER
    chosen = [one for one in circumstances() if not names or any(name in one.name for name in names)]
    rows = []
    print("| circumstance | passed | seconds | summary |\n|---|---|---|---|", flush=True)
    for one in chosen:
        clone = _clone(root, folder / "clone")
        began = time.monotonic()
        with _occupied(one.busy or busy):
            try:
                done = _prove(clone, one, folder=folder)
                passed, said = done.returncode == 0, _summary(done.stdout or done.stderr)
            except subprocess.CalledProcessError as error:
                passed, said = False, _summary(error.stderr or "")
        rows.append({"name": one.name, "passed": passed, "seconds": time.monotonic() - began, "said": said})
        print(f"| {one.name} | {'yes' if passed else 'no'} | {rows[-1]['seconds']:.0f} | {said} |", flush=True)
    return rows


def _prove(clone: Path, one: Circumstance, *, folder: Path) -> subprocess.CompletedProcess:
    """The proof in `clone`, whose own code the kernels import, whatever package is installed."""
    python = _environment(one.python, clone, folder=folder) if one.python else sys.executable
    settings = os.environ | {"PYTHONPATH": str(clone)} | one.settings
    return subprocess.run(
        [python, "-m", "analysis.reproduce"], cwd=clone, env=settings, capture_output=True, text=True, check=False
    )


def _environment(python: str, clone: Path, *, folder: Path) -> str:
    """The Python of an environment of its own with the locked packages; made once for each version and lock."""
    place = folder / f"python-{_version(python)}"
    stamp, lock = place / "requirements.lock", clone / "requirements.lock"
    own = str(place / "bin" / "python")
    if not (stamp.is_file() and stamp.read_bytes() == lock.read_bytes()):
        for command in (
            [python, "-m", "venv", "--clear", str(place)],
            [own, *INSTALL, "--require-hashes", "--requirement", str(lock)],
        ):
            subprocess.run(command, check=True, capture_output=True, text=True)
        shutil.copy(lock, stamp)  # last: an interrupted installation begins anew
    return own


def _clone(root: Path, place: Path) -> Path:
    """A fresh clone of the last commit."""
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "--quiet", str(root), str(place)], check=True)
    return place


@contextlib.contextmanager
def _occupied(busy: bool) -> Iterator[None]:
    """Give every core something else to do meanwhile."""
    cores = (os.cpu_count() or 1) if busy else 0
    processes = [subprocess.Popen([sys.executable, "-c", BUSY, str(os.getpid())]) for _ in range(cores)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _version(python: str | Path) -> str:
    """The version of a Python; "" if it does not run, as pyenv's stand-ins for one that is not chosen."""
    try:
        done = subprocess.run([str(python), "-c", ASK], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def _summary(said: str) -> str:
    """The counts of a report, else the last lines of what a run said, on one line.

    >>> _summary("notebook, files  status\\n\\n66 identical, 1 changed; compared with commit 0a1b2c3;\\nmanifest.json")
    '66 identical, 1 changed'
    """
    counts = re.search(r"^\d+ (?:identical|new|skipped|changed|gone|failed)[^;]*", said, re.MULTILINE)
    return " ".join((counts[0] if counts else " ".join(said.splitlines()[-LAST:])).replace("|", "/").split())


def main(arguments: list[str] | None = None) -> int:
    """Return the exit status: 0 if the proof passed under every circumstance."""
    parser = argparse.ArgumentParser(prog="python -m analysis.reproduce.everywhere", description=__doc__)
    parser.add_argument("name", nargs="*", help="part of the name of a circumstance; without any, all")
    parser.add_argument("--busy", action="store_true", help="keep all cores busy in every run")
    given = parser.parse_args(arguments)
    return int(not all(row["passed"] for row in everywhere(given.name, busy=given.busy)))


if __name__ == "__main__":
    sys.exit(main())
