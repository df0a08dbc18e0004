"""What is wrong with a corpus, and what that means for the analysis: `check`, and article by article `defects`."""

from collections.abc import Iterator

import pandas as pd

from analysis import _check
from analysis.corpus import languages, spread, wording
from analysis.corpus.faults import DEFECTS

# Of these the details differ from article to article; where they are is told by their groups.
BY_GROUP = ("repeated text", "very short", "very long", "replacement character")
NAMED = 3  # examples of each defect that `check` names: enough to look at, `defects` has them all


def check(articles: pd.DataFrame, *, by: pd.Series | None = None, repeated: int = 5) -> pd.DataFrame:
    """Return one row per kind of defect that was found, with what it means; without a defect, no row.

    Nothing is changed or left out. `defects` names every article behind the numbers.

    Parameters
    ----------
    articles : DataFrame
        One row per article, with its `text`; `date`, `outlet`, `title` and `language` are looked at where they are.
    by : Series, optional
        The group of each article in which lengths, templates and coverage are compared, aligned on `article_id`;
        without it the outlets, or all articles where there are none.
    repeated : int
        In so many articles of a group a sentence or line is a template.

    Returns
    -------
    DataFrame
        Index `defect`. Columns `articles` (how many have it); `share` of all articles; `where`, the groups that have
        it, or details, the most frequent first, and a few ids; `means`, what it does to the analysis; `remedy`.

    Notes
    -----
    These are rules that point at what a reader should look at, each with its own errors:

    - *very short*, *very long*: the log of the number of words is more than 3.5 times 1.4826 times the median absolute
      deviation from the median of its group (Iglewicz and Hoaglin, 1993), and the text three times as short or long;
      groups of fewer than ten articles have no such bounds.
    - *template*: a line or sentence of 25 characters or more, figures aside, in `repeated` different texts of a group.
    - *outlet silent*: longer than 31 days and than ten times its usual gap, and likewise for beginnings and ends, so
      that an annual address is not silent for eleven months.
    - *dates on one day*: ten articles or more, one in twenty of all, and ten times those of the median day with any.
    - languages are told from the first 500 characters of texts of 200 and more, by the model of langid.py (Lui and
      Baldwin, 2012) that comes with the package py3langid; where it gives its answer less than 0.9, it is in doubt.
    - *mojibake* is what ftfy (Speer, 2019) can undo.

    Examples
    --------
    >>> texts = ["Talks resumed.", "Talks resumed.", "Caf\\ufffd closed &amp; sold."]
    >>> articles = pd.DataFrame({"text": texts, "title": ["Talks", "Talks", "News"]}, index=["a1", "a2", "a3"])
    >>> check(articles)[["articles", "where"]]
                           articles where
    defect
    no date                       3 'a1', 'a2', 'a3'
    no outlet                     3 'a1', 'a2', 'a3'
    repeated text                 1 'a2'
    replacement character         1 'a3'
    HTML left                     1 &amp;: 'a3'
    """
    found = defects(articles, by=by, repeated=repeated)
    rows = []
    for defect, rows_of in found.groupby("defect", observed=True):
        means, remedy = DEFECTS[defect]
        n = rows_of["article_id"].nunique()
        rows.append((defect, n, n / len(articles), _where(rows_of, by_group=defect in BY_GROUP), means, remedy))
    table = pd.DataFrame(rows, columns=["defect", "articles", "share", "where", "means", "remedy"])
    types = {"articles": "int64", "share": "float64"} | dict.fromkeys(["where", "means", "remedy"], "str")
    return table.astype(types).set_index(table["defect"].astype("str")).drop(columns="defect")


def defects(articles: pd.DataFrame, *, by: pd.Series | None = None, repeated: int = 5) -> pd.DataFrame:
    """Return one row per article and defect, as `check` counts them.

    Parameters
    ----------
    articles, by, repeated
        As in `check`.

    Returns
    -------
    DataFrame
        Columns `defect` (Categorical, in the order of `check`), `article_id`, `group`, `detail` (what was found: the
        template, the language, the number of words, the time of silence). Ordered by defect, then as in `articles`.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Talks &amp; more"], "title": ["Talks"]}, index=["a1"])
    >>> defects(articles).query("defect == 'HTML left'")[["article_id", "detail"]].values.tolist()
    [['a1', '&amp;']]
    """
    _check.table("articles", articles, ["text"])
    repeated = _check.whole("repeated", repeated, least=2)
    group = _groups(articles, by)
    if "date" in articles:
        _check.dates('articles["date"]', articles["date"], articles.index)
    rows = [(name, *row) for name, found in _found(articles, group, repeated) for row in found.items()]
    table = pd.DataFrame(rows, columns=["defect", "place", "detail"])
    place = table["place"].to_numpy(dtype=int)
    table = table.assign(
        defect=pd.Categorical(table["defect"], categories=list(DEFECTS)),
        article_id=articles.index.take(place),
        group=group.take(place),
        detail=table["detail"].astype("str"),
    ).sort_values(["defect", "place"], kind="stable", ignore_index=True)
    return table[["defect", "article_id", "group", "detail"]]


def _found(articles: pd.DataFrame, group: pd.Index, repeated: int) -> Iterator[tuple[str, pd.Series]]:
    """Yield each kind of defect with a Series: place of the article -> detail."""
    articles = articles.assign(article_id=articles.index.astype("str")).reset_index(drop=True)
    group = pd.Series(group.to_numpy(), dtype="str")
    blank = articles["text"].isna() | (articles["text"].astype("str").str.strip() == "")
    yield "no text", _detail(blank)
    for column in ("date", "outlet", "title"):
        missing = articles[column].isna() if column in articles else pd.Series(True, index=articles.index)
        if column == "title" and column in articles:
            missing |= articles["title"].astype("str").str.strip() == ""
        yield f"no {column}", _detail(missing)
    texts = articles["text"][~blank].astype("str")
    yield from wording.found(texts, articles, group, repeated)
    yield from languages.found(texts, articles)
    if "date" in articles:
        yield from spread.found(articles["date"].dropna(), group)


def _groups(articles: pd.DataFrame, by: pd.Series | None) -> pd.Index:
    """The name of the group of each article; "" where it has none."""
    if by is None and "outlet" not in articles:
        return pd.Index([""] * len(articles), dtype="str")
    by = articles["outlet"] if by is None else _check.aligned("by", by, articles.index)
    return pd.Index(by.astype("object").where(by.notna(), "").map(str), dtype="str")


def _detail(bad: pd.Series) -> pd.Series:
    return pd.Series("", index=bad.index[bad])


def _where(rows: pd.DataFrame, *, by_group: bool) -> str:
    """The most frequent details (or groups, where there are none), with their numbers, and a few ids."""
    detailed = rows["detail"].ne("").any() and not by_group
    counts = rows["detail" if detailed else "group"].value_counts(sort=False)
    counts = counts[counts.index != ""].sort_values(ascending=False, kind="stable")
    shown = [f"{name} ({n:,})" if n > 1 else name for name, n in counts.head(NAMED).items()]
    rest = len(counts) - len(shown)
    shown += [f"{rest:,} more"] if rest else []
    ids = _check.listing(rows["article_id"].drop_duplicates().head(NAMED))
    return f"{'; '.join(shown)}: {ids}" if shown else ids
