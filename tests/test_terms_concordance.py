"""Key word in context."""

import re
from fnmatch import translate

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import corpus, terms, text
from analysis.text.names import lower_case
from analysis.text.occurrences import occurrences

from . import _reference

COLUMNS = ["article_id", "left", "match", "right", "start", "end", "position"]

PIECES = [
    "NATO", "nato", "NATO’s", "\"NATO'", "(NATO)", "NATO.", "S-400", "U.S.", "US", "U.S.-led", "sanctions.The", "X:y",
    "İstanbul'da", "IĞDIR’ın", "e\N{COMBINING ACUTE ACCENT}te", "\N{ZERO WIDTH SPACE}", "sanc\N{SOFT HYPHEN}tions",
    "\N{GRINNING FACE}", "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{MAN}", "北约", "حلف", "https://a.eu/?q=nato", "@nato",
    "(", '"', "'", ".", "...", "—", " ", "  ", "\n", "\r\n", "\t", "\N{NO-BREAK SPACE}", "\N{LINE SEPARATOR}", "\0",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=25)
ARTICLES = st.lists(st.none() | TEXTS.map(" ".join) | TEXTS.map("".join), max_size=6).map(
    lambda texts: pd.DataFrame({"text": pd.Series(texts, dtype="str")}, index=[f"a{i}" for i in range(len(texts))])
)
WORDS = ["nato", "na*", "*o", "s-400", "?", "u.s.", "sanctions", "the", "*", "e*", "istanbul", "x", "y", "a"]
PHRASES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple), min_size=1, max_size=4)


def lines(*texts, pattern="nato", **options):
    return terms.concordance(pd.DataFrame({"text": list(texts)}), pattern, **options)


def shown(table):
    return list(zip(table["left"], table["match"], table["right"], strict=True))


def means(pattern, word):
    return re.compile(translate(pattern.replace("[", "[[]"))).fullmatch(word) is not None


def by_hand(tokens, phrases):
    """First token and length of each match in a list of tokens: leftmost, then longest, without overlaps."""
    found, at = [], 0
    while at < len(tokens):
        fitting = [
            len(phrase)
            for phrase in phrases
            if len(phrase) <= len(tokens) - at and all(map(means, phrase, tokens[at : at + len(phrase)]))
        ]
        if fitting:
            found.append((at, max(fitting)))
        at += max(fitting, default=1)
    return found


@given(ARTICLES, PHRASES, st.sampled_from(["en", "tr", "fr"]), st.sampled_from(["keep", "split"]))
def test_matches_and_characters_are_those_of_spans_and_a_plain_search(articles, phrases, language, hyphens):
    found = occurrences(articles, phrases, language=language, hyphens=hyphens)
    spans = text.spans(articles, language=language, hyphens=hyphens)
    expected = {name: by_hand(own["token"].tolist(), phrases) for name, own in spans.groupby("article_id")}
    holding = [name for name in articles.index if expected.get(name)]
    assert articles.index[found.rows].tolist() == holding

    offsets, names = found.tokens.offsets, found.tokens.vocabulary[found.tokens.codes]
    article = np.searchsorted(offsets, found.firsts, side="right") - 1
    matches = list(zip(article, found.firsts - offsets[article], found.lengths, strict=True))
    assert matches == [(i, *match) for i, name in enumerate(holding) for match in expected[name]]
    own = spans[spans["article_id"].isin(holding)]
    assert names.tolist() == own["token"].tolist()
    assert found.starts.tolist() == own["start"].tolist()
    assert found.ends.tolist() == own["end"].tolist()


def twin(articles, pattern, window, within, language="en"):
    """The lines in the order of the text, by way of `spans`, `sentences` and loops."""
    phrases = [tuple(lower_case(words, language).split()) for words in pattern.split("|")]
    spans = text.spans(articles, language=language)
    rows = []
    for name, whole in articles["text"].items():
        own = spans[spans["article_id"] == name]
        places = list(zip(own["start"], own["end"], strict=True))
        bounds = [(0, len(whole) if isinstance(whole, str) else 0)]
        if within == "sentence":
            found = text.sentences(articles.loc[[name]], language=language)
            bounds = list(zip(found["start"], found["end"], strict=True))
        for first, length in by_hand(own["token"].tolist(), phrases):
            last = first + length - 1
            start, end = places[first][0], places[last][1]
            begin, _ = next(bound for bound in reversed(bounds) if bound[0] <= start)
            final, stop = next(bound for bound in reversed(bounds) if bound[0] <= places[last][0])
            before = [place for place in places[:first] if place[0] >= begin]
            after = [place for place in places[last + 1 :] if final <= place[0] < stop]
            if len(before) >= window:
                begin = before[-window][0] if window else start
            stop = ([(end, end), *after][window][1]) if len(after) >= window else max(stop, end)
            left, right = " ".join(whole[begin:start].split()), " ".join(whole[end:stop].split())
            rows.append((name, left, whole[start:end], right, start, end, first))
    return rows


PATTERNS = ["nato", "na*", "nato | s-400", "sanctions the | u.s.", "nato * nato | nato *", "?", "istanbul | ığdır"]


