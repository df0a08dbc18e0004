"""A corpus of one's own: written whole or not at all, and given back as it was."""

import math
import os
import random
import re
import signal
import subprocess
import sys
import time
import tomllib

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import _paths, corpus
from analysis.corpus import adding, proposing, toml

SOURCE = {
    "title": 'Görüşmeler, "2020"',
    "origin": "Typed in\nby hand.",
    "citation": "A test.",
    "licence": "CC0",
    "terms": "Free.",
}


@pytest.fixture
def corpora(tmp_path, monkeypatch):
    """An empty folder of corpora, and an empty cache."""
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(_paths, "CORPORA", tmp_path / "corpus")
    monkeypatch.setenv("DISCOURSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "corpus"


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_an_added_corpus_is_loaded_as_it_was(corpora, articles):
    articles = articles.assign(page=[1, 2, 3, 4, 5], share=[0.5, None, 1, 2, 3], number=["007", "1", "2", None, ""])
    before = articles.copy()
    folder = corpus.add("my-own", articles, source=SOURCE)
    pd.testing.assert_frame_equal(articles, before)
    loaded = corpus.load("my-own")
    pd.testing.assert_frame_equal(loaded, articles)
    assert corpus.fingerprint(loaded) == corpus.fingerprint(articles)
    assert folder == corpora / "my-own"
    assert [name.split("-")[0] for name in names(folder)] == [".gitignore", "SOURCE.toml", "articles"]
    assert corpus.available().loc["my-own"].tolist() == ['Görüşmeler, "2020"', 5, "CC0", True]


def test_what_was_told_counted_and_proposed_stands_in_the_source(corpora, articles):
    told = SOURCE | {"language": "en", "defects": {"page": "Lost.", "without_text": 77}, "parameters": {"EVERY": "D"}}
    corpus.add("my-own", articles, source=told)
    source = corpus.source("my-own")
    assert {key: source[key] for key in SOURCE} == SOURCE
    assert source["articles"] == 5
    # Of the five articles of the fixture the last has no text, the fourth no date, and none has a title.
    assert source["defects"] == {
        "without_text": 1, "without_title": 5, "without_date": 1, "repeated_texts": 0, "replacement_characters": 0,
        "page": "Lost.",
    }  # fmt: skip
    assert source["parameters"]["TARGET"], source["parameters"]["REFERENCE"] == ("Courier", "Ledger")
    assert source["parameters"]["EVERY"] == "D"
    assert source["parameters"]["SINCE"] == "2020-12-28"


def test_a_source_that_was_read_can_be_given_again(corpora, articles):
    corpus.add("my-own", articles, source=SOURCE)
    again = corpus.source("my-own") | {"title": "Corrected"}
    corpus.add("my-own", articles[:3], source=again, replace=True)
    assert corpus.source("my-own")["title"] == "Corrected"
    assert corpus.load("my-own").equals(articles[:3])
    assert len(names(corpora / "my-own")) == 3


def test_all_that_is_missing_is_asked_for_at_once_and_can_be_pasted(corpora, articles):
    with pytest.raises(ValueError, match="does not say 'title', 'citation', 'licence', 'terms'") as caught:
        corpus.add("my-own", articles, source={"origin": 'The "desk"', "title": " "})
    pasted = eval("{" + str(caught.value).partition("{")[2])
    assert pasted == dict.fromkeys(SOURCE, "") | {"origin": 'The "desk"'}
    with pytest.raises(ValueError, match="'title', 'origin', 'citation', 'licence', 'terms'"):
        corpus.add("my-own", articles)
    assert names(corpora) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lisence": "CC0"}, "`source` says 'lisence', which means nothing"),
        ({"defects": {"x": [1]}}, "must be a whole number or a sentence"),
        ({"parameters": {"target": "x"}}, "must be upper-case names"),
        ({"title": "two\nlines"}, "'title' must be one line"),
        ({"language": 3}, "'language' must be of type str"),
    ],
)
def test_a_source_that_means_nothing_is_refused(corpora, articles, change, words):
    with pytest.raises(ValueError, match=words):
        corpus.add("my-own", articles, source=SOURCE | change)
    assert names(corpora) == []


@pytest.mark.parametrize(
    "name",
    ["../x", "..", "", "a/b", "a\\b", "A", "a_b", "-a", "a-", "a--b", "a.b", "é", "a\n", "a" * 61, "/tmp/x", "~"],
)
def test_a_name_that_is_no_safe_folder_is_refused(corpora, articles, name):
    with pytest.raises(ValueError, match="`name` must be of lower-case letters"):
        corpus.add(name, articles, source=SOURCE)
    assert names(corpora) == []


