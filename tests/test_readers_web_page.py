"""Saved web pages become articles, with what they say of themselves."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from analysis.corpus import readers
from analysis.corpus.readers import File, web_page
from analysis.corpus.reconciling import Record

FOLDER = Path(__file__).parent / "readers" / "web_page"
BODY = """<body><article><h1>Talks go on</h1><p>The talks went on for a third day on Tuesday, a spokesperson said, and
both sides hoped for an agreement before the end of the year.</p><p>No date was named for the next round, which is to be
held in Sochi if both parliaments agree to the draft.</p></article></body>"""


def taken(data, name="a.html"):
    record = Record(name)
    data = data.encode() if isinstance(data, str) else data
    (item,) = web_page.read(File(name, data), record)
    return item, [(reason, value) for _, _, _, reason, value, *_ in record.defects]


def page(head, lang="en"):
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>{BODY}</html>'


EXPECTED = {
    "herald.html": {
        "title": "Talks go on in Geneva",
        "date": "2020-12-29T23:30:00+01:00",
        "outlet": "The Geneva Herald",
        "byline": "Ann Bell, Ömer Çelik",
        "section": "World",
        "language": "en",
        "url": "https://www.herald.example/world/talks-go-on",
        "text": "The talks in Geneva went on for a third day on Tuesday, a spokesperson said, and both sides hoped "
        "for an "
        "agreement before the end of the year.\n\n“We are nearly there,” said the minister, Işıl Şahin, who had "
        "flown in "
        "from Ankara in the night to take part in the last round of the talks.\n\nNo date\n\nNo date was named for the "
        "next round, which is to be held in Sochi if both parliaments agree to the draft that was handed out to the "
        "delegations on Monday.\n\nThe first point of the draft is trade.\n\nThe second point is the border.",
    },
    "no_date.html": {
        "title": "Görüşmeler sürüyor",
        "date": "2021-03-04",
        "outlet": "haber.example",
        "language": "tr",
        "url": "https://haber.example/2021/3/04/gorusmeler-suruyor.html",
        "text": "Cenevre'deki görüşmeler üçüncü gününde de sürdü. Sözcü, tarafların yıl sonuna kadar bir anlaşmaya "
        "varmayı "
        "umduğunu söyledi.\n\nBir sonraki turun tarihi açıklanmadı. Bakan, gece Ankara'dan gelerek son tura "
        "katıldığını ve "
        "taslağın dağıtıldığını belirtti.",
    },
    "script_only.html": {
        "title": "Talks ended",
        "date": "2021-01-05",
        "outlet": "Courier",
        "language": "en",
        "text": "",
    },
    "zeitung.mhtml": {
        "title": "Gespräche dauern an",
        "date": "2020-12-30T08:00:00Z",
        "outlet": "zeitung.example",
        "byline": "Jörg Weiß",
        "language": "de",
        "url": "https://www.zeitung.example/politik/gespraeche",
        "crawled": "Thu, 31 Dec 2020 10:00:00 -0000",
        "text": "Die Gespräche in Genf sind am Mittwoch fortgesetzt worden. Eine Sprecherin sagte, beide Seiten "
        "hofften auf "
        "eine Einigung noch vor dem Ende des Jahres.\n\nÜber den nächsten Termin wurde nichts bekannt. Der "
        "Außenminister "
        "erklärte, man werde später über Zölle sprechen und den Entwurf in Ruhe prüfen.",
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fixture_is_read_as_a_person_would(name):
    item, _ = taken((FOLDER / name).read_bytes(), name)
    assert item == EXPECTED[name] | {"position": 1}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_fixtures_are_known_as_pages(name):
    assert readers.reader(File("without.suffix", (FOLDER / name).read_bytes())) is web_page


@pytest.mark.parametrize(
    "text", ["Talks <b>go on</b>", "a,text\n1,<p>x</p>\n", "Subject: x\n\n<html>", "", "<article_id>;text"]
)
def test_text_with_tags_somewhere_is_no_page(text):
    assert not web_page.fits(File("a.txt", text.encode()))


@pytest.mark.parametrize(
    ("head", "date", "place"),
    [
        ('<meta property="article:published_time" content="2020-12-29T10:00:00Z">', "2020-12-29T10:00:00Z", None),
        (
            '<script type="application/ld+json">[{"@type": ["NewsArticle"], "datePublished": "2020-12-29"}]</script>',
            "2020-12-29",
            None,
        ),
        ('<link rel="canonical" href="https://a.example/2020/12/9/x">', "2020-12-09", "2020-12-09 from the address"),
        ('<link rel="canonical" href="https://a.example/2020/13/9/x">', None, None),
        ('<meta name="last-modified" content="2020-12-29">', None, None),
        ("<title>News of 2020-12-29</title>", None, None),
    ],
)
def test_a_date_is_the_stated_one_or_reported(head, date, place):
    item, defects = taken(page(head))
    assert item.get("date") == date
    assert defects == ([("date is not stated as the date of publication", place)] if place else [])


def test_a_time_element_is_reported_unless_it_says_what_it_is_the_time_of():
    stated = page("").replace("<h1>", '<time itemprop="datePublished" datetime="2020-12-29">29 Dec</time><h1>')
    assert taken(stated)[0]["date"] == "2020-12-29"
    assert taken(stated)[1] == []
    item, defects = taken(stated.replace('itemprop="datePublished" ', ""))
    assert item["date"] == "2020-12-29"
    assert defects == [("date is not stated as the date of publication", "2020-12-29 from the only time element")]


@pytest.mark.parametrize("free", ["false", '"False"', "true"])
def test_a_page_that_says_that_it_is_for_subscribers_is_reported(free):
    linked = f'{{"@type": "NewsArticle", "headline": "Talks go on", "isAccessibleForFree": {free}}}'
    item, defects = taken(page(f'<script type="application/ld+json">{linked}</script>'))
    assert "free" not in item
    assert (("article is for subscribers", "Talks go on") in defects) == ("alse" in free)


def test_a_page_of_white_space_is_judged_at_once():
    for space in (" ", "\n", "<!---->", "<!--", "<?xml", "a:\n", " b: c\n"):
        assert not web_page.fits(File("a.txt", b"x" + space.encode() * 4000))
        assert not web_page.fits(File("a.txt", space.encode() * 4000))


def test_broken_linked_data_is_passed_over():
    for script in (
        "{",
        "[" * 100_000,
        '{"@type": 1}',
        '{"@graph": [[[{"@type": "Article", "author": [[[[["x"]]]]]}]]]}',
    ):
        assert "date" not in taken(page(f'<script type="application/ld+json">{script}</script>'))[0]


def test_the_host_stands_for_an_outlet_that_is_not_named():
    assert (
        taken(page('<meta property="og:url" content="https://www.courier.example/x">'))[0]["outlet"]
        == "courier.example"
    )
    assert "outlet" not in taken(page('<link rel="canonical" href="/x">'))[0]


def test_the_address_in_the_comment_of_a_browser_is_taken():
    saved = "<!-- saved from url=(0029)https://www.courier.example/x -->"
    item, _ = taken(page("").replace("<html", f"{saved}<html"))
    assert item["url"] == "https://www.courier.example/x"


def test_a_page_that_declares_an_encoding_is_read_by_it():
    declared = page("", "tr").replace("utf-8", "iso-8859-9").replace("a spokesperson", "“Şahin”")
    item, _ = taken(declared.encode("cp1254"))
    assert "“Şahin” said" in item["text"]
    for wrong in ("utf-8", "no-such-encoding", "ascii"):
        item, _ = taken(declared.replace("iso-8859-9", wrong).encode("cp1254"))
        assert "said, and both" in item["text"]


def test_a_large_picture_within_the_page_costs_nothing():
    picture = f'<img src="data:image/png;base64,{"A" * 11_000_000}">'
    assert "No date was named" in taken(page("").replace("<h1>", picture + "<h1>"))[0]["text"]


def test_elements_nested_beyond_reading_are_an_error_and_not_a_silence():
    with pytest.raises(readers.Unreadable, match="nested too deep"):
        taken("<html><body>" + "<div>" * 5000 + "deep")
    assert "deep" in taken("<html><body>" + "<div>" * 2000 + "deep words " * 50)[0]["text"]


def test_a_page_of_too_many_elements_is_read_without_looking_for_the_article(monkeypatch):
    monkeypatch.setattr(web_page, "ELEMENTS", 5)
    item, defects = taken(page("<title>x</title>"))
    assert "The talks went on" in item["text"]
    assert [reason for reason, _ in defects] == ["page is too large to find the article in"]


def test_a_mail_without_a_page_is_damaged():
    with pytest.raises(readers.Unreadable, match="no page in it"):
        taken(
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: "
            "image/png\n\nx\n--x--\n"
        )


def test_nothing_is_fetched_written_or_started():
    program = f"""
        import pathlib, sys
        from analysis.corpus.readers import File, web_page
        from analysis.corpus.reconciling import Record
        import trafilatura.metadata
        pages = [File(path.name, path.read_bytes()) for path in pathlib.Path({str(FOLDER)!r}).iterdir()]
        did = []
        def watch(event, arguments):
            if event.startswith(("socket.", "subprocess.", "os.system", "os.mkdir", "os.rename", "os.remove")):
                did.append((event, arguments))
            if event == "open" and (arguments[2] or 0) & 3 and "__pycache__" not in str(arguments[0]):
                did.append((event, arguments))
        sys.addaudithook(watch)
        for page in pages:
            list(web_page.read(page, Record(page.name)))
        print(did)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=600)
    assert (done.stdout, done.stderr) == ("[]\n", "")
