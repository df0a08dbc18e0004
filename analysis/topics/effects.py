"""How topic shares differ between outlets, sides and times, with other things held equal."""

import io
import tokenize
import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special, stats

from analysis import _check
from analysis.terms.estimates import CORRECTIONS, corrected

from .reading import grouping

STEP = 1e-4  # of a number's standard deviation: how far it is moved for a slope
NEWTON_STEPS = 8  # each doubles the correct digits; a test compares with a fit from the beginning
CERTAIN = 1e-8  # an expected share nearer to 0 or 1 than this belongs to a coefficient without a finite estimate
COLUMNS = ["topic", "group", "covariate", "contrast", "reference", "effect", "low", "high", "p", "p_adjusted"]


class Contrast(NamedTuple):
    """Two designs whose expected shares are compared; with a step, per unit of a number."""

    covariate: str
    contrast: str
    reference: str | None
    designs: tuple[np.ndarray, np.ndarray]  # from, to
    step: np.ndarray | None


def effects(
    shares: pd.DataFrame,
    articles: pd.DataFrame,
    formula: str,
    *,
    cluster: pd.Series | pd.DataFrame | None = None,
    group: pd.Series | None = None,
    refits: Sequence[pd.DataFrame] | None = None,
    correction: str = "benjamini_hochberg",
) -> pd.DataFrame:
    """How much the mean share of each topic changes with each covariate, the others as they are.

    A fractional logit for each topic (Papke and Wooldridge 1996, Journal of Applied Econometrics 11, 619-632, eq. 4 and
    5): the expected share is 1 / (1 + exp(-x b)), b maximizes the Bernoulli likelihood, and errors are those of the
    sandwich, so that nothing but the mean is assumed of shares (times n / (n - k) for n articles and k coefficients;
    times G / (G - 1) (n - 1) / (n - k) for G clusters). Unlike a line through shares it never expects one below 0.

    Effects are average marginal effects: the expected share of every article with its covariate set to one value, less
    that with it set to another, averaged over articles; their errors are those of the delta method. The outlets of
    "outlet + date" are so compared at equal dates.

    Without `refits` shares are taken as known: what is uncertain about the topics is not in the intervals, which are
    too short. With them the variance is V + (1 + 1 / n) B (Rubin 1987, Multiple Imputation, eq. 3.1.5), V that of the
    effect for the given shares and B its variance over n refits. On `news-2017` ("outlet + date", three topics, 20
    refits) intervals become longer by 7 % in the median and by 19 % at most.

    Effects are differences that go with a covariate. They are not what the covariate causes.

    Parameters
    ----------
    shares : DataFrame
        As `NamedTopics.transform` gives it, or some of its columns.
    articles : DataFrame
        Holds the covariates; further articles are left out.
    formula : str
        The covariates: names of columns joined by `+`, or by `*` where one depends on another, as in "outlet + date" or
        "outlet * after". Within it ``C(number)`` makes categories of a number and ``bs(date, df=4)`` a smooth curve of
        it, as statsmodels and patsy define. A column of dates counts days. The first category is the reference.
    cluster : Series or DataFrame, optional
        Articles with the same value are not independent of each other: day, or
        ``articles[["outlet", "date"]]``. There must be more clusters than coefficients.
    group : Series, optional
        Effects are averaged over the articles of each group instead of all: the effect of "after" in each outlet, with
        "outlet * after" and ``group=articles["outlet"]``. Articles where it is missing are in no average.
    refits : list of DataFrame, optional
        As `refits` gives them.
    correction : {"benjamini_hochberg", "holm", "bonferroni", "none"}
        How p-values allow for all rows of the table.

    Returns
    -------
    DataFrame
        One row per topic, group, covariate and contrast. Columns: `topic`, `group` (Categorical, "all" without
        `group`); `covariate`, a column of `articles`; `contrast` (Categorical): a category, compared with `reference`,
        or "slope" for numbers and "slope per day" for dates, without reference; `effect`, a difference of shares,
        for slopes per unit; `low`, `high` (95 %), `p` (of no effect), `p_adjusted`; `articles`, how many the model
        rests on, and `left_out`, how many lack the share or a covariate. Intervals are Student's with as many degrees
        of freedom as there are clusters, less one; without clusters, articles less coefficients. All but the effect is
        missing for a topic with the same share in all articles; the effect, too, for one whose shares are 0 or 1 for
        all articles of some kind, because then a coefficient has no finite estimate.

    Raises
    ------
    TypeError, ValueError
        A formula that cannot be read, names no column or has a left side; covariates that determine each other; fewer
        clusters or articles than coefficients; shares outside 0 to 1.

    Notes
    -----
    The formula sees columns and the functions of patsy, nothing else: ``np.log(length)`` has to be a column.

    Examples
    --------
    >>> articles = pd.DataFrame({"outlet": ["BBC", "BBC", "TASS", "TASS", "TASS"], "after": [0, 1, 0, 1, 1]})
    >>> shares = pd.DataFrame({"NATO": [0.1, 0.2, 0.3, 0.5, 0.4]})
    >>> effects(shares, articles, "outlet + after")[["covariate", "contrast", "reference", "effect"]].round(2)
      covariate contrast reference  effect
    0    outlet     TASS       BBC    0.23
    1     after    slope       NaN    0.13
    """
    _check.option("correction", correction, CORRECTIONS)
    shares = _checked(shares)
    covariates, slopes = _covariates(articles, formula, shares.index)
    groups = grouping("group", group, shares.index)
    clusters = None if cluster is None else _check.present("cluster", cluster, shares.index)
    others = [] if refits is None else _refits(refits, shares)
    rows = []
    for known, topics in _by_presence(shares, covariates):
        design, contrasts = _designs(covariates[known], formula, slopes)
        codes = None if clusters is None else pd.factorize(clusters[known], sort=True)[0]
        _identified(design, codes)
        members = {name: (groups[known] == name).to_numpy() for name in groups.cat.categories}
        members = {name: inside for name, inside in members.items() if inside.any()}
        for topic in topics:
            model = _Fit(shares.loc[known, topic].to_numpy(), design.to_numpy(), codes)
            again = [model.moved(table.loc[known, topic].to_numpy()) for table in others]
            for name, inside in members.items():
                for contrast in contrasts:
                    effect, error = model.effect(contrast, inside, others=again)
                    rows.append((topic, name, *contrast[:3], effect, error, model.freedom, known.sum()))
    table = pd.DataFrame(rows, columns=[*COLUMNS[:6], "error", "freedom", "articles"])
    table = table.astype({"effect": float, "error": float, "freedom": float, "articles": int})
    return _finished(table, shares, groups, covariates, correction)


