"""ProQuest as text, HTML and e-mail, and RIS."""

from pathlib import Path

import pytest

from analysis.corpus.importing import read
from analysis.corpus.readers import Unreadable, proquest_html, proquest_text, ris
from analysis.corpus.readers._file import File
from analysis.corpus.reconciling import Record

FIXTURES = Path(__file__).parent / "readers"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export" / "proquest"


def fixture(name: str) -> str:
    return (FIXTURES / name).read_text("utf-8")


def taken(reader, data: str) -> tuple[list[dict], Record]:
    """What a reader gives for the content of a file."""
    record = Record("export")
    return list(reader.read(File("export", data.encode()), record)), record


def reasons(record: Record) -> list[tuple]:
    return [(position, reason) for _, position, _, reason, *_ in record.defects]


def test_a_text_export_gives_each_record_with_all_that_it_says():
    items, record = taken(proquest_text, fixture("proquest_text/export.txt"))
    assert items == [
        {
            "position": 1,
            "title": "Talks go on in the harbour; Owners and drivers meet again",
            "byline": "Müller, Ada; Roe, M",
            "publication_info": "Harbour Courier ; Port City [Port City]08 May 2010: A.2.",
            "abstract": "The talks about the crane went on.",
            "links": "Check for full text",
            "text": "The talks about the crane went on for a second night.\n\n"
            "Location: the old harbour. Nobody wanted to say how far they had come.\n\n"
            '"We are ready," said a minister. "Full text: later."\n\nThey meet again.\n\nOn Thursday.',
            "subject": "Cranes; Harbours",
            "company": "Name: Port Authority; NAICS: 488310",
            "outlet": "Harbour Courier",
            "publication_title": "Harbour Courier; Port City",
            "pages": "A.2",
            "year": "2010",
            "date": "May 8, 2010",
            "section": "City; Part A",
            "language": "English",
            "document_feature": "Map",
            "document_id": "100001",
            "url": "https://search.proquest.com/docview/100001?accountid=0",
            "copyright": "(Copyright (c) 2010 Harbour Courier)",
            "last_updated": "2017-11-07",
            "database": "Newsstand of Nowhere",
        },
        {
            "position": 2,
            "title": "Only a summary",
            "publication_info": "Ledger on Sunday ; Lisbon [Lisbon]09 May 2010: B.1.",
            "abstract": "A second crane is bought.",
            "outlet": "Ledger on Sunday",
            "document_id": "100002",
            "date": "09 May 2010",
        },
        {
            "position": 3,
            "title": "A table of the harbour",
            "byline": "Roe, M",
            "text": "Before the line.\n\nAfter the line.",
            "outlet": "Ledger on Sunday",
            "date": "2010-05-10",
            "document_id": "100003",
        },
    ]
    assert record.announced == 3
    assert reasons(record) == [(2, "text is only an abstract")]


def test_a_table_of_contents_of_any_length_hides_no_record():
    contents = "".join(f"{i}. Talks go on in the harbour\n" for i in range(20_000))
    text = contents + fixture("proquest_text/export.txt")
    assert proquest_text.fits(File("export", text.encode()))


def test_a_table_of_contents_is_no_unknown_part():
    _, before = taken(proquest_text, fixture("proquest_text/export.txt"))
    contents = "ProQuest documents\nTable of contents\n1. Talks go on........1\n" + "_" * 60 + "\n"
    _, record = taken(proquest_text, contents + fixture("proquest_text/export.txt"))
    assert reasons(record) == reasons(before)


def test_a_record_that_is_missing_is_seen_by_the_numbers_and_lines_that_are_not_known_are_reported():
    text = fixture("proquest_text/export.txt").replace("Document 2 of 3", "Document 9 of 3")
    record = taken(proquest_text, text)[1]
    assert (2, "document is missing") in reasons(record)
    record = taken(proquest_text, text.replace("Contact us at", "Written at the end"))[1]
    assert (None, "part is unknown") in reasons(record)


def test_two_records_that_run_together_are_reported():
    text = fixture("proquest_text/export.txt")
    second = text.index("Document 2 of 3")
    cut = text.rindex("____", 0, second) - 56
    items, record = taken(proquest_text, text[:cut] + text[second:])
    assert len(items) == 2
    assert record.announced == 3
    assert (1, "document is missing") in reasons(record)


