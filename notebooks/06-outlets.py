# %% [markdown]
# # Which words set the outlets apart, and how sure is that?
#
# **The bottom line.** In early 2017 the Russian agency TASS and the American broadcaster CNN wrote about different worlds: TASS about
# Russia, Syria, ministries and talks, CNN about Trump, the White House, the police and intelligence. Those words are safe; most
# others are not: of the terms that differ if each word is taken as an observation, about one in seventeen still differs if
# the days are. By all their words ABC and CNN are most alike, and China Daily and TASS stand apart. TASS is the hardest to read
# and has the least varied words.
#
# - **Data**: `news-2017`, 3,824 articles of nine outlets (see [01-corpus](01-corpus.ipynb)).
# - **Method**: keyness by log-likelihood (Dunning 1993) and log-odds with an informative prior (Monroe, Colaresi and Quinn 2008),
#   both beside the log ratio (Hardie 2014); intervals by a bootstrap over days (Rao and Wu 1988); cosine similarity; moving-average
#   type-token ratio (Covington and McFall 2010); Flesch's reading ease (1948). [MEASURES.md](../MEASURES.md) has all definitions.
# - **Runs in** about half a minute.

# %% [markdown]
# ## Setup

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 300)

# %% [markdown]
# ## Parameters
#
# `TERMS` are compared between all outlets; `TARGET` and `REFERENCE` are compared in all terms.

# %% tags=["parameters"]
CORPUS = "news-2017"
TERMS = ["nato", "sanctions", "libya"]
TARGET = "tass.com"
REFERENCE = "cnn.com"
MIN_ARTICLES = 5  # a term in fewer articles is left out

# %% [markdown]
# ## Load, tokenize, count
#
# Function words go, and so does the boilerplate of newsrooms (a list in `corpus/wordlists/`): the words of share buttons and
# agency signatures would otherwise be the most typical words of an outlet.

# %%
articles = corpus.load(CORPUS)
outlet = articles["outlet"]
day = articles["outlet"].astype(str) + articles["date"].dt.strftime(" %Y-%m-%d").fillna("")
words = text.tokenize(articles)
tokens = text.remove(words, text.stopwords("en") + text.boilerplate())
counts = terms.count(tokens, min_articles=MIN_ARTICLES)
counts

# %% [markdown]
# ## Who writes about NATO, sanctions and Libya?
#
# The rate of each term in each outlet, with intervals over the outlet's days. The total is that of all terms of the outlet, so
# long articles do not count more.

# %%
by_outlet = terms.frequency(counts, by=outlet, cluster=day)
chosen = by_outlet[by_outlet.index.isin(TERMS, level="term")]
ax = figures.frequency(chosen)
ax.set_title("Three terms in each outlet")
figures.save(ax, "outlets-frequency", chosen);

# %% [markdown]
# Of the three terms, *NATO* and *sanctions* are most frequent with TASS, *Libya* with Al Jazeera and Deutsche Welle. The intervals are
# wide, because a day on which an outlet reports on a thing is one observation. How many articles hold the term:

# %%
chosen["articles"].unstack("term", fill_value=0)

# %% [markdown]
# A term that stands in a handful of an outlet's articles says something about these articles and nothing about the outlet.
#
# ## In which words do the two differ?
#
# Keyness compares every term of the target with the reference. Position is the size of the difference (a step to the right is
# a doubling of the ratio), order is certainty. The intervals say how much the ratio differs from day to day.

# %%
pair = counts[outlet.isin([TARGET, REFERENCE])]
keywords = terms.keyness(pair, outlet == TARGET, cluster=day)
ax = figures.keyness(keywords, n=15)
ax.set_title(f"{TARGET} (target) against {REFERENCE} (reference)")
figures.save(ax, "outlets-keyness", keywords);

# %% [markdown]
# The months of TASS's datelines and the name of CNN in its own articles are key words too: they tell of layout, not of politics. So
# does *stories*. The words to read are those in between.
#
# ## How sure is that?
#
# The same test twice: as if each word were drawn by itself, and with days as what is drawn. In both, p-values are adjusted so
# that about one in twenty of the terms called different is not.

# %%
naive = terms.keyness(pair, outlet == TARGET)
sure = pd.DataFrame({"over words": naive["p_adjusted"] < 0.05, "over days": keywords["p_adjusted"] < 0.05})
print(f"{naive['p'].notna().sum():,} terms stand in articles of one of the two")
sure.sum().rename("terms that differ").to_frame()

# %% [markdown]
# Some that are lost on the way, with their intervals over days:

# %%
lost = naive[(naive["p_adjusted"] < 0.05) & (keywords["p_adjusted"].reindex(naive.index) > 0.2)].head(8).index
keywords.loc[lost, ["target", "reference", "log_ratio", "low", "high", "p_adjusted"]].join(
    naive["p_adjusted"].rename("over words")
).round(3)

