import os
import shutil
import time
import tomllib
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.reproduce import notebooks

TOML = Path(__file__).resolve().parents[1] / "notebooks" / "jupytext.toml"
CELLS = [
    new_markdown_cell(
        "# Which words do two outlets differ in?\n\n\N{LEFT DOUBLE QUOTATION MARK}NATO",
        id="title",
    ),
    new_code_cell('CORPUS, n = "example", 5', id="parameters", metadata={"tags": ["parameters"]}),
    new_code_cell("n + 1", id="sum"),
]


@pytest.fixture
def folder(tmp_path):
    shutil.copy(TOML, tmp_path)
    notebook = new_notebook(cells=[nbformat.from_dict(cell) for cell in CELLS])
    notebook = notebooks.normalize(notebook)
    (tmp_path / "02-terms.ipynb").write_text(notebooks.text(notebook), encoding="utf-8")
    (tmp_path / "02-terms.py").write_text(jupytext.writes(notebook, fmt="py:percent"), encoding="utf-8")
    return tmp_path


def names(paths):
    return [path.name for path in paths]


def test_notebooks_are_found_by_number_by_name_and_by_path(folder):
    shutil.copy(folder / "02-terms.ipynb", folder / "10-networks.ipynb")
    (folder / "helper.py").write_text("")
    (folder / "README.md").write_text("")
    assert names(notebooks.find(folder)) == ["02-terms.ipynb", "10-networks.ipynb"]
    for name in ("02", "02-terms", "02-terms.ipynb", str(folder / "02-terms.ipynb"), str(folder / "02-terms.py")):
        assert names(notebooks.find(folder, [name])) == ["02-terms.ipynb"]
    assert names(notebooks.find(folder, ["10", "02", "10-networks"])) == ["02-terms.ipynb", "10-networks.ipynb"]


@pytest.mark.parametrize("name", ["03", "2", "02-term", "terms", "", "elsewhere/02-terms.ipynb"])
def test_an_unknown_notebook_is_an_error_that_lists_those_that_there_are(folder, name):
    with pytest.raises(ValueError, match=r"Expected a notebook of .*'02-terms'; got"):
        notebooks.find(folder, [name])


def test_a_folder_without_notebooks_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="there are none"):
        notebooks.find(tmp_path)
    with pytest.raises(FileNotFoundError, match="there are none"):
        notebooks.find(tmp_path / "nowhere")


def test_a_notebook_and_its_twin_agree(folder):
    assert notebooks.disagreement(folder / "02-terms.ipynb") == ""


@pytest.mark.parametrize(
    ("before", "after", "cell"),
    [
        ("n + 1", "n + 2", "3rd"),
        ("Which", "What", "1st"),
        ('tags=["parameters"]', "", "2nd"),
        ("# %%\nn + 1\n", "", "3rd"),
    ],
)
def test_a_twin_that_differs_is_told_with_the_cell_and_the_remedy(folder, before, after, cell):
    twin = folder / "02-terms.py"
    edited = twin.read_text(encoding="utf-8").replace(before, after)
    assert edited != twin.read_text(encoding="utf-8")
    twin.write_text(edited, encoding="utf-8")
    assert notebooks.disagreement(folder / "02-terms.ipynb") == (
        f"differs from its twin 02-terms.py, first in the {cell} cell; run: jupytext --sync notebooks/02-terms.ipynb"
    )


def test_a_notebook_or_a_twin_that_is_missing_is_told(folder):
    (folder / "03-topics.py").write_text("# %%\n1\n")
    assert names(notebooks.find(folder)) == ["02-terms.ipynb", "03-topics.ipynb"]
    assert notebooks.disagreement(folder / "03-topics.ipynb").endswith("run: jupytext --sync notebooks/03-topics.py")
    (folder / "02-terms.py").unlink()
    assert "02-terms.py is missing" in notebooks.disagreement(folder / "02-terms.ipynb")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b"\xff", b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}']
)
def test_a_file_that_is_no_notebook_is_told(folder, content):
    (folder / "02-terms.ipynb").write_bytes(content)
    with pytest.raises(ValueError, match=r"02-terms\.ipynb is not a notebook that can be read"):
        notebooks.read(folder / "02-terms.ipynb")
    assert "02-terms.ipynb is not a notebook" in notebooks.disagreement(folder / "02-terms.ipynb")


def test_an_edit_of_the_twin_reaches_the_notebook_which_keeps_ids_and_tags(folder):
    path, twin = folder / "02-terms.ipynb", folder / "02-terms.py"
    os.utime(path, (time.time() - 60, time.time() - 60))
    twin.write_text(twin.read_text(encoding="utf-8").replace("n + 1", "n + 2") + "\n# %%\nn\n", encoding="utf-8")
    edited = twin.read_bytes()
    (folder / "03-topics.py").write_text("# %%\n1\n")
    notebooks.synchronize(notebooks.find(folder))
    assert [notebooks.disagreement(found) for found in notebooks.find(folder)] == ["", ""]
    cells = notebooks.read(path).cells
    assert [cell.id for cell in cells[:2]] == ["title", "parameters"]
    assert [cell.source for cell in cells[2:]] == ["n + 2", "n"]
    assert cells[1].metadata.tags == ["parameters"]
    assert twin.read_bytes() == edited