@given(
    ARTICLES,
    st.sampled_from(PATTERNS),
    st.integers(0, 4),
    st.sampled_from(["article", "sentence"]),
    st.sampled_from(["en", "tr"]),
)
def test_lines_are_those_of_a_plain_search(articles, pattern, window, within, language):
    table = terms.concordance(articles, pattern, window=window, within=within, language=language)
    assert list(table.itertuples(index=False, name=None)) == twin(articles, pattern, window, within, language)


@pytest.mark.parametrize("within", ["article", "sentence"])
@pytest.mark.parametrize("pattern", ["sanction* | embargo*", "u.s.", "war on *"])
def test_lines_of_real_articles_are_those_of_a_plain_search(pattern, within):
    articles = corpus.load("example")
    table = terms.concordance(articles, pattern, within=within)
    assert list(table.itertuples(index=False, name=None)) == twin(articles, pattern, 5, within)


@pytest.mark.parametrize(("pattern", "count"), [("terror", 8), ("*terror*", 13), ("communist*", 2)])
def test_the_inaugural_addresses_have_as_many_lines_as_quanteda_prints(pattern, count):
    # kwic(data_corpus_inaugural, ...) in the documentation of quanteda, with valuetype "regex" for the second
    assert len(terms.concordance(_reference.inaugural(), pattern)) == count


@given(ARTICLES, st.sampled_from(PATTERNS))
def test_characters_cut_the_match_and_positions_count_tokens(articles, pattern):
    table = terms.concordance(articles, pattern)
    tokens = text.tokenize(articles)
    spans = text.spans(articles).set_index(["article_id", "position"])
    for row in table.itertuples():
        assert articles["text"][row.article_id][row.start : row.end] == row.match
        assert spans.loc[(row.article_id, row.position), "start"] == row.start
        assert tokens[row.article_id][row.position] == spans.loc[(row.article_id, row.position), "token"]


def test_a_possessive_and_signs_around_a_word_do_not_hide_it():
    table = lines("“NATO’s” and NATO's, (nato) or _NATO_", window=0)
    assert table["match"].tolist() == ["NATO’s", "NATO's", "nato", "_NATO_"]


def test_turkish_suffixes_and_dotless_letters_are_understood():
    table = lines("NATO'nun IĞDIR'daki üssü; Iğdır, iğdir", pattern="nato | IĞDIR", window=0, language="tr")
    assert table["match"].tolist() == ["NATO'nun", "IĞDIR'daki", "Iğdır"]


def test_offsets_are_characters_with_emoji_and_combining_accents():
    whole = "\N{GRINNING FACE} e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT} \N{GRINNING FACE}NATO’s"
    [row] = lines(whole).itertuples()
    assert (row.start, row.end, row.match) == (len(whole) - 6, len(whole), "NATO’s")
    assert row.left == whole[:-6]  # fewer than five words: everything from the beginning


def test_letters_composed_in_either_way_are_the_same():
    assert len(lines("caf\N{LATIN SMALL LETTER E WITH ACUTE} cafe\N{COMBINING ACUTE ACCENT}", pattern="café")) == 2
    assert len(lines("café", pattern="cafe\N{COMBINING ACUTE ACCENT}")) == 1


def test_the_window_counts_words_and_shows_the_text_between_them():
    table = lines("One, two -- three:\n NATO …  four (five) six.", window=2)
    assert shown(table) == [("two -- three:", "NATO", "… four (five")]


def test_a_window_that_reaches_the_end_shows_all_that_is_left_with_its_signs():
    assert shown(lines("“Two NATO three!”", window=2)) == [("“Two", "NATO", "three!”")]
    assert shown(lines("“Two NATO three!”", window=1)) == [("Two", "NATO", "three")]


def test_a_window_of_none_shows_the_match_alone():
    assert shown(lines("“NATO’s”", window=0)) == [("", "NATO’s", "")]


def test_a_sentence_bounds_the_context():
    whole = "They met. Did NATO agree? Yes, NATO did."
    assert shown(lines(whole, within="sentence")) == [("Did", "NATO", "agree?"), ("Yes,", "NATO", "did.")]
    assert shown(lines(whole, window=1, within="sentence")) == [("Did", "NATO", "agree"), ("Yes,", "NATO", "did")]


@given(ARTICLES)
def test_a_large_window_in_a_sentence_shows_the_whole_sentence(articles):
    table = terms.concordance(articles, "nato", window=1000, within="sentence")
    sentences = text.sentences(articles)
    for row in table.itertuples():
        own = sentences[(sentences["article_id"] == row.article_id) & (sentences["start"] <= row.start)].iloc[-1]
        assert "".join([row.left, row.match, row.right]).replace(" ", "") == "".join(own["text"].split())


def test_a_match_over_the_end_of_a_sentence_is_a_line_all_the_same():
    table = lines("On Tuesday they left NATO. Talks follow today.", pattern="nato talks", within="sentence")
    assert shown(table) == [("On Tuesday they left", "NATO. Talks", "follow today.")]


