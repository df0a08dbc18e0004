"""After a notebook has run: its files compared, moved into the results, and entered into the manifest."""

import hashlib
from pathlib import Path

from analysis.reproduce import comparison, manifest, notebooks, staging
from analysis.reproduce.planning import Task


class Results:
    """The folder of results, and what a run does to it.

    Parameters
    ----------
    folder : Path
        Where the figures and tables go.
    root : Path
        The repository, whose last commit they are compared with.
    scratch : Path
        Where this run may leave unfinished files.

    Attributes
    ----------
    rows : list of dict
        The rows of the table so far.
    """

    def __init__(self, folder: Path, *, root: Path, scratch: Path):
        self.folder, self.scratch = folder, scratch
        self.references = comparison.References(root)
        self.rows = []
        self._old = manifest.read(folder)
        self._corpora, self._entries = {}, {}

    def publish(self, task: Task, staged: Path, *, seconds: float) -> None:
        """Compare what `task` made in the folder `staged`, and its own outputs, and move all of it into place.

        A file that is equal to its reference in all values, though not in all bytes, keeps the reference's bytes:
        nothing is to be committed where nothing has changed.

        Raises
        ------
        ValueError
            If the notebook may not be published: nothing has been moved then.
        """
        files = sorted(path for path in staged.rglob("*") if path.is_file())
        made = {path.relative_to(staged).as_posix(): path.read_bytes() for path in files}
        self._refuse(task, made)
        rows = [{"notebook": task.name, "file": "", "seconds": seconds}]
        rows[0] |= self._compare_outputs(task)
        for file, data in made.items():
            reference, origin = self.references.read(self.folder / file)
            row = {"notebook": task.name, "file": file, "reference": origin, "status": "new"}
            if reference is not None:
                row["detail"] = comparison.difference(data, reference, kind=Path(file).suffix)
                row["status"] = "changed" if row["detail"] else "identical"
            if row["status"] == "identical":
                made[file] = reference
            rows.append(row)
        for file, data in made.items():
            staging.place(data, self.folder / file, folder=self.scratch)
        staging.place(notebooks.text(task.notebook).encode(), task.target, folder=self.scratch)
        self.rows += rows
        hashes = {file: hashlib.sha256(data).hexdigest() for file, data in made.items()}
        self._entries[task.name] = {**task.entry, "outputs": hashes}
        if task.fingerprint:
            self._corpora[task.entry["corpus"]] = task.fingerprint

    def fail(self, task: Task, detail: str, *, seconds: float) -> None:
        """Enter a notebook that did not reach its end, and of which nothing is moved."""
        self.rows.append({"notebook": task.name, "file": "", "status": "failed", "seconds": seconds, "detail": detail})

    def gone(self, *, whole: bool) -> list[dict]:
        """Return rows for the files that no notebook makes any more.

        Of a run that is not `whole` nobody knows which notebook would have made the others, unless the manifest does.
        """
        owners = manifest.owners(self._old)
        made = {file for entry in self._entries.values() for file in entry["outputs"]}
        missed = sorted(self.references.known(self.folder) - made)
        return [
            {
                "notebook": owners.get(file, ""),
                "file": file,
                "status": "gone",
                "detail": "no notebook makes it any more",
            }
            for file in missed
            if whole or owners.get(file) in self._entries
        ]

    def sign(self, *, whole: bool) -> str:
        """Write the manifest, and return what became of it, in words."""
        versions = manifest.versions()["version"].to_dict()
        new = {"corpora": self._corpora, "notebooks": self._entries, "versions": versions}
        merged, reason = manifest.merge(self._old, new, complete=whole)
        if merged is None:
            return reason
        path, text = self.folder / manifest.NAME, manifest.text(merged).encode()
        if path.is_file() and path.read_bytes() == text:
            return "identical"
        staging.place(text, path, folder=self.scratch)
        return "written"

    def _compare_outputs(self, task: Task) -> dict:
        """Status, detail and reference of the notebook itself."""
        notebooks.normalize(task.notebook)
        data, origin = self.references.read(task.target)
        try:
            reference = notebooks.parse(data) if data is not None else None
        except ValueError:
            reference = None
        if reference is None or not notebooks.executed(reference):
            return {"status": "new", "detail": task.note, "reference": ""}
        changed = notebooks.changed_cells(task.notebook, notebooks.normalize(reference))
        cells = f"cell{'s' * (len(changed) > 1)} {', '.join(map(str, changed))}" if changed else ""
        detail = ". ".join(part for part in (cells, task.note) if part)
        return {"status": "changed" if changed else "identical", "detail": detail, "reference": origin}

    def _refuse(self, task: Task, made: dict) -> None:
        """Raise ValueError if another notebook's file would be replaced, or an output shows where one was staged."""
        for name, entry in self._entries.items():
            twice = sorted(set(entry["outputs"]) & set(made))
            if twice:
                raise ValueError(f"writes {twice[0]}, and so does {name}: give one of the two another name")
        number = 0
        for cell in task.notebook.cells:
            number += cell.cell_type == "code" and bool(cell.source.strip())
            if str(self.scratch) in str(cell.get("outputs", "")):
                raise ValueError(
                    f"cell {number} shows the path of a file that it wrote, which is another one in each run: end its "
                    "last line with a semicolon"
                )
