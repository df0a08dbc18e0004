"""After a notebook has run: its files compared, moved into the results, and entered into the manifest."""

import hashlib
import shutil
from pathlib import Path

from analysis.reproduce import comparison, manifest, notebooks, staging
from analysis.reproduce.planning import Task

ASIDE = Path("build") / "changed"  # git ignores build/


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
    update : bool
        Whether what changed takes the place of what is there; otherwise it goes into `aside`, which git ignores.

    Attributes
    ----------
    rows : list of dict
        The rows of the table so far.
    """

    def __init__(self, folder: Path, *, root: Path, scratch: Path, update: bool):
        self.folder, self.scratch, self.update = folder, scratch, update
        self.aside = root / ASIDE
        shutil.rmtree(self.aside, ignore_errors=True)
        self.references = comparison.References(root)
        self.rows = []
        self._old = manifest.read(folder)
        # What a notebook made when it was committed is missed until the commit says otherwise.
        self._missable = manifest.owners(self._old) | manifest.owners(
            manifest.parse(self.references.read(folder / manifest.NAME)[0])
        )
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
        text = notebooks.text(task.notebook).encode()
        for row, (path, data) in zip(
            rows, [(task.target, text), *((self.folder / file, data) for file, data in made.items())], strict=True
        ):
            kept = row["status"] == "changed" and not self.update
            staging.place(data, self.aside / path.name if kept else path, folder=self.scratch)
        self.rows += rows
        hashes = {file: hashlib.sha256(data).hexdigest() for file, data in made.items()}
        self._entries[task.name] = {**task.entry, "notebook": hashlib.sha256(text).hexdigest(), "outputs": hashes}
        if task.fingerprint:
            self._corpora[task.entry["corpus"]] = task.fingerprint

    def fail(self, task: Task, detail: str, *, seconds: float) -> None:
        """Enter a notebook that did not reach its end, and of which nothing is moved."""
        self.rows.append({"notebook": task.name, "file": "", "status": "failed", "seconds": seconds, "detail": detail})

    def gone(self, *, whole: bool) -> list[dict]:
        """Return rows for the files that no notebook makes any more.

        Of a run that is not `whole` nobody knows which notebook would have made the others, unless the manifest does.
        """
        made = {file for entry in self._entries.values() for file in entry["outputs"]}
        return [
            {"notebook": owner, "file": file, "status": "gone", "detail": "no notebook makes it any more"}
            for file, owner in sorted(self._missable.items())
            if file not in made and (whole or owner in self._entries)
        ]

    def sign(self, *, whole: bool) -> str:
        """Write the manifest, and return what became of it, in words."""
        versions = manifest.versions()["version"].to_dict()
        new = {"corpora": self._corpora, "notebooks": self._entries, "versions": versions}
        merged, reason = manifest.merge(self._old, new, complete=whole)
        if merged is None:
            return reason
        if not self.update and self._old["notebooks"]:
            if any(row["status"] == "changed" for row in self.rows):
                return "left as it was"
            if merged["versions"] != self._old["versions"]:
                return "left as it was, made with other versions"
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
        changed = notebooks.changes(task.notebook, notebooks.normalize(reference))
        detail = ". ".join(part for part in ("; ".join(changed), task.note) if part)
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
