"""Words near each other: the counts of quanteda, published tables, and a slow walk through every pair of places."""

import itertools
from collections import Counter, defaultdict

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import terms, text
from analysis.terms._kernel_pairs import by_word, company
from analysis.terms.association import MEASURES, Table
from analysis.terms.cooccurrence import STANDARD
from analysis.text import codes


def tokens_of(*rows):
    """Tokens as they stand between spaces."""
    rows = [row.split() for row in rows]
    words = sorted({word for row in rows for word in row})
    numbers = [words.index(word) for row in rows for word in row]
    offsets = np.cumsum([0, *map(len, rows)])
    return codes.pack(codes.Codes(offsets, np.array(numbers, np.int32), codes.words(words)), pd.RangeIndex(len(rows)))


def places(rows, window, breaks=()):
    """Every pair of places, as article, word and later word."""
    for article, row in enumerate(rows):
        words = row.split()
        for i, j in itertools.combinations(range(len(words)), 2):
            near = j - i <= window and not set(breaks) & set(words[i : j + 1])
            if near and words[i].isalnum() and words[j].isalnum():
                yield article, words[i], words[j]


def slow(rows, window, *, ordered=False, breaks=()):
    """Count, articles and the cells a, b, c, d of every pair."""
    counts, articles = Counter(), defaultdict(set)
    neighbours = []  # each neighbour as the word and what is near it
    for article, first, second in places(rows, window, breaks):
        pair = (first, second) if ordered else tuple(sorted((first, second)))
        counts[pair] += 1
        articles[pair].add(article)
        neighbours += [(first, second)] if ordered else [(first, second), (second, first)]
    cells = {}
    for word, other in counts:
        cell = Counter((one == word, two == other) for one, two in neighbours)
        cells[word, other] = [cell[True, True], cell[True, False], cell[False, True], cell[False, False]]
    return counts, {pair: len(found) for pair, found in articles.items()}, cells


ROWS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "."]), max_size=12).map(" ".join), max_size=4)


@given(ROWS, st.integers(1, 6), st.booleans(), st.integers(1, 3), st.sampled_from([(), ("c",), (".", "a")]))
def test_every_pair_is_as_a_slow_walk_through_all_pairs_of_places_says(rows, window, ordered, min_count, breaks):
    table = terms.cooccurrence(tokens_of(*rows), window=window, ordered=ordered, min_count=min_count, breaks=breaks)
    counts, articles, cells = slow(rows, window, ordered=ordered, breaks=breaks)
    assert table["count"].to_dict() == {pair: n for pair, n in counts.items() if n >= min_count}
    sizes = Counter(word for row in rows for word in row.split())
    for (word, other), row in table.iterrows():
        assert row["articles"] == articles[word, other]
        assert (row["word_count"], row["other_count"]) == (sizes[word], sizes[other])
        assert min(cells[word, other]) >= 0
        own = Table.of(*([cell] for cell in cells[word, other]))
        assert row["expected"] == pytest.approx(own.expected[0] * row["count"] / own.a[0])
        for measure in STANDARD:
            assert row[measure] == pytest.approx(MEASURES[measure](own)[0], nan_ok=True), measure


@given(ROWS, st.integers(1, 6), st.booleans(), st.sampled_from(["a", "b", "?"]))
def test_a_node_has_the_rows_that_it_has_among_all_pairs(rows, window, ordered, node):
    tokens = tokens_of("a b", *rows)
    every = terms.cooccurrence(tokens, window=window, ordered=ordered, min_count=1)
    table = terms.cooccurrence(tokens, node=node, window=window, ordered=ordered, min_count=1)
    if not ordered and node == "b":  # of the pair of a and b it is the first now
        assert (table.index.get_level_values("word") == "b").all()
    meant = [node == "?" or node in pair for pair in every.index]
    if ordered or node == "?":
        pd.testing.assert_frame_equal(table, every[meant], check_exact=True)
    else:
        found = {tuple(sorted(pair)): row.to_dict() for pair, row in table.iterrows()}
        expected = {tuple(sorted(pair)): row.to_dict() for pair, row in every[meant].iterrows()}
        assert found.keys() == expected.keys()
        for pair, row in found.items():
            if pair[0] != node:
                for one, two in (("word_count", "other_count"), ("delta_p", "delta_p_reverse")):
                    row[one], row[two] = row[two], row[one]
            assert row == pytest.approx(expected[pair], nan_ok=True)


