"""GDELT's tables: what they tell of articles, and rows that are not whole."""

from pathlib import Path

import pytest

from analysis.corpus.readers import File, gdelt, reader
from analysis.corpus.reconciling import Record

HERE = Path(__file__).parent / "readers" / "gdelt"
SCHEMAS = Path(__file__).parents[2] / "shared" / "data" / "export" / "gdelt_schema"


def read(path: Path, data: bytes | None = None):
    file, record = File(path.name, path.read_bytes() if data is None else data), Record(path.name)
    return list(reader(file).read(file, record)), record, [(place, *rest[:3]) for _, place, _, *rest in record.defects]


def test_the_knowledge_graph_in_its_second_version():
    (first, second), record, defects = read(HERE / "gkg2.csv")
    assert first == {
        "position": 1,
        "document_id": "20170207091500-0",
        "date": "20170207091500",
        "source_collection": "1",
        "outlet": "lantern.example",
        "url": "https://lantern.example/1",
        "title": "Harbour & talks",
        "byline": "Ada Quill",
        "language": "eng",
        "themes": "TAX_FNCACT;TRADE",
        "persons": "ada quill;bo finch",
        "organizations": "harbour union",
        "locations": "4#Zurich, Switzerland#SZ#SZ25#47.3#8.5#-2554935",
        "tone": -2.5,
        "positive": 1.5,
        "negative": 4.0,
        "polarity": 5.5,
        "activity_density": 20.0,
        "self_density": 1.2,
        "word_count": 210.0,
        "gcam": "wc:210",
        "extras": "<PAGE_AUTHORS>Ada Quill</PAGE_AUTHORS><PAGE_TITLE>Harbour &amp; talks</PAGE_TITLE>",
    }
    assert (second["citation"], second["language"], "url" in second) == ("Radio Phare, 7 February", "fra", False)
    assert (record.format, defects) == ("GDELT GKG 2", [])


def test_a_row_that_is_not_whole_is_dropped_with_its_place():
    data = (HERE / "gkg2.csv").read_bytes() + b"20170207091500-2\t20170207091500\tcut short\n"
    rows, record, defects = read(HERE / "gkg2.csv", data)
    assert (len(rows), record.found, record.dropped) == (2, 1, 1)
    assert defects == [(3, "row has too few cells", "20170207091500-2 20170207091500 cut short", "dropped")]


def test_the_knowledge_graph_in_its_first_version_has_a_header():
    (row,), record, defects = read(HERE / "gkg1.csv")
    assert (row["position"], row["date"], row["tone"], row["themes"]) == (2, "20140301", 1.5, "TRADE")
    assert (record.format, defects) == ("GDELT GKG 1", [])


@pytest.mark.parametrize(
    ("name", "date"), [("events1", "20140301"), ("events2", "20170207091500"), ("mentions", "20170207091500")]
)
def test_events_and_mentions(name, date):
    (row,), _, defects = read(HERE / f"{name}.csv")
    assert (row["event_id"], row["date"], row["tone"]) == ("410001", date, -1.25)
    assert row["url"] == "https://lantern.example/1"
    assert defects == []


def test_a_value_that_is_no_number_is_reported():
    data = (HERE / "gkg1.csv").read_bytes().replace(b"1.5,2,", b"nan,2,")
    file, record = File("gkg1.csv", data), Record("gkg1.csv")
    (row,) = gdelt.read(file, record)
    assert "tone" not in row
    assert record.defects[0][3:5] == ("value cannot be read", "tone: nan")


def test_other_tables_are_not_gdelt():
    for data in (b"", b"date\ttext\n20170207\ttalks", b"20170207", b'{"DATE":\t1}'):
        assert not gdelt.fits(File("x.csv", data))


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the samples are not on this machine")
@pytest.mark.parametrize(
    ("schema", "table"),
    [("gkg1", "GKG 1"), ("gkg2", "GKG 2"), ("events1", "events 1"), ("events2", "events 2"), ("mentions", "mentions")],
)
def test_each_table_has_as_many_columns_as_its_codebook(schema, table):
    import csv

    with open(SCHEMAS / f"{schema}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(gdelt.TABLES[table][1])
