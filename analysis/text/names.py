"""What a word that was cut from a text is called among the tokens.

Each rule is a function from a word to a word, applied once to each distinct word of a corpus; `naming` lists those that
a language asks for. What is left out altogether is decided by `kept`.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ._cutting import APOSTROPHES, GROUP_SPACES, HYPHENS

# Typographic variants that must not make two words of one.
SAME_SIGNS = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-")
SPACES = dict.fromkeys(GROUP_SPACES)
TATWEEL = "\N{ARABIC TATWEEL}"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Scripts from Hebrew on, and emoji, use the two joiners to spell; Latin, Greek and Cyrillic have no use for them.
SPELLS_WITH_JOINERS = re.compile(r"[\u0590-\u1CFF\u2190-\u2BFF\uA800-\uABFF\U00010A00-\U0001FFFF]").search

HAS_LETTER = re.compile(r"[^\W\d_]").search
HAS_WORD_CHARACTER = re.compile(r"[^\W_]").search
IS_ADDRESS = re.compile(r".*@|#|https?://|www\.", re.IGNORECASE | re.DOTALL).match
# U.S without its last point, but not the end of Ph.D.s. It is tried at the first letter of a row only and never tried
# shorter, so that a row of letters without end is walked once.
SINGLE_LETTERS = re.compile(r"(?<![^\W_])(?<![^\W_]\.)(?:[^\W\d_]\.)++[^\W\d_](?![\w.])")
COUNTRY = re.compile(r"(?<![^\W_])US(?![^\W_])")

# French, Italian and Catalan articles and pronouns that lose their vowel: l'OTAN, dell'Unione, qu'il, jusqu'en.
ELISION = re.compile(
    r"(?:[cdjlmnstv]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|un|quell|quest)'(?=\w)", re.IGNORECASE
)
# An apostrophe that begins no suffix in Turkish: that of foreign names (O'Neill, N'Djamena) and of Kur'an.
OWN_APOSTROPHE = re.compile(r"[^\W\d_]'(?=[A-ZÇĞİÖŞÜ][a-zçğıöşü])|[Kk][Uu][Rr]'(?=[Aa][Nn])")
TURKISH_LOWER = str.maketrans(
    {"I": "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i"}
)
DOTTED_TWICE = re.compile("[i\N{LATIN SMALL LETTER DOTLESS I}]\N{COMBINING DOT ABOVE}")
DOTTED_I_LOWER = str.maketrans({"\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}": "i"})

Rule = Callable[[str], str]


def naming(language: str, *, lower: bool) -> dict[str, Rule]:
    """The rules for a language by their names, in the order in which they apply.

    >>> list(naming("tr", lower=True))
    ['compatibility', 'signs', 'invisible', 'composition', 'underscore', 'suffix', 'last point', 'case']
    """
    rules = {
        "compatibility": without_compatibility,
        "signs": same_signs,
        "invisible": without_invisible,
        "composition": composed,
        "underscore": without_underscores,
    }
    if language in SUFFIXES:
        name, rule = SUFFIXES[language]
        rules[name] = rule
    if language == "en":
        rules["country"] = country
    rules["last point"] = with_last_point
    if lower:
        # Hosts and handles are not Turkish even where the text is; a hashtag is.
        rules["case"] = lambda word: lower_case(word, "en" if IS_ADDRESS(word) and word[0] != "#" else language)
    return rules


def kept(word: str, *, punctuation: bool, numbers: bool) -> bool:
    """Whether a token is kept: punctuation and numerals only on demand, white space and invisible signs never.

    >>> kept("2,5", punctuation=False, numbers=False), kept("S-400", punctuation=False, numbers=False)
    (False, True)
    """
    if HAS_LETTER(word):
        return True
    if HAS_WORD_CHARACTER(word):
        return numbers
    return punctuation and any(unicodedata.category(sign)[0] in "PS" for sign in word)


def same_signs(word: str) -> str:
    """One apostrophe and one hyphen for all their typographic variants.

    >>> same_signs("Turkey\N{RIGHT SINGLE QUOTATION MARK}s")
    "Turkey's"
    """
    return word if len(word) == 1 else word.translate(SAME_SIGNS)  # a lone sign stays what it is


def without_invisible(word: str) -> str:
    """The word without soft hyphens, zero-width signs, marks of direction, and the spaces inside a numeral.

    So goes the tatweel, which only makes an Arabic word longer in print.

    >>> without_invisible("sanc\N{SOFT HYPHEN}tions"), without_invisible("1\N{NO-BREAK SPACE}500")
    ('sanctions', '1500')
    """
    if word.isascii():
        return word
    word = word.replace(TATWEEL, "")
    if word.isalpha():
        return word
    spelled = JOINERS if SPELLS_WITH_JOINERS(word) else ""
    word = "".join(sign for sign in word if unicodedata.category(sign) != "Cf" or sign in spelled)
    return word.translate(SPACES)


def without_compatibility(word: str) -> str:
    """Full-width, half-width and presentation forms, ligatures and mathematical letters as the letters they stand for.

    So are digits and letters above or below the line. Fractions and signs such as the trade mark stay: they are not
    spellings of a word.

    >>> without_compatibility("\N{LATIN SMALL LIGATURE FI}nance"), without_compatibility("CO\N{SUBSCRIPT TWO}")
    ('finance', 'CO2')
    """
    if unicodedata.is_normalized("NFKC", word):
        return word
    return "".join(map(_unfolded, word))


FORMS = {
    "<initial>",
    "<medial>",
    "<final>",
    "<isolated>",
    "<compat>",
    "<wide>",
    "<narrow>",
    "<font>",
    "<sub>",
    "<super>",
}
OF_ALL_SIGNS = {"<wide>", "<narrow>", "<font>"}  # the other forms are undone where both sides are letters or digits


@cache
def _unfolded(sign):
    kind = unicodedata.decomposition(sign).partition(" ")[0]
    if kind not in FORMS:
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    allowed = "LMN" if kind in ("<sub>", "<super>") else "LM"
    spells = all(unicodedata.category(letter)[0] in allowed for letter in sign + plain)
    return plain if spells or kind in OF_ALL_SIGNS else sign


def composed(word: str) -> str:
    """The word in normal form C: a letter and its accents are one character where there is one.

    An i with a dot above is an i: programs that do not know Turkish make it of İ.

    >>> len(composed("e\N{COMBINING ACUTE ACCENT}")), composed("İstanbul".lower())
    (1, 'istanbul')
    """
    word = unicodedata.normalize("NFC", word)
    return word if word.isascii() else DOTTED_TWICE.sub("i", word)


def without_underscores(word: str) -> str:
    """The word without underscores at its ends, which mark stress in plain text; handles keep theirs.

    >>> without_underscores("_never_"), without_underscores("@press_")
    ('never', '@press_')
    """
    return word if IS_ADDRESS(word) else word.strip("_") or word


def without_possessive(word: str) -> str:
    """The word without the English possessive 's.

    >>> without_possessive("Turkey's")
    'Turkey'
    """
    return word[:-2] if word.endswith(("'s", "'S")) else word


def without_elision(word: str) -> str:
    """The word without the article or pronoun that has lost its vowel before it, in French, Italian and Catalan.

    >>> without_elision("l'OTAN"), without_elision("aujourd'hui")
    ('OTAN', "aujourd'hui")
    """
    elided = ELISION.match(word)
    return word[elided.end() :] if elided else word


def without_apostrophe_suffix(word: str) -> str:
    """The word without the suffixes that Turkish and Azerbaijani put behind an apostrophe after a name or number.

    >>> without_apostrophe_suffix("NATO'nun"), without_apostrophe_suffix("Kur'an'ın")
    ('NATO', "Kur'an")
    """
    own = OWN_APOSTROPHE.match(word)
    begins = word.find("'", own.end() if own else 1)
    return word if begins < 0 else word[:begins]


def without_colon_suffix(word: str) -> str:
    """The word without the suffix that Swedish and Finnish put behind a colon after an abbreviation.

    >>> without_colon_suffix("EU:n"), without_colon_suffix("20:15")
    ('EU', '20:15')
    """
    name, _, suffix = word.partition(":")
    return name if suffix.isalpha() and suffix.islower() else word


SUFFIXES = {
    "en": ("possessive", without_possessive),
    "fr": ("elision", without_elision),
    "it": ("elision", without_elision),
    "ca": ("elision", without_elision),
    "tr": ("suffix", without_apostrophe_suffix),
    "az": ("suffix", without_apostrophe_suffix),
    "sv": ("suffix", without_colon_suffix),
    "fi": ("suffix", without_colon_suffix),
}


def country(word: str) -> str:
    """In English the capitals "US" as "U.S.", because in lower case they would be the pronoun, and a stop word.

    >>> country("US"), country("US-led"), country("USA")
    ('U.S.', 'U.S.-led', 'USA')
    """
    return COUNTRY.sub("U.S.", word) if "US" in word and not IS_ADDRESS(word) else word


def with_last_point(word: str) -> str:
    """An abbreviation of single letters with the last point that a comma or a lazy writer took from it.

    >>> with_last_point("U.S"), with_last_point("U.S-led"), with_last_point("bbc.co.uk")
    ('U.S.', 'U.S.-led', 'bbc.co.uk')
    """
    if "." not in word or IS_ADDRESS(word):
        return word
    return SINGLE_LETTERS.sub(lambda found: found[0] + ".", word)


def lower_case(word: str, language: str = "en") -> str:
    """A word in lower case by the rules of its language, whatever the machine's locale.

    >>> lower_case("İRAN"), lower_case("IĞDIR", "tr")
    ('iran', 'ığdır')
    """
    return word.translate(TURKISH_LOWER if language in ("tr", "az") else DOTTED_I_LOWER).lower()


def in_lower_case(vocabulary: np.ndarray, language: str) -> np.ndarray:
    """A vocabulary in lower case; Arrow finds the few words, if any, that are not.

    >>> in_lower_case(np.array(["NATO", "libya"], object), "en")
    array(['nato', 'libya'], dtype=object)
    """
    words = pa.array(vocabulary, pa.string())
    upper = np.flatnonzero(pc.not_equal(pc.utf8_lower(words), words).to_numpy(zero_copy_only=False))
    lowered = vocabulary.copy()
    lowered[upper] = [lower_case(word, language) for word in vocabulary[upper]]
    return lowered
