"""Lexical diversity: published values, those of quanteda, and the walk compared with plain counting."""

import math
import re
from collections import Counter

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import corpus, terms, text
from analysis.terms import _kernel_diversity
from analysis.text import codes

from ._reference import SOTU, inaugural

QUANTEDA = {
    "TTR": "ttr", "C": "herdan_c", "R": "guiraud_r", "CTTR": "carroll_cttr", "U": "dugast_u", "S": "summer_s",
    "K": "yule_k", "I": "yule_i", "D": "simpson_d", "Vm": "herdan_vm", "Maas": "maas_a", "lgV0": "maas_lg_v0",
    "lgeV0": "maas_ln_v0",
}  # fmt: skip


def tokens_of(*articles):
    """A `tokens` Series of lists of words."""
    vocabulary = sorted({word for words in articles for word in words})
    numbers = {word: number for number, word in enumerate(vocabulary)}
    flat = np.array([numbers[word] for words in articles for word in words], np.int32)
    offsets = np.cumsum([0, *map(len, articles)])
    index = pd.Index([f"a{i}" for i in range(len(articles))], name="article_id")
    return codes.pack(codes.Codes(offsets, flat, codes.words(vocabulary)), index)


def of(words, **options):
    """The measures of one article."""
    return terms.diversity(tokens_of(list(words)), **options).iloc[0]


def with_counts(*times):
    """An article whose types stand as often as given."""
    return [f"w{number}" for number, count in enumerate(times) for _ in range(count)]


def test_a_twentieth_of_a_hundred_tokens_has_the_values_of_the_closed_formulas():
    found = of("abcde" * 20)
    assert found[["tokens", "types"]].tolist() == [100, 5]
    assert found["ttr"] == 5 / 100
    assert found["carroll_cttr"] == pytest.approx(5 / math.sqrt(200))
    assert found["guiraud_r"] == pytest.approx(0.5)
    assert found["herdan_c"] == pytest.approx(math.log(5) / math.log(100))
    assert found["summer_s"] == pytest.approx(math.log10(math.log10(5)) / math.log10(2))
    assert found["dugast_u"] == pytest.approx(4 / (2 - math.log10(5)))
    assert found["maas_a"] == pytest.approx(math.sqrt((2 - math.log10(5)) / 4))
    assert found["yule_k"] == pytest.approx(1e4 * (5 * 400 - 100) / 100**2)
    assert found["yule_i"] == pytest.approx(25 / (2000 - 5))
    assert found["simpson_d"] == pytest.approx((2000 - 100) / 9900)
    assert found["herdan_vm"] == 0  # every type stands equally often
    assert found["entropy"] == pytest.approx(math.log2(5))
    # a b c d e a b: the seventh token brings 5 / 7 = 0.714; 14 such factors, and two tokens of two types remain
    assert found["mtld"] == pytest.approx(100 / 14)
    assert found["hdd"] == pytest.approx(5 * (1 - stats.hypergeom.pmf(0, 100, 20, 42)) / 42)
    assert found["mattr"] == found["msttr"] == 5 / 100


def test_ttr_cttr_and_yules_k_of_the_shrimp_texts_are_the_published_ones():
    # quanteda.textstats, tests of textstat_lexdiv. The first text has "it" five times, "the" twice and 17 other words;
    # the second "shrimp" twelve times, "there's" and "fried" twice and 17 other words.
    first, second = of(with_counts(5, 2, *[1] * 17)), of(with_counts(12, 2, 2, *[1] * 17))
    assert first[["ttr", "carroll_cttr", "yule_k"]].tolist() == pytest.approx([0.7916667, 2.742414, 381.9444], rel=1e-6)
    assert second[["ttr", "carroll_cttr", "yule_k"]].tolist() == pytest.approx(
        [0.6060606, 2.461830, 1248.8522], rel=1e-6
    )


