"""A figure on disk and its numbers beside it."""

import os

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis import _paths, figures


@pytest.fixture
def ax():
    ax = plt.subplots(figsize=(3, 2))[1]
    ax.plot([1, 2, 3])
    return ax


@pytest.fixture
def table():
    return pd.DataFrame({"share": [0.25, 0.75]}, index=pd.Index(["NATO", "Libya"], name="topic"))


def written(ax, table, folder):
    return figures.save(ax, "name", table, folder=folder).with_suffix(".csv").read_bytes().decode()


def test_picture_and_numbers_stand_side_by_side_and_nothing_else(ax, table, tmp_path):
    path = figures.save(ax, "topics-2017", table, folder=tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / "topics-2017.png"
    assert sorted(os.listdir(path.parent)) == ["topics-2017.csv", "topics-2017.png"]


def test_the_same_figure_gives_the_same_bytes_also_after_it_was_shown_at_another_size(table, tmp_path):
    def drawn():
        outlets = pd.Categorical(["a.com", "b.com"])
        shown = pd.DataFrame({"topic": "NATO", "group": outlets, "share": [0.1, 0.2], "low": 0.05, "high": 0.3})
        return figures.prevalence(shown)

    first = figures.save(drawn(), "a", table, folder=tmp_path).read_bytes()
    ax = drawn()
    again = [figures.save(ax, "b", table, folder=tmp_path).read_bytes() for _ in range(2)]
    ax.figure.set_dpi(180)
    ax.figure.canvas.draw()
    again.append(figures.save(ax, "c", table, folder=tmp_path).read_bytes())
    assert again == [first] * 3


def test_the_picture_names_no_software_and_no_time(ax, table, tmp_path):
    with Image.open(figures.save(ax, "a", table, folder=tmp_path)) as image:
        assert set(image.info) == {"dpi"}
        assert round(image.info["dpi"][0]) == 200


def test_what_stands_outside_the_figure_is_not_cut_off(ax, table, tmp_path):
    with Image.open(figures.save(ax, "a", table, folder=tmp_path)) as image:
        before = image.width
    ax.annotate("far to the right", (1.3, 0.5), xycoords="axes fraction", annotation_clip=False)
    with Image.open(figures.save(ax, "a", table, folder=tmp_path)) as image:
        assert image.width > before + 0.3 * before * 0.5


def test_saving_closes_no_figure_and_an_axes_in_a_subfigure_saves_the_whole(table, tmp_path):
    figure = plt.figure(layout="constrained")
    left, right = figure.subfigures(1, 2)
    ax = right.subplots()
    left.subplots()
    with Image.open(figures.save(ax, "a", table, folder=tmp_path)) as image:
        assert image.width > 1000  # both halves of 6.4 inches at 200 dots per inch
    assert plt.fignum_exists(figure.number)


def test_a_named_index_is_written_and_a_nameless_one_is_not(ax, table, tmp_path):
    assert written(ax, table, tmp_path) == "topic,share\nNATO,0.25\nLibya,0.75\n"
    assert written(ax, table.reset_index(drop=True), tmp_path) == "share\n0.25\n0.75\n"
    two = pd.DataFrame({"count": [1]}, index=pd.MultiIndex.from_tuples([("bbc.com", "nato")], names=["group", "term"]))
    assert written(ax, two, tmp_path) == "group,term,count\nbbc.com,nato,1\n"


def test_whole_numbers_are_exact_others_have_nine_digits_and_missing_ones_are_nothing(ax, tmp_path):
    table = pd.DataFrame(
        {
            "third": [1 / 3, np.nan],
            "large": [123456789012345, -1],
            "whole": [1234567890123.0, -0.5],
            "nullable": pd.array([2 / 3, None], dtype="Float64"),
            "arrow": pd.array([2 / 3, None], dtype="double[pyarrow]"),
            "true": [True, False],
        }
    )
    assert written(ax, table, tmp_path) == (
        "third,large,whole,nullable,arrow,true\n"
        "0.333333333,123456789012345,1234567890123,0.666666667,0.666666667,True\n"
        ",-1,-0.5,,,False\n"
    )  # fmt: skip


def test_dates_are_iso_days_and_keep_a_time_of_day_where_there_is_one(ax, tmp_path):
    table = pd.DataFrame(
        {
            "day": pd.to_datetime(["2017-02-07", None]),
            "moment": pd.to_datetime(["2017-02-07 13:05", "2017-02-08 00:00"]),
            "early": np.array(["1790-01-08", "1790-12-08"], dtype="datetime64[s]"),
        }
    )
    assert written(ax, table, tmp_path) == (
        "day,moment,early\n2017-02-07,2017-02-07T13:05:00,1790-01-08\n,2017-02-08T00:00:00,1790-12-08\n"
    )


def test_a_date_index_and_a_categorical_column_are_written_as_they_read(ax, tmp_path):
    index = pd.DatetimeIndex(["2017-01-02"], name="period")
    assert (
        written(ax, pd.DataFrame({"group": pd.Categorical(["all"])}, index=index), tmp_path)
        == "period,group\n2017-01-02,all\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "@nato", "+a", "-a", "=cmd|' /C calc'!A0", "-5+cmd|x", " =1", "\t=1", "=\n1"])
def test_a_text_that_a_spreadsheet_would_execute_gets_an_apostrophe(ax, tmp_path, text):
    written(ax, pd.DataFrame({"term": [text]}), tmp_path)
    assert pd.read_csv(tmp_path / "name.csv")["term"].tolist() == ["'" + text]


@pytest.mark.parametrize(
    "text", ["-", "+", "@", "=", "-5", "+90 312", "-0.5%", "-1e-5", "a=b", "well-known", "nato@int"]
)
def test_a_text_that_it_would_not_execute_stays(ax, tmp_path, text):
    written(ax, pd.DataFrame({"term": [text]}), tmp_path)
    assert pd.read_csv(tmp_path / "name.csv", dtype=str)["term"].tolist() == [text]


def test_apostrophes_stand_in_index_categories_and_heads_but_never_before_numbers(ax, tmp_path):
    table = pd.DataFrame({"=head": [-1.5], "group": pd.Categorical(["@all"])}, index=pd.Index(["-term"], name="term"))
    assert written(ax, table, tmp_path) == "term,'=head,group\n'-term,-1.5,'@all\n"


def test_text_with_commas_quotes_line_ends_and_any_letters_comes_back(ax, tmp_path):
    texts = ['a, "b"', "two\nlines", "İstanbul 北约 ليبيا", "back\r\nto"]
    written(ax, pd.DataFrame({"text": texts}), tmp_path)
    assert pd.read_csv(tmp_path / "name.csv")["text"].tolist() == texts


def test_an_empty_table_is_a_line_of_heads(ax, table, tmp_path):
    assert written(ax, table.iloc[:0], tmp_path) == "topic,share\n"


def test_the_table_is_not_changed(ax, tmp_path):
    table = pd.DataFrame({"term": ["=1"], "day": pd.to_datetime(["2017-01-01"])}, index=pd.Index([5], name="rank"))
    before = table.copy(deep=True)
    figures.save(ax, "a", table, folder=tmp_path)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("tass.com", "Try 'tass-com'"),
        ("trend libya.csv", "Try 'trend-libya'"),
        ("trend libya.png", "Try 'trend-libya'"),
        ("../trend", "Try 'trend'"),
        ("-rf", "Try 'rf'"),
        ("a\n", "Try 'a'"),
        ("", "got ''"),
        ("çatışma", "letters a to z"),
        (5, "got 5"),
    ],
)
def test_a_name_with_other_characters_is_refused_and_nothing_written(ax, table, tmp_path, name, remedy):
    with pytest.raises(ValueError, match=remedy):
        figures.save(ax, name, table, folder=tmp_path)
    assert os.listdir(tmp_path) == []


