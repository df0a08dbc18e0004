"""Copies of articles, exact and near, and articles that stand in others."""

import re
import warnings
from collections import Counter
from pathlib import Path

import numba
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.corpus import _kernel_origins as kernel
from analysis.corpus import joining

PLANTED = Path(__file__).parents[2] / "shared" / "data" / "minhash"
LONG = "The council met on Monday to speak about the border and agreed to meet again in March to sign a treaty"


def made(*texts, days=None, **columns):
    """Articles a1, a2, ... of these texts, on these days of January 2020."""
    days = range(1, len(texts) + 1) if days is None else days
    dates = pd.to_datetime([None if day is None else f"2020-01-{day:02}" for day in days])
    index = pd.Index([f"a{i + 1}" for i in range(len(texts))], name="article_id", dtype="str")
    return pd.DataFrame({"text": pd.Series(texts, index=index, dtype="str"), "date": dates, **columns}, index=index)


def sequences(text, words=3):
    """The set of sequences of words of a text, the plain way."""
    found = re.findall(r"[^\W_]+", text.lower())
    reach = min(words, len(found))
    return {tuple(found[k : k + reach]) for k in range(len(found) - reach + 1)} if found else set()


def jaccard(one, other):
    return len(one & other) / len(one | other) if one | other else 0.0


def plain_origins(texts, similarity, words=3):
    """The origin of each text and the similarity to it, by comparing it with all earlier origins."""
    sets, found = [sequences(text, words) for text in texts], []
    for x, mine in enumerate(sets):
        if texts[x] in texts[:x]:  # equal texts have one origin, if the first of them is one, this
            found.append(found[texts.index(texts[x])])
            continue
        earlier = [(jaccard(mine, sets[y]), -y) for y in range(x) if found[y][0] == y]
        best = max((pair for pair in earlier if pair[0] >= similarity), default=None)
        found.append((x, 1.0) if best is None else (-best[1], best[0]))
    return found


def plain_contained(texts, least, words=3):
    """Where each text stands, by comparing it with all larger or earlier ones that are origins."""
    sets, found = [sequences(text, words) for text in texts], {}
    chosen = [
        x for x, (origin, _) in enumerate(plain_origins(texts, least, words)) if origin == x and len(sets[x]) >= 20
    ]
    for x in chosen:
        larger = [y for y in chosen if (len(sets[y]), -y) > (len(sets[x]), -x)]
        shares = [(len(sets[x] & sets[y]) / len(sets[x]), -y) for y in larger]
        best = max((pair for pair in shares if pair[0] >= least), default=None)
        if best:
            found[x] = (-best[1], best[0])
    return found


VOCABULARY = [f"w{i}" for i in range(40)]
PIECE = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12).map(" ".join)


@st.composite
def related(draw):
    """Texts put together from few pieces, so that many share much."""
    pieces = draw(st.lists(PIECE, min_size=1, max_size=5))
    return [
        " ".join(draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=6)))
        for _ in range(draw(st.integers(1, 12)))
    ]


@settings(max_examples=150, deadline=None)
@given(related(), st.sampled_from([0.05, 0.3, 0.5, 0.8, 1.0]), st.integers(1, 4))
def test_every_article_has_the_origin_that_comparing_all_pairs_gives(texts, similarity, words):
    found = corpus.duplicates(
        made(*texts, days=[1] * len(texts)).set_axis([f"a{i:02}" for i in range(len(texts))]),
        similarity=similarity,
        words=words,
    )
    # Equal texts are one text to the function, and of similarity 1 to the earliest: the same here.
    expected = plain_origins(texts, similarity, words)
    size = Counter(origin for origin, _ in expected)
    assert {int(article[1:]): (int(row["origin"][1:]), row["similarity"]) for article, row in found.iterrows()} == {
        x: pair for x, pair in enumerate(expected) if size[pair[0]] > 1
    }


@settings(max_examples=150, deadline=None)
@given(related(), st.sampled_from([0.3, 0.6, 0.8, 1.0]))
def test_what_is_contained_is_what_comparing_all_pairs_gives(texts, least):
    texts = [*texts, " ".join(texts), " ".join(texts[:3] + VOCABULARY)]
    articles = made(*texts, days=[1] * len(texts)).set_axis([f"a{i:02}" for i in range(len(texts))])
    found = corpus.contained(articles, least=least)
    assert {
        int(article[1:]): (int(row["within"][1:]), row["share"]) for article, row in found.iterrows()
    } == plain_contained(texts, least)


