"""Looking tokens up in a dictionary: where each of its keys occurs, and tokens with keys in place of what they mean."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis import _check

from . import languages
from .codes import extended, pack, unpack
from .dictionaries import entries
from .entries import looked_for
from .phrases import largest, named


def lookup(
    tokens: pd.Series,
    dictionary: dict,
    *,
    levels: Iterable[int] | None = None,
    nested: str = "key",
    language: str | None = None,
) -> pd.DataFrame:
    """The matches of a dictionary, each with the article and the place where it is.

    Parameters
    ----------
    tokens : Series
        As made by `tokenize`; look up before removing words.
    dictionary : dict
        Keys, each with a list of patterns or with a dict of further keys, as `read_dictionary` returns it. A pattern is
        one word or several, with ``*`` (any characters, also none) and ``?`` (one character) in any of them. It is cut
        by the rules by which the tokens were: "women's rights" is *women* and *rights*, "US" the country. Case is
        ignored otherwise. A pattern that no token can match is named in a warning.
    levels : iterable of int, optional
        Which levels of nested keys make up the key that is reported, counted from 1: with ``[1]`` all patterns below
        "security" are patterns of "security". Without it all levels do.
    nested : {"key", "dictionary"}, default "key"
        A match that lies within a longer one is left out if both are of one key ("key"), or whatever their keys
        ("dictionary"): "states" in "united states" still counts for a key of its own in the first case only. Matches
        that overlap without one holding the other all count.
    language : str, optional
        Two-letter code; by its rules patterns and tokens are compared in lower case. Without it, that of the tokens.

    Returns
    -------
    DataFrame
        One row for each match, in the order of articles, positions and keys:

        - `article_id`;
        - `key`: the levels joined by points, as in "security.military";
        - `position`: of its first token in the article, from 0;
        - `length`: number of tokens;
        - `match`: the words of the text, joined by spaces;
        - `pattern`: what it was found by, as the dictionary has it (the first of several of the key).

        No two rows share article, position and key.

    Raises
    ------
    TypeError, ValueError
        If `dictionary` is not one; the message names the key.

    Notes
    -----
    Nested matches are treated as in quanteda's ``tokens_lookup(nested_scope = )`` (Benoit et al. 2018, Journal of Open
    Source Software 3(30), 774), with whose results a test compares these.

    Examples
    --------
    >>> from analysis import text
    >>> articles = pd.DataFrame({"text": ["The armed forces left", "An army, two armies", "Peace"]}, ["a1", "a2", "a3"])
    >>> matches = lookup(text.tokenize(articles), {"security": {"military": ["arm?*", "armed force*"]}})
    >>> matches
      article_id                key  position  length         match       pattern
    0         a1  security.military         1       2  armed forces  armed force*
    1         a2  security.military         1       1          army         arm?*
    2         a2  security.military         3       1        armies         arm?*

    Articles x keys, with the articles that have no match:

    >>> matches.groupby(["article_id", "key"]).size().unstack(fill_value=0).reindex(articles.index, fill_value=0)
    key  security.military
    a1                   1
    a2                   2
    a3                   0
    """
    parts = unpack(tokens)
    found, starts, lengths, rows = _looked_up(parts, dictionary, levels, nested, language)
    articles = np.searchsorted(parts.offsets, starts, side="right") - 1
    numbers, names = named(parts, starts, lengths)
    keys = pa.array(found.keys, pa.string()).take(pa.array(np.array(found.numbers, np.int64)[rows]))
    words = {
        "key": keys,
        "match": names.take(pa.array(numbers)),
        "pattern": pa.array(found.patterns, pa.string()).take(pa.array(rows)),
    }
    table = pa.table(words).to_pandas()
    table.insert(0, "article_id", tokens.index.take(articles))
    table.insert(2, "position", starts - parts.offsets[articles])
    table.insert(3, "length", lengths.astype(np.int64))
    return table


def replace(
    tokens: pd.Series,
    dictionary: dict,
    *,
    levels: Iterable[int] | None = None,
    nested: str = "key",
    language: str | None = None,
) -> pd.Series:
    """The tokens with the keys of a dictionary in place of what they mean; all other tokens stay.

    Parameters as for `lookup`. Where matches of several keys begin together, all the keys stand there, in the order of
    the dictionary; a token within a match is gone.

    Returns
    -------
    Series
        On the index of `tokens`. Keys are as the dictionary has them: give them capitals if they are to be told from
        words.

    Examples
    --------
    >>> from analysis import text
    >>> tokens = text.tokenize(pd.DataFrame({"text": ["Sanctions by the United States"]}))
    >>> list(replace(tokens, {"US": ["united states", "washington"]}).iloc[0])
    ['sanctions', 'by', 'the', 'US']
    """
    parts = unpack(tokens)
    found, starts, lengths, rows = _looked_up(parts, dictionary, levels, nested, language)
    size = len(parts.codes) + 1
    keys_at = np.bincount(starts, minlength=size)  # how many keys begin at each token
    stays = np.cumsum(keys_at - np.bincount(starts + lengths, minlength=size))[:-1] == 0
    ends = np.concatenate([[0], np.cumsum(keys_at[:-1] + stays)])  # for each token, where what stands for it begins
    vocabulary, added = extended(parts.vocabulary, found.keys)
    codes = np.empty(ends[-1], np.int32)
    codes[ends[:-1][stays]] = parts.codes[stays]
    # Matches are in order, so those of one start follow each other.
    first = np.searchsorted(starts, starts)
    codes[ends[starts] + np.arange(len(starts)) - first] = added[np.array(found.numbers, np.int64)[rows]]
    changed = parts._replace(offsets=ends[parts.offsets], codes=codes, vocabulary=vocabulary)
    return pack(changed, tokens.index)


def _looked_up(parts, dictionary, levels, nested, language):
    """The entries of the dictionary; starts, lengths and entry numbers of its matches."""
    _check.option("nested", nested, ["key", "dictionary"])
    if language is not None:
        languages.check(language)
    found = entries(dictionary, levels)
    phrases, vocabulary = looked_for("dictionary", found.patterns, parts.vocabulary, parts.cutting, language)
    possible = [number for number, phrase in enumerate(phrases) if phrase]
    starts, lengths, rows = largest(
        parts._replace(vocabulary=vocabulary),
        [phrases[number] for number in possible],
        [found.numbers[number] for number in possible],
        across=nested == "dictionary",
    )
    return found, starts, lengths, np.array(possible, np.int64)[rows]
