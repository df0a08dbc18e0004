"""Weights against published values and against scikit-learn."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer

from analysis import terms
from analysis.terms.weight import ARTICLE_WEIGHTS, NORMS, TERM_WEIGHTS


def of(rows):
    rows = np.array(rows, dtype=np.int64)
    names = [f"t{i}" for i in range(rows.shape[1])]
    return terms.Counts(sparse.csr_array(rows), pd.Index([f"a{i}" for i in range(len(rows))]), pd.Index(names))


ROWS = [[1, 1, 4, 0], [2, 0, 4, 0], [0, 3, 1, 2]]


def test_the_toy_of_tidytext_has_its_values():
    # Two texts of which one word is in both and the other in one: tf 1/6 and 1/3, idf 0 and ln 2
    counts = of([[1, 2, 3], [6, 0, 0]])
    share = terms.weight(counts, term="share", article="none").to_frame()
    assert share.loc["a0"].to_list() == pytest.approx([1 / 6, 1 / 3, 1 / 2])
    both = terms.weight(counts, term="share", base=math.e).to_frame()
    assert both.loc["a0"].to_list() == pytest.approx([0, 1 / 3 * math.log(2), 1 / 2 * math.log(2)])


def test_the_defaults_are_those_of_dfm_tfidf():
    # quanteda: count times log10(N / n)
    found = terms.weight(of(ROWS)).to_frame().to_numpy()
    assert found == pytest.approx(np.array(ROWS) * np.log10(3 / np.array([2, 2, 3, 1])))


def test_smoothed_and_normalized_weights_are_those_of_scikit_learn():
    found = terms.weight(of(ROWS), article="inverse_smooth", base=math.e, norm="l2").matrix.toarray()
    assert found == pytest.approx(TfidfTransformer().fit_transform(np.array(ROWS)).toarray())


@pytest.mark.parametrize(
    ("term", "row"),
    [
        ("count", [1, 1, 4, 0]),
        ("share", [1 / 6, 1 / 6, 4 / 6, 0]),
        ("share_of_max", [1 / 4, 1 / 4, 1, 0]),
        ("log", [1, 1, 1 + math.log10(4), 0]),
        ("boolean", [1, 1, 1, 0]),
        ("augmented", [0.625, 0.625, 1, 0]),
        (
            "log_average",
            [1 / (1 + math.log10(2)), 1 / (1 + math.log10(2)), (1 + math.log10(4)) / (1 + math.log10(2)), 0],
        ),
    ],
)
def test_each_weight_of_terms_is_worked_out(term, row):
    # figure 6.15 of Manning, Raghavan and Schuetze 2008, with the logarithm to base 10
    assert terms.weight(of(ROWS), term=term, article="none").to_frame().loc["a0"].to_list() == pytest.approx(
        row, rel=1e-6
    )


@pytest.mark.parametrize(
    ("article", "factors"),
    [
        ("none", [1, 1, 1, 1]),
        ("inverse", [math.log10(3 / 2), math.log10(3 / 2), 0, math.log10(3)]),
        ("inverse_smooth", [1 + math.log10(4 / 3), 1 + math.log10(4 / 3), 1, 1 + math.log10(4 / 2)]),
        ("inverse_max", [math.log10(3 / 2), math.log10(3 / 2), 0, math.log10(3)]),
        ("inverse_prob", [0, 0, 0, math.log10(2)]),
    ],
)
def test_each_weight_of_articles_is_worked_out(article, factors):
    found = terms.weight(of(ROWS), term="boolean", article=article).matrix.toarray().max(axis=0)
    assert found == pytest.approx(factors)


@pytest.mark.parametrize("rows", [[[0, 0], [0, 0]], [[0, 0], [3, 0]], [[1, 1]], [[5], [5]]])
def test_no_weight_is_infinite_or_missing(rows):
    for term in TERM_WEIGHTS:
        for article in ARTICLE_WEIGHTS:
            for norm in NORMS:
                assert np.isfinite(terms.weight(of(rows), term=term, article=article, norm=norm).matrix.data).all()


def test_norms_make_the_weights_of_an_article_one():
    by_sum, by_length = (terms.weight(of(ROWS), article="none", norm=norm).matrix.toarray() for norm in ("l1", "l2"))
    assert by_sum.sum(axis=1) == pytest.approx([1, 1, 1])
    assert (by_length**2).sum(axis=1) == pytest.approx([1, 1, 1])


def test_counts_are_not_changed_and_weights_say_what_they_are():
    counts = of(ROWS)
    weights = terms.weight(counts)
    assert counts.matrix.toarray().tolist() == ROWS
    assert repr(weights) == "Weights of 4 terms in 3 articles"


@pytest.mark.parametrize("options", [{"term": "tf"}, {"article": "idf"}, {"norm": "max"}, {"base": 1.0}])
def test_an_option_that_is_none_is_refused(options):
    with pytest.raises(ValueError, match=f"`{next(iter(options))}` must be"):
        terms.weight(of(ROWS), **options)
