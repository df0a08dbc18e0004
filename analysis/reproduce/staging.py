"""Where unfinished files are: a folder that one run holds alone and that is gone when the run is over.

It lies inside the results, so that moving a file out of it is one rename on one file system: a reader of ``results/``
sees the old file or the new one, whole, whatever moment the run is killed at.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such lock; there, two runs at once are for the user to avoid
    fcntl = None

FOLDER = "staging.partial"  # git ignores *.partial


@contextmanager
def opened(results: Path) -> Iterator[Path]:
    """Yield an empty folder within `results`, and remove it at the end.

    What a killed run left behind is removed first. The lock ends with the process that holds it, however that ends, so
    a left-over folder never blocks a later run.

    Raises
    ------
    RuntimeError
        If another run holds the folder.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as results:
    ...     with opened(Path(results)) as folder:
    ...         place(b"term,count", Path(results, "terms.csv"), folder=folder)
    ...     sorted(os.listdir(results))
    ['terms.csv']
    """
    folder = results / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        if fcntl:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise RuntimeError(
                    f"Expected to be the only run that writes to {results}; another one is at work. Wait until it has "
                    "ended, then start again."
                ) from None
        try:
            for left in folder.iterdir():
                if left.is_dir():
                    shutil.rmtree(left)
            yield Path(tempfile.mkdtemp(dir=folder))
        finally:
            # A kernel that was killed a moment ago may still be closing a file here; the next run removes the rest.
            shutil.rmtree(folder, ignore_errors=True)


def place(data: bytes, path: Path, *, folder: Path) -> None:
    """Write `data` to `path` in one step: first into the staging `folder`, then by one rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{path.name}.partial"
    partial.write_bytes(data)
    os.replace(partial, path)