@pytest.mark.parametrize("name", ["topics", "wordlists", "con", "lpt1"])
def test_a_reserved_name_is_refused(corpora, articles, name):
    with pytest.raises(ValueError, match="must be free"):
        corpus.add(name, articles, source=SOURCE)


def test_a_taken_name_is_refused_and_replaced_only_on_request(corpora, articles):
    corpus.add("my-own", articles, source=SOURCE)
    with pytest.raises(FileExistsError, match="say replace=True"):
        corpus.add("my-own", articles[:2], source=SOURCE)
    assert len(corpus.load("my-own")) == 5


@pytest.mark.parametrize("name", ["example", "news-2017", "state-of-the-union"])
def test_a_corpus_of_the_repository_is_never_replaced(articles, name):
    before = (_paths.CORPORA / name / "SOURCE.toml").read_bytes()
    with pytest.raises(FileExistsError, match=r"not made by corpus\.add"):
        corpus.add(name, articles, source=SOURCE, replace=True)
    assert (_paths.CORPORA / name / "SOURCE.toml").read_bytes() == before


def test_a_folder_with_other_files_is_left_alone(corpora, articles):
    (corpora / "my-own").mkdir()
    (corpora / "my-own" / "articles.csv").write_text("mine")
    with pytest.raises(FileExistsError, match=r"holds 'articles\.csv'"):
        corpus.add("my-own", articles, source=SOURCE, replace=True)
    assert names(corpora / "my-own") == ["articles.csv"]


def test_a_place_that_cannot_be_written_to_is_named(corpora, articles, monkeypatch):
    (corpora / "my-own").write_text("a file in the way")
    with pytest.raises(OSError, match=r"Cannot write to .*File exists"):
        corpus.add("my-own", articles, source=SOURCE)
    monkeypatch.setattr(_paths, "CORPORA", corpora / "nowhere")
    with pytest.raises(FileNotFoundError, match="Expected the folder of corpora"):
        corpus.add("other", articles, source=SOURCE)


@pytest.mark.parametrize("replacing", [False, True])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_while_writing_leaves_what_was_there(corpora, articles, monkeypatch, replacing, error):
    if replacing:
        corpus.add("my-own", articles, source=SOURCE)

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(adding.toml, "written", fail)
    expected = "Cannot write to .*No space left" if isinstance(error, OSError) else None
    with pytest.raises(type(error), match=expected):
        corpus.add("my-own", articles[:2], source=SOURCE, replace=True)
    if replacing:
        assert corpus.load("my-own").equals(articles)
        assert len(names(corpora / "my-own")) == 3
    else:
        assert names(corpora) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table[:0], "at least one article"),
        (lambda table: table.reset_index(drop=True), r"index 'article_id' of unique str.*corpus\.from_table"),
        (lambda table: pd.concat([table, table]), "unique str"),
        (lambda table: table.rename_axis("id"), "index 'article_id'"),
        (lambda table: table.drop(columns="text"), "no column 'text'"),
        (lambda table: table.astype({"text": "object"}), "must hold 'text' as str"),
        (lambda table: table.astype({"outlet": "str"}), "'outlet' as a Categorical"),
        (lambda table: table.astype({"date": "str"}), "must be datetime64"),
        (lambda table: table.assign(tags=[["a"], ["b"], [], [], []]), r"not come back as they are: 'tags'"),
        (lambda table: table.assign(mixed=[1, "a", None, 2.5, b"x"]), r"not come back as they are: 'mixed'"),
        (lambda table: table.assign(article_id=1), "none of them 'article_id'"),
        (lambda table: table.rename(columns={"date": 5}), "each a str"),
    ],
)
def test_a_table_that_would_not_come_back_is_refused_with_the_remedy(corpora, articles, change, words):
    with pytest.raises((ValueError, TypeError), match=words):
        corpus.add("my-own", change(articles), source=SOURCE)
    assert names(corpora) == []


def test_half_a_character_in_the_source_is_refused_before_anything_is_there(corpora, articles):
    with pytest.raises(ValueError, match="half a character"):
        corpus.add("my-own", articles, source=SOURCE | {"terms": "x\ud83d"})
    assert names(corpora) == []


