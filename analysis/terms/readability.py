"""How hard texts are to read, by formulas over the lengths of sentences and words."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check, text
from analysis.text.codes import unpack
from analysis.text.names import IS_ADDRESS

from . import syllables

# A language without rules about endings: "NATO'nun" and "Turkey's" are read, and so counted, to their ends.
WHOLE_WORDS = "de"
MANY_SYLLABLES = 3  # of a "hard" word in Fog, SMOG and the Vienna formula
LONG = 7  # letters of a long word in LIX and RIX: "more than six"


class Lengths(NamedTuple):
    """What the formulas are made of: numbers of each article."""

    sentences: np.ndarray
    words: np.ndarray
    syllables: np.ndarray
    letters: np.ndarray
    monosyllables: np.ndarray  # words of one syllable
    polysyllables: np.ndarray  # words of three syllables and more
    long: np.ndarray  # words of seven letters and more


def readability(articles: pd.DataFrame, *, language: str = "en") -> pd.DataFrame:
    """Sentences, words, syllables and letters of each article, and what the formulas of its language make of them.

    What is counted:

    - *sentences* of `text.sentences` in which there is a letter;
    - *words* as written, with their endings and in their case, that hold a letter: numerals, addresses, @mentions and
      #hashtags are no words, and a hyphenated word is as many as it has parts ("man-made" is not long);
    - *syllables* by the rules of `analysis.terms.syllables`, exact in Turkish, right for 99 of 100 English tokens;
      abbreviations are spelled ("EU" has two);
    - *letters* and digits in these words, without apostrophes and points.

    In English `flesch` (larger is easier), `flesch_kincaid`, `fog`, `smog`, `coleman_liau` and `ari` (school grades);
    in German `amstad` and `wiener_sachtext`; in Spanish `fernandez_huerta` and `szigriszt_pazos`; in Italian
    `flesch_vacca` and `gulpease`; in Russian `oborneva`; in Turkish `atesman`; in every language `lix` and `rix`.
    MEASURES.md has their formulas and sources. `fog` takes every word of three syllables and more as hard, without
    Gunning's exceptions for names and endings (quanteda's FOG); `smog` is scaled to 30 sentences, whatever their
    number (quanteda's SMOG). A formula tells lengths, not understanding: compare texts of one kind.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with a column `text`.
    language : str, default "en"
        Two-letter code of the language of all the texts.

    Returns
    -------
    DataFrame
        On the index of `articles`. Columns `sentences`, `words`, `syllables`, `letters` and the measures. An article
        without words, or with a missing text, has counts of 0 and missing measures.

    Raises
    ------
    ValueError
        If there is no column `text`, or no way to count the syllables of `language`; the message names the languages.
    TypeError
        If a text is neither a str nor missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["The cat in a dilapidated tophat.", None]}, index=["a1", "a2"])
    >>> readability(articles)[["sentences", "words", "syllables", "letters", "flesch", "fog"]].round(3)
        sentences  words  syllables  letters  flesch    fog
    a1          1      6         11       26  45.645  9.067
    a2          0      0          0        0     NaN    NaN
    """
    _check.table("articles", articles, ["text"])
    _check.option("language", language, syllables.LANGUAGES)
    lengths = _lengths(articles, language)
    table = pd.DataFrame(lengths._asdict(), index=articles.index)[["sentences", "words", "syllables", "letters"]]
    some = lengths.words > 0
    counted = Lengths(*(np.where(some, column, 1).astype(float) for column in lengths))
    for name, formula in (FORMULAS.get(language, {}) | EVERYWHERE).items():
        table[name] = np.where(some, formula(counted), np.nan)
    return table


def _lengths(articles, language):
    tokens = unpack(text.tokenize(articles, language=WHOLE_WORDS, lower=False, numbers=False, hyphens="split"))
    count = syllables.counter(language)
    is_word = np.array([not IS_ADDRESS(word) for word in tokens.vocabulary], dtype=np.int64)
    spoken = is_word * np.array([count(word) for word in tokens.vocabulary], dtype=np.int64)
    letters = is_word * np.array([sum(map(str.isalnum, word)) for word in tokens.vocabulary], dtype=np.int64)

    def total(values):
        sums = np.concatenate([[0], np.cumsum(values[tokens.codes])])[tokens.offsets]
        return np.diff(sums)

    return Lengths(
        _sentences(articles, language),
        total(is_word),
        total(spoken),
        total(letters),
        total((spoken == 1).astype(np.int64)),
        total((spoken >= MANY_SYLLABLES).astype(np.int64)),
        total((letters >= LONG).astype(np.int64)),
    )


def _sentences(articles, language):
    """How many sentences with a letter each article has."""
    found = text.sentences(articles[["text"]].reset_index(drop=True), language=language)
    lettered = pc.match_substring_regex(pa.array(found["text"], pa.large_string()), r"\p{L}").to_numpy(False)
    return np.bincount(found["article_id"].to_numpy(np.int64)[lettered], minlength=len(articles))


def _reading_ease(constant: float, sentence: float, word: float) -> Callable[[Lengths], np.ndarray]:
    """The form that Flesch (1948) gave to his formula, for the coefficients of one language."""
    return lambda n: constant - sentence * n.words / n.sentences - word * n.syllables / n.words


def _coleman_liau(n):
    cloze = 141.8401 - 0.21459 * 100 * n.letters / n.words + 1.079812 * 100 * n.sentences / n.words
    return -27.4004 * cloze / 100 + 23.06395


def _wiener_sachtext(n):
    shares = 19.35 * n.polysyllables + 12.97 * n.long - 3.27 * n.monosyllables
    return shares / n.words + 0.1672 * n.words / n.sentences - 0.875


# The source of each formula stands in MEASURES.md, which tests/test_terms_readability.py holds to it.
FORMULAS = {
    "en": {
        "flesch": _reading_ease(206.835, 1.015, 84.6),
        "flesch_kincaid": _reading_ease(-15.59, -0.39, -11.8),
        "fog": lambda n: 0.4 * (n.words / n.sentences + 100 * n.polysyllables / n.words),
        "smog": lambda n: 1.043 * np.sqrt(30 * n.polysyllables / n.sentences) + 3.1291,
        "coleman_liau": _coleman_liau,
        "ari": lambda n: 0.5 * n.words / n.sentences + 4.71 * n.letters / n.words - 21.43,
    },
    "de": {"amstad": _reading_ease(180, 1, 58.5), "wiener_sachtext": _wiener_sachtext},
    "es": {"fernandez_huerta": _reading_ease(206.84, 1.02, 60), "szigriszt_pazos": _reading_ease(206.835, 1, 62.3)},
    "it": {
        "flesch_vacca": _reading_ease(217, 1.3, 60),
        "gulpease": lambda n: 89 + (300 * n.sentences - 10 * n.letters) / n.words,
    },
    "ru": {"oborneva": _reading_ease(206.835, 1.3, 60.1)},
    "tr": {"atesman": _reading_ease(198.825, 2.61, 40.175)},
}
EVERYWHERE = {
    "lix": lambda n: n.words / n.sentences + 100 * n.long / n.words,
    "rix": lambda n: n.long / n.sentences,
}
