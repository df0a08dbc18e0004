"""The table of articles x terms, how it is made from tokens and how its rows are added up."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from analysis import _check, _threads
from analysis.text.choices import Cutting
from analysis.text.codes import unpack
from analysis.text.entries import as_tokens

from ._kernel import articles_with, tally


@dataclass(frozen=True, eq=False)
class Counts:
    """How often each term stands in each article.

    A pandas sparse frame costs 0.13 s and 30 MB for each 10,000 terms; this holds the same in one sparse matrix and two
    indexes, which belong together and cannot get out of step.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (articles, terms)
        int64; float64 after `weight`.
    articles : Index
        The `article_id` of each row.
    terms : Index
        The term of each column, in code point order when made by `count`.
    cutting : text.Cutting or None
        How the texts were cut, as the tokens say.

    Examples
    --------
    >>> counts = Counts(sparse.csr_array([[2, 0], [1, 1]]), pd.Index(["a1", "a2"]), pd.Index(["libya", "nato"]))
    >>> counts
    Counts of 2 terms in 2 articles: 4 tokens
    >>> counts[np.array([False, True])].to_frame()
        libya  nato
    a2      1     1
    """

    matrix: sparse.csr_array
    articles: pd.Index
    terms: pd.Index
    cutting: Cutting | None = None

    def __post_init__(self):
        shape = (len(self.articles), len(self.terms))
        if self.matrix.shape != shape:
            raise ValueError(f"`matrix` must have the shape (articles, terms) = {shape}; got {self.matrix.shape}.")
        if not self.terms.is_unique:
            raise ValueError(
                f"`terms` must be unique; repeated: {_check.listing(self.terms[self.terms.duplicated()])}."
            )

    def __repr__(self):
        articles, terms = self.matrix.shape
        if self.matrix.dtype.kind == "f":
            return f"Weights of {terms:,} terms in {articles:,} articles"
        return f"Counts of {terms:,} terms in {articles:,} articles: {int(self.matrix.sum()):,} tokens"

    def __len__(self):
        return len(self.articles)

    def __getitem__(self, mask) -> "Counts":
        """The rows for which `mask` is true: a boolean Series aligned on `article_id`, or a boolean array."""
        if isinstance(mask, pd.Series):
            mask = _check.mask("mask", mask, self.articles)
        if isinstance(mask, str) or (isinstance(mask, list) and mask and isinstance(mask[0], str)):
            raise TypeError(
                f"Counts are selected by one boolean per article, {len(self)} of them; got {mask!r}. For terms write "
                f"counts.select({[mask] if isinstance(mask, str) else mask!r})."
            )
        mask = np.asarray(mask)
        if mask.dtype != bool or mask.shape != (len(self),):
            raise TypeError(
                f"Counts are selected by one boolean per article, {len(self)} of them; got {mask.dtype} of shape "
                f'{mask.shape}. Write counts[articles["outlet"] == "..."].'
            )
        return replace(self, matrix=self.matrix[mask], articles=self.articles[mask])

    def select(self, terms) -> "Counts":
        """Only the columns of `terms`, in their order; KeyError for a term that is not there."""
        columns = self.terms.get_indexer(pd.Index(terms))
        if (columns < 0).any():
            absent = pd.Index(terms)[columns < 0]
            raise KeyError(f"{len(absent)} of {len(columns)} terms are not in these counts: {_check.listing(absent)}.")
        return replace(self, matrix=self.matrix[:, columns], terms=self.terms[columns])

    def to_frame(self) -> pd.DataFrame:
        """A dense DataFrame, articles x terms: for a few selected terms, not for a whole vocabulary."""
        return pd.DataFrame(self.matrix.toarray(), index=self.articles, columns=self.terms)


def checked(counts, *, whole: bool = True) -> Counts:
    """Return `counts`; raise unless they are such, and with `whole` unless they are numbers of occurrences.

    >>> checked(pd.Series(["nato"]))
    Traceback (most recent call last):
    TypeError: `counts` must be the Counts that terms.count makes; got Series.
    """
    if not isinstance(counts, Counts):
        raise TypeError(f"`counts` must be the Counts that terms.count makes; got {type(counts).__name__}.")
    if whole and counts.matrix.dtype.kind not in "iu":
        raise ValueError(
            f"`counts` must hold numbers of occurrences; these hold {counts.matrix.dtype}. Take the counts that were "
            "given to terms.weight."
        )
    return counts


def count(
    tokens: pd.Series,
    *,
    min_articles: int = 1,
    max_articles: int | None = None,
    min_share: float = 0.0,
    max_share: float = 1.0,
    vocabulary: Iterable[str] | None = None,
) -> Counts:
    """How often each term stands in each article.

    What is left out is also not part of the totals that later rates are computed from.

    Parameters
    ----------
    tokens : Series
        As made by `text.tokenize`.
    min_articles, max_articles : int
        Leave out terms that stand in fewer or in more articles than this.
    min_share, max_share : float
        The same as shares of all articles, from 0 to 1.
    vocabulary : iterable of str, optional
        Count exactly these terms, in this order, whether they occur or not: the terms of another corpus, so that both
        have the same columns. It goes with no limit.

    Returns
    -------
    Counts
        Every article of `tokens` has a row, also one without a token left. Terms stand in code point order, or in that
        of `vocabulary`.

    Raises
    ------
    ValueError
        If a limit is no limit, two exclude each other, or `vocabulary` names a term twice.

    Examples
    --------
    >>> from analysis import text
    >>> articles = pd.DataFrame({"text": ["NATO and Libya", "NATO, NATO"]}, index=["a1", "a2"])
    >>> count(text.tokenize(articles), min_articles=2).to_frame()
    term  nato
    a1       1
    a2       2
    >>> count(text.tokenize(articles), vocabulary=["libya", "sanctions"]).to_frame()
    term  libya  sanctions
    a1        1          0
    a2        0          0
    """
    least, most = _limits(len(tokens), min_articles, max_articles, min_share, max_share)
    parts = unpack(tokens)
    if vocabulary is not None:
        terms, order = _fixed(vocabulary, parts, free=least <= 1 and most >= len(tokens))
    else:
        order = pc.array_sort_indices(pa.array(parts.vocabulary, pa.string())).to_numpy()
        if least > 1 or most < len(tokens):
            args = (parts.offsets, parts.codes)
            found = _threads.over_ranges(lambda *rows: articles_with(*args, *rows, len(order)), parts.offsets)
            articles = sum(found)[order]
            order = order[(articles >= least) & (articles <= most)]
        terms = parts.vocabulary[order]
    column = np.full(len(parts.vocabulary), -1, dtype=np.int32)
    column[order[order >= 0]] = np.flatnonzero(order >= 0)
    args = (parts.offsets, parts.codes, column, len(order))
    found = _threads.over_ranges(lambda *rows: tally(*args, *rows), parts.offsets)
    indices, counts, lengths = zip(*found, strict=True)
    indices, counts = np.concatenate(indices), np.concatenate(counts, dtype=np.int64)
    begins = np.concatenate([[0], *lengths]).cumsum()
    if begins[-1] <= np.iinfo(np.int32).max:  # else scipy makes the indices as wide as these
        begins = begins.astype(np.int32)
    matrix = sparse.csr_array((counts, indices, begins), shape=(len(tokens), len(order)))
    matrix.has_canonical_format = True
    return Counts(matrix, tokens.index, pd.Index(terms, dtype="str", name="term"), parts.cutting)


def _limits(articles, min_articles, max_articles, min_share, max_share):
    """The least and the most articles that a term may stand in, by number and share together."""
    least = _check.whole("min_articles", min_articles, least=1)
    most = articles if max_articles is None else _check.whole("max_articles", max_articles, least=least)
    min_share = _check.share("min_share", min_share)
    max_share = _check.share("max_share", max_share, least=min_share)
    # A share that is meant to be a whole number of articles can miss it by rounding: 0.07 of 100 is 7.000000000000001.
    return max(least, math.ceil(round(min_share * articles, 9))), min(most, math.floor(round(max_share * articles, 9)))


def _fixed(vocabulary, parts, *, free):
    """The terms asked for, and where each stands in the tokens' vocabulary, -1 if it does not.

    A term that is no word of the tokens as it is written means what the tokenizer makes of it.
    """
    if not free:
        raise ValueError("`vocabulary` says which terms are counted, so give no limits with it.")
    terms = pd.Index(_check.words("vocabulary", vocabulary, "terms"), dtype="str")
    if not terms.is_unique:
        twice = terms[terms.duplicated()].unique()
        raise ValueError(f"`vocabulary` must name each term once; repeated: {_check.listing(twice)}.")
    words = pd.Index(parts.vocabulary, dtype="str")
    order = words.get_indexer(terms)
    absent = np.flatnonzero(order < 0)
    if parts.cutting and len(absent):
        cut = [" ".join(found) for found in as_tokens(terms[absent], parts.cutting)]
        order[absent] = words.get_indexer(pd.Index(cut, dtype="str"))
        known = order[order >= 0]
        if len(known) > len(np.unique(known)):
            twice = terms[np.isin(order, known[pd.Index(known).duplicated()])]
            raise ValueError(f"`vocabulary` names the same word twice: {_check.listing(twice)}. Keep one of them.")
    return terms, order


def group(counts: Counts, by: pd.Series) -> Counts:
    """Counts added up over the articles that share a value of `by`: a row per outlet, month or any other fact.

    Parameters
    ----------
    counts : Counts
    by : Series
        One value per article, aligned on `article_id`; articles where it is missing are left out.

    Returns
    -------
    Counts
        Its `articles` are the groups in sorted order (those of a Categorical in the order of its categories); a
        category without articles has no row.

    Examples
    --------
    >>> counts = Counts(sparse.csr_array([[2, 0], [1, 1]]), pd.Index(["a1", "a2"]), pd.Index(["libya", "nato"]))
    >>> group(counts, pd.Series({"a1": "TASS", "a2": "TASS"})).to_frame()
          libya  nato
    TASS      3     1
    """
    checked(counts, whole=False)
    codes, groups = pd.factorize(_check.aligned("by", by, counts.articles), sort=True)
    rows = pd.Index(groups.astype(object), name=by.name)
    return replace(counts, matrix=added(counts.matrix, codes, len(groups)), articles=rows)


def added(matrix: sparse.csr_array, codes: np.ndarray, groups: int) -> sparse.csr_array:
    """The rows of a matrix added up by their group's number, 0 to `groups` - 1; those of -1 are left out.

    >>> added(sparse.csr_array([[1, 0], [2, 0], [4, 1]]), np.array([0, -1, 0]), 1).toarray()
    array([[5, 1]])
    """
    rows = np.flatnonzero(codes >= 0)
    adder = sparse.csr_array((np.ones(len(rows), matrix.dtype), (codes[rows], rows)), shape=(groups, matrix.shape[0]))
    return sparse.csr_array(adder @ matrix)
