"""How evenly each term is spread over the parts of a corpus."""

import numpy as np
import pandas as pd

from analysis.text.codes import unpack

from ._kernel_dispersion import distances
from .counts import Counts, checked

# Of the generator SplitMix64 (Steele, Lea & Flood 2014, OOPSLA, p. 459): neighbouring numbers end far apart.
STEP, FIRST, SECOND = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)


def dispersion(counts: Counts, *, tokens: pd.Series | None = None) -> pd.DataFrame:
    r"""Terms with how evenly they are spread over the parts of the corpus, and frequencies that allow for it.

    The parts are the rows of `counts`: articles; after `terms.group` outlets or months. The size of a part is the
    number of its tokens in `counts`: what `terms.count` left out is in no part, and a row without tokens is none.

    Below, a term stands :math:`v_i` times in part :math:`i` of :math:`n`, :math:`f` times in all; :math:`s_i` is the
    part's share of all tokens and :math:`p_i = v_i / s_i` the rate of the term there. Standard deviations divide by
    :math:`n` (R's ``sd``, and with it quanteda.extras, by n - 1), which gives the numbers of Gries (2008, International
    Journal of Corpus Linguistics 13, 403-437). "Sizes count" marks what allows for parts of different size; the rest is
    defined for equal parts, and a term in large parts looks uneven to it. Logarithms are binary.

    - `range`: parts that hold the term; `range_share` of all parts;
    - `sd`, `vc`: standard deviation of the :math:`v_i`, and as a multiple of their mean;
    - `juilland_d`: :math:`1 - \mathrm{vc}(p) / \sqrt{n - 1}` (Juilland et al. 1970), of rates: sizes count;
    - `carroll_d2`: entropy of the :math:`p_i / \sum p`, divided by :math:`\log n` (Carroll 1970): sizes count;
    - `rosengren_s`: :math:`(\sum \sqrt{s_i v_i})^2 / f` (Rosengren 1971): sizes count;
    - `lyne_d3`: :math:`1 - \chi^2 / 4 f` with :math:`s_i f` expected (Lyne 1985): sizes count. It is below 0 for a rare
      term in many parts, which Wordless shows as 0; quanteda.extras expects :math:`f / n` everywhere;
    - `zhang_dc`: :math:`(\sum \sqrt{v_i})^2 / n f` (Zhang et al. 2004);
    - `dp`: :math:`\sum |v_i / f - s_i| / 2` (Gries 2008, p. 415): sizes count. 0 is *even*, other than above: this is
      not 1 - DP, as tlda gives it;
    - `dp_norm`: `dp` divided by the largest that it can be, :math:`1 - \min s` (Lijffijt & Gries 2012, ibid. 17, p.
      148; Egbert et al. 2020 take the smallest part that holds the term);
    - `kld`: divergence of the :math:`v_i / f` from the :math:`s_i` in bits, not scaled to 1 (Gries 2020): sizes count,
      and 0 is even.

    Adjusted frequencies are the `count` of an evenly spread term that would be as useful:

    - `juilland_u`: :math:`f` times `juilland_d`;
    - `carroll_um`: :math:`f D_2 + (1 - D_2) \sum s_i v_i` (Carroll, Davies & Richman 1971), in equal parts Gries'
      :math:`f D_2 + (1 - D_2) f / n`;
    - `rosengren_kf`: :math:`f` times `rosengren_s`;
    - `engwall_fm`: :math:`f` times `range_share` (Engwall 1974);
    - `kromer_ur`: each part adds 1 + 1/2 + ... + 1/v (Kromer 2003).

    With `tokens` come measures that need no parts, of the distances :math:`d_j` from each occurrence to the next in the
    whole corpus of :math:`N` tokens, as a circle (Savický & Hlaváčová 2002, Journal of Quantitative Linguistics 9,
    215-231). They depend on the order of the articles, which should mean something: sort by date first, for instance.

    - `arf`: average reduced frequency, :math:`\sum \min(d_j, N / f) \cdot f / N`; it is an adjusted frequency itself;
    - `awt`, `f_awt`: average waiting time :math:`(1 + \sum d_j^2 / N) / 2`, and the frequency :math:`N^2 / \sum d_j^2`;
    - `ald`, `f_ald`: average logarithmic distance :math:`\sum d_j \log_{10} d_j / N`, and the frequency
      :math:`N \cdot 10^{-\mathrm{ald}}`.

    Parameters
    ----------
    counts : Counts
    tokens : Series, optional
        Those that `counts` were made from, of the same articles. Words left out of `counts` keep their places.

    Returns
    -------
    DataFrame
        Index `term`, ordered by `count`, within a count by code point; columns as above. Terms without an occurrence
        are not listed. With a single part `juilland_d`, `carroll_d2`, `dp_norm` and what follows from them are missing.

    Raises
    ------
    ValueError
        If `counts` hold weights, or a term stands more or less often in `tokens` than in `counts`.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO met", "NATO, Libya, Libya met", "NATO met"]}, index=["a1", "a2", "a3"])
    >>> tokens = text.tokenize(articles)
    >>> table = terms.dispersion(terms.count(tokens), tokens=tokens)
    >>> table[["count", "range", "dp_norm", "juilland_d", "arf"]].round(2)
           count  range  dp_norm  juilland_d   arf
    term
    met        3      3     0.22         0.8  2.50
    nato       3      3     0.22         0.8  2.50
    libya      2      1     0.67         0.0  1.25
    """
    checked(counts)
    rows, sizes = _in_order(counts)
    shares = sizes / max(sizes.sum(), 1)
    parts, terms = rows.shape
    place, times = rows.indices, rows.data.astype(np.int64)
    share = np.repeat(shares, np.diff(rows.indptr))

    def total(values):
        """The sum of a number over the parts of each term, part by part in their order."""
        return np.bincount(place, weights=values, minlength=terms)

    count = total(times).astype(np.int64)
    used = np.flatnonzero(count)
    each = np.where(count > 0, count, 1)  # terms without an occurrence are dropped in the end
    held = np.bincount(place, minlength=terms)
    # n times the sum of squares, minus the square of the sum: whole numbers, so that an even term has exactly 0.
    sd = np.sqrt(parts * total(times * times).astype(np.int64) - count * count) / max(parts, 1)
    rate = times / share
    rates = total(rate)
    mean = rates / max(parts, 1)
    rate_sd = np.sqrt((total((rate - mean[place]) ** 2) + (parts - held) * mean**2) / max(parts, 1))
    own = times / each[place]  # the part's share of the term's occurrences
    bits = total(own * np.log2(own / share))
    spread = rate / np.where(rates > 0, rates, 1)[place]
    several = parts > 1 or np.nan  # turns into NaN what a single part says nothing about
    juilland = np.clip(1 - rate_sd / np.where(mean > 0, mean, 1) / np.sqrt(max(parts - 1, 1)), 0, 1) * several
    carroll = np.clip(total(-spread * np.log2(spread)) / np.log2(max(parts, 2)), 0, 1) * several
    rosengren = total(np.sqrt(times * share)) ** 2
    dp = total(np.maximum(own - share, 0))  # half the sum of absolute differences: those above 0 equal those below
    harmonic = np.cumsum(np.append(0, 1 / np.arange(1, times.max(initial=0) + 1)))
    table = pd.DataFrame(
        {
            "count": count,
            "range": held,
            "range_share": held / max(parts, 1),
            "sd": sd,
            "vc": sd * parts / each,
            "juilland_d": juilland,
            "carroll_d2": carroll,
            "rosengren_s": rosengren / each,
            "lyne_d3": 1 - (total(times * rate) / each - count) / (4 * each),
            "zhang_dc": total(np.sqrt(times)) ** 2 / (max(parts, 1) * each),
            "dp": dp,
            "dp_norm": dp / (1 - shares.min()) if parts > 1 else np.nan,
            "kld": np.maximum(bits, 0),
            "juilland_u": count * juilland,
            "carroll_um": count * carroll + (1 - carroll) * total(times * share),
            "rosengren_kf": rosengren,
            "engwall_fm": count * held / max(parts, 1),
            "kromer_ur": total(harmonic[times]),
        },
        index=counts.terms.rename("term"),
    )
    if tokens is not None:
        table = table.join(_by_distance(tokens, counts.terms, count))
    return table.iloc[used].sort_index().sort_values("count", ascending=False, kind="stable")


