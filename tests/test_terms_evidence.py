"""The sentences behind a number."""

from hashlib import blake2b

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import corpus, terms, text

pytestmark = pytest.mark.filterwarnings("ignore:.*occurs in none of:UserWarning")

COLUMNS = ["article_id", "sentence", "start", "end", "text", "hits"]
SENTENCES = st.sampled_from(
    [
        "NATO met.",
        "“NATO’s” aim?",
        "Russia and NATO and Russia left.",
        "Nobody!",
        "Russia.",
        "\N{GRINNING FACE} EU NATO",
    ]
)
ARTICLES = st.lists(st.none() | st.lists(SENTENCES, max_size=6).map(" ".join), max_size=8).map(
    lambda texts: pd.DataFrame({"text": pd.Series(texts, dtype="str")}, index=[f"a{i}" for i in range(len(texts))])
)


def table(*texts, ids=None):
    return pd.DataFrame({"text": list(texts)}, index=ids or [f"a{i}" for i in range(len(texts))])


def places(evidence):
    return set(zip(evidence["article_id"], evidence["start"], evidence["end"], evidence["hits"], strict=True))


@given(ARTICLES)
def test_all_passages_are_the_sentences_that_hold_the_term(articles):
    found = terms.evidence(articles, "nato", n=None)
    spans = text.spans(articles)
    expected = set()
    for row in text.sentences(articles).itertuples():
        own = spans[(spans["article_id"] == row.article_id) & spans["start"].between(row.start, row.end - 1)]
        hits = int((own["token"] == "nato").sum())
        if hits:
            expected.add((row.article_id, row.start, row.end, hits))
    assert places(found) == expected
    for row in found.itertuples():
        assert articles["text"][row.article_id][row.start : row.end] == row.text


def test_hits_add_up_to_the_count_of_every_word():
    articles = corpus.load("example")
    counts = terms.frequency(terms.count(text.tokenize(articles)))["count"]
    for term in counts.index[::40]:
        if "*" not in term and "?" not in term:
            assert terms.evidence(articles, term, n=None)["hits"].sum() == counts[term], term


@given(ARTICLES, st.integers(1, 4))
def test_hits_of_a_pair_are_the_pairs_of_places_within_the_window(articles, window):
    found = terms.evidence(articles, "russia", near="nato", window=window, n=None)
    expected = 0
    for words in text.tokenize(articles):
        for i, word in enumerate(words):
            near = list(words[max(i - window, 0) : i]) + list(words[i + 1 : i + 1 + window])
            expected += near.count("nato") * (word == "russia")
    assert found["hits"].sum() == expected
    back = terms.evidence(articles, "nato", near="russia", window=window, n=None)
    pd.testing.assert_frame_equal(back, found)


@pytest.mark.parametrize("window", [1, 5])
def test_hits_of_a_pair_add_up_to_its_count_in_cooccurrence(window):
    articles = corpus.load("example")
    pairs = terms.cooccurrence(text.tokenize(articles), window=window, min_count=3)["count"]
    assert len(pairs) > 20
    for word, other in pairs.index[::20]:
        found = terms.evidence(articles, word, near=other, window=window, n=None)
        assert found["hits"].sum() == pairs[word, other], (word, other)


def test_a_pair_of_one_word_is_counted_once():
    found = terms.evidence(table("nato x nato x x x nato"), "nato", near="nato", window=2)
    assert found["hits"].tolist() == [1]


def test_a_pair_over_the_end_of_a_sentence_has_both_sentences():
    articles = table("They met. Russia left. NATO stayed. It rained.")
    [row] = terms.evidence(articles, "russia", near="nato", window=2).itertuples()
    assert (row.text, row.sentence, row.hits) == ("Russia left. NATO stayed.", 1, 1)
    assert terms.evidence(articles, "russia", near="nato", window=1).empty


def test_a_phrase_near_a_word_of_it_is_no_pair_with_itself():
    articles = table("The Security Council and the council", "The Security Council met")
    found = terms.evidence(articles, "security council", near="council", window=3)
    assert found["article_id"].tolist() == ["a0"]
    assert found["hits"].tolist() == [1]


