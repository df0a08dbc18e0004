"""Sequences of words: the values of quanteda.textstats, and a slow count of every window."""

import itertools
import math
from collections import Counter

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import terms, text
from analysis.terms.association import MEASURES, Table
from analysis.text import codes

from ._reference import SOTU

# The three texts of the examples of quanteda.textstats.
NESTED = [". . . . a b c . . a b c . . . c d e", "a b . . a b . . a b . . a b . a b", "b c d . . b c . b c . . . b c"]


def tokens_of(*rows):
    """Tokens as they stand between spaces."""
    rows = [row.split() for row in rows]
    words = sorted({word for row in rows for word in row})
    numbers = [words.index(word) for row in rows for word in row]
    offsets = np.cumsum([0, *map(len, rows)])
    return codes.pack(codes.Codes(offsets, np.array(numbers, np.int32), codes.words(words)), pd.RangeIndex(len(rows)))


def slow(rows, size, *, longer=None, smoothing=0.5, breaks=()):
    """What `collocations` says of every sequence of one size, by comparing it with every window."""
    windows = []
    for article, row in enumerate(rows):
        stretches = itertools.groupby(row.split(), lambda word: word not in breaks and word.isalnum())
        for words in (list(stretch) for whole, stretch in stretches if whole):
            nested = longer is not None and len(words) >= longer
            windows += [(tuple(words[i : i + size]), article, nested) for i in range(len(words) - size + 1)]
    found = {}
    for target in {window for window, _, _ in windows}:
        cells = Counter(tuple(map(str.__eq__, target, window)) for window, _, _ in windows)
        smooth = {cell: cells[cell] + smoothing for cell in itertools.product((False, True), repeat=size)}
        strength = sum((-1) ** (size - sum(cell)) * math.log(n) for cell, n in smooth.items())
        single = [sum(n for cell, n in cells.items() if cell[place]) for place in range(size)]
        expected = len(windows) * math.prod(f / len(windows) for f in single)
        deviance = 0.0
        for cell, n in cells.items():
            shares = [f / len(windows) if same else 1 - f / len(windows) for f, same in zip(single, cell, strict=True)]
            deviance += 2 * n * math.log(n / (len(windows) * math.prod(shares)))
        own = [(article, nested) for window, article, nested in windows if window == target]
        found[" ".join(target)] = {
            "count": len(own),
            "count_nested": sum(nested for _, nested in own),
            "length": size,
            "articles": len({article for article, _ in own}),
            "lambda": strength,
            "z": strength / math.sqrt(sum(1 / n for n in smooth.values())),
            "pmi": math.log2(len(own) / expected),
            "log_dice": 14 + math.log2(size * len(own) / sum(single)),
            "g2": -deviance if len(own) < expected * (1 - 1e-12) else deviance,
        }
    return pd.DataFrame.from_dict(found, orient="index")


def assert_rows(table, expected):
    """`expected` holds count, count_nested, lambda and z to six decimals."""
    found = table.loc[list(expected), ["count", "count_nested", "lambda", "z"]]
    assert found.round(6).abs().to_numpy().tolist() == [list(map(float, row)) for row in expected.values()]


def test_the_example_of_quanteda_with_two_sizes():
    table = terms.collocations(tokens_of(*NESTED), size=3, shortest=2)
    assert_rows(
        table,
        {
            "a b": (7, 2, 5.652489, 2.745546),
            "b c": (6, 3, 5.609472, 2.721287),
            "c d": (2, 2, 4.976734, 2.354187),
            "a b c": (2, 0, 0, 0),
        },
    )
    assert list(table.index) == ["a b", "b c", "c d", "a b c"]
    assert list(table["length"]) == [2, 2, 2, 3]


def test_a_sequence_is_nested_where_a_longer_one_spans_it():
    rows = ["a b c . . a b c . . a b c . . . a b c", "a b . . a b . . a b . . a b . a b"]
    table = terms.collocations(tokens_of(*rows), size=3, shortest=2)
    assert table[["count", "count_nested"]].to_dict("index") == {
        "a b": {"count": 9, "count_nested": 4},
        "b c": {"count": 4, "count_nested": 4},
        "a b c": {"count": 4, "count_nested": 0},
    }


@pytest.mark.parametrize(("punctuation", "expected"), [(True, (4.317488, 2.027787)), (False, (4.442651, 2.090191))])
def test_punctuation_breaks_a_sequence_unless_it_is_gone(punctuation, expected):
    articles = pd.DataFrame({"text": ["I like good ice cream.", "Me too!  I like good ice cream."]})
    table = terms.collocations(text.tokenize(articles, punctuation=punctuation))
    assert set(table.index) == {"i like", "like good", "good ice", "ice cream"}
    for row in table[["count", "lambda", "z"]].itertuples(index=False):
        assert (row[0], round(row[1], 6), round(row[2], 6)) == (2, *expected)


