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