@given(ROWS, st.integers(1, 6))
def test_without_order_a_pair_counts_what_both_orders_count(rows, window):
    tokens = tokens_of(*rows)
    ordered = terms.cooccurrence(tokens, window=window, ordered=True, min_count=1)["count"]
    added = Counter()
    for pair, n in ordered.items():
        added[tuple(sorted(pair))] += n
    assert terms.cooccurrence(tokens, window=window, min_count=1)["count"].to_dict() == added


@given(ROWS.filter(any), st.integers(0, 4), st.integers(0, 4), st.integers(1, 3))
def test_the_kernel_says_the_same_with_little_room(rows, to_left, to_right, least):
    """With room for one word at a time it goes on where it was."""
    words = sorted({word for row in rows for word in row.split()})
    flat = np.array([words.index(word) for row in rows for word in row.split()], np.int32)
    lengths = [len(row.split()) for row in rows]
    before = np.concatenate([np.arange(n) for n in lengths]).astype(np.int32)
    after = np.concatenate([np.arange(n)[::-1] for n in lengths]).astype(np.int32)
    articles = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    starts = np.concatenate([[0], np.bincount(flat, minlength=len(words) + 1).cumsum()])
    by_place = np.empty(len(flat), np.int32)
    by_word(flat, starts, by_place)
    assert by_place.tolist() == sorted(range(len(flat)), key=lambda place: flat[place])
    found, word, calls = [], 0, 0
    while word < len(words):
        room = np.empty((len(words), 4), np.int64)
        args = (flat, len(words), before, after, articles, to_left, to_right, least, room)
        n, word = company(word, len(words), starts, by_place, *args)
        found += room[:n].tolist()
        calls += 1
    expected, holding = Counter(), defaultdict(set)
    for i, j in itertools.permutations(range(len(flat)), 2):
        near = articles[i] == articles[j] and (0 < j - i <= to_right or 0 < i - j <= to_left)
        if near and (flat[j] > flat[i] or (flat[j] == flat[i] and j > i)):
            expected[int(flat[i]), int(flat[j])] += 1
            holding[int(flat[i]), int(flat[j])].add(articles[i])
    assert [row[:2] for row in found] == sorted((row[:2] for row in found), key=lambda pair: pair[0])
    assert {(i, j): (n, held) for i, j, n, held in found} == {
        pair: (n, len(holding[pair])) for pair, n in expected.items() if n >= least
    }


@pytest.mark.corpora
def test_the_addresses_have_the_counts_of_quanteda(addresses):
    """Its fcm with a window of 5, symmetric, on the same tokens."""
    table = terms.cooccurrence(addresses, min_count=3, measures=["log_dice"])
    expected = {
        ("peace", "war"): 94,
        ("nuclear", "weapons"): 86,
        ("foreign", "policy"): 155,
        ("soviet", "union"): 183,
        ("gas", "oil"): 39,
        ("allies", "nato"): 18,
        ("economic", "sanctions"): 3,
    }
    assert table["count"].loc[list(expected)].to_dict() == expected
    node = terms.cooccurrence(addresses, node="peace", min_count=3, measures=["log_dice"])
    assert node.loc[("peace", "war"), "count"] == 94


