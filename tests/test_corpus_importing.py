"""Files in, articles and a reconciliation out: what `corpus.read` promises whatever the format is."""

import json
import os

import pandas as pd
import pytest

from analysis import corpus
from analysis.corpus import assembling, readers
from analysis.corpus.readers import File, Unreadable
from analysis.corpus.reconciling import Record, Unbalanced, tables

from ._workbooks import workbook


def defects(reconciliation):
    """The defects as (file, position, reason, action)."""
    table = reconciliation.defects
    positions = [None if pd.isna(position) else int(position) for position in table["position"]]
    return list(zip(table["file"], positions, table["reason"], table["action"], strict=True))


@pytest.fixture
def folder(tmp_path):
    """Two text files, one of them below another folder, and a table."""
    (tmp_path / "a.txt").write_text("Talks go on\n\nTalks go on\n\nThe talks went on.", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.txt").write_text("Çavuşoğlu’nun açıklaması.", encoding="cp1254")
    (tmp_path / "c.csv").write_text("Headline;Body;Published\nOne;Text one.;7.2.2017\nTwo;Text two.;25.2.2017\n")
    return tmp_path


def test_a_folder_is_read_with_all_below_it_and_each_file_by_its_content(folder):
    articles, reconciliation = corpus.read(folder)
    assert articles.index.to_list() == ["a", "below/b", "c.csv#2", "c.csv#3"]
    assert articles["text"].to_list() == ["The talks went on.", "Çavuşoğlu’nun açıklaması.", "Text one.", "Text two."]
    assert articles["title"].fillna("").to_list() == ["Talks go on", "", "One", "Two"]
    assert articles["date"].dt.day.fillna(0).to_list() == [0, 0, 7, 25]
    assert articles["file"].to_list() == ["a.txt", "below/b.txt", "c.csv", "c.csv"]
    assert articles["position"].to_list() == [1, 1, 2, 3]
    files = reconciliation.files
    assert files["format"].to_list() == ["plain text", "plain text", "delimited text"]
    assert files["announced"].isna().all()
    assert files[["found", "kept", "dropped"]].to_numpy().tolist() == [[1, 1, 0], [1, 1, 0], [2, 2, 0]]
    assert files["encoding"].to_list() == ["utf-8", "cp1254", "utf-8"]
    assert ("below/b.txt", None, "encoding was guessed", "kept") in defects(reconciliation)


def test_a_suffix_says_nothing_about_the_format(tmp_path):
    (tmp_path / "table.txt").write_text("date,outlet,text\n2020-12-29,Herald,Talks ended.\n")
    (tmp_path / "objects.dat").write_text('{"text": "Talks began."}\n{"text": "Talks ended."}\n')
    (tmp_path / "prose.csv.bak").write_text("First, this.\nSecond, that.\n")
    _, reconciliation = corpus.read(tmp_path)
    assert reconciliation.files["format"].to_dict() == {
        "objects.dat": "JSON",
        "prose.csv.bak": "plain text",
        "table.txt": "delimited text",
    }


def test_a_pattern_and_a_list_of_files_mean_what_they_say(folder):
    assert len(corpus.read(str(folder / "*.txt"))[0]) == 1
    assert len(corpus.read(str(folder / "**" / "*.txt"))[0]) == 2
    articles, _ = corpus.read([folder / "c.csv", folder / "below" / "b.txt"])
    assert articles["file"].to_list() == ["b.txt", "c.csv", "c.csv"]


def test_files_of_one_name_in_two_folders_stay_apart(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"The text of {name}.")
    articles, reconciliation = corpus.read([tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt"])
    assert len(articles) == 2
    assert len(reconciliation.files) == 2


def test_nothing_where_something_should_be_is_an_error(tmp_path):
    for path in (tmp_path / "absent.txt", tmp_path / "*.txt", tmp_path):
        with pytest.raises(FileNotFoundError, match="There is no file"):
            corpus.read(path)


def test_what_a_file_cannot_say_its_name_can(tmp_path):
    (tmp_path / "Herald_2020-12-29.txt").write_text("Talks ended.")
    (tmp_path / "Courier_2020-12-30.jsonl").write_text('{"text": "Talks began.", "outlet": "Ledger"}\n{"text": "Two."}')
    articles, _ = corpus.read(tmp_path, names="{outlet}_{date}")
    assert articles["outlet"].to_list() == ["Ledger", "Courier", "Herald"]
    assert articles["date"].dt.day.to_list() == [30, 30, 29]


def test_names_without_a_slash_are_held_against_the_name_of_a_file_alone(tmp_path):
    (tmp_path / "v1.0").mkdir()
    (tmp_path / "v1.0" / "Herald_2020-12-29").write_text("Talks ended.")
    articles, _ = corpus.read(tmp_path, names="{outlet}_{date}")
    assert articles["outlet"].to_dict() == {"v1.0/Herald_2020-12-29": "Herald"}


def test_columns_are_known_by_their_usual_names_and_that_is_said(tmp_path):
    (tmp_path / "a.csv").write_text("publishedAt,Source,Full_Text,views\n2020-12-29,Herald,Talks ended.,12\n")
    articles, reconciliation = corpus.read(tmp_path / "a.csv")
    assert articles.loc["a.csv#2", ["text", "outlet", "views"]].to_list() == ["Talks ended.", "Herald", 12]
    said = reconciliation.defects["value"].to_list()
    assert said == ["'Full_Text' as text", "'publishedAt' as date", "'Source' as outlet"]


def test_fields_go_before_the_usual_names(tmp_path):
    (tmp_path / "a.csv").write_text("text,Wortlaut\nsummary,Die Gespräche enden.\n")
    articles, _ = corpus.read(tmp_path / "a.csv", fields={"text": "Wortlaut"})
    assert articles.loc["a.csv#2", "text"] == "Die Gespräche enden."
    assert articles.loc["a.csv#2", "text_field"] == "summary"
    with pytest.raises(ValueError, match="`field` must be one of"):
        corpus.read(tmp_path / "a.csv", fields={"body": "Wortlaut"})


def test_a_table_without_texts_is_reported_with_its_columns(tmp_path):
    (tmp_path / "a.csv").write_text("date,outlet\n2020-12-29,Herald\n")
    with pytest.warns(corpus.BadInput, match=r"a\.csv: table has no column of texts") as caught:
        articles, reconciliation = corpus.read(tmp_path / "a.csv")
    assert articles.empty
    assert defects(reconciliation) == [("a.csv", None, "table has no column of texts", "dropped")]
    assert "'date', 'outlet'" in reconciliation.defects["value"][0]
    assert caught[0].message.report["reason"].to_list() == ["table has no column of texts"]


def test_ids_of_a_table_are_kept_and_a_repeated_one_is_replaced_and_reported(tmp_path):
    (tmp_path / "a.csv").write_text("article_id,text\nx,One.\ny,Two.\nx,Three.\n,Four.\n")
    articles, reconciliation = corpus.read(tmp_path / "a.csv")
    assert articles.index.to_list() == ["x", "y", "a.csv#4", "a.csv#5"]
    assert ("a.csv", 4, "id was there before", "kept") in defects(reconciliation)


def test_an_article_without_text_is_kept_and_reported(tmp_path):
    (tmp_path / "a.csv").write_text("date,title,text\n2020-12-29,Only a headline,\n,,\n2020-12-30,,Talks.\n")
    articles, reconciliation = corpus.read(tmp_path / "a.csv")
    assert articles["title"].to_list()[0] == "Only a headline"
    assert articles["text"].isna().to_list() == [True, False]
    assert defects(reconciliation) == [("a.csv", 2, "text is missing or empty", "kept")]
    assert reconciliation.defects["article_id"].to_list() == ["a.csv#2"]


def test_the_order_of_day_and_month_is_decided_for_each_file(tmp_path):
    (tmp_path / "british.csv").write_text("date,text\n07/02/2017,One.\n25/02/2017,Two.\n")
    (tmp_path / "american.csv").write_text("date,text\n07/02/2017,Three.\n02/25/2017,Four.\n")
    articles, _ = corpus.read(tmp_path)
    months = articles.groupby("file")["date"].agg(lambda dates: dates.dt.month.to_list())
    assert months.to_dict() == {"american.csv": [7, 2], "british.csv": [2, 2]}


def test_an_open_order_of_day_and_month_is_said_and_can_be_told(tmp_path):
    (tmp_path / "open.csv").write_text("date,text\n07/02/2017,One.\n")
    articles, reconciliation = corpus.read(tmp_path / "open.csv")
    assert articles["date"].dt.month.to_list() == [2]
    assert "order of day and month was decided" in reconciliation.defects["reason"].to_list()
    articles, _ = corpus.read(tmp_path / "open.csv", day_first=False)
    assert articles["date"].dt.month.to_list() == [7]


def test_an_instant_is_kept_beside_the_day_as_written(tmp_path):
    (tmp_path / "a.csv").write_text("date,text\n2020-12-29T23:30:00+03:00,One.\n2020-12-29,Two.\n")
    articles, _ = corpus.read(tmp_path)
    assert articles["date"].dt.day.to_list() == [29, 29]
    assert articles["instant"].dt.strftime("%d %H:%M").fillna("").to_list() == ["29 20:30", ""]
    assert articles["instant"].dt.tz_convert("Asia/Tokyo").dt.day.fillna(0).to_list() == [30, 0]


def test_languages_become_codes_and_what_means_none_stays(tmp_path):
    (tmp_path / "a.csv").write_text("language,text\nEnglish,One.\nALMANCA,Zwei.\nfr-CA,Trois.\nElvish,Neled.\n,Five.\n")
    articles, _ = corpus.read(tmp_path)
    assert articles["language"].fillna("").to_list() == ["en", "de", "fr", "Elvish", ""]


def test_the_same_article_twice_is_reported_and_kept(tmp_path):
    (tmp_path / "a.csv").write_text("date,outlet,text\n2020-12-29,Herald,Talks ended.\n")
    (tmp_path / "b.csv").write_text(
        "date,outlet,text\n2020-12-29,Herald,Talks ended.\n2020-12-30,Herald,Talks ended.\n"
    )
    articles, reconciliation = corpus.read(tmp_path)
    assert len(articles) == 3
    assert [defect for defect in defects(reconciliation) if "before" in defect[2]] == [
        ("b.csv", 2, "article was there before", "kept")
    ]


def test_one_bad_file_of_each_kind_stops_nothing(tmp_path):
    for number in range(100):
        (tmp_path / f"good-{number:03}.txt").write_text(f"Article number {number} speaks of sanctions.")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "broken.json").write_text('[{"text": "a"},')
    (tmp_path / "quoted.csv").write_text('text,date\n"never closed,2020-12-29\n')
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.warns(corpus.BadInput):
        articles, reconciliation = corpus.read(tmp_path)
    assert len(articles) == 100
    files, lost = reconciliation.files, reconciliation.defects[reconciliation.defects["action"] == "dropped"]
    assert len(files) == 106
    assert (files["found"] == files["kept"] + files["dropped"]).all()
    assert lost.set_index("file")["reason"].to_dict() == {
        "binary.bin": "format is unknown",
        "blank.txt": "file is empty",
        "broken.json": "table cannot be read",
        "broken.parquet": "file is damaged",
        "empty.txt": "file is empty",
        "quoted.csv": "table cannot be read",
    }
    assert lost["remedy"].str.len().min() > 10


def test_a_reader_that_fails_costs_only_what_it_had_not_yet_given(tmp_path, monkeypatch):
    class Failing:
        FORMAT = "failing"

        @staticmethod
        def fits(file):
            return file.data.startswith(b"fail")

        @staticmethod
        def read(file, record):
            record.announced = 3
            yield {"text": "The first one."}
            record.drop("row has too many cells", "<advert>", position=2)
            raise ZeroDivisionError("deep in a parser")

    monkeypatch.setattr(readers, "READERS", [Failing, *readers.READERS])
    (tmp_path / "a.dat").write_bytes(b"fail")
    (tmp_path / "b.txt").write_text("Good.")
    with pytest.raises(Unbalanced, match=r"1 file announces .*: a\.dat \(announced 3, found 2\)") as caught:
        corpus.read(tmp_path)
    assert caught.value.articles["text"].to_list() == ["The first one.", "Good."]
    found = caught.value.reconciliation
    assert found.files.loc["a.dat", ["announced", "found", "kept", "dropped"]].to_list() == [3, 2, 1, 1]
    assert "ZeroDivisionError: deep in a parser" in found.defects["value"].to_list()
    with pytest.warns(corpus.BadInput, match="2 findings were dropped"):
        articles, _ = corpus.read(tmp_path, allow=["*.dat"])
    assert len(articles) == 2


def test_an_interrupt_is_not_taken_for_a_bad_file(tmp_path, monkeypatch):
    def interrupted(file):
        raise KeyboardInterrupt

    monkeypatch.setattr(readers, "reader", interrupted)
    (tmp_path / "a.txt").write_text("Good.")
    with pytest.raises(KeyboardInterrupt):
        corpus.read(tmp_path)


def test_a_file_that_is_cut_below_the_words_it_announces_is_reported():
    record = Record("a.html")
    items = [
        {"file": "a.html", "position": 1, "text": "five words of a text", "words": "12"},
        {"file": "a.html", "position": 2, "text": "five words of a text", "words": 5},
    ]
    assembling.assembled(items, {"a.html": record}, None)
    cut = [defect for defect in record.defects if defect[3] == "text is shorter than announced"]
    assert [(defect[1], defect[4]) for defect in cut] == [(1, "5 of 12 words")]


def test_limits_are_raised_by_their_names(tmp_path):
    (tmp_path / "a.txt").write_text("Talks went on. " * 100)
    with pytest.warns(corpus.BadInput, match="file is huge"):
        articles, _ = corpus.read(tmp_path, limits={"file_bytes": 1000})
    assert articles.empty
    assert len(corpus.read(tmp_path, limits={"file_bytes": 2000})[0]) == 1
    with pytest.raises(ValueError, match="`limit` must be one of 'file_bytes'"):
        corpus.read(tmp_path, limits={"bytes": 5})
    with pytest.raises(ValueError, match="`depth` must be a whole number of at least 1"):
        corpus.read(tmp_path, limits={"depth": 0})


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who is root may read everything")
def test_a_file_that_may_not_be_read_is_reported(tmp_path):
    (tmp_path / "a.txt").write_text("Good.")
    (tmp_path / "b.txt").write_text("Locked.")
    (tmp_path / "b.txt").chmod(0)
    with pytest.warns(corpus.BadInput, match="file cannot be opened"):
        assert len(corpus.read(tmp_path)[0]) == 1


def test_articles_saved_in_any_table_come_back(tmp_path):
    articles = corpus.load("example")
    articles.to_csv(tmp_path / "a.csv")
    articles.to_parquet(tmp_path / "a.parquet")
    articles.reset_index().to_json(tmp_path / "a.jsonl", orient="records", lines=True, date_format="iso")
    (tmp_path / "answer.json").write_text(
        json.dumps(
            {
                "status": "ok",
                "response": {
                    "results": json.loads(articles.reset_index().to_json(orient="records", date_format="iso"))
                },
            }
        )
    )
    for name in ("a.csv", "a.parquet", "a.jsonl", "answer.json"):
        again, reconciliation = corpus.read(tmp_path / name)
        assert corpus.fingerprint(again) == corpus.fingerprint(articles), name
        assert set(reconciliation.defects["reason"]) == {"date is missing"}, name
        pd.testing.assert_series_equal(again["outlet"], articles["outlet"])


def test_json_of_one_object_over_several_lines_is_one_article(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"title": "Talks", "text": "Talks ended."}, indent=2))
    articles, _ = corpus.read(tmp_path / "a.json")
    assert articles[["title", "text"]].to_numpy().tolist() == [["Talks", "Talks ended."]]


