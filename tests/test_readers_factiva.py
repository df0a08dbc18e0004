"""Factiva in its three carriers and two layouts: what each field becomes, and what shows when something is amiss."""

from pathlib import Path

import pytest

from analysis.corpus.readers import File, _factiva, factiva_html, factiva_rtf, factiva_xml, reader
from analysis.corpus.readers._factiva import Part
from analysis.corpus.reconciling import Record

HERE = Path(__file__).parent / "readers"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export" / "tm_plugin" / "tmfactiva"


def read(path: Path, data: bytes | None = None):
    file, record = File(path.name, path.read_bytes() if data is None else data), Record(path.name)
    return list(reader(file).read(file, record)), record, [(place, *rest[:2]) for _, place, _, *rest in record.defects]


def test_fields_with_codes_in_html():
    (first, second), _, defects = read(HERE / "factiva_html" / "coded.html")
    assert first == {
        "position": 1,
        "section": "World",
        "title": "Harbour talks resume in Zürich",
        "byline": "By Ada Quill",
        "words": 12,
        "date": "7 February 2017",
        "time": "09:15",
        "outlet": "The Lantern",
        "source_code": "LANTRN",
        "page": "4",
        "language": "English",
        "copyright": "(c) 2017 Lantern Press.",
        "text": "The talks resumed.\n\nNobody smiled at the table.\n\nThey go on tomorrow.",
        "subjects": "gdip : Diplomacy | gcat : Political News",
        "factiva_zz": "a field of tomorrow",
        "document_id": "LANTRN0020170207ed2700001",
    }
    assert second == {
        "position": 2,
        "title": "Only a picture today",
        "outlet": "The Lantern",
        "captions": "A ship at dusk.",
        "document_id": "LANTRN0020170208ed2800002",
        "words": 0,
    }
    assert defects == [(1, "part is unknown", "ZZ a field of tomorrow")]


def test_articles_without_codes_in_html():
    (first, second), _, defects = read(HERE / "factiva_html" / "plain.html")
    assert first == {
        "position": 1,
        "section": "World News",
        "title": "Ministers meet by the lake",
        "byline": "By Bo Finch and Cy Lark",
        "words": 1234,
        "date": "29 March 2017",
        "time": "02:21",
        "outlet": "Lake Courier",
        "source_code": "LKC",
        "edition": "Europe Edition",
        "page": "A4",
        "language": "English",
        "copyright": "Copyright 2017 Lake Media. All Rights Reserved.",
        "text": "Ministers met.\n\nThey ate fish.",
        "document_id": "LKC0000020170329ed3t0000q",
    }
    assert (second["title"], second["language"], second["date"]) == ("Le brouillard tombe", "Français", "30 mars 2017")
    assert second["text"] == "Le brouillard est tombé sur la ville hier."
    assert defects == [(None, "part is not an article", "Search Summary: Results Found 57")]


def test_fields_with_codes_in_rtf():
    (first, second), _, defects = read(HERE / "factiva_rtf" / "coded.rtf")
    assert first == {
        "position": 1,
        "title": "The bridge opens",
        "words": 9,
        "date": "3 May 2018",
        "outlet": "Café Gazette",
        "language": "English",
        "text": "The bridge opened.\n\nA band played.\n\nIt rained on everyone.",
        "document_id": "CAFEGZ0020180503ee530000a",
    }
    assert (second["title"], second["text"]) == (
        "A second bridge",
        "Nobody \N{LATIN CAPITAL LETTER S WITH CEDILLA}en came.",
    )
    assert defects == []


def test_bold_type_tells_the_headline_of_rtf_without_codes():
    (first, second), _, defects = read(HERE / "factiva_rtf" / "plain.rtf")
    assert (first["section"], first["title"], first["byline"]) == ("Letters", "A reply to the mayor", "Dee Wren")
    assert (first["page"], first["copyright"]) == ("12", "\N{COPYRIGHT SIGN} 2019 Lantern Press")
    assert first["text"] == "Sir, the mayor is wrong."
    assert (second["title"], second["byline"]) == ("Weather holds", "By Eli Crane")
    assert second["text"] == "It stays dry, mostly."
    assert defects == []


def test_what_is_told_of_the_search_below_the_last_article_is_no_article():
    data = (HERE / "factiva_rtf" / "plain.rtf").read_bytes()
    told = rb"\pard Search Summary\par\pard Results Found 2\par"
    end = data.rindex(b"}")
    articles, _, defects = read(HERE / "factiva_rtf" / "plain.rtf", data[:end] + told + data[end:])
    assert [article["title"] for article in articles] == ["A reply to the mayor", "Weather holds"]
    assert defects == [(None, "part is not an article", "Search Summary Results Found 2")]


