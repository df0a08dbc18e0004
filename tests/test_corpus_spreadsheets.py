"""Tables for a spreadsheet: nothing in them is run, numbers stay numbers, and every text can be had back."""

import inspect
import re

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.corpus import spreadsheets


def read(path):
    return pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")


RISKY = ["=1+1", "+cmd", "-cmd", "@nato", "\t=1", "\rx", " =1", "＝1+1", "-5 + A1", "'=1", "''@x"]
HARMLESS = ["-", "@", "+90", "-5", "-1,5 %", "nato", "'s", "a=b", "", "3-4"]


def test_what_would_be_run_gets_an_apostrophe_and_nothing_else_does(tmp_path):
    table = pd.DataFrame({"=head": RISKY + HARMLESS}).rename_axis("@row")
    path = corpus.to_spreadsheet(table, tmp_path / "risky.csv")
    back = read(path)
    assert back.columns.tolist() == ["'@row", "'=head"]
    assert back["'=head"].tolist() == ["'" + text for text in RISKY] + HARMLESS


def test_numbers_dates_and_missing_values_stay_what_they_are(tmp_path):
    table = pd.DataFrame(
        {
            "ratio": [-1.25, 1 / 3, None],
            "count": [-5, 0, 7],
            "day": pd.to_datetime(["2021-01-04", None, "2021-01-05"]),
            "outlet": pd.Categorical(["=A", None, "B"]),
        }
    )
    text = corpus.to_spreadsheet(table, tmp_path / "numbers.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")  # by which Excel knows UTF-8
    assert text[3:].decode() == (
        '"ratio","count","day","outlet"\n-1.25,-5,"2021-01-04","\'=A"\n0.3333333333333333,0,"",""\n"",7,"2021-01-05","B"\n'
    )


CELLS = st.text(st.sampled_from("'=+-@\t a5.%\n＝") | st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_every_text_comes_back_by_the_line_that_the_docstring_gives(tmp_path, texts):
    back = read(corpus.to_spreadsheet(pd.DataFrame({"term": texts}), tmp_path / "t.csv"))["term"]
    written = re.search(r'str\.replace\(r"(.+?)", "", regex=True\)', inspect.getdoc(corpus.to_spreadsheet))[1]
    assert back.str.replace(written, "", regex=True).tolist() == texts
    dangerous = back.str.match(r"\s*[=+\-@]") & ~back.str.fullmatch(r"\s*[+-]?[\d.,%\s]*|\s*[=+\-@]")
    assert not dangerous.any()


def test_from_table_reads_it(tmp_path, articles):
    articles = articles[:4].assign(title=["@a", None, "c", "d"])
    path = corpus.to_spreadsheet(articles, tmp_path / "articles.csv")
    assert corpus.fingerprint(corpus.from_table(path)) == corpus.fingerprint(articles.replace({"title": {"@a": "'@a"}}))


def test_more_than_a_sheet_holds_is_refused(tmp_path, monkeypatch):
    long = pd.DataFrame({"text": ["x" * 32_768]})
    with pytest.raises(ValueError, match=r"32,767 characters; 1 of 'text' have more\. Shorten them"):
        corpus.to_spreadsheet(long, tmp_path / "long.csv")
    monkeypatch.setattr(spreadsheets, "ROWS", 3)
    with pytest.raises(ValueError, match="the table has 3"):
        corpus.to_spreadsheet(pd.DataFrame({"x": [1, 2, 3]}), tmp_path / "rows.csv")
    assert list(tmp_path.iterdir()) == []


def test_another_ending_or_place_or_thing_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"must end in \.csv"):
        corpus.to_spreadsheet(pd.DataFrame({"x": [1]}), tmp_path / "a.xlsx")
    with pytest.raises(TypeError, match="pandas DataFrame"):
        corpus.to_spreadsheet([1], tmp_path / "a.csv")
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"Cannot write to .*Choose another folder"):
        corpus.to_spreadsheet(pd.DataFrame({"x": [1]}), tmp_path / "file" / "a.csv")


def test_a_table_without_rows_or_columns_is_written(tmp_path):
    assert corpus.to_spreadsheet(pd.DataFrame({"x": []}), tmp_path / "a.csv").read_text("utf-8-sig") == '"x"\n'
    assert corpus.to_spreadsheet(pd.DataFrame(), tmp_path / "b.csv").read_text("utf-8-sig") == "\n"
