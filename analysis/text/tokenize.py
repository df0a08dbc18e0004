"""From the text of articles to their words, by stated rules.

The way of a text: `_kernel` numbers the stretches between its spaces; `cutting` cuts each distinct stretch into words
by the word boundaries of Unicode and a few rules of news; `names` says what each distinct word is called; and `_kernel`
writes the codes of the words for each stretch in order. So a corpus of a hundred million characters asks a few hundred
thousand questions, and the rest is copying numbers.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check, _threads

from . import languages
from ._kernel import APART, DROPPED, KEPT, PADDING, SPACE, expand, gathered, stretches, totals
from .choices import Cutting
from .codes import series
from .cutting import cut, switches, unforeseen
from .names import kept, naming
from .texts import Texts, utf8

SHARD = 8 << 20  # at most so many bytes of text does one thread take at a time; the answer does not depend on it

# Words that every rule leaves alone, but for their case: unaccented letters and digits, with hyphens. What an
# upper-case I becomes depends on the language, and US is a rule of English.
PLAIN = r"^[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*$"
NOT_PLAIN = {"en": r"\bUS\b", "tr": "I", "az": "I"}


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

    Words end at the word boundaries of Unicode (`segment`), except that

    - *hyphenated* words stay whole ("Russian-Turkish", "S-400", "COVID-19"), unless ``hyphens="split"``;
    - *abbreviations* of single letters keep their points: "U.S.", "U.N.'s", "U.S.-led"; an ampersand joins a few
      letters ("AT&T", "R&D"), and digits below or above the line join a formula or unit ("CO₂", "km²");
    - *numbers* keep their separators and per cent: "1,500.50", "20:15", "15%";
    - *apostrophes* join in words with digits too: "S-400'ler";
    - *addresses* (URLs, e-mail), *@mentions* and *#hashtags* stay whole;
    - *lost spaces* come back: a colon parts two words ("Lavrov:We"), and a point does before a capitalized word
      ("sanctions.The", "V.Putin").

    What a word is called in the tokens:

    - *same signs*: curly and straight apostrophes are one, and the kinds of hyphen; soft hyphens and zero-width signs
      vanish; full-width letters, ligatures, decomposed accents and digits off the line become plain ones;
    - *suffixes*: English possessive 's is cut off ("Turkey's" -> turkey); in Turkish and Azerbaijani everything after
      an apostrophe is ("NATO'nun" -> nato), in Swedish and Finnish after a colon ("EU:n" -> eu); French, Italian and
      Catalan lose an elided word ("l'OTAN" -> otan);
    - *case*: lower case by the rules of `language`: in Turkish and Azerbaijani I becomes dotless ı and İ becomes i;
      elsewhere İ becomes i, without a combining dot. In English the capitals "US" become "u.s.", because in lower case
      they would be the pronoun, and a stop word.

    `explain` shows for one text which rule did what. Chinese, Japanese and Thai, which write no spaces, come out
    character by character: separate their words by spaces first.

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
        Named "tokens", one list per article, on the index of `articles`. It is the same to the bit for any number of
        threads (``numba.set_num_threads``).

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Turkey\N{RIGHT SINGLE QUOTATION MARK}s S-400s: the US reacts.", None]})
    >>> [list(words) for words in tokenize(articles)]
    [['turkey', 's-400s', 'the', 'u.s.', 'reacts'], []]
    >>> list(tokenize(pd.DataFrame({"text": ["İSTANBUL'da NATO'nun"]}), language="tr").iloc[0])
    ['istanbul', 'nato']
    """
    _check.table("articles", articles, ["text"])
    check_options(language, hyphens)
    rules = naming(language, lower=lower)
    found = numbered(articles["text"], rules, language, hyphens, punctuation, numbers)
    offsets, codes = coded_in_order(found.shards, found.words)
    cutting = Cutting(language, lower, punctuation, numbers, hyphens)
    return series(offsets, codes, found.vocabulary, articles.index, cutting)


def check_options(language: str, hyphens: str) -> None:
    """Raise unless the options are what `tokenize`, `explain` and `spans` take.

    >>> check_options("en", "drop")
    Traceback (most recent call last):
    ValueError: `hyphens` must be one of 'keep', 'split'; got 'drop'.
    """
    languages.check(language)
    _check.option("hyphens", hyphens, ["keep", "split"])


class Shard(NamedTuple):
    """Some articles as the numbers of their stretches."""

    numbers: np.ndarray  # of each stretch, in order
    lengths: np.ndarray  # how many stretches each article has
    data: np.ndarray  # the distinct stretches, in the order of their numbers, with spaces between them
    distinct: int


class Words(NamedTuple):
    """The words of each stretch of a shard: stretch i is the words ``codes[firsts[i]:lasts[i]]``."""

    firsts: np.ndarray
    lasts: np.ndarray
    codes: np.ndarray
    starts: np.ndarray  # where in its stretch each word of `codes` starts, in bytes
    ends: np.ndarray


