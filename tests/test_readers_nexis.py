"""Nexis Uni as Word document and rich text: cover page, list of documents, one article per file, documents cut off."""

import io
import zipfile
from pathlib import Path

import pytest

from analysis.corpus.importing import read
from analysis.corpus.readers import Unreadable, _nexis_uni, nexis_docx, nexis_rtf
from analysis.corpus.readers._file import File
from analysis.corpus.readers._word import Paragraph, paragraphs
from analysis.corpus.reconciling import Record, Unbalanced

FIXTURES = Path(__file__).parent / "readers"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export"

EXPECTED = [
    {
        "position": 1,
        "title": "Talks go on in the harbour; Owners and drivers meet",
        "outlet": "The Harbour Courier(Port City)",
        "date": "July 1, 2019 Monday 9:20 AM GMT",
        "time": "9:20 AM GMT",
        "copyright": "Copyright 2019 The Harbour Courier All Rights Reserved",
        "section": "POLITICS; Version:28",
        "words": 25,
        "byline": "Ada Müller, Port Correspondent",
        "highlight": "A second night of talks",
        "text": "The talks about the crane went on for a second night.\n\n"
        "Note: nobody wanted to say how far they had come.\n\nThey meet again on Thursday.",
        "graphic": "The old harbour on Sunday",
        "correction": "The talks began on Saturday.",
        "language": "ENGLISH",
        "publication_type": "Newspaper",
        "subject": "CRANES (90%); HARBOURS (80%)",
        "load_date": "July 1, 2019",
    },
    {
        "position": 2,
        "title": "Der Kran von Straße 5",
        "outlet": "Der Hafenbote",
        "date": "2. Juli 2019 Dienstag",
        "edition": "Hauptausgabe",
        "section": "POLITIK; S. 2",
        "words": 8,
        "text": "Die Gespräche dauern an \N{EM DASH} sagte Jörg Groß \N{GRINNING FACE}.",
        "load_date": "2. Juli 2019",
    },
    {
        "position": 3,
        "title": "No Headline In Original",
        "outlet": "Ledger on Sunday",
        "date": "July 3, 2019",
        "words": 3,
        "language": "ENGLISH",
    },
]


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def taken(reader, data: bytes) -> tuple[list[dict], Record]:
    """What a reader gives for the content of a file."""
    record = Record("export")
    return list(reader.read(File("export", data), record)), record