class _Fit:
    """The fractional logit of one topic."""

    def __init__(self, share, design, clusters):
        from statsmodels.genmod.families import Binomial
        from statsmodels.genmod.generalized_linear_model import GLM

        self.design = design
        articles, coefficients = design.shape
        self.freedom = (articles - coefficients) if clusters is None else clusters.max()
        self.b, self.covariance = np.full(coefficients, np.nan), np.full((coefficients, coefficients), np.nan)
        self.constant = np.ptp(share) == 0
        if self.constant:
            return
        kind = {"cov_type": "HC0"} if clusters is None else {"cov_type": "cluster", "cov_kwds": {"groups": clusters}}
        with warnings.catch_warnings():  # what they would say is found out below
            warnings.simplefilter("ignore")
            fitted = GLM(share, design, family=Binomial()).fit(tol=1e-10, **kind)
        expected = special.expit(design @ fitted.params)
        if fitted.converged and expected.min() > CERTAIN and expected.max() < 1 - CERTAIN:
            self.b, self.covariance = fitted.params, fitted.cov_params()
            if clusters is None:  # as a regression's; with clusters statsmodels has such a factor itself
                self.covariance = self.covariance * articles / (articles - coefficients)

    def moved(self, share):
        """The coefficients for other shares of the same articles: Newton's steps from here, where they are near."""
        b = self.b
        for _ in range(NEWTON_STEPS if not np.isnan(b).any() else 0):
            expected = special.expit(self.design @ b)
            information = self.design.T @ (self.design * (expected * (1 - expected))[:, None])
            b = b + np.linalg.solve(information, self.design.T @ (share - expected))
        return b

    def effect(self, contrast, inside, others=()):
        """An average marginal effect over the articles `inside` and its standard error."""
        if self.constant:
            return 0.0, np.nan
        effect, gradient = _marginal(self.b, contrast, inside)
        variance = gradient @ self.covariance @ gradient
        if others:
            again = [_marginal(b, contrast, inside)[0] for b in others]
            variance += (1 + 1 / len(again)) * np.var(again, ddof=1)
        return effect, np.sqrt(variance) if variance > 0 else np.nan


