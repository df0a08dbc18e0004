"""What is estimated about topics, with its doubt: `stability`, `effects`."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ._canvas import checked, explained, floats, fonts, groups_of, written
from .dots import from_zero, grouped
from .style import FAINT

NOTED = 48  # characters of a topic with its verdict
SURE = 0.05  # adjusted p below which a mark is filled


def stability(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with the mean share of each topic and its interval, and beside its name what is doubtful about it.

    Parameters
    ----------
    table : DataFrame
        What `topics.stability` makes, or the rows of some topics: columns `topic`, `group`, `share`, `low`, `high`,
        `verdict`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        As `prevalence`: one row for each topic, a dot for each group. A verdict other than "stable" stands in brackets
        behind the topic.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; a row without topic or group.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"topic": ["NATO", "Libya"], "group": "all", "verdict": ["weakly seeded", "stable"]})
    >>> ax = figures.stability(table.assign(share=[0.2, 0.1], low=0.05, high=0.3))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Libya', 'NATO (weakly seeded)']
    """
    checked("stability", table, ["topic", "group", "verdict"], ["share", "low", "high"])
    topics = pd.Index(groups_of("stability", table["topic"], kind="topic"))
    ax = grouped(ax, "stability", table, table["group"], topics.get_indexer(table["topic"]), topics, "share")
    verdicts = table.drop_duplicates("topic").set_index("topic")["verdict"]
    notes = {topic: "" if verdicts[topic] == "stable" else f" ({verdicts[topic]})" for topic in topics}
    names = [written(f"{topic}{note}", longest=NOTED) for topic, note in notes.items()]
    ax.set_yticks(range(len(names)), labels=names, fontfamily=fonts(names))
    from_zero(ax, lambda value, _: f"{100 * value:.6g} %")
    words = "mean share of the topic in an article, with 95 % interval\narticles drawn anew, topics fitted again"
    ax.set_xlabel(explained(words, names))
    return ax


def effects(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Return Axes with the change of each topic's mean share that goes with a covariate, with its interval.

    Parameters
    ----------
    table : DataFrame
        The rows of one covariate of what `topics.effects` makes: columns `topic`, `group`, `covariate`, `contrast`,
        `reference`, `effect`, `low`, `high`, `p_adjusted`.
    ax : Axes, optional
        Where to draw; a new figure if None.

    Returns
    -------
    Axes
        One row for each topic and a mark for each contrast, or, if there is only one, for each group. Groups have
        the colours of other figures, and so have outlets that come first in the formula. A mark is filled if the
        adjusted p is below 0.05.

    Raises
    ------
    TypeError, ValueError
        Not such a table, or an empty one; several covariates, which would need several units on one axis; several
        contrasts and several groups.

    Examples
    --------
    >>> from analysis import figures
    >>> table = pd.DataFrame({"topic": ["NATO"], "group": "all", "covariate": "outlet", "contrast": ["TASS"]})
    >>> table = table.assign(reference="BBC", effect=0.02, low=0.01, high=0.03, p_adjusted=0.001)
    >>> print(figures.effects(table).get_xlabel())
    outlet, TASS against BBC
    change of the mean share in percentage points, with 95 % interval
    """
    columns = ["topic", "group", "covariate", "contrast", "reference"]
    checked("effects", table, columns, ["effect", "low", "high", "p_adjusted"])
    covariates = list(table["covariate"].unique())
    if len(covariates) > 1:
        raise ValueError(
            f"figures.effects draws one covariate at a time; this table has {len(covariates)}. "
            f'Choose one: table[table["covariate"] == {covariates[0]!r}].'
        )
    contrasts, groups = (groups_of("effects", table[column], kind=column) for column in ("contrast", "group"))
    if len(contrasts) > 1 and len(groups) > 1:
        raise ValueError(
            f"figures.effects draws several contrasts or several groups; this table has {len(contrasts)} and "
            f'{len(groups)}. Choose one: table[table["group"] == {groups[0]!r}].'
        )
    topics = pd.Index(groups_of("effects", table["topic"], kind="topic"))
    series = table["group"] if len(groups) > 1 else table["contrast"]
    rows = topics.get_indexer(table["topic"])
    filled = floats(table["p_adjusted"]) < SURE
    ax = grouped(ax, "effects", table, series, rows, topics, "effect", filled=filled)
    ax.axvline(0, color=FAINT, linewidth=0.9, zorder=1)
    ax.update_datalim([(0, 0)], updatey=False)
    ax.margins(x=0.03)
    ax.autoscale_view(scaley=False)
    ax.xaxis.set_major_locator(MaxNLocator(7, min_n_ticks=3, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(_points))
    what = written(contrasts[0]) if len(contrasts) == 1 else "each"
    if table["reference"].notna().any():
        what += f" against {written(table['reference'].dropna().iloc[0])}"
    words = f"{written(covariates[0])}, {what}\nchange of the mean share in percentage points, with 95 % interval"
    if not filled.all():
        words += f"\nhollow: adjusted p of {SURE:g} or more"
    ax.set_xlabel(explained(words, topics), fontfamily=fonts([words]))
    return ax


def _points(value, _) -> str:
    """A difference of shares in percentage points, with its sign."""
    points = f"{abs(100 * value):.6g}"
    if points == "0":
        return "0"
    return ("+" if value > 0 else "\N{MINUS SIGN}") + points