def test_the_folder_comes_from_the_argument_else_the_environment_else_it_is_one_of_ones_own(
    ax, table, tmp_path, monkeypatch
):
    monkeypatch.setenv("DISCOURSE_RESULTS", str(tmp_path / "environment"))
    monkeypatch.chdir(tmp_path)
    assert figures.save(ax, "a", table).parent == tmp_path / "environment"
    assert figures.save(ax, "a", table, folder=tmp_path / "argument").parent == tmp_path / "argument"
    monkeypatch.delenv("DISCOURSE_RESULTS")
    assert figures.save(ax, "a", table).resolve() == tmp_path / "figures" / "a.png"


def test_git_ignores_ones_own_figures_wherever_python_works():
    ignored = (_paths.ROOT / ".gitignore").read_text().splitlines()
    assert {"/figures/", "/notebooks/figures/"} <= set(ignored)


def test_each_format_is_what_it_says_and_has_the_same_bytes_each_time(ax, table, tmp_path):
    beginnings = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml"}
    first = figures.save(ax, "a", table, folder=tmp_path / "first", formats=beginnings)
    figures.save(ax, "a", table, folder=tmp_path / "second", formats=beginnings)
    assert first.name == "a.png"
    assert sorted(os.listdir(tmp_path / "first")) == ["a.csv", "a.pdf", "a.png", "a.svg"]
    for ending, beginning in beginnings.items():
        ones, others = ((tmp_path / folder / f"a.{ending}").read_bytes() for folder in ("first", "second"))
        assert ones.startswith(beginning)
        assert ones == others
        assert b"Matplotlib v" not in ones
        assert b"CreationDate" not in ones


