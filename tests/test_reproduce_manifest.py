import json
import re

import pytest

from analysis.reproduce import manifest, versions

OLD = {
    "corpora": {"example": "f0"},
    "notebooks": {
        "01-a": {"source": "s1", "outputs": {"a.csv": "h1"}},
        "02-b": {"source": "s2", "outputs": {"b.csv": "h2"}},
    },
    "versions": {"numpy": "2.4"},
}


def test_a_run_of_some_notebooks_replaces_their_entries_and_no_others():
    new = {
        "corpora": {"example": "f0", "more": "f1"},
        "notebooks": {"02-b": {"source": "s3", "outputs": {}}},
        "versions": {"numpy": "2.4"},
    }
    merged, reason = manifest.merge(OLD, new, complete=False)
    assert reason == ""
    assert merged["notebooks"] == {"01-a": OLD["notebooks"]["01-a"], "02-b": {"source": "s3", "outputs": {}}}
    assert merged["corpora"] == {"example": "f0", "more": "f1"}
    assert OLD["notebooks"]["02-b"]["source"] == "s2"


def test_a_run_of_all_notebooks_forgets_those_that_are_no_more():
    new = {"corpora": {}, "notebooks": {"02-b": {"source": "s3", "outputs": {}}}, "versions": {"numpy": "2.5"}}
    assert manifest.merge(OLD, new, complete=True) == (new, "")


@pytest.mark.parametrize(
    ("corpora", "packages", "reason"),
    [({"example": "other"}, {"numpy": "2.4"}, "corpus example"), ({"example": "f0"}, {"numpy": "2.5"}, "numpy")],
)
def test_what_all_entries_share_is_not_changed_by_a_run_of_some(corpora, packages, reason):
    new = {"corpora": corpora, "notebooks": {"02-b": {"outputs": {}}}, "versions": packages}
    assert manifest.merge(OLD, new, complete=False) == (
        None,
        f"left as it was: {reason} changed since; run all notebooks",
    )


def test_without_a_manifest_a_run_of_some_writes_none():
    new = {"corpora": {}, "notebooks": {"02-b": {"outputs": {}}}, "versions": {}}
    assert manifest.merge({"notebooks": {}}, new, complete=False) == (None, "not written before all notebooks have run")
    assert manifest.merge(OLD, {**new, "notebooks": {}}, complete=False) == (None, "left as it was")


@pytest.mark.parametrize(
    "content", [None, b"", b"[]", b"{}", b"\xff", b'{"notebooks": 3}', b'{"notebooks": {"01-a": 3}}']
)
def test_a_manifest_that_is_missing_or_cannot_be_read_has_no_entries(tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    assert manifest.read(tmp_path)["notebooks"] == {}


def test_the_text_is_in_one_order_and_reads_back_the_same(tmp_path):
    shuffled = {key: OLD[key] for key in reversed(OLD)}
    assert manifest.text(shuffled) == manifest.text(OLD)
    (tmp_path / "manifest.json").write_text(manifest.text(OLD))
    assert manifest.read(tmp_path) == OLD == json.loads(manifest.text(OLD))
    assert manifest.owners(OLD) == {"a.csv": "01-a", "b.csv": "02-b"}


def test_versions_name_each_package_that_a_number_can_depend_on():
    table = versions()
    assert table.index.name == "package"
    assert table.columns.tolist() == ["version"]
    assert table.index.is_monotonic_increasing
    assert {"numpy", "pandas", "matplotlib", "nltk"} <= set(table.index)
    assert all(re.match(r"\d+\.\d+", version) for version in table["version"])
