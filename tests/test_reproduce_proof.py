"""The whole run, with real kernels and notebooks of a few lines, in a repository of its own."""

import asyncio
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import corpus, reproduce
from analysis.reproduce import manifest, notebooks, staging
from analysis.reproduce.__main__ import main, report

TOML = Path(__file__).resolve().parents[1] / "notebooks" / "jupytext.toml"
SETUP = "import os\nfrom pathlib import Path\n\nresults = Path(os.environ['DISCOURSE_RESULTS'])"
TABLE = "number = (results / 'terms.csv').write_text('term,share\\nnato,0.2\\nlibya,0.1\\n')"
FIGURE = """import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(1, 1))
ax.plot([1, 2])
figure.savefig(results / "terms.png")"""
SURROUNDINGS = "os.environ['MPLBACKEND'], os.environ['PYTHONHASHSEED'], Path.cwd().name, hash('nato'), os.getenv('TZ')"
SECOND = "02-\N{GREEK SMALL LETTER ALPHA}"
PRINTED = "import sys\n\nfor i in range(3):\n    print(i, flush=True)\n    print('warned', file=sys.stderr, flush=True)"


def write(root, name, *sources):
    """Write a notebook with one code cell for each source; the first line of a source may name its tag."""
    cells = [new_markdown_cell("# Which words?", id="title")]
    for i, source in enumerate(sources):
        tags = {"tags": ["parameters"]} if source.startswith("CORPUS") or source.startswith("SIZE") else {}
        cells.append(new_code_cell(source, id=f"cell-{i}", metadata=tags))
    notebook = new_notebook(cells=cells)
    path = root / "notebooks" / f"{name}.ipynb"
    path.write_text(notebooks.text(notebook), encoding="utf-8")
    path.with_suffix(".py").write_text(jupytext.writes(notebook, fmt="py:percent"), encoding="utf-8")


def edit(root, name, before, after):
    """Change the sources of a notebook and of its twin."""
    for path in (root / "notebooks" / f"{name}.ipynb", root / "notebooks" / f"{name}.py"):
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


def git(root, *arguments):
    settings = ["-c", "user.name=test", "-c", "user.email=test", "-c", "core.autocrlf=false"]
    return subprocess.run(["git", "-C", root, *settings, *arguments], check=True, capture_output=True, text=True).stdout


