"""Tokenizing: each rule has its cases in cases/tokenize.json."""

import contextlib
import importlib
import json
import locale
from pathlib import Path

import numba
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import text
from analysis.text.codes import DTYPE, unpack

module = importlib.import_module("analysis.text.tokenize")  # whose name the function has taken in the room
CASES = json.loads((Path(__file__).parent / "cases/tokenize.json").read_text(encoding="utf-8"))


def words(of, **options):
    return list(text.tokenize(pd.DataFrame({"text": [of]}), **options).iloc[0])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_rules_hold(case):
    assert words(case["text"], **case.get("options", {})) == case["tokens"]


def test_tokens_are_a_series_on_the_index_of_the_articles(articles, tokens):
    assert tokens.index.equals(articles.index)
    assert tokens.name == "tokens"
    assert tokens.dtype == DTYPE


def test_a_missing_text_gives_an_empty_list(tokens):
    assert list(tokens["a5"]) == []


def test_a_corpus_without_articles_gives_no_tokens():
    tokens = text.tokenize(pd.DataFrame({"text": []}))
    assert len(tokens) == 0
    assert tokens.dtype == DTYPE


@pytest.mark.parametrize("row", [b"bytes", 3, ["a", "list"]])
def test_a_text_that_is_no_text_is_named(row):
    with pytest.raises(TypeError, match=r"article 'a2' has (bytes|int|list)"):
        text.tokenize(pd.DataFrame({"text": pd.Series(["fine", row], index=["a1", "a2"], dtype=object)}))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"language": "xx"}, "`language` must be a two-letter code of ISO 639-1"),
        ({"hyphens": "drop"}, "`hyphens` must be one of 'keep', 'split'"),
    ],
)
def test_unknown_options_are_refused(articles, options, message):
    with pytest.raises(ValueError, match=message):
        text.tokenize(articles, **options)


def test_one_string_instead_of_a_table_is_refused():
    with pytest.raises(TypeError, match="`articles` must be a pandas DataFrame; got str"):
        text.tokenize("Turkey and Russia")


def test_tokens_can_be_sliced_filtered_joined_and_stored(articles, tokens, tmp_path):
    two = pd.concat([tokens[articles["outlet"] == "Ledger"], tokens.iloc[:1]])
    assert [list(found) for found in text.remove(two, [])] == [list(tokens[key]) for key in ["a2", "a4", "a1"]]
    two.to_frame().to_parquet(tmp_path / "tokens.parquet")
    again = pd.read_parquet(tmp_path / "tokens.parquet", dtype_backend="pyarrow")["tokens"]
    assert [list(found) for found in again] == [list(found) for found in two]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_text_gives_words_without_space_and_the_same_words_for_each_article_alone(texts):
    tokens = text.tokenize(pd.DataFrame({"text": texts}, dtype=object), punctuation=True)
    assert len(tokens) == len(texts)
    for one, found in zip(texts, tokens, strict=True):
        assert list(found) == words(one, punctuation=True)
        assert not any(word.isspace() or word == "" for word in found)


def same(tokens, others):
    """Whether two `tokens` are the same to the bit: codes, offsets and vocabulary."""
    parts, other_parts = unpack(tokens), unpack(others)
    return (
        tokens.index.equals(others.index)
        and parts.codes.tolist() == other_parts.codes.tolist()
        and parts.offsets.tolist() == other_parts.offsets.tolist()
        and parts.vocabulary.tolist() == other_parts.vocabulary.tolist()
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])) | st.none(), max_size=8), st.integers(1, 60))
def test_neither_threads_nor_shards_change_a_bit(texts, shard):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    expected = text.tokenize(articles, punctuation=True)
    threads, before = numba.get_num_threads(), module.SHARD
    try:
        module.SHARD = shard
        for number in {1, threads}:
            numba.set_num_threads(number)
            assert same(text.tokenize(articles, punctuation=True), expected)
    finally:
        module.SHARD = before
        numba.set_num_threads(threads)


def test_words_are_numbered_in_the_order_of_their_first_appearance():
    tokens = text.tokenize(pd.DataFrame({"text": ["Libya, NATO", "nato: Sirte. Libya"]}))
    assert unpack(tokens).vocabulary.tolist() == ["libya", "nato", "sirte"]


@pytest.mark.parametrize(
    "dtype",
    [
        "str",
        "string",
        object,
        "category",
        pd.StringDtype("python"),
        pd.ArrowDtype(pa.string()),
        pd.ArrowDtype(pa.large_string()),
    ],
)
def test_every_kind_of_text_column_is_read(dtype):
    articles = pd.DataFrame({"text": pd.Series(["İzmir’s port", None, "NATO"], dtype=dtype)})
    assert [list(found) for found in text.tokenize(articles)] == [["izmir", "port"], [], ["nato"]]


def test_a_slice_and_a_column_in_several_chunks_are_read_in_place():
    articles = pd.concat([pd.DataFrame({"text": pd.Series(part, dtype="str")}) for part in (["a b", "c"], ["d", None])])
    assert [list(found) for found in text.tokenize(articles.iloc[1:])] == [["c"], ["d"], []]


def test_a_word_of_a_million_letters_is_one_token():
    found = words("a" * 1_000_000 + " " + "b-" * 500_000)
    assert [len(word) for word in found] == [1_000_000, 999_999]


@pytest.mark.parametrize("sign", ["\N{COMBINING ACUTE ACCENT}", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"])
def test_a_million_marks_behind_a_letter_are_walked_once(sign):
    """Walking back over all of them from each would take twenty minutes; nobody would wait for this test then."""
    found = words("a" + sign * 1_000_000 + "'s b@c")
    assert len(found) == 3
    assert found[1:] == ["b", "c"]


def test_half_a_million_letters_with_points_are_walked_once():
    found = words("a." * 500_000 + " " + "a." * 500_000 + "a,")
    assert [len(word) for word in found] == [1_000_000, 1_000_002]


def test_half_a_surrogate_pair_is_named_with_its_article():
    articles = pd.DataFrame({"text": pd.Series(["fine", "half \ud83d"], index=["a1", "a2"], dtype=object)})
    for verb in (text.tokenize, text.sentences, text.spans):
        with pytest.raises(ValueError, match="text of article 'a2' holds half of a surrogate pair"):
            verb(articles)
    with pytest.raises(ValueError, match="holds half of a surrogate pair"):
        text.explain("half \ud83d")


def test_nothing_depends_on_the_locale_of_the_machine():
    before = locale.setlocale(locale.LC_ALL)
    try:
        for name in ("C", "C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8"):
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_ALL, name)
            assert words("IRAK İRAN", language="tr") == ["ırak", "iran"]
            assert words("IRAK İRAN") == ["irak", "iran"]
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.mark.parametrize("length", range(20))
def test_articles_that_touch_in_memory_stay_apart(length):
    letters = "a" * length
    articles = pd.DataFrame({"text": pd.Series([letters, "b", letters, "c" * 9, letters], dtype="str")})
    found = [list(one) for one in text.tokenize(articles)]
    assert found == [
        [letters] if length else [],
        ["b"],
        [letters] if length else [],
        ["c" * 9],
        [letters] if length else [],
    ]
