# %% [markdown]
# # Which words set the outlets apart, and when do they write about sanctions?
#
# **The bottom line.** In early 2017 the Russian agency TASS and the American broadcaster CNN wrote about different worlds:
# TASS about Russia, Syria and talks between ministries, CNN about Trump, the White House and the police. Of three terms of
# foreign policy, *NATO* and *sanctions* are most frequent with TASS; *Libya* is rare except with Al Jazeera and Deutsche Welle.
#
# - **Data**: `news-2017`, 3,824 articles of nine outlets (see [01-corpus](01-corpus.ipynb)).
# - **Method**: rates per million words with Wilson intervals; keyness by log-likelihood (Dunning 1993) beside the log ratio
#   of rates (Hardie 2014); weekly rates by the ratio estimator (Cochran 1977).
# - **Runs in** about fifteen seconds.

# %% [markdown]
# ## Setup

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Parameters
#
# `TERMS` are compared between all outlets; `TARGET` and `REFERENCE` are compared in all terms; `TERM` is followed in time.

# %% tags=["parameters"]
CORPUS = "news-2017"
TERMS = ["nato", "sanctions", "libya"]
TERM = "sanctions"
TARGET = "tass.com"
REFERENCE = "cnn.com"
EVERY = "W"
MIN_ARTICLES = 5  # a term in fewer articles is left out
MIN_PERIOD = 5  # a period of an outlet with fewer articles is not drawn

# %% [markdown]
# ## Load, tokenize, count
#
# Function words go, and so does the boilerplate of newsrooms (a list in `corpus/wordlists/`): the words of share buttons and
# agency signatures would otherwise be the most typical words of an outlet.

# %%
articles = corpus.load(CORPUS)
outlet = articles["outlet"]
tokens = text.tokenize(articles)
tokens = text.remove(tokens, text.stopwords("en") + text.boilerplate())
counts = terms.count(tokens, min_articles=MIN_ARTICLES)
counts

# %% [markdown]
# From here on a rate is a rate per million of these tokens: words that stand in fewer articles and function words are neither
# counted nor part of the total.
#
# ## Which terms are the most frequent?

# %%
frequency = terms.frequency(counts)
ax = figures.frequency(frequency, n=20)
ax.set_title("The most frequent terms of all outlets")
figures.save(ax, "terms-frequency", frequency);

# %% [markdown]
# The list is what one expects of the first months of a presidency, which is a check that the words were cut well. It also
# shows what a list of frequent terms cannot do: verbs of saying are frequent in any news.
#
# ## Who writes about NATO, sanctions and Libya?
#
# The rate of each term in each outlet. The total is that of all terms of the outlet, so long articles do not count more.

# %%
by_outlet = terms.frequency(counts, by=outlet)
chosen = by_outlet[by_outlet.index.isin(TERMS, level="term")]
ax = figures.frequency(chosen)
ax.set_title("Three terms in each outlet")
figures.save(ax, "terms-by-outlet", chosen);

# %% [markdown]
# Outlets whose intervals do not overlap differ by more than chance would explain if each word were drawn by itself. Words are
# not: one long report on Libya moves a whole outlet. How many articles hold the term says how much that matters:

# %%
chosen["articles"].unstack("term", fill_value=0)

# %% [markdown]
# A term that stands in a handful of an outlet's articles says something about these articles and nothing about the outlet.
#
# ## In which words do the two differ?
#
# Keyness compares every term of the target with the reference. Position is the size of the difference (a step to the right is
# a doubling of the ratio), order is certainty.

# %%
pair = counts[outlet.isin([TARGET, REFERENCE])]
keywords = terms.keyness(pair, outlet == TARGET)
ax = figures.keyness(keywords, n=15)
ax.set_title(f"{TARGET} (target) against {REFERENCE} (reference)")
figures.save(ax, "terms-keyness", keywords);

# %% [markdown]
# The months of TASS's datelines and the name of CNN in its own articles are key words too: they tell of layout, not of
# politics. The words to read are those in between. The counts behind the first of them:

# %%
keywords[["target", "reference", "log_ratio", "low", "high", "g2"]].head(8).round(1)

# %% [markdown]
# `g2` is so large that its p-value means nothing: with a hundred thousand words on a side nearly every difference is
# "significant". `log_ratio` is what to report: a value of 3 means eight times as frequent.
#
# ## When do they write about it?
#
# The number of times the term stands in a thousand words, period by period, in the two outlets. Periods with
# too few articles are left open.

# %%
two = outlet[outlet.isin([TARGET, REFERENCE])]
hits = counts.select([TERM]).to_frame()[TERM].loc[two.index] * 1000
length = pd.Series(counts.matrix.sum(axis=1), index=counts.articles)
dates = articles["date"]
trend = terms.trend(hits, dates, by=two, every=EVERY, exposure=length, min_articles=MIN_PERIOD)
ax = figures.trend(trend)
ax.set(title=f"“{TERM}” in each period", ylabel="per thousand words, with 95 % interval")
figures.save(ax, "terms-trend", trend);

# %% [markdown]
# Read the intervals before the line: weeks with few articles swing widely. The first and the last period are not whole weeks.
#
# ## From the number to the articles
#
# The articles that use the term most are the ones to read first.

# %%
first = hits.sort_values(ascending=False, kind="stable").head(6).div(1000).astype(int).rename("hits")
articles[["date", "outlet", "title"]].join(first, how="right").sort_values("hits", ascending=False, kind="stable")

# %% [markdown]
# If these are not about what the term is meant to measure, the figure above is not either.
#
# ## What this does not show
#
# A word is not a topic: an article can be about sanctions and say *measures*, or say *sanctions* of a court. For topics see
# [03-topics](03-topics.ipynb). And a difference between outlets may be one between collections, as
# [01-corpus](01-corpus.ipynb) shows.
#
# ## Try it on your corpus
#
# Change `TERMS`, `TARGET` and `REFERENCE`; a name that the corpus does not have raises an error that lists it.
#
# ## References
#
# - Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed. Wiley.
# - Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. *Computational Linguistics* 19, 61-74.
# - Hardie, A. (2014). *Log Ratio: an informal introduction*. ESRC Centre for Corpus Approaches to Social Science.
# - Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *JASA* 22, 209-212.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