def hashes(root):
    """The hash of every file in the results and the notebooks."""
    files = [path for folder in ("results", "notebooks") for path in (root / folder).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def row(table, notebook, file=""):
    """The one row of a notebook or a file, as a Series."""
    (position,) = table.index[(table["notebook"] == notebook) & (table["file"] == file)]
    return table.loc[position]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def empty(tmp_path):
    root = tmp_path / "repository"
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(TOML, root / "notebooks")
    return root


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A repository whose two notebooks have run once, and the table of that run."""
    root = tmp_path_factory.mktemp("ran")
    (root / "notebooks").mkdir()
    shutil.copy(TOML, root / "notebooks")
    write(root, "01-words", SETUP, TABLE, FIGURE, "")
    write(
        root,
        SECOND,
        SETUP,
        SURROUNDINGS,
        PRINTED,
        "(results / 'other.csv').write_text('n\\n1\\n')",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "agg")
        patch.setenv("DISCOURSE_CACHE", str(root / "cache"))
        table = reproduce.run(root=root)
    shutil.rmtree(root / "cache")
    return root, table


@pytest.fixture
def repository(ran, tmp_path):
    """A copy of that repository, elsewhere."""
    return shutil.copytree(ran[0], tmp_path / "elsewhere" / "repository")


@pytest.fixture
def committed(repository):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for command in (["init"], ["add", "."], ["commit", "-m", "first"]):
        git(repository, *command)
    return repository


def test_all_that_a_first_run_makes_is_new(ran):
    root, table = ran
    assert table["notebook"].tolist() == ["01-words"] * 3 + [SECOND] * 2
    assert table["file"].tolist() == ["", "terms.csv", "terms.png", "", "other.csv"]
    assert set(table["status"]) == {"new"}
    assert table["seconds"].notna().tolist() == [True, False, False, True, False]
    assert sorted(path.name for path in (root / "results").iterdir()) == [
        "manifest.json",
        "other.csv",
        "terms.csv",
        "terms.png",
    ]


def test_a_kernel_sees_the_same_circumstances_whatever_the_user_has_set(ran):
    second = notebooks.read(ran[0] / "notebooks" / f"{SECOND}.ipynb")
    seen = second.cells[2].outputs[0].data["text/plain"]
    # what a fresh Python says, to compare the hash with
    command = [sys.executable, "-c", "print(hash('nato'))"]
    expected = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": "0"}, capture_output=True, text=True).stdout
    assert seen.replace("\n", "") == (
        f"('module://matplotlib_inline.backend_inline', '0', 'notebooks', {int(expected)}, 'UTC')"
    )
    assert "image/png" in notebooks.read(ran[0] / "notebooks" / "01-words.ipynb").cells[3].outputs[0].data


def test_the_executed_notebook_holds_one_stream_of_each_name_and_its_cells_in_order(ran):
    second = notebooks.read(ran[0] / "notebooks" / f"{SECOND}.ipynb")
    assert [(output.name, output.text) for output in second.cells[3].outputs] == [
        ("stdout", "0\n1\n2\n"),
        ("stderr", "warned\nwarned\nwarned\n"),
    ]
    first = notebooks.read(ran[0] / "notebooks" / "01-words.ipynb")
    assert [cell.get("execution_count") for cell in first.cells] == [None, 1, 2, 3, None]
    assert [cell.id for cell in first.cells] == ["title", "cell-0", "cell-1", "cell-2", "cell-3"]


def test_a_second_run_is_identical_and_leaves_no_change_to_commit(committed):
    before = hashes(committed)
    table = reproduce.run(root=committed)
    assert set(table["status"]) == {"identical"}
    assert set(table["reference"]) == {"commit"}
    assert table.attrs["commit"] == git(committed, "rev-parse", "HEAD").strip()
    assert table.attrs["manifest"] == "identical"
    assert git(committed, "status", "--porcelain") == ""
    # in another folder than the first run: nothing that was written depends on the place
    assert hashes(committed) == before


def test_without_a_commit_the_reference_is_what_was_on_disk(repository, capsys):
    edit(repository, "01-words", "libya,0.1", "libya,0.3")
    assert main(["01", "--update"], root=repository) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "0.3, was 0.1, relative difference 0.667" in told
    assert "no commit to compare with: compared with the files on disk before" in told
    again = reproduce.run(["01"], root=repository)
    assert set(again["status"]) == {"identical"}
    assert set(again["reference"]) == {"disk"}


def test_a_run_tells_what_changed_and_by_how_much_what_is_new_and_what_is_gone(committed):
    edit(committed, "01-words", "nato,0.2", "nato,0.25")  # 0.05 of 0.25 is a fifth
    edit(committed, "01-words", "[1, 2]", "[2, 1]")
    edit(committed, SECOND, "other.csv", "another.csv")
    edit(committed, SECOND, "range(3)", "range(2)")
    table = reproduce.run(root=committed)
    assert row(table, "01-words", "terms.csv")[["status", "detail"]].tolist() == [
        "changed",
        "column 'share', row 1 (nato): 0.25, was 0.2, relative difference 0.2",
    ]
    figure = row(table, "01-words", "terms.png")
    assert figure["status"] == "changed"
    assert "of pixels differ, a channel by at most" in figure["detail"]
    first = row(table, "01-words")
    assert first["status"] == "changed"
    assert first["detail"].startswith("cell 3 drew another picture: ")
    assert row(table, SECOND)[["status", "detail"]].tolist() == ["changed", "cell 3 did not print the line: '2'"]
    assert row(table, SECOND, "another.csv")["status"] == "new"
    assert row(table, SECOND, "other.csv")["status"] == "gone"
    assert (committed / "results" / "other.csv").exists()
    # the commit stays the reference, however often the changed notebook runs
    assert row(reproduce.run(["01"], root=committed), "01-words", "terms.csv")["status"] == "changed"


def test_what_changed_lies_aside_and_nothing_committed_is_touched_unless_asked_for(committed, capsys):
    edit(committed, "01-words", "nato,0.2", "nato,0.25")
    edit(committed, "01-words", "[1, 2]", "[2, 1]")
    (committed / ".gitignore").write_text("build/\n")
    git(committed, "add", ".")
    git(committed, "commit", "-m", "second")
    assert main([], root=committed) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "What changed lies in build/changed/" in told
    assert "make reproduce UPDATE=1" in told
    assert "manifest.json: left as it was" in told
    assert git(committed, "status", "--porcelain") == ""
    aside = committed / "build" / "changed"
    assert sorted(path.name for path in aside.iterdir()) == ["01-words.ipynb", "terms.csv", "terms.png"]
    assert "nato,0.25" in (aside / "terms.csv").read_text()

    assert main(["--update"], root=committed) == 1
    assert not aside.exists()
    assert "nato,0.25" in (committed / "results" / "terms.csv").read_text()
    git(committed, "add", ".")
    git(committed, "commit", "-m", "third")
    assert main([], root=committed) == 0
    assert git(committed, "status", "--porcelain") == ""


def test_a_figure_of_ones_own_in_the_results_is_no_concern_of_the_proof(committed):
    for name in ("mine.png", "mine.csv"):
        (committed / "results" / name).write_text("n\n1\n")
    assert set(reproduce.run(root=committed)["status"]) == {"identical"}


def test_other_versions_that_give_the_same_results_change_no_file(committed, monkeypatch):
    others = reproduce.versions().assign(version="0")
    monkeypatch.setattr("analysis.reproduce.manifest.versions", lambda: others)
    table = reproduce.run(root=committed)
    assert set(table["status"]) == {"identical"}
    assert table.attrs["manifest"] == "left as it was, made with other versions"
    assert git(committed, "status", "--porcelain") == ""


def test_verify_finds_everything_as_it_was_and_runs_nothing(repository, capsys, monkeypatch):
    monkeypatch.setattr("analysis.reproduce.kernels.execute", None)
    assert main(["--verify"], root=repository) == 0
    assert "5 corpora, notebooks, figures and tables looked at; 0 not as" in capsys.readouterr().out


def test_verify_names_each_file_that_is_not_as_it_was(repository, capsys):
    (repository / "results" / "terms.png").unlink()
    (repository / "results" / "other.csv").write_text("n\n2\n")
    path = repository / "notebooks" / f"{SECOND}.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"0\\n"', '"7\\n"'), encoding="utf-8")
    edit(repository, "01-words", "[1, 2]", "[2, 1]")
    assert main(["--verify"], root=repository) == 1
    assert set(capsys.readouterr().out.splitlines()[:-1]) == {
        "notebooks/01-words.ipynb: other cells",
        "results/terms.png: missing",
        f"notebooks/{SECOND}.ipynb: other outputs",
        "results/other.csv: other content",
    }


def test_verify_without_a_manifest_says_what_to_run(empty, capsys):
    assert main(["--verify"], root=empty) == 2
    assert "make reproduce UPDATE=1" in capsys.readouterr().err


def test_a_notebook_that_fails_leaves_its_results_and_the_others_run(repository, capfd):
    edit(repository, "01-words", "nato,0.2", "nato,0.9")
    edit(repository, "01-words", "ax.plot([1, 2])", "1 / 0")
    write(repository, "03-killed", SETUP, "os._exit(1)")
    write(repository, "04-fine", SETUP, "name = (results / 'fine.csv').write_text('n\\n1\\n')")
    before = hashes(repository)
    assert main(["01", "03", "04"], root=repository) == 1
    told = capfd.readouterr().out
    assert "cell 3: ZeroDivisionError: division by zero" in told
    assert "cell 2: the kernel died" in told
    after = hashes(repository)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"results/fine.csv", "results/manifest.json", "notebooks/04-fine.ipynb"}
    assert set(before) <= set(after)


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_an_interrupted_run_leaves_whole_files_and_no_kernel(repository, how):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        wait = f"import socket, time\n\nline = socket.create_connection(('127.0.0.1', {port}))\ntime.sleep(600)"
        write(repository, "01-words", SETUP, TABLE.replace("0.2", "0.9"), wait)
        before = hashes(repository)
        command = (
            "import pathlib, runpy, sys; from analysis import _paths; "
            f"_paths.ROOT = pathlib.Path({str(repository)!r}); sys.argv = ['reproduce', '01']; "
            "runpy.run_module('analysis.reproduce', run_name='__main__')"
        )
        process = subprocess.Popen([sys.executable, "-c", command], stderr=subprocess.PIPE, text=True)
        server.settimeout(600)
        line, _ = server.accept()  # the cell is at work
        assert list((repository / "results" / "staging.partial").rglob("terms.csv"))
        process.send_signal(getattr(signal, how))
        _, said = process.communicate(timeout=600)
        line.settimeout(600)
        assert line.recv(1) == b""  # the kernel has ended: nothing but its end closes the line
        line.close()
    after = hashes(repository)
    if how == "SIGKILL":
        assert process.returncode == -signal.SIGKILL
        left = {name for name in after if "staging.partial" in name}
        assert left
        assert {name: value for name, value in after.items() if name not in left} == before
        with staging.opened(repository / "results") as folder:
            assert not list((repository / "results").rglob("terms.csv"))[1:]
            assert not list(folder.iterdir())
    else:
        assert process.returncode == 130
        assert "Interrupted" in said
        assert "Traceback" not in said
        assert after == before
    assert not (repository / "results" / "staging.partial").exists()


def test_two_runs_on_the_same_results_exclude_each_other(repository):
    with (
        staging.opened(repository / "results"),
        pytest.raises(RuntimeError, match="another one is at work"),
    ):
        reproduce.run(root=repository)


def test_a_notebook_that_differs_from_its_twin_is_not_run(repository, capsys):
    twin = repository / "notebooks" / "01-words.py"
    twin.write_text(twin.read_text().replace("0.2", "0.3"))
    before = hashes(repository)
    assert main(["01"], root=repository) == 1
    assert "run: jupytext --sync notebooks/01-words.ipynb" in " ".join(capsys.readouterr().out.split())
    assert hashes(repository) == before


def test_with_sync_an_edit_of_the_twin_is_taken_over_first(repository):
    twin = repository / "notebooks" / "01-words.py"
    os.utime(repository / "notebooks" / "01-words.ipynb", (1, 1))
    twin.write_text(twin.read_text().replace("nato,0.2", "nato,0.4"))
    table = reproduce.run("01", sync=True, root=repository)
    assert row(table, "01-words", "terms.csv")["detail"].endswith("0.4, was 0.2, relative difference 0.5")


def test_two_notebooks_that_write_the_same_file_are_told_apart(empty):
    for name in ("01-a", "02-b"):
        write(empty, name, SETUP, f"n = (results / 'same.csv').write_text('n\\n{name}\\n')")
    table = reproduce.run(root=empty, jobs=1)
    assert row(table, "02-b")["status"] == "failed"
    assert row(table, "02-b")["detail"] == "writes same.csv, and so does 01-a: give one of the two another name"
    assert (empty / "results" / "same.csv").read_text() == "n\n01-a\n"
    assert table.attrs["manifest"] == "not written before all notebooks have run"


def test_an_output_that_shows_where_a_file_was_staged_is_refused(empty):
    write(empty, "01-a", SETUP, "results / 'a.png'")
    table = reproduce.run(root=empty)
    assert row(table, "01-a")["status"] == "failed"
    assert row(table, "01-a")["detail"].startswith("cell 2 shows the path of a file that it wrote")


def test_the_manifest_says_what_the_results_are_made_of(ran):
    root, _ = ran
    written = json.loads((root / "results" / "manifest.json").read_text())
    assert sorted(written) == ["corpora", "notebooks", "versions"]
    assert written["versions"] == reproduce.versions()["version"].to_dict()
    entry = written["notebooks"]["01-words"]
    assert entry["outputs"] == {
        name: hashlib.sha256((root / "results" / name).read_bytes()).hexdigest() for name in ("terms.csv", "terms.png")
    }
    assert entry["source"] == notebooks.fingerprint(notebooks.read(root / "notebooks" / "01-words.ipynb"))


def test_a_run_of_one_notebook_updates_its_entry_in_the_manifest(repository):
    old = manifest.read(repository / "results")
    edit(repository, "01-words", "terms.csv", "words.csv")
    table = reproduce.run(["01-words"], root=repository)
    new = manifest.read(repository / "results")
    assert table.attrs["manifest"] == "written"
    assert set(new["notebooks"]["01-words"]["outputs"]) == {"words.csv", "terms.png"}
    assert new["notebooks"][SECOND] == old["notebooks"][SECOND]
    # the file of the other notebook, which did not run, is not gone; the one that this notebook made before is
    assert table.loc[table["status"] == "gone", "file"].tolist() == ["terms.csv"]


@pytest.fixture
def speeches(monkeypatch):
    """A corpus of seven articles of three outlets, known to the room of corpora."""
    outlets = pd.Categorical(["Post", "Daily", "Post", "Abend", "Daily", "Post", "Daily"])
    articles = pd.DataFrame({"text": "x", "outlet": outlets})
    sources = {"speeches": {"title": "Seven speeches", "parameters": {"SINCE": "2017-02", "UNKNOWN": 1}}}

    def load(name):
        if name not in sources:
            raise ConnectionError("it cannot be fetched")
        return articles

    monkeypatch.setattr(corpus, "source", sources.__getitem__)
    monkeypatch.setattr(corpus, "load", load)


def test_the_notebooks_tell_about_another_corpus_in_a_folder_of_its_own(empty, speeches):
    values = "print(CORPUS, SIZE, TARGET, REFERENCE, SINCE)"
    write(empty, "01-a", SETUP, 'CORPUS, SIZE = "news", 5\nTARGET = REFERENCE = SINCE = None', values, TABLE)
    write(empty, "02-b", SETUP, 'SIZE = "no corpus"')
    write(empty, "03-c", SETUP)
    write(empty, "04-d", SETUP, 'CORPUS = "news"', 'articles[["date", "title"]].head(), articles["outlet"]')
    before = hashes(empty)
    table = reproduce.run(corpus="speeches", root=empty)
    assert row(table, "01-a")["detail"] == (
        "TARGET = 'Daily' (3 articles), REFERENCE = 'Post' (3 articles): the two outlets with the most articles."
    )
    assert row(table, "02-b")[["status", "detail"]].tolist() == ["skipped", "its parameters cell has no CORPUS"]
    assert row(table, "03-c")[["status", "detail"]].tolist() == ["skipped", "it has no parameters cell"]
    lacking = "it needs what the corpus lacks: date, title"
    assert row(table, "04-d")[["status", "detail"]].tolist() == ["skipped", lacking]
    assert row(table, "01-a", "terms.csv")["status"] == "new"
    assert table.attrs["unused"] == ["UNKNOWN"]
    after = hashes(empty)
    assert set(after) - set(before) == {
        "results/speeches/terms.csv",
        "results/speeches/manifest.json",
        "results/speeches/01-a.ipynb",
    }
    assert {name: after[name] for name in before} == before
    executed = nbformat.read(empty / "results" / "speeches" / "01-a.ipynb", as_version=4)
    assert executed.cells[0].source.startswith("> **Corpus: `speeches`** (Seven speeches).")
    assert "TARGET = 'Daily' (3 articles)" in executed.cells[0].source
    assert executed.cells[5].outputs[0].text == "speeches 5 Daily Post 2017-02\n"
    entry = manifest.read(empty / "results" / "speeches")["notebooks"]["01-a"]
    assert entry["corpus"] == "speeches"
    assert entry["parameters"] == {"CORPUS": "speeches", "TARGET": "Daily", "REFERENCE": "Post", "SINCE": "2017-02"}


def test_the_manifest_has_the_fingerprint_of_each_corpus_and_a_missing_one_stops_only_its_notebooks(empty, speeches):
    write(empty, "01-a", 'CORPUS = "speeches"', "CORPUS")
    write(empty, "02-b", 'CORPUS = "elsewhere"', "CORPUS")
    table = reproduce.run(root=empty)
    assert row(table, "01-a")["status"] == "new"
    assert row(table, "02-b")[["status", "detail"]].tolist() == [
        "failed",
        "corpus 'elsewhere': it cannot be fetched",
    ]
    (empty / "notebooks" / "02-b.ipynb").unlink()
    (empty / "notebooks" / "02-b.py").unlink()
    reproduce.run(root=empty)
    assert manifest.read(empty / "results")["corpora"] == {"speeches": corpus.fingerprint(corpus.load("speeches"))}


def test_a_run_can_be_called_where_an_event_loop_runs_already(empty):
    write(empty, "01-a", "1 + 1")

    async def cell():
        return reproduce.run(root=empty)

    assert asyncio.run(cell())["status"].tolist() == ["new"]


@pytest.mark.parametrize("arguments", [[], ["01"], ["--jobs", "0"], ["--corpus", "no such corpus"]])
def test_what_cannot_be_run_is_one_line_and_no_traceback(empty, capsys, arguments):
    if "--jobs" in arguments or "--corpus" in arguments:
        write(empty, "01-a", "1 + 1")
    assert main(arguments, root=empty) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert not (empty / "results").exists()


def test_help_explains_every_option_and_the_exit_status(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(part in told for part in ("NOTEBOOK", "--corpus", "--jobs", "--sync", "exit status", "130"))


def test_the_printed_table_fits_into_a_hundred_columns():
    detail = "column 'share', row 1 (nato): 0.25, was 0.2, relative difference 0.2; 1,203 numbers differ " * 2
    name = "02-a-long-name-of-a-notebook"
    rows = [
        {"notebook": name, "file": "", "status": "changed", "seconds": 123.45, "detail": "cell 3"},
        {"notebook": name, "file": f"{'long-' * 12}.csv", "status": "changed", "detail": detail, "reference": "disk"},
    ]
    for shown in (rows, rows[:1], []):
        table = pd.DataFrame(shown, columns=["notebook", "file", "status", "seconds", "detail", "reference"])
        table.attrs = {"commit": "0a1b2c3d" * 5, "manifest": "left as it was", "unused": ["EVERY"]}
        lines = report(table).splitlines()
        assert max(map(len, lines)) <= 100
        told = " ".join(" ".join(lines).split())
        assert "no notebook has the parameter EVERY" in told
        assert (" ".join(detail.split()) in told) == (len(shown) == 2)