# %% [markdown]
# These terms are beyond doubt if words are what is drawn, and uncertain if days are: *aircraft* and *oil* stood in the news for some
# days, *7*, *8* and *9* are dates of a few datelines. Nothing is wrong with their counts. What is unsure is whether other days would
# show the same.
#
# ## Does another measure give another list?
#
# The first fifteen terms by three measures: evidence (`g2`), evidence that is sceptical of rare words (`log_odds`), and size alone
# (`log_ratio`).

# %%
measures = ["g2", "log_odds", "log_ratio"]
lists = {measure: terms.keyness(pair, outlet == TARGET, measure=measure).index[:15] for measure in measures}
pd.DataFrame(lists)

# %% [markdown]
# Evidence with and without scepticism agree on most of the list. Size alone prefers words that one side never writes, units and
# names: true, but a word that stands in few articles.
#
# ## What do the sentences say?
#
# Behind a key word stand sentences. These are a fixed sample of those of the target, one from each article.

# %%
term = keywords.index[1]
passages = terms.evidence(articles, term, target=outlet == TARGET, n=6)
print(f"{len(terms.evidence(articles, term, target=outlet == TARGET, n=None)):,} sentences of {TARGET} with {term!r}")
passages[["article_id", "text"]]

# %% [markdown]
# They are about trade, money, arms and talks: *Russia* is the place from which the agency reports, not a topic.
#
# ## Which outlets are alike?
#
# The cosine of the outlets' counts: 1 where all terms have the same shares, 0 where no term is shared.

# %%
similarity = terms.similarity(terms.group(counts, outlet))
ax = figures.similarity(similarity)
ax.set_title("How alike the outlets' words are")
figures.save(ax, "outlets-similarity", similarity);

# %% [markdown]
# Outlets of one country stand together: ABC, CNN and the Huffington Post, and the BBC with Ireland's RTÉ. China Daily resembles none,
# for much of it is about China.
#
# ## Who writes with more words?
#
# The share of different words among a hundred in a row, averaged over the article. Longer articles do not have smaller values, as
# they would by the plain ratio of types to tokens.

# %%
diversity = terms.diversity(words, window=100).assign(group=outlet)
ax = figures.diversity(diversity)
ax.set_title("How varied the words of an article are")
figures.save(ax, "outlets-diversity", diversity[["group", "tokens", "types", "mattr"]]);

# %% [markdown]
# TASS varies its words least, which fits short reports in a fixed form. The others differ by less than their articles do among
# themselves. Articles of fewer than a hundred words have no value; the numbers on the right count them.
#
# ## Who is easier to read?

# %%
readability = terms.readability(articles).assign(group=outlet)
ax = figures.readability(readability, measure="flesch")
ax.set_title("Flesch's reading ease of each article")
ax.set_xlim(-10, 100)
figures.save(ax, "outlets-readability", readability[["group", "sentences", "words", "syllables", "flesch"]]);

# %% [markdown]
# The medians of three formulas, and how many articles the axis leaves out:

# %%
outside = ~readability["flesch"].between(-10, 100) & readability["flesch"].notna()
print(
    f"{outside.sum()} articles lie outside the axis, from {readability['flesch'].min():.0f} to {readability['flesch'].max():.0f}"
)
readability.groupby("group", observed=True)[["flesch", "fog", "lix"]].median().sort_values("flesch").round(1)

# %% [markdown]
# TASS is the hardest to read, BBC and Huffington Post are the easiest, by each of the three formulas. They measure the length of
# sentences and words, not what is said: a list without full stops is one endless sentence to them, and a headline alone is easy.
# Such articles are the ones outside the axis.
#
# ## What this does not show
#
# A difference between outlets may be one between collections: which of an outlet's articles came into the corpus, and from
# which days, is shown in [01-corpus](01-corpus.ipynb). Days are not the only thing that articles share; two reports of one
# author, or of one agency in two outlets, resemble each other, too.
#
# ## Try it on your corpus
#
# Change `TERMS`, `TARGET` and `REFERENCE`; a name that the corpus does not have raises an error that lists it. Each of the two
# needs articles of at least two days.
#
# ## References
#
# - Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average type-token ratio. *Journal of
#   Quantitative Linguistics* 17, 94-100.
# - Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. *Computational Linguistics* 19, 61-74.
# - Flesch, R. (1948). A new readability yardstick. *Journal of Applied Psychology* 32, 221-233.
# - Hardie, A. (2014). *Log Ratio: an informal introduction*. ESRC Centre for Corpus Approaches to Social Science.
# - Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. *Political Analysis* 16, 372-403.
# - Rao, J. N. K. and Wu, C. F. J. (1988). Resampling inference with complex survey data. *JASA* 83, 231-241.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