def _marginal(b, contrast, inside):
    """The effect of coefficients `b`, and its derivative by each of them."""
    low, high = (design[inside] for design in contrast.designs)
    step = np.ones(len(low)) if contrast.step is None else contrast.step[inside]
    before, after = special.expit(low @ b), special.expit(high @ b)
    slopes = (after * (1 - after) / step)[:, None] * high - (before * (1 - before) / step)[:, None] * low
    return ((after - before) / step).mean(), slopes.mean(axis=0)


def _checked(shares):
    """Shares in the order of their articles' names, so that sums do not depend on the order of rows."""
    _check.table("shares", shares)
    if not shares.index.is_unique:
        twice = shares.index[shares.index.duplicated()].unique()
        raise ValueError(
            f"`shares` has {len(twice)} articles more than once: {_check.listing(twice)}. Drop the repeats."
        )
    if shares.empty:
        raise ValueError("`shares` must hold at least one article and one topic; it is empty.")
    shares = shares.sort_index()
    numbers = pd.DataFrame({topic: _check.numbers("shares", shares[topic], shares.index) for topic in shares})
    outside = [topic for topic in numbers if ((numbers[topic] < 0) | (numbers[topic] > 1)).any()]
    if outside:
        raise ValueError(f"`shares` must lie from 0 to 1; not so in {_check.listing(outside)}.")
    return numbers


def _refits(refits, shares):
    """The shares of each refit in the order of `shares`."""
    if isinstance(refits, pd.DataFrame) or len(refits) < 2:
        raise ValueError("`refits` must be a list of at least 2 tables, as topics.refits makes it.")
    for table in refits:
        _check.table("refits", table, shares.columns)
        lacking = shares[shares.notna().any(axis=1)].index.difference(table.dropna(how="all").index)
        if len(lacking):
            raise ValueError(
                f"`refits` must hold the articles of `shares`; {len(lacking)} are missing: {_check.listing(lacking)}."
            )
    return [table.reindex(index=shares.index, columns=shares.columns) for table in refits]


def _covariates(articles, formula, index):
    """The columns that the formula names, as floats or Categoricals, and what the slope of each is called."""
    _check.table("articles", articles)
    if not isinstance(formula, str) or not formula.strip():
        raise TypeError(f'`formula` must name columns of `articles`, as in "outlet + date"; got {formula!r}.')
    if "~" in formula:
        raise ValueError(
            f"`formula` must hold the covariates only, without `~`; got {formula!r}. The shares are its left side."
        )
    try:
        words = list(tokenize.generate_tokens(io.StringIO(formula).readline))
    except (tokenize.TokenError, SyntaxError):
        raise _unreadable(formula, "a bracket or a quotation mark is not closed") from None
    strings = {word.string[1:-1] for word in words if word.type == tokenize.STRING}  # Q("a name with spaces")
    used = strings | {word.string for word in words if word.type == tokenize.NAME}
    names = [column for column in articles.columns if column in used]
    if not names:
        raise ValueError(
            f"`formula` must name columns of `articles`; {formula!r} names none of {_check.listing(articles.columns)}."
        )
    place = {word.string.strip("\"'"): word.start for word in reversed(words)}
    names.sort(key=lambda name: place[name])
    dated = {name: pd.api.types.is_datetime64_any_dtype(articles[name]) for name in names}
    slopes = {name: "slope per day" if dated[name] else "slope" for name in names}
    return pd.DataFrame({name: _covariate(name, articles[name], index) for name in names}), slopes


def _covariate(name, column, index):
    column = _check.aligned(name, column, index)
    kind = pd.api.types
    if kind.is_datetime64_any_dtype(column):
        column = _check.dates(name, column, index)
        return (column - column.min()) / pd.Timedelta(days=1)
    if kind.is_numeric_dtype(column) and not kind.is_bool_dtype(column):
        return _check.numbers(name, column, index)
    return column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")


def _by_presence(shares, covariates):
    """Articles that have what the model needs, and the topics of which the same articles do."""
    described = covariates.notna().all(axis=1)
    present = shares.notna().apply(lambda column: (column & described).to_numpy().tobytes())
    for pattern in dict.fromkeys(present):
        topics = present.index[present == pattern]
        known = (shares[topics[0]].notna() & described).to_numpy()
        if not known.any():
            raise ValueError(
                f"No article has both a share of {_check.listing(topics)} and all of {_check.listing(covariates)}."
            )
        yield known, topics


def _unreadable(formula, why):
    return ValueError(f'`formula` cannot be read: {why}. Write, for instance, "outlet + date"; got {formula!r}.')


