# %% [markdown]
# # How do I bring my own articles?
#
# **The bottom line.** `corpus.read` takes what you have downloaded, whatever it is: exports of Nexis, Factiva, ProQuest or
# Europresse, web pages, PDF, spreadsheets, folders and archives of these. Beside the articles it gives an account: how many
# the export announces, how many were found, and what is wrong with each. One that does not add up is an error.
#
# - **Data**: an export that this notebook makes from the example corpus, with two mistakes put in. Set `EXPORT` to use your own.
# - **Method**: `corpus.read`, `corpus.check`, `corpus.duplicates`; then what the notebooks before this one do.
# - **Runs in** about ten seconds.

# %% [markdown]
# ## Setup

# %%
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Parameters

# %% tags=["parameters"]
EXPORT = ""  # path of a file or folder, or a pattern such as "downloads/*.docx"; empty: one is made below
TERM = "sanctions"

# %% [markdown]
# ## An export as it comes
#
# This writes the eighteen articles of the example corpus in the form in which LexisNexis gave out texts. The twelfth document is
# lost on the way, and the third is cut: the two things that happen to real downloads.

# %%
example = corpus.load("example")
workplace = Path(tempfile.mkdtemp())
documents = []
for number, article in enumerate(example.fillna({"date": pd.Timestamp("2019-11-11")}).itertuples(), 1):
    documents.append(
        f"{number} of {len(example)} DOCUMENTS\n\n\n{article.outlet:^70}\n\n{article.date:%B %d, %Y %A}\n\n{article.title}\n\n"
        f"LENGTH: {len(article.text.split())} words\n\n{article.text}\n\nLANGUAGE: ENGLISH\n"
    )
del documents[11]
documents[2] = documents[2][:900]
(workplace / "export.txt").write_text("\n\n\n".join(documents), encoding="utf-8")
print(documents[0][:700])

# %% [markdown]
# ## From the export to articles
#
# The format is found by the content of the file. What the export says of itself is held against what is in it, and a difference
# is an error: nobody should find out from a reviewer that 499 of 500 articles are missing.

# %%
try:
    articles, reconciliation = corpus.read(EXPORT or workplace / "export.txt")
except ValueError as error:
    print(error)

# %% [markdown]
# One document is missing. If it cannot be had again, the file is allowed by its name to hold fewer, and the paper says so.

# %%
articles, reconciliation = corpus.read(EXPORT or workplace / "export.txt", allow=["export.txt"])
reconciliation.files.drop(columns="sha256")

# %% [markdown]
# ## What is wrong with it
#
# Each defect has a row with the place in the file and the remedy. Nothing is mended or left out without one.

# %%
reconciliation.defects[["position", "reason", "value", "action", "remedy"]]

# %% [markdown]
# Number 12 is the document that was lost, number 3 the one that was cut: the export gives its length, and it has fewer words. Its last
# line with the language was cut off, too.

# %%
articles[["date", "outlet", "title", "language", "position"]].head(5)

# %% [markdown]
# ## What is wrong with the articles
#
# The same look at the texts as in [01-corpus](01-corpus.ipynb). Each row says how many articles have the defect and what it means.

# %%
checked = corpus.check(articles, by=articles["outlet"])
checked[["articles", "where", "means"]]

# %% [markdown]
# ## What is there twice

# %%
copies = corpus.duplicates(articles, similarity=0.6)
copies[["origin", "kind", "similarity", "copied", "days", "outlet"]]

# %% [markdown]
# Two outlets print one report, with another headline and without one paragraph. They share two thirds of their three-word sequences, less
# than the four fifths that `duplicates` asks for by default. Kept is the earlier of them; `copies` counts how many it stands for.

# %%
articles = corpus.collapse(articles, copies)
articles.loc[articles["copies"] > 1, ["date", "outlet", "title", "copies", "outlets"]]

# %% [markdown]
# ## To a figure
#
# From here on nothing is special about your articles: tokens, counts, a table, its figure.

# %%
tokens = text.remove(text.tokenize(articles), text.stopwords("en"))
counts = terms.count(tokens)
table = terms.frequency(counts, by=articles["outlet"])
ax = figures.frequency(table, n=12)
ax.set_title("The most frequent terms of the export")
figures.save(ax, "yours-frequency", table);

# %% [markdown]
# Each outlet has six articles at most here: the intervals say how little that is. The sentences behind a number:

# %%
terms.concordance(articles, TERM, window=6).head(5)

# %% [markdown]
# ## Spreadsheets and folders
#
# They are read by the same function. `fields` says what the columns are called where their names do not tell, and `names` what the
# names of files mean.

# %%
sheet = example[["text", "outlet"]].rename(columns={"text": "Wortlaut", "outlet": "Zeitung"}).head(3)
sheet["Datum"] = ["7.2.2017", "25.2.2017", "28. Februar 2017"]
sheet.to_csv(workplace / "sheet.csv", index=False)
(workplace / "Strait-Courier_2020-12-29.txt").write_text(
    "Talks go on\n\nTalks go on\n\nThe talks went on.", encoding="utf-8"
)
fields = {"text": "Wortlaut", "outlet": "Zeitung", "date": "Datum"}
more, _ = corpus.read([workplace / "sheet.csv", *workplace.glob("*_*.txt")], fields=fields, names="{outlet}_{date}")
more[["date", "outlet", "title", "file", "position"]]

# %% [markdown]
# ## To keep it as a corpus with a name
#
# A corpus is a folder in `corpus/`, made by one call. It asks for what the texts do not say, so that whoever meets the corpus again knows
# what it is:

# %%
try:
    corpus.add("my-export", articles, source={"title": "Eighteen articles, less one"})
except ValueError as error:
    print(error)

# %% [markdown]
# With these five lines filled in, `corpus.load("my-export")` reads the articles in any notebook, and
# `python -m analysis.reproduce --corpus my-export` runs all the others on them. The texts stay out of git unless you decide otherwise.
#
# ## What this does not show
#
# A reconciliation holds an export against itself. Whether the search found what you wanted, no file can tell; and a format without a
# number of documents announces nothing.
#
# ## What it was made of

# %%
print("corpus", "example", corpus.fingerprint(example))
reproduce.versions()
