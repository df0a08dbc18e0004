"""Key word in context: every place where a pattern stands, with the words around it."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check
from analysis.text.choices import Cutting
from analysis.text.entries import as_tokens, refuse_expressions
from analysis.text.occurrences import Occurrences, occurrences
from analysis.text.phrases import named
from analysis.text.sentences import sentences
from analysis.text.tokenize import check_options

KEY = re.compile(r"match|[LR][1-9]").fullmatch


def concordance(
    articles: pd.DataFrame,
    pattern: str,
    *,
    window: int = 5,
    within: str = "article",
    order: str = "text",
    language: str = "en",
    hyphens: str = "keep",
) -> pd.DataFrame:
    """The lines of a concordance: each place where a pattern stands, with the words left and right of it.

    What is searched are the tokens that `text.tokenize` makes with the same `language` and `hyphens`, in lower case;
    what is shown is the text itself. So "nato" finds "NATO's" and, in Turkish, "NATO'nun".

    Parameters
    ----------
    articles : DataFrame
        With a column `text`; a missing text has no line.
    pattern : str
        A word or a phrase of several; in each ``*`` stands for any characters, also none, and ``?`` for one; a lone
        ``*`` in a phrase is any word. A bar parts alternatives: ``"sanction* | embargo*"``. Case is ignored. A word is
        written as tokens are: ``"u.s."`` is the country, ``"us"`` the pronoun, and no token has a possessive 's. Where
        matches overlap, the one that begins first counts, and of those that begin together the longest, as in
        `text.compound`.
    window : int, default 5
        How many words to show on either side. Where fewer are left, everything up to the end of the article or sentence
        is shown: with ``within="sentence"`` and a large window, the whole sentence.
    within : {"article", "sentence"}, default "article"
        What the words on either side may not leave. The lines are the same for both; a match that runs over the end of
        a sentence is shown with the rest of both.
    order : str, default "text"
        "text" for the order of the articles, or by which words to sort, as in ``"R1 R2 R3"``: R1 is the first word to
        the right, L1 the first to the left (as far as 9, whatever the window, within the article or sentence), "match"
        the match. Words are compared as tokens, by code point; no word comes first; ties stay in the order of the text.
    language : str, default "en"
        Two-letter code of the language of all the texts.
    hyphens : {"keep", "split"}, default "keep"
        As in `text.tokenize`: "split" finds "russia" in "Russia-led".

    Returns
    -------
    DataFrame
        One row per match: `article_id`; `left`, `match` and `right`, the characters of the text, in `left` and `right`
        with a single space for all white space; `start` and `end`, in characters, so that ``text[start:end]`` is the
        match; `position`, the place of its first word among the tokens of the article, from 0.

    Raises
    ------
    ValueError
        If a pattern or one of its alternatives is empty or only ``*``; for an unknown option.

    Examples
    --------
    >>> texts = ["“NATO’s aim,” he said. Sanctions follow.", "On sanctions"]
    >>> articles = pd.DataFrame({"text": texts}, index=["a1", "a2"])
    >>> concordance(articles, "nato | sanction*", window=2)
      article_id      left      match     right  start  end  position
    0         a1         “     NATO’s  aim,” he      1    7         0
    1         a1  he said.  Sanctions   follow.     23   32         4
    2         a2        On  sanctions                3   12         1
    """
    _check.table("articles", articles, ["text"])
    check_options(language, hyphens)
    phrases = alternatives("pattern", pattern, language, hyphens)
    window = _check.whole("window", window)
    _check.option("within", within, ["article", "sentence"])
    keys = _keys(order)
    found = occurrences(articles, phrases, language=language, hyphens=hyphens)
    texts = articles["text"].iloc[found.rows].to_list()
    first, last = found.firsts, found.firsts + found.lengths - 1
    article, start, end = article_of(found, first), found.starts[first], found.ends[last]
    if within == "article":
        least, most = found.tokens.offsets[article], found.tokens.offsets[article + 1]
        begin, stop = np.zeros(len(first), np.int64), np.fromiter(map(len, texts), np.int64, len(texts))[article]
    else:
        held = Sentences(articles.iloc[found.rows], language)
        first_tokens = held.first_tokens(found)
        begun, ended = held.at(article, start), held.at(article, found.starts[last])
        least, most = first_tokens[begun], first_tokens[ended + 1]
        begin, stop = held.starts[begun], np.maximum(held.ends[ended], end)
    # Of a window that lies within them, the words say where it begins and stops, else the bounds do.
    inside = first - window >= least
    begin[inside] = found.starts[first[inside] - window]
    inside = last + window < most
    stop[inside] = found.ends[last[inside] + window]
    places = zip(article.tolist(), begin.tolist(), start.tolist(), end.tolist(), stop.tolist(), strict=True)
    pieces = [
        (" ".join(texts[a][i:j].split()), texts[a][j:k], " ".join(texts[a][k:m].split())) for a, i, j, k, m in places
    ]
    left, match, right = zip(*pieces, strict=True) if pieces else ((), (), ())
    lines = pd.DataFrame(
        {
            "article_id": articles.index[found.rows[article]],
            "left": pd.Series(left, dtype="str"),
            "match": pd.Series(match, dtype="str"),
            "right": pd.Series(right, dtype="str"),
            "start": start,
            "end": end,
            "position": first - found.tokens.offsets[article],
        }
    )
    if not keys:
        return lines
    ranks = [_ranks(key, found, least, most) for key in reversed(keys)]  # numpy takes the last one first
    return lines.iloc[np.lexsort(ranks)].reset_index(drop=True)


def alternatives(name: str, pattern: str, language: str, hyphens: str = "keep") -> list[tuple[str, ...]]:
    """The phrases that a pattern means, each as its words in the form that tokens have; raise unless it is a pattern.

    >>> alternatives("pattern", "Sanction* | war on  terror", "en")
    [('sanction*',), ('war', 'on', 'terror')]
    """
    if not isinstance(pattern, str):
        raise TypeError(
            f"`{name}` must be one str, a word or a phrase; got {type(pattern).__name__}. Write several with bars: "
            '"sanction* | embargo*".'
        )
    refuse_expressions(name, [pattern])
    written = [phrase.strip() for phrase in pattern.split("|")]
    phrases = as_tokens(written, Cutting(language, hyphens=hyphens))
    for phrase, words in zip(written, phrases, strict=True):
        if phrase and not words:
            raise ValueError(
                f"`{name}` must be something that tokens can be; of {phrase!r} they leave out what matters, such as "
                "signs. text.explain shows what becomes of it."
            )
    for phrase in phrases:
        if not any(word.strip("*") for word in phrase):
            raise ValueError(
                f"`{name}` must say which word to look for, in each of its alternatives; got {pattern!r}. "
                "An empty one means no word, and * alone means every word."
            )
    return phrases


def article_of(found: Occurrences, tokens: np.ndarray) -> np.ndarray:
    """Which of the articles with a match each of the tokens stands in."""
    return np.searchsorted(found.tokens.offsets, tokens, side="right") - 1


class Sentences:
    """The sentences of some articles, found by a place in one of them.

    Places of different articles are compared by adding to each the room that the articles before it take.

    >>> found = Sentences(pd.DataFrame({"text": ["War ended. Talks began.", "Oil fell."]}), "en")
    >>> found.at(np.array([0, 0, 1]), np.array([4, 17, 4]))
    array([0, 1, 2])
    """

    def __init__(self, articles: pd.DataFrame, language: str):
        self.table = sentences(articles[["text"]].reset_index(drop=True), language=language)
        self.starts, self.ends = self.table["start"].to_numpy(), self.table["end"].to_numpy()
        self._room = 1 + self.ends.max(initial=0)
        self._begins = self.place(self.table["article_id"].to_numpy(), self.starts)

    def place(self, article: np.ndarray, start: np.ndarray) -> np.ndarray:
        """One number for a place in an article, in the order of articles and places."""
        return article * self._room + start

    def at(self, article: np.ndarray, start: np.ndarray) -> np.ndarray:
        """The row of `table` with the sentence that holds each place."""
        return np.searchsorted(self._begins, self.place(article, start), side="right") - 1

    def first_tokens(self, found: Occurrences) -> np.ndarray:
        """The first token of each sentence, and behind the last one the number of tokens."""
        tokens = self.place(article_of(found, np.arange(len(found.starts))), found.starts)
        return np.append(np.searchsorted(tokens, self._begins), len(tokens))


def _keys(order):
    """The keys to sort by, none for the order of the text."""
    keys = order.split() if isinstance(order, str) else []
    if not keys or not (keys == ["text"] or all(map(KEY, keys))):
        raise ValueError(
            f'`order` must be "text", or keys to sort by such as "R1 R2 R3" (L1 to L9, R1 to R9, match); got {order!r}.'
        )
    return [] if keys == ["text"] else keys


def _ranks(key, found, least, most):
    """A number for each match that sorts them by one key."""
    if key == "match":
        numbers, names = named(found.tokens, found.firsts, found.lengths)
        return _in_order(names)[numbers]
    steps = int(key[1])
    tokens = found.firsts - steps if key[0] == "L" else found.firsts + found.lengths - 1 + steps
    there = (tokens >= least) & (tokens < most)
    codes, numbers = np.unique(found.tokens.codes[tokens[there]], return_inverse=True)
    ranks = np.full(len(tokens), -1)
    ranks[there] = _in_order(pa.array(found.tokens.vocabulary[codes], pa.string()))[numbers]
    return ranks


def _in_order(names):
    """The place of each of some distinct names in the order of their code points."""
    ranks = np.empty(len(names), np.int64)
    ranks[pc.array_sort_indices(names).to_numpy()] = np.arange(len(names))
    return ranks
