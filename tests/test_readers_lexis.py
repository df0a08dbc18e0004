"""LexisNexis as text and HTML: titles of several lines, labels in three languages, parts of a search, errors within."""

import re
from pathlib import Path

import pytest

from analysis.corpus.importing import read
from analysis.corpus.readers import lexis_html, lexis_text
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record, Unbalanced

FIXTURES = Path(__file__).parent / "readers"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export"


@pytest.fixture
def export():
    """The text export, as it is."""
    return (FIXTURES / "lexis_text" / "export.txt").read_text("utf-8")


def taken(reader, data: str | bytes, name: str = "export") -> tuple[list[dict], Record]:
    """What a reader gives for the content of a file."""
    record = Record(name)
    items = list(reader.read(File(name, data.encode() if isinstance(data, str) else data), record))
    return items, record


def reasons(record: Record) -> list[tuple]:
    return [(position, reason) for _, position, _, reason, *_ in record.defects]


def test_a_text_export_gives_each_document_with_all_that_it_says(export):
    items, record = taken(lexis_text, export)
    assert items == [
        {
            "position": 1,
            "outlet": "The Harbour Courier",
            "date": "January 11, 2010 Monday",
            "edition": "Edition 2;\nNational Edition",
            "title": "Harbour talks resume after a long night; Crane drivers and owners meet again",
            "byline": "Ada Müller, Port Correspondent",
            "section": "NEWS; Pg. 3",
            "words": 60,
            "text": "The talks about the cranes in the old harbour went on for a second night, and nobody who came out "
            "of the room wanted to say how far they had come with it.\n\n"
            'LONDON: A minister said: "We are ready." The union answered with a list of eleven points.\n\n'
            "The list:\nWages\nHours of work\n\n"
            "Both sides meet again on Thursday in the Café Zürich.",
            "load_date": "January 11, 2010",
            "language": "ENGLISH",
            "graphic": "The old harbour on Sunday, seen from the bridge that was closed for two weeks\nADA MÜLLER / HC",
            "publication_type": "Newspaper",
            "correction_date": "January 13, 2010",
            "correction": "The talks began on Saturday.\nAn earlier version named another day.",
            "journal_code": "HCO",
            "copyright": "Copyright 2010 Harbour Courier Limited\nAll Rights Reserved",
        },
        {
            "position": 2,
            "copyright": "Copyright 2005 The Ledger Company",
            "outlet": "Ledger on Sunday",
            "date": "December 28, 2005 Wednesday",
            "edition": "Late Edition - Final",
            "section": "Section A; Page 1",
            "words": 12,
            "title": "Owners buy a second crane",
            "dateline": "LISBON, Dec. 27",
            "text": "The second crane is bigger than the first, and it is already late.",
            "subject": "CRANES (90%); HARBOURS (80%)",
        },
        {
            "position": 3,
            "outlet": "The Harbour Courier",
            "date": "Winter 2010",
            "title": "A letter",
            "words": 9,
            "text": "Sir, the cranes are too loud at night. M. Roe",
            "load_date": "January 12, 2010",
        },
    ]
    assert (record.announced, record.found, record.dropped) == (4, 1, 1)
    assert reasons(record) == [(4, "document was not exported")]


def test_german_and_french_labels_are_known():
    first, second = taken(lexis_text, (FIXTURES / "lexis_text" / "deutsch.txt").read_bytes())[0]
    assert (first["byline"], first["section"], first["words"]) == ("Jörg Groß", "POLITIK; S. 2", 13)
    assert first["title"] == 'Streit um den Kran geht weiter; Werft: "Wir haben Zeit"'
    assert first["date"] == "11. Januar 2010 Montag"
    assert first["copyright"] == "Copyright 2010 Hafenbote GmbH\nAlle Rechte vorbehalten"
    assert (second["title"], second["words"]) == ("Kurz gemeldet", 1234)
    assert "text" not in second
    (item,), record = taken(lexis_text, (FIXTURES / "lexis_text" / "seul.txt").read_bytes())
    assert (item["byline"], item["words"], item["highlight"]) == ("Émile Noël", 10, "Une nuit de plus")
    assert item["text"] == "Les négociations ont repris mardi; personne ne sait pour combien de temps."
    assert record.announced == 1


def test_a_document_that_is_missing_is_seen_by_the_numbers(export):
    second = export.index("2 of 4 DOCUMENTS")
    third = export.index("3 of 4 DOCUMENTS")
    items, record = taken(lexis_text, export[:second] + export[third:])
    assert [item["position"] for item in items] == [1, 3]
    assert (2, "document is missing") in reasons(record)
    assert record.announced == 4
    assert record.found + len(items) == 3


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_no_mark_of_a_document_is_spoiled_unseen(export, number):
    items, record = taken(lexis_text, export.replace(f"{number} of 4 DOCUMENTS", f"{number} of 4 DQCUMENTS"))
    assert record.found + len(items) < record.announced


