"""What every drawing keeps: one small table for each, and the same demands on all of them.

A new drawing needs an entry in `_drawings.DRAWINGS` and no test of its own for anything that is asked here.
"""

import inspect
import re

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import corpus, figures, terms, topics
from analysis.figures._canvas import MAKERS, is_number

from ._drawings import DRAWINGS, MAY_BE_EMPTY, MAY_NAME_NONE, NEEDS_ROWS, VOCABULARY, WIDE

ROOMS = {"corpus": corpus, "terms": terms, "topics": topics}
NAMES = {  # as they are, and as matplotlib must be given them
    "_北约 $5 or $6": r"_北约 \$5 or \$6",
    "ليبيا a^{b}": "ليبيا a^{b}",
    "İstanbul'da": "İstanbul'da",
    "a\nb\t\\ %s": r"a b \ %s",
}
LONG = "European Council on Foreign Relations and Security"


def function(name):
    return getattr(figures, name.split()[0])


def draw(name, table=None, **options):
    return function(name)(DRAWINGS[name].table if table is None else table, **dict(DRAWINGS[name].options), **options)


def refused(name, words, error=ValueError):
    """A complaint about the table of a drawing: what the drawing draws, who makes that, and then `words`."""
    drawing = name.split()[0]
    start = rf"^figures\.{drawing} draws the table that {re.escape(MAKERS[drawing])} makes"
    return pytest.raises(error, match=start + words)


def texts(ax):
    """All that is written in the figure of `ax`, which has its layout then: what lacks room or a font is a warning."""
    ax.figure.draw_without_rendering()
    return "\n".join(text.get_text() for text in ax.figure.findobj(Text) if text.get_visible())


def renamed(name, names):
    """The table of a drawing with `names` and a number in place of all its own, and which of them must be written."""
    table, unwritten = DRAWINGS[name].table, DRAWINGS[name].unwritten
    columns = table.select_dtypes(["object", "str", "category"]).columns.difference(VOCABULARY)
    levels = range(0 if isinstance(table.index, pd.RangeIndex | pd.DatetimeIndex) else table.index.nlevels)
    own = {column: list(table[column].dropna()) for column in columns}
    own |= {level: list(table.index.get_level_values(level)) for level in levels}
    own |= {"columns": list(table.columns)} if name in WIDE else {}
    replaced = dict.fromkeys(old for olds in own.values() for old in olds)
    new = {old: f"{names[i % len(names)]}{i}" for i, old in enumerate(replaced)}
    found = {new[old] for place, olds in own.items() if place not in unwritten for old in olds}
    table = table.assign(**{column: pd.Categorical(table[column].map(new)) for column in columns})
    return table.rename(index=new, columns=new if name in WIDE else None), found


every_drawing = pytest.mark.parametrize("name", DRAWINGS)


def every(choice):
    """For a test of each drawing and each of its columns that `choice(drawing, column)` takes."""
    taken = [(name, column) for name, one in DRAWINGS.items() for column in one.table if choice(one, column)]
    return pytest.mark.parametrize(("name", "column"), taken)


def without(names):
    return pytest.mark.parametrize("name", [name for name in DRAWINGS if name not in names])


def test_every_drawing_and_no_other_is_held_to_the_contract():
    assert {name.split()[0] for name in DRAWINGS} == set(MAKERS)
    assert set(figures.__all__) - {"STYLE", "colours", "latex", "save"} == set(MAKERS)


@pytest.mark.parametrize("maker", MAKERS.values())
def test_the_maker_that_errors_name_exists(maker):
    room, name = maker.split()[-1].split(".")
    assert name in ROOMS[room].__all__


@pytest.mark.parametrize("name", MAKERS)
def test_the_table_comes_first_all_else_by_name_and_the_axes_last(name):
    table, *options = inspect.signature(getattr(figures, name)).parameters.values()
    assert table.name == "table"
    assert {option.kind for option in options} == {inspect.Parameter.KEYWORD_ONLY}
    assert (options[-1].name, options[-1].default) == ("ax", None)
    assert len(options) < 6


@every_drawing
def test_each_call_returns_an_axes_of_a_new_figure_and_changes_and_shows_nothing(name, monkeypatch):
    for owner, forbidden in ((plt, "show"), (Figure, "show"), (Figure, "savefig")):
        monkeypatch.setattr(owner, forbidden, lambda *_, **__: pytest.fail("a drawing neither shows nor saves"))
    table, style = DRAWINGS[name].table.copy(deep=True), dict(mpl.rcParams)
    one, other = draw(name), draw(name)
    assert isinstance(one, Axes)
    assert one.figure is not other.figure
    assert len(plt.get_fignums()) == 2
    pd.testing.assert_frame_equal(DRAWINGS[name].table, table)
    assert dict(mpl.rcParams) == style


@every_drawing
def test_an_axes_of_the_caller_is_drawn_on_and_no_figure_opened(name):
    _, axes = plt.subplots(1, 2)
    assert draw(name, ax=axes[1]) is axes[1]
    assert plt.get_fignums() == [axes[1].figure.number]


@every_drawing
def test_several_axes_are_refused_with_the_remedy(name):
    with pytest.raises(TypeError, match=r"^`ax` must be one matplotlib Axes .*one Axes and one part of the table at a"):
        draw(name, ax=plt.subplots(1, 2)[1])