@pytest.mark.parametrize(
    ("measure", "cells", "expected", "digits"),
    [
        ("g2", (10, 0, 3, 31764), 167.23, 2),  # Dunning 1993, p. 72
        ("chi2", (3, 0, 0, 31774), 31777, 0),  # Dunning 1993, p. 73
        ("chi2_yates", (1, 3, 3, 1), -0.5, 6),  # Pedersen 1996, p. 10; the sign is ours
        ("npmi", (10, 0, 0, 90), 1, 12),  # Bouma 2009, p. 36
        ("npmi", (1, 9, 9, 81), 0, 12),
        ("mutual_information", (2, 0, 0, 997), 0.021, 3),  # Dunning 1998, p. 51
        ("chi2", (7, 2, 3, 7), 4.337160, 6),  # the toy of quanteda.textstats
    ],
)
def test_articles_of_two_words_make_any_table_and_give_its_published_value(measure, cells, expected, digits):
    kinds = ["strong tea", "strong wind", "weak tea", "weak wind"]
    rows = [kind for kind, n in zip(kinds, cells, strict=True) for _ in range(n)]
    table = terms.cooccurrence(tokens_of(*rows), ordered=True, min_count=1, measures=[measure])
    assert round(table.loc[("strong", "tea"), measure], digits) == expected


def test_the_cells_are_those_of_the_docstring_worked_out():
    """With a window of 1, a has two neighbours, b three, c one, together six: the cells of a and b are 2, 0, 1, 3."""
    row = terms.cooccurrence(tokens_of("a b c", "a b"), window=1, min_count=2).loc[("a", "b")]
    assert row["expected"] == 2 * 3 / 6
    expected = {
        "log_dice": 14 + np.log2(4 / 5),
        "dice": 4 / 5,
        "t_score": 1 / np.sqrt(2),
        "z_score": 1,
        "pmi": 1,
        "pmi2": 2,
        "pmi3": 3,
        "npmi": 1 / np.log2(6 / 2),
        "delta_p": 2 / 2 - 1 / 4,
        "delta_p_reverse": 2 / 3 - 0 / 3,
        "minimum_sensitivity": 2 / 3,
    }
    assert row[list(expected)].to_dict() == pytest.approx(expected)


@pytest.mark.parametrize(("window", "count"), [(1, 2), (2, 3), (5, 3), (10**12, 3)])
def test_a_word_beside_itself_counts_each_pair_of_places_once(window, count):
    for ordered in (False, True):
        table = terms.cooccurrence(tokens_of("a a a"), window=window, ordered=ordered, min_count=1)
        assert table["count"].to_dict() == {("a", "a"): count}
        assert table["expected"].tolist() == [count]
        assert table["pmi"].tolist() == [0]


def test_a_window_never_leaves_its_row():
    assert terms.cooccurrence(tokens_of("a", "b"), window=9, min_count=1).empty


def test_signs_take_their_place_and_are_in_no_pair():
    tokens = tokens_of("a , , b c")
    assert terms.cooccurrence(tokens, window=2, min_count=1)["count"].to_dict() == {("b", "c"): 1}
    assert ("a", "b") in terms.cooccurrence(tokens, window=3, min_count=1).index


def test_no_window_spans_a_word_that_breaks():
    tokens = tokens_of("a b . c ? d")
    assert list(terms.cooccurrence(tokens, min_count=1, breaks=[".", "?"]).index) == [("a", "b")]


def test_sentences_are_rows_and_their_article_counts_once():
    articles = pd.DataFrame({"text": ["Talks failed. Talks failed. No", "Talks failed."]}, index=["a1", "a2"])
    sentences = text.sentences(articles).set_index("article_id")
    table = terms.cooccurrence(text.tokenize(sentences), min_count=2)
    assert table[["count", "articles"]].to_dict("index") == {("failed", "talks"): {"count": 3, "articles": 2}}
    shuffled = text.tokenize(sentences.iloc[[0, 3, 2, 1]])
    pd.testing.assert_frame_equal(terms.cooccurrence(shuffled, min_count=2), table, check_exact=True)


def many_articles():
    draw = np.random.default_rng(sum(map(ord, "words near each other")))
    words = np.array([f"w{i}" for i in range(60)])
    return [" ".join(words[(draw.pareto(1, draw.integers(1, 90)) * 3).astype(int) % 60]) for _ in range(300)]


