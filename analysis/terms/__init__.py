"""Counts of terms, and what is computed from them.

`count` turns tokens into a table of articles x terms, a `Counts`. `group` adds up its rows by outlet, month or any
other fact; `frequency` lists the terms with rates and intervals; `keyness` finds the terms that set some articles apart
from the rest; `trend` follows a number through time. Each returns a pandas table, and `figures` draws it. In time,
`bursts` (and `event_bursts`) finds the spells in which a term is said much more than else, `changes` the periods from
which on a trend keeps another level, and `interruption` compares before and after an event. `collocations` finds words
that belong side by side, `cooccurrence` those that keep each other company.
"""

from .bursts import bursts, event_bursts
from .changes import changes
from .collocations import collocations
from .cooccurrence import cooccurrence
from .counts import Counts, count, group
from .dispersion import dispersion
from .diversity import diversity
from .frequency import frequency
from .interruption import interruption
from .keyness import keyness
from .trend import trend
from .weight import weight

__all__ = [
    "Counts",
    "bursts",
    "changes",
    "collocations",
    "cooccurrence",
    "count",
    "dispersion",
    "diversity",
    "event_bursts",
    "frequency",
    "group",
    "interruption",
    "keyness",
    "trend",
    "weight",
]
