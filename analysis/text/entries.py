"""What a researcher writes for words, brought into the form that the tokens have.

An entry of a dictionary, a phrase, a stop word or a pattern is cut by the rules of the text, with the options by which
the tokens were made: "women's rights" is *women* and *rights*, "L'OTAN" is *otan* in French, "US" is *u.s.*, the
country. The signs ``*`` and ``?`` go through the rules as letters, or as digits where letters would part what digits
keep together ("1,?00").

Not every entry can be found. Of "$5" the tokens keep the number alone, which stands in "5 people" as well; so the entry
means nothing, and is named, instead of meaning something else.
"""

import re
import unicodedata
import warnings
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis import _check

from ._cutting import APOSTROPHES, PERCENTS
from .choices import Cutting
from .dictionaries import compared
from .names import HAS_LETTER, HAS_WORD_CHARACTER, IS_ADDRESS, in_lower_case, lower_case, same_signs
from .patterns import is_pattern
from .tokenize import tokenize

# Letters and digits that no rule knows and no news is written in.
WILD = "*?"
AS_LETTERS = "\N{LINEAR A SIGN AB001}\N{LINEAR A SIGN AB002}"
AS_DIGITS = "\N{OSMANYA DIGIT ONE}\N{OSMANYA DIGIT TWO}"
BESIDE_NUMBER = re.compile(r"[*?][\d,.:%]|[\d,.:%][*?]").search
PLAIN = re.compile(r"[a-z*? ]*").fullmatch  # words that are tokens as they are, whatever the language
STRETCHES = re.compile(r"[^\0- ]+")

# What only a regular expression has: \w, [abc]+, (a|b), word.*, ^word, word$. A star behind a short word and a point is
# a pattern: "u.s.*".
EXPRESSION = re.compile(
    r"\\[A-Za-z.]|\[[^]]*\](?=[\w*+?{])|(?<=\w)\[[^]]*\]|\([^()]*\|[^()]*\)|\w\{\d+,?\d*\}"
    r"|[^\W\d_]{4,}\.[*+]|(?:^|[\s(|])\.[*+]|(?:^|\s)\^\w|[^\W\d_*]\$(?:\s|$)"
)
NOT_LOST = frozenset("©®™")  # a name is the same without them


def looked_for(
    name: str, entries: Iterable[str], vocabulary: np.ndarray, cutting: Cutting | None, language: str | None = None
) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """The words of each entry, and the vocabulary to compare them with, both in lower case by one language.

    It is that of the tokens, unless another is given. Raises where an entry is a regular expression, and warns of those
    that can mean no token, which have no words.

    >>> looked_for("phrases", ["US troops"], np.array(["U.S.", "Troops"], object), Cutting(lower=False))
    ([('u.s.', 'troops')], array(['u.s.', 'troops'], dtype=object))
    """
    entries = list(entries)
    refuse_expressions(name, entries)
    language = language or (cutting.language if cutting else "en")
    words = as_tokens(entries, cutting and cutting._replace(language=language, lower=True), language, vocabulary)
    warn_of_impossible(name, entries, words)
    return words, in_lower_case(vocabulary, language)


def as_tokens(
    entries: Iterable[str], cutting: Cutting | None, language: str = "en", known: Iterable[str] = ()
) -> list[tuple[str, ...]]:
    """The words of each entry as the tokenizer would make them, in lower case if `cutting` is; none if it can be none.

    What can be no token by these rules is taken as it stands if its words are among the `known` ones, as "o'neill" in
    Turkish, which in small letters would be cut. Of tokens whose making is unknown, only letters are brought into one
    form, by the rules of `language`.

    >>> as_tokens(["Women's rights", "Sanction*", "the US", "$5"], Cutting())
    [('women', 'rights'), ('sanction*',), ('the', 'u.s.'), ()]
    >>> as_tokens(["NATO'nun"], Cutting("tr")), as_tokens(["Women's"], None)
    ([('nato',)], [("women's",)])
    """
    entries = list(entries)
    if cutting is None:
        return [compared(entry, language) for entry in entries]
    words = [tuple(entry.split()) if PLAIN(entry) else None for entry in entries]
    others = [place for place, found in enumerate(words) if found is None]
    cut = _cut([entries[place] for place in others], cutting)
    for place, found in zip(others, cut, strict=True):
        kept = tuple(word for word in found if cutting.punctuation or is_pattern(word) or HAS_WORD_CHARACTER(word))
        words[place] = () if _loses(entries[place], found, kept, cutting) else kept
    lost = [place for place in others if not words[place]]
    known = frozenset(known) if lost else ()
    for place in lost:
        stands = tuple(entries[place].split())
        words[place] = stands if known and known.issuperset(stands) else ()
    return words


