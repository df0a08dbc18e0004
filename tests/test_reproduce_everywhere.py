"""The matrix of circumstances: which there are, and that a row says what its run said."""

import shutil
import subprocess
import sys

import pytest

from analysis.reproduce import everywhere
from analysis.reproduce.everywhere import Circumstance


def test_the_matrix_has_each_processor_setting_and_a_busy_machine():
    settings = [one.settings for one in everywhere.circumstances()]
    for processor in ("Haswell", "Nehalem", "Prescott"):
        assert {"OPENBLAS_CORETYPE": processor} in settings
    for setting in ({"NUMBA_CPU_NAME": "generic"}, {"LC_ALL": "tr_TR.UTF-8"}, {"TZ": "Asia/Tokyo"}):
        assert setting in settings
    assert [one.name for one in everywhere.circumstances() if one.busy] == ["all cores busy"]


def test_a_python_that_does_not_run_is_none_and_this_one_is_not_another(tmp_path, monkeypatch):
    for version in ("3.12.9", "3.13.9"):
        python = tmp_path / "versions" / version / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/sh\n{'exit 127' if version == '3.13.9' else 'echo 3.12.9'}\n")
        python.chmod(0o755)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", "/nowhere")
    expected = {} if sys.version_info[:2] == (3, 12) else {"3.12.9": str(tmp_path / "versions/3.12.9/bin/python")}
    assert everywhere.pythons() == expected


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_run_sees_its_settings_and_its_row_says_whether_it_passed(tmp_path, monkeypatch, capsys):
    package = tmp_path / "analysis" / "reproduce"
    package.mkdir(parents=True)
    (tmp_path / "analysis" / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(
        "import os, sys\nstate = os.environ['STATE']\nprint(f'1 {state}; compared')\nsys.exit(state == 'changed')\n"
    )
    for command in (["init"], ["add", "."], ["-c", "user.name=test", "-c", "user.email=test", "commit", "-m", "first"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True, capture_output=True)
    matrix = [Circumstance("good", {"STATE": "new"}), Circumstance("bad", {"STATE": "changed"}, busy=True)]
    monkeypatch.setattr(everywhere, "circumstances", lambda: matrix)
    rows = everywhere.everywhere(root=tmp_path)
    assert [(row["name"], row["passed"]) for row in rows] == [("good", True), ("bad", False)]
    assert [row["said"] for row in rows] == ["1 new", "1 changed"]
    printed = capsys.readouterr().out.splitlines()
    assert printed[2].startswith("| good | yes | ")
    assert printed[3].startswith("| bad | no | ")
    assert everywhere.everywhere(["good"], root=tmp_path)[0]["name"] == "good"


def test_what_keeps_the_cores_busy_ends_with_the_run_however_that_ends():
    code = "import os, subprocess, sys; from analysis.reproduce.everywhere import BUSY; "
    code += "busy = subprocess.Popen([sys.executable, '-c', BUSY, str(os.getpid())]); "
    code += "print(busy.pid, flush=True); os._exit(1)"
    # Whoever inherits the pipe holds it open: that its end is reached says that the busy process has ended, too.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert int(done.stdout) > 0