def test_without_its_cover_an_export_announces_what_its_numbers_say(export):
    items, record = taken(lexis_text, export[export.index("1 of 4") :])
    assert (len(items), record.announced) == (3, 4)
    items, record = taken(lexis_text, export[export.index("2 of 4") :])
    assert (len(items), record.announced) == (2, None)
    assert reasons(record)[0] == (None, "file holds a part of what was found")


def test_an_article_that_quotes_the_error_message_is_kept(export):
    quoted = export.replace("A letter", "We are sorry but there is an error in this document")
    items, record = taken(lexis_text, quoted)
    assert items[2]["title"].startswith("We are sorry")
    assert record.dropped == 1


def test_labels_above_the_first_document_are_reported(export):
    record = taken(lexis_text, export.replace("Project ID: None", "LENGTH: 10 words"))[1]
    assert (None, "part is unknown") in reasons(record)


def test_numbers_that_are_there_twice_or_of_another_search_are_reported(export):
    record = taken(lexis_text, export.replace("3 of 4 DOCUMENTS", "2 of 90 DOCUMENTS"))[1]
    found = reasons(record)
    assert found[:3] == [
        (2, "document number has another total"),
        (2, "document number was there before"),
        (3, "document is missing"),
    ]


def test_an_html_export_gives_each_document_although_elements_are_never_closed():
    items, record = taken(lexis_html, (FIXTURES / "lexis_html" / "export.html").read_bytes())
    assert items == [
        {
            "position": 201,
            "outlet": "The Harbour Courier",
            "date": "December 19, 1991, Sunday, Late Edition",
            "edition": "Late Edition\nCorrection Appended",
            "title": "Talks go on; Owners & drivers meet",
            "byline": "By ADA MÜLLER",
            "words": 17,
            "text": "The talks about the crane went on.\n\nPS: not all was said, and not all that was said was meant.",
            "language": "ENGLISH",
            "correction": "The meeting was on Saturday.",
            "graphic": "Chart (source: the port)",
            "copyright": "Copyright 1991 Harbour Courier",
        },
        {
            "position": 203,
            "outlet": "Le Courrier du Port",
            "date": "12 avril 2013",
            "words": 5,
            "text": "Rien n'a été dit.",
            "company": "PORT SA (85%)",
        },
    ]
    assert (record.announced, record.found) == (3, 1)
    assert reasons(record) == [(202, "document was not exported")]


def test_five_hundred_documents_of_html_are_all_found():
    page = (FIXTURES / "lexis_html" / "export.html").read_text()
    start, end = page.index("<A NAME"), page.index('<A NAME="DOC_ID_0_1"')
    documents = [page[start:end].replace("201 of 203", f"{i} of 500") for i in range(1, 501)]
    items, record = taken(lexis_html, page[:start].replace('"3"', '"500"') + "".join(documents))
    assert [item["position"] for item in items] == list(range(1, 501))
    assert len({item["text"] for item in items}) == 1
    assert record.announced == 500
    assert not record.defects


def test_an_export_with_fewer_documents_than_it_announces_raises(tmp_path):
    page = (FIXTURES / "lexis_html" / "export.html").read_text()
    (tmp_path / "export.html").write_text(page.replace('DOCUMENTS="3"', 'DOCUMENTS="146"'))
    with pytest.raises(Unbalanced, match="announced 146, found 3"):
        read(tmp_path / "export.html")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of real exports are not here")
def test_the_samples_are_read_whole():
    articles, reconciliation = read(SAMPLES / "nexis_lorem_jbgruber" / "sample.TXT")
    assert reconciliation.files[["announced", "found", "kept"]].iloc[0].tolist() == [10, 10, 10]
    assert articles["date"].notna().all()
    assert articles[["title", "outlet", "text"]].notna().all(axis=None)
    raw = re.sub(r"\s+", " ", (SAMPLES / "nexis_lorem_jbgruber" / "sample.TXT").read_text("utf-8-sig"))
    for text in articles["text"]:
        assert re.sub(r"\s+", " ", text) in raw
    assert not articles["text"].str.contains("LOAD-DATE|LENGTH:|DOCUMENTS|Copyright 20").any()
    counted = articles["text"].str.split().str.len()
    announced = [int(n.replace(",", "")) for n in re.findall(r"LENGTH: ([\d,]+) words", raw)]
    assert (abs(counted / announced - 1) < 0.05).all()
    french = read(SAMPLES / "tm_plugin" / "tmln" / "lexisnexis_test_fr.html")[1]
    assert french.files[["announced", "found", "kept"]].iloc[0].tolist() == [3, 3, 3]
    with pytest.warns(UserWarning, match="document was not exported"):
        error = read(SAMPLES / "tm_plugin" / "tmln" / "lexisnexis_test_copyright_error.html")[1]
    assert error.files[["announced", "found", "kept", "dropped"]].iloc[0].tolist() == [2, 2, 1, 1]
    cut = SAMPLES / "tm_plugin" / "tmln" / "lexisnexis_test_en.html"  # 2 of the 146 documents that it announces
    with pytest.raises(Unbalanced, match="announced 146, found 2"):
        read(cut)
    assert read(cut, allow=[cut.name])[0]["position"].tolist() == [2001, 2002]
