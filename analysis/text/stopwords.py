"""Lists of words that carry grammar and not subject matter."""

import stopwordsiso

from analysis import _check, _paths

# The package's Turkish list was once read as Latin-1 instead of Latin-5, which turned these three letters into others.
TURKISH_LETTERS = str.maketrans(
    {
        "\N{LATIN SMALL LETTER Y WITH ACUTE}": "\N{LATIN SMALL LETTER DOTLESS I}",
        "\N{LATIN SMALL LETTER THORN}": "\N{LATIN SMALL LETTER S WITH CEDILLA}",
        "\N{LATIN SMALL LETTER ETH}": "\N{LATIN SMALL LETTER G WITH BREVE}",
    }
)


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
    if language == "tr":
        words = {word.translate(TURKISH_LETTERS) for word in words}
    return sorted(words)
