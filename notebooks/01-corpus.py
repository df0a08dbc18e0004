# %% [markdown]
# # What is in the corpus, and what is missing from it?
#
# **The bottom line.** `news-2017` holds 3,824 articles of nine outlets, nearly all of February and March 2017. Every outlet has
# a few hundred articles, so no outlet drowns the others; but the outlets were not collected in the same weeks, and
# thousands of characters were broken before the corpus was published. Both limit what can be compared.
#
# - **Data**: Dai, Tianru (2017), *News Articles*, Harvard Dataverse, doi:10.7910/DVN/GMFCTR. Fetched once by name, checked by
#   its hash, kept on this machine.
# - **Method**: counting, before any analysis.
# - **Runs in** about ten seconds.

# %% [markdown]
# ## Setup

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 400)

# %% [markdown]
# ## Parameters
#
# `EVERY` is the length of a period: day, week, month or year (`"D"`, `"W"`, `"M"`, `"Y"`).

# %% tags=["parameters"]
CORPUS = "news-2017"
EVERY = "W"

# %% [markdown]
# ## Where it comes from
#
# Each corpus carries its origin, licence and known defects in `corpus/NAME/SOURCE.toml`. A corpus whose licence does not
# allow redistribution is not in the repository: its place of publication and its hash are.

# %%
source = corpus.source(CORPUS)
pd.Series({key: " ".join(source[key].split()) for key in ["title", "citation", "licence"]}).to_frame("source")

# %% [markdown]
# ## What came in
#
# `load` reads the corpus; `describe` counts it, by outlet and as a whole.

# %%
articles = corpus.load(CORPUS)
described = corpus.describe(articles, by=articles["outlet"])
described[["articles", "words", "first", "last"]]

# %% [markdown]
# The last row is the whole corpus. Articles differ much in length from outlet to outlet: compare words with articles. Where
# outlets are compared later, rates per million words and means over articles keep long articles from speaking louder.
#
# ## What is broken
#
# No article was left out because of a defect. The table counts what each outlet lacks, so that a later step that drops
# articles without text or date can be checked against it.

# %%
described[["without_text", "without_title", "without_date", "repeated_texts", "replacement_characters"]]

# %% [markdown]
# `replacement_characters` counts the signs that stand for a character that was lost before the corpus was published, mostly
# apostrophes and quotation marks. Each breaks a word in two: *don't* has become *don* and *t*. Counts of contractions and of
# quotations in this corpus are therefore not to be trusted, and an outlet with many of them seems to use odd short words.
#
# Further defects, as its SOURCE.toml states them:

# %%
known = pd.Series(source["defects"], name="defect").map(str).str.split().str.join(" ")
for name, defect in known[known.str.len() > 5].items():
    print(f"{name}: {defect}")

# %% [markdown]
# ## When each outlet was collected
#
# A trend can only be read where there are articles. The figure counts them: one row per outlet, one column per period.

# %%
coverage = corpus.coverage(articles, by=articles["outlet"], every=EVERY)
ax = figures.coverage(coverage)
ax.set_title("Articles per outlet and period")
figures.save(ax, "corpus-coverage", coverage);

# %% [markdown]
# Empty cells are periods without a single article of the outlet. What looks like silence about a topic in such a period is
# silence of the collection. Compare outlets only in the periods that they share.
#
# ## How long articles are
#
# Length matters to every share and every rate: a topic has more room to show in a long article.

# %%
length = articles["text"].str.split().str.len().groupby(articles["outlet"], observed=True)
length.describe(percentiles=[0.25, 0.5, 0.75]).drop(columns="std").round(0).astype(int).rename_axis(columns="words")

# %% [markdown]
# The half of the articles between the quartiles is of ordinary news length. The longest ones are not, and a few single
# articles can carry an outlet's count of a rare word.
#
# ## What this does not show
#
# How the articles were chosen is not documented. Shares of an outlet are shares of what was collected, not of what it
# published, and a difference between outlets may be a difference between collections.
#
# ## Try it on your corpus
#
# Change `CORPUS` above, or run all notebooks on another corpus with `python -m analysis.reproduce --corpus NAME`.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
