# %% [markdown]
# # How do I bring my own articles?
#
# **The bottom line.** A spreadsheet or a folder of text files becomes a corpus in one call. Whatever could not be taken is listed
# with its row and the remedy, and everything else works as in the notebooks before this one.
#
# - **Data**: a spreadsheet and a folder that this notebook makes from the example corpus, with some mistakes put in.
#   Set `SHEET` or `FOLDER` to use your own.
# - **Method**: `corpus.from_table` and `corpus.from_folder`.
# - **Runs in** about ten seconds.

# %% [markdown]
# ## Setup

# %%
import tempfile
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Parameters
#
# `FIELDS` says what the columns are called in your spreadsheet. Only `text` must be there.

# %% tags=["parameters"]
SHEET = ""  # path of a .csv, .tsv, .jsonl or .parquet file; empty: one is made below
FOLDER = ""  # path of a folder of .txt files; empty: one is made below
FIELDS = {"article_id": "Nr", "text": "Body", "date": "Published", "outlet": "Paper", "title": "Headline"}
NAMES = "{outlet}_{date}_{number}"  # what the names of the text files tell
TERM = "sanctions"

# %% [markdown]
# ## A spreadsheet as it comes
#
# This makes a spreadsheet such as one gets from a colleague: other column names, dates as they are written in Germany or
# Turkey, one row without a text, one with a date that is none, and one number given twice.

# %%
workplace = Path(tempfile.mkdtemp())
example = corpus.load("example")
sheet = example.reset_index().rename(columns=FIELDS)
sheet["Published"] = sheet["Published"].dt.strftime("%d.%m.%Y")
sheet.loc[2, "Body"] = None
sheet.loc[4, "Published"] = "last spring"
sheet.loc[7, "Nr"] = "ex-07"
sheet.to_csv(workplace / "sheet.csv", index=False)
sheet[["Nr", "Published", "Paper", "Headline"]].head(8)

# %% [markdown]
# ## From the spreadsheet to articles
#
# `from_table` takes what it can and gives one warning with a list of the rest. In a script the warning is simply shown; here
# it is caught, so that the list can be looked at as a table.

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    articles = corpus.from_table(SHEET or workplace / "sheet.csv", fields=FIELDS)
caught[0].message.report if caught else "nothing to report"

# %% [markdown]
# Rows are numbered as a spreadsheet program shows them. Rows without text and repeated numbers are left out; an article whose
# date cannot be read is kept without a date. With `strict=True` the same list is an error, and nothing is taken.

# %%
corpus.describe(articles, by=articles["outlet"]).drop(columns=["words", "replacement_characters"])

# %% [markdown]
# Compare the row *all* with the number of rows in the spreadsheet: what is missing here must be in the list above.
#
# ## From a folder of text files
#
# One file is one article. The file's name can tell the outlet and the date. A headline that stands twice above the body, as
# in many exports, becomes the title.

# %%
(workplace / "texts").mkdir()
for number, row in enumerate(example.dropna(subset=["date"]).to_dict("records")):
    name = f"{row['outlet'].replace(' ', '-')}_{row['date']:%Y-%m-%d}_{number:02}.txt"
    (workplace / "texts" / name).write_text(row["text"], encoding="utf-8")
from_files = corpus.from_folder(FOLDER or workplace / "texts", names=NAMES)
from_files[["date", "outlet", "title"]].head(5)

# %% [markdown]
# The other articles have their headline only once, and nothing tells a single headline from a first sentence.
#
# ## To a figure
#
# From here on nothing is special about your articles: tokens, counts, a table, its figure.

# %%
tokens = text.remove(text.tokenize(articles), text.stopwords("en"))
counts = terms.count(tokens)
table = terms.frequency(counts, by=articles["outlet"])
ax = figures.frequency(table, n=12)
ax.set_title("The most frequent terms of the spreadsheet")
figures.save(ax, "yours-frequency", table);

# %% [markdown]
# ## To the articles behind a number

# %%
hits = counts.select([TERM]).to_frame()[TERM].sort_values(ascending=False, kind="stable").head(3)
articles[["date", "outlet", "title"]].join(hits, how="right")

# %% [markdown]
# ## To keep it as a corpus with a name
#
# A corpus is a folder in `corpus/` with a table and a `SOURCE.toml` that says where it comes from; `corpus/README.md` shows one.
# Then `corpus.load("NAME")` reads it, and `python -m analysis.reproduce --corpus NAME` runs the other notebooks on it.
#
# ## What this does not show
#
# Exports of newspaper databases with many articles in one file (Nexis, Factiva and the like) are not read yet. And a corpus
# that loads without a complaint can still lack half of its articles: count what you expected.
#
# ## What it was made of

# %%
print("corpus", "example", corpus.fingerprint(example))
reproduce.versions()
