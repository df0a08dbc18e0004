"""From tokens back to the text: which characters each token is, and which rule made it so."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis import _check

from ._cutting import RULES, look_up, word_breaks
from ._kernel import limits, to_characters
from .cutting import cut, switches
from .names import HAS_WORD_CHARACTER, kept, naming
from .properties import table
from .segment import points_of
from .texts import texts, utf8
from .tokenize import check_options, coded

STRETCHES = re.compile(r"[^\0- ]+")


def explain(
    text: str,
    *,
    language: str = "en",
    lower: bool = True,
    punctuation: bool = False,
    numbers: bool = True,
    hyphens: str = "keep",
) -> pd.DataFrame:
    """What `tokenize` does with one text, and by which rules.

    Parameters
    ----------
    text : str
    language, lower, punctuation, numbers, hyphens
        As in `tokenize`.

    Returns
    -------
    DataFrame
        One row per word or sign of the text, also those that are no tokens: `start` and `end`, so that
        ``text[start:end]`` is the piece; `text`, the piece; `token`, missing where it is left out; `rules`, the rules
        beyond the word boundaries of Unicode that made the token what it is, in their order.

    Examples
    --------
    >>> explain("The U.S.\N{RIGHT SINGLE QUOTATION MARK}s S-400s.")[["text", "token", "rules"]]
         text   token                                              rules
    0     The     the                                               case
    1  U.S.’s    u.s.  abbreviation, apostrophe, signs, possessive, case
    2  S-400s  s-400s                                       hyphen, case
    3       .    <NA>                                        punctuation
    """
    if not isinstance(text, str):
        raise TypeError(f"`text` must be one str; got {type(text).__name__}. For a table of articles see `spans`.")
    check_options(language, hyphens)
    list(texts(pd.Series([text], dtype=object)))  # raises where there is half a character
    rules = naming(language, lower=lower)
    rows = []
    for stretch in STRETCHES.finditer(text):
        for start, end, applied in _cut_with_rules(stretch[0], switches(language, hyphens)):
            token = piece = stretch[0][start:end]
            for name, rule in rules.items():
                before, token = token, rule(token)
                applied += [name] * (token != before)
            if not kept(token, punctuation=punctuation, numbers=numbers):
                if not kept(token, punctuation=True, numbers=True):
                    continue  # white space and invisible signs
                applied.append("numbers" if HAS_WORD_CHARACTER(token) else "punctuation")
                token = None
            rows.append((stretch.start() + start, stretch.start() + end, piece, token, ", ".join(applied)))
    explained = pd.DataFrame(rows, columns=["start", "end", "text", "token", "rules"])
    return explained.astype({"start": np.int64, "end": np.int64, "text": "str", "token": "string", "rules": "str"})


def _cut_with_rules(stretch, chosen):
    """Start, end and the names of the rules that set or took a boundary, for each piece of a stretch."""
    points = points_of(stretch)
    n = len(points)
    properties, breaks = np.empty(n, np.uint16), np.empty(n + 1, np.bool_)
    look_up(points, n, table(), chosen, properties)
    word_breaks(properties, n, breaks)
    changed = {}
    for name, rule in RULES.items():
        before = breaks.copy()
        rule(points, properties, n, breaks, chosen)
        changed[name] = np.flatnonzero(before != breaks)
    edges = np.flatnonzero(breaks)
    touched = {
        name: np.searchsorted(places, edges[:-1]) < np.searchsorted(places, edges[1:], side="right")
        for name, places in changed.items()
    }
    for piece, (start, end) in enumerate(pairwise(edges.tolist())):
        yield start, end, [name for name, pieces in touched.items() if pieces[piece]]


def spans(
    articles: pd.DataFrame,
    *,
    language: str = "en",
    lower: bool = True,
    punctuation: bool = False,
    numbers: bool = True,
    hyphens: str = "keep",
) -> pd.DataFrame:
    """Where each token stands in the text of its article.

    The way back from a count to the text: `position` is the place of the token in the list that `tokenize` makes with
    the same options. It takes a row per token, so ask it for the articles that you want to read.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`.
    language, lower, punctuation, numbers, hyphens
        As in `tokenize`.

    Returns
    -------
    DataFrame
        One row per token: `article_id`, `position` from 0 in each article, `token`, `start` and `end`, in characters,
        so that ``text[start:end]`` is what the token was made of.

    Examples
    --------
    >>> spans(pd.DataFrame({"text": ["“Turkey’s S-400s”"]}, index=["a1"]))
      article_id  position   token  start  end
    0         a1         0  turkey      1    9
    1         a1         1  s-400s     10   16
    """
    _check.table("articles", articles, ["text"])
    check_options(language, hyphens)
    rules = naming(language, lower=lower)
    tables = []
    done = 0
    for data, offsets in utf8(articles["text"]):
        first, starts, ends = limits(data, offsets)
        pieces, starts, ends = cut(data, starts, ends, switches(language, hyphens))
        codes, vocabulary = coded(data, starts, ends, rules, language, punctuation, numbers)
        found = codes >= 0
        until = np.concatenate([[0], np.cumsum(found)])[pieces[first]]
        starts, ends = starts[found], ends[found]
        to_characters(data, offsets, until, starts, ends)
        lengths = np.diff(until)
        tables.append(
            pd.DataFrame(
                {
                    "article_id": articles.index[done : done + len(lengths)].repeat(lengths),
                    "position": np.arange(len(starts)) - np.repeat(until[:-1], lengths),
                    "token": pd.Series(vocabulary.take(codes[found]).to_pandas(), dtype="str").to_numpy(),
                    "start": starts,
                    "end": ends,
                }
            )
        )
        done += len(lengths)
    return pd.concat(tables, ignore_index=True)