def test_texts_stay_out_of_the_repository_and_the_source_does_not(corpora, articles):
    folder = corpus.add("my-own", articles, source=SOURCE)
    subprocess.run(["git", "init", "-q", corpora], check=True)
    run = ["git", "-C", str(corpora), "status", "--porcelain", "--untracked-files=all"]
    seen = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()[1::2]
    assert seen == ["my-own/.gitignore", "my-own/SOURCE.toml"]
    next(folder.glob("*.parquet")).unlink()  # as in a clone
    assert not corpus.available().loc["my-own", "here"]
    with pytest.raises(FileNotFoundError, match="do not travel with the repository"):
        corpus.load("my-own")


def test_a_changed_table_is_noticed(corpora, articles):
    folder = corpus.add("my-own", articles, source=SOURCE)
    with next(folder.glob("*.parquet")).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ValueError, match="not the file that its SOURCE"):
        corpus.load("my-own")


def test_another_process_at_work_is_named(corpora, articles):
    with adding._alone(corpora / "my-own"), pytest.raises(RuntimeError, match="another process is at work"):
        corpus.add("my-own", articles, source=SOURCE)


CELLS = {
    "text": st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    "title": st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    "date": st.none() | st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01")),
    "outlet": st.none() | st.sampled_from(["b", "Ağ", " "]),
    "page": st.integers(-(2**63), 2**63 - 1),
    "share": st.none() | st.floats(allow_nan=False),
    "kept": st.booleans(),
}
TYPES = {"text": "str", "title": "str", "date": "datetime64[us]", "share": float, "kept": bool, "page": "int64"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=5), st.sets(st.sampled_from(list(CELLS)[1:])))
def test_whatever_is_added_comes_back_equal(corpora, rows, dropped):
    table = pd.DataFrame(
        {column: pd.Series([row[column] for row in rows], dtype=TYPES.get(column)) for column in CELLS}
    )
    table["outlet"] = pd.Categorical(table["outlet"], categories=["b", "Ağ", " ", "never"])
    table = table.set_axis(pd.Index([f"n{i}" for i in range(len(rows))], name="article_id", dtype="str"))
    table = table.drop(columns=dropped)
    corpus.add("any", table, source=SOURCE, replace=True)
    loaded = corpus.load("any")
    pd.testing.assert_frame_equal(loaded, table)
    assert corpus.fingerprint(loaded) == corpus.fingerprint(table)
    assert len(names(corpora / "any")) == 3


# TOML

PLAIN = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY = st.text(st.sampled_from('"\\\n\r\t\0\x1f\x7f\x85\u2028\'#=[]{}şİ😀 a"""'))
VALUES = st.one_of(
    PLAIN, TRICKY, st.booleans(), st.integers(), st.floats(allow_nan=False), st.lists(PLAIN | st.integers())
)
SECTIONS = st.dictionaries(PLAIN | TRICKY, VALUES, max_size=4)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(PLAIN | TRICKY, VALUES | SECTIONS, max_size=6))
def test_toml_reads_back_as_it_was_written(table):
    assert tomllib.loads(toml.written(table)) == table


def test_toml_has_no_number_and_a_text_of_several_lines_is_written_over_several():
    assert math.isnan(tomllib.loads(toml.written({"x": math.nan}))["x"])
    assert toml.written({"x": 'one\n"two"'}) == 'x = """\none\n\\"two\\""""\n'
    with pytest.raises(TypeError, match="'x' must be a text, a number"):
        toml.written({"x": None})
    with pytest.raises(TypeError, match="must be a str; got 5"):
        toml.written({5: "x"})


# Proposals


def many(dates, texts="Talks resumed."):
    return pd.DataFrame({"text": texts, "date": pd.to_datetime(dates)})


@pytest.mark.parametrize(
    ("dates", "every", "fine"),
    [
        (pd.date_range("2021-01-01", periods=90), "W", "D"),
        (pd.date_range("2018-01-01", "2020-12-31", freq="W"), "M", "W"),
        (pd.date_range("1800-01-01", periods=200, freq="YS"), "Y", "Y"),
        (["2021-05-05"], "W", "D"),
    ],
)
def test_periods_follow_from_the_dates(dates, every, fine):
    proposed = proposing.propose(many(dates), {})
    assert (proposed["EVERY"], proposed["FINE"]) == (every, fine)


def test_the_event_lies_in_the_middle_of_the_periods_that_have_articles():
    days = ["2021-01-01"] * 50 + ["2021-01-02", "2021-01-03", "2021-01-04", "2021-01-05"]
    assert proposing.propose(many(days), {})["EVENT"] == "2021-01-03"


