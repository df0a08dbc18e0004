"""Feeds and sitemaps."""

from pathlib import Path

from analysis.corpus.readers import File, feeds, reader
from analysis.corpus.reconciling import Record

HERE = Path(__file__).parent / "readers" / "feeds"


def read(path: Path, data: bytes | None = None):
    file, record = File(path.name, path.read_bytes() if data is None else data), Record(path.name)
    return list(reader(file).read(file, record)), record, [(place, *rest[:2]) for _, place, _, *rest in record.defects]


def test_rss():
    items, _, defects = read(HERE / "rss.xml")
    assert items == [
        {
            "position": 1,
            "text": "The talks resumed.\n\nNobody smiled.",
            "summary": "The talks resumed.",
            "title": "Harbour & talks",
            "url": "https://lantern.example/1",
            "document_id": "L-1",
            "date": "Tue, 07 Feb 2017 09:15:00 +0100",
            "byline": "Ada Quill",
            "categories": "World; Trade",
            "mrss_content": "A ship",
            "outlet": "The Lantern",
            "feed": "The Lantern",
            "language": "en-gb",
        },
        {
            "position": 2,
            "text": "Fog over Zürich \N{HORIZONTAL ELLIPSIS}",
            "title": "Fog",
            "url": "https://lantern.example/2",
            "document_id": "https://lantern.example/2",
            "date": "Wed, 08 Feb 2017 10:00:00 GMT",
            "outlet": "Lake Courier",
            "feed": "The Lantern",
            "language": "en-gb",
        },
        {
            "position": 3,
            "text": "",
            "title": "No words",
            "url": "https://lantern.example/3",
            "outlet": "The Lantern",
            "feed": "The Lantern",
            "language": "en-gb",
        },
    ]
    assert defects == [(2, "text may be a summary", "4 words")]


def test_rss_as_rdf_in_latin_1():
    (item,), record, _ = read(HERE / "rdf.xml")
    assert item == {
        "position": 1,
        "text": "Il tombe.",
        "title": "Le brouillard",
        "url": "https://phare.example/1",
        "date": "2017-02-07T09:00:00+01:00",
        "outlet": "Le Phare",
        "feed": "Le Phare",
        "language": "fr",
    }
    assert record.encoding == "iso-8859-1"


def test_atom():
    (first, second), _, defects = read(HERE / "atom.xml")
    assert first == {
        "position": 1,
        "text": "Der Hafen schweigt.\n\nSeit Montag.",
        "summary": "Kurz.",
        "title": "Der Hafen schweigt",
        "url": "https://seeblatt.example/1",
        "link_enclosure": "https://seeblatt.example/1.mp3",
        "document_id": "urn:1",
        "date": "2017-02-07T08:00:00Z",
        "updated": "2017-02-08T08:00:00Z",
        "byline": "Ada Feder; Bo Fink",
        "categories": "Politik",
        "outlet": "Seeblatt",
        "feed": "Seeblatt",
        "language": "de",
    }
    assert (second["text"], second["date"], second["language"]) == ("Fog came.", "2017-02-09T08:00:00Z", "en")
    assert defects == [(2, "text may be a summary", "2 words")]


def test_a_sitemap_of_news():
    (first, second), _, defects = read(HERE / "sitemap.xml")
    assert first == {
        "position": 1,
        "text": "",
        "title": "Harbour talks",
        "url": "https://lantern.example/1",
        "date": "2017-02-07T09:15:00+01:00",
        "updated": "2017-02-08",
        "outlet": "The Lantern",
        "language": "en",
        "keywords": "harbour, trade",
    }
    assert (second["url"], second["date"]) == ("https://lantern.example/2", "2017-02-09")
    assert defects == []


def test_an_index_of_sitemaps_names_further_files():
    data = b"<sitemapindex><sitemap><loc>https://lantern.example/news.xml</loc></sitemap></sitemapindex>"
    items, _, defects = read(Path("index.xml"), data)
    assert items == []
    assert defects == [(None, "file names further files", "https://lantern.example/news.xml")]


def test_a_feed_may_begin_with_blank_lines_and_an_element_with_any_name():
    data = (
        b"\n\n<?xml version='1.0'?><rss><channel><item><title>Fog</title><x:file xmlns:x='urn:x'>a</x:file>"
        b"<position>b</position></item></channel></rss>"
    )
    (item,), _, _ = read(Path("x.xml"), data)
    assert item == {"position": 1, "text": "", "title": "Fog", "urn_x_file": "a", "position_field": "b"}


def test_other_files_are_not_feeds():
    for data in (
        b"",
        b"<html><item>",
        b"rss",
        b"<rdf:RDF xmlns:rdf='x'><rdf:Description/>",
        b"<!-- " * 2000 + b"<rss>",
    ):
        assert not feeds.fits(File("x", data))
