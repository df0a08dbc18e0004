"""Exports of databases, debates and feeds: each is known by its own reader alone, and says so when it is cut."""

from pathlib import Path

import pytest

from analysis.corpus import readers
from analysis.corpus.reconciling import Record

FOLDERS = ["factiva_html", "factiva_rtf", "factiva_xml", "europresse", "tei", "feeds", "gdelt"]
SAMPLES = [path for folder in FOLDERS for path in sorted((Path(__file__).parent / "readers" / folder).iterdir())]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_each_sample_is_known_by_its_own_reader_alone(path):
    file = readers.File(path.name, path.read_bytes())
    known = {module.__name__.rpartition(".")[2] for module in readers.READERS if module.fits(file)}
    general = {"plain", "web_page", "delimited", "rich_text"}  # which take what no other reader does
    assert known - general == {path.parent.name}


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.suffix != ".csv"], ids=named)
def test_a_file_that_is_cut_anywhere_says_so(path):
    data = path.read_bytes().rstrip()
    last = data.rindex(b"<") if path.suffix != ".rtf" else len(data)
    for end in range(1, last, max(last // 100, 1)):
        file, record = readers.File(path.name, data[:end]), Record(path.name)
        try:
            module = readers.reader(file)
            list(module.read(file, record))
        except readers.Unreadable:
            continue
        assert record.defects or module.__name__.rpartition(".")[2] not in FOLDERS, end