def test_without_bold_type_the_headline_is_guessed_and_that_is_said():
    data = (HERE / "factiva_rtf" / "plain.rtf").read_bytes().replace(rb"\b\fs28", rb"\fs28")
    (first, _), _, defects = read(HERE / "factiva_rtf" / "plain.rtf", data)
    assert (first["section"], first["title"]) == ("Letters", "A reply to the mayor Dee Wren")
    assert defects == [(1, "headline was guessed", "A reply to the mayor")]


def test_xml_says_how_many_articles_it_holds():
    (first, second), record, defects = read(HERE / "factiva_xml" / "answer.xml")
    assert record.announced == 2
    assert first == {
        "position": 1,
        "document_id": "LANTRN0020170207ed2700001",
        "language": "en",
        "byline": "Ada Quill",
        "column": "From the quay",
        "title": "Harbour talks resume",
        "text": "The talks resumed.\n\nThey go on.\n\nZürich waits.",
        "date": "2017-02-07",
        "outlet": "The Lantern",
        "source_code": "LANTRN",
        "regions": "Switzerland; Europe",
        "provider_descriptors": "A descriptor",
        "factiva_mood_ring": "calm",
        "words": 8,
    }
    assert second["text"] == "Le brouillard est tombé sur la ville.\n\nIl est resté."
    assert second["date"] == "2017-02-08T01:35:58Z"
    assert defects == [(1, "part is unknown", "moodRing calm")]


def test_xml_that_is_cut_gives_the_articles_before_the_cut():
    data = (HERE / "factiva_xml" / "answer.xml").read_bytes()
    file, record = File("cut.xml", data[: data.index(b"Brouillard")]), Record("cut.xml")
    articles = factiva_xml.read(file, record)
    assert next(articles)["title"] == "Harbour talks resume"
    with pytest.raises(ValueError, match="file is damaged"):
        next(articles)


def test_xml_with_entities_of_its_own_is_refused():
    data = b'<!DOCTYPE PPSResponse [<!ENTITY a "b">]><PPSResponse><article>&a;</article></PPSResponse>'
    file = File("bomb.xml", data)
    assert factiva_xml.fits(file)
    with pytest.raises(ValueError, match="XML defines entities"):
        list(factiva_xml.read(file, Record("bomb.xml")))


def test_an_article_without_its_number_is_reported_and_the_next_one_stays_apart():
    data = (HERE / "factiva_html" / "coded.html").read_bytes().replace(b"<b>AN</b>", b"", 1)
    (first, second), _, defects = read(HERE / "factiva_html" / "coded.html", data)
    assert (first["title"], second["title"]) == ("Harbour talks resume in Zürich", "Only a picture today")
    assert (1, "document has no end", "Harbour talks resume in Zürich") in defects


def test_text_after_the_end_of_rtf_is_reported():
    _, _, defects = read(
        HERE / "factiva_rtf" / "coded.rtf", (HERE / "factiva_rtf" / "coded.rtf").read_bytes() + b"more"
    )
    assert defects == [(None, "file goes on after its end", "more")]
    _, _, defects = read(
        HERE / "factiva_rtf" / "coded.rtf", (HERE / "factiva_rtf" / "coded.rtf").read_bytes().rstrip()[:-1]
    )
    assert defects == [(None, "file ends early", "1 groups of RTF are open at its end")]


@pytest.mark.parametrize(
    ("line", "words"),
    [("355 words", 355), ("1,234 Wörter", 1234), ("1 234 mots", 1234), ("12 kelime", 12), ("no", None)],
)
def test_lengths_in_the_languages_of_the_interface(line, words):
    parts = [Part(None, [one]) for one in ("Title", line, "1 May 2019", "The Lantern", "English", "Body.")]
    record = Record("x")
    (article,) = _factiva.articles(parts, record)
    assert article.get("words") == words
    assert ("header cannot be read" in [defect[3] for defect in record.defects]) == (words is None)


def test_other_pages_and_documents_are_not_factiva():
    for data in (
        b"<html><p class='articleParagraph'>Talks</p></html>",
        b"<p>Factiva says</p>",
        b"{\\rtf1 Load-Date}",
        b"",
    ):
        file = File("x", data)
        assert not any(module.fits(file) for module in (factiva_html, factiva_rtf, factiva_xml))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
@pytest.mark.parametrize(
    ("name", "n", "announced"),
    [("factiva_test.html", 2, None), ("factiva_test.xml", 3, 3), ("reut21578-factiva.xml", 19, 20)],
)
def test_samples(name, n, announced):  # the last one announces an article more than it has
    articles, record, defects = read(SAMPLES / name)
    assert (len(articles), record.announced) == (n, announced)
    assert all(article["text"] and article["title"] and article["date"] and article["outlet"] for article in articles)
    assert defects == []
