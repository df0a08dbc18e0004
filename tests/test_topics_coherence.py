"""Coherence: the published toy, gensim's values, formulas by hand, and a slow twin of the windows."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis import terms, text, topics
from analysis.text.codes import series
from analysis.topics._kernel_windows import windows
from analysis.topics.coherence import _c_v, _in_windows, npmi

TOY = np.array([[3, 1], [1, 2]])  # gensim's tests: word 1 stands in the documents {2, 3, 4}, word 2 in {3, 5}, of 5


def as_tokens(texts):
    flat = pa.array([word for words in texts for word in words], pa.string()).dictionary_encode()
    index = pd.Index([f"a{i}" for i in range(len(texts))], name="article_id")
    return series(np.cumsum([0, *map(len, texts)]), flat.indices.to_numpy(), flat.dictionary, index)


def distinct_words():
    """Sixty documents of words that no document repeats: gensim forgets a word of a window that stands there twice."""
    return [[f"w{((i % 7 + 1) * j * 3 + i * i) % 61:02}" for j in range(20 + i % 15)] for i in range(60)]


def model_of(groups, vocabulary):
    """A model whose most probable terms are these, in their order."""
    table = pd.DataFrame(0.001, index=range(len(groups)), columns=vocabulary)
    for topic, group in enumerate(groups):
        table.loc[topic, group] = np.linspace(2, 1, len(group))
    return table


GROUPS = [["w00", "w01", "w02", "w03"], ["w05", "w10", "w20", "w40", "w60"], ["w07", "w08", "w30"]]


def test_npmi_of_the_toy_is_the_published_one():
    assert npmi(TOY, 5)[0, 1] == pytest.approx(-0.113282753, abs=1e-9)
    assert npmi(TOY, 5)[0, 1] * -np.log(1 / 5) == pytest.approx(-0.182321557, abs=1e-9)  # its numerator, the log ratio


def test_the_indirect_cosine_of_the_toy_is_the_published_one():
    assert _c_v(TOY, 5) == pytest.approx(0.6230, abs=5e-5)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (10, [0.5028203587777965, 0.1665516292940685, 0.4428130909297754]),
        (110, [0.5833586138302119, 0.39334123037783386, 0.5631880916306072]),
    ],
)
def test_c_v_is_that_of_gensim_where_no_word_repeats_within_a_window(window, expected):
    """CoherenceModel(coherence="c_v", window_size=window, topn=5) of gensim 4.4.0."""
    tokens = as_tokens(distinct_words())
    found = [_c_v(*_in_windows(tokens, pd.Index(group), window)) for group in GROUPS]
    assert found == pytest.approx(expected, abs=1e-12)


def test_the_published_function_takes_windows_of_110_tokens():
    tokens = as_tokens(distinct_words())
    counts = terms.count(tokens)
    table = topics.coherence(model_of(GROUPS[:1], counts.terms), counts, measure="c_v", n=4, tokens=tokens)
    assert table["c_v"].to_list() == pytest.approx([0.5833586138302119])
    assert table["terms"].to_list() == [4]


def test_log_conditional_probabilities_are_those_of_gensim():
    """u_mass of gensim 4.4.0 is the mean over pairs of log (D(i, j) / D(j)), but for the 1 of Mimno et al."""
    presence = terms.count(as_tokens(distinct_words())).select(GROUPS[0]).matrix.toarray() > 0
    joint = presence.T.astype(int) @ presence
    more, less = np.triu_indices(4, 1)
    assert np.log(joint[more, less] / joint[more, more]).mean() == pytest.approx(-0.8012202652650809)
    assert np.log(TOY[1, 0] / TOY[1, 1]) == pytest.approx(-0.693147181)
    counts = terms.count(as_tokens(distinct_words()))
    table = topics.coherence(model_of(GROUPS[:1], counts.terms), counts, measure="umass", n=4)
    assert table["umass"].to_list() == pytest.approx([np.log((joint[more, less] + 1) / joint[more, more]).sum()])


COUNTS = terms.Counts(
    sparse.csr_array([[2, 1, 0, 0, 1], [1, 1, 0, 0, 1], [1, 0, 1, 0, 1], [0, 0, 3, 0, 1]]),
    pd.Index(["a1", "a2", "a3", "a4"]),
    pd.Index(["a", "b", "c", "never", "everywhere"]),
)


def coherence(best, measure, **options):
    return topics.coherence(model_of([best], COUNTS.terms), COUNTS, measure=measure, n=len(best), **options).iloc[0]


def test_npmi_is_the_mean_over_pairs_of_articles():
    # P(a) 3/4, P(b) 2/4, P(c) 2/4, P(a, b) 2/4, P(a, c) 1/4, and b and c never meet.
    pairs = [np.log(0.5 / 0.375) / -np.log(0.5), np.log(0.25 / 0.375) / -np.log(0.25), -1]
    assert coherence(["a", "b", "c"], "npmi")["npmi"] == pytest.approx(np.mean(pairs))


def test_umass_adds_the_pairs_up_each_given_the_more_probable_term():
    expected = np.log(3 / 3) + np.log(2 / 3) + np.log(1 / 2)  # b given a, c given a, c given b
    assert coherence(["a", "b", "c"], "umass")["umass"] == pytest.approx(expected)
    assert coherence(["c", "b", "a"], "umass")["umass"] == pytest.approx(np.log(1 / 2) + np.log(2 / 2) + np.log(3 / 2))


def test_terms_of_the_same_articles_have_1_and_such_as_never_meet_minus_1():
    same = terms.Counts(sparse.csr_array([[1, 1, 0], [0, 0, 1]]), pd.Index(["a1", "a2"]), pd.Index(["a", "b", "c"]))
    table = topics.coherence(model_of([["a", "b"], ["b", "c"]], same.terms), same, n=2)
    assert table["npmi"].to_list() == pytest.approx([1, -1])


def test_a_term_that_the_corpus_lacks_is_left_out_and_counted():
    row = coherence(["a", "never", "b"], "npmi")
    assert row["terms"] == 2
    assert row["npmi"] == pytest.approx(np.log(0.5 / 0.375) / -np.log(0.5))
    assert np.isnan(coherence(["a", "never"], "npmi")["npmi"])
    unknown = model_of([["a", "new", "b"]], COUNTS.terms.append(pd.Index(["new"])))
    assert topics.coherence(unknown, COUNTS, n=3)["terms"].to_list() == [2]


def test_terms_that_stand_in_every_article_say_nothing():
    one = terms.Counts(sparse.csr_array([[1, 1]]), pd.Index(["a1"]), pd.Index(["a", "b"]))
    assert topics.coherence(model_of([["a", "b"]], one.terms), one, n=2)["npmi"].isna().all()
    assert coherence(["everywhere", "a"], "npmi")["npmi"] == pytest.approx(0, abs=1e-12)


def test_c_v_of_a_single_window_is_neither_an_error_nor_infinite():
    tokens = as_tokens([["a", "b"]])
    counts = terms.count(tokens)
    table = topics.coherence(model_of([["a", "b"]], counts.terms), counts, measure="c_v", n=2, tokens=tokens)
    assert table["c_v"].to_list() == pytest.approx([np.sqrt(0.5)])  # each agrees with itself, and says nothing else


def test_a_model_and_the_order_of_articles(articles, counts, tokens):
    model = topics.NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0).fit(counts)
    for measure in ("npmi", "umass", "c_v"):
        table = topics.coherence(model, counts, measure=measure, n=3, tokens=tokens)
        assert table["topic"].to_list() == ["NATO", "Libya"]
        back = topics.coherence(model, counts[np.ones(5, bool)], measure=measure, n=3, tokens=tokens.iloc[::-1])
        pd.testing.assert_frame_equal(table, back, check_exact=True)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"measure": "uci"}, ValueError, "`measure` must be one of 'npmi', 'umass', 'c_v'"),
        ({"n": 1}, ValueError, "at least 2"),
        ({"measure": "c_v"}, ValueError, "`tokens` must be given for c_v"),
        ({"measure": "c_v", "tokens": pd.Series(["a"])}, TypeError, "`tokens` must be the Series"),
    ],
)
def test_what_cannot_work_is_named(options, error, message):
    with pytest.raises(error, match=message):
        topics.coherence(model_of([["a", "b"]], COUNTS.terms), COUNTS, **options)


def test_weights_are_no_counts():
    with pytest.raises(ValueError, match="must hold numbers of occurrences"):
        topics.coherence(model_of([["a", "b"]], COUNTS.terms), terms.weight(COUNTS))


def windows_by_hand(texts, vocabulary, window):
    """How many windows hold each pair of words, each window written out."""
    cut = [
        set(words[start : start + window])
        for words in texts
        if words
        for start in range(max(len(words) - window + 1, 1))
    ]
    return np.array([[sum({a, b} <= each for each in cut) for b in vocabulary] for a in vocabulary]), len(cut)


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=30), max_size=6),
    st.integers(1, 12),
)
def test_the_kernel_finds_the_windows_that_are_there(texts, window):
    joint, total = _in_windows(as_tokens(texts), pd.Index(["a", "c", "d"]), window)
    expected, number = windows_by_hand(texts, ["a", "c", "d"], window)
    assert total == number
    assert joint.tolist() == expected.tolist()


def test_the_kernel_writes_above_the_diagonal_only():
    joint = np.zeros((2, 2), np.int64)
    codes = np.array([1, 0, 1, 2], np.int32)
    assert windows(np.array([0, 4]), codes, np.array([0, 1, -1]), 2, joint) == 3
    assert joint.tolist() == [[2, 2], [0, 3]]


def test_articles_of_news_cohere_more_in_their_topic_than_across(articles):
    corpus = pd.DataFrame({"text": ["nato allies summit", "nato allies met", "goal league fans", "goal league coach"]})
    counts = terms.count(text.tokenize(corpus))
    groups = [["nato", "allies"], ["nato", "league"]]
    within, across = topics.coherence(model_of(groups, counts.terms), counts, n=2)["npmi"]
    assert within > across