def test_a_notebook_that_cannot_be_brought_into_step_is_told(folder):
    (folder / "02-terms.ipynb").write_text("{")
    os.utime(folder / "02-terms.py", (1, 1))
    with pytest.raises(RuntimeError, match="could not: "):
        notebooks.synchronize([folder / "02-terms.ipynb"])


def test_opening_and_saving_in_jupyter_changes_no_byte(folder):
    from jupyter_server.services.contents.largefilemanager import LargeFileManager
    from jupytext import build_sync_jupytext_contents_manager_class

    path, twin = folder / "02-terms.ipynb", folder / "02-terms.py"
    before = path.read_bytes(), twin.read_bytes()
    for place, name in ((folder, path.name), (folder.parent, f"{folder.name}/{path.name}"), (folder, twin.name)):
        manager = build_sync_jupytext_contents_manager_class(LargeFileManager)(root_dir=str(place))
        manager.save(manager.get(name), name)
        assert manager.paired_notebooks
        assert (path.read_bytes(), twin.read_bytes()) == before


def test_the_twin_carries_tags_and_no_other_metadata(folder):
    twin = (folder / "02-terms.py").read_text(encoding="utf-8")
    assert twin.startswith("# %% [markdown]\n# # Which words")
    assert '# %% tags=["parameters"]\n' in twin
    options = tomllib.loads(TOML.read_text())
    assert options.pop("formats") == "ipynb,py:percent"
    assert notebooks.METADATA["jupytext"] == options


def test_a_normalized_notebook_holds_no_time_no_version_and_no_widget():
    cell = new_code_cell("1", execution_count=31, metadata={"execution": {"iopub.status.busy": "2021"}, "tags": ["x"]})
    cell.outputs = [new_output("execute_result", data={"text/plain": "1"}, execution_count=31)]
    notebook = new_notebook(cells=[new_code_cell("  "), new_markdown_cell("a"), cell])
    notebook.metadata = nbformat.from_dict(
        {"widgets": {"state": {}}, "title": "kept", "language_info": {"name": "python", "version": "3.11.2"}}
    )
    notebooks.normalize(notebook)
    assert notebook.cells[0].execution_count is None
    assert cell.execution_count == cell.outputs[0].execution_count == 1
    assert cell.metadata == {"tags": ["x"]}
    assert notebook.metadata == notebooks.METADATA | {"title": "kept"}
    assert "3.11" not in notebooks.text(notebook)


def test_what_was_printed_is_one_stream_of_each_name_between_other_outputs():
    def stream(name, text):
        return new_output("stream", name=name, text=text)

    shown = new_output("display_data", data={"text/plain": "figure"})
    pieces = [
        stream("stderr", "w1\n"),
        stream("stdout", "a"),
        stream("stderr", "w2\n"),
        stream("stdout", "b\n"),
        shown,
        stream("stdout", "c"),
    ]
    notebook = notebooks.normalize(new_notebook(cells=[new_code_cell("f()", outputs=pieces)]))
    assert notebook.cells[0].outputs == [
        stream("stdout", "ab\n"),
        stream("stderr", "w1\nw2\n"),
        shown,
        stream("stdout", "c"),
    ]


def test_the_text_is_what_nbformat_writes(folder, tmp_path):
    notebook = notebooks.read(folder / "02-terms.ipynb")
    nbformat.write(notebook, tmp_path / "written.ipynb")
    assert notebooks.text(notebook).encode() == (tmp_path / "written.ipynb").read_bytes()
    assert notebooks.text(notebook).endswith("}\n")


def executed(*outputs, ids=("a", "b", "c")):
    cells = [
        new_code_cell("x", id=name, outputs=[new_output("execute_result", data={"text/plain": text})])
        for name, text in zip(ids, outputs, strict=False)
    ]
    return notebooks.normalize(new_notebook(cells=cells))


def test_cells_whose_outputs_changed_are_told_by_the_numbers_that_jupyter_shows():
    assert notebooks.changes(executed("1", "2", "3"), executed("1", "2", "3")) == []
    assert notebooks.changes(executed("1", "5", "6"), executed("1", "2", "3")) == [
        "cell 2 printed another line: '5', was '2'",
        "cell 3 printed another line: '6', was '3'",
    ]


def test_the_first_line_that_differs_is_told_also_where_one_was_added_or_left_out():
    assert notebooks.changes(executed("a\nb\nc"), executed("a\nc")) == ["cell 1 printed one more line: 'b'"]
    assert notebooks.changes(executed("a\nc"), executed("a\nb\nc")) == ["cell 1 did not print the line: 'b'"]
    long = "x" * 200
    (told,) = notebooks.changes(executed(long), executed("y"))
    assert len(told) < 150


def test_cells_are_matched_by_their_ids_so_that_a_new_one_does_not_shift_the_others():
    assert notebooks.changes(executed("1", "new", "2", ids="axb"), executed("1", "2")) == ["cell 2 is new"]


def test_a_notebook_is_executed_when_a_cell_has_a_number():
    assert notebooks.executed(executed("1"))
    assert not notebooks.executed(new_notebook(cells=[new_code_cell("1"), new_markdown_cell("a")]))
    assert not notebooks.executed(new_notebook())


def test_the_fingerprint_follows_the_cells_and_not_their_outputs():
    one, other = executed("1"), executed("2")
    assert notebooks.fingerprint(one) == notebooks.fingerprint(other)
    other.cells[0].source = "y"
    assert notebooks.fingerprint(one) != notebooks.fingerprint(other)