def _cut(entries, cutting):
    """The tokens of each entry, also those that `cutting` leaves out. No rule joins across white space."""
    parted = list(map(STRETCHES.findall, entries))
    distinct = list(dict.fromkeys(part for parts in parted for part in parts))
    found = dict(zip(distinct, _of_stretches(distinct, cutting), strict=True))
    return [[word for part in parts for word in found[part]] for parts in parted]


def _of_stretches(stretches, cutting):
    found = _tokens(stretches, AS_LETTERS, cutting)
    beside = [place for place, stretch in enumerate(stretches) if BESIDE_NUMBER(stretch)]
    for place, words in zip(beside, _tokens([stretches[place] for place in beside], AS_DIGITS, cutting), strict=True):
        if _rank(words) < _rank(found[place]):
            found[place] = words
    for place, stretch in enumerate(stretches):
        if is_pattern(stretch) and _stays_whole(stretch, found[place], cutting):
            found[place] = [lower_case(stretch, cutting.language) if cutting.lower else stretch]
    return found


def _tokens(stretches, stand_ins, cutting):
    """The tokens of stretches in which other characters stand in for ``*`` and ``?``, with all signs and numbers."""
    if not stretches:
        return []
    hide, show = str.maketrans(WILD, stand_ins), str.maketrans(stand_ins, WILD)
    articles = pd.DataFrame({"text": [stretch.translate(hide) for stretch in stretches]})
    tokens = tokenize(articles, **cutting._replace(punctuation=True, numbers=True)._asdict())
    # A point is put behind the last letter of U.S; but a star is no single letter.
    added = stand_ins[0] + "."
    return [[(word[:-1] if word.endswith(added) else word).translate(show) for word in words] for words in tokens]


def _rank(words):
    """Of two ways to cut a stretch the one with fewer words is meant, or the one that has fewer signs to lose."""
    return sum(HAS_WORD_CHARACTER(word) is not None or is_pattern(word) for word in words), len(words)


def _stays_whole(stretch, words, cutting):
    """Whether a pattern is left as it is: an address, and what would lose a star that may stand for nothing ("15%*").

    A hyphen that parts words parts patterns, too.
    """
    if IS_ADDRESS(stretch):
        return True
    parted = len(words) > 1 and any(not word.strip(WILD) for word in words)
    return parted and not (cutting.hyphens == "split" and "-" in same_signs(stretch))


def _loses(entry, found, kept, cutting):
    """Whether so much of an entry is no token that what is left would mean something else."""
    numerals = (word for word in kept if not HAS_LETTER(word) and HAS_WORD_CHARACTER(word) and not is_pattern(word))
    if not kept or (not cutting.numbers and any(numerals)):
        return True
    if any(word not in kept and (_matters(word) or ord(word[0]) in PERCENTS) for word in found):
        return True
    if any(is_pattern(word) and not IS_ADDRESS(word) and _matters(word) for word in kept):
        return True
    return len(kept) == 1 and _letters(kept[0]) < min(2, _letters(entry))


def _matters(word):
    """Whether a word holds a sign of money, of calculation, or a picture."""
    return any(
        unicodedata.category(sign) in ("Sc", "Sm", "So") and sign not in NOT_LOST and ord(sign) not in APOSTROPHES
        for sign in word
    )


def _letters(word):
    return sum(sign.isalnum() for sign in word)


def warn_of_impossible(name: str, entries: Iterable[str], words: Iterable[tuple[str, ...]]) -> None:
    """Warn of entries that can mean no token, by their names.

    >>> warn_of_impossible("dictionary", ["nato"], [("nato",)])
    """
    nothing = [entry for entry, found in zip(entries, words, strict=True) if not found]
    if nothing:
        warnings.warn(
            f"`{name}` has {len(nothing)} entries that no token can match as these tokens were cut: "
            f"{_check.listing(nothing)}. What tokens leave out of them, such as signs and numbers, matters.",
            stacklevel=4,
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
