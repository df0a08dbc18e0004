"""Web archives become articles."""

import gzip
import zlib
from pathlib import Path

import pytest

from analysis.corpus import readers
from analysis.corpus.readers import File, Options, warc
from analysis.corpus.reconciling import Record

FOLDER = Path(__file__).parent / "readers" / "warc"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export" / "warc"
PLAIN = (FOLDER / "crawl.warc").read_bytes()

OTHERS = [
    ("answer is no page", "2: image/png"),
    ("answer is no page", "1: redirect"),
    ("answer is no page", "1: status 404"),
    ("answer is no page", "1: text/css"),
]
ARTICLES = [
    {
        "position": 1,
        "title": "Talks go on",
        "date": "2020-12-29T10:00:00Z",
        "language": "en",
        "outlet": "herald.example",
        "url": "https://www.herald.example/talks",
        "crawled": "2021-01-05T10:00:00Z",
        "text": "The talks in Geneva went on for a third day on Tuesday, a spokesperson said, and both sides hoped "
        "for an "
        "agreement before the end of the year.\n\nNo date was named for the next round, which is to be held in "
        "Sochi if "
        "both parliaments agree to the draft.",
    },
    {
        "position": 7,
        "title": "Talks ended",
        "language": "en",
        "outlet": "courier.example",
        "url": "https://courier.example/end",
        "crawled": "2021-01-05T10:00:00Z",
        "text": "The talks ended on Wednesday without an agreement, said the minister, Işıl Şahin, and no further "
        "round is "
        "planned before the spring.\n\nBoth sides blamed each other for the failure and recalled their delegations "
        "on the "
        "same evening.",
    },
]


def taken(data, **raised):
    record = Record("a.warc")
    file = File("a.warc", data, Options(limits=readers.limits(raised)))
    assert readers.reader(file) is warc
    items = list(warc.read(file, record))
    return items, record, [(reason, value) for _, _, _, reason, value, *_ in record.defects]


def record_of(kind, body, headers="", uri="https://a.example/"):
    block = body if isinstance(body, bytes) else body.encode()
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2021-01-05T10:00:00Z\r\n"
    return f"{head}{headers}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def page(text):
    said = f"{text} went on, said the spokesperson in the evening."
    return f"<html lang=en><head><title>News</title></head><body><p>{said}</p></body></html>"


@pytest.mark.parametrize("data", [PLAIN, (FOLDER / "crawl.warc.gz").read_bytes(), gzip.compress(PLAIN)])
def test_pages_are_articles_and_the_rest_is_counted(data):
    items, record, defects = taken(data)
    assert items == ARTICLES
    assert (record.announced, record.found, record.dropped) == (7, 5, 5)  # the articles are counted by who reads them
    assert defects == OTHERS


@pytest.mark.parametrize("data", [gzip.compress(PLAIN)[:-300], (FOLDER / "crawl.warc.gz").read_bytes()[:-300]])
def test_an_archive_that_breaks_off_shows_by_what_it_announces(data):
    items, record, defects = taken(data)
    assert items == ARTICLES[:1]
    assert (record.announced, record.found + len(items)) == (7, 6)
    assert defects[0][0] == "file is damaged"


def test_a_wrong_length_that_hides_a_record_shows_by_what_is_announced():
    data = record_of("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("The talks")) * 2
    length = data.find(b"Content-Length: ")
    items, record, _ = taken(data[:length] + b"Content-Length: 9" + data[length + 17 :])
    assert record.announced == 2 > len(items)


def test_a_page_that_breaks_off_says_so():
    answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("The talks")
    items, _, defects = taken(record_of("response", answer)[:-60])
    assert "went on" in items[0]["text"]
    assert defects[0][0] == "page breaks off"


def test_records_of_what_programs_made_are_read_and_those_of_the_crawl_are_not():
    data = (
        record_of("warcinfo", "software: x", "Content-Type: application/warc-fields\r\n")
        + record_of("request", "GET / HTTP/1.1\r\n\r\n", "Content-Type: application/http\r\n")
        + record_of("resource", page("The talks"), "Content-Type: text/html\r\n")
        + record_of("conversion", "Plain words\nof a page", "Content-Type: text/plain\r\n")
        + record_of("metadata", "x: y", "Content-Type: application/warc-fields\r\n")
    )
    items, record, defects = taken(data)
    assert [item["text"] for item in items] == [
        "The talks went on, said the spokesperson in the evening.",
        "Plain words\nof a page",
    ]
    assert (record.announced, defects) == (2, [])


def test_what_was_the_same_in_an_earlier_crawl_is_counted():
    answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    _, record, defects = taken(record_of("revisit", answer) * 3)
    assert record.announced == 0
    assert defects == [("page is the same as in an earlier crawl", "3: https://a.example/")]


def answer(body, coding):
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding + b"\r\n\r\n" + body


def test_codings_of_the_transport_are_undone():
    whole = page("The talks").encode()
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bodies = [(gzip.compress(whole), b"gzip"), (zlib.compress(whole), b"deflate"), (whole, b"gzip")]
    bodies.append((raw.compress(whole) + raw.flush(), b"deflate"))
    for body, coding in bodies:
        items, _, defects = taken(record_of("response", answer(body, coding)))
        assert items[0]["text"] == "The talks went on, said the spokesperson in the evening."
        assert defects == []


def test_a_coding_that_is_not_known_and_a_bomb_are_articles_without_text():
    items, _, defects = taken(record_of("response", answer(b"x", b"br")))
    assert "text" not in items[0]
    assert defects == [("compression is unknown", "br")]
    bomb = answer(gzip.compress(b"<html>" + b" " * 5_000_000), b"gzip")
    _, _, defects = taken(record_of("response", bomb), file_bytes=1_000_000)
    assert defects[0] == ("page breaks off", "after 1 MB, the limit file_bytes")


def test_nothing_is_written_to_the_terminal(capsys):
    answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("The talks")
    data = record_of("response", answer)
    items, _, defects = taken(data[:-4] + b"surplus\r\n\r\n" + data)
    assert len(items) == 2
    assert defects[-1][0] == "record is longer or shorter than it says"
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples of exports are not here")
@pytest.mark.parametrize("name", ["example.warc", "example.warc.gz", "example-iana.org-chunked.warc"])
def test_samples_are_read(name):
    items, record, defects = taken((SAMPLES / name).read_bytes())
    assert record.announced == len(items) == 1
    title = "Internet Assigned Numbers Authority" if "iana" in name else "Example Domain"
    assert items[0]["title"] == title
    assert len(items[0]["text"].split()) > 20
    assert [reason for reason, _ in defects] == ([] if "iana" in name else ["page is the same as in an earlier crawl"])
