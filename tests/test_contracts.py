"""Tables that keep the name and not the contract are refused in clear words, by everything that takes them."""

import inspect

import numpy as np
import pandas as pd
import pytest

from analysis import corpus, terms, text, topics

TAKE_ARTICLES = [
    (room.__name__, name)
    for room in (corpus, text, terms)
    for name in room.__all__
    if name not in ("add", "collapse", "coverage", "wire")  # these look at what else they are given first
    and callable(getattr(room, name))
    and next(iter(inspect.signature(getattr(room, name)).parameters), "") == "articles"
]
FURTHER = {"duplicates": pd.DataFrame(), "pattern": "nato", "term": "nato", "name": "x", "row": pd.Series(), "by": None}


def call(room, name, articles):
    function = getattr({"analysis.corpus": corpus, "analysis.text": text, "analysis.terms": terms}[room], name)
    needed = [
        parameter
        for parameter in list(inspect.signature(function).parameters.values())[1:]
        if parameter.default is parameter.empty
    ]
    rest = {parameter.name: FURTHER.get(parameter.name) for parameter in needed}
    return function(articles, **rest)


@pytest.mark.parametrize(
    ("room", "name"), [one for one in TAKE_ARTICLES if one[1] not in ("add", "collapse", "coverage", "wire")]
)
def test_two_columns_of_text_are_refused(room, name):
    articles = pd.DataFrame([["A", "B"]], columns=["text", "text"], index=["a1"])
    with pytest.raises(ValueError, match="more than one column 'text'"):
        call(room, name, articles)


@pytest.mark.parametrize("name", ["tokenize", "spans", "sentences", "reshape"])
def test_an_index_of_several_levels_is_refused(name):
    articles = pd.DataFrame({"text": ["A"]}, pd.MultiIndex.from_tuples([("TASS", 1)]))
    with pytest.raises(ValueError, match="has an index of 2 levels, and an article has one id"):
        getattr(text, name)(articles)


@pytest.mark.parametrize("wrong", ["nato", ["nato"]])
def test_counts_say_how_terms_are_selected(wrong):
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato"]})))
    with pytest.raises(TypeError, match=r"For terms write counts\.select\(\['nato'\]\)"):
        counts[wrong]


def test_a_frame_is_no_counts():
    for function in (terms.frequency, terms.dispersion, terms.similarity, terms.weight):
        with pytest.raises(TypeError, match=r"`counts` must be the Counts that terms\.count makes; got DataFrame"):
            function(pd.DataFrame({"nato": [1]}))
    with pytest.raises(TypeError, match="Counts"):
        topics.audit({"NATO": ["nato"]}, pd.Series([1]))


def test_no_article_left_makes_empty_tables():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato met", "libya"]})))
    none = counts[np.array([False, False])]
    assert terms.frequency(none).empty
    assert len(none) == 0


def test_the_effect_of_log_likelihood_is_between_0_and_1():
    random = np.random.default_rng(list(b"effects between 0 and 1"))
    from scipy import sparse

    counts = terms.Counts(
        sparse.csr_array(random.poisson([[0.05, 0.5, 3, 40, 400]] * 6)), pd.RangeIndex(6), pd.Index(list("abcde"))
    )
    table = terms.keyness(counts, pd.Series([True, False] * 3), measure="log_likelihood_effect")
    effect = table["log_likelihood_effect"].dropna().abs()
    assert len(effect) >= 2
    assert effect.between(0, 1).all()
