# %% [markdown]
# # What can be seen in a folder of news articles?
#
# **The bottom line.** Eighteen short articles are enough to see how the toolkit works: articles become tokens, tokens become
# counts, counts become key words and named topics, and each result is one table and one figure. Nothing here says anything
# about the press, because the articles were written for teaching.
#
# - **Data**: `example`, 18 articles of three invented outlets about the public record of 2019-2021. It comes with the
#   repository, so this notebook needs no network.
# - **Method**: each step is one function; the table that it returns is drawn by the figure of the same name.
# - **Runs in** about ten seconds.

# %% [markdown]
# ## Setup
#
# The rooms of the toolkit are modules: the module is the noun, the function is the verb.

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text, topics

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Parameters
#
# What you are most likely to change stands in one cell. `TARGET` and `REFERENCE` are the two outlets to compare.

# %% tags=["parameters"]
CORPUS = "example"
TARGET = "Meridian Wire"
REFERENCE = "Northern Ledger"
SEEDS = "foreign-policy"  # a file of named topics in corpus/topics/
NAMED = ["NATO", "sanctions", "Libya"]  # the topics of it to look at
UNNAMED = 3  # topics for everything else
MIN_ARTICLES = 2  # a term in fewer articles is left out

# %% [markdown]
# ## Load and look
#
# A corpus is a table with one row per article. Its index is the article's id; `text` is what is analysed, and `date`,
# `outlet` and `title` say where it comes from.

# %%
articles = corpus.load(CORPUS)
articles[["date", "outlet", "title"]].head(5)

# %% [markdown]
# What is missing in a corpus should be known before anything is counted.

# %%
corpus.describe(articles, by=articles["outlet"]).drop(columns=["first", "last"])

# %% [markdown]
# Missing titles or dates cost nothing here: an article without a date is left out of a trend and of nothing else.
#
# ## From text to tokens
#
# `tokenize` cuts each article into words by stated rules: *Turkey's* becomes *turkey*, *U.S.* and *S-400* stay whole, and
# *İlham* gets no stray dot. `compound` then joins the phrases that the named topics look for, and `remove` takes out
# function words.

# %%
seeds = topics.read_seeds(SEEDS)
tokens = text.tokenize(articles)
tokens = text.compound(tokens, topics.phrases(seeds))
tokens = text.remove(tokens, text.stopwords("en"))
" ".join(tokens.iloc[0][:30])

# %% [markdown]
# These are the first thirty words that are left of the first article. Note that the headline stands in the text as well:
# newspapers' exports repeat it, and so does this corpus.
#
# ## Which terms are frequent?
#
# `count` makes the table of articles by terms that everything else starts from, here with the terms that stand in two or
# more articles.

# %%
counts = terms.count(tokens, min_articles=MIN_ARTICLES)
counts

# %% [markdown]
# A frequency is a rate with an interval: how often the term stands in a million tokens.

# %%
frequency = terms.frequency(counts)
ax = figures.frequency(frequency, n=15)
ax.set_title("The most frequent terms")
figures.save(ax, "start-frequency", frequency);

# %% [markdown]
# The countries that the articles were written about lead the list. The intervals are wide, because the corpus is small, and
# too narrow all the same: they treat words as independent draws, while words of one article come together.
#
# ## In which terms do two outlets differ?
#
# Key words are terms that one outlet uses more often than the other. The position in the figure is the size of the
# difference, and the order is how certain it is.

# %%
pair = counts[articles["outlet"].isin([TARGET, REFERENCE])]
keywords = terms.keyness(pair, articles["outlet"] == TARGET)
ax = figures.keyness(keywords, n=8)
ax.set_title(f"{TARGET} (target) against {REFERENCE} (reference)")
figures.save(ax, "start-keyness", keywords);

# %% [markdown]
# Above the dotted line are the terms of the target, below it those of the reference. With six articles on each side a key
# word may come from a single article; the table in `results/start-keyness.csv` has the counts.
#
# ## Topics with names
#
# A topic begins with a few seeds that the researcher writes down. The model finds the terms that keep them company and each
# article's share of every topic; the unnamed topics take what nobody named. No random number is drawn: the same articles
# give the same shares, in any order and on any machine.

# %%
model = topics.NamedTopics(seeds, unnamed=UNNAMED).fit(counts)
shares = model.transform(counts)
top = topics.top_terms(model, n=8)
ax = figures.top_terms(top[top["topic"].isin(NAMED)], n=8)
figures.save(ax, "start-top-terms", top);

# %% [markdown]
# Bold terms are seeds, the others were found. In a corpus of this size many of the found terms are accidents of one article.
#
# ## Which article is about what?
#
# Each article's shares sum to one. The column *other* adds up the unnamed topics.

# %%
ax = figures.shares(shares)
ax.set_title("Share of each topic in each article, in per cent")
figures.save(ax, "start-shares", shares);

# %% [markdown]
# Read along a row to see what an article is about, and check it against its title:

# %%
best = topics.top_articles(shares[NAMED], n=2)
best.join(articles[["outlet", "title"]], on="article_id").round(2)

# %% [markdown]
# ## What this does not show
#
# Eighteen articles from invented outlets show how the functions work together, and nothing else. The intervals describe
# chance, not choice: they cannot tell how the articles were selected.
#
# ## Try it on your corpus
#
# [04-your-corpus](04-your-corpus.ipynb) loads a spreadsheet or a folder of text files. [01-corpus](01-corpus.ipynb),
# [02-terms](02-terms.ipynb) and [03-topics](03-topics.ipynb) do on 3,824 real articles what this notebook does on eighteen.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