def changed(data: bytes, old: str, new: str, times: int = 1) -> bytes:
    """A Word document with the first `times` places of `old` in its body replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), times)
            after.writestr(name, content)
    return out.getvalue()


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(text) for text in texts]


def reasons(record: Record) -> list[tuple]:
    return [(position, reason) for _, position, _, reason, *_ in record.defects]


def test_rich_text_gives_each_document_with_all_that_it_says():
    items, record = taken(nexis_rtf, fixture("nexis_rtf/export.rtf"))
    assert items == EXPECTED
    assert record.announced == 3
    assert not record.defects


def test_a_word_document_gives_the_same_and_the_links_to_the_documents():
    items, record = taken(nexis_docx, fixture("nexis_docx/export.docx"))
    ids = [f"urn:contentItem:AAAA-000{n}-00000-00" for n in (1, 2, 3)]
    urls = [f"https://advance.lexis.com/api/document?id={one}&idtype=PID" for one in ids]
    links = [{"url": url, "document_id": one} for url, one in zip(urls, ids, strict=True)]
    assert items == [expected | link for expected, link in zip(EXPECTED, links, strict=True)]
    assert record.announced == 3
    assert not record.defects


def test_an_article_in_a_file_of_its_own_needs_no_cover_page():
    (item,), record = taken(nexis_docx, fixture("nexis_docx/single.docx"))
    assert (item["title"], item["words"]) == ("Talks go on in the harbour; Owners and drivers meet", 25)
    assert item["load_date"] == "July 1, 2019"
    assert item["text"].endswith("They meet again on Thursday.\n\nCrane Year\n\nOld 1911\n\nBox")
    assert record.announced is None
    assert not record.defects


def test_a_document_without_its_bookmark_is_still_found_by_the_end_of_the_one_before():
    items, record = taken(nexis_docx, changed(fixture("nexis_docx/export.docx"), "Bookmark_2", "Other", 2))
    assert [item["title"] for item in items] == [expected["title"] for expected in EXPECTED]
    assert not record.defects


def test_a_document_without_its_end_is_still_found_by_the_bookmark_of_the_next_and_reported():
    items, record = taken(nexis_docx, changed(fixture("nexis_docx/export.docx"), "End of Document", ""))
    assert len(items) == 3
    assert reasons(record) == [(1, "document has no end")]


def test_rich_text_in_which_two_documents_run_together_does_not_balance(tmp_path):
    (tmp_path / "export.rtf").write_bytes(fixture("nexis_rtf/export.rtf").replace(b"End of Document", b"End", 1))
    with pytest.raises(Unbalanced, match="announced 3, found 2"):
        read(tmp_path / "export.rtf")


def test_documents_that_run_together_are_reported_without_a_cover_page_too():
    data = fixture("nexis_rtf/export.rtf").replace(b"Documents (3)", b"").replace(b"End of Document", b"End", 1)
    assert (1, "document is missing") in reasons(taken(nexis_rtf, data)[1])


def test_what_stands_behind_the_end_of_rich_text_is_reported():
    data = fixture("nexis_rtf/export.rtf")
    end = data.index(b"End of Document") + 40
    items, record = taken(nexis_rtf, data[:end] + b"}}}" + data[end:])
    assert len(items) == 1
    assert reasons(record) == [(None, "part is unknown")]
    assert record.announced == 3


def test_half_a_character_of_rich_text_is_one_again():
    data = rb"{\rtf1 A\par B\par July 1, 2019\par Body\par \u-10179?\u-8704? \u-10179?\par End of Document\par}"
    (item,), _ = taken(nexis_rtf, data)
    assert item["text"] == "\N{GRINNING FACE} \N{REPLACEMENT CHARACTER}"


def test_the_old_layout_is_read_in_word_and_rich_text_too():
    old = ["2 of 2 DOCUMENTS", "Courier", "May 3, 2010 Monday", "Talks", "LENGTH: 3 words", "Talks go on."]
    rich = "{\\rtf1 " + "".join(line + "\\par " for line in ["1 of 2 DOCUMENTS", *old[1:], *old]) + "}"
    items, record = taken(nexis_rtf, rich.encode())
    assert [(item["position"], item["title"], item["text"]) for item in items] == [
        (1, "Talks", "Talks go on."),
        (2, "Talks", "Talks go on."),
    ]
    assert record.announced == 2


def test_labels_below_the_text_need_no_heading_and_labels_in_the_text_stay_there():
    record = Record("export")
    (item,) = _nexis_uni.articles(
        lines(
            *("Talks", "Courier", "May 3, 2019", "Length: 9 words", "Body", "Photo: none was taken.", "Talks go on."),
            *("Language: ENGLISH", "Load-Date: May 4, 2019", "End of Document"),
        ),
        record,
    )
    assert item["text"] == "Photo: none was taken.\n\nTalks go on."
    assert (item["language"], item["load_date"]) == ("ENGLISH", "May 4, 2019")


def test_a_document_without_heading_of_the_text_begins_its_text_below_the_labels():
    (item,) = _nexis_uni.articles(
        lines("Talks", "Courier", "May 3, 2019", "Section: NEWS", "Talks go on.", "End of Document"), Record("export")
    )
    assert (item["section"], item["text"]) == ("NEWS", "Talks go on.")


def test_without_labels_and_heading_the_text_begins_below_the_date():
    (item,) = _nexis_uni.articles(
        lines("Talks", "Courier", "May 3, 2019", "Talks go on.", "Note: more.", "End of Document"), Record("export")
    )
    assert (item["title"], item["outlet"], item["text"]) == ("Talks", "Courier", "Talks go on.\n\nNote: more.")


def test_one_article_of_a_longer_list_keeps_its_number_and_misses_nothing():
    record = Record("export")
    (item,) = _nexis_uni.articles([Paragraph("A", ["Bookmark_37"]), Paragraph("End of Document")], record)
    assert item["position"] == 37
    assert not record.defects


def test_a_label_that_is_not_known_is_kept_under_its_own_name():
    (item,) = _nexis_uni.articles(
        lines("Talks", "Courier", "May 3, 2019", "Kicker: Cranes", "Date: Monday", "Body", "Yes.", "End of Document"),
        Record("export"),
    )
    assert (item["kicker"], item["date_field"], item["date"]) == ("Cranes", "Monday", "May 3, 2019")


def test_the_numbers_of_bookmarks_show_a_document_that_is_missing():
    record = Record("export")
    one, three = Paragraph("A", ["Bookmark_1"]), Paragraph("C", ["Bookmark_3"])
    end = Paragraph("End of Document")
    items = list(_nexis_uni.articles([one, end, three, end], record))
    assert [item["position"] for item in items] == [1, 3]
    assert reasons(record) == [(2, "document is missing")]


@pytest.mark.parametrize("announced", ["Documents (2)", "Dokumente (2)"])
def test_a_list_of_documents_that_lies_beside_them_is_no_article(announced):
    cover = lines(
        "Job Number: 1", announced, "1. Talks go on", "Client/Matter: -None-", "Search Terms: talks", "2. More"
    )
    with pytest.raises(Unreadable, match="list of documents without the documents"):
        list(_nexis_uni.articles(cover, Record("doclist.docx")))
    document = lines("Talks go on", "Herald", "March 2, 2017", "Body", "They go on.", "End of Document")
    record = Record("export.docx")
    (item,) = _nexis_uni.articles([*cover, *document], record)
    assert (item["title"], item["text"], record.announced) == ("Talks go on", "They go on.", 2)
    assert _nexis_uni.in_bytes(b"<w:t>Client/Matter: -None-</w:t>")


def test_a_damaged_word_document_is_unreadable_and_one_with_entities_too():
    data = fixture("nexis_docx/export.docx")
    for old, new, reason in [
        ("</w:body>", "</w:bdy>", "file is damaged"),
        ("<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ', "XML defines entities"),
    ]:
        with pytest.raises(Unreadable, match=reason):
            taken(nexis_docx, changed(data, old, new))


def test_deeply_nested_elements_of_a_word_document_are_read():
    deep = "<w:r>" * 5000 + "<w:t>Deep.</w:t>" + "</w:r>" * 5000
    file = File("deep.docx", changed(fixture("nexis_docx/single.docx"), "<w:sectPr/>", f"<w:p>{deep}</w:p>"))
    assert paragraphs(file)[-1].text == "Deep."


def test_nothing_is_wrong_with_a_word_document_without_paragraphs():
    data = changed(fixture("nexis_docx/single.docx"), "<w:body>", "<w:body><!--")
    data = changed(data, "</w:body>", "--></w:body>")
    assert taken(nexis_docx, data)[0] == []


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples of real exports are not here")
def test_the_sample_is_read_whole():
    articles, reconciliation = read(SAMPLES / "nexis_lorem_jbgruber" / "sample.DOCX")
    assert reconciliation.files[["announced", "found", "kept"]].iloc[0].tolist() == [10, 10, 10]
    assert articles["date"].notna().all()
    assert articles[["title", "outlet", "byline", "section", "url", "text"]].notna().all(axis=None)
    assert articles["document_id"].is_unique
    assert not articles["text"].str.contains("Load-Date|Length:|End of Document|Copyright 20|^Body").any()
    # The two that are the same in the sample of the old layout, beneath other dates and outlets.
    old = read(SAMPLES / "nexis_lorem_jbgruber" / "sample.TXT")[0]
    for i in (0, 8):
        assert articles["text"].iloc[i] == old["text"].iloc[i]
        assert articles["title"].iloc[i] == old["title"].iloc[i]