def test_overlapping_matches_are_the_leftmost_and_of_those_the_longest():
    assert lines("a b c d", pattern="b c | a b c | c d", window=0)["match"].tolist() == ["a b c"]
    assert lines("nato nato nato", pattern="nato nato", window=0)["start"].tolist() == [0]


def test_a_lone_star_in_a_phrase_is_any_word():
    assert lines("war on terror, war of words", pattern="war * words", window=0)["match"].tolist() == ["war of words"]


@pytest.mark.parametrize("mark", ["*", "?"])
def test_a_pattern_does_not_reach_over_the_end_of_an_article(mark):
    assert lines("the war", "on", pattern=f"war {mark}{mark}").empty


def test_case_and_spaces_of_a_pattern_are_ignored():
    assert len(lines("The EU and nato", pattern=" NATO |eU")) == 2


def test_hyphenated_words_are_split_on_demand():
    assert lines("Russia-led talks", pattern="russia").empty
    assert lines("Russia-led talks", pattern="russia", hyphens="split")["match"].tolist() == ["Russia"]


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("text", "12345"),
        ("match", "12345"),  # all equal
        ("R1", "42351"),  # none, a, a, a, b
        ("R1 R2", "43521"),  # none, a b, a b, a c, b a
        ("L1", "45123"),  # none, b, x, x, y
        ("L1 R1", "45213"),  # none, b a, x a, x b, y a
        ("L2 L1", "41235"),  # none none, none x, none x, none y, a b
    ],
)
@pytest.mark.parametrize("within", ["article", "sentence"])
def test_lines_are_sorted_by_the_words_beside_them(order, ids, within):
    texts = {"1": "x nato b a", "2": "x nato a C", "3": "y nato a b", "4": "nato", "5": "a b nato a b"}
    table = terms.concordance(pd.DataFrame({"text": texts}), "nato", order=order, within=within, window=0)
    assert "".join(table["article_id"]) == ids


def test_words_of_another_sentence_do_not_sort():
    table = lines("They know NATO. All agree. They met NATO on Monday.", order="R1", within="sentence")
    assert shown(table) == [("They know", "NATO", "."), ("They met", "NATO", "on Monday.")]
    assert lines("They know NATO. All agree. They met NATO on Monday.", order="R1")["start"].tolist() == [10, 36]


def test_words_are_sorted_by_code_point_whatever_their_case():
    table = lines("nato É, nato Z, nato z", order="R1", window=1)
    assert table["right"].tolist() == ["Z", "z", "É"]


def test_sorting_by_the_match_puts_equal_matches_together():
    table = lines("nato b, Natos a, NATO a", "natos", pattern="nato*", order="match R1", window=1)
    assert table["match"].tolist() == ["NATO", "nato", "natos", "Natos"]
    assert table.index.tolist() == [0, 1, 2, 3]


def test_ties_stay_in_the_order_of_the_articles():
    articles = pd.DataFrame({"text": ["nato a", "nato a"]}, index=["z", "a"])
    assert terms.concordance(articles, "nato", order="R1")["article_id"].tolist() == ["z", "a"]


def test_no_hit_makes_an_empty_table_with_the_same_columns(articles):
    full, empty = terms.concordance(articles, "nato"), terms.concordance(articles, "brexit", order="R1")
    assert empty.empty
    assert full.columns.tolist() == empty.columns.tolist() == COLUMNS
    assert full.dtypes.tolist() == empty.dtypes.tolist()


@pytest.mark.parametrize("texts", [[], [None], [""], ["..."], [None, " "]])
@pytest.mark.parametrize("within", ["article", "sentence"])
def test_articles_without_words_have_no_lines(texts, within):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    assert terms.concordance(articles, "nato", within=within, order="L1 match").empty


def test_the_articles_are_not_changed(articles):
    before = articles.copy(deep=True)
    terms.concordance(articles, "nato", within="sentence", order="R1")
    pd.testing.assert_frame_equal(articles, before)


@pytest.mark.parametrize("pattern", ["", "  ", "*", "** *", "nato | ", "| nato", "nato | *"])
def test_a_pattern_that_names_no_word_is_refused(pattern):
    with pytest.raises(ValueError, match="`pattern` must say which word to look for"):
        lines("nato", pattern=pattern)


def test_a_list_of_patterns_is_refused_with_the_remedy():
    with pytest.raises(TypeError, match="Write several with bars"):
        lines("nato", pattern=["nato", "eu"])


@pytest.mark.parametrize("order", ["", "R", "R0", "R10", "left", "text R1", "R1,R2", None])
def test_an_unknown_order_is_refused(order):
    with pytest.raises(ValueError, match='`order` must be "text", or keys to sort by'):
        lines("nato", order=order)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"window": -1}, "`window` must be a whole number of at least 0"),
        ({"within": "paragraph"}, "`within` must be one of 'article', 'sentence'"),
        ({"language": "english"}, "language"),
        ({"hyphens": "drop"}, "`hyphens` must be one of"),
    ],
)
def test_an_unknown_option_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        lines("nato", **options)


def test_a_table_without_texts_is_refused():
    with pytest.raises(ValueError, match="`articles` has no column 'text'"):
        terms.concordance(pd.DataFrame({"body": ["nato"]}), "nato")