def test_the_european_union_has_the_values_of_quanteda():
    articles = pd.DataFrame({"text": ["The new European Union is not the old European Union."]})
    table = terms.collocations(text.tokenize(articles, lower=False, punctuation=True), min_count=1)
    assert_rows(
        table,
        {
            "European Union": (2, 0, 4.317488, 2.027787),
            "The new": (1, 0, 3.931826, 1.797564),
            "new European": (1, 0, 2.708050, 1.454456),
        },
    )


def test_overlapping_pairs_have_the_values_of_quanteda():
    table = terms.collocations(tokens_of("a b c a b d e b d a b"))
    assert_rows(table, {"a b": (3, 0, 3.412247, 1.936083), "b d": (2, 0, 3.218876, 1.799406)})


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (2, {"of the": (34269, 1.8220225563581, 255.613279695897), "it is": (4808, 3.98687509610745, 210.40503508816)}),
        (3, {"in which the": (199, 2.42527086223336, 26.2006898269316)}),
    ],
)
def test_the_addresses_have_the_values_of_quanteda(addresses, size, expected):
    table = terms.collocations(addresses, size=size, min_count=20)
    for sequence, values in expected.items():
        assert table.loc[sequence, ["count", "lambda", "z"]].tolist() == pytest.approx(values, rel=1e-12)


@pytest.mark.corpora
@pytest.mark.parametrize(("size", "file"), [(2, "collocations_2_min20_top500"), (3, "collocations_3_min20_top200")])
def test_the_first_hundreds_of_the_addresses_are_those_of_quanteda_in_its_order(addresses, size, file):
    expected = pd.read_csv(SOTU / f"{file}.csv", index_col="collocation", keep_default_na=False)
    table = terms.collocations(addresses, size=size, min_count=20).head(len(expected))
    columns = ["count", "count_nested", "length", "lambda", "z"]
    pd.testing.assert_frame_equal(table[columns], expected[columns], rtol=1e-9, check_index_type=False)


@given(
    st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "."]), max_size=12).map(" ".join), max_size=4),
    st.integers(2, 5),
    st.integers(2, 5),
    st.integers(1, 3),
    st.sampled_from([(), ("c",), ("c", "a")]),
)
def test_every_sequence_is_as_a_slow_count_of_windows_says(rows, size, shortest, min_count, breaks):
    shortest = min(size, shortest)
    table = terms.collocations(tokens_of(*rows), size=size, shortest=shortest, min_count=min_count, breaks=breaks)
    sizes = range(shortest, size + 1)
    parts = [slow(rows, each, longer=each + 1 if each < size else None, breaks=breaks) for each in sizes]
    expected = pd.concat(parts)
    if len(expected):
        expected = expected[expected["count"] >= min_count]
    assert set(table.index) == set(expected.index)
    if len(table):
        pd.testing.assert_frame_equal(
            table.sort_index(), expected.sort_index(), check_names=False, check_dtype=False, check_index_type=False,
            rtol=1e-9, atol=1e-9,
        )  # fmt: skip
    assert (np.diff(table["z"]) <= 0).all()


def test_g2_of_three_words_is_above_zero_where_their_count_is_as_expected():
    """Of 6 windows one is a b a, and a, b and a each stand in place in 3, 3 and 4 of 6, so 1 is expected."""
    row = terms.collocations(tokens_of("a b a a b b a a"), size=3, min_count=1).loc["a b a"]
    assert row["pmi"] == pytest.approx(0)
    assert row["g2"] == pytest.approx(5.545177)


@given(st.lists(st.text("abcd", min_size=2, max_size=9).map(" ".join), min_size=1, max_size=5))
def test_for_pairs_the_measures_are_those_of_association(rows):
    table = terms.collocations(tokens_of(*rows), min_count=1)
    windows = [pair for row in rows for pair in itertools.pairwise(row.split())]
    for sequence, found in table.iterrows():
        first, second = sequence.split()
        a = windows.count((first, second))
        b = sum(pair[0] == first for pair in windows) - a
        c = sum(pair[1] == second for pair in windows) - a
        cells = Table.of([a], [b], [c], [len(windows) - a - b - c])
        for measure in ("pmi", "log_dice", "g2"):
            assert found[measure] == pytest.approx(MEASURES[measure](cells)[0], rel=1e-9, abs=1e-9)


def test_dunning_s_table_has_his_value():
    """Dunning (1993, p. 72): the cells 10, 0, 3 and 31764, here as articles of two words."""
    rows = ["natural language"] * 10 + ["new language"] * 3 + ["new word"] * 31764
    assert round(terms.collocations(tokens_of(*rows)).loc["natural language", "g2"], 2) == 167.23