class Numbered(NamedTuple):
    """The texts of a column in parts, each with its shard and the words of that shard's stretches."""

    parts: list[Texts]
    shards: list[Shard]
    words: list[Words]
    vocabulary: pa.Array  # what the codes of all words mean


def numbered(column, rules, language, hyphens, punctuation, numbers) -> Numbered:
    """Number the stretches of all texts; cut and name each distinct one once. The options are those of `tokenize`."""
    parts = _parts(utf8(column))
    shards = _threads.in_order(lambda part: _shard(part, punctuation), parts)
    data, stretch_starts, stretch_ends, known_as = _merged(shards)
    first, starts, ends = cut(data, stretch_starts, stretch_ends, switches(language, hyphens))
    codes, vocabulary = coded(data, starts, ends, rules, language, punctuation, numbers)
    found = codes >= 0
    begins = np.repeat(stretch_starts, np.diff(first))[found]
    first = np.concatenate([[0], np.cumsum(found)])[first]
    kept = codes[found], starts[found] - begins, ends[found] - begins
    words = [Words(first[known], first[known + 1], *kept) for known in known_as]
    return Numbered(parts, shards, words, vocabulary)


def coded_in_order(shards, words) -> tuple[np.ndarray, np.ndarray]:
    """Where the words of each article begin, and the codes of all words in order."""
    lengths = _threads.in_order(lengths_of, shards, words)
    offsets = np.concatenate([[0], *lengths]).cumsum()
    written = np.empty(offsets[-1], np.int32)
    ends = np.cumsum([found.sum() for found in lengths])
    _threads.in_order(_write, shards, words, np.split(written, ends[:-1]))
    return offsets, written


def lengths_of(shard: Shard, words: Words) -> np.ndarray:
    """How many words each article of a shard has."""
    return totals(shard.numbers, shard.lengths, words.firsts, words.lasts)


def _write(shard, words, written):
    one = words.lasts - words.firsts == 1
    single = np.full(len(one), -1, np.int32)
    single[one] = words.codes[words.firsts[one]]
    expand(shard.numbers, single, words.firsts, words.lasts, words.codes, written)


def _parts(chunks):
    """Consecutive articles together, an eighth of all where that is neither very little nor more than `SHARD`."""
    total = sum(chunk.offsets[-1] - chunk.offsets[0] for chunk in chunks)
    size = np.clip(total // 8 + 1, SHARD // 8 + 1, SHARD)
    parts = []
    for data, offsets in chunks:
        begins = np.searchsorted(offsets[:-1], np.arange(offsets[0], offsets[-1], size))
        edges = np.unique(np.append(begins, [0, len(offsets) - 1]))
        parts += [Texts(data, offsets[begin : end + 1]) for begin, end in pairwise(edges)]
    return parts


def _shard(part, signs):
    numbers, lengths, starts, ends = stretches(part.data, part.offsets, APART if signs else DROPPED)
    return Shard(numbers, lengths, gathered(part.data, starts, ends)[0], len(starts))


def _merged(shards):
    """The distinct stretches of all shards, where they start and end; and for each shard, which of them its own are."""
    data = np.concatenate([*(shard.data for shard in shards), np.full(PADDING, SPACE, np.uint8)])
    numbers, _, starts, ends = stretches(data, np.array([0, len(data) - PADDING]), KEPT)
    return data, starts, ends, np.split(numbers, np.cumsum([shard.distinct for shard in shards])[:-1])


def coded(data, starts, ends, rules, language, punctuation, numbers):
    """The code of each piece, -1 if it is left out; and the vocabulary that the codes mean."""
    data, offsets = gathered(data, starts, ends)
    piece_of, _, starts, ends = stretches(data, offsets[[0, -1]], KEPT)
    pieces = _strings(data, starts, ends)
    plain = pc.match_substring_regex(pieces, PLAIN)
    if language in NOT_PLAIN:
        plain = pc.and_not(plain, pc.match_substring_regex(pieces, NOT_PLAIN[language]))
    names = pc.ascii_lower(pieces) if "case" in rules else pieces
    failed = []
    others = [
        _name(piece, rules, punctuation, numbers, failed) for piece in pieces.filter(pc.invert(plain)).to_pylist()
    ]
    unforeseen(failed)
    encoded = pc.replace_with_mask(names, pc.invert(plain), pa.array(others, pa.string())).dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy()
    return codes[piece_of], encoded.dictionary


def _strings(data, starts, ends):
    """The pieces of UTF-8 as an Arrow array."""
    data, offsets = gathered(data, starts, ends)
    spaced = pa.LargeStringArray.from_buffers(len(starts), pa.py_buffer(offsets), pa.py_buffer(data))
    return pc.ascii_rtrim(spaced, characters=" ").cast(pa.string())


def _name(word, rules, punctuation, numbers, failed):
    """What a word as cut from the text is called in the tokens, or None if it is left out.

    A word on which a rule fails is called what it is, and `failed` takes it.
    """
    called = word
    try:
        for rule in rules.values():
            called = rule(called)
    except Exception:
        called = word
        failed.append(word)
    return called if kept(called, punctuation=punctuation, numbers=numbers) else None
