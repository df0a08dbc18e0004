"""How well a model foresees the other half of articles of which it has seen one."""

from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.terms import Counts
from analysis.terms.counts import checked

from .distributions import aligned_shares, distributions
from .named import NamedTopics


def halves(counts: Counts) -> tuple[Counts, Counts]:
    """The counts of each article in two halves: one to estimate its shares from, the other to score them on.

    The tokens of an article are laid out by the hash of their terms and taken in turn, the first one to the first half.
    So the halves are the same on every machine and in any order of articles and terms, and a term that an article
    repeats is in both.

    Parameters
    ----------
    counts : Counts

    Returns
    -------
    given, scored : Counts
        With the articles and terms of `counts`, to which they add up.

    Examples
    --------
    >>> counts = Counts(sparse.csr_array([[3, 2, 0]]), pd.Index(["a1"]), pd.Index(["libya", "nato", "trade"]))
    >>> given, scored = halves(counts)
    >>> given.matrix.toarray(), scored.matrix.toarray()
    (array([[2, 1, 0]]), array([[1, 1, 0]]))
    """
    matrix = sparse.csr_array(checked(counts).matrix)
    hashes = [blake2b(str(term).encode("utf-8", "surrogatepass"), digest_size=8).digest() for term in counts.terms]
    order = np.argsort(np.array(hashes, dtype="S8"), kind="stable")
    matrix = matrix[:, order]
    matrix.sort_indices()
    ends = np.cumsum(matrix.data)
    before = np.append(0, ends)[matrix.indptr[:-1]]  # tokens of all articles that come before
    ends -= np.repeat(before, np.diff(matrix.indptr))
    first = (ends + 1) // 2 - (ends - matrix.data + 1) // 2
    parts = []
    for data in (first, matrix.data - first):
        part = sparse.csr_array((data, order[matrix.indices], matrix.indptr.copy()), shape=matrix.shape)
        part.sort_indices()
        part.eliminate_zeros()
        parts.append(replace(counts, matrix=part))
    return tuple(parts)


def held_out(model: NamedTopics | pd.DataFrame, scored: Counts, shares: pd.DataFrame) -> pd.DataFrame:
    """The log likelihood of the second half of each article, given its shares as the first half has them.

    Document completion (Wallach et al. 2009, ICML, section 5.1): with the shares of article a estimated from one half
    of its tokens, a token of term t in the other has the probability sum over topics of share(a, topic) p(t | topic).
    Its mean logarithm over tokens is ``table["log_likelihood"].sum() / table["tokens"].sum()``, and the perplexity is
    exp of minus that. Score articles that the model was not fitted on; `choose_unnamed` does so. Only models with the
    same terms compare; and as `NamedTopics` weighs tokens by how rare their terms are, it foresees plain tokens less
    well than a model that was fitted to them.

    Parameters
    ----------
    model : NamedTopics or DataFrame
        As in `top_terms`.
    scored : Counts
        The second of the `halves`. Terms that the model does not know are left out.
    shares : DataFrame
        Of each article, articles x topics, from the first of the `halves`.

    Returns
    -------
    DataFrame
        Index `article_id`; columns `tokens`, those scored; `log_likelihood`, the sum over them of natural logarithms.
        It is missing, and `tokens` 0, where the shares are, since the first half held no term of the model; it is
        missing, too, where the model gives a token the probability 0, as topics without a prior may: smooth these.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO allies met", "Tripoli fell", "Libya and Tripoli"]})
    >>> counts = terms.count(text.tokenize(articles))
    >>> model = NamedTopics({"NATO": ["nato"], "Libya": ["libya"]}, unnamed=0).fit(counts)
    >>> given, scored = halves(counts)
    >>> table = held_out(model, scored, model.transform(given))
    >>> perplexity = np.exp(-table["log_likelihood"].sum() / table["tokens"].sum())
    >>> 3 < perplexity < 7
    np.True_
    """
    table = distributions(model)
    checked(scored)
    mixtures = aligned_shares(shares, table.index, scored.articles)
    column = table.columns.get_indexer(scored.terms)
    entries = scored.matrix.tocoo()
    kept = (column[entries.col] >= 0) & ~np.isnan(mixtures[entries.row]).any(axis=1)
    article, term, tokens = entries.row[kept], column[entries.col[kept]], entries.data[kept]
    order = np.lexsort((term, article))  # that of the model's terms, so that no other order changes a sum
    article, term, tokens = article[order], term[order], tokens[order]
    probabilities = table.to_numpy()
    mass = np.zeros(len(term))
    for k in range(len(probabilities)):
        mass += mixtures[article, k] * probabilities[k, term]
    logs = np.log(np.where(mass > 0, mass, np.nan))
    sums = np.bincount(article, tokens * logs, minlength=len(scored)).astype(float)  # of no tokens it makes integers
    sums[np.isnan(mixtures).any(axis=1)] = np.nan
    return pd.DataFrame(
        {"tokens": np.bincount(article, tokens, minlength=len(scored)).astype(np.int64), "log_likelihood": sums},
        index=scored.articles,
    )
