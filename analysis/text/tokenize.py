"""From the text of articles to their words, by stated rules.

A text is cut by one regular expression (`WORDS`); every rule that concerns a word and not its surroundings is applied
once to each distinct word (`_Rules`), so a corpus of two million tokens asks a few ten thousand questions.
"""

import re
import unicodedata
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
import stopwordsiso

from analysis import _check

from .codes import Codes, pack, rename, words

# Typographic variants that must not make two words of one.
SAME = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HYPHEN}": "-",
        "\N{SOFT HYPHEN}": None,
        "\N{ZERO WIDTH SPACE}": None,
        "\N{WORD JOINER}": None,
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
    }
)

_ADDRESSES = r"""
    (?:https?://|www\.)[^\s<>"]*[\w/]                  # https://example.org/a?b
  | [\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+                   # press@example.org
  | [@\#]\w+                                           # @mention, #hashtag
  | """
_WORDS = r"""
    (?:[^\W\d_]\.){2,}(?:'[sS]\b)?                     # U.S., U.N.'s, i.e.
  | \d+(?:[.,:]\d+)+%?(?!\w) | \d+%                    # 1,500.50 and 20:15 and 15%
  | \w+(?:['-]\w+)*                                    # words, with inner apostrophe or hyphen: don't, S-400
  | [^\w\s]                                            # any other sign is a token of its own
"""
WORDS = re.compile(_WORDS, re.VERBOSE)
WORDS_AND_ADDRESSES = re.compile(_ADDRESSES + _WORDS, re.VERBOSE)  # slower: only for texts that may hold an address
MAY_HOLD_ADDRESS = re.compile(r"[@#]|https?://|www\.").search

HAS_LETTER = re.compile(r"[^\W\d_]").search
HAS_WORD_CHARACTER = re.compile(r"\w").search

# French and Italian articles and pronouns that lose their vowel: l'OTAN, dell'Unione, qu'il, jusqu'en.
ELISION = re.compile(
    r"\A(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|un|quell|quest)'(?=\w)", re.IGNORECASE
)
TURKISH_LOWER = str.maketrans(
    {"I": "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i"}
)
DOTTED_I_LOWER = str.maketrans({"\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i"})


def tokenize(
    articles: pd.DataFrame,
    *,
    language: str = "en",
    lower: bool = True,
    punctuation: bool = False,
    numbers: bool = True,
    hyphens: str = "keep",
) -> pd.Series:
    """The words of each article, in order.

    The rules, in the order in which they apply:

    - *same signs*: composed and decomposed accents, curly and straight apostrophes, and the kinds of hyphen are made
      one; soft hyphens and zero-width signs vanish;
    - *addresses* (URLs, e-mail), *@mentions* and *#hashtags* stay whole;
    - *abbreviations* with points between single letters stay whole: "U.S.", "U.N.";
    - *hyphenated* words stay whole ("Russian-Turkish", "S-400") unless ``hyphens="split"``;
    - *suffixes*: English possessive 's is cut off ("Turkey's" -> turkey); in Turkish and Azerbaijani everything after
      an apostrophe is ("NATO'nun" -> nato); French and Italian lose an elided word ("l'OTAN" -> otan);
    - *case*: lower case by the rules of `language`: in Turkish and Azerbaijani I becomes dotless ı and İ becomes i;
      elsewhere İ becomes i, without a combining dot. In English the capitals "US" become "u.s.", because in lower case
      they would be the pronoun, and a stop word.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with a column `text`; a missing text gives an empty list.
    language : str, default "en"
        Two-letter code of the language of all the texts.
    lower : bool, default True
        Whether to put words in lower case.
    punctuation : bool, default False
        Whether to keep tokens without a letter or digit.
    numbers : bool, default True
        Whether to keep numerals such as "2017", "1,500" or "15%". Words with a letter in them ("S-400") always stay.
    hyphens : {"keep", "split"}, default "keep"

    Returns
    -------
    Series
        Named "tokens", one list per article, on the index of `articles`.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Turkey\N{RIGHT SINGLE QUOTATION MARK}s S-400s: the US reacts.", None]})
    >>> [list(words) for words in tokenize(articles)]
    [['turkey', 's-400s', 'the', 'u.s.', 'reacts'], []]
    >>> list(tokenize(pd.DataFrame({"text": ["İSTANBUL'da NATO'nun"]}), language="tr").iloc[0])
    ['istanbul', 'nato']
    """
    _check.table("articles", articles, ["text"])
    _check.option("language", language, sorted(stopwordsiso.langs()))
    _check.option("hyphens", hyphens, ["keep", "split"])
    cut = [_cut(text, hyphens) for text in _texts(articles["text"])]
    offsets = np.concatenate([[0], np.cumsum([len(found) for found in cut], dtype=np.int64)])
    flat = pa.array(chain.from_iterable(cut), pa.string()).dictionary_encode()
    vocabulary = flat.dictionary.to_pylist()
    names = [_name(word, language, lower, punctuation, numbers) for word in vocabulary]
    tokens = Codes(offsets, flat.indices.to_numpy(), words(vocabulary))
    return pack(rename(tokens, names), articles.index)


def _texts(column):
    """The texts of a column as str; what is missing becomes empty, what is neither raises."""
    missing = column.isna().to_numpy()
    for row, (text, absent) in enumerate(zip(column, missing, strict=True)):
        if absent:
            yield ""
        elif isinstance(text, str):
            yield text
        else:
            raise TypeError(
                f"`articles` must hold text in its column 'text'; article {column.index[row]!r} has "
                f"{type(text).__name__}. Decode bytes, and take other things out, before tokenizing."
            )


def _cut(text, hyphens):
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(SAME)
    if hyphens == "split":
        text = text.replace("-", " ")
    return (WORDS_AND_ADDRESSES if MAY_HOLD_ADDRESS(text) else WORDS).findall(text)


def _name(word, language, lower, punctuation, numbers):
    """What a word as cut from the text is called in the tokens, or None if it is left out."""
    if not HAS_WORD_CHARACTER(word):
        return word if punctuation else None
    if not HAS_LETTER(word):
        return word if numbers else None
    if "'" in word:
        word = _without_suffix(word, language)
    if language == "en" and word == "US":
        word = "U.S."
    return lower_case(word, language) if lower else word


def lower_case(word: str, language: str = "en") -> str:
    """A word in lower case by the rules of its language, whatever the machine's locale.

    >>> lower_case("İRAN"), lower_case("IĞDIR", "tr")
    ('iran', 'ığdır')
    """
    return word.translate(TURKISH_LOWER if language in ("tr", "az") else DOTTED_I_LOWER).lower()


def _without_suffix(word, language):
    if language == "en":
        return word.removesuffix("'s").removesuffix("'S") or word
    if language in ("tr", "az"):
        return word.partition("'")[0] or word
    if language in ("fr", "it"):
        return ELISION.sub("", word)
    return word
