import datetime

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.reproduce import parameters

OUTLETS = pd.Series({"Post": 7, "Daily": 9, "Abend": 7, "Empty": 0})


def notebook(source: str):
    cell = new_code_cell(source, metadata={"tags": ["parameters"]})
    return new_notebook(cells=[new_markdown_cell("# Who?"), new_code_cell("import os"), cell, new_code_cell("n")])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('CORPUS = "example"  # which', {"CORPUS": "example"}),
        ('CORPUS, n = "example", 5', {"CORPUS": "example", "n": 5}),
        ('(CORPUS, [a, b]) = "example", [1, 2.5]', {"CORPUS": "example", "a": 1, "b": 2.5}),
        ("a = b = -1", {"a": -1, "b": -1}),
        ('CORPUS: str = "example"\nn: int', {"CORPUS": "example"}),
        ("a, b = f()\nc = f()\nd.e = 1\nf[0] = 2", {"a": None, "b": None, "c": None}),
        (
            'TERMS = ["\N{LATIN SMALL LETTER G WITH BREVE}", "b"]',
            {"TERMS": ["\N{LATIN SMALL LETTER G WITH BREVE}", "b"]},
        ),
        ("", {}),
    ],
)
def test_the_assigned_names_are_read_with_the_values_that_are_written_out(source, expected):
    assert parameters.assigned(notebook(source)) == expected


def test_without_a_tagged_cell_nothing_is_assigned():
    assert parameters.assigned(new_notebook()) == {}
    assert parameters.assigned(new_notebook(cells=[new_code_cell("a = 1"), new_markdown_cell("a")])) == {}


def test_a_parameters_cell_that_is_not_python_is_an_error_that_names_the_line():
    with pytest.raises(ValueError, match="line 2 cannot be read"):
        parameters.assigned(notebook("a = 1\n%matplotlib inline"))


def test_without_settings_target_and_reference_are_the_outlets_with_the_most_articles():
    names = {"CORPUS": "x", "TARGET": "y", "REFERENCE": "z"}
    values, note = parameters.choose(names, {}, OUTLETS)
    assert values == {"TARGET": "Daily", "REFERENCE": "Abend"}  # 9, then of two with 7 the first in the alphabet
    assert note == (
        "TARGET = 'Daily' (9 articles), REFERENCE = 'Abend' (7 articles): the two outlets with the most articles."
    )


def test_settings_of_the_corpus_come_first_and_only_for_names_that_the_notebook_has():
    source = {"parameters": {"TARGET": "Daily", "EVERY": "M"}}
    assert parameters.choose({"TARGET": 1, "REFERENCE": 2}, source, OUTLETS)[0] == {
        "TARGET": "Daily",
        "REFERENCE": "Abend",
    }
    assert parameters.choose({"EVERY": "W"}, source, OUTLETS) == ({"EVERY": "M"}, "")
    assert parameters.choose({"n": 5}, source, OUTLETS) == ({}, "")


@pytest.mark.parametrize(
    "outlets", [pd.Series(dtype=int), pd.Series({"Daily": 3}), pd.Series({"Daily": 3, "Empty": 0})]
)
def test_too_few_outlets_to_choose_from_is_an_error(outlets):
    with pytest.raises(ValueError, match="TARGET and REFERENCE: expected an outlet for each; the corpus has"):
        parameters.choose({"TARGET": 1, "REFERENCE": 2}, {}, outlets)


def test_values_are_injected_after_the_parameters_cell_under_a_banner():
    given = notebook('CORPUS, n, SINCE = "example", 5, None')
    values = {"SINCE": datetime.date(2017, 2, 7), "CORPUS": "o'hare", "n": 3}
    changed = parameters.inject(given, values, title="Speeches", note="Chosen so.")
    assert [cell.source for cell in changed.cells[2:]] == [
        "import os",
        'CORPUS, n, SINCE = "example", 5, None',
        "CORPUS = \"o'hare\"\nn = 3\nSINCE = '2017-02-07'",
        "n",
    ]
    assert changed.cells[4].metadata.tags == ["injected-parameters"]
    banner = changed.cells[0]
    assert banner.cell_type == "markdown"
    assert "**Corpus: `o'hare`** (Speeches)" in banner.source
    assert "written for the corpus `example` and may not hold here. Chosen so." in banner.source
    assert len(given.cells) == 4
    assert parameters.inject(given, values, title="Speeches", note="Chosen so.") == changed