@pytest.mark.parametrize(("window", "expected"), [(2, 5 / 6), (3, 2 / 3), (4, 1 / 2)])
def test_mattr_of_one_one_two_is_the_published_one(window, expected):
    tokens = "one one two one one two one"
    found = of(tokens.split(), window=window)
    assert found["mattr"] == pytest.approx(expected)
    assert found[["ttr", "herdan_c"]].round(3).tolist() == [0.286, 0.356]


@pytest.mark.parametrize(("segment", "expected"), [(2, 0.875), (3, 2 / 3), (4, 0.625)])
def test_msttr_of_apples_and_oranges_is_the_published_one(segment, expected):
    tokens = "apple orange apple orange pear pear apple orange"
    found = of(tokens.split(), segment=segment)
    assert found["msttr"] == pytest.approx(expected)


def test_yules_i_of_five_letters_is_the_published_one():
    assert of("aabbc")["yule_i"] == 9 / 6


def test_fishers_alpha_of_moths_is_the_published_one():
    # Fisher, Corbet & Williams 1943, Journal of Animal Ecology 12, p. 56: 240 species among 15,609 moths
    assert of(with_counts(15609 - 239, *[1] * 239))["fisher_alpha"] == pytest.approx(40.247, abs=5e-4)


def test_entropy_of_erlkoenig_is_the_published_one():
    # Popescu 2009, Word frequency studies, p. 26 (the counts), p. 176 (entropy), p. 170 (sum of squared shares)
    counts = [11, 9, 9, 7, 6, 6, 5, 5, *[4] * 7, *[3] * 6, *[2] * 18, *[1] * 85]
    found = of(with_counts(*counts))
    assert found[["tokens", "types"]].tolist() == [225, 124]
    assert found["entropy"] == pytest.approx(6.5270, abs=5e-5)
    assert found["yule_k"] / 1e4 + 1 / 225 == pytest.approx(0.0153, abs=5e-5)


def test_entropy_of_the_texts_of_laver_benoit_and_garry_is_the_published_one():
    # Each text of their Table 1 (2003, APSR 97, p. 316) has the same counts; 3.386943 by quanteda.textstats
    counts = [2, 3, 10, 22, 45, 78, 115, 146, 158, 146, 115, 78, 45, 22, 10, 3, 2]
    assert sum(counts) == 1000
    assert of(with_counts(*counts))["entropy"] == pytest.approx(3.386943, abs=5e-7)


def test_a_factor_of_mtld_ends_where_the_paper_ends_it():
    # McCarthy & Jarvis 2010, p. 384: of (1) the (1) people (1) by (1) the (.8) people (.667) | for (1) the (1) people
    words = ["of", "the", "people", "by", "the", "people", "for", "the", "people"]
    # Backwards: people the for people (.75) the (.6) | people by the of. One factor either way, the rest has ttr 1.
    assert of(words)["mtld"] == 9
    # of the people by the people: one factor forwards, nothing remains. people the by people (.75) the (.6) | of
    assert of(words[:6])["mtld"] == 6
    # a a (.5) | a: half of the way 1 - .72 is more than covered by ttr .5; the rest "a" is 0. The same backwards.
    assert of("aaa")["mtld"] == 3
    # a b c d a: .8, which is 0.2 / 0.28 of a factor, either way
    assert of("abcda")["mtld"] == pytest.approx(5 / (0.2 / 0.28))


def test_a_factor_of_mtld_ends_at_eighteen_types_of_twenty_five_tokens():
    words = [*range(18), *range(6), 0]  # 18 / 24 = .75, 18 / 25 = .72
    assert of(map(str, words))["mtld"] == 25