def many_articles():
    draw = np.random.default_rng(sum(map(ord, "sequences of words")))
    words = np.array([f"w{i}" for i in range(40)])
    return [" ".join(words[(draw.pareto(1, draw.integers(1, 90)) * 3).astype(int) % 40]) for _ in range(300)]


@pytest.mark.parametrize("size", [2, 3])
def test_threads_and_the_order_of_articles_change_no_bit(size):
    tokens = tokens_of(*many_articles())
    table = terms.collocations(tokens, size=size)
    pd.testing.assert_frame_equal(
        terms.collocations(tokens.sample(frac=1, random_state=1), size=size), table, check_exact=True
    )
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        pd.testing.assert_frame_equal(terms.collocations(tokens, size=size), table, check_exact=True)
    finally:
        numba.set_num_threads(before)


@settings(max_examples=20)
@given(st.integers(1, 6), st.integers(2, 4))
def test_the_least_count_changes_nothing_about_what_is_left(min_count, size):
    tokens = tokens_of(*many_articles()[:40])
    every = terms.collocations(tokens, size=size, min_count=1)
    table = terms.collocations(tokens, size=size, min_count=min_count)
    pd.testing.assert_frame_equal(table, every[every["count"] >= min_count], check_exact=True)


def test_repeated_words_overlap():
    table = terms.collocations(tokens_of("a a a a"), min_count=1)
    assert table["count"].to_dict() == {"a a": 3}
    assert table["g2"].to_dict() == {"a a": 0}


def test_words_that_break_are_neither_held_nor_spanned():
    tokens = tokens_of("ministry of defence of russia", "ministry of defence")
    table = terms.collocations(tokens, min_count=1, breaks=["of"])
    assert table.empty
    assert list(terms.collocations(tokens, breaks=["defence"]).index) == ["ministry of"]


def test_a_question_mark_among_the_breaks_is_a_question_mark():
    assert list(terms.collocations(tokens_of("a b", "a b"), breaks=["?", "*"]).index) == ["a b"]


def test_sentences_are_rows_and_their_article_counts_once():
    articles = pd.DataFrame({"text": ["Talks failed. Talks failed. Peace talks", "Talks failed."]}, index=["a1", "a2"])
    sentences = text.sentences(articles).set_index("article_id")
    table = terms.collocations(text.tokenize(sentences))
    assert table[["count", "articles"]].to_dict("index") == {"talks failed": {"count": 3, "articles": 2}}
    shuffled = text.tokenize(sentences.iloc[[0, 3, 2, 1]])
    pd.testing.assert_frame_equal(terms.collocations(shuffled), table)


def test_collocations_can_be_joined_as_they_stand():
    tokens = tokens_of("the security council met", "a security council")
    joined = text.compound(tokens, terms.collocations(tokens).index)
    assert [list(words) for words in joined] == [["the", "security council", "met"], ["a", "security council"]]


def test_letters_of_any_script_are_words():
    assert list(terms.collocations(tokens_of("北 约", "北 约", "совет безопасности", "совет безопасности")).index) == [
        "совет безопасности",
        "北 约",
    ]


@pytest.mark.parametrize("rows", [[], [""], ["a"], ["a", "b"], [". . ."], ["a . b"]])
def test_where_nothing_stands_together_the_table_is_empty_and_whole(rows):
    table = terms.collocations(tokens_of(*rows), size=3, shortest=2)
    full = terms.collocations(tokens_of("a b", "a b"))
    assert table.empty
    assert table.dtypes.to_dict() == full.dtypes.to_dict()
    assert table.index.dtype == full.index.dtype
    assert table.index.name == "collocation"


def test_a_missing_list_is_an_empty_one():
    tokens = tokens_of("a b", "a b").reindex([0, "gone", 1])
    assert terms.collocations(tokens)["count"].to_dict() == {"a b": 2}


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"size": 1}, ValueError, "`size` must be a whole number of at least 2; got 1"),
        ({"size": 6}, ValueError, "`size` must be one of 2, 3, 4, 5; got 6"),
        ({"size": 2.0}, ValueError, "`size` must be a whole number of at least 2; got 2.0"),
        ({"shortest": 1}, ValueError, "`shortest` must be a whole number of at least 2; got 1"),
        ({"shortest": 3}, ValueError, "`shortest` must be at most `size`, which is 2; got 3"),
        ({"min_count": 0}, ValueError, "`min_count` must be a whole number of at least 1; got 0"),
        ({"smoothing": 0}, ValueError, "`smoothing` must be a number above 0; got 0"),
        ({"smoothing": float("nan")}, ValueError, "`smoothing` must be a number above 0; got nan"),
        ({"breaks": "the"}, TypeError, r"Write \['the'\]"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        terms.collocations(tokens_of("a b"), **options)


def test_something_else_than_tokens_is_refused():
    with pytest.raises(TypeError, match=r"must be the Series that text\.tokenize makes"):
        terms.collocations(["a", "b"])
