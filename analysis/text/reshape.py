"""Articles cut into parts that are articles in their turn."""

import numpy as np
import pandas as pd

from analysis import _check

from .pieces import paragraphs
from .sentences import sentences
from .texts import texts


def reshape(articles: pd.DataFrame, *, to: str = "sentences", language: str = "en") -> pd.DataFrame:
    """The sentences or paragraphs of articles, as articles that keep the facts of those that they are from.

    So whatever takes articles takes their parts: a topic's share in a sentence, a concordance of paragraphs.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`; an article without a text has no part.
    to : {"sentences", "paragraphs"}
        Sentences are those of `sentences`; paragraphs end at an empty line.
    language : str, default "en"
        That of the texts, by which sentences end.

    Returns
    -------
    DataFrame
        One row per part, in the order of the articles. The index `article_id` is "a1-0" for the first part of "a1"; the
        columns are those of `articles` with the part as `text`, and `whole`, the id of the article; `part`, its number
        there from 0; `start` and `end`, in characters, so that ``articles.loc[whole, "text"][start:end]`` is the part.

    Raises
    ------
    ValueError
        If ids are not unique, if `articles` has one of the new columns, or for an unknown `to`.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["NATO met. Libya too.", None], "outlet": ["TASS", "CNN"]}, index=["a1", "a2"])
    >>> reshape(articles)[["text", "outlet", "whole", "start", "end"]]
                      text outlet whole  start  end
    article_id
    a1-0         NATO met.   TASS    a1      0    9
    a1-1        Libya too.   TASS    a1     10   20
    """
    _check.ids("articles", _check.table("articles", articles, ["text"]))
    _check.option("to", to, ["sentences", "paragraphs"])
    taken = [column for column in ("whole", "part", "start", "end") if column in articles]
    if taken:
        raise ValueError(f"`articles` has a column {_check.listing(taken)}, as the parts will. Rename or drop it.")
    column = articles["text"].reset_index(drop=True)
    if to == "sentences":
        parts = sentences(column.to_frame(), language=language).rename(
            columns={"article_id": "row", "sentence": "part"}
        )
    else:
        parts = pd.DataFrame(_paragraphs(column), columns=["row", "part", "start", "end", "text"])
    rows = parts["row"].to_numpy(dtype=np.int64)
    made = articles.iloc[rows].assign(text=parts["text"].astype("str").to_numpy(), whole=articles.index[rows])
    made = made.assign(**{column: parts[column].to_numpy(np.int64) for column in ("part", "start", "end")})
    names = [f"{whole}-{part}" for whole, part in zip(made["whole"], made["part"], strict=True)]
    return _check.ids("articles", made.set_axis(pd.Index(names, dtype="str", name="article_id")))


def _paragraphs(column):
    """Row, number, start, end and text of each paragraph."""
    for row, text in enumerate(texts(column)):
        for part, (start, end) in enumerate(paragraphs(text)):
            yield row, part, start, end, text[start:end]