def test_a_phrase_is_found_as_it_stands_in_a_table_of_terms():
    articles = table("The United Nations’ Security\nCouncil met.")
    assert terms.evidence(articles, "security council")["hits"].tolist() == [1]


def test_each_article_has_one_passage_before_any_has_a_second():
    articles = table("NATO met. " * 4, "NATO met.", "NATO met. NATO left.")
    found = terms.evidence(articles, "nato", n=None)
    assert len(found) == 7
    assert [set(found["article_id"][:3]), set(found["article_id"][3:5])] == [{"a0", "a1", "a2"}, {"a0", "a2"}]
    assert found["article_id"][5:].tolist() == ["a0", "a0"]


@given(ARTICLES, st.integers(1, 9))
def test_the_first_passages_are_the_first_of_more(articles, n):
    everything = terms.evidence(articles, "nato", n=None)
    pd.testing.assert_frame_equal(terms.evidence(articles, "nato", n=n), everything.head(n))


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(articles, random):
    shuffled = articles.loc[random.sample(list(articles.index), len(articles))]
    for n in (2, None):
        pd.testing.assert_frame_equal(terms.evidence(shuffled, "nato", n=n), terms.evidence(articles, "nato", n=n))


def test_the_choice_is_neither_of_the_first_articles_nor_of_the_first_sentences():
    articles = table(*[" ".join(f"NATO met on day {i}." for i in range(1, 9))] * 40)
    found = terms.evidence(articles, "nato", n=10)
    assert set(found["article_id"]) != {f"a{i}" for i in range(10)}
    assert found["sentence"].nunique() > 3
    assert found["article_id"].nunique() == 10


def test_the_choice_is_the_same_on_every_machine():
    articles = table(*["NATO met. NATO left."] * 6)
    found = terms.evidence(articles, "nato", n=3)
    hashed = {name: blake2b(name.encode(), digest_size=8).hexdigest() for name in articles.index}
    assert found["article_id"].tolist() == sorted(hashed, key=hashed.get)[:3] == ["a3", "a0", "a1"]


def test_target_leaves_the_other_articles_out(articles):
    courier = articles["outlet"] == "Courier"
    assert terms.evidence(articles, "nato", target=courier)["article_id"].tolist() == ["a1"]
    assert terms.evidence(articles, "nato", target=~courier)["article_id"].tolist() == ["a4"]


def test_target_is_aligned_on_the_articles(articles):
    target = pd.Series(True, index=articles.index[::-1])
    assert len(terms.evidence(articles, "libya", target=target, n=None)) == 3
    with pytest.raises(ValueError, match="`target` has no value for 1 of 5 articles"):
        terms.evidence(articles, "libya", target=target.iloc[:4])


@pytest.mark.parametrize("options", [{}, {"near": "libya"}, {"n": None}])
def test_no_hit_makes_an_empty_table_with_the_same_columns(articles, options):
    full, empty = terms.evidence(articles, "nato"), terms.evidence(articles, "brexit", **options)
    assert empty.empty
    assert full.columns.tolist() == empty.columns.tolist() == COLUMNS
    assert full.dtypes.tolist() == empty.dtypes.tolist()


def test_turkish_and_hyphens_are_those_of_the_tokens():
    articles = table("NATO'nun üssü. Iğdır-Kars yolu.")
    assert terms.evidence(articles, "nato", language="tr")["hits"].tolist() == [1]
    assert terms.evidence(articles, "ığdır", language="tr").empty
    assert terms.evidence(articles, "ığdır", language="tr", hyphens="split")["sentence"].tolist() == [1]


def test_ids_may_be_numbers_and_repeat():
    articles = pd.DataFrame({"text": ["NATO a.", "NATO b."]}, index=[7, 7])
    assert sorted(terms.evidence(articles, "nato")["text"]) == ["NATO a.", "NATO b."]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"term": " "}, "`term` must say which word"),
        ({"near": "*"}, "`near` must say which word"),
        ({"window": 0}, "`window` must be a whole number of at least 1"),
        ({"n": 0}, "`n` must be a whole number of at least 1"),
    ],
)
def test_a_wrong_option_is_refused(articles, options, message):
    with pytest.raises(ValueError, match=message):
        terms.evidence(articles, **{"term": "nato", **options})
