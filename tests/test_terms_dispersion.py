"""Dispersion: published values, and the sparse sums compared with dense formulas."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, special

from analysis import terms, text
from analysis.terms import Counts, _kernel_dispersion

# Gries 2008, International Journal of Corpus Linguistics 13, p. 406: five parts of 9, 10, 10, 10 and 11 words ...
PARTS = "b a m n i b e u p / b a s a t b e w q n / b c a g a b e s t a / b a g h a b e a a t / b a h a a b e a x a t"
# ... and the same text in fifty words where it is read as one
WORDS = "b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t b a h a a b e a x a"


def counts_of(*parts):
    """Counts of lists of words."""
    return terms.count(tokens_of(*parts))


def tokens_of(*parts):
    return text.tokenize(pd.DataFrame({"text": [" ".join(words) for words in parts]}))


def of(times, sizes=None):
    """The measures of a term that stands so often in parts of these sizes; equal ones if none are given."""
    sizes = [max(times)] * len(times) if sizes is None else sizes
    matrix = sparse.csr_array(np.array([[v, size - v] for v, size in zip(times, sizes, strict=True)]))
    counts = Counts(matrix, pd.Index(range(len(times))), pd.Index(["term", "rest"]))
    return terms.dispersion(counts).loc["term"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [  # range, sd, vc, Juilland's D, Rosengren's S, DP, DPnorm, KLD
        ("b", [5, 0, 0, 0.968, 0.999, 0.02, 0.024, 0.003]),
        ("i", [1, 0.4, 2, 0, 0.18, 0.82, 1, 2.474]),
        ("q", [1, 0.4, 2, 0, 0.20, 0.80, 0.976, 2.322]),
        ("x", [1, 0.4, 2, 0, 0.22, 0.78, 0.951, 2.184]),
    ],
)
def test_words_of_the_text_of_gries_have_the_published_values(word, expected):
    # as computed for this text by the tests of scattertext, after Gries 2008 and 2020
    table = terms.dispersion(counts_of(*(part.split() for part in PARTS.split("/"))))
    columns = ["range", "sd", "vc", "juilland_d", "rosengren_s", "dp", "dp_norm", "kld"]
    assert table.loc[word, columns].round(3).tolist() == pytest.approx(expected, abs=1e-12)


def test_allemand_has_the_published_values():
    # Lyne 1985, The vocabulary of French business correspondence, pp. 85 and 299; documentation of R's tlda
    found = of([2, 0, 1, 1, 3, 0, 3, 0, 0, 0], [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930])
    columns = ["range_share", "juilland_d", "carroll_d2", "rosengren_s"]
    assert found[columns].tolist() == pytest.approx([0.5, 0.6038797, 0.6521444, 0.4763652], abs=5e-8)
    assert 1 - found["dp"] == pytest.approx(0.5009295, abs=5e-8)  # tlda turns it round
    assert 1 / (1 + found["kld"]) == pytest.approx(0.4665078, abs=5e-8)  # and scales this by odds to probability


@pytest.mark.parametrize(
    ("times", "column", "expected"),
    [
        ([2, 1, 1, 1, 0], "carroll_d2", 0.8277),  # Carroll 1970, ETS Research Bulletin 1970 (2), p. 13
        ([2, 1, 1, 1, 0], "carroll_um", 4.31),
        ([0, 4, 3, 2, 1], "juilland_d", 0.6464),  # ibid., p. 14
        ([0, 4, 3, 2, 1], "juilland_u", 6.46),
        ([2, 2, 2, 2, 2], "juilland_u", 10.0),
        ([2, 2, 2, 2, 1], "rosengren_kf", 8.86),  # Rosengren 1971, p. 117
        ([4, 2, 1, 1, 0], "carroll_um", 6.424),  # Engwall 1974, p. 122
        ([4, 2, 1, 1, 0], "juilland_u", 4.609),
        ([4, 2, 1, 1, 0], "rosengren_kf", 5.863),
        ([4, 2, 1, 1, 0], "engwall_fm", 6.4),
        ([1, 2, 3, 4, 5], "rosengren_s", 0.937),  # Gries 2008, pp. 407-409
        ([1, 2, 3, 4, 5], "lyne_d3", 0.944),
        ([1, 2, 3, 4, 5], "zhang_dc", 0.937),
        ([1, 2, 3, 4, 5], "carroll_um", 14.108),
        ([1, 2, 3, 4, 5], "rosengren_kf", 14.053),
        ([1, 2, 3, 4, 5], "engwall_fm", 15),
        ([2, 1, 1, 1, 0], "kromer_ur", 4.5),
        ([3, 3, 3], "dp", 0),  # ibid., p. 416
        ([2, 1, 0], "dp_norm", 0.5),  # Lijffijt & Gries 2012, ibid. 17, p. 148
    ],
)
def test_counts_in_equal_parts_have_the_published_values(times, column, expected):
    digits = len(str(expected).partition(".")[2])
    assert of(times)[column] == pytest.approx(expected, abs=0.5 / 10**digits)


def test_a_in_fifty_words_has_the_published_measures_by_distance():
    # Gries 2008, pp. 406 and 410
    tokens = tokens_of(WORDS.split())
    found = terms.dispersion(terms.count(tokens), tokens=tokens).loc["a"]
    assert found["count"] == 15
    assert round(found["arf"], 1) == 10.8
    assert found["awt"] == pytest.approx(3.18)
    assert found[["ald", "f_ald", "f_awt"]].round(3).tolist() == [0.628, 11.764, 9.328]


def test_distances_run_on_from_one_article_to_the_next():
    whole, cut = tokens_of(WORDS.split()), tokens_of(WORDS.split()[:7], [], WORDS.split()[7:])
    columns = ["arf", "awt", "ald", "f_awt", "f_ald"]
    one, three = (terms.dispersion(terms.count(tokens), tokens=tokens)[columns] for tokens in (whole, cut))
    pd.testing.assert_frame_equal(one, three)


def test_words_left_out_of_the_counts_keep_their_places():
    tokens = tokens_of(["nato", "met"], ["nato", "spoke"])
    found = terms.dispersion(terms.count(tokens, min_articles=2), tokens=tokens)
    assert found.index.tolist() == ["nato"]
    assert found[["arf", "awt"]].iloc[0].tolist() == [2, 1.5]  # two distances of 2 in 4 tokens: 2; (1 + 8 / 4) / 2


def densely(times, sizes):
    """All measures of one term by their definitions, from a full row of numbers; parts without tokens are none."""
    v, sizes = (np.array(values, float)[np.array(sizes) > 0] for values in (times, sizes))
    n, f, s = len(v), v.sum(), sizes / sizes.sum()
    p = v / s
    chi2 = ((v - f * s) ** 2 / (f * s)).sum()
    found = {
        "count": f, "range": (v > 0).sum(), "range_share": (v > 0).mean(), "sd": v.std(), "vc": v.std() / v.mean(),
        "rosengren_s": np.sqrt(s * v).sum() ** 2 / f, "lyne_d3": 1 - chi2 / (4 * f),
        "zhang_dc": np.sqrt(v).mean() ** 2 / v.mean(), "dp": np.abs(v / f - s).sum() / 2,
        "kld": special.rel_entr(v / f, s).sum() / math.log(2), "rosengren_kf": np.sqrt(s * v).sum() ** 2,
        "engwall_fm": f * (v > 0).mean(), "kromer_ur": (special.digamma(v + 1) + np.euler_gamma).sum(),
    }  # fmt: skip
    if n > 1:
        d = 1 - p.std() / p.mean() / math.sqrt(n - 1)
        d2 = special.entr(p / p.sum()).sum() / math.log(n)
        found |= {"juilland_d": d, "juilland_u": f * d, "carroll_d2": d2, "dp_norm": found["dp"] / (1 - s.min())}
        found["carroll_um"] = f * d2 + (1 - d2) * (s * v).sum()
    return found


@given(st.lists(st.lists(st.sampled_from([0, 0, 0, 1, 2, 30]), min_size=4, max_size=4), max_size=7))
def test_the_sparse_sums_equal_the_dense_formulas(rows):
    matrix = np.array(rows, np.int64).reshape(-1, 4)
    counts = Counts(sparse.csr_array(matrix), pd.RangeIndex(len(rows)), pd.Index(list("abcd")))
    table = terms.dispersion(counts)
    assert sorted(table.index) == [term for term, held in zip("abcd", matrix.any(axis=0), strict=True) if held]
    for column, term in enumerate("abcd"):
        if term in table.index:
            found = table.loc[term].dropna().to_dict()
            assert found == pytest.approx(densely(matrix[:, column], matrix.sum(axis=1)), abs=1e-12)


@given(st.lists(st.integers(0, 4), max_size=40))
def test_the_distances_equal_plain_ones(words):
    term_of = np.array([1, -1, 0, 2, 3], np.int32)
    counts = np.bincount(term_of[words][term_of[words] >= 0], minlength=4) if words else np.zeros(4, np.int64)
    near, far, squares, logs = _kernel_dispersion.distances(np.array(words, np.int32), term_of, counts)
    for term in range(4):
        places = [place for place, word in enumerate(words) if term_of[word] == term]
        gaps = [
            (after - place - 1) % len(words) + 1 for place, after in zip(places, places[1:] + places[:1], strict=True)
        ]
        mean = len(words) / max(len(places), 1)
        assert near[term] == sum(gap for gap in gaps if gap * len(places) < len(words))
        assert near[term] + far[term] * mean == pytest.approx(sum(min(gap, mean) for gap in gaps))
        assert squares[term] == sum(gap**2 for gap in gaps)
        assert logs[term] == pytest.approx(sum(gap * math.log10(gap) for gap in gaps))


def test_the_order_of_articles_changes_no_bit():
    random = np.random.default_rng(sum(map(ord, "dispersion")))
    matrix = random.poisson(0.4, (60, 30))
    matrix[:, -1] += 40 - matrix.sum(axis=1) % 3  # so that many parts have the same size
    order = random.permutation(60)
    given_, shuffled = (
        Counts(sparse.csr_array(rows), pd.RangeIndex(60), pd.Index([f"w{i:02}" for i in range(30)]))
        for rows in (matrix, matrix[order])
    )
    assert len(set(matrix.sum(axis=1))) < 30
    pd.testing.assert_frame_equal(terms.dispersion(given_), terms.dispersion(shuffled), check_exact=True)


def test_an_even_term_is_even_by_every_measure():
    found = of([2, 2, 2, 2], [7, 7, 7, 7])
    assert found[["sd", "vc", "dp", "dp_norm", "kld"]].tolist() == [0, 0, 0, 0, 0]
    even = ["juilland_d", "carroll_d2", "rosengren_s", "lyne_d3", "zhang_dc", "range_share"]
    assert found[even].tolist() == pytest.approx([1] * 6)
    assert found[["juilland_u", "carroll_um", "rosengren_kf", "engwall_fm"]].tolist() == pytest.approx([8] * 4)


def test_a_part_without_tokens_is_no_part(counts):
    # a5 of the five articles has no text
    table = terms.dispersion(counts)
    assert table.loc["libya", ["count", "range", "range_share"]].tolist() == [4, 3, 3 / 4]
    assert table.loc["nato", "dp_norm"] == pytest.approx(of([1, 0, 0, 1], [4, 4, 6, 3])["dp_norm"])


def test_groups_are_parts(counts, articles):
    grouped = terms.group(counts, articles["outlet"])
    # Courier: 10 tokens with 2 sanctions, 1; Ledger: 7 tokens: sanctions 1 and 2
    assert terms.dispersion(grouped).loc["sanctions", "dp"] == pytest.approx(abs(1 / 3 - 10 / 17))


def test_terms_are_ordered_by_count_and_code_point(counts):
    assert terms.dispersion(counts).index.to_list()[:4] == ["libya", "sanctions", "and", "nato"]


def test_a_term_without_an_occurrence_is_not_listed(counts):
    chosen = counts[counts.articles == "a1"]
    assert sorted(terms.dispersion(chosen).index) == ["nato", "of", "sanctions", "warns"]


def test_a_single_part_leaves_missing_what_it_says_nothing_about(counts):
    table = terms.dispersion(counts[counts.articles == "a1"])
    missing = table.columns[table.isna().all()].tolist()
    assert missing == ["juilland_d", "carroll_d2", "dp_norm", "juilland_u", "carroll_um"]
    assert table.drop(columns=missing).notna().all(axis=None)


def test_no_tokens_at_all_make_an_empty_table(counts):
    nothing = text.tokenize(pd.DataFrame({"text": [None, ""]}))
    for found in (
        terms.dispersion(counts[counts.articles == "none"]),
        terms.dispersion(terms.count(nothing), tokens=nothing),
    ):
        assert found.empty
        assert found.index.name == "term"
        assert found.columns[:3].tolist() == ["count", "range", "range_share"]


def test_other_tokens_than_those_counted_are_refused(counts, tokens):
    with pytest.raises(ValueError, match=r"5 of 10 terms differ: 'and' stands 1 times in `tokens` and 2 times"):
        terms.dispersion(counts, tokens=tokens.drop("a4").drop("a2"))


def test_weights_are_refused(counts):
    weights = Counts(counts.matrix * 0.5, counts.articles, counts.terms)
    with pytest.raises(ValueError, match="must hold numbers of occurrences; these hold float64"):
        terms.dispersion(weights)


def test_the_counts_are_not_changed(counts):
    before = counts.matrix.copy()
    terms.dispersion(counts)
    assert (counts.matrix != before).nnz == 0
    assert counts.matrix.data.tobytes() == before.data.tobytes()


def test_zeros_and_repeats_that_a_matrix_stores_count_for_what_they_are():
    data, indices, ends = [1, 1, 0, 3], [0, 0, 1, 1], [0, 3, 4]  # two entries of "a" in the first part, a stored 0
    counts = Counts(sparse.csr_array((data, indices, ends), shape=(2, 2)), pd.Index(["x", "y"]), pd.Index(["a", "b"]))
    plain = Counts(sparse.csr_array([[2, 0], [0, 3]]), pd.Index(["x", "y"]), pd.Index(["a", "b"]))
    pd.testing.assert_frame_equal(terms.dispersion(counts), terms.dispersion(plain))
    assert counts.matrix.nnz == 4
