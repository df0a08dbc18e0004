"""Tokens: one list of words per article, and the operations that select and join them.

A `tokens` table is a pandas Series aligned on ``article_id``. To the user it is a plain Series of lists; its dtype is
Arrow ``large_list<dictionary<int32, string>>``, that is, integer codes and one vocabulary, so that a rule about words
is applied once per distinct word and never once per token.

Start with `tokenize`; `explain` shows what it does with a text, and by which rule; `spans` leads from tokens back to
characters. Then `compound` joins phrases, `remove` and `keep` select words, and `stopwords` lists function words,
`boilerplate` the signatures and buttons of English news. Join before removing: a phrase whose inner word is gone is no
longer found. `sentences` cuts the texts themselves, one row per sentence with its place in the article; `reshape` makes
articles of sentences or paragraphs, which keep the facts of theirs; and `segment` cuts one text at the plain word
boundaries of Unicode.

How texts were cut is a `Cutting`, which tokens and counts carry along: what is looked up, joined, removed or kept goes
through the same rules, so that "women's rights", "US" and "NATO'nun" find what they mean.

`lookup` finds the keys of a dictionary, with the article and the place of each match, and `replace` puts keys in place
of words; `read_dictionary` reads the files of other programs. `ngrams` makes terms of neighbours, `stem` takes endings
off.
"""

from analysis import _notebook as _notebook

from .choices import Cutting
from .compound import compound
from .dictionaries import read_dictionary
from .explain import explain, spans
from .lookup import lookup, replace
from .ngrams import ngrams
from .reshape import reshape
from .segment import segment
from .select import keep, remove
from .sentences import sentences
from .stem import stem
from .stopwords import boilerplate, stopwords
from .tokenize import tokenize

__all__ = [
    "Cutting",
    "boilerplate",
    "compound",
    "explain",
    "keep",
    "lookup",
    "ngrams",
    "read_dictionary",
    "remove",
    "replace",
    "reshape",
    "segment",
    "sentences",
    "spans",
    "stem",
    "stopwords",
    "tokenize",
]


def __dir__():
    return __all__
