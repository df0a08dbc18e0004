"""Documents of word processors, each one article."""

from pathlib import Path

import pytest

from analysis import corpus
from analysis.corpus import readers
from analysis.corpus.readers import File

SAMPLES = Path(__file__).parent / "readers"
SPOKEN = "Sözcü, görüşmelerin süreceğini söyledi."


@pytest.mark.parametrize(
    ("path", "form", "text"),
    [
        ("word/talks.docx", "Word document", f"{SPOKEN}\n\n“No date,” she said, “was set.”"),
        ("opendocument/talks.odt", "OpenDocument text", f"{SPOKEN} Yarın.\n\nOne item"),
        ("rich_text/talks.rtf", "rich text", f"{SPOKEN}\n\n“No date,” she said."),
    ],
)
def test_a_document_is_one_article_with_its_repeated_headline_as_title(path, form, text):
    articles, reconciliation = corpus.read(SAMPLES / path)
    assert articles[["title", "text"]].to_numpy().tolist() == [["Talks go on", text]]
    assert reconciliation.files["format"].to_list() == [form]


def test_notes_of_a_document_are_said_to_be_left_out():
    _, reconciliation = corpus.read(SAMPLES / "opendocument/talks.odt")
    assert ("part is unknown", "1 notes") in set(reconciliation.defects[["reason", "value"]].itertuples(index=False))


def test_a_document_without_text_is_reported(tmp_path):
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 }")
    with pytest.warns(corpus.BadInput, match="no article was found"):
        assert corpus.read(tmp_path)[0].empty


def test_the_spreadsheet_and_the_text_of_one_office_are_told_apart():
    assert readers.reader(File("a", (SAMPLES / "opendocument/talks.odt").read_bytes())).FORMAT == "OpenDocument text"
    assert readers.reader(File("a", (SAMPLES / "spreadsheet/book.xlsx").read_bytes())).FORMAT == "spreadsheet"
