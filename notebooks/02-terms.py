# %% [markdown]
# # What do the articles say about sanctions, in which words, and when?
#
# **The bottom line.** *Sanctions* are imposed, discussed and lifted, and the name most often near them is Russia. They had their days
# twice in these eight weeks: from 13 February on, when Michael Flynn resigned, and around 20 March. Nothing of it lasted: no
# week begins a new level. The word *ban* shows what an event can do: with the second travel ban of 6 March its rate rises at once,
# and falls back from there. And not all of it is politics: of six sentences drawn at the end, one is about football.
#
# - **Data**: `news-2017`, 3,824 articles of nine outlets (see [01-corpus](01-corpus.ipynb)).
# - **Method**: rates with intervals over days (Cochran 1977); evenness by the deviation of proportions (Gries 2008);
#   collocations by λ (Blaheta and Johnson 2001) and co-occurrence by logDice (Rychlý 2008); bursts (Kleinberg 2003), change
#   points (Jackson et al. 2005) and interrupted time series (Bernal et al. 2017). [MEASURES.md](../MEASURES.md) has all
#   definitions.
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
# `TERM` is the word that is followed through the notebook; `TERMS` are set beside it. `EVENT` is the day on which the President of
# the United States signed a second travel ban, and `MOVED` the word that it may have moved; it has four weeks before it and as
# many after it. `SINCE` is the day from which on all nine outlets are in the corpus: what is said of time is said of the articles
# from then on.

# %% tags=["parameters"]
CORPUS = "news-2017"
TERM = "sanctions"
TERMS = ["nato", "sanctions", "libya", "flynn", "ban", "wiretap", "korea", "brexit"]
SINCE = "2017-02-06"
EVENT = "2017-03-06"
MOVED = "ban"
EVERY = "W"  # the periods of the trend
FINE = "D"  # those of bursts, and of the comparison before and after the event
MIN_ARTICLES = 5  # a term in fewer articles is left out
MIN_PERIOD = 5  # a period with fewer articles is not drawn

# %% [markdown]
# ## Load, tokenize, count
#
# Two Series of tokens: `everything` with punctuation, for what is said of neighbours; `tokens` without function words and
# without the boilerplate of newsrooms, for what is said of frequencies.

# %%
articles = corpus.load(CORPUS)
day = articles["outlet"].astype(str) + articles["date"].dt.strftime(" %Y-%m-%d").fillna("")
everything = text.tokenize(articles, punctuation=True)
tokens = text.remove(text.tokenize(articles), text.stopwords("en") + text.boilerplate())
counts = terms.count(tokens, min_articles=MIN_ARTICLES)
followed = [term for term in dict.fromkeys([TERM, MOVED, *TERMS]) if term in counts.terms]
counts

# %% [markdown]
# From here on a rate is a rate per million of these tokens: words that stand in fewer articles and function words are neither
# counted nor part of the total.
#
# ## Which terms are the most frequent?
#
# The interval rests on the days of outlets: what an outlet prints on one day is one observation, not a thousand words.

# %%
frequency = terms.frequency(counts, cluster=day)
ax = figures.frequency(frequency, n=20)
ax.set_title("The most frequent terms of all outlets")
figures.save(ax, "terms-frequency", frequency);

# %% [markdown]
# Verbs of saying lead, as in any news. *china* is as frequent as *u.s.*, and its interval is several times as wide: it depends on the
# days of few outlets.
#
# ## Which of them are everywhere, and which come in bursts?
#
# A term can be frequent because all write it or because a few write nothing else. The deviation of proportions is 0 for a term
# that each article holds in proportion to its length, and near 1 for one that a single article holds.

# %%
dispersion = terms.dispersion(counts)
ax = figures.dispersion(dispersion, terms=followed)
ax.set_title("How evenly terms are spread over articles")
figures.save(ax, "terms-dispersion", dispersion);

