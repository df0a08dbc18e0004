"""Counts of terms, and what is computed from them.

`count` turns tokens into a table of articles x terms, a `Counts`, `count_keys` into one of articles x the keys of a
dictionary; `weight` puts tf-idf and the like in place of counts; `group` adds up rows by outlet, month or any other
fact. From counts come `frequency`, the terms with rates and
intervals; `keyness`, the terms that set some articles apart from the rest; `dispersion`, how evenly terms are spread;
`similarity`, which articles or outlets are alike. From tokens come `collocations`, words that belong side by side, and
`cooccurrence`, those that keep each other company; `diversity`, how varied the words of an article are. From the texts
comes `readability`, how hard they are to read.

In time, `trend` follows a number; `bursts` (and `event_bursts`) finds the spells in which a term is said much more than
else, `changes` the periods from which on a trend keeps another level, and `interruption` compares before and after an
event.

From a number back to the texts: `concordance` shows a word in its contexts, `evidence` the sentences behind a count, a
key word or a pair; `browse` and `read` make both readable in a notebook.

Each returns a pandas table, and the function of the same name in `figures` draws it. MEASURES.md defines every measure.
"""

from analysis import _notebook as _notebook

from .bursts import bursts, event_bursts
from .changes import changes
from .collocations import collocations
from .concordance import concordance
from .cooccurrence import cooccurrence
from .counts import Counts, count, group
from .dispersion import dispersion
from .diversity import diversity
from .evidence import evidence
from .frequency import frequency
from .interruption import interruption
from .keyness import keyness
from .keys import count_keys
from .readability import readability
from .reading import browse, read
from .similarity import similarity
from .trend import trend
from .weight import weight

__all__ = [
    "Counts",
    "browse",
    "bursts",
    "changes",
    "collocations",
    "concordance",
    "cooccurrence",
    "count",
    "count_keys",
    "dispersion",
    "diversity",
    "event_bursts",
    "evidence",
    "frequency",
    "group",
    "interruption",
    "keyness",
    "read",
    "readability",
    "similarity",
    "trend",
    "weight",
]


def __dir__():
    return __all__
