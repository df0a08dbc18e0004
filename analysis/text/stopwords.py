"""Lists of words that carry grammar and not subject matter."""

import re

import pandas as pd
import stopwordsiso

from analysis import _check, _paths

from .tokenize import tokenize

# Letters in the package's lists that came of reading files by the wrong encoding, and what they were: Turkish (Latin-5)
# and Lithuanian (Baltic) as Latin-1 or Latin-2, Hungarian (Latin-2) and Norwegian as Latin-1; and look-alikes. None of
# those on the left is a letter of its language; a test holds each list to its alphabet.
MENDED = {
    "af": {"\N{LATIN SMALL LETTER N PRECEDED BY APOSTROPHE}": "'n"},
    "cs": {"t'": "ť", "d'": "ď"},
    "el": {"\N{INCREMENT}": "δ"},
    "es": {"ì": "í"},
    "hu": {"õ": "ő", "\N{CYRILLIC SMALL LETTER O}": "o"},
    "lt": dict(zip("àèæëáðøûþ", "ąčęėįšųūž", strict=True)),
    "no": {"û": "ø", "ö": "æ"},
    "tr": dict(zip("ýþðţđ", "ışğşğ", strict=True)),
}
# Romanian is written with commas below s and t, older files have cedillas; the package's list has these only.
COMMAS_BELOW = str.maketrans("şţ", "șț")
HAS_LETTER = re.compile(r"[^\W\d_]").search


def boilerplate() -> list[str]:
    """Words of agencies' signatures, picture credits and share buttons in English news, in lower case and sorted.

    They tell outlets apart without saying anything about what they report. The list is
    ``corpus/wordlists/agencies.txt``, which says how it was made and what it leaves out.

    Examples
    --------
    >>> "reuters" in boilerplate()
    True
    """
    return sorted(_paths.lines(_paths.WORDLISTS / "agencies.txt"))


def stopwords(language: str = "en") -> list[str]:
    """Function words of a language, in lower case and sorted.

    Parameters
    ----------
    language : str
        Two-letter code. English is our own list of the closed word classes
        (``corpus/wordlists/function-words-en.txt``); the others come from the installed package `stopwordsiso`, whose
        English list is not used because it also removes "un", "states", "world" and every country's internet code.

    Returns
    -------
    list of str
        Each word as `tokenize` makes it. Letters that the package's lists have lost to a wrong encoding are mended, and
        digits and punctuation left out. Entries of several words, such as Vietnamese "a ha", are found in tokens only
        after `compound`.

    Raises
    ------
    ValueError
        If there is no list for `language`; the message names those that there are.

    Examples
    --------
    >>> words = stopwords("en")
    >>> "between" in words, "un" in words
    (True, False)
    """
    _check.option("language", language, sorted(stopwordsiso.langs()))
    if language == "en":
        return sorted(_paths.lines(_paths.WORDLISTS / "function-words-en.txt"))
    words = stopwordsiso.stopwords(language)
    for damaged, letter in MENDED.get(language, {}).items():
        words = {word.replace(damaged, letter) for word in words}
    if language == "ro":
        words |= {word.translate(COMMAS_BELOW) for word in words}
    words = sorted(word for word in words if HAS_LETTER(word))
    tokens = tokenize(pd.DataFrame({"text": words}), language=language)
    return sorted({cut[0] if len(cut) == 1 else word for word, cut in zip(words, tokens, strict=True)})