# %% [markdown]
# Words for any subject (*make*, *take*, *including*) lie below the line: they are in more articles than others of their frequency.
# Names lie above it, *korea* highest of the frequent ones: they fill the articles that have them. A rare term cannot be even, so read
# the distance from the line. Of the terms asked for, *ban* is the most evenly spread.
#
# ## Which words belong together?
#
# Sequences of two and three words that stand together more often than their words would by chance. Punctuation and function
# words break a sequence.

# %%
breaks = text.stopwords("en") + text.boilerplate()
collocations = terms.collocations(everything, size=3, shortest=2, min_count=20, breaks=breaks)
ax = figures.collocations(collocations, n=25)
ax.set_title("Collocations of two and three words")
figures.save(ax, "terms-collocations", collocations);

# %% [markdown]
# Names of places and institutions are the surest. *daily european* stands once in nearly each of its articles, which is how a line of
# layout shows: it is the signature of China Daily's European edition. λ says how much more often than by chance, the count how
# often: *trump administration* is frequent, though its words are frequent without each other, too.
#
# ## In which company does the term stand?
#
# Words at most five tokens away from it, by logDice, which does not depend on the size of the corpus.

# %%
company = terms.cooccurrence(everything, node=TERM)
company = company.drop(index=text.stopwords("en"), level="other", errors="ignore")
ax = figures.cooccurrence(company, n=20)
ax.set_title(f"The company of “{TERM}”")
figures.save(ax, "terms-company", company);

# %% [markdown]
# Sanctions are *imposed*, *lifted* and *discussed*; *kislyak* is the ambassador with whom *flynn* discussed them. *boycott*, *divestment*
# and *bds* belong to another story, the movement for sanctions against Israel. The columns on the right say how much stands behind a
# dot: five to ten places in the corpus make a strong company, and little of it.
#
# ## How do the sentences read?
#
# Every line of the concordance, ordered by the words that follow. In a notebook a click on a line opens its article with the
# match marked.

# %%
lines = terms.concordance(articles, TERM, window=8, order="R1 R2 R3")
terms.browse(lines, articles, n=12)

# %% [markdown]
# Ordered by what follows, the lines of *sanctions against* stand together, and with them those who are threatened by them. Where do
# the others stand?

# %%
hits = lines.join(articles[["date", "outlet"]], on="article_id")
ax = figures.concordance(hits)
ax.set_title(f"Every “{TERM}” at its date")
figures.save(ax, "terms-hits", hits[["article_id", "date", "outlet", "start"]]);

# %% [markdown]
# TASS has the most, then Al Jazeera and CNN. A tick is a number and not a rate: an outlet with more articles on a day has more of
# them. And before February the corpus has hardly any outlet but one, which is why the figures below begin with `SINCE`.
#
# ## When do they write about it?
#
# The number of times the term stands in a thousand words, week by week, with intervals over the days of outlets. Where a lasting
# change of level is found, a step is drawn.

# %%
recent = articles.loc[articles["date"] >= SINCE, "date"]
said = counts.select(followed).to_frame().loc[recent.index]
length = pd.Series(counts.matrix.sum(axis=1), index=counts.articles)
trend = terms.trend(said[TERM] * 1000, recent, every=EVERY, exposure=length, min_articles=MIN_PERIOD, cluster=day)
changes = terms.changes(trend)
ax = figures.changes(changes, ax=figures.trend(trend))
ax.set(title=f"“{TERM}” in each period", ylabel="per thousand words, with 95 % interval")
figures.save(ax, "terms-trend", trend)
print(f"{len(articles) - len(recent)} articles are older; {len(changes)} lasting changes of level")

# %% [markdown]
# Read the intervals before the line: they are widest where it is highest, for a few outlets' days make the height. Where no step is
# drawn, the ups and downs of single weeks are too weak for a new level.
#
# ## Which terms had their days?
#
# A burst is a spell in which a term stands in far more articles than on the whole. It is measured against the articles of the
# same days, so a day with more articles is no burst.

