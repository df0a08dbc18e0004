"""Which terms set some articles apart from the others."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis import _check

from .association import MEASURES, TESTS, UNSIGNED, Table, divided, fisher, p_of_chi2
from .bootstrap import log_ratio_errors
from .counts import Counts, checked
from .estimates import CORRECTIONS, Z, corrected
from .frequency import PER_MILLION

SMOOTHING = 0.5  # so that a term absent on one side has a finite log ratio (Haldane 1956)
# Tokens in the prior of the log-odds: about one article, as Monroe et al. (2008) take a speaker's words of one day.
PRIOR_TOKENS = 500
OWN = ("log_ratio", "log_odds", "fisher")  # measures that are computed here and not in `association`


def keyness(
    counts: Counts,
    target: pd.Series,
    *,
    measure: str = "g2",
    correction: str = "benjamini_hochberg",
    smoothing: float = SMOOTHING,
    prior: pd.Series | None = None,
    cluster: pd.Series | pd.DataFrame | None = None,
    replicates: int = 1000,
) -> pd.DataFrame:
    """Terms ordered by how much more frequent they are in the target articles than in the others.

    A test and an effect size stand side by side, whatever `measure` is asked for: a test grows with the size of the
    corpus, an effect size does not. Without `cluster` all of them treat tokens as independent draws, which those of one
    article or outlet are not: read the order and the effect sizes, and be slow to believe a p-value. With `cluster` the
    intervals and p-values rest on how much the clusters differ among themselves.

    Parameters
    ----------
    counts : Counts
    target : Series of bool
        True for the articles of interest, aligned on `article_id`; the others are the reference. To compare with some
        of the others only, select those rows of `counts` first.
    measure : str, default "g2"
        What orders the terms. *Tests*: "g2" (log-likelihood over four cells, Dunning 1993, as quanteda),
        "g2_two_cell" (over the two cells of the term, Rayson and Garside 2000), "g2_yates", "g2_williams", "chi2",
        "chi2_yates" (uncapped, as quanteda), "chi2_yates_capped" (as R and scipy), "fisher" (exact, two-sided).
        *Effect sizes*: "log_ratio" (Hardie 2014), "log_odds" (Monroe, Colaresi and Quinn 2008, the "fightin' words";
        ordered by its z), "percent_diff", "odds_ratio", "difference_coefficient", "simple_maths", "pmi", "phi2",
        "mutual_information", "bayes_factor", "log_likelihood_effect" and the others of `association.MEASURES`.
        MEASURES.md lists each with its definition and source.
    correction : {"benjamini_hochberg", "holm", "bonferroni", "none"}
        How `p_adjusted` allows for looking at all terms at once: by the false discovery rate (Benjamini and Hochberg
        1995) or the probability of a single false one (Holm 1979; Bonferroni).
    smoothing : float, default 0.5
        Added to both counts of `log_ratio`, and of no other measure.
    prior : Series, optional
        Pseudo-counts of each term for "log_odds". Without it an informative prior: 500 tokens, spread as the terms are
        spread in target and reference together.
    cluster : Series or DataFrame, optional
        What cluster each article belongs to, such as the day, or several facts that make it together, as
        ``articles[["outlet", "date"]]``. `low`, `high`, `p` and `p_adjusted` then come from a bootstrap over clusters
        (see Notes). Each side needs at least two clusters.
    replicates : int, default 1000
        How many times the clusters are drawn. The draws are the same every time and do not depend on the order of rows.

    Returns
    -------
    DataFrame
        Index `term`, those typical of the target first and those of the reference last; within equal values by `g2`,
        then by code point. Columns: `target` and `reference` (counts), `target_per_million`, `reference_per_million`,
        `log_ratio` with `low` and `high` (95 %), the measure (for "log_odds" also its `z`; for "fisher" the odds
        ratio), `g2`, `p`, `p_adjusted`. The p-value is that of the measure if it is a test, of `z` for
        "log_odds", of the log ratio with `cluster`, and of `g2` otherwise; a term that neither side uses has none, and
        is not counted among the comparisons. A measure that is not defined for a term
        (division by zero) is missing, and the term stands last.

    Raises
    ------
    ValueError
        If the target or the reference has no tokens; if a side has fewer than two clusters.

    Notes
    -----
    The interval of `log_ratio` is that of a ratio of two shares (Katz et al. 1978, Biometrics 34, 469-474).

    With `cluster`, whole clusters are drawn with replacement: those that lie in the target, those that lie in the
    reference and those that reach into both are drawn apart, one fewer of each than there are, and weighted up, which
    makes the variance unbiased also for few clusters (Rao and Wu 1988, JASA 83, 231-241). The interval is the log ratio
    -+ Student's t with (clusters of the smaller side - 1) degrees of freedom times the standard deviation of the
    replicates (Cameron and Miller 2015, J. of Human Resources 50, 317-372), and `p` is that of the same t. The error is
    never taken below that of independent tokens: a term that one side never uses is equally absent from every draw,
    which says nothing about how sure its absence is.

    Examples
    --------
    >>> from analysis import terms, text
    >>> articles = pd.DataFrame({"text": ["NATO NATO Libya", "trade trade Libya"]}, index=["a1", "a2"])
    >>> counts = terms.count(text.tokenize(articles))
    >>> target = pd.Series({"a1": True, "a2": False})
    >>> terms.keyness(counts, target)[["target", "reference", "g2"]].round(3)
           target  reference     g2
    term
    nato        2          0  3.819
    libya       1          1  0.000
    trade       0          2 -3.819
    >>> terms.keyness(counts, target, measure="simple_maths")["simple_maths"].round(3).to_list()
    [666667.667, 1.0, 0.0]
    """
    checked(counts)
    _check.option("measure", measure, [*OWN, *MEASURES])
    _check.option("correction", correction, CORRECTIONS)
    smoothing = _check.number("smoothing", smoothing, above=0)
    replicates = _check.whole("replicates", replicates, least=2)
    chosen = _check.mask("target", target, counts.articles)
    inside, outside = (np.asarray(counts.matrix[mask].sum(axis=0)).ravel() for mask in (chosen, ~chosen))
    if not inside.sum() or not outside.sum():
        side = "target" if not inside.sum() else "reference"
        raise ValueError(
            f"`target` must leave tokens on both sides; the {side} has none "
            f"({chosen.sum()} of {len(chosen)} articles are in the target). Compare with a value that occurs."
        )
    cells = Table.of(inside, outside, inside.sum() - inside, outside.sum() - outside)
    ratio, error = _log_ratio(cells, smoothing)
    width = Z * error
    g2 = MEASURES["g2"](cells)
    columns, order, p = _measured(measure, cells, counts.terms, prior, ratio, g2)
    if cluster is not None:
        between, freedom = log_ratio_errors(counts, chosen, cluster, smoothing, replicates)
        error = np.maximum(error, between)
        width = stats.t.ppf(0.975, freedom) * error
        p = 2 * stats.t.sf(divided(np.abs(ratio), error), freedom)
    p = np.where(cells.row > 0, p, np.nan)
    table = pd.DataFrame(
        {
            "target": inside,
            "reference": outside,
            "target_per_million": inside / inside.sum() * PER_MILLION,
            "reference_per_million": outside / outside.sum() * PER_MILLION,
            "log_ratio": ratio,
            "low": ratio - width,
            "high": ratio + width,
            **columns,
            "g2": g2,
            "p": p,
            "p_adjusted": corrected(p, correction),
        },
        index=counts.terms.rename("term"),
    )
    if not table.index.is_monotonic_increasing:
        place = pd.Index(table.index.argsort())
        table, order, g2 = table.iloc[place], [key[place] for key in order], g2[place]
    missing = np.isnan(order[-1])
    return table.iloc[np.lexsort([-g2, *(-key for key in reversed(order)), missing])]


def _measured(measure, cells, terms, prior, ratio, g2):
    """The columns of a measure, the keys that order the terms by it (the largest first), and the p-value."""
    if measure == "log_odds":
        odds, z = log_odds(cells, _prior(prior, cells, terms))
        return {"log_odds": odds, "z": z}, [z], 2 * stats.norm.sf(np.abs(z))
    if measure == "log_ratio":
        return {}, [ratio], p_of_chi2(g2)
    if measure == "fisher":
        p = fisher(cells)
        return {"odds_ratio": MEASURES["odds_ratio"](cells)}, [cells.sign * (1 - p)], p
    value = MEASURES[measure](cells)
    order = [cells.sign, value * cells.sign] if measure in UNSIGNED else [value]
    return {measure: value}, order, p_of_chi2(value if measure in TESTS else g2)


def log_odds(cells: Table, prior: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The difference of log-odds of each term with a Dirichlet prior, and its z.

    Equations 16, 20 and 22 of Monroe, Colaresi and Quinn (2008, Political Analysis 16, 372-403), natural logarithm.

    >>> odds, z = log_odds(Table.of([7, 3], [2, 7], [3, 7], [7, 2]), np.array([0.1, 0.1]))
    >>> z.round(6)
    array([ 2.605739, -3.006741])
    """
    total = prior.sum()
    (a, b), (c, d) = (cells.a + prior, cells.b + prior), (cells.c + total - prior, cells.d + total - prior)
    odds = np.log(divided(a, c)) - np.log(divided(b, d))  # missing where there is but one term
    return odds, odds / np.sqrt(1 / a + 1 / b)


def _prior(prior, cells, terms):
    """Pseudo-counts of the terms, each above 0."""
    if prior is None:
        used = cells.row > 0
        share = np.where(used, cells.row, cells.row[used].min())  # a term that nobody uses: as rare as the rarest
        return PRIOR_TOKENS * share / share.sum()
    values = _check.aligned("prior", prior, terms, kind="term").to_numpy(dtype=float)
    if not (values > 0).all() or not np.isfinite(values).all():
        raise ValueError(
            f"`prior` must be above 0 for every term; it is not for {_check.listing(terms[~(values > 0)])}."
        )
    return values


def _log_ratio(cells, smoothing):
    """The binary log ratio of rates and its standard error if tokens are independent."""
    target, reference = cells.a + smoothing, cells.b + smoothing
    total_target, total_reference = cells.column + smoothing, cells.n - cells.column + smoothing
    ratio = np.log2((target / total_target) / (reference / total_reference))
    error = np.sqrt(1 / target - 1 / total_target + 1 / reference - 1 / total_reference) / np.log(2)
    return ratio, error
