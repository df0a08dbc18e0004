"""Articles from tables: nothing is lost without a word, whatever the table looks like."""

import datetime
import json
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.corpus import reading, tables


def caught(*args, **kwargs):
    """The articles and the one warning, or None."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        articles = corpus.from_table(*args, **kwargs)
    assert len(found) <= 1
    return articles, found[0].message if found else None


def write(folder, content, name="articles.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def test_a_sound_table_becomes_articles_without_a_warning():
    table = pd.DataFrame(
        {
            "article_id": [3, 1],
            "text": ["Über Nacht.", "Gece yarısı."],
            "date": ["2020-12-29", "2020-12-30"],
            "outlet": ["Z", "A"],
            "page": [4, 5],
        }
    )
    before = table.copy(deep=True)
    articles = corpus.from_table(table)
    assert articles.index.tolist() == ["3", "1"]
    assert articles.index.name == "article_id"
    assert articles.columns.tolist() == ["text", "date", "outlet", "page"]
    assert articles["date"].dtype == "datetime64[us]"
    assert articles["outlet"].cat.categories.tolist() == ["A", "Z"]
    assert articles["page"].tolist() == [4, 5]
    pd.testing.assert_frame_equal(table, before)


def test_articles_come_back_as_they_are():
    articles = corpus.from_table(
        pd.DataFrame({"article_id": ["a"], "text": ["x"], "outlet": ["B"], "date": ["2020-1-2"]})
    )
    pd.testing.assert_frame_equal(corpus.from_table(articles), articles)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_articles_come_back_from_a_file(tmp_path, suffix):
    articles = corpus.from_table(
        pd.DataFrame({"article_id": ["007", "b"], "text": ['say "no",\nnow', "x"], "outlet": ["B", None], "n": [1, 2]})
    )
    path = tmp_path / f"articles.{suffix}"
    articles.to_csv(path) if suffix == "csv" else articles.to_parquet(path)
    pd.testing.assert_frame_equal(corpus.from_table(path), articles)


def test_columns_are_named_by_fields_or_found_in_any_case():
    table = pd.DataFrame({"TEXT": ["x"], "Published": ["2020-12-29"], "Paper": ["A"]})
    articles = corpus.from_table(table, fields={"date": "Published"})
    assert articles.columns.tolist() == ["text", "date", "Paper"]


@pytest.mark.parametrize(
    ("table", "fields", "message"),
    [
        ({"body": ["x"]}, None, "has no column 'text'; it has 'body'"),
        ({"body": ["x"]}, {"text": "Body"}, "has no column 'Body'; it has 'body'"),
        ({"text": ["x"]}, {"txet": "text"}, "must be one of 'article_id', 'text'"),
        ({"text": ["x"], "body": ["y"]}, {"text": "body"}, "besides the one that `fields` names"),
        ({"body": ["x"]}, {"text": "body", "title": "body"}, "one column for two fields"),
    ],
)
def test_a_missing_column_is_named_with_those_that_are_there(table, fields, message):
    with pytest.raises(ValueError, match=message):
        corpus.from_table(pd.DataFrame(table), fields=fields)


def test_what_is_no_table_is_said_to_be_none():
    with pytest.raises(TypeError, match="DataFrame or the path of a file; got list"):
        corpus.from_table([{"text": "x"}])
    with pytest.raises(TypeError, match="`fields` must be a mapping"):
        corpus.from_table(pd.DataFrame({"text": ["x"]}), fields="text")


def test_an_empty_table_gives_no_articles():
    articles = corpus.from_table(pd.DataFrame({"text": [], "date": [], "outlet": []}))
    assert len(articles) == 0
    assert articles["date"].dtype == "datetime64[us]"


def test_bad_rows_are_named_in_one_warning():
    table = pd.DataFrame(
        {
            "article_id": ["a", "b", "c", None, "a", "f", "g"],
            "text": ["one", None, "  ", "four", "five", "six", ["seven"]],
            "date": ["2020-12-29", None, None, None, None, "last week", None],
        }
    )
    articles, warning = caught(table)
    assert articles.index.tolist() == ["a", "f"]
    assert pd.isna(articles.loc["f", "date"])
    assert warning.report.to_dict("list") == {
        "row": [1, 2, 3, 4, 5, 6],
        "reason": [
            "text is missing or empty",
            "text is missing or empty",
            "id is missing",
            "id was there before",
            "date cannot be read",
            "text is not text",
        ],
        "value": ["", "", "", "a", "last week", "['seven']"],
        "action": ["dropped", "dropped", "dropped", "dropped", "kept", "dropped"],
    }
    assert "2 rows dropped: text is missing or empty (rows 1, 2)" in str(warning)


def test_rows_with_doubtful_dates_are_kept_and_named():
    table = pd.DataFrame(
        {"text": list("abcd"), "date": ["2020-12-30", "Dec. 29", "Monday 29 December 2020", "Dec. 2020"]}
    )
    articles, warning = caught(table)
    assert articles["date"].dt.day.tolist()[:3] == [30, 29, 29]
    assert warning.report[["row", "reason", "action"]].values.tolist() == [
        [1, "year was taken from the other dates", "kept"],
        [2, "weekday does not fit the date", "kept"],
        [3, "date is only a month or a year", "kept"],
    ]


def test_an_order_of_day_and_month_is_warned_of_only_where_it_is_open():
    assert caught(pd.DataFrame({"text": ["a", "b"], "date": ["07/02/2017", "25/02/2017"]}))[1] is None
    assert "nothing in the column settles" in str(caught(pd.DataFrame({"text": ["a"], "date": ["07/02/2017"]}))[1])


def test_strict_raises_what_would_have_been_warned_of():
    table = pd.DataFrame({"text": ["one", None]})
    with pytest.raises(ValueError, match="1 row dropped: text is missing or empty"):
        corpus.from_table(table, strict=True)
    corpus.from_table(table[:1], strict=True)


def test_an_id_that_lost_its_integer_to_a_missing_neighbour_is_an_integer_again():
    articles, _ = caught(pd.DataFrame({"article_id": [7.0, np.nan], "text": ["x", "y"]}))
    assert articles.index.tolist() == ["7"]


def test_dates_may_be_dates_already():
    days = [datetime.date(2020, 12, 29), datetime.datetime(2020, 12, 30, 23, 59), pd.NaT]
    articles = corpus.from_table(pd.DataFrame({"text": list("abc"), "date": pd.Series(days, dtype="object")}))
    assert articles["date"].dt.strftime("%d").tolist()[:2] == ["29", "30"]
    assert articles["date"].isna().tolist() == [False, False, True]
    moscow = pd.to_datetime(pd.Series(["2020-12-29 01:00"])).dt.tz_localize("Europe/Moscow")
    assert corpus.from_table(pd.DataFrame({"text": ["x"], "date": moscow}))["date"].item() == pd.Timestamp("2020-12-29")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_out(tmp_path, delimiter):
    rows = [["id", "text", "outlet"], ["1", '"Say: a, b; c,\td, e, f"', "A"], ["2", "short", "B"]]
    path = write(tmp_path, "\n".join(delimiter.join(row) for row in rows))
    articles = corpus.from_table(path, fields={"article_id": "id"})
    assert articles["text"].tolist() == ["Say: a, b; c,\td, e, f", "short"]


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path):
    path = write(tmp_path, 'id,text\n1,"three\nlines\nhigh"\n\n2,\n,\n3,x,y\n4\n5,ok,\n')
    articles, warning = caught(path, fields={"article_id": "id"})
    # Row 1 is the header, 2 the cell of three lines, 3 and 5 are blank.
    assert articles["text"].to_dict() == {"1": "three\nlines\nhigh", "5": "ok"}
    assert warning.report[["row", "reason"]].values.tolist() == [
        [4, "text is missing or empty"],
        [6, "row has too many cells"],
        [7, "row has too few cells"],
        [7, "text is missing or empty"],
    ]


def test_cells_that_say_na_are_text_and_numbers_keep_their_zeros(tmp_path):
    articles = corpus.from_table(
        write(tmp_path, "article_id,text,page,flag,code\n01,NA,1,True,007\n02,None,,False,1\n")
    )
    assert articles.index.tolist() == ["01", "02"]
    assert articles["text"].tolist() == ["NA", "None"]
    assert articles["page"].sum() == 1
    assert articles["flag"].tolist() == [True, False]
    assert articles["code"].tolist() == ["007", "1"]


def test_a_quotation_mark_left_open_does_not_swallow_the_rest(tmp_path):
    path = write(tmp_path, 'id,text\n1,fine\n2,"open\n3,x\n4,y\n')
    with pytest.raises(ValueError, match=r"row 3 opens a quotation mark that is closed nowhere"):
        corpus.from_table(path)


def test_a_table_of_one_column_is_a_table(tmp_path):
    assert corpus.from_table(write(tmp_path, "text\nfirst\nsecond"))["text"].to_dict() == {"2": "first", "3": "second"}


def test_articles_longer_than_other_parsers_allow_are_whole(tmp_path):
    long = "çok uzun, " * 50_000
    articles = corpus.from_table(write(tmp_path, f'id,text\n1,"{long}"\n'))
    assert articles["text"].tolist() == [long]


@pytest.mark.parametrize("encoding", ["cp1254", "iso8859-9", "utf-8", "utf-8-sig", "utf-16"])
def test_turkish_survives_and_a_guess_is_named(tmp_path, encoding):
    text = "Dışişleri Bakanı Mevlüt Çavuşoğlu, İlham Aliyev ile görüştü."
    articles, warning = caught(write(tmp_path, f"text;outlet\n{text};A\n", encoding=encoding))
    assert articles["text"].tolist() == [text]
    if encoding.startswith("utf"):
        assert warning is None
    else:
        assert "cp1254" in str(warning)


def test_an_encoding_that_is_told_is_not_guessed(tmp_path):
    path = write(tmp_path, "text\nğüş\n", encoding="cp1254")
    assert corpus.from_table(path, encoding="cp1254")["text"].tolist() == ["ğüş"]
    with pytest.raises(ValueError, match="is not utf-8"):
        corpus.from_table(path, encoding="utf-8")
    with pytest.raises(LookupError, match="got 'turkish-ish'"):
        corpus.from_table(path, encoding="turkish-ish")


def test_json_lines_are_read_line_by_line(tmp_path):
    lines = [json.dumps({"article_id": 12345678901234567, "text": "ş"}), "", "{broken", "[1]", '{"text": "\\ud83d!"}']
    articles, warning = caught(write(tmp_path, "\n".join(lines), "articles.jsonl"))
    assert articles["text"].to_dict() == {"12345678901234567": "ş"}
    assert warning.report[["row", "reason"]].values.tolist() == [
        [3, "line is not a JSON object"],
        [4, "line is not a JSON object"],
        [5, "id is missing"],
    ]


def test_half_a_character_is_replaced_and_reported():
    articles, warning = caught(pd.DataFrame({"text": ["\ud83d!", "fine"]}, dtype="object"))
    assert articles["text"].tolist() == ["\N{REPLACEMENT CHARACTER}!", "fine"]
    assert warning.report["reason"].tolist() == ["half a character was replaced"]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "a.csv is empty"),
        (b"PK\x03\x04rest", "a.csv", "is a spreadsheet or an archive"),
        (b"text\n\x00\x01\x02", "a.csv", "this is not text"),
        (b"x", "a.xlsx", "Save a spreadsheet as CSV UTF-8"),
        (b"PAR1 cut off", "a.parquet", "not a sound Parquet file"),
        (b'[{"text": "x"', "a.json", "breaks off"),
        (b"text,text\nx,y\n", "a.csv", "two columns called 'text'"),
    ],
)
def test_a_file_that_is_no_table_says_so(tmp_path, content, name, message):
    with pytest.raises(ValueError, match=message):
        corpus.from_table(write(tmp_path, content, name))


def test_a_file_that_is_not_there_or_a_folder_or_huge_says_so(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError, match="There is no file"):
        corpus.from_table(tmp_path / "none.csv")
    with pytest.raises(IsADirectoryError, match="from_folder"):
        corpus.from_table(tmp_path)
    monkeypatch.setattr(reading, "HUGE", 3)
    with pytest.raises(ValueError, match=r"Split it, or save it as Parquet"):
        corpus.from_table(write(tmp_path, "text\nx\n"))


CELL = st.one_of(
    st.none(), st.text(max_size=5), st.sampled_from(["a", "b", " ", "2020-12-29", "\ud800"]), st.integers()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=12))
def test_every_row_is_kept_or_reported(rows):
    table = pd.DataFrame(rows, columns=["article_id", "text", "date"], dtype="object")
    articles, warning = caught(table)
    dropped = warning.report.query("action == 'dropped'")["row"].tolist() if warning else []
    assert len(dropped) == len(set(dropped))
    assert len(articles) + len(dropped) == len(table)
    assert articles.index.is_unique
    assert articles["text"].str.strip().ne("").all()


ENDING = st.sampled_from(["", ",", '"', ";", "\nx"])
SIMPLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.tuples(SIMPLE, ENDING).map("".join), SIMPLE), min_size=1, max_size=8))
def test_any_text_comes_back_from_a_csv_file(tmp_path, cells):
    table = pd.DataFrame(cells, columns=["text", "note"])
    path = tmp_path / "any.csv"
    table.to_csv(path, index=False)
    articles, warning = caught(path)
    kept = table["text"].str.strip() != ""
    assert articles["text"].tolist() == table["text"][kept].tolist()
    assert (len(warning.report) if warning else 0) == (~kept).sum()


def test_the_first_reason_is_the_one_given():
    _, warning = caught(pd.DataFrame({"article_id": [None], "text": [None]}))
    assert warning.report["reason"].tolist() == ["text is missing or empty"]


def test_numbers_are_read_only_where_they_would_be_written_back_the_same():
    for cells in (["1", "2.50"], ["-1"], ["0"]):
        assert pd.api.types.is_numeric_dtype(tables.as_numbers(pd.Series(cells)))
    for cells in (["01"], ["1e5"], ["1,5"], ["12345678901234567890"], ["1", "x"]):
        assert tables.as_numbers(pd.Series(cells)).tolist() == cells