def _in_order(counts):
    """The rows that hold tokens, and their sizes, in an order that follows from what they hold.

    Sums of fractions depend on their order in the last digit. So parts are taken by size, and those of one size by a
    number made of their terms: parts that agree in both are alike, and it does not matter which comes first.
    """
    matrix = counts.matrix
    sizes = np.asarray(matrix.sum(axis=1)).ravel()
    marks = np.arange(1, matrix.shape[1] + 1, dtype=np.uint64) * STEP
    marks = (marks ^ (marks >> np.uint64(30))) * FIRST
    marks = (marks ^ (marks >> np.uint64(27))) * SECOND
    sums = np.concatenate([[np.uint64(0)], np.cumsum(matrix.data.astype(np.uint64) * marks[matrix.indices])])
    content = sums[matrix.indptr[1:]] - sums[matrix.indptr[:-1]]  # whole numbers that overflow are exact all the same
    order = np.lexsort((content, sizes))
    order = order[sizes[order] > 0]
    rows = matrix[order]
    rows.sum_duplicates()
    rows.eliminate_zeros()
    return rows, sizes[order]


def _by_distance(tokens, terms, count):
    """The measures by distance, for each of `terms`."""
    parts = unpack(tokens)
    column = terms.get_indexer(pd.Index(parts.vocabulary)).astype(np.int32)
    known = column[parts.codes]
    found = np.bincount(known[known >= 0], minlength=len(terms))
    wrong = np.flatnonzero(found != count)
    if len(wrong):
        term = terms[wrong[0]]
        raise ValueError(
            f"`tokens` must be those that `counts` were made from; {len(wrong)} of {len(terms)} terms differ: {term!r} "
            f"stands {found[wrong[0]]} times in `tokens` and {count[wrong[0]]} times in `counts`. Take both from the "
            "same articles."
        )
    near, far, squares, logs = distances(parts.codes, column, count)
    total = len(parts.codes)
    used = np.where(count > 0, squares, np.nan)
    logs = logs / max(total, 1)
    return pd.DataFrame(
        {
            "arf": near * count / max(total, 1) + far,
            "awt": (1 + used / max(total, 1)) / 2,
            "ald": logs,
            "f_awt": total**2 / used,
            "f_ald": total / 10**logs,
        },
        index=terms.rename("term"),
    )
