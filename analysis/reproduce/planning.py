"""Before the first kernel starts: which notebooks run, on which corpus, with which parameters, and which cannot."""

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from nbformat import NotebookNode

from analysis import corpus
from analysis.reproduce import notebooks, parameters

OPTIONAL = ("date", "outlet", "title")  # columns that a corpus may lack and a notebook may need


@dataclass
class Task:
    """A notebook that is to run.

    Attributes
    ----------
    target : Path
        Where the executed notebook goes.
    notebook : NotebookNode
        What is executed.
    entry : dict
        What the manifest says of it, as far as it is known beforehand.
    fingerprint : str
        The corpus' fingerprint; "" without a corpus.
    note : str
        What the table says of a notebook that ran.
    """

    target: Path
    notebook: NotebookNode
    entry: dict
    fingerprint: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        return self.target.stem


class Plan:
    """The notebooks that run (`tasks`), and the rows of the table for those that do not (`rows`).

    Parameters
    ----------
    corpus : str, optional
        The corpus that takes the place of the notebooks' own.
    """

    def __init__(self, corpus_name: str | None = None):
        self.corpus = corpus_name
        self.source = corpus.source(corpus_name) if corpus_name else {}
        self.tasks, self.rows, self.names = [], [], set()
        self._seen = {}

    def add(self, path: Path, *, target: Path) -> None:
        """Plan the notebook at `path`, which goes to `target` when it has run."""
        row = {"notebook": path.stem, "file": ""}
        try:
            problem = notebooks.disagreement(path)
            if problem:
                self.rows.append(row | {"status": "failed", "detail": problem})
                return
            notebook = notebooks.read(path)
            names = parameters.assigned(notebook)
        except ValueError as error:
            self.rows.append(row | {"status": "failed", "detail": str(error)})
            return
        self.names |= set(names)
        if self.corpus and "CORPUS" not in names:
            reason = "its parameters cell has no CORPUS" if names else "it has no parameters cell"
            self.rows.append(row | {"status": "skipped", "detail": reason})
            return
        entry = {"source": notebooks.fingerprint(notebook)}
        name = self.corpus or names.get("CORPUS")
        if not name:
            self.tasks.append(Task(target, notebook, entry))
            return
        try:
            fingerprint, outlets, absent = self._look(name)
        except (
            Exception
        ) as error:  # whatever keeps a corpus from being loaded keeps this notebook from running, no more
            self.rows.append(row | {"status": "failed", "detail": f"corpus {name!r}: {error}"})
            return
        entry["corpus"], note = name, ""
        if self.corpus:
            needed = [column for column in absent if _uses(notebook, column)]
            if needed:
                reason = f"it needs what the corpus lacks: {', '.join(needed)}"
                self.rows.append(row | {"status": "skipped", "detail": reason})
                return
            try:
                values, note = parameters.choose(names, self.source, outlets)
            except ValueError as error:
                self.rows.append(row | {"status": "skipped", "detail": str(error)})
                return
            entry["parameters"] = values = {**values, "CORPUS": name}
            notebook = parameters.inject(notebook, values, title=self.source["title"], note=note)
        self.tasks.append(Task(target, notebook, entry, fingerprint, note))

    def unused(self) -> list[str]:
        """Return the settings of the corpus that no planned notebook has among its parameters."""
        return sorted(set(self.source.get("parameters", {})) - self.names)

    def _look(self, name: str) -> tuple[str, pd.Series, list[str]]:
        """The fingerprint of a corpus, how many articles each of its outlets has, and which columns it lacks.

        It is loaded here, once, before any kernel asks for it: a corpus that must be fetched is fetched once.
        """
        if name not in self._seen:
            try:
                articles = corpus.load(name)
                outlets = articles["outlet"].value_counts() if "outlet" in articles else pd.Series(dtype=int)
                absent = [column for column in OPTIONAL if column not in articles]
                self._seen[name] = corpus.fingerprint(articles), outlets, absent
            except Exception as error:  # kept and raised again: a corpus that cannot be fetched is tried only once
                self._seen[name] = error
        if isinstance(self._seen[name], Exception):
            raise self._seen[name]
        return self._seen[name]


def _uses(notebook: NotebookNode, column: str) -> bool:
    """Whether a code cell takes `column` from the table that every notebook calls `articles`."""
    used = re.compile(rf'\barticles(?:\.loc)?\[.*"{column}"')
    return any(used.search(cell.source) for cell in notebook.cells if cell.cell_type == "code")