@pytest.mark.parametrize("options", [{}, {"ordered": True}, {"node": "w1*"}])
def test_threads_and_the_order_of_articles_change_no_bit(options):
    tokens = tokens_of(*many_articles())
    table = terms.cooccurrence(tokens, **options)
    shuffled = terms.cooccurrence(tokens.sample(frac=1, random_state=1), **options)
    pd.testing.assert_frame_equal(shuffled, table, check_exact=True)
    before = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        pd.testing.assert_frame_equal(terms.cooccurrence(tokens, **options), table, check_exact=True)
    finally:
        numba.set_num_threads(before)


def test_the_first_measure_orders_the_table_and_ties_stand_in_the_order_of_letters():
    tokens = tokens_of("b a", "d c", "e f g")
    table = terms.cooccurrence(tokens, min_count=1, measures=["pmi", "dice"])
    assert list(table.columns[-2:]) == ["pmi", "dice"]
    assert table["pmi"].is_monotonic_decreasing
    assert list(table.index[:2]) == [("a", "b"), ("c", "d")]
    assert list(terms.cooccurrence(tokens_of("a b a", "c d"), min_count=1, measures=[]).index[:1]) == [("a", "b")]


def test_a_pattern_means_several_nodes_and_their_pair_has_one_row():
    tokens = tokens_of("libya libyan oil", "the libyan oil", "nato oil")
    table = terms.cooccurrence(tokens, node="libya*", min_count=1)
    assert set(table.index) == {
        ("libya", "libyan"), ("libya", "oil"), ("libyan", "oil"), ("libyan", "the")
    }  # fmt: skip


@pytest.mark.parametrize("rows", [[], [""], ["a"], ["a", "b"], [". . ."], ["a . . . . . b"]])
@pytest.mark.parametrize("ordered", [False, True])
def test_where_nothing_stands_together_the_table_is_empty_and_whole(rows, ordered):
    table = terms.cooccurrence(tokens_of(*rows), ordered=ordered, min_count=1)
    full = terms.cooccurrence(tokens_of("a b"), ordered=ordered, min_count=1)
    assert table.empty
    assert table.dtypes.to_dict() == full.dtypes.to_dict()
    assert table.index.names == ["word", "other"]


def test_a_missing_list_is_an_empty_one():
    tokens = tokens_of("a b", "a b").reindex([0, "gone", 1])
    assert terms.cooccurrence(tokens, min_count=1)["articles"].to_dict() == {("a", "b"): 2}


def test_where_all_words_are_one_no_measure_is_infinite():
    table = terms.cooccurrence(tokens_of("a a", "a a a"), min_count=1, measures=list(MEASURES))
    assert not np.isinf(table).any(axis=None)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"window": 0}, ValueError, "`window` must be a whole number of at least 1; got 0"),
        ({"window": 2.5}, ValueError, "`window` must be a whole number of at least 1; got 2.5"),
        ({"min_count": 0}, ValueError, "`min_count` must be a whole number of at least 1; got 0"),
        ({"measures": ["mi"]}, ValueError, "`measures` must be one of 'g2', .*; got 'mi'"),
        ({"measures": "pmi"}, TypeError, r"Write \['pmi'\]"),
        ({"breaks": "."}, TypeError, r"Write \['.'\]"),
        ({"node": ["nato"]}, TypeError, "`node` must be one word or pattern, a str; got list"),
        ({"node": "NATO"}, KeyError, "got 'NATO', which means none of 2. Did you mean 'nato'?"),
        ({"node": "nat0"}, KeyError, "Did you mean 'nato'?"),
        ({"node": "xyz*"}, KeyError, r"which means none of 2. See terms\.frequency"),
        ({"node": "."}, KeyError, r"`node` must mean a word of the tokens"),
        ({"node": "nato", "breaks": ["nato"]}, KeyError, r"`node` must mean a word of the tokens"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, error, message):
    with pytest.raises(error, match=message):
        terms.cooccurrence(tokens_of("nato . libya"), **options)


def test_something_else_than_tokens_is_refused():
    with pytest.raises(TypeError, match=r"must be the Series that text\.tokenize makes"):
        terms.cooccurrence(pd.DataFrame({"text": ["a b"]}))