def test_an_address_on_the_state_of_the_union_has_the_values_that_quanteda_gives():
    # 1790-Washington-1 in lower case, a run of a-z being a token: 313 types stand once, 65 twice, and so on.
    types_of = {
        1: 313, 2: 65, 3: 28, 4: 14, 5: 4, 7: 3, 9: 2, 10: 2, 11: 3, 12: 2, 14: 1, 15: 1, 18: 1, 20: 2, 21: 1, 42: 1,
        56: 1, 69: 1, 97: 1,
    }  # fmt: skip
    found = of(with_counts(*(count for count, types in types_of.items() for _ in range(types))))
    expected = [  # quanteda.textstats 0.97.3
        0.408799266727773, 0.872115765795588, 13.5027579760798, 9.54789172960677, 23.7544899063369, 0.876853597623744,
        187.132282208991, 8.67908722021031, 0.0187303963201843, 0.131862299535062, 0.205176277180562, 5.4145454038001,
        12.4674515321295,
    ]  # fmt: skip
    assert found[list(QUANTEDA.values())].tolist() == pytest.approx(expected, rel=1e-12)


@pytest.mark.corpora
def test_all_addresses_on_the_state_of_the_union_have_the_values_that_quanteda_gives():
    try:
        articles = corpus.load("state-of-the-union")
    except ConnectionError as error:
        pytest.skip(str(error))
    lists = [re.findall("[a-z]+", written.lower()) for written in articles["text"]]
    table = terms.diversity(tokens_of(*lists).set_axis(articles.index))
    reference = pd.read_csv(SOTU / "diversity.csv", index_col="document").rename(columns=QUANTEDA)
    assert len(reference) == 249
    pd.testing.assert_frame_equal(
        table.loc[reference.index, list(QUANTEDA.values())], reference, rtol=1e-10, check_names=False
    )


def test_inaugural_addresses_have_the_published_values():
    # quanteda.textstats, documentation of textstat_lexdiv: CTTR, TTR and MATTR with a window of 100
    published = {
        2001: [10.37904, 0.3689198, 0.6885984], 2005: [11.26505, 0.3500724, 0.6781998],
        2009: [12.91628, 0.3736402, 0.7070275], 2013: [11.99681, 0.3709369, 0.7029654],
        2017: [10.01461, 0.3728344, 0.6670238], 2021: [10.59754, 0.3081150, 0.6816012],
    }  # fmt: skip
    addresses = inaugural().set_index("Year")["text"]
    for year, expected in published.items():
        # Hyphenated words and possessives whole, without numbers and punctuation, as quanteda tokenizes them.
        words = re.findall(r"\w+(?:[-'\N{RIGHT SINGLE QUOTATION MARK}.]\w+)*", addresses[year].lower())
        found = of(word for word in words if re.search(r"[^\W\d]", word))
        assert found[["carroll_cttr", "ttr", "mattr"]].tolist() == pytest.approx(expected, rel=1e-6)


def plainly(words, window, segment):
    """What `profiles` counts, straight from the definitions."""
    counts = Counter(words)
    windows = [len(set(words[i : i + window])) for i in range(len(words) - window + 1)]
    segments = [len(set(words[i : i + segment])) for i in range(0, len(words) - segment + 1, segment)]
    expected = sum(1 - stats.hypergeom.pmf(0, len(words), count, 42) for count in counts.values())
    return (
        [len(counts), sum(count**2 for count in counts.values()), sum(windows), sum(segments)],
        [
            sum(count * math.log2(count) for count in counts.values()),
            factors(words),
            factors(words[::-1]),
            expected if len(words) >= 42 else 0,
        ],
    )


def factors(words):
    found, stretch = 0, []
    for word in words:
        stretch.append(word)
        if len(set(stretch)) / len(stretch) <= 0.72:
            found, stretch = found + 1, []
    return found + (1 - len(set(stretch)) / len(stretch)) / (1 - 0.72) if stretch else found


@given(
    st.lists(st.lists(st.integers(0, 12), max_size=70), max_size=5),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(0, 5),
)
def test_the_walk_equals_plain_counting(articles, window, segment, edge):
    flat = np.array([code for article in articles for code in article], np.int32)
    offsets = np.cumsum([0, *map(len, articles)])
    whole, fractions = np.zeros((len(articles), 4), np.int64), np.zeros((len(articles), 4))
    edge = min(edge, len(articles))
    for first, last in ((0, edge), (edge, len(articles))):
        _kernel_diversity.profiles(offsets, flat, 13, first, last, window, segment, whole, fractions)
    for row, article in enumerate(articles):
        counted, weighed = plainly(article, window, segment)
        assert whole[row].tolist() == counted
        assert fractions[row].tolist() == pytest.approx(weighed)


