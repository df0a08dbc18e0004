"""The pages for users tell the truth: every call that they name exists and takes the options that they show."""

import ast
import importlib
import inspect
import re

import pytest

from analysis import _paths

ROOMS = {name: importlib.import_module(f"analysis.{name}") for name in ("corpus", "text", "terms", "topics", "figures")}
ROOMS["reproduce"] = importlib.import_module("analysis.reproduce")
PAGES = [_paths.ROOT / "README.md", _paths.ROOT / "corpus" / "README.md", *sorted((_paths.ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def snippets(page):
    """Every block of Python and every code span that names something of a room."""
    content = page.read_text(encoding="utf-8")
    yield from BLOCK.findall(content)
    for span in SPAN.findall(FENCED.sub("", content)):
        if any(re.search(rf"(?<![\w./]){room}\.[A-Za-z]", span) for room in ROOMS):
            yield span


def named(node):
    """What a chain such as ``topics.NamedTopics(seeds).fit`` stands for; None if it leads to a value unknown here."""
    if isinstance(node, ast.Name):
        return ROOMS.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = named(node.value)
        return getattr(owner, node.attr) if owner is not None else None
    if isinstance(node, ast.Call):
        made = named(node.func)
        return made if inspect.isclass(made) else None
    return None


def check(snippet):
    for node in ast.walk(ast.parse(snippet)):
        if isinstance(node, ast.Attribute):
            named(node)  # an AttributeError names what is missing
        if isinstance(node, ast.Call) and (function := named(node.func)) is not None:
            method = isinstance(node.func, ast.Attribute) and inspect.isclass(named(node.func.value))
            given = [None] * (len(node.args) + method)
            inspect.signature(function).bind_partial(*given, **{word.arg: None for word in node.keywords if word.arg})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(_paths.ROOT)))
def test_every_call_on_a_page_exists_and_takes_its_options(page):
    found = list(snippets(page))
    assert found, "a page without code"
    for snippet in found:
        try:
            check(snippet)
        except (AttributeError, TypeError, SyntaxError) as error:
            pytest.fail(f"{page.name}: {snippet!r}: {error}")


@pytest.mark.parametrize(
    ("snippet", "error"),
    [
        ("terms.frequencies(counts)", AttributeError),
        ("terms.frequency(counts, clusters=day)", TypeError),
        ("topics.NamedTopics(seeds).fitted(counts)", AttributeError),
        ("topics.NamedTopics(seeds).fit(counts, 1, 2, 3)", TypeError),
    ],
)
def test_what_does_not_exist_is_found(snippet, error):
    with pytest.raises(error):
        check(snippet)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(_paths.ROOT)))
def test_every_link_to_a_file_leads_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
