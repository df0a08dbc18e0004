"""What a researcher writes for words means what the tokenizer makes of it."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import terms, text, topics
from analysis.text.choices import Cutting
from analysis.text.codes import unpack
from analysis.text.entries import as_tokens

ENTRIES = [
    ("en", "women's rights", "the Women’s rights march", "women rights"),
    ("en", "people's republic", "the People's Republic of China", "people republic"),
    ("fr", "L'OTAN", "Pour l’OTAN, non", "otan"),
    ("tr", "NATO'nun", "NATO’nun üssü", "nato"),
    ("tr", "IŞİD", "IŞİD'in saldırısı", "ışid"),
    ("tr", "Irak", "Irak’ta", "ırak"),
    ("en", "U.S", "in the U.S, he said", "u.s."),
    ("en", "US", "the US told us", "u.s."),
    ("en", "ph.d.", "a Ph.D. student", "ph.d"),
    ("en", "mr. smith", "Mr. Smith left", "mr smith"),
    ("en", "no. 10", "at No. 10 today", "no 10"),
    ("en", "at&t", "AT&T bought it", "at&t"),
    ("en", "ＮＡＴＯ", "NATO met", "nato"),
    ("en", "sanc\N{SOFT HYPHEN}tions", "new sanctions", "sanctions"),
    ("zh", "北约", "北约峰会", "北 约"),
    ("en", "s-400*", "S-400s arrived", "s-400s"),
    ("en", "*'s council", "the people's council", None),
]


@pytest.mark.parametrize(("language", "entry", "written", "match"), ENTRIES)
def test_an_entry_finds_what_it_means(language, entry, written, match):
    articles = pd.DataFrame({"text": [written]}, index=["a1"])
    tokens = text.tokenize(articles, language=language)
    if match is None:  # of "*'s" the rules leave "*", any word before the council
        assert text.lookup(tokens, {"key": [entry]})["match"].tolist() == ["people council"]
        return
    assert text.lookup(tokens, {"key": [entry]})["match"].tolist() == [match]
    assert "KEY" in list(text.replace(tokens, {"KEY": [entry]}).iloc[0])
    assert len(terms.concordance(articles, entry, language=language)) == 1
    assert len(terms.evidence(articles, entry, language=language)) == 1
    joined = text.compound(tokens, [entry])
    assert match in list(joined.iloc[0])
    assert match not in list(text.remove(joined, [entry]).iloc[0])
    assert list(text.keep(joined, [entry]).iloc[0]) == [match]
    if "*" not in entry:
        assert terms.count(joined, vocabulary=[entry]).matrix.sum() == 1


def test_the_country_is_not_the_pronoun():
    tokens = text.tokenize(pd.DataFrame({"text": ["Tell us what the US wants of us"]}))
    assert text.lookup(tokens, {"usa": ["US"], "we": ["us"]})["key"].tolist() == ["we", "usa", "we"]


def test_joining_ignores_case():
    tokens = text.tokenize(pd.DataFrame({"text": ["The Security Council met"]}), lower=False)
    assert list(text.compound(tokens, ["security COUNCIL"]).iloc[0]) == ["The", "Security Council", "met"]


def test_turkish_seeds_mean_their_terms():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["IŞİD, IMF ve CIA Irak’ta"]}), language="tr"))
    audit = topics.audit({"Iraq": ["IŞİD", "IMF", "Irak", "CIA"]}, counts)
    assert audit["count"].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("nothing", ["...", "“”", "$"])
def test_an_entry_that_can_match_no_token_is_named(nothing):
    tokens = text.tokenize(pd.DataFrame({"text": ["NATO ... $"]}))
    with pytest.warns(UserWarning, match="`dictionary` has 1 entries that no token can match"):
        assert text.lookup(tokens, {"key": [nothing, "nato"]})["match"].tolist() == ["nato"]


def test_a_number_matches_no_tokens_without_numbers_and_is_named():
    tokens = text.tokenize(pd.DataFrame({"text": ["NATO in 2017"]}), numbers=False)
    with pytest.warns(UserWarning, match="no token can match .* '2017'"):
        assert text.lookup(tokens, {"key": ["2017"]}).empty


@pytest.mark.parametrize("expression", [r"sanction\w+", "sanction[s]", "sanction.*", "(war|peace)"])
def test_a_regular_expression_is_refused(articles, tokens, expression):
    for call in (
        lambda: terms.concordance(articles, expression),
        lambda: text.lookup(tokens, {"key": [expression]}),
        lambda: text.compound(tokens, [expression]),
        lambda: text.keep(tokens, [expression]),
    ):
        with pytest.raises(ValueError, match="no regular expressions"):
            call()


def test_a_counted_term_that_is_not_in_the_text_warns():
    articles = pd.DataFrame({"text": ["Russia-Turkey talks"]})
    counts = terms.count(text.tokenize(articles, hyphens="split"))
    assert counts.select(["russia"]).matrix.sum() == 1
    with pytest.warns(UserWarning, match="'russia' occurs in none of 1 articles as .* hyphens='keep' cut them"):
        assert terms.evidence(articles, "russia").empty
    assert len(terms.evidence(articles, "russia", hyphens="split")) == 1


def test_tokens_and_counts_remember_how_they_were_cut():
    articles = pd.DataFrame({"text": ["NATO’nun", "Irak", "CIA"]}, index=["a", "b", "c"])
    tokens = text.tokenize(articles, language="tr", hyphens="split", numbers=False)
    expected = Cutting("tr", numbers=False, hyphens="split")
    for kept in (
        tokens,
        tokens[tokens.index != "a"],
        tokens.loc[["c", "a"]],
        tokens.iloc[::-1],
        tokens.reindex(["c", "b"]),
        pd.concat([tokens.iloc[:1], tokens.iloc[1:]]),
        pickle.loads(pickle.dumps(tokens)),
        text.compound(text.remove(tokens, ["ve"]), ["cia irak"]),
        text.ngrams(tokens, 2, shortest=1),
        text.stem(tokens, language="tr"),
        tokens.to_frame().copy()["tokens"],
    ):
        assert unpack(kept).cutting == expected
    counts = terms.count(tokens)
    weighted = terms.weight(counts)
    for made in (counts, counts[np.array([True, False, True])], counts.select(["nato"]), weighted):
        assert made.cutting == expected
    assert terms.group(counts, pd.Series("x", tokens.index)).cutting == expected


WORDS = st.text(st.sampled_from("abcABC IİıĞğé'’-.&&2₂北约:@#"), max_size=12)


@given(WORDS, st.sampled_from(["en", "tr", "fr", "sv"]), st.sampled_from(["keep", "split"]))
def test_what_the_tokenizer_makes_of_an_entry_is_found_by_the_entry(entry, language, hyphens):
    articles = pd.DataFrame({"text": [f"before {entry} after"]})
    tokens = text.tokenize(articles, language=language, hyphens=hyphens)
    [words] = as_tokens([entry], Cutting(language, hyphens=hyphens))
    if words:
        assert " ".join(words) in set(text.lookup(tokens, {"key": [entry]})["match"])
