"""``python -m analysis.reproduce``: run the notebooks, compare everything they make, print the table."""

import argparse
import signal
import sys
import textwrap
from pathlib import Path

import pandas as pd

from analysis import _paths

MANIFEST = "results/manifest.json"
WIDTH = 100  # columns of the terminal

DESCRIPTION = """\
Run every notebook in a fresh kernel, and compare each figure, each table and each output with what is committed.

What changed goes to build/changed/, which git ignores; with --update to results/ and notebooks/. A notebook that
fails changes neither.
Interrupt it at any moment: all files stay whole."""

EXIT = """\
exit status:
  0    all identical, or new
  1    something changed, is gone, or failed
  2    nothing could be run: no such notebook, no such corpus
  130  interrupted

examples:
  python -m analysis.reproduce                              all notebooks
  python -m analysis.reproduce 02 03-topics                 two of them
  python -m analysis.reproduce --update                     all, and take over what changed
  python -m analysis.reproduce --verify                     look at what is committed, run nothing
  python -m analysis.reproduce --corpus state-of-the-union  all on another corpus, into results/state-of-the-union/"""


def main(arguments: list[str] | None = None, *, root: Path = _paths.ROOT) -> int:
    """Return the exit status."""
    given = _parser().parse_args(arguments)
    try:
        # Two seconds of imports, which --help need not wait for and which a Ctrl-C may fall into.
        from analysis.reproduce.proof import FAULTS, run

        if given.verify:
            return _verified(root)
        table = run(
            given.notebook, corpus=given.corpus, jobs=given.jobs, sync=given.sync, update=given.update, root=root
        )
    except KeyboardInterrupt:
        print("Interrupted. The notebooks that had ended are in place, the others left no trace.", file=sys.stderr)
        return 130
    except (ValueError, OSError, RuntimeError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(report(table))
    return int(table["status"].isin(FAULTS).any())


def _verified(root: Path) -> int:
    """Print what is not as the manifest says, and return the exit status."""
    from analysis.reproduce.verification import verify

    table = verify(root=root)
    wrong = table[table["status"] != "as committed"]
    for row in wrong.itertuples():
        print(f"{row.name}: {row.status}")
    print(f"{len(table)} corpora, notebooks, figures and tables looked at; {len(wrong)} not as {MANIFEST} says.")
    return int(len(wrong) > 0)


def report(table: pd.DataFrame, *, width: int = WIDTH) -> str:
    """Return `table`, as `run` made it, as text of at most `width` columns, with a summary below it.

    >>> row = {"notebook": "02-terms", "file": "", "status": "identical", "seconds": 3.14, "detail": ""}
    >>> table = pd.DataFrame([row, row | {"file": "keyness.png", "status": "new", "seconds": None}])
    >>> table["reference"] = ["commit", ""]
    >>> table.attrs = {"commit": "0a1b2c3d4e", "manifest": "written", "unused": []}
    >>> print(report(table))
    notebook, files  status     seconds  difference
    02-terms         identical      3.1
      keyness.png    new
    <BLANKLINE>
    1 identical, 1 new; compared with commit 0a1b2c3; manifest.json: written
    """
    names = [f"  {file}" if file else notebook for notebook, file in zip(table["notebook"], table["file"], strict=True)]
    first = max(map(len, ["notebook, files", *names]))
    head = f"{'notebook, files':<{first}}  {'status':<9}  {'seconds':>7}  "
    lines = [f"{head}difference"]
    for name, row in zip(names, table.itertuples(), strict=True):
        seconds = "" if pd.isna(row.seconds) else f"{row.seconds:.1f}"
        start = f"{name:<{first}}  {row.status:<9}  {seconds:>7}  "
        # A detail that would be squeezed beside long file names goes below the line instead.
        beside = width - len(start) >= width // 3
        indent = " " * (len(start) if beside else 6)
        wrapped = textwrap.wrap(row.detail, width - len(indent)) or [""]
        lines += (
            [start + wrapped[0], *(indent + line for line in wrapped[1:])]
            if beside
            else [start, *(indent + line for line in wrapped if line)]
        )
    closing = [*textwrap.wrap(_summary(table), width), *textwrap.wrap(_advice(table), width)]
    return "\n".join(line.rstrip() for line in [*lines, "", *closing])


def _summary(table: pd.DataFrame) -> str:
    """How many of each status, what they were compared with, and what became of the manifest."""
    order = ["identical", "new", "skipped", "changed", "gone", "failed"]
    counts = table["status"].value_counts()
    parts = [", ".join(f"{counts[status]} {status}" for status in order if status in counts)]
    commit, disk = table.attrs["commit"], int((table["reference"] == "disk").sum())
    if commit and disk:
        parts.append(f"compared with commit {commit[:7]}, {disk} not yet committed with the files on disk before")
    elif commit:
        parts.append(f"compared with commit {commit[:7]}")
    else:
        parts.append("no commit to compare with: compared with the files on disk before")
    parts.append(f"manifest.json: {table.attrs['manifest']}")
    if table.attrs["unused"]:
        parts.append(f"no notebook has the parameter {', '.join(table.attrs['unused'])} that SOURCE.toml sets")
    return "; ".join(parts)


def _advice(table: pd.DataFrame) -> str:
    """What to do about what changed."""
    aside = table.attrs.get("aside")
    if not aside:
        return ""
    return (
        f"What changed lies in {aside}/; what was there before stays. Compare the two. If the new ones are right, take "
        "them over with: make reproduce UPDATE=1. If you changed nothing, docs/reproduction.md says what may be the "
        "cause."
    )


def _parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis.reproduce",
        description=DESCRIPTION,
        epilog=EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "notebook", nargs="*", metavar="NOTEBOOK", help="a number (02), a name (02-terms) or a path; without any, all"
    )
    parser.add_argument(
        "--corpus",
        metavar="NAME",
        help="run on this corpus instead of the notebooks' own; figures, tables and executed notebooks go to "
        "results/NAME/, and notebooks whose parameters cell has no CORPUS are skipped",
    )
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="how many notebooks run at the same time (default: one for each core)"
    )
    parser.add_argument(
        "--sync",
        action="store_true",
        help="first bring each notebook and its .py twin into step; of the two, the one saved last is right",
    )
    parser.add_argument("--update", action="store_true", help="put what changed into results/ and notebooks/")
    parser.add_argument(
        "--verify",
        action="store_true",
        help="run nothing: compare corpora, notebooks, figures and tables with the hashes in results/manifest.json",
    )
    return parser


if __name__ == "__main__":
    # Asked to end, by whomever, this ends as on Ctrl-C: kernels shut down, unfinished files removed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main())
