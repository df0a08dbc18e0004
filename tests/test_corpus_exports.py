"""Tables, answers of interfaces and folders as people and programs really leave them, read by `corpus.read`."""

import json

import pandas as pd
import pytest

from analysis import corpus
from analysis.corpus import assembling

from ._workbooks import workbook


def defects(reconciliation):
    """The defects as (file, position, reason), the position 0 where a whole file is meant."""
    table = reconciliation.defects
    return list(zip(table["file"], table["position"].fillna(0), table["reason"], strict=True))


def written(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def test_objects_within_objects_are_columns_of_their_own(tmp_path):
    results = [
        {
            "id": f"world/{i}",
            "webTitle": f"Talks {i}",
            "webPublicationDate": f"2021-03-0{i}T10:00:00Z",
            "fields": {"byline": "Anna Roe", "body": f"<p>Talk {i}.</p>", "bodyText": f"Talk {i}."},
        }
        for i in (1, 2)
    ]
    path = written(tmp_path / "answer.json", {"response": {"status": "ok", "total": 345, "results": results}})
    articles, reconciliation = corpus.read(path)
    part = reconciliation.defects.query("reason == 'file holds a part of what was found'")
    assert part["value"].to_list() == ["It holds 2 of 345 results that were found."]
    assert articles["text"].to_list() == ["Talk 1.", "Talk 2."]
    assert articles["byline"].to_list() == ["Anna Roe"] * 2
    assert articles["date"].dt.day.to_list() == [1, 2]
    assert articles["fields.body"].to_list() == ["<p>Talk 1.</p>", "<p>Talk 2.</p>"]


def test_an_outlet_in_an_object_and_authors_in_a_list_are_not_lost(tmp_path):
    rows = [
        {
            "source": {"id": None, "name": "Herald"},
            "authors": ["Anna Roe", "J. Doe"],
            "text": "Talks.",
            "tags": ["a", 1],
        },
        {"source": None, "authors": [{"name": "Anna Roe"}], "text": ["One paragraph.", "Another one."]},
    ]
    path = written(tmp_path / "scraped.jsonl", "\n".join(map(json.dumps, rows)))
    articles, reconciliation = corpus.read(path)
    assert articles["outlet"].to_list()[0] == "Herald"
    assert articles["outlet"].isna().to_list() == [False, True]
    assert articles["byline"].to_list() == ["Anna Roe; J. Doe", "Anna Roe"]
    assert articles["text"].to_list() == ["Talks.", "One paragraph.\n\nAnother one."]
    assert ("scraped.jsonl", 1, "value cannot be read") not in defects(reconciliation)


def test_an_object_with_very_many_keys_stays_one_cell(tmp_path):
    weights = {f"word{i}": i for i in range(60)}
    articles, _ = corpus.read(written(tmp_path / "a.jsonl", {"text": "Talks.", "weights": weights}))
    assert articles["weights"].to_list() == [weights]


def test_a_byline_that_is_no_text_is_reported(tmp_path):
    _, reconciliation = corpus.read(written(tmp_path / "a.jsonl", {"text": "Talks.", "byline": [[1]]}))
    assert ("a.jsonl", 1, "value cannot be read") in defects(reconciliation)


def test_a_list_of_names_in_parquet_is_one_text(tmp_path):
    pd.DataFrame({"text": ["Talks."], "author": [["Anna Roe", "J. Doe"]]}).to_parquet(tmp_path / "a.parquet")
    articles, _ = corpus.read(tmp_path / "a.parquet")
    assert articles["byline"].to_list() == ["Anna Roe; J. Doe"]


def test_a_title_above_the_names_of_columns_costs_no_article(tmp_path):
    rows = [["Sanctions, third version"], [], ["Headline", "Full text", "Date"], ["One", "Text one.", "2021-03-01"]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook(First=rows, Second=rows[2:]))
    articles, reconciliation = corpus.read(path)
    assert articles.index.to_list() == ["book.xlsx#First!4", "book.xlsx#Second!2"]
    assert articles["text"].to_list() == ["Text one."] * 2
    found = reconciliation.defects.query("reason == 'part is unknown'")
    assert found["value"].to_list() == ["above the names of the columns: Sanctions, third version"]


def test_of_two_rows_of_names_the_one_with_more_fields_is_taken(tmp_path):
    rows = [
        ["Source", "", "Content"],
        ["Newspaper", "Date", "Headline", "Text"],
        ["Bote", "2021-03-01", "One", "Text."],
    ]
    (tmp_path / "a.xlsx").write_bytes(workbook(One=rows))
    articles, _ = corpus.read(tmp_path / "a.xlsx")
    assert articles[["outlet", "title", "text"]].to_numpy().tolist() == [["Bote", "One", "Text."]]


@pytest.mark.parametrize("above", ["sep=;\n", "Export of 25 November;;\n\n;;\n"])
def test_lines_above_the_names_of_columns_are_passed_over_and_said(tmp_path, above):
    path = written(tmp_path / "a.csv", f"{above}date;outlet;text\n2020-02-01;Herald;Talks, and talks.\n")
    articles, reconciliation = corpus.read(path)
    assert articles[["outlet", "text"]].to_numpy().tolist() == [["Herald", "Talks, and talks."]]
    assert articles["position"].to_list() == [above.count("\n") + 2]
    assert ("a.csv", 0, "part is unknown") in defects(reconciliation)


@pytest.mark.parametrize(
    "names",
    [
        ["Zeitung", "Datum", "Titel", "Volltext"],
        ["Journal", "Date de publication", "Titre", "Texte intégral"],
        ["Gazete", "Tarih", "BAŞLIK", "Metin"],
        ["KAYNAK", "YAYIN TARİHİ", "Başlık", "İçerik"],
    ],
)
def test_columns_are_known_in_german_french_and_turkish(tmp_path, names):
    path = written(tmp_path / "a.csv", f"{';'.join(names)}\nBote;2021-03-01;Talks;Talks go on.\n")
    articles, _ = corpus.read(path)
    assert articles[["outlet", "title", "text"]].to_numpy().tolist() == [["Bote", "Talks", "Talks go on."]]
    assert articles["date"].to_list() == [pd.Timestamp(2021, 3, 1)]


def test_a_column_that_is_named_and_not_there_is_reported(tmp_path):
    path = written(tmp_path / "a.csv", "date,text\n2021-03-01,Talks.\n")
    _, reconciliation = corpus.read(path, fields={"text": "Wortlaut"})
    assert ("a.csv", 0, "column is not there") in defects(reconciliation)


def test_a_list_that_breaks_off_says_so_in_plain_words(tmp_path):
    with pytest.warns(corpus.BadInput):
        _, reconciliation = corpus.read(written(tmp_path / "a.json", '[{"text": "Talks."}, {"te'))
    assert reconciliation.defects["value"][0].startswith("a.json: the JSON list breaks off at line 1")


def test_a_repeated_article_names_the_one_before_it(tmp_path):
    for name in ("a", "b", "c"):
        written(tmp_path / f"{name}.txt", "Talks go on.")
    _, reconciliation = corpus.read(tmp_path)
    found = reconciliation.defects.query("reason == 'article was there before'")
    assert found[["article_id", "value"]].to_numpy().tolist() == [["b", "as a"], ["c", "as a"]]


def test_a_file_read_as_one_text_of_the_length_of_many_articles_is_reported(tmp_path):
    written(tmp_path / "long.txt", "x" * (assembling.LONG + 1))
    written(tmp_path / "short.txt", "x" * assembling.LONG)
    _, reconciliation = corpus.read(tmp_path)
    found = reconciliation.defects.query("reason == 'text is as long as many articles'")
    assert found["file"].to_list() == ["long.txt"]


@pytest.mark.parametrize(("length", "cut"), [(32_766, 0), (32_767, 1), (32_768, 0)])
def test_a_text_that_a_spreadsheet_program_cut_is_reported(tmp_path, length, cut):
    (tmp_path / "a.xlsx").write_bytes(workbook(One=[["text"], ["x" * length]]))
    _, reconciliation = corpus.read(tmp_path / "a.xlsx")
    assert [reason for *_, reason in defects(reconciliation)].count("text fills its cell") == cut


@pytest.fixture
def saved(tmp_path):
    """A page as a browser saves it, with what it needs in a folder, and an article in a folder of the user's own."""
    written(tmp_path / "Talks.html", "<html><body><article><p>Talks go on, it says.</p></article></body></html>")
    for name in ("Talks_files", "my_files"):
        (tmp_path / name).mkdir()
    written(tmp_path / "Talks_files" / "ad.html", "<html><body><p>Buy this now.</p></body></html>")
    written(tmp_path / "my_files" / "b.txt", "Talks ended.")
    return tmp_path


@pytest.mark.parametrize("pattern", ["", "*"])
def test_what_a_browser_keeps_beside_a_page_is_no_article(saved, pattern):
    articles, reconciliation = corpus.read(saved / pattern)
    assert articles["file"].to_list() == ["Talks.html", "my_files/b.txt"]
    assert reconciliation.defects["reason"].eq("system files were passed over").sum() == 1


def test_programs_and_styles_are_no_articles(tmp_path):
    for name in ("a.js", "b.css", "c.svg"):
        written(tmp_path / name, "body { margin: 0 }")
    with pytest.warns(corpus.BadInput):
        articles, reconciliation = corpus.read(tmp_path)
    assert len(articles) == 0
    assert reconciliation.defects["reason"].to_list() == ["format is unknown"] * 3


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (5, {}, "`paths` must be a path or a list of paths; got int"),
        (None, {}, "`paths` must be a path or a list of paths; got NoneType"),
        (b"a.txt", {}, "`paths` must be a path or a list of paths; got bytes"),
        ([None], {}, "`paths` must be a path or a list of paths; got NoneType"),
        ([], {}, "`paths` is empty"),
        ("", {}, "`paths` is empty"),
        ("a.txt", {"fields": "text"}, "`fields` must be a mapping such as"),
        ("a.txt", {"names": 5}, "`names` must be a str such as"),
        ("a.txt", {"encoding": 5}, "`encoding` must be a str such as"),
        ("a.txt", {"day_first": "yes"}, "`day_first` must be True or False; got str"),
        ("a.txt", {"limits": 5}, "`limits` must be a mapping such as"),
    ],
)
def test_a_wrong_argument_is_told_by_its_name(arguments, options, message):
    with pytest.raises((TypeError, ValueError), match=message):
        corpus.read(arguments, **options)


def test_what_is_no_reconciliation_cannot_be_reconciled():
    with pytest.raises(TypeError, match=r"must be what corpus\.read gives; got str"):
        corpus.reconcile("x")
