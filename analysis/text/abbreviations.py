"""What a word that ends in a point is in a language, and whether the point can end a sentence as well.

The lists are ``corpus/wordlists/abbreviations-<language>.txt``; their heads say what the kinds mean. What they leave
open goes to nltk's implementation of Punkt (Kiss & Strunk 2006, Computational Linguistics 32). It does not learn its
parameters from the texts here: it gets our abbreviations, and the language's function words, which show by a capital
letter that a sentence begins. So the sentences of one article never depend on another one.
"""

import re
from functools import cache, lru_cache

import stopwordsiso

from analysis import _paths

from .stopwords import stopwords

KINDS = ("never", "number", "maybe", "often")

# Languages that write "19." for "19th".
ORDINALS = re.compile("az|bs|cs|da|de|et|fi|fo|hr|hu|is|lb|lt|lv|nb|nn|no|pl|sk|sl|sr|tr").fullmatch

POINTED = re.compile(r"[^\W\d_]\.(?:&?[^\W\d_]\.)+\Z").match  # U.S., e.g., S.&P.: letters with a point each
INITIAL = re.compile(r"[^\W\d_]\.\Z").match
NUMBER = re.compile(r"\d{1,3}\.\Z").match
ROMAN = re.compile(r"[IVX]{1,5}\.\Z").match
PARTS = re.compile(r"[-/'’]")  # R-Ky., D/Calif., l'art.

DOTTED_I = ("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "I")  # whose lower case has two characters in Python
NAME = "Ankara"  # stands for any word that Punkt has no information about


@cache
def grammar(language: str) -> "Grammar":
    """The `Grammar` of a language; one without a list of abbreviations gets the international ones."""
    return Grammar(language)


class Grammar:
    """The abbreviations and function words of one language, asked about words that end in a point.

    >>> english = grammar("en")
    >>> english.kind("Gen."), english.kind("Ky."), english.kind("U.N."), english.kind("talks.")
    ('never', 'maybe', 'maybe', None)
    >>> english.ends("U.S.", "The"), english.ends("U.S.", "Senate")
    (True, False)
    """

    def __init__(self, language: str):
        from nltk.tokenize import punkt  # a second to import, and the rest of the room has no use for it

        path = _paths.WORDLISTS / f"abbreviations-{language}.txt"
        self.listed = path.exists()
        self.english = language == "en"
        self.ordinals = ORDINALS(language) is not None
        lines = _paths.lines(path if self.listed else path.with_stem("abbreviations-other"))
        entries = [line.split() for line in lines]
        self.kinds = {entry: kind for entry, kind, *_ in entries}
        for entry, kind, *_ in entries:
            for variant in (entry[0].upper() + entry[1:], entry.upper()):
                self.kinds.setdefault(variant, kind)
        words = stopwords(language) if language in stopwordsiso.langs() else []
        self.starters = frozenset(word for word in words if word.replace("'", "").isalpha())
        parameters = punkt.PunktParameters()
        self.kinds.setdefault("U.S.", "maybe")
        abbreviations = [entry for entry, kind in self.kinds.items() if kind != "often" and not INITIAL(entry)]
        parameters.abbrev_types.update(entry[:-1].lower() for entry in abbreviations)
        for entry, _, *continuations in entries:
            parameters.collocations.update((entry[:-1].lower(), word.rstrip(".").lower()) for word in continuations)
        # Punkt's table of capital letters: these begin sentences with a capital, and stand within them without one.
        function_word = punkt._ORTHO_BEG_UC | punkt._ORTHO_MID_LC
        for word in self.starters:
            parameters.add_ortho_context(word, function_word)
        self._says = punkt.PunktSentenceTokenizer(parameters).text_contains_sentbreak
        self.ends = lru_cache(maxsize=1 << 16)(self._ends)

    def entry(self, word: str, before: str = "") -> str | None:
        """The abbreviation that ends with `word`, which has a point, or None; ``kinds[entry]`` is its kind.

        `before` is the word before it: the parts of "z. B." are one abbreviation. Forms such as "U.N." that are in no
        list count as "U.S.", since Punkt knows abbreviations by name only.

        >>> grammar("de").entry("B.", "z."), grammar("en").entry("R-Ky."), grammar("en").entry("U.N.")
        ('z.B.', 'Ky.', 'U.S.')
        """
        if before.endswith(".") and before + word in self.kinds:
            return before + word
        if word in self.kinds:
            return word
        last = PARTS.split(word)[-1]
        if last in self.kinds:
            return last
        return "U.S." if POINTED(last) else None

    def kind(self, word: str) -> str | None:
        """One of `KINDS` if `word`, with its point, is an abbreviation, else None."""
        return self.kinds.get(self.entry(word))

    def starts(self, word: str) -> bool:
        """Whether `word` is a function word with a capital letter, as at the beginning of a sentence."""
        word = word.replace(*DOTTED_I).replace("’", "'")
        return word[:1].isupper() and word[1:] == word[1:].lower() and word.lower() in self.starters

    def _ends(self, word, following):
        """Whether Punkt ends a sentence after `word` when `following`, with a capital letter or a digit, comes next."""
        plain = following.replace(*DOTTED_I).rstrip(".:/'’-")
        name = (len(plain) > 1 and plain.isupper()) or self.kind(following)  # "US" is no "us", and "No. 5" no "no"
        return self._says(f"{word} {NAME if name and plain.lower() in self.starters else plain}")
