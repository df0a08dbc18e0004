"""What is in a corpus, and how to know it again."""

import hashlib

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import corpus


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "text": [
                "Über Nacht kam Schnee.",
                "Über Nacht kam Schnee.",
                " \n",
                None,
                "a\N{NO-BREAK SPACE}b\ufffd\ufffd",
            ],
            "date": pd.to_datetime(["2020-12-29", "2020-12-31", None, "2020-12-30", "2021-01-01"]),
            "outlet": pd.Categorical(["A", "B", "B", "B", None], categories=["A", "B", "C"]),
            "title": ["t", None, "", "t", "t"],
        },
        index=pd.Index(list("vwxyz"), name="article_id"),
    )


def test_each_group_and_the_whole_are_counted(articles):
    table = corpus.describe(articles, by=articles["outlet"])
    # Words: 4 in A; 4 + 0 + 0 in B; 2 in the last, because a no-break space is white space.
    # The text that A and B share is a repeat only in the whole. Missing texts repeat nothing.
    assert table.drop(columns=["first", "last"]).T.to_dict("list") == {
        "A": [1, 4, 0, 0, 0, 0, 0],
        "B": [3, 4, 2, 2, 1, 0, 0],
        "C": [0, 0, 0, 0, 0, 0, 0],
        "(none)": [1, 2, 0, 0, 0, 0, 2],
        "all": [5, 10, 2, 2, 1, 1, 2],
    }
    assert table.index.name == "outlet"
    assert table["last"].dt.strftime("%m-%d").fillna("").tolist() == ["12-29", "12-31", "", "01-01", "01-01"]
    assert table.loc["all", "first"] == pd.Timestamp("2020-12-29")


def test_without_groups_there_is_the_row_all(articles):
    assert corpus.describe(articles).index.tolist() == ["all"]


def test_what_has_no_column_is_missing_throughout():
    table = corpus.describe(pd.DataFrame({"text": ["x", "y"]}))
    assert table.loc["all", ["without_title", "without_date"]].tolist() == [2, 2]
    assert pd.isna(table.loc["all", "first"])


def test_an_empty_table_is_described():
    table = corpus.describe(pd.DataFrame({"text": pd.Series([], dtype="str")}))
    assert table.loc["all", ["articles", "words", "repeated_texts"]].tolist() == [0, 0, 0]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_words_are_what_python_splits(texts):
    # Python alone counts the four separators U+001C to U+001F as white space.
    texts = [text.translate(dict.fromkeys(range(0x1C, 0x20), "x")) for text in texts]
    table = corpus.describe(pd.DataFrame({"text": texts}))
    assert table.loc["all", "words"] == sum(len(text.split()) for text in texts)


def test_a_group_that_is_not_aligned_is_refused(articles):
    with pytest.raises(ValueError, match="has no value for 1 of 5"):
        corpus.describe(articles, by=articles["outlet"][:4])
    with pytest.raises(TypeError, match="`by` must be a pandas Series"):
        corpus.describe(articles, by="outlet")


TEXTS = st.one_of(st.none(), st.text(max_size=4))
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_fingerprint_does_not_depend_on_the_order_of_rows_or_columns(rows, random):
    table = pd.DataFrame(rows, columns=["text", "outlet", "title"], dtype="str")
    order, columns = list(table.index), list(table.columns)
    random.shuffle(order)
    random.shuffle(columns)
    assert corpus.fingerprint(table.loc[order, columns]) == corpus.fingerprint(table)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.data())
def test_the_fingerprint_depends_on_every_cell(rows, data):
    table = pd.DataFrame(rows, columns=["text", "outlet", "title"], dtype="object")
    row, column = data.draw(st.integers(0, len(table) - 1)), data.draw(st.sampled_from(table.columns.tolist()))
    new = data.draw(TEXTS.filter(lambda value: value != table.loc[row, column]))
    changed = table.copy()
    changed.loc[row, column] = new
    assert corpus.fingerprint(changed) != corpus.fingerprint(table)


def test_the_fingerprint_tells_missing_from_empty_and_one_cell_from_the_next():
    prints = [
        corpus.fingerprint(pd.DataFrame({"text": ["x"], "outlet": [outlet], "title": [title]}))
        for outlet, title in [(None, None), ("", None), (None, ""), ("ab", "c"), ("a", "bc"), ("missing;", None)]
    ]
    assert len(set(prints)) == len(prints)


def test_the_fingerprint_does_not_depend_on_how_a_column_is_stored(articles):
    same = articles.astype({"outlet": "str", "date": "datetime64[ns]"}).assign(page=1)
    same["date"] += pd.Timedelta(hours=5)
    assert corpus.fingerprint(same) == corpus.fingerprint(articles)
    assert corpus.fingerprint(articles.drop(columns="title")) == corpus.fingerprint(articles.assign(title=None))
    assert corpus.fingerprint(articles.rename({"v": "q"})) != corpus.fingerprint(articles)


def test_the_fingerprint_is_the_same_on_every_machine():
    # The fields in their order, each with its length before it: id, text, date, outlet, title.
    row = hashlib.blake2b(b"2;a12;Hi10;2020-12-29missing;missing;", digest_size=16).digest()
    expected = hashlib.blake2b(row, digest_size=8).hexdigest()
    table = pd.DataFrame({"text": ["Hi"], "date": pd.to_datetime(["2020-12-29"])}, index=["a1"])
    assert corpus.fingerprint(table) == expected
