"""How hard texts are to read."""

import numpy as np
import pandas as pd
import pytest

from analysis import terms
from analysis.terms.readability import EVERYWHERE, FORMULAS, Lengths

from ._reference import inaugural

# The values of textacy's tests for 84 words in 3 sentences, 372 letters, 113 syllables, 63 words of one syllable, 8 of
# three and more, 14 long ones (chartbeat-labs/textacy, tests/text_stats/test_readability.py).
TEXTACY = Lengths(3.0, 84.0, 113.0, 372.0, 63.0, 8.0, 14.0)
# 12 words in 3 sentences, 45 letters, 15 syllables; the formulas are worked out in the tests.
TWELVE = Lengths(3.0, 12.0, 15.0, 45.0, 9.0, 1.0, 2.0)


def read(*texts, language="en"):
    return terms.readability(pd.DataFrame({"text": texts}), language=language)


@pytest.mark.parametrize(
    ("sentences", "measure", "value"),
    [
        ("Readability zero one. Ten, Eleven.", "flesch", 1.2575),
        ("Readability zero one. Ten, Eleven.", "fog", 17.0),
        ("The cat in a dilapidated tophat.", "flesch", 45.6450),
        ("The cat in a dilapidated tophat.", "fog", 9.066667),
        ("The cat in the hat at green ham and eggs.", "flesch", 112.085),
        ("Once upon a time.", "flesch", 97.025),
        ("The cat in the hat ate breakfast.", "fog", 2.8),
    ],
)
def test_the_values_of_quanteda(sentences, measure, value):
    """quanteda.textstats, tests/testthat/test-textstat_readability.R."""
    assert read(sentences).loc[0, measure] == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize(
    ("language", "measure", "value"),
    [
        ("en", "ari", 13.4285),
        ("en", "coleman_liau", 9.1818),
        ("en", "flesch", 64.6078),
        ("en", "flesch_kincaid", 11.2038),
        ("en", "fog", 15.0095),
        ("en", "smog", 12.4579),
        ("de", "wiener_sachtext", 5.3586),
        ("es", "szigriszt_pazos", 95.02666),
        ("it", "gulpease", 55.4285),
    ],
)
def test_the_values_of_textacy(language, measure, value):
    assert FORMULAS[language][measure](TEXTACY) == pytest.approx(value, abs=1e-4)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("lix", 28 + 100 * 14 / 84), ("rix", 14 / 3)],
)
def test_lix_and_rix_of_long_words(measure, value):
    assert EVERYWHERE[measure](TEXTACY) == pytest.approx(value)


@pytest.mark.parametrize(
    ("language", "measure", "value"),
    [
        ("en", "flesch_kincaid", 0.39 * 4 + 11.8 * 15 / 12 - 15.59),
        ("de", "amstad", 180 - 4 - 58.5 * 1.25),
        ("es", "fernandez_huerta", 206.84 - 0.60 * 125 - 1.02 * 4),
        ("it", "flesch_vacca", 217 - 0.6 * 125 - 1.3 * 4),
        ("ru", "oborneva", 206.835 - 1.3 * 4 - 60.1 * 1.25),
        ("tr", "atesman", 198.825 - 40.175 * 1.25 - 2.610 * 4),
    ],
)
def test_the_adaptations_to_other_languages(language, measure, value):
    assert FORMULAS[language][measure](TWELVE) == pytest.approx(value)


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "ru", "tr", "nl"])
def test_each_language_has_its_measures_beside_lix_and_rix(language):
    table = read("Mir.", language=language)
    counted = ["sentences", "words", "syllables", "letters"]
    assert list(table.columns) == [*counted, *FORMULAS.get(language, {}), "lix", "rix"]


def test_what_is_counted():
    table = read('In 2017, the U.S. sent 1,500 "man-made" S-400s: see https://un.org/x or @un #un. ***\n\n3.5 %')
    # In the U.S. sent man made S 400s see or: numerals, addresses and signs are no words
    assert table.loc[0, ["sentences", "words", "syllables", "letters"]].tolist() == [1, 10, 11, 28]


def test_turkish_words_are_read_to_their_ends():
    table = read("NATO'nun İstanbul'daki toplantısı.", language="tr")
    assert table.loc[0, ["words", "syllables"]].tolist() == [3, 3 + 5 + 4]


def test_an_article_without_words_has_counts_of_zero_and_missing_measures():
    table = read("Once upon a time.", None, "", "  ", "... 2017!")
    assert (table.loc[1:, ["words", "syllables", "letters"]] == 0).all(axis=None)
    assert table.loc[1:, "flesch":].isna().all(axis=None)
    assert table.loc[0].notna().all()


def test_no_article_gives_an_empty_table():
    table = terms.readability(pd.DataFrame({"text": pd.Series([], dtype="str")}))
    assert len(table) == 0
    assert "flesch" in table.columns


def test_a_text_does_not_depend_on_the_others_or_their_order(articles):
    whole = terms.readability(articles)
    assert list(whole.index) == list(articles.index)
    pd.testing.assert_frame_equal(terms.readability(articles.iloc[::-1]).iloc[::-1], whole)
    pd.testing.assert_frame_equal(terms.readability(articles.iloc[[2]]), whole.iloc[[2]])


def test_a_language_without_syllables_is_named_with_those_that_have_them():
    with pytest.raises(ValueError, match=r"`language` must be one of .*'de'.*'en'.*'tr'.*; got 'zh'"):
        read("北约", language="zh")


def test_longer_words_and_sentences_are_harder():
    table = read("We talk. They go.", "Representatives deliberated concerning multilateral negotiations extensively.")
    harder = np.sign(table.loc[1] - table.loc[0])
    assert harder["flesch"] == -1
    assert (harder[["flesch_kincaid", "fog", "smog", "coleman_liau", "ari", "lix", "rix"]] == 1).all()


def test_inaugural_addresses_are_within_two_thirds_of_a_grade_of_quanteda():
    """quanteda.textstats, help of textstat_readability. Sentences and syllables are found by other rules there."""
    addresses = inaugural().set_index("Year")
    published = pd.Series({1977: 11.670742, 1981: 9.755604, 1989: 7.147029, 2009: 10.234345, 2017: 9.171244})
    found = terms.readability(addresses.loc[published.index])["flesch_kincaid"]
    assert (found - published).abs().max() < 2 / 3
    assert found.rank().tolist() == published.rank().tolist()
