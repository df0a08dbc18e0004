"""Articles in, one row each, with a report of what could not be taken.

Everything else in this project begins with the table that this room makes, `articles`: index `article_id`; `text`;
where known `date`, `outlet`, `title`, `language`, `url`; and whatever other columns came along. It is an ordinary
DataFrame: filter, sample and join it with pandas.

Corpora by name, fetched once and then kept on this machine:

- `available` lists them, `load` returns one, `source` says where it comes from, its licence, its known defects.

Your own articles:

- `read` takes files, folders and archives of any known format, the exports of newspaper databases among them, and gives
  beside the articles a reconciliation: what each file announced, what was found, kept, dropped, and why; `reconcile`
  checks that it adds up.
- `from_table` reads a DataFrame or a CSV, TSV, JSON or Parquet file, whatever its columns are called;
- `from_folder` reads a folder of text files, one article each. Both say in one warning, `BadInput`, which rows or
  files they dropped or mended;
- `add` makes a corpus with a name of them, which `load` and all notebooks then know.

A look at what came in:

- `describe` counts articles, words, days, and what is missing, repeated or broken, by group;
- `coverage` counts the articles of each group in each period;
- `check` says what is wrong, in how many articles and what that means for the analysis; `defects` names the articles;
- `fingerprint` gives the few characters that change when any article does;
- `to_spreadsheet` writes any table so that a spreadsheet program runs nothing in it.

The same report more than once:

- `duplicates` finds exact and near copies, across outlets and days, and says which article each is a copy of;
- `contained` finds short articles that stand inside longer ones;
- `collapse` keeps one article of each group of copies;
- `agencies` names the news agencies that signed an article, and `wire` counts which outlet prints which.

>>> from analysis import corpus
>>> articles = corpus.load("example")
>>> corpus.describe(articles)["without_text"].to_dict()
{'all': 0}
"""

from analysis import _notebook as _notebook
from analysis.corpus.adding import add
from analysis.corpus.agencies import agencies, wire
from analysis.corpus.checking import check, defects
from analysis.corpus.collapse import collapse
from analysis.corpus.contained import contained
from analysis.corpus.coverage import coverage
from analysis.corpus.describing import describe, fingerprint
from analysis.corpus.duplicates import duplicates
from analysis.corpus.folders import from_folder
from analysis.corpus.importing import read
from analysis.corpus.loading import available, load
from analysis.corpus.reconciling import Reconciliation, reconcile
from analysis.corpus.reports import BadInput
from analysis.corpus.sources import source
from analysis.corpus.spreadsheets import to_spreadsheet
from analysis.corpus.tables import from_table

__all__ = [
    "BadInput",
    "Reconciliation",
    "add",
    "agencies",
    "available",
    "check",
    "collapse",
    "contained",
    "coverage",
    "defects",
    "describe",
    "duplicates",
    "fingerprint",
    "from_folder",
    "from_table",
    "load",
    "read",
    "reconcile",
    "source",
    "to_spreadsheet",
    "wire",
]


def __dir__():
    return __all__
