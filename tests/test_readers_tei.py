"""TEI: speeches with speaker, party and day; words apart from what was noted; other texts."""

from pathlib import Path

import pytest

from analysis.corpus.readers import File, reader, tei
from analysis.corpus.reconciling import Record

HERE = Path(__file__).parent / "readers" / "tei"


def read(path: Path, data: bytes | None = None):
    file, record = File(path.name, path.read_bytes() if data is None else data), Record(path.name)
    return list(reader(file).read(file, record)), record, [(place, *rest[:2]) for _, place, _, *rest in record.defects]


def test_speeches_of_a_debate():
    speeches, record, defects = read(HERE / "debate.xml")
    shared = {
        "title": "Fishing quotas",
        "debate": "Debates of Lakeland, 5 March 2019",
        "meeting": "Sitting 12",
        "place": "Zürich",
        "url": "https://parliament.example/12",
        "date": "2019-03-05",
    }
    assert speeches == [
        shared
        | {
            "position": 1,
            "text": "The sitting is open.\n\nMinister.",
            "speaker": "Elo Ødegård",
            "speaker_id": "Elo",
            "role": "chair",
            "language": "en",
            "document_id": "u1",
            "notes_before": "The Chair:",
        },
        shared
        | {
            "position": 2,
            "text": "The quotas stay.\n\nThey must.",
            "speaker": "Dee Wren",
            "speaker_id": "WrenDee",
            "party": "Green Shore",
            "role": "regular",
            "language": "en",
            "document_id": "u2",
            "notes": "10.05 | inaudible | Shouting on the left",
        },
        shared
        | {
            "position": 3,
            "text": "Merci à tous.",
            "speaker": "Unknown.Guest",
            "speaker_id": "Unknown.Guest",
            "language": "fr",
            "document_id": "u3",
            "notes_before": "Applause",
        },
    ]
    assert record.announced == 3
    assert defects == [(2, "text has gaps", "1"), (None, "part is not an article", "The sitting ends.")]


def test_the_party_is_that_of_the_day():
    data = (HERE / "debate.xml").read_bytes().replace(b'when="2019-03-05"', b'when="2017-11-02"')
    assert read(HERE / "debate.xml", data)[0][1]["party"] == "Blue Shore"


def test_a_party_that_is_listed_elsewhere_goes_by_its_id():
    data = (HERE / "debate.xml").read_bytes().replace(b'xml:id="party.G"', b'xml:id="x"')
    assert read(HERE / "debate.xml", data)[0][1]["party"] == "G"


def test_a_removed_speech_shows_by_the_number_announced():
    data = (HERE / "debate.xml").read_bytes()
    data = data[: data.index(b"<kinesic")] + data[data.index(b"<note>The sitting ends") :]
    speeches, record, _ = read(HERE / "debate.xml", data)
    assert (len(speeches), record.announced) == (2, 3)


def test_annotated_words_and_a_corpus_of_several_texts():
    (first, second), _, defects = read(HERE / "annotated.xml")
    assert (first["text"], first["language"], first["date"]) == ("Geht zum See!", "de", "2020-02-01")
    assert (second["text"], second["speaker"], second["notes"]) == ("Wer kommt?", "ANNA", "lauscht")
    assert second["title"] == "Drama"
    assert defects == []


def test_news_without_speeches():
    (first, second), _, defects = read(HERE / "news.xml")
    assert first == {
        "position": 1,
        "text": "The harbour is closed.\n\nNo ship sails.",
        "title": "Harbour closed",
        "byline": "A. Quill",
        "outlet": "The Lantern",
        "date": "1887-02-07",
        "language": "en",
        "document_id": "a1",
        "notes": "Misprinted.",
    }
    assert (second["title"], second["text"]) == ("Prices", "Bread 2d\n\nFish 1d")
    assert defects == [(None, "part is unknown", "A stray line.")]


def test_a_text_without_divisions_is_one_article():
    data = (HERE / "news.xml").read_bytes().replace(b'type="article"', b"")
    (article,), _, defects = read(HERE / "news.xml", data)
    assert article["title"] == "Harbour closed"
    assert article["text"].endswith("Bread 2d\n\nFish 1d\n\nA stray line.")
    assert defects == []


def test_a_list_that_belongs_to_a_corpus_is_read_as_without_articles():
    data = b'<listPerson xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="a"/></listPerson>'
    assert read(Path("people.xml"), data)[::2] == ([], [])
    data = (
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>'
        b'<include xmlns="http://www.w3.org/2001/XInclude" href="one.xml"/></teiCorpus>'
    )
    assert read(Path("corpus.xml"), data)[::2] == ([], [(None, "file names further files", "one.xml")])


def test_depth_ends_in_a_reason():
    data = b"<TEI><text>" + b"<div>" * 5000
    file, record = File("deep.xml", data), Record("deep.xml")
    with pytest.raises(ValueError, match="nested too deeply: more than 256 levels"):
        list(tei.read(file, record))