def test_without_dates_outlets_and_texts_little_is_proposed():
    nothing = pd.DataFrame({"text": pd.Series([None, None], dtype="str"), "date": pd.to_datetime([None, None])})
    assert proposing.propose(nothing, {}) == {"MIN_ARTICLES": 2, "UNNAMED": 3}


def test_of_one_outlet_no_comparison_is_proposed():
    one = pd.DataFrame({"text": ["x", "y"], "outlet": ["A", "A"]})
    assert "TARGET" not in proposing.propose(one, {})


def test_words_are_those_of_some_articles_not_of_all():
    texts = ["budget about strike strike"] * 4 + ["budget about"] * 6
    proposed = proposing.propose(pd.DataFrame({"text": texts}), {})
    assert (proposed["TERM"], proposed["TERMS"]) == ("strike", ["strike"])  # in 40 % of the articles
    told = proposing.propose(pd.DataFrame({"text": texts}), {"TERM": "budget"})
    assert (told["TERM"], told["TERMS"]) == ("budget", ["budget", "strike"])


# Killed at any moment

WRITER = """
import os, sys, time
from pathlib import Path
import pandas as pd
from analysis import _paths
from analysis.corpus.adding import add
from analysis.corpus.loading import load

_paths.CORPORA = Path(sys.argv[1])
source = dict.fromkeys(["title", "origin", "citation", "licence", "terms"], "x")

def table(n):
    index = pd.Index([f"n{i}" for i in range(n)], name="article_id", dtype="str")
    return pd.DataFrame({"text": [f"{i} " * 40 for i in range(n)]}, index=index)

tables = {n: table(n) for n in (2000, 3000)}
add(f"warm-{os.getpid()}", tables[2000], source=source, replace=True)
for line in sys.stdin:
    name, n = line.split()
    child = os.fork()
    if child == 0:
        add(name, tables[int(n)], source=source, replace=True)
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    print(os.waitpid(child, 0)[1], flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_corpus_is_whole_whenever_its_writer_is_killed(corpora):
    whole, rng = {2000: 0, 3000: 0, None: 0}, random.Random("killed at any moment")
    environment = {**os.environ, "PYTHONPATH": str(_paths.ROOT if _paths.ROOT.is_dir() else "")}
    command = [sys.executable, "-c", WRITER, str(corpora)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as writer:

        def write(name, n, after=None):
            """Have a process write a corpus of n articles; kill it `after` so many seconds; return how long it took."""
            began = time.monotonic()
            print(name, n, file=writer.stdin, flush=True)
            child = int(writer.stdout.readline())
            if after is not None:
                time.sleep(after)
                os.kill(child, signal.SIGKILL)
            print(file=writer.stdin, flush=True)
            assert int(writer.stdout.readline()) in (0, signal.SIGKILL)
            return time.monotonic() - began

        usual = min(write("measured", 2000) for _ in range(3))
        before = None
        for i in range(50):
            name = "once" if i % 2 else f"new-{i}"
            n = 3000 if before == 2000 else 2000
            write(name, n, after=rng.uniform(0, 1.3 * usual))
            there = (corpora / name / "SOURCE.toml").exists()
            found = len(corpus.load(name)) if there else None
            if name == "once":
                assert found in (before, n)
                before = found
            else:
                assert found in (None, n)
            whole[found] += 1
            if i % 10 == 9:
                write(name, n)  # the next one goes through, and leaves nothing else behind
                assert len(corpus.load(name)) == n
                assert len(names(corpora / name)) == 3
                before = n
        writer.stdin.close()
    assert sum(whole.values()) == 50
    assert whole[None] > 0  # some were killed before there was a corpus
    assert whole[2000] > 0  # and some were not


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_of_two_that_add_at_once_one_wins_whole(corpora):
    environment = {**os.environ, "PYTHONPATH": str(_paths.ROOT)}
    command = [sys.executable, "-c", WRITER, str(corpora)]
    writers = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(2)
    ]
    for writer, n in zip(writers, (2000, 3000), strict=True):
        writer.stdin.write(f"both {n}\n\n" * 8)
        writer.stdin.flush()
    said = [writer.communicate(timeout=600)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    errors = [line for text in said for line in text.splitlines() if re.match(r"\w+Error:", line)]
    assert [line for line in errors if "another process is at work" not in line] == []
    assert len(corpus.load("both")) in (2000, 3000)
    assert len(names(corpora / "both")) == 3
