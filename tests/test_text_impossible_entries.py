"""Entries of which the tokens keep too little mean nothing, and never something else; patterns stay what they are."""

import pandas as pd
import pytest

from analysis import terms, text


def tokens_of(written, **options):
    return text.tokenize(pd.DataFrame({"text": [written]}), **options)


def found(tokens, entry):
    return text.lookup(tokens, {"key": [entry]})["match"].tolist()


IMPOSSIBLE = [
    ("$5", "5 people paid $5", {}),
    ("$*", "5 people paid $5", {}),
    ("C++", "vitamin C and C++", {}),
    (":)", "well :)", {}),
    ("2017", "in 2017", {"numbers": False}),
    ("no. 10", "no, he said at no. 10", {"numbers": False}),
    ("Brexit 2016", "Brexit in 2016", {"numbers": False}),
    ("*'s", "Turkey's army", {}),
    ("l'*", "l'OTAN et les autres", {"language": "fr"}),
    ("o'neill", "o dedi", {"language": "tr"}),
    ("A's", "a match of the A's", {}),
]


@pytest.mark.parametrize(("entry", "written", "options"), IMPOSSIBLE)
@pytest.mark.parametrize("verb", [found, lambda tokens, entry: text.keep(tokens, [entry]).iloc[0]])
def test_an_entry_of_which_tokens_keep_too_little_finds_nothing_and_is_named(verb, entry, written, options):
    with pytest.warns(UserWarning, match="1 entries that no token can match") as caught:
        assert not len(verb(tokens_of(written, **options), entry))
    assert repr(entry) in str(caught[0].message)


def test_a_phrase_that_tokens_cannot_hold_joins_nothing_and_is_named():
    with pytest.warns(UserWarning, match=r"`phrases` has 1 entries .*'\$5 note'"):
        joined = text.compound(tokens_of("5 note takers and a $5 note"), ["$5 note", "note takers"])
    assert list(joined.iloc[0]) == ["5", "note takers", "and", "a", "5", "note"]


@pytest.mark.parametrize("pattern", ["$5", "nato | $5"])
def test_a_search_for_what_tokens_cannot_be_is_refused(pattern):
    with pytest.raises(ValueError, match=r"`pattern` must be something that tokens can be; of '\$5' they leave out"):
        terms.concordance(pd.DataFrame({"text": ["5 people"]}), pattern)


@pytest.mark.parametrize(
    ("pattern", "written", "matches"),
    [
        ("u.s.*", "U.S. and U.S.-led", ["u.s.", "u.s.-led"]),
        ("U.?", "U.S. and U.N.", ["u.s.", "u.n."]),
        ("1,?00", "1,500 of 1,600", ["1,500", "1,600"]),
        ("20:*", "20:15 oh", ["20:15"]),
        ("*%", "15% of all", ["15%"]),
        ("15%*", "15% of 15 words", ["15%"]),
        ("全*", "全 体", ["全"]),
        ("press@*", "press@nato.int wrote, press said", ["press@nato.int"]),
        ("@potus*", "@potus45 said", ["@potus45"]),
        ("https://nato*", "https://nato.int/news now", ["https://nato.int/news"]),
        ("*-led", "U.S.-led men led", ["u.s.-led"]),
        ("libya *", "Libya fell", ["libya fell"]),
    ],
)
def test_a_pattern_means_one_word_where_the_text_has_one(pattern, written, matches):
    assert found(tokens_of(written), pattern) == matches


def test_a_pattern_is_parted_at_the_hyphens_at_which_words_are():
    assert found(tokens_of("U.S.-led men", hyphens="split"), "*-led") == ["u.s. led"]


def test_with_signs_among_the_tokens_an_entry_finds_its_signs():
    assert found(tokens_of("5 people paid $5", punctuation=True), "$5") == ["$ 5"]


def test_what_is_a_token_as_it_stands_is_found_though_its_small_letters_would_be_cut():
    assert found(tokens_of("o dedi, O'Neill geldi", language="tr"), "o'neill") == ["o'neill"]


@pytest.mark.parametrize(
    "written", [r"sanction\w+", "(a|b)", "[Ss]anction", "sanction.*", ".*sanction", "^nato", "nato$"]
)
def test_a_regular_expression_is_refused(written):
    with pytest.raises(ValueError, match="no regular expressions"):
        found(tokens_of("nato"), written)


@pytest.mark.parametrize("written", ["u.s.*", "ph.d.*", "co.*", "[sic]", "nato?", "#*"])
def test_what_only_looks_a_little_like_one_is_not(written):
    found(tokens_of("nato"), written)


def test_tokens_come_back_from_parquet_and_feather_with_how_they_were_cut(tmp_path):
    tokens = tokens_of("IMF heyeti", language="tr")
    tokens.to_frame().to_parquet(tmp_path / "tokens.parquet")
    tokens.to_frame().to_feather(tmp_path / "tokens.feather")
    for read, name in ((pd.read_parquet, "tokens.parquet"), (pd.read_feather, "tokens.feather")):
        again = read(tmp_path / name)["tokens"]
        assert again.dtype.pyarrow_dtype.value_field.metadata == tokens.dtype.pyarrow_dtype.value_field.metadata
        assert found(again, "IMF") == ["ımf"]
        assert [list(words) for words in again] == [["ımf", "heyeti"]]


def test_the_node_and_the_breaks_of_pairs_are_cut_as_the_tokens_were():
    tokens = tokens_of("US sanctions hit us")
    pairs = terms.cooccurrence(tokens, node="US", window=1, min_count=1, measures=[])
    assert pairs.index.tolist() == [("u.s.", "sanctions")]
    assert terms.collocations(tokens, breaks=["US"], min_count=1).index.tolist() == ["hit us", "sanctions hit"]
    with pytest.raises(ValueError, match="no regular expressions"):
        terms.cooccurrence(tokens, node=r"us\w+")
