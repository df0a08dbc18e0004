"""Articles from folders of text files."""

import os
import unicodedata
import warnings

import pandas as pd
import pytest

from analysis import corpus
from analysis.corpus import folders

BODY = "Talks went on in Sochi on Dec. 29, the spokesperson said."


def caught(*args, **kwargs):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        articles = corpus.from_folder(*args, **kwargs)
    assert len(found) <= 1
    return articles, found[0].message if found else None


def fill(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_each_file_is_an_article_in_the_order_of_ids(tmp_path):
    articles = corpus.from_folder(fill(tmp_path, {"b.txt": "second", "a/c.txt": "first", "notes.md": "no"}))
    assert articles["text"].to_dict() == {"a/c": "first", "b": "second"}
    assert articles.columns.tolist() == ["text"]
    assert articles.index.name == "article_id"


def test_a_repeated_headline_becomes_the_title_and_leaves_the_text(tmp_path):
    fill(tmp_path, {"a.txt": f"Talks go on\n\nTalks go on\n\nTalks  go on\n\n{BODY}\n\nEnd.", "b.txt": BODY})
    articles = corpus.from_folder(tmp_path)
    assert articles.loc["a"].tolist() == [f"{BODY}\n\nEnd.", "Talks go on"]
    assert articles.loc["b", "text"] == BODY
    assert pd.isna(articles.loc["b", "title"])


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("A\nA\nbody", "A", "body"),
        ("A\nB\n\nA\nB\n\nbody\nbody", "A B", "body\nbody"),
        ("A\nbody\nA", None, "A\nbody\nA"),
        ("A\nA", None, "A\nA"),  # nothing would be left
        ("\n\nA\n\nA\n\n  indented", "A", "  indented"),
        ("", None, ""),
        ("one line", None, "one line"),
        ("A\n" * 9, None, "A\n" * 9),
    ],
)
def test_only_a_block_that_comes_again_at_once_is_a_headline(text, title, body):
    assert folders.split_headline(text) == (title, body)


def test_file_names_tell_outlet_date_and_title(tmp_path):
    fill(tmp_path, {"the_daily_2020-12-29_Talks go on.txt": BODY, "Herald_30.12.2020_x.txt": f"Head\nHead\n{BODY}"})
    articles = corpus.from_folder(tmp_path, names="{outlet}_{date}_{title}")
    assert articles["outlet"].tolist() == ["Herald", "the_daily"]
    assert articles["date"].dt.day.tolist() == [30, 29]
    assert articles["title"].tolist() == ["Head", "Talks go on"]
    assert articles["outlet"].cat.categories.tolist() == ["Herald", "the_daily"]


def test_folder_names_tell_too(tmp_path):
    articles = corpus.from_folder(fill(tmp_path, {"Herald/2020-12-29.txt": BODY}), names="{outlet}/{date}")
    assert articles.loc["Herald/2020-12-29", "outlet"] == "Herald"


def test_bad_files_are_named_in_one_warning(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "HUGE", 1000)
    fill(
        tmp_path,
        {
            "A_2020-12-29.txt": BODY,
            "B.txt": BODY,
            "C_2020-99-99.txt": BODY,
            "D_2020-12-29.txt": b"\x00\x01\x02",
            "E_2020-12-29.txt": b" \n",
            "F_2020-12-29.txt": "x" * 1001,
            "G_2020-12-29.txt": "Mevlüt Çavuşoğlu ile İlham Aliyev".encode("cp1254"),
        },
    )
    articles, warning = caught(tmp_path, names="{outlet}_{date}")
    assert articles.index.tolist() == ["A_2020-12-29", "B", "C_2020-99-99", "G_2020-12-29"]
    assert articles.loc["G_2020-12-29", "text"] == "Mevlüt Çavuşoğlu ile İlham Aliyev"
    assert warning.report.drop(columns="value").values.tolist() == [
        ["B.txt", "file name does not fit", "kept"],
        ["C_2020-99-99.txt", "date is impossible", "kept"],
        ["D_2020-12-29.txt", "file is binary", "dropped"],
        ["E_2020-12-29.txt", "file is empty", "dropped"],
        ["F_2020-12-29.txt", "file is huge", "dropped"],
        ["G_2020-12-29.txt", "encoding was guessed", "kept"],
    ]
    with pytest.raises(ValueError, match="1 file dropped: file is binary"):
        corpus.from_folder(tmp_path, strict=True)


def test_a_link_to_nowhere_is_reported(tmp_path):
    fill(tmp_path, {"a.txt": BODY})
    os.symlink(tmp_path / "gone", tmp_path / "b.txt")
    articles, warning = caught(tmp_path)
    assert articles.index.tolist() == ["a"]
    assert warning.report["reason"].tolist() == ["file cannot be opened"]


def test_two_files_of_one_name_are_not_one_article(tmp_path):
    articles, warning = caught(fill(tmp_path, {"a.md": "first", "a.txt": "second"}), pattern="*")
    assert articles["text"].to_dict() == {"a": "first"}
    assert warning.report[["file", "reason"]].values.tolist() == [["a.txt", "id was there before"]]


def test_a_told_encoding_that_a_file_does_not_have_costs_that_file_only(tmp_path):
    articles, warning = caught(fill(tmp_path, {"a.txt": "ğ", "b.txt": b"\xf0"}), encoding="utf-8")
    assert articles.index.tolist() == ["a"]
    assert warning.report["reason"].tolist() == ["file is not in the encoding"]


def test_ids_are_the_same_on_systems_that_decompose_letters(tmp_path):
    articles = corpus.from_folder(fill(tmp_path, {unicodedata.normalize("NFD", "Çavuşoğlu") + ".txt": "x"}))
    assert articles.index.tolist() == ["Çavuşoğlu"]


def test_a_folder_without_articles_says_what_to_change(tmp_path):
    with pytest.raises(FileNotFoundError, match="no file fits"):
        corpus.from_folder(tmp_path)
    with pytest.raises(FileNotFoundError, match="There is no folder"):
        corpus.from_folder(tmp_path / "none")


@pytest.mark.parametrize("names", ["outlet", "{outlet}_{outlet}", "{}", "{text}_{date}"])
def test_names_that_cannot_be_understood_are_refused(tmp_path, names):
    with pytest.raises(ValueError, match="`names`"):
        corpus.from_folder(fill(tmp_path, {"a.txt": "x"}), names=names)


def test_a_folder_of_empty_files_gives_no_articles(tmp_path):
    articles, warning = caught(fill(tmp_path, {"a.txt": ""}))
    assert len(articles) == 0
    assert len(warning.report) == 1