def test_a_name_that_ends_in_a_format_asks_for_it(ax, table, tmp_path):
    assert figures.save(ax, "a.pdf", table, folder=tmp_path).name == "a.pdf"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "a.pdf"]


def test_dpi_is_how_many_pixels_an_inch_has(ax, table, tmp_path):
    widths = []
    for dpi in (100, 300):
        with Image.open(figures.save(ax, "a", table, folder=tmp_path, dpi=dpi)) as image:
            widths.append(image.width)
    assert widths[1] == pytest.approx(3 * widths[0], abs=3)


@pytest.mark.parametrize("formats", ["gif", [], ["png", "jpg"]])
def test_an_unknown_format_is_refused_with_those_that_there_are(ax, table, tmp_path, formats):
    with pytest.raises(ValueError, match="'png', 'pdf', 'svg'"):
        figures.save(ax, "a", table, folder=tmp_path, formats=formats)


def test_a_table_in_latex_escapes_signs_and_leaves_missing_values_empty():
    table = pd.DataFrame(
        {"p_value": [0.00012345, None], "n": [1234567, 2]}, index=pd.Index(["R&D", "50 %"], name="term")
    )
    lines = figures.latex(table, caption="Terms #1").splitlines()
    assert lines[1:3] == [r"  \caption{Terms \#1}", r"  \begin{tabular}{lrr}"]
    assert lines[4] == r"    term & p\_value & n \\"
    assert lines[6:8] == [r"    R\&D & 0.000123 & 1234567 \\", r"    50 \% &  & 2 \\"]


def test_a_failure_leaves_the_earlier_files_whole_and_no_part_of_new_ones(ax, table, tmp_path, monkeypatch):
    path = figures.save(ax, "a", table, folder=tmp_path)
    before = path.read_bytes(), path.with_suffix(".csv").read_bytes()

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(pd.DataFrame, "to_csv", interrupted)
    ax.plot([3, 1])
    with pytest.raises(KeyboardInterrupt):
        figures.save(ax, "a", table, folder=tmp_path)
    assert (path.read_bytes(), path.with_suffix(".csv").read_bytes()) == before
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "a.png"]


def test_the_same_name_twice_keeps_the_later(ax, table, tmp_path):
    figures.save(ax, "a", table, folder=tmp_path)
    assert written(ax, table * 2, tmp_path) == "topic,share\nNATO,0.5\nLibya,1.5\n"


def test_wrong_arguments_are_named(ax, table, tmp_path):
    with pytest.raises(TypeError, match="`ax` must be the Axes"):
        figures.save(ax.figure, "a", table, folder=tmp_path)
    with pytest.raises(TypeError, match="`table` must be the pandas DataFrame"):
        figures.save(ax, "a", table["share"], folder=tmp_path)