def test_neither_threads_nor_the_order_of_articles_change_a_bit():
    random = np.random.default_rng(sum(map(ord, "diversity")))
    articles = [[f"w{word}" for word in random.zipf(1.5, size) % 300] for size in random.integers(0, 900, 40)]
    tokens = tokens_of(*articles)
    table = terms.diversity(tokens)
    shuffled = tokens.iloc[random.permutation(len(tokens))]
    threads = numba.get_num_threads()
    try:
        numba.set_num_threads(1)
        alone = terms.diversity(shuffled)
    finally:
        numba.set_num_threads(threads)
    pd.testing.assert_frame_equal(alone.loc[table.index], table, check_exact=True)


def test_an_article_without_tokens_has_only_their_number():
    found = of([])
    assert found[["tokens", "types"]].tolist() == [0, 0]
    assert found.drop(["tokens", "types"]).isna().all()


def test_an_article_of_one_token_has_what_one_token_can_say():
    found = of(["nato"], window=1, segment=1).dropna()
    assert found.to_dict() == {
        "tokens": 1, "types": 1, "ttr": 1, "guiraud_r": 1, "carroll_cttr": 1 / math.sqrt(2), "yule_k": 0,
        "herdan_vm": 0, "mattr": 1, "msttr": 1, "entropy": 0,
    }  # fmt: skip


def test_where_each_token_is_a_type_what_would_be_infinite_is_missing():
    found = of(map(str, range(50)))
    missing = ["dugast_u", "yule_i", "maas_lg_v0", "maas_ln_v0", "fisher_alpha", "mattr", "msttr", "mtld"]
    assert found.index[found.isna()].tolist() == missing
    assert found[["ttr", "hdd", "herdan_c"]].tolist() == pytest.approx([1, 1, 1])


def test_one_type_alone_has_no_entropy():
    found = of(["nato"] * 1000)
    assert found[["entropy", "herdan_vm", "simpson_d"]].tolist() == [0, 0, 1]
    assert math.isnan(found["summer_s"])


def test_ten_tokens_have_no_summers_s():
    assert math.isnan(of("abcdefghia")["summer_s"])  # log log 10 = 0


def test_an_article_shorter_than_window_segment_or_draws_has_none_of_theirs():
    table = terms.diversity(tokens_of(list("ab" * 20), list("ab" * 21)), window=41, segment=42)
    assert table["mattr"].isna().tolist() == [True, False]
    assert table["msttr"].isna().tolist() == [True, False]
    assert table["hdd"].isna().tolist() == [True, False]


def test_a_window_longer_than_any_integer_of_the_machine_is_a_long_window():
    assert math.isnan(of("abc", window=10**30, segment=10**30)["mattr"])


def test_tokens_of_a_corpus_keep_their_index_and_are_not_changed(tokens):
    before = tokens.copy()
    table = terms.diversity(tokens)
    assert table.index.equals(tokens.index)
    assert table.loc["a2", ["tokens", "types"]].tolist() == [4, 3]  # sanctions sanctions on libya
    pd.testing.assert_series_equal(tokens, before)


def test_a_corpus_without_articles_gives_an_empty_table():
    table = terms.diversity(text.tokenize(pd.DataFrame({"text": pd.Series([], dtype=object)})))
    assert table.empty
    assert table.columns[:3].tolist() == ["tokens", "types", "ttr"]


@pytest.mark.parametrize("option", ["window", "segment"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True, "100"])
def test_a_size_that_is_no_number_of_tokens_is_refused(tokens, option, value):
    with pytest.raises(ValueError, match=f"`{option}` must be a whole number of at least 1"):
        terms.diversity(tokens, **{option: value})


def test_what_is_not_tokens_is_refused(articles):
    with pytest.raises(TypeError, match="`tokens` must be the Series that"):
        terms.diversity(articles["text"])
