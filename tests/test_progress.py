"""Bars of progress: one at a time, and nothing of them in a notebook."""

import asyncio
import io
import sys

import nbformat

from analysis import _progress
from analysis.reproduce import kernels, notebooks

SLOW = "[time.sleep(0.05) for _ in _progress.bar(range(5), doing='Fitting', unit='steps', after=0)]"


def run(tmp_path, source):
    cell = nbformat.v4.new_code_cell(source)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    asyncio.run(kernels.execute(notebook, folder=tmp_path, results=tmp_path / "results", scratch=tmp_path))
    return notebook


def test_a_bar_that_is_forced_on_leaves_no_output_in_a_notebook(tmp_path, monkeypatch):
    monkeypatch.setitem(kernels.CIRCUMSTANCES, "TQDM_DISABLE", "")
    notebook = run(tmp_path, f"import time\nfrom analysis import _progress\n{SLOW};\nprint('done')")
    assert [output.output_type for output in notebook.cells[0].outputs] == ["display_data", "stream"]
    assert [output.text for output in notebooks.normalize(notebook).cells[0].outputs] == ["done\n"]


def test_a_bar_in_a_notebook_shows_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setitem(kernels.CIRCUMSTANCES, "TQDM_DISABLE", "")
    source = "from analysis import _progress\nbar = _progress.bar(doing='Fitting', unit='steps', total=4, after=0)\n"
    [output] = run(tmp_path, source + "bar.update(3); bar.refresh()").cells[0].outputs[:1]
    assert output.data["text/html"] == '<div><progress value="3" max="4"></progress> Fitting 3 of 4 steps</div>'


def test_a_bar_in_a_terminal_goes_when_the_work_is_done(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(_progress.bar([1, 2], doing="Reading", unit="files", after=0)) == [1, 2]
    assert sys.stderr.getvalue().rsplit("\r", 2)[-2].strip() == ""


def test_no_bar_begins_within_another():
    with _progress.bar(doing="Reading", unit="files", total=1) as outer:
        assert not outer.disable
        with _progress.bar(doing="Comparing", unit="parts", total=1) as inner:
            assert inner.disable
    with _progress.bar(doing="Comparing", unit="parts", total=1) as next_one:
        assert not next_one.disable


def test_a_bar_that_is_never_walked_forbids_no_later_one():
    _progress.bar([1, 2], doing="Reading", unit="files")
    with _progress.bar(doing="Comparing", unit="parts", total=1) as later:
        assert not later.disable


def test_bars_can_be_forbidden(tmp_path):
    source = f"import time\nfrom analysis import _progress\n{SLOW};"
    assert kernels.CIRCUMSTANCES["TQDM_DISABLE"] == "1"
    assert run(tmp_path, source).cells[0].outputs == []