# %%
frames = {term: terms.bursts(said[term], recent, every=FINE) for term in followed}
bursts = pd.concat(frames, names=["term"]).reset_index("term")
ax = figures.bursts(bursts)
ax.set_title("Bursts of terms")
figures.save(ax, "terms-bursts", bursts);

# %% [markdown]
# In numbers: the share of articles with the term in the burst, and on the whole.

# %%
shown = bursts.assign(
    weight=bursts["weight"].round(1), value=bursts["value"].round(3), overall=bursts["overall"].round(3)
)
shown[["term", "start", "end", "weight", "value", "overall", "articles"]].sort_values("weight", ascending=False)

# %% [markdown]
# *flynn* and *sanctions* burst together, on the day of the resignation; *brexit* on 29 March, the day on which Britain gave notice to the
# European Union. Of the others the numbers say when, and not why: the sentences do. *nato* has no burst, because it was never in
# twice as many articles as on the whole.
#
# ## Did it change with the event?
#
# Two lines, one fitted to the days before the event and one to those after it; and the plain difference of the week before and the
# week after.

# %%
interruption = terms.interruption(said[MOVED] * 1000, recent, event=EVENT, every=FINE, exposure=length, window=7)
daily = terms.trend(said[MOVED] * 1000, recent, every=FINE, exposure=length, min_articles=MIN_PERIOD)
ax = figures.interruption(interruption, ax=figures.trend(daily))
ax.set(title=f"“{MOVED}” before and after {EVENT}", ylabel="per thousand words")
figures.save(ax, "terms-interruption", interruption);

# %% [markdown]
# In numbers: what the trend before would have had at the event, how both lines rise, and what changed.

# %%
interruption.set_index("quantity")[["estimate", "low", "high", "p", "periods", "articles"]].round(3)

# %% [markdown]
# The line after the event begins higher than the one before it ended (`level_change`), and falls from there (`slope_change`). The
# plain difference of the two weeks (`difference`) says the same with less certainty: its interval reaches to no difference at all,
# because the corpus has few articles of the week after. An event is not a cause: the courts met over the ban in these weeks, too.
#
# ## From the number to the sentences
#
# What stands behind the strongest company of the term: sentences in which the two are near each other, one from each article
# before a second from any, in an order that depends on neither date nor outlet.

# %%
near = company.index.get_level_values("other")[0]
passages = terms.evidence(articles, TERM, near=near, n=6)
passages.join(articles["outlet"], on="article_id")[["outlet", "text"]]

# %% [markdown]
# Most are about states, one is about a football team. If too many are not about what a term is meant to measure, the figures above
# are not either.
#
# ## What this does not show
#
# A word is not a topic: an article can be about sanctions and say *measures*, or say *sanctions* of a court. For topics see
# [03-topics](03-topics.ipynb); for what sets outlets apart [06-outlets](06-outlets.ipynb). Which days an outlet has in the corpus
# was not decided by the news: [01-corpus](01-corpus.ipynb) shows it.
#
# ## Try it on your corpus
#
# Change `CORPUS`, `TERM`, `TERMS`, `SINCE`, `EVENT` and `MOVED`. With a few articles a year, take `EVERY = FINE = "Y"`.
#
# ## References
#
# - Bernal, J. L., Cummins, S. and Gasparrini, A. (2017). Interrupted time series regression for the evaluation of public health
#   interventions. *International Journal of Epidemiology* 46, 348-355.
# - Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs. *ACL Workshop on Collocation*, 54-60.
# - Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed. Wiley.
# - Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. *International Journal of Corpus Linguistics* 13,
#   403-437.
# - Jackson, B. et al. (2005). An algorithm for optimal partitioning of data on an interval. *IEEE Signal Processing Letters* 12,
#   105-108.
# - Kleinberg, J. (2003). Bursty and hierarchical structure in streams. *Data Mining and Knowledge Discovery* 7, 373-397.
# - Rychlý, P. (2008). A lexicographer-friendly association score. *RASLAN*, 6-9.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
