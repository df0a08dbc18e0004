"""From the text of articles to their sentences, each with its place in the text."""

import numpy as np
import pandas as pd

from analysis import _check

from . import languages
from .abbreviations import grammar
from .boundaries import boundaries
from .texts import texts


def sentences(articles: pd.DataFrame, *, language: str = "en") -> pd.DataFrame:
    """The sentences of each article, in order, with their places in the text.

    Every character that is no white space belongs to exactly one sentence. The rules about punctuation are in
    `analysis.text.boundaries`, those about lines and lists in `analysis.text.pieces`; abbreviations are judged by
    Punkt (Kiss & Strunk 2006, Computational Linguistics 32) on our own lists of them. An article's sentences depend
    on its text and `language` alone.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with a column `text`; a missing or empty text has no sentence.
    language : str, default "en"
        Two-letter code of the language of all the texts. There are lists of abbreviations for de, en, es, fr, it, ru
        and tr; other languages share a short international one.

    Returns
    -------
    DataFrame
        One row per sentence: `article_id`; `sentence`, its number in the article, from 0; `start` and `end`, in
        characters, so that ``text[start:end]`` is the sentence; `text`, the sentence without white space around it.

    Raises
    ------
    ValueError
        If there is no column `text`, or no such `language`.
    TypeError
        If a text is neither a str nor missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Talks began on Dec. 29. Gen. Eisenhower left the U.S. He is due in Sochi."]})
    >>> sentences(articles)[["sentence", "start", "end", "text"]]
       sentence  start  end                           text
    0         0      0   23        Talks began on Dec. 29.
    1         1     24   53  Gen. Eisenhower left the U.S.
    2         2     54   73            He is due in Sochi.
    """
    _check.table("articles", articles, ["text"])
    languages.check(language)
    rules = grammar(language)
    starts, ends, found, counts = [], [], [], []
    for text in texts(articles["text"]):
        before = len(starts)
        for start, end in boundaries(text, rules):
            starts.append(start)
            ends.append(end)
            found.append(text[start:end])
        counts.append(len(starts) - before)
    counts = np.array(counts, dtype=np.int64)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return pd.DataFrame(
        {
            "article_id": articles.index.repeat(counts),
            "sentence": np.arange(len(starts), dtype=np.int64) - first,
            "start": np.array(starts, dtype=np.int64),
            "end": np.array(ends, dtype=np.int64),
            "text": pd.Series(found, dtype="str"),
        }
    )
