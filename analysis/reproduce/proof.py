"""The run: notebooks in parallel, each result compared and moved into place, and the table that says so."""

import asyncio
import contextlib
import hashlib
import json
import os
import time
from collections.abc import Coroutine, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from analysis import _check, _paths, _progress
from analysis.corpus.fetching import cache
from analysis.reproduce import kernels, notebooks, planning, staging
from analysis.reproduce.publishing import Results

COLUMNS = {
    "notebook": "str",
    "file": "str",
    "status": "str",
    "seconds": "float64",
    "detail": "str",
    "reference": "str",
}
FAULTS = ("changed", "gone", "failed")


def run(
    names: Iterable[str] = (),
    *,
    corpus: str | None = None,
    jobs: int | None = None,
    sync: bool = False,
    update: bool = False,
    root: Path = _paths.ROOT,
) -> pd.DataFrame:
    """Return what each notebook made, compared with what is committed.

    Parameters
    ----------
    names : iterable of str
        Notebooks, as 02, 02-terms or a path; without any, all.
    corpus : str, optional
        Run them on this corpus instead of their own, into ``results/<corpus>/``, where the executed notebooks go too.
        CORPUS and what `parameters` in its SOURCE.toml sets take the place of the values in the cell tagged
        `parameters`; a notebook without CORPUS there is skipped, as is one that needs outlets, dates or titles where
        the corpus has none.
    jobs : int, optional
        How many kernels work at the same time; without it, one for each core.
    sync : bool
        First bring each notebook and its twin into step, instead of refusing to run those that differ.
    update : bool
        Put what changed into the place of what is there; without it, into ``build/changed``, which git ignores, so that
        a proof changes no file of the working copy. Results of another corpus, which git ignores, are always replaced.
    root : Path
        The repository.

    Returns
    -------
    DataFrame
        One row per notebook, and after it one per file that it made. `notebook`; `file` ("" in the notebook's own row,
        which compares the outputs of its cells); `status`: identical, changed, new, gone (made by no notebook any
        more), failed or skipped; `seconds`; `detail`: the largest difference, the error or the reason; `reference`:
        what it was compared with, "commit" or "disk". Its `attrs` have `commit` (the hash, or ""), `manifest` (what
        became of it, in words), `unused` (settings of the corpus that no notebook knows) and `aside` (the folder, from
        the repository, of what changed; "" without any).

    Raises
    ------
    FileNotFoundError
        If there are no notebooks.
    ValueError
        If there is no such notebook or corpus.
    RuntimeError
        If another run is at work on the same results.
    """
    root = Path(root).resolve()
    jobs = (os.cpu_count() or 1) if jobs is None else _check.whole("jobs", jobs, least=1)
    everything = notebooks.find(root / "notebooks")
    paths = notebooks.find(root / "notebooks", [names] if isinstance(names, str) else names)
    results = root / "results" / corpus if corpus else root / "results"
    plan = planning.Plan(corpus)
    if sync:
        notebooks.synchronize(paths)
    with staging.opened(results) as scratch:
        for path in paths:
            plan.add(path, target=results / path.name if corpus else path)
        made = Results(results, root=root, scratch=scratch, update=update or corpus is not None)
        _complete(_side_by_side(plan.tasks, made=made, jobs=jobs, folder=root / "notebooks"))
        rows = plan.rows + made.rows
        whole = paths == everything and not any(row["status"] == "failed" for row in rows)
        rows += made.gone(whole=whole)
        signed = made.sign(whole=whole)
    rows.sort(key=lambda row: (row["notebook"] == "", row["notebook"], row["file"]))
    rows = [dict.fromkeys(COLUMNS, "") | {"seconds": None} | row for row in rows]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    aside = made.aside.relative_to(root).as_posix() if made.aside.is_dir() else ""
    table.attrs = {"commit": made.references.commit, "manifest": signed, "unused": plan.unused(), "aside": aside}
    return table


async def _side_by_side(tasks: list[planning.Task], *, made: Results, jobs: int, folder: Path) -> None:
    """Run all `tasks`, the longest first, at most `jobs` at a time; hand each to `made` when it ends."""
    seconds = _seconds(folder)
    gate = asyncio.Semaphore(jobs)

    async def one(task: planning.Task, bar) -> None:
        async with gate:
            began = time.monotonic()
            desk = made.scratch / task.name
            try:
                await kernels.execute(task.notebook, folder=folder, results=desk / "results", scratch=desk)
                # No await from here to the end: a cancelled run stops before a notebook's files are moved, or after.
                made.publish(task, desk / "results", seconds=time.monotonic() - began)
                seconds[task.name] = round(time.monotonic() - began, 1)
            except Exception as error:  # one bad notebook, whatever is wrong with it, must not stop the others
                detail = str(error) or type(error).__name__
                made.fail(task, detail, seconds=time.monotonic() - began)
            bar.update()

    with _progress.bar(total=len(tasks), doing="Running", unit="notebooks", after=0) as bar:
        async with asyncio.TaskGroup() as group:
            for task in sorted(tasks, key=lambda task: -seconds.get(task.name, 0)):
                group.create_task(one(task, bar))
    _remember(seconds, folder)


def _complete(work: Coroutine) -> None:
    """Run `work` to its end in a thread of its own, and cancel it there when this thread is interrupted.

    In the main thread each notebook client would answer a Ctrl-C itself, by shutting down its one kernel; and in a
    notebook, where an event loop runs already, `run` could not be called at all.
    """
    begun = Future()

    async def main():
        begun.set_result((asyncio.get_running_loop(), asyncio.current_task()))
        await work

    with ThreadPoolExecutor(max_workers=1) as thread:
        ended = thread.submit(asyncio.run, main())
        try:
            ended.result()
        except KeyboardInterrupt:
            loop, task = begun.result()
            loop.call_soon_threadsafe(task.cancel)
            raise  # once the thread has shut down every kernel: leaving the `with` waits for it


def _seconds(folder: Path) -> dict[str, float]:
    """How long the notebooks of `folder` took the last time on this machine, as far as that is known."""
    try:
        known = json.loads(_memory(folder).read_text())
        return {name: float(value) for name, value in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(seconds: dict[str, float], folder: Path) -> None:
    """Keep `seconds` for the next run, where the cache can be written to: it decides on an order and nothing else."""
    with contextlib.suppress(OSError):
        _memory(folder).parent.mkdir(parents=True, exist_ok=True)
        _memory(folder).write_text(json.dumps(seconds))


def _memory(folder: Path) -> Path:
    """The file in the user's cache that keeps the seconds of the notebooks in `folder`."""
    return cache() / "seconds" / f"{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}.json"
