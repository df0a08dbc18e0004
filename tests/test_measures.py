"""MEASURES.md tells the truth: the tests that it names exist."""

import ast
import re

import pytest

from analysis import _paths

ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in (_paths.ROOT / "MEASURES.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| measure |")
]


def functions(path):
    return {node.name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if hasattr(node, "name")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_measure_has_a_definition_a_source_and_a_test_that_exists(row):
    measure, definition, source, tests = row
    assert measure
    assert definition
    assert source
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", tests)
    assert named, tests
    for file, function in named:
        assert function in functions(_paths.ROOT / "tests" / file), (file, function)


def outside(path):
    """The functions of a file of tests that reach for a file beside the repository, by themselves or through others."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        name: node
        for node in tree.body
        for name in (
            [target.id for target in node.targets if isinstance(target, ast.Name)]
            if isinstance(node, ast.Assign)
            else [getattr(node, "name", None)]
        )
        if name
    }
    uses = {
        name: {found.id for found in ast.walk(node) if isinstance(found, ast.Name)}
        | {found.arg for found in ast.walk(node) if isinstance(found, ast.arg)}
        for name, node in named.items()
    }
    beside = {name for name, node in named.items() if re.search(r"[\"'/]shared[\"'/]", ast.unparse(node))}
    while more := {name for name in uses if name not in beside and uses[name] & beside}:
        beside |= more
    return beside


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_proof_of_every_measure_is_in_the_repository(row):
    for file, function in re.findall(r"`(test_\w+\.py)::(test_\w+)`", row[3]):
        assert function not in outside(_paths.ROOT / "tests" / file), (file, function)


def test_a_test_that_reaches_beside_the_repository_is_seen():
    assert "test_totals_of_dictionary_files_are_those_of_quanteda" in outside(
        _paths.ROOT / "tests" / "test_text_lookup_reference.py"
    )