def _designs(data, formula, slopes):
    """The design of the model, and those of each contrast."""
    from statsmodels.base.model import Results
    from statsmodels.regression.linear_model import OLS

    data = data.apply(lambda column: column.cat.remove_unused_categories() if column.dtype == "category" else column)
    single = [name for name in data if data[name].nunique() < 2]
    if single:
        raise ValueError(
            f"Covariates must differ between articles; {_check.listing(single)} has one value in all {len(data)} that "
            "have everything else. Leave it out of `formula`."
        )
    outcome = "share"
    while outcome in data:
        outcome += "_"
    try:
        with warnings.catch_warnings():  # statsmodels warns of the environment that it makes for -1 itself
            warnings.simplefilter("ignore")
            model = OLS.from_formula(f"{outcome} ~ {formula}", data.assign(**{outcome: 0.0}), eval_env=-1)
            # Coefficients of one each turn what a model predicts for other data into the design of these data.
            maker = Results(model, np.eye(model.exog.shape[1]))
            contrasts = [each for name in data for each in _contrasts(data, name, slopes[name], maker)]
    except Exception as error:  # a formula holds arbitrary calls, and each may fail in its own way
        raise _unreadable(formula, " ".join(str(error).split("\n")[0].split())) from None
    return pd.DataFrame(model.exog, columns=model.exog_names), contrasts


def _contrasts(data, name, slope, maker):
    """Every category against the first; of a number its slope."""

    def design(values):
        return maker.predict(data.assign(**{name: values})).to_numpy()

    column = data[name]
    if column.dtype == "category":
        first, *rest = column.cat.categories

        def constant(value):
            return pd.Series(pd.Categorical([value] * len(data), dtype=column.dtype), index=data.index)

        reference = design(constant(first))
        return [Contrast(name, str(other), str(first), (reference, design(constant(other))), None) for other in rest]
    step = STEP * column.std()
    # A spline is not defined outside the values that it was made for.
    low, high = (column - step).clip(lower=column.min()), (column + step).clip(upper=column.max())
    return [Contrast(name, slope, None, (design(low), design(high)), (high - low).to_numpy())]


def _identified(design, clusters):
    """Raise unless the coefficients can be told apart, and their errors too."""
    coefficients = design.shape[1]
    columns = design.to_numpy() / np.abs(design.to_numpy()).max(axis=0).clip(min=1e-300)
    if np.linalg.matrix_rank(columns) < coefficients:
        ranks = [np.linalg.matrix_rank(columns[:, : i + 1]) for i in range(coefficients)]
        follows = [design.columns[i] for i in range(coefficients) if ranks[i] == (ranks[i - 1] if i else 0)]
        raise ValueError(
            f"The covariates determine each other: {_check.listing(follows)} follows from the rest, so nothing tells "
            "their effects apart. Leave a covariate out, or join it by `+` instead of `*`."
        )
    if len(design) <= coefficients:
        raise ValueError(
            f"{len(design)} articles are too few for the {coefficients} coefficients of the formula. Take fewer "
            "covariates."
        )
    if clusters is not None and clusters.max() < coefficients:
        raise ValueError(
            f"`cluster` must divide the articles into more clusters than the formula has coefficients, {coefficients}; "
            f"there are {clusters.max() + 1}. Take smaller ones, such as outlet and day, or fewer covariates."
        )


def _finished(table, shares, groups, covariates, correction):
    """The table with intervals, p-values and its categories."""
    t = stats.t(table["freedom"])
    half = t.ppf(0.975) * table["error"]
    table["low"], table["high"] = table["effect"] - half, table["effect"] + half
    table["p"] = 2 * t.sf(np.abs(table["effect"] / table["error"]))
    table["p_adjusted"] = corrected(table["p"].to_numpy(), correction)
    table["left_out"] = len(shares) - table["articles"]
    # All categories, also those that no article has: they fix the colours.
    levels = [str(each) for name in covariates.select_dtypes("category") for each in covariates[name].cat.categories]
    contrasts = list(dict.fromkeys([*levels, "slope", "slope per day"]))
    table["contrast"] = pd.Categorical(table["contrast"], categories=contrasts)
    table["topic"] = pd.Categorical(table["topic"], categories=shares.columns)
    table["group"] = pd.Categorical(table["group"], categories=groups.cat.categories)
    table = table.sort_values("topic", kind="stable", ignore_index=True)
    return table[[*COLUMNS, "articles", "left_out"]]
