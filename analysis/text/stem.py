"""Words without their endings."""

import importlib
import re

import pandas as pd
import snowballstemmer

from analysis import _check

from .codes import pack, rename, unpack

# Two-letter codes and what Snowball calls the algorithm; "porter" is the one without a code of its own.
ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "porter": "porter",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
NO_WORD = re.compile(r"[\d@#/:._]").search  # numbers, addresses, @mentions, #hashtags, abbreviations with points
PARTS = re.compile(r"([ -])")


def stem(tokens: pd.Series, *, language: str = "en") -> pd.Series:
    """The tokens with words cut to their stems, by the Snowball algorithm of the language.

    A stem stands for the forms of a word ("sanctioned" -> sanction) and need not be a word itself ("policies" ->
    polici). Each word of a joined phrase and each part of a hyphenated word is stemmed by itself. Words with a digit, a
    point or another sign of a number, address, @mention, #hashtag or abbreviation stay as they are, and so does a word
    of which nothing would be left.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`, in lower case: Snowball knows no endings in capitals. Remove stop words before.
    language : str, default "en"
        Two-letter code, or "porter" for Porter's stemmer of English of 1980, to compare with older work; "en" is its
        successor, known as Porter 2.

    Returns
    -------
    Series
        On the index of `tokens`.

    Raises
    ------
    ValueError
        If there is no stemmer for `language`; the message names those that there are.

    Notes
    -----
    The package `snowballstemmer` in pure Python, also where a faster one is installed, so that all machines agree. Each
    distinct word is stemmed once: about 40,000 a second in English.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Western-backed sanctions of 2014: see https://un.org"]}))
    >>> list(stem(tokens).iloc[0])
    ['western-back', 'sanction', 'of', '2014', 'see', 'https://un.org']
    """
    _check.option("language", language, ALGORITHMS)
    algorithm = ALGORITHMS[language]
    module = importlib.import_module(f"{snowballstemmer.__name__}.{algorithm}_stemmer")
    stemmed = getattr(module, f"{algorithm.capitalize()}Stemmer")().stemWord
    parts = unpack(tokens)
    return pack(rename(parts, [_without_endings(word, stemmed) for word in parts.vocabulary]), tokens.index)


def _without_endings(word, stemmed):
    if NO_WORD(word):
        if " " not in word:
            return word
        return " ".join(_without_endings(part, stemmed) for part in word.split(" "))
    if " " in word or "-" in word:
        return "".join(part if part in (" ", "-") else stemmed(part) or part for part in PARTS.split(word))
    return stemmed(word) or word
