"""What is in a corpus, in one table, and the few characters by which to know it again."""

import hashlib

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import _check

FINGERPRINT_FIELDS = ("text", "date", "outlet", "title")
AT_ONCE = 10_000  # articles whose words are counted at a time: keeps the lists of words of a large corpus out of memory


def describe(articles: pd.DataFrame, *, by: pd.Series | None = None) -> pd.DataFrame:
    """Return one row per group of articles, and a last row "all".

    Parameters
    ----------
    articles : DataFrame
        One row per article, with its `text`.
    by : Series, optional
        The group of each article, such as ``articles["outlet"]``. Articles without one make the row "(none)".

    Returns
    -------
    DataFrame
        Index: the group, named after `by`. Columns `articles`; `words` (stretches between white space); `first` and
        `last` date; `without_text` (missing or only white space), `without_title`, `without_date`; `repeated_texts`
        (articles with a text, less the number of different texts among them, compared character by character: a
        text that two outlets share is a repeat in "all" and in neither outlet; missing texts repeat nothing);
        `replacement_characters` (U+FFFD in the texts: characters that were lost before the texts came to us).

    Examples
    --------
    >>> articles = pd.DataFrame(
    ...     {"text": ["Talks resumed.", "Talks resumed.", None], "outlet": ["A", "B", "B"]}, index=["a1", "b1", "b2"]
    ... )
    >>> describe(articles, by=articles["outlet"])[["articles", "words", "without_text", "repeated_texts"]]
            articles  words  without_text  repeated_texts
    outlet
    A              1      2             0               0
    B              2      2             1               0
    all            3      4             1               1
    """
    _check.table("articles", articles, ["text"])
    if by is not None:
        by = _check.aligned("by", by, articles.index)
    text, title, date = (_column(articles, name) for name in ("text", "title", "date"))
    facts = pd.DataFrame(
        {
            "words": _words(text),
            "date": pd.to_datetime(date),
            "without_text": _blank(text),
            "without_title": _blank(title),
            "without_date": date.isna().to_numpy(),
            "text": pd.factorize(text.mask(_blank(text)))[0],
            "replacement_characters": pc.fill_null(
                pc.count_substring(arrow(text), "\N{REPLACEMENT CHARACTER}"), 0
            ).to_numpy(),
        }
    )
    groups = {} if by is None else {name: facts.take(rows) for name, rows in _groups(by)}
    rows = [_row(group) for group in [*groups.values(), facts]]
    index = pd.Index([*map(str, groups), "all"], name=(by is not None and by.name) or "group", dtype="str")
    return pd.DataFrame(rows, index=index).astype({"first": "datetime64[us]", "last": "datetime64[us]"})


def fingerprint(articles: pd.DataFrame) -> str:
    """Return 16 hexadecimal characters that stand for the content of `articles`.

    Covered are, for each article, its id, text, date (the day), outlet and title, or that one is missing; nothing else.
    The order of rows and of columns, further columns, and how a column is stored (categories, time of day) make no
    difference. A column that is absent counts as missing throughout. Any other change of a single character does,
    down to the difference between composed and decomposed letters.

    The articles are hashed (BLAKE2b, each field with its length before it), the hashes sorted, and hashed again.

    Examples
    --------
    >>> articles = pd.DataFrame({"text": ["Talks resumed.", "Talks ended."]}, index=["a1", "a2"])
    >>> fingerprint(articles) == fingerprint(articles[::-1])
    True
    >>> fingerprint(articles) == fingerprint(articles.replace("Talks ended.", "Talks ended"))
    False
    """
    _check.table("articles", articles, ["text"])
    columns = [articles.index.astype("str").tolist()]
    for name in FINGERPRINT_FIELDS:
        column = _column(articles, name)
        if name == "date":
            column = pd.to_datetime(column).dt.strftime("%Y-%m-%d")
        columns.append(column.astype("object").where(column.notna(), None).tolist())
    digests = sorted(_digest(fields) for fields in zip(*columns, strict=True))
    return hashlib.blake2b(b"".join(digests), digest_size=8).hexdigest()


def _digest(fields: tuple) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for field in fields:
        if field is None:
            digest.update(b"missing;")
        else:
            content = str(field).encode("utf-8", "surrogatepass")
            digest.update(b"%d;" % len(content))
            digest.update(content)
    return digest.digest()


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    if name in articles:
        return articles[name]
    return pd.Series(pd.NaT if name == "date" else None, index=articles.index, dtype=None if name == "date" else "str")


def arrow(text: pd.Series) -> pa.ChunkedArray:
    """Return the texts as Arrow strings, without a copy where pandas holds them so already."""
    array = pa.array(text.astype("str"), type=pa.large_string(), from_pandas=True)
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _blank(text: pd.Series):
    return pc.fill_null(pc.equal(pc.utf8_length(pc.utf8_trim_whitespace(arrow(text))), 0), True).to_numpy()


def _words(text: pd.Series) -> list[int]:
    texts, counts = pc.utf8_trim_whitespace(arrow(text).combine_chunks()), []
    for start in range(0, len(texts), AT_ONCE):
        part = texts.slice(start, AT_ONCE)
        # An empty text is one empty word to the splitter.
        words = pc.if_else(pc.equal(part, ""), 0, pc.list_value_length(pc.utf8_split_whitespace(part)))
        counts += pc.fill_null(words, 0).to_pylist()
    return counts


def _groups(by: pd.Series) -> list:
    codes, names = pd.factorize(by, sort=True)
    if isinstance(by.dtype, pd.CategoricalDtype):  # in the order of the categories, the empty ones too
        codes, names = by.cat.codes.to_numpy(), by.cat.categories
    groups = [(name, (codes == i).nonzero()[0]) for i, name in enumerate(names)]
    return groups + ([("(none)", (codes == -1).nonzero()[0])] if (codes == -1).any() else [])


def _row(facts: pd.DataFrame) -> dict:
    with_text = facts["text"][facts["text"] >= 0]
    return {
        "articles": len(facts),
        "words": int(facts["words"].sum()),
        "first": facts["date"].min(),
        "last": facts["date"].max(),
        "without_text": int(facts["without_text"].sum()),
        "without_title": int(facts["without_title"].sum()),
        "without_date": int(facts["without_date"].sum()),
        "repeated_texts": len(with_text) - with_text.nunique(),
        "replacement_characters": int(facts["replacement_characters"].sum()),
    }
