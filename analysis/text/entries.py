"""What a researcher writes for words, brought into the form that the tokens have.

An entry of a dictionary, a phrase, a stop word or a pattern is cut by the rules of the text, with the options by which
the tokens were made: "women's rights" is *women* and *rights*, "L'OTAN" is *otan* in French, "US" is *u.s.*, the
country. The signs ``*`` and ``?`` go through the rules as letters.
"""

import re
import warnings
from collections.abc import Iterable

import pandas as pd

from analysis import _check

from .choices import Cutting
from .dictionaries import compared
from .tokenize import tokenize

# Letters of Vai, a script without case and without rules of its own; a text in it keeps them, and no entry needs them.
HIDDEN = str.maketrans("*?", "\N{VAI SYLLABLE EE}\N{VAI SYLLABLE EEN}")
SHOWN = str.maketrans("\N{VAI SYLLABLE EE}\N{VAI SYLLABLE EEN}", "*?")
ADDED_POINT = re.compile(r"(?<=[*?])\.$")  # "u.s.*" is no abbreviation that lost its last point
EXPRESSION = re.compile(r"\\[A-Za-z.]|\[[^]]+\]|\.[*+]|\([^)]*\|[^)]*\)")


def as_tokens(entries: Iterable[str], cutting: Cutting | None, language: str = "en") -> list[tuple[str, ...]]:
    """The words of each entry as the tokenizer would make them, in lower case if `cutting` is.

    Of tokens whose making is unknown, only letters are brought into one form, by the rules of `language`.

    >>> as_tokens(["Women's rights", "Sanction*", "the US"], Cutting())
    [('women', 'rights'), ('sanction*',), ('the', 'u.s.')]
    >>> as_tokens(["NATO'nun"], Cutting("tr")), as_tokens(["Women's"], None)
    ([('nato',)], [("women's",)])
    """
    entries = list(entries)
    if cutting is None:
        return [compared(entry, language) for entry in entries]
    if not entries:
        return []
    tokens = tokenize(pd.DataFrame({"text": [entry.translate(HIDDEN) for entry in entries]}), **cutting._asdict())
    return [tuple(ADDED_POINT.sub("", word.translate(SHOWN)) for word in words) for words in tokens]


def warn_of_impossible(name: str, entries: Iterable[str], words: Iterable[tuple[str, ...]]) -> None:
    """Warn of entries that can mean no token, by their names.

    >>> warn_of_impossible("dictionary", ["nato"], [("nato",)])
    """
    nothing = [entry for entry, found in zip(entries, words, strict=True) if not found]
    if nothing:
        warnings.warn(
            f"`{name}` has {len(nothing)} entries that no token can match as these tokens were cut: "
            f"{_check.listing(nothing)}. They hold only what tokenize(punctuation=..., numbers=...) left out.",
            stacklevel=3,
        )


def refuse_expressions(name: str, entries: Iterable[str]) -> None:
    r"""Raise where an entry is written as a regular expression.

    >>> refuse_expressions("pattern", [r"sanction\w+"])
    Traceback (most recent call last):
    ValueError: `pattern` knows * (any characters) and ? (one), no regular expressions; got 'sanction\\w+'.
    """
    wrong = [entry for entry in entries if EXPRESSION.search(entry)]
    if wrong:
        raise ValueError(
            f"`{name}` knows * (any characters) and ? (one), no regular expressions; got {_check.listing(wrong)}."
        )
