"""The order of the rooms: a module imports only from rooms to its left, and only `figures` knows matplotlib."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from analysis import _paths

ORDER = ["corpus", "text", "terms", "topics"]
ALLOWED = {room: set(ORDER[: position + 1]) for position, room in enumerate(ORDER)} | {
    "figures": {"figures"},
    "reproduce": {"reproduce", "corpus"},
}
FORBIDDEN = re.compile(r"^\s*(def|class) |%pip|!pip|sys\.path|filterwarnings", re.MULTILINE)  # in a notebook
MODULES = sorted((_paths.ROOT / "analysis").rglob("*.py"))


def imports(path):
    """Every module that a file imports, by its absolute name."""
    package = path.relative_to(_paths.ROOT).with_suffix("").parts
    package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            source = ".".join(part for part in (base, node.module) if part)
            yield from (f"{source}.{alias.name}" for alias in node.names) if source == "analysis" else (source,)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(_paths.ROOT)))
def test_a_module_imports_only_from_rooms_to_its_left(path):
    parts = path.relative_to(_paths.ROOT / "analysis").parts
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("analysis.")}
    rooms = {room for room in rooms if not room.startswith("_")}
    assert rooms <= (ALLOWED[parts[0]] if len(parts) > 1 else set())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(_paths.ROOT)))
def test_only_figures_imports_matplotlib(path):
    if "figures" not in path.parts:
        assert not [name for name in imports(path) if name.split(".")[0] in ("matplotlib", "PIL")] or (
            "reproduce" in path.parts and not [name for name in imports(path) if name.startswith("matplotlib")]
        )


def compiled(tree):
    """The functions of a file that Numba compiles."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("njit" in ast.unparse(found) for found in node.decorator_list):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(_paths.ROOT)))
def test_what_is_compiled_uses_nothing_of_another_file(path):
    """Numba's cache looks at the date of one file: what came from another would never be noticed to change."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("analysis"))
        for alias in node.names
    }
    for function in compiled(tree):
        used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        assert not used & foreign, f"{function.name} uses {used & foreign}"


def test_importing_the_package_loads_no_room():
    code = "import sys, analysis; print([name for name in sys.modules if name.startswith('analysis.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def project():
    return tomllib.loads((_paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_lock_satisfies_every_requirement_of_pyproject():
    locked = dict(
        re.findall(r"^([a-z0-9_.-]+)==([^\s;]+)", (_paths.ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    )
    wanted = [Requirement(line) for line in project()["dependencies"] + project()["optional-dependencies"]["dev"]]
    for requirement in wanted:
        assert Version(locked[requirement.name]) in requirement.specifier, requirement


def test_the_lock_pins_every_package_by_hash_and_names_no_index():
    entries = re.split(r"\n(?=\S)", (_paths.ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[a-z0-9_.-]+==", entry), entry
        assert "--hash=sha256:" in entry, entry
        assert "://" not in entry, entry


def test_the_conda_environment_asks_for_the_same_versions_as_pyproject():
    import yaml

    content = yaml.safe_load((_paths.ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = {re.match(r"[a-z0-9_-]+", line)[0]: line for line in content["dependencies"] if isinstance(line, str)}
    by_pip = next((entry["pip"] for entry in content["dependencies"] if isinstance(entry, dict)), [])
    conda |= {re.match(r"[a-z0-9_-]+", line)[0]: line for line in by_pip if not line.startswith("-")}
    wanted = project()["dependencies"] + project()["optional-dependencies"]["dev"]
    # The two names differ only where conda splits off what a notebook never needs: matplotlib without its Qt windows.
    renamed = {"matplotlib": "matplotlib-base"}
    for requirement in map(Requirement, wanted):
        name = renamed.get(requirement.name, requirement.name)
        assert conda.pop(name).removeprefix(name).strip() == str(requirement.specifier), requirement
    assert conda.pop("python") == f"python {project()['requires-python']}"
    assert set(conda) == {"pip", "make"}


def test_every_notebook_has_its_twin():
    notebooks = {path.stem for path in _paths.NOTEBOOKS.glob("*.ipynb")}
    assert notebooks
    assert notebooks == {path.stem for path in _paths.NOTEBOOKS.glob("*.py")}


def test_notebooks_are_plain_steps_without_definitions():
    for path in _paths.NOTEBOOKS.glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        prose = [cell for cell in cells if cell["cell_type"] == "markdown"]
        assert len(prose) >= len(code), path.name
        for source in code:
            assert len(source.strip().splitlines()) <= 15, (path.name, source)
            assert not re.search(r"^\s*(def|class) |%pip|!pip|sys\.path|filterwarnings", source, re.M), (
                path.name,
                source,
            )


def test_the_lock_is_complete_so_that_pip_need_not_resolve_anything():
    locked = set(
        re.findall(r"^([a-z0-9_.-]+)==", (_paths.ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    )
    asked = [Requirement(name) for name in sorted(locked)]
    seen = set()
    while asked:
        requirement = asked.pop()
        name = canonicalize_name(requirement.name)
        extras = {canonicalize_name(extra) for extra in requirement.extras} or {""}
        if (name, *sorted(extras)) in seen:
            continue
        seen.add((name, *sorted(extras)))
        assert name in locked, requirement
        try:
            needed = map(Requirement, metadata.requires(name) or [])
        except metadata.PackageNotFoundError:  # locked for another system than this
            continue
        asked += [
            other
            for other in needed
            if other.marker is None or any(other.marker.evaluate({"extra": extra}) for extra in extras)
        ]