def test_a_spreadsheet_is_read_with_the_rows_it_shows(tmp_path):
    rows = [["Title", "Body", "Views"], ["One", "Text one.", 5], ["", "", ""], ["İki", "Metin iki.", 7]]
    (tmp_path / "a.xlsx").write_bytes(workbook(Articles=rows, Notes=[["to do"], ["ask"]]))
    articles, reconciliation = corpus.read(tmp_path / "a.xlsx")
    assert articles.index.to_list() == ["a.xlsx#2", "a.xlsx#4"]
    assert articles["text"].to_list() == ["Text one.", "Metin iki."]
    assert articles["Views"].to_list() == [5, 7]
    assert ("a.xlsx", None, "sheet has no column of texts", "kept") in defects(reconciliation)


def test_several_sheets_of_a_spreadsheet_name_their_rows(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(workbook(May=[["text"], ["In May."]], June=[["text"], ["In June."]]))
    articles, _ = corpus.read(tmp_path / "a.xlsx")
    assert articles.index.to_list() == ["a.xlsx#May!2", "a.xlsx#June!2"]
    assert articles["sheet"].to_list() == ["May", "June"]


def test_a_spreadsheet_that_would_fill_the_memory_is_refused():
    data = workbook(Articles=[["text"], ["x" * 100_000]])
    file = File("a.xlsx", data, readers.Options(limits=readers.limits({"unpacked_bytes": 50_000})))
    with pytest.raises(Unreadable, match="archive is huge"):
        list(readers.spreadsheet.read(file, Record("a.xlsx")))


def test_reconcile_counts_the_reasons_of_each_file_and_checks_the_sums(folder):
    _, reconciliation = corpus.read(folder)
    table = corpus.reconcile(reconciliation)
    assert table["date is missing"].to_list() == [1, 1, 0]
    assert table[["found", "kept", "dropped"]].to_numpy().tolist() == [[1, 1, 0], [1, 1, 0], [2, 2, 0]]
    short = Record("export.txt")
    short.announced = 500
    short.found = 1
    with pytest.raises(ValueError, match=r"export\.txt \(announced 500, found 1\).*allow=\['export\.txt'\]"):
        corpus.reconcile(tables([short]))
    assert len(corpus.reconcile(tables([short]), allow=["export.txt"])) == 1


def test_a_reason_without_a_remedy_is_a_mistake_of_ours():
    with pytest.raises(KeyError, match="no remedy"):
        Record("a").defect("it just did not work")


def test_every_reader_says_what_a_reader_must():
    names = [module.FORMAT for module in readers.READERS]
    assert len(set(names)) == len(names)
    for module in readers.READERS:
        assert callable(module.fits)
        assert callable(module.read)
        assert module.fits(File("empty", b"")) in (True, False)


def test_a_damaged_json_file_is_told_with_the_line_in_which_it_breaks(tmp_path):
    (tmp_path / "answer.json").write_text('{\n  "articles": [\n    {"text" "Talks ended."}\n  ]\n}\n')
    with pytest.warns(corpus.BadInput):
        _, reconciliation = corpus.read(tmp_path)
    said = reconciliation.defects[["reason", "value"]].values.tolist()
    assert said == [["table cannot be read", "answer.json is no JSON: Expecting ':' delimiter in line 3."]]