def test_a_page_gives_each_record_however_many_elements_it_closes():
    items, record = taken(proquest_html, fixture("proquest_html/export.html"))
    assert items == [
        {
            "position": 1,
            "title": "Talks go on; Owners & drivers meet",
            "byline": "Müller, Ada",
            "publication_info": "Harbour Courier ; Port City [Port City]08 May 2010: A.2.",
            "abstract": "The talks went on.",
            "links": "Check",
            "text": "The talks about the crane went on.\n\nThey meet again on Thursday.",
            "words": 11,
            "subject": "Cranes; Harbours",
            "outlet": "Harbour Courier",
            "publication_title": "Harbour Courier; Port City",
            "date": "May 8, 2010",
            "document_id": "100001",
            "url": "https://search.proquest.com/docview/100001",
        },
        {
            "position": 2,
            "title": "Only a summary",
            "abstract": "A second crane is bought.",
            "outlet": "Ledger on Sunday",
            "date": "May 9, 2010",
            "document_id": "100002",
        },
    ]
    assert reasons(record) == [(2, "text is only an abstract")]


def test_an_email_gives_what_the_page_in_it_gives_and_names_what_else_is_attached():
    items, record = taken(proquest_html, fixture("proquest_html/mail.eml"))
    assert items == taken(proquest_html, fixture("proquest_html/export.html"))[0]
    assert reasons(record) == [
        (None, "part is unknown"),
        (None, "file holds a part of what was found"),
        (2, "text is only an abstract"),
    ]


def test_a_record_without_its_anchor_is_reported():
    page = fixture("proquest_html/export.html").replace("DocID_MSTAR_100002", "elsewhere")
    record = taken(proquest_html, page)[1]
    assert (1, "document is missing") in reasons(record)


def test_an_email_without_its_page_is_unreadable():
    mail = fixture("proquest_html/mail.eml").replace("text/html", "text/plain", 1)
    with pytest.raises(Unreadable, match="no page"):
        taken(proquest_html, mail)


def test_ris_gives_each_record_and_says_that_an_abstract_is_no_text():
    items, record = taken(ris, fixture("ris/export.ris"))
    assert items == [
        {
            "position": 1,
            "title": "Talks go on in the harbour",
            "outlet": "Harbour Courier",
            "date": "2010-05-08",
            "language": "English",
            "url": "https://courier.example/talks",
            "document_id": "100001",
            "abstract": "The talks about the crane went on\nfor a second night.",
            "byline": "Müller, Ada; Roe, M",
            "keywords": "cranes; harbours",
            "notes": "Copyright 2010 Harbour Courier\nLast updated 2017",
            "type": "NEWS",
            "year": "2010",
            "other_url": "https://archive.example/talks",
            "first_page": "A.2",
        },
        {
            "position": 2,
            "title": "Owners buy a second crane",
            "outlet": "Ledger on Sunday",
            "year": "2010",
            "type": "NEWS",
            "m3": "Feature",
        },
    ]
    assert reasons(record) == [(1, "text is only an abstract")]


def test_ris_records_without_end_or_beginning_are_all_found_and_reported():
    text = "TY  - NEWS\nTI  - A\nTY  - NEWS\nTI  - B\nER  - \nlost\nTI  - C\nER  -\nER  - \nTY  - NEWS\nTI  - D"
    items, record = taken(ris, text)
    assert [item["title"] for item in items] == ["A", "B", "C", "D"]
    assert reasons(record) == [
        (1, "document has no end"),
        (None, "part is unknown"),
        (3, "part is unknown"),
        (None, "part is unknown"),
        (4, "document has no end"),
    ]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of real exports are not here")
@pytest.mark.parametrize(("name", "found"), [("sample-1.html", 1), ("malformed-html-tag.eml", 2)])
def test_the_samples_are_read_whole(name, found):
    articles, reconciliation = read(SAMPLES / name)
    assert reconciliation.files[["found", "kept"]].iloc[0].tolist() == [found, found]
    assert articles["date"].notna().all()
    known = ["title", "outlet", "byline", "section", "language", "url", "document_id", "subject", "database", "text"]
    assert articles[known].notna().all(axis=None)
    assert not articles["text"].str.contains("Subject:|html>|Full text").any()
    assert articles["text"].str.contains("latimes.com").all()
    assert not reconciliation.defects["reason"].isin(["part is unknown", "text is shorter than announced"]).any()