@settings(max_examples=60, deadline=None)
@given(related(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(texts, random):
    articles = made(*texts, days=[random.choice([None, 1, 2]) for _ in texts])
    order = list(articles.index)
    random.shuffle(order)
    for made_by in (corpus.duplicates, corpus.contained):
        pd.testing.assert_frame_equal(made_by(articles.loc[order]), made_by(articles))


def test_the_number_of_threads_and_the_parts_change_nothing(monkeypatch):
    random = np.random.default_rng(sum(map(ord, "copies and threads")))
    texts = [" ".join(random.choice(VOCABULARY, 80)) for _ in range(60)]
    texts += [text.replace("w7 ", "", 1) for text in texts[:30]]
    articles = made(*texts, days=[1] * 90)
    whole = corpus.duplicates(articles)
    assert (whole["kind"] == "near").sum() == sum("w7 " in text for text in texts[:30]) > 10
    before = numba.get_num_threads()
    monkeypatch.setattr("analysis.corpus.shingles.PART", 1000)
    monkeypatch.setattr(joining, "CHUNK", 7)
    try:
        numba.set_num_threads(1)
        pd.testing.assert_frame_equal(corpus.duplicates(articles), whole)
    finally:
        numba.set_num_threads(before)


def test_a_group_by_hand():
    near = LONG.replace("March", "April")
    articles = made(near, LONG, LONG.upper().replace(" ", " \n"), "Something else", days=[4, 2, 5, 1]).assign(
        outlet=["A", "B", "C", "D"]
    )
    found = corpus.duplicates(articles, similarity=0.7)
    # 21 words have 19 sequences of three; one changed word is in three of them: 16 of 22 are shared.
    assert found.drop(columns="agency").reset_index().to_dict("list") == {
        "article_id": ["a2", "a1", "a3"],
        "group": ["a2"] * 3,
        "origin": ["a2"] * 3,
        "kind": ["origin", "near", "exact"],
        "similarity": [1.0, 16 / 22, 1.0],
        "copied": [1.0, 0.0, 0.0],  # upper case with line ends: each word is a line, three make a sentence
        "days": [0.0, 2.0, 3.0],
        "outlet": ["B", "A", "C"],
    }
    assert corpus.duplicates(articles).index.tolist() == ["a2", "a3"]


def test_similarity_at_the_bound_is_enough():
    # Five words have five sequences of one; four of five shared, and no rounding: 4 / 5 >= 0.8.
    articles = made("a b c d e", "a b c d")
    assert corpus.duplicates(articles, similarity=0.8, words=1)["similarity"].tolist() == [1.0, 0.8]
    assert corpus.duplicates(articles, similarity=0.81, words=1).empty


def test_there_are_no_chains():
    # Each has 10 words and shares 9 with its neighbour: 9 / 11 = 0.82; 8 / 12 = 0.67 with the next but one.
    words = [chr(ord("a") + i) for i in range(14)]
    articles = made(*(" ".join(words[i : i + 10]) for i in range(4)))
    found = corpus.duplicates(articles, words=1)
    assert found["origin"].to_dict() == {"a1": "a1", "a2": "a1", "a3": "a3", "a4": "a3"}


def test_an_article_goes_to_the_most_similar_origin_and_of_two_to_the_earlier():
    first, second = "a b c d e f g h i j", "a b c d e f g h k l"
    assert corpus.duplicates(made(first, second, "a b c d e f g h k"), words=1).loc["a3", "origin"] == "a2"
    assert corpus.duplicates(made(first, second, "a b c d e f g h"), words=1).loc["a3", "origin"] == "a1"


def test_the_earliest_is_the_origin_undated_ones_are_last_and_ids_break_ties():
    assert corpus.duplicates(made(LONG, LONG, LONG, days=[None, 2, 2]))["origin"].unique().tolist() == ["a2"]
    found = corpus.duplicates(made(LONG, LONG, days=[None, 2]))
    assert found["days"].isna().to_dict() == {"a2": False, "a1": True}
    assert corpus.duplicates(made(LONG, LONG).drop(columns="date"))["origin"].unique().tolist() == ["a1"]


def test_copied_is_the_share_of_sentences_that_stand_in_the_origin():
    origin = "One two three four. Five six seven eight! Nine ten eleven twelve? The end is here."
    found = corpus.duplicates(made(origin, origin.replace("eleven", "11") + " And some more."), similarity=0.5)
    assert found["copied"].tolist() == [1.0, 3 / 5]


@pytest.mark.parametrize("texts", [[], ["alone"], [None, None], ["", " \n", "\u00a0"], [LONG, "quite different"]])
def test_where_nothing_is_copied_the_table_is_empty(texts):
    found = corpus.duplicates(made(*texts))
    assert found.empty
    assert found.columns.tolist() == ["group", "origin", "kind", "similarity", "copied", "days", "outlet", "agency"]
    assert corpus.contained(made(*texts)).empty


def test_texts_shorter_than_a_shingle_and_without_words():
    articles = made("Yes!", "yes", "???", "??? ", "!!!", "yes no")
    found = corpus.duplicates(articles)
    assert found["kind"].to_dict() == {"a1": "origin", "a2": "near", "a3": "origin", "a4": "exact"}
    assert found.loc["a2", "similarity"] == 1.0  # all but punctuation is the same
    assert found["copied"].isna().to_dict() == {"a1": False, "a2": False, "a3": True, "a4": True}


def test_turkish_and_chinese_are_compared_as_english_is():
    turkish = "Dışişleri Bakanı Mevlüt Çavuşoğlu, İstanbul'da yapılan görüşmelerin sürdüğünü söyledi."
    chinese = "外交部发言人星期一在北京表示双方将继续就边境问题举行会谈并签署协议。"
    articles = made(turkish, turkish.replace("sürdüğünü", "bittiğini"), chinese, chinese.replace("一", "二"))
    found = corpus.duplicates(articles, similarity=0.4)
    assert found["origin"].to_dict() == {"a1": "a1", "a2": "a1", "a3": "a3", "a4": "a3"}
    # 33 characters have 31 sequences of three; one changed one is in three of them.
    assert found.loc["a4", "similarity"] == 28 / 34


@pytest.mark.parametrize("change", ["none", "number"])
def test_ten_thousand_copies_are_not_compared_each_with_each(change):
    texts = [f"{LONG} number {i if change == 'number' else ''}" for i in range(10_000)]
    found = corpus.duplicates(made(*texts, days=[1] * 10_000), similarity=0.7)
    assert (found["origin"] == "a1").all()
    assert len(found) == 10_000


def test_half_a_character_a_number_two_ids_and_dates_as_text_are_refused():
    with pytest.raises(ValueError, match="half of a surrogate pair"):
        corpus.duplicates(pd.DataFrame({"text": pd.Series(["\ud83d"], dtype=object)}))
    with pytest.raises(TypeError, match="article 0 has int"):
        corpus.duplicates(pd.DataFrame({"text": [1]}))
    with pytest.raises(ValueError, match="`articles` has 1 ids more than once: 'a1'"):
        corpus.duplicates(made("x", "y").set_axis(["a1", "a1"]))
    with pytest.raises(TypeError, match="`date` must be datetime64"):
        corpus.duplicates(made("x").assign(date="2020-01-01"))
    for wrong in (0, 1.5, "0.8", None):
        with pytest.raises(ValueError, match="`similarity` must be"):
            corpus.duplicates(made("x"), similarity=wrong)
    with pytest.raises(ValueError, match="`words` must be"):
        corpus.duplicates(made("x"), words=0)
    with pytest.raises(ValueError, match="`least` must be"):
        corpus.contained(made("x"), least=0)


def test_a_short_report_is_found_in_a_longer_article_whichever_is_earlier():
    report = " ".join(VOCABULARY)
    longer = report + " and then a great deal of other things that nobody had heard of before that day in the town"
    for days, apart in (([1, 3], 2.0), ([3, 1], -2.0)):
        articles = made(report, longer, days=days, outlet=["Wire", "Paper"])
        assert corpus.duplicates(articles).empty
        assert corpus.contained(articles).reset_index().to_dict("list") == {
            "article_id": ["a1"],
            "within": ["a2"],
            "share": [1.0],
            "days": [apart],
            "outlet": ["Wire"],
            "outlet_within": ["Paper"],
        }


def test_the_two_prints_of_one_report_in_the_example():
    """The second has another headline and first sentence, and a paragraph less: as a whole it is not near."""
    articles = corpus.load("example")
    assert corpus.duplicates(articles).empty
    assert corpus.duplicates(articles, similarity=0.6)["origin"].to_dict() == {"ex-05": "ex-05", "ex-06": "ex-05"}
    assert corpus.contained(articles)["within"].to_dict() == {"ex-06": "ex-05"}


@pytest.fixture
def news():
    try:
        return corpus.load("news-2017")
    except OSError as error:
        pytest.skip(f"news-2017 can be neither found nor fetched: {error}")


def test_the_repeats_of_the_news_are_found(news):
    """SOURCE.toml counts seven repeated texts: twelve articles share five; and two outlets print one column."""
    found = corpus.duplicates(news)
    same = found[found["origin"] != "1659"]
    assert len(same) == 12
    assert same["kind"].value_counts().to_dict() == {"exact": 7, "origin": 5}
    assert found.loc["1727", ["origin", "kind"]].to_list() == ["1659", "near"]


@pytest.mark.parametrize("size", [100, 1000])
def test_the_planted_copies_are_found_and_nothing_else(size):
    """Their similarity is 0.98: about one word of 250 differs."""
    if not PLANTED.exists():
        pytest.skip("the planted copies are not beside the checkout")
    lines = (PLANTED / f"articles_{size}.train").read_text(encoding="utf-8").splitlines()
    texts = dict(line.split(" ", 1) for line in lines if line)
    truth = (PLANTED / f"articles_{size}.truth").read_text(encoding="utf-8").split("\n")
    found = corpus.duplicates(pd.DataFrame({"text": pd.Series(texts)}))
    copies = found[found["kind"] != "origin"]
    assert {frozenset(pair) for pair in copies["origin"].items()} == {frozenset(t.split()) for t in truth if t.strip()}
    assert copies["similarity"].between(0.977, 0.984).all()


HASHES = st.lists(st.lists(st.integers(0, 300), unique=True, max_size=30).map(sorted), max_size=8)


@settings(max_examples=100, deadline=None)
@given(HASHES, st.sampled_from([0.0, 0.5, 0.9]))
def test_what_is_set_aside_is_held_by_no_other_set_or_by_too_few(sets, least):
    # Shifted so that no two hashes share a bit: the filter is then exact.
    hashes = np.array([value << 54 for each in sets for value in each], np.uint64)
    sizes = np.array([len(each) for each in sets], np.int64)
    once, again = np.zeros(16, np.uint64), np.zeros(16, np.uint64)
    kernel.mark(hashes, np.uint64(54), once, again)
    kept, counts = kernel.keep(hashes, sizes, sizes, least, np.uint64(54), again)
    times = Counter(value for each in sets for value in each)
    shared = [[value for value in each if times[value] > 1] for each in sets]
    expected = [one if len(one) >= least * len(each) - 1e-6 else [] for one, each in zip(shared, sets, strict=True)]
    assert counts.tolist() == [len(each) for each in expected]
    assert (kept >> np.uint64(54)).tolist() == [value for each in expected for value in each]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50))
def test_numbers_of_hashes_are_found_in_their_table(values):
    hashes = np.array(values, np.uint64)
    table = np.unique(hashes)
    shift, slots = joining._slots(len(table))
    first = np.searchsorted(table, np.arange(slots, dtype=np.uint64) << shift)
    numbers = np.arange(len(table), dtype=np.int32)[::-1].copy()
    found = kernel.numbered(hashes, table, shift, first, numbers)
    assert found.tolist() == [numbers[np.flatnonzero(table == value)[0]] for value in hashes]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), max_size=8).map(sorted), min_size=2, max_size=2))
def test_the_share_of_sentences_counts_repeats(both):
    shares = np.empty(1)
    until = np.cumsum([0, *map(len, both)])
    kernel.standing(np.array(both[0] + both[1], np.uint64), until, np.array([0]), np.array([1]), shares)
    expected = sum(value in both[1] for value in both[0]) / len(both[0]) if both[0] else np.nan
    np.testing.assert_equal(shares[0], expected)


def test_articles_are_not_changed_and_nothing_is_warned_of():
    articles = made(LONG, LONG, None)
    before = articles.copy(deep=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus.duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)
