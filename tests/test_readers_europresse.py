"""Europresse in its old and its new layout."""

from pathlib import Path

import pytest

from analysis.corpus.readers import File, europresse, reader
from analysis.corpus.reconciling import Record

HERE = Path(__file__).parent / "readers" / "europresse"
SAMPLES = Path(__file__).parents[2] / "shared" / "data" / "export" / "tm_plugin" / "tmeuro"


def read(path: Path, data: bytes | None = None):
    file, record = File(path.name, path.read_bytes() if data is None else data), Record(path.name)
    return list(reader(file).read(file, record)), record, [(place, *rest[:2]) for _, place, _, *rest in record.defects]


def test_the_old_layout_of_tables():
    (first, second), record, defects = read(HERE / "tables.html")
    assert first == {
        "position": 1,
        "text": "Le port se tait depuis lundi.\n\nPersonne ne sait pourquoi.",
        "outlet": "Le Phare",
        "issue": "no. 312",
        "title": "Le port se tait",
        "subtitle": "Une enquête",
        "byline": "Zoé Martel",
        "section": "Société",
        "date": "mardi 7 février 2017",
        "page": "03",
        "copyright": "© 2017 Le Phare. Tous droits réservés.",
        "document_id": "news·20170207·PH·0001",
    }
    assert second == {
        "position": 2,
        "text": "Le texte commence tout de suite.\n\nEt continue.",
        "outlet": "Gazette du Lac",
        "title": "Sans auteur",
        "date": "mercredi 8 février 2017",
        "copyright": "© 2017 Gazette. Tous droits réservés.",
        "document_id": "news·20170208·GL·0002",
    }
    assert (record.announced, defects) == (None, [])


def test_the_new_layout_of_article_elements():
    (first, second), record, defects = read(HERE / "articles.html")
    assert first == {
        "position": 1,
        "text": "Le maire répond.\n\nIl sourit.",
        "outlet": "Le Phare (site web)",
        "title": "Le maire répond",
        "subtitle": "MÉDIAS Entretien",
        "byline": "Noé Garde; Lia Rey",
        "section": "Politique",
        "date": "mardi 7 février 2017 - 12:30 UTC +0100",
        "words": 1204,
        "page": "MDE6",
        "captions": "Le maire au balcon.",
        "copyright": "© 2017 Le Phare. Tous droits réservés.",
        "document_id": "news·20170207·PH·0003",
    }
    assert second == {
        "position": 2,
        "text": "Fog came.",
        "outlet": "Lake Courier",
        "title": "Fog over the lake",
        "date": "Thursday, February 9, 2017",
        "page": "4",
        "copyright": "© 2017 Lake Media. All rights reserved.",
        "document_id": "news·20170209·LC·0004",
    }
    assert (record.announced, defects) == (2, [])


def test_a_removed_article_shows_by_the_number_announced():
    data = (HERE / "articles.html").read_bytes()
    start = data.index(b"<article>", data.index(b"</article>"))
    articles, record, _ = read(HERE / "articles.html", data[:start] + b"</body></html>")
    assert (len(articles), record.announced) == (1, 2)


def test_articles_that_run_together_are_reported():
    data = (HERE / "articles.html").read_bytes()
    second = data.index(b"<article>", data.index(b"</article>"))
    data = data[:second] + data[second:].replace(b"<article>", b"", 1).replace(b"DocPublicationName", b"x", 1)
    (article,), _, defects = read(HERE / "articles.html", data)
    assert (1, "article has two ends", "news·20170209·LC·0004") in defects
    assert "Fog came." in article["text"]


def test_what_is_neither_text_nor_known_is_kept_and_reported():
    data = (HERE / "articles.html").read_bytes().replace(b"<small>", b"<p>Sponsored by a bank</p><small>", 1)
    (first, _), _, defects = read(HERE / "articles.html", data)
    assert first["further_text"] == "Sponsored by a bank"
    assert defects == [(1, "part is unknown", "Sponsored by a bank")]


def test_a_page_that_is_cut_is_reported():
    data = (HERE / "tables.html").read_bytes()
    articles, _, defects = read(HERE / "tables.html", data[: data.index(b"Et continue")])
    assert len(articles) == 2
    assert defects == [(None, "file ends early", "the page is not closed"), (2, "document has no end", "Sans auteur")]


def test_another_page_is_not_europresse():
    assert not europresse.fits(File("x.html", b"<html><p>DocPublicationName</p></html>"))
    assert not europresse.fits(File("x.txt", b""))


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not on this machine")
@pytest.mark.parametrize(("name", "n"), [("europresse_test1.html", 3), ("europresse_test2.html", 4)])
def test_samples(name, n):
    articles, _, defects = read(SAMPLES / name)
    assert len(articles) == n
    assert all(article["text"] and article["title"] and article["date"] and article["outlet"] for article in articles)
    assert defects == []
