"""One article for each group of copies."""

import pandas as pd

from analysis import _check


def collapse(articles: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Return the articles without copies: of each group the origin, with how many it stands for and who printed them.

    Parameters
    ----------
    articles : DataFrame
        One row per article.
    duplicates : DataFrame
        What `corpus.duplicates` makes of the same articles. Rows may have been left out of it first: what is not in it
        is kept, so that ``duplicates[duplicates["kind"] != "near"]`` collapses exact copies only.

    Returns
    -------
    DataFrame
        The rows of `articles` that are kept, in their order and as they are, with two further columns: `copies`, how
        many articles of the corpus this one stands for, itself included; and, if there is a column `outlet`, `outlets`:
        the outlets that printed one of them, in the order of their first, with a comma and a space between.
        The rest are ``articles.loc[duplicates.index[duplicates["kind"] != "origin"]]``.

    Raises
    ------
    ValueError
        If `duplicates` was made of other articles, or `articles` already has one of the two columns.

    Examples
    --------
    >>> from analysis import corpus
    >>> articles = pd.DataFrame(
    ...     {"text": ["Talks go on.", "Talks go on.", "Talks end."], "outlet": ["B", "A", "A"]},
    ...     index=["a1", "a2", "a3"],
    ... )
    >>> collapse(articles, corpus.duplicates(articles))
                text outlet  copies outlets
    a1  Talks go on.      B       2    B, A
    a3    Talks end.      A       1       A
    """
    _check.ids("articles", _check.table("articles", articles))
    duplicates = _check.made_from("duplicates", duplicates, articles.index, ["group", "kind"])
    there = [column for column in ("copies", "outlets") if column in articles]
    if there:
        raise ValueError(
            f"`articles` already has the column {_check.listing(there)}, as if it had been collapsed before. "
            "Collapse the articles as they were read, or rename the column."
        )
    group = duplicates["group"]
    kept = articles[~articles.index.isin(duplicates.index[duplicates["kind"] != "origin"])]
    kept = kept.assign(copies=group.value_counts().reindex(kept.index).fillna(1).astype(int))
    if "outlet" in articles:
        outlets = articles["outlet"].reindex(duplicates.index).astype("str")
        printed = outlets.dropna().groupby(group).agg(lambda names: ", ".join(names.unique()))
        kept["outlets"] = printed.reindex(kept.index).fillna(kept["outlet"].astype("str")).astype("str")
    return kept