@every_drawing
@pytest.mark.parametrize("kind", ["Series", "list"])
def test_another_thing_than_a_table_is_refused(name, kind):
    table = DRAWINGS[name].table
    with refused(name, f", a DataFrame; got {kind}", TypeError):
        draw(name, table.iloc[:, 0] if kind == "Series" else [table])


@without(MAY_BE_EMPTY)
def test_an_empty_table_names_the_function_that_made_it(name):
    with refused(name, r"; this one is empty\. Look at what went into "):
        draw(name, DRAWINGS[name].table.iloc[:0])


@every(lambda drawing, column: column not in drawing.spare)
def test_a_lacking_column_is_named(name, column):
    with refused(name, f"; this one lacks '{column}' and has "):
        draw(name, DRAWINGS[name].table.drop(columns=column))


@every(lambda drawing, column: is_number(drawing.table[column]))
@pytest.mark.parametrize("wrong", ["much", True])
def test_a_column_without_numbers_is_named(name, column, wrong):
    with refused(name, f".* '{column}'( of this one)? must hold numbers, and does not"):
        draw(name, DRAWINGS[name].table.assign(**{column: wrong}))


@every(lambda drawing, column: pd.api.types.is_datetime64_dtype(drawing.table[column]))
def test_dates_that_are_words_are_refused_with_the_remedy(name, column):
    table = DRAWINGS[name].table
    with pytest.raises(ValueError, match=rf"^figures\.\w+ needs (a day .*)?`{column}`.* with pd\.to_datetime"):
        draw(name, table.assign(**{column: table[column].astype(str)}))


@every(lambda drawing, column: column in ("group", "topic", "contrast"))
def test_a_row_without_group_or_topic_is_not_lost_in_silence(name, column):
    table = DRAWINGS[name].table.copy()
    table.loc[0, column] = None
    with pytest.raises(ValueError, match=rf"needs a {column} for every row; 1 of {len(table)} have none\. Drop them"):
        draw(name, table)


def missing(name, column, rows, dtype="float64"):
    values = DRAWINGS[name].table[column].astype(float)
    values.iloc[rows] = np.nan
    return DRAWINGS[name].table.assign(**{column: values.astype(dtype)})


@every(lambda drawing, column: is_number(drawing.table[column]) and column not in drawing.known)
@pytest.mark.parametrize("dtype", ["float64", "Float64"])
def test_a_missing_number_leaves_all_else_and_is_not_written(name, column, dtype):
    words = texts(draw(name, missing(name, column, [0], dtype)))
    assert not re.search(r"\bnan\b|<NA>|NaT", words)


@every(lambda drawing, column: column in drawing.known)
def test_a_missing_number_that_must_be_known_is_refused(name, column):
    with pytest.raises(ValueError, match=rf"^figures\.{name.split()[0]} "):
        draw(name, missing(name, column, [0]))


@every_drawing
def test_nothing_but_missing_numbers_is_drawn_or_refused_in_words_of_the_drawing(name):
    table = DRAWINGS[name].table
    gone = {column: pd.array([None] * len(table), "Float64") for column in table if is_number(table[column])}
    for columns in [gone, *({column: gone[column]} for column in gone)]:
        try:
            texts(draw(name, table.assign(**columns)))
        except ValueError as error:
            if not str(error).startswith(f"figures.{name.split()[0]} "):
                raise


@without(NEEDS_ROWS)
def test_a_single_row_is_drawn(name):
    assert texts(draw(name, DRAWINGS[name].table.head(1)))


@without([name for name, drawing in DRAWINGS.items() if not isinstance(drawing.table.index, pd.RangeIndex)])
def test_an_index_that_repeats_changes_nothing(name):
    table, pictures = DRAWINGS[name].table, set()
    for each in (table, table.set_axis([7] * len(table))):
        canvas = draw(name, each).figure.canvas
        canvas.draw()
        pictures.add(canvas.buffer_rgba().tobytes())
    assert len(pictures) == 1


@without([name for name in DRAWINGS if "n" not in inspect.signature(function(name)).parameters])
@pytest.mark.parametrize("n", ["one less", -1, 1.5, True, "5"])
def test_a_number_that_is_too_small_or_not_whole_is_refused(name, n):
    least = 0 if name in MAY_NAME_NONE else 1
    n = least - 1 if n == "one less" else n
    with pytest.raises(ValueError, match=f"^`n` must be a whole number of at least {least}; got {n!r}"):
        draw(name, n=n)


@every_drawing
@pytest.mark.parametrize("first", range(len(NAMES)))
def test_names_of_any_script_and_with_any_sign_are_written_as_they_are(name, first):
    table, names = renamed(name, [*NAMES, *NAMES][first : first + len(NAMES)])
    words = texts(draw(name, table))
    assert [one for one in names if NAMES[one[:-1]] + one[-1] not in words] == []


@every_drawing
def test_long_names_are_cut_and_do_not_leave_the_figure(name):
    table, names = renamed(name, [LONG])
    ax = draw(name, table)
    assert LONG not in texts(ax)
    assert ("\N{HORIZONTAL ELLIPSIS}" in texts(ax)) == bool(names)
    ax.set_xlabel("")  # that of a small figure may be wider, and `figures.save` makes room for it
    ax.figure.draw_without_rendering()
    box, (width, height) = ax.figure.get_tightbbox(), ax.figure.get_size_inches()
    assert min(box.x0, box.y0, width - box.x1, height - box.y1) > -0.01
