"""How similar articles are in pairs."""

import importlib
import re

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from analysis import corpus, terms, text
from analysis.text import codes

from ._reference import FOLDER, SOTU, inaugural

module = importlib.import_module("analysis.terms.similarity")  # the function has the name of its module
DISTANCES = ["euclidean", "manhattan"]


def counted(rows, articles=None):
    rows = np.asarray(rows)
    articles = [f"a{i}" for i in range(len(rows))] if articles is None else articles
    names = pd.Index(articles, name="article_id")
    return terms.Counts(sparse.csr_array(rows), names, pd.Index([f"t{i}" for i in range(rows.shape[1])]))


def divergence(p, q):
    def entropy(shares):
        return -sum(share * np.log2(share) for share in shares if share > 0)

    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def by_definition(x, y, measure):
    """The measure of two rows, worked out from its formula."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if not x.any() or not y.any():
        return np.nan
    both, either = np.sum((x != 0) & (y != 0)), np.sum((x != 0) | (y != 0))
    if measure == "correlation":
        x, y = x - x.mean(), y - y.mean()
        length = np.sqrt((x @ x) * (y @ y))
        return x @ y / length if length > 1e-9 else np.nan
    return {
        "cosine": lambda: x @ y / np.sqrt((x @ x) * (y @ y)),
        "jaccard": lambda: both / either,
        "dice": lambda: 2 * both / (both + either),
        "extended_jaccard": lambda: x @ y / (x @ x + y @ y - x @ y),
        "extended_dice": lambda: 2 * (x @ y) / (x @ x + y @ y),
        "jensen_shannon": lambda: 1 - divergence(x / x.sum(), y / y.sum()),
        "euclidean": lambda: np.sqrt(np.sum((x - y) ** 2)),
        "manhattan": lambda: np.sum(np.abs(x - y)),
    }[measure]()


def slowly(rows, articles, measure, n=None, least=None):
    """The pairs in plain Python: the twin of the compiled loops."""
    sign = -1 if measure in DISTANCES else 1
    found = []
    for i, one in enumerate(articles):
        others = []
        for j, other in enumerate(articles):
            value = by_definition(rows[i], rows[j], measure)
            if i == j or (n is None and j < i) or (np.isnan(value) and (n is not None or least is not None)):
                continue
            if least is None or sign * value >= sign * least:
                others.append((one, other, value))
        if n is not None:
            others = sorted(others, key=lambda pair: (round(-sign * pair[2], 9), pair[1]))[:n]
        found += others
    return pd.DataFrame(found, columns=["article_id", "other", measure]).astype({measure: float})


@st.composite
def tables(draw):
    shape = draw(st.tuples(st.integers(1, 9), st.integers(1, 12)))
    return draw(arrays(np.int64, shape, elements=st.sampled_from([0, 0, 0, 1, 1, 2, 5])))


@pytest.mark.parametrize("measure", module.MEASURES)
@given(rows=tables())
@settings(max_examples=40)
def test_every_pair_has_the_value_of_the_formula(measure, rows):
    counts = counted(rows)
    found = terms.similarity(counts, measure=measure)
    expected = slowly(rows, counts.articles, measure)
    assert found[["article_id", "other"]].to_numpy().tolist() == expected[["article_id", "other"]].to_numpy().tolist()
    np.testing.assert_allclose(
        found[measure], expected[measure], rtol=1e-9, atol=1e-7 if measure == "euclidean" else 1e-12
    )


@pytest.mark.parametrize("measure", module.MEASURES)
@given(rows=tables(), n=st.integers(1, 10), seed=st.integers(0, 9))
@settings(max_examples=40)
def test_the_nearest_others_are_those_of_plain_python(measure, rows, n, seed):
    articles = np.random.default_rng(seed).permutation([f"a{i}" for i in range(len(rows))])
    found = terms.similarity(counted(rows, articles), measure=measure, n=n)
    expected = slowly(rows, articles, measure, n)
    assert found["article_id"].tolist() == expected["article_id"].tolist()
    np.testing.assert_allclose(found[measure], expected[measure], rtol=1e-9, atol=1e-7)
    # Which of two others comes first is not asked here: those as near as each other may differ in the last bit.
    row = dict(zip(articles, rows, strict=True))
    values = [
        by_definition(row[one], row[other], measure)
        for one, other in zip(found["article_id"], found["other"], strict=True)
    ]
    np.testing.assert_allclose(found[measure], values, rtol=1e-9, atol=1e-7)
    assert not found.duplicated(["article_id", "other"]).any()


def test_equally_near_ones_come_in_the_order_of_their_ids():
    counts = counted([[1, 2], [3, 1], [3, 1], [3, 1], [3, 1]], ["x", "d", "b", "c", "a"])
    found = terms.similarity(counts, n=2)
    assert found.groupby("article_id")["other"].agg(list).to_dict() == {
        "a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"], "d": ["a", "b"], "x": ["a", "b"],
    }  # fmt: skip
    assert found["article_id"].drop_duplicates().tolist() == ["x", "d", "b", "c", "a"]


@pytest.mark.parametrize(
    ("measure", "least"), [("cosine", 0.45), ("jaccard", 0.3), ("euclidean", 4.1), ("manhattan", 5.5)]
)
@pytest.mark.parametrize("n", [None, 8])
@given(rows=tables())
@settings(max_examples=25)
def test_least_leaves_out_what_is_less_similar_or_farther(measure, least, n, rows):
    counts = counted(rows)
    found = terms.similarity(counts, measure=measure, n=n, least=least).sort_values(["article_id", "other"])
    expected = slowly(rows, counts.articles, measure, n, least).sort_values(["article_id", "other"])
    assert found[["article_id", "other"]].to_numpy().tolist() == expected[["article_id", "other"]].to_numpy().tolist()


def many(seed="sparse rows", weights=False):
    """Sixty rows with columns of all densities, some rows empty and some twice."""
    random = np.random.default_rng(list(seed.encode()))
    rows = random.poisson(random.gamma(0.3, 2, size=40), size=(60, 40))
    rows[7] = rows[8] = 0
    rows[20:24] = rows[10:14]
    return counted(rows * random.random(40) if weights else rows)


@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("measure", module.MEASURES)
@pytest.mark.parametrize("options", [{}, {"n": 5}, {"least": 0.4}])
def test_threads_and_blocks_change_no_bit(measure, options, weights, monkeypatch):
    counts = many(weights=weights)
    whole = terms.similarity(counts, measure=measure, **options)
    monkeypatch.setattr(module, "BLOCK", 7)
    monkeypatch.setattr(module, "CROWDED", 0.5)
    monkeypatch.setattr(module, "ROOM", 7)
    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        alone = terms.similarity(counts, measure=measure, **options)
    finally:
        numba.set_num_threads(threads)
    pd.testing.assert_frame_equal(whole, alone, check_exact=True)


@pytest.mark.parametrize("weights", [False, True])
@pytest.mark.parametrize("measure", module.MEASURES)
def test_the_order_of_the_articles_changes_no_bit(measure, weights):
    counts = many(weights=weights)
    order = np.random.default_rng(list(b"another order")).permutation(len(counts))
    shuffled = terms.Counts(counts.matrix[order], counts.articles[order], counts.terms)
    for options in ({"n": 4}, {}):
        found = [terms.similarity(table, measure=measure, **options) for table in (counts, shuffled)]
        if not options:  # the first of a pair is the first of the table
            pairs = [np.sort(table[["article_id", "other"]].to_numpy(dtype=str), axis=1) for table in found]
            found = [
                table.assign(article_id=pair[:, 0], other=pair[:, 1]) for table, pair in zip(found, pairs, strict=True)
            ]
            found = [table.sort_values(["article_id", "other"], ignore_index=True) for table in found]
        else:
            found = [table.sort_values("article_id", kind="stable", ignore_index=True) for table in found]
        pd.testing.assert_frame_equal(*found, check_exact=True)


@pytest.mark.parametrize("measure", sorted(set(module.MEASURES) - set(DISTANCES)))
def test_equal_articles_have_a_similarity_of_exactly_one(measure):
    rows = np.random.default_rng(list(b"equal")).random((1, 50)) * 0.3
    for equal in (np.repeat(rows, 2, axis=0), np.repeat((rows * 1000).astype(int), 2, axis=0)):
        assert terms.similarity(counted(equal), measure=measure)[measure].tolist() == [1.0]


@pytest.mark.parametrize("measure", DISTANCES)
def test_equal_articles_have_a_distance_of_exactly_zero(measure):
    rows = np.random.default_rng(list(b"equal")).random((1, 50))
    assert terms.similarity(counted(np.repeat(rows, 2, axis=0)), measure=measure)[measure].tolist() == [0.0]


def test_an_article_of_three_times_the_counts_is_as_similar_as_an_equal_one():
    counts = counted([[1, 2, 0, 7], [3, 6, 0, 21]])
    for measure in ("cosine", "jensen_shannon", "correlation"):
        assert terms.similarity(counts, measure=measure)[measure].tolist() == [1.0]


def test_an_article_without_tokens_has_missing_values_and_no_nearest():
    counts = counted([[1, 0], [0, 0], [1, 1]])
    assert terms.similarity(counts)["cosine"].isna().tolist() == [True, False, True]
    assert terms.similarity(counts, n=5)[["article_id", "other"]].to_numpy().tolist() == [["a0", "a2"], ["a2", "a0"]]
    assert len(terms.similarity(counts, least=-1)) == 1


def test_counts_that_do_not_vary_have_no_correlation():
    found = terms.similarity(counted([[0.1, 0.1, 0.1], [0.1, 0.2, 0.3], [3, 2, 1]]), measure="correlation")
    assert found["correlation"].isna().tolist() == [True, True, False]
    assert found["correlation"][2] == pytest.approx(-1)


@pytest.mark.parametrize("options", [{}, {"n": 3}, {"least": 0.5}])
@pytest.mark.parametrize("rows", [np.zeros((0, 3)), np.ones((1, 3)), np.zeros((2, 0)), np.zeros((0, 0))])
def test_too_little_gives_an_empty_table_with_its_columns(options, rows):
    found = terms.similarity(counted(rows.astype(int)), **options)
    assert list(found.columns) == ["article_id", "other", "cosine"]
    assert len(found) == (len(rows) == 2 and not options)


def test_groups_and_terms_are_compared_like_articles(counts, articles):
    outlets = terms.similarity(terms.group(counts, articles["outlet"]))
    assert outlets[["article_id", "other"]].to_numpy().tolist() == [["Courier", "Ledger"]]
    turned = terms.Counts(counts.matrix.T.tocsr(), counts.terms, counts.articles)
    pairs = terms.similarity(turned, measure="jaccard").set_index(["article_id", "other"])["jaccard"]
    assert pairs["council", "security"] == 1
    assert pairs["libya", "nato"] == 1 / 4  # a4 of a1 to a4


def test_the_table_is_not_changed_and_zeros_that_are_kept_count_as_none():
    matrix = sparse.csr_array((np.array([1, 0, 2]), np.array([1, 0, 0]), np.array([0, 2, 3])), shape=(2, 2))
    before = matrix.copy()
    table = terms.similarity(terms.Counts(matrix, pd.Index(["a", "b"]), pd.Index(["x", "y"])), measure="jaccard")
    assert table["jaccard"].tolist() == [0.0]
    assert (matrix.data == before.data).all()
    assert (matrix.indices == before.indices).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "cosinus"}, "`measure` must be one of 'cosine'"),
        ({"n": 0}, "`n` must be a whole number of at least 1"),
        ({"least": "much"}, "`least` must be a number"),
        ({"least": float("nan")}, "`least` must be a number"),
    ],
)
def test_a_wrong_option_is_named(options, message):
    with pytest.raises(ValueError, match=message):
        terms.similarity(counted([[1, 2], [2, 1]]), **options)


def test_wrong_tables_are_named():
    with pytest.raises(ValueError, match="1 ids more than once: 'a'"):
        terms.similarity(counted([[1], [2]], ["a", "a"]))
    with pytest.raises(ValueError, match="must not be negative for 'jensen_shannon'"):
        terms.similarity(counted([[1.0, -1.0], [1.0, 2.0]]), measure="jensen_shannon")
    with pytest.raises(ValueError, match="missing or infinite"):
        terms.similarity(counted([[1.0, np.inf], [1.0, 2.0]]))


def test_negative_weights_are_compared_too():
    rows = np.array([[1.0, -2.0, 0.5], [-1.0, -2.0, 3.0], [2.0, 1.0, 0.0]])
    for measure in ("cosine", "correlation", "euclidean", "manhattan"):
        found = terms.similarity(counted(rows), measure=measure)[measure]
        assert found.to_numpy() == pytest.approx(slowly(rows, "abc", measure)[measure].to_numpy())


def test_jensen_shannon_of_halves_that_share_half():
    """Shares (1/2, 1/2, 0) and (0, 1/2, 1/2): H of the mean is 3/2 bits, of each 1 bit, so 1 - (3/2 - 1)."""
    assert terms.similarity(counted([[1, 1, 0], [0, 2, 2]]), measure="jensen_shannon")["jensen_shannon"][0] == 0.5


def test_correlations_of_laver_benoit_and_garry():
    """quanteda.textstats, tests of textstat_simil: R1 with the others of the example, to two digits."""
    table = pd.read_csv(FOLDER / "laver_benoit_garry.csv", index_col=0).T
    found = terms.similarity(counted(table.to_numpy(), table.index), measure="correlation")
    assert found["correlation"][:5].round(2).tolist() == [0.18, -0.29, -0.32, -0.32, -0.12]


@pytest.fixture(scope="module")
def addresses():
    """Counts of the addresses since 2010, their words being all runs of a-z in lower case."""
    try:
        articles = corpus.load("state-of-the-union")
    except ConnectionError as error:
        pytest.skip(f"cannot be fetched: {error}")
    words = [re.findall("[a-z]+", whole.lower()) for whole in articles["text"]]
    numbers = {word: number for number, word in enumerate(sorted({word for found in words for word in found}))}
    found = np.array([numbers[word] for found in words for word in found], dtype=np.int32)
    offsets = np.cumsum([0, *map(len, words)])
    counts = terms.count(codes.pack(codes.Codes(offsets, found, codes.words(numbers)), articles.index))
    return counts[articles.index.str[:4].astype(int) >= 2010]


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("cosine", [0.97511774513248, 0.96958899277306, 0.95277795131579]),
        ("correlation", [0.97501118616367, 0.96944283036032, 0.95254521221794]),
        ("jaccard", [0.3500611995104, 0.35344129554656, 0.28628099173554]),
        ("euclidean", [152.272781546802, 170.10878872063, 334.008981915158]),
    ],
)
def test_the_values_of_quanteda_on_addresses_to_congress(addresses, measure, values):
    """Computed with quanteda.textstats 0.97.3, textstat_simil and textstat_dist."""
    found = terms.similarity(addresses, measure=measure).set_index(["article_id", "other"])[measure]
    pairs = [("2010-Obama-1", "2011-Obama-1"), ("2010-Obama-1", "2012-Obama-1"), ("2024-Biden-1", "2026-Trump-1")]
    assert [found[pair] for pair in pairs] == pytest.approx(values, rel=1e-9)
    name = f"{'distance' if measure in DISTANCES else 'similarity'}_{measure}_since2010.csv"
    table = pd.read_csv(SOTU / name, index_col=["document1", "document2"])[measure]
    assert set(table.index) == set(found.index)
    assert found[table.index].to_numpy() == pytest.approx(table.to_numpy(), rel=1e-9)


def test_cosine_of_two_inaugural_addresses_of_one_president():
    """quanteda.textstats, tests of textstat_simil: .9817 for Reagan, of all tokens used ten times from 1981 to 2017."""
    articles = inaugural().query("1980 < Year < 2021")
    counts = terms.count(text.tokenize(articles, punctuation=True, hyphens="split"))
    often = counts.select(counts.terms[np.asarray(counts.matrix.sum(axis=0)) >= 10])
    [value] = terms.similarity(often[often.articles.str.contains("Reagan")])["cosine"]
    assert value == pytest.approx(0.9817, abs=5e-4)
