# %% [markdown]
# # Who writes about NATO, sanctions and Libya, and when?
#
# **The bottom line.** Of nine outlets in early 2017, Deutsche Welle gives the topic NATO the largest share of its articles, TASS and CNN
# sanctions, and Al Jazeera Libya. All three are small: about one hundredth of an average article each. Sanctions peak in the week of
# 13 February. One warning comes out of the terms: the topic NATO is as much about the war in Afghanistan.
#
# - **Data**: `news-2017`, 3,824 articles of nine outlets (see [01-corpus](01-corpus.ipynb)).
# - **Method**: named topics, a mixture model that starts at the researcher's seeds and draws no random number
#   (`topics.NamedTopics`); shares averaged by outlet and week with Student's intervals.
# - **Runs in** about twenty seconds.

# %% [markdown]
# ## Setup

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text, topics

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 400)

# %% [markdown]
# ## Parameters
#
# `SEEDS` is a file in `corpus/topics/` with the topics' names and seeds. All of its topics are fitted, because a topic is also
# defined by what it is not; `NAMED` are those that the figures show.

# %% tags=["parameters"]
CORPUS = "news-2017"
SEEDS = "foreign-policy"
NAMED = ["NATO", "sanctions", "Libya"]
UNNAMED = 60  # topics for what the named ones do not cover
TARGET = "tass.com"
REFERENCE = "cnn.com"
EVERY = "W"
MIN_ARTICLES = 5  # a term in fewer articles is left out
MIN_PERIOD = 5  # a period with fewer articles is not drawn
SINCE = "2017-02-06"  # from then on all outlets are in the corpus

# %% [markdown]
# ## Load, tokenize, count
#
# Phrases among the seeds are joined before anything is removed, so that *free trade* is one term.

# %%
articles = corpus.load(CORPUS)
seeds = topics.read_seeds(SEEDS)
tokens = text.tokenize(articles)
tokens = text.compound(tokens, topics.phrases(seeds))
tokens = text.remove(tokens, text.stopwords("en") + text.boilerplate())
counts = terms.count(tokens, min_articles=MIN_ARTICLES)
counts

# %% [markdown]
# ## The seeds, before the fit
#
# A topic means what its seeds mean. The audit says of each what it does in this corpus: how often it stands, how many of its
# articles hold seeds of other topics, too, and whether it is used more at the end than at the beginning.

# %%
audit = topics.audit(seeds, counts, dates=articles["date"])
ax = figures.audit(audit[audit["terms"] > 0])
figures.save(ax, "topics-audit", audit)
audit.loc[audit["topic"].isin(NAMED) & (audit["terms"] > 0), ["topic", "seed", "count", "articles", "meets", "note"]]

# %% [markdown]
# *NATO* and *sanctions* each hang on one word: these are topics about a word and its company. Most articles with a seed of one topic
# hold seeds of another, and more of them than chance would give: foreign policy is one story. No drift is sure.
#
# ## The fit
#
# Each article is thought to be made of topics, each topic of terms. Named topics start at their seeds and are expected in
# articles that use them; unnamed ones start at terms far away from the named ones and take the rest.

# %%
model = topics.NamedTopics(seeds, unnamed=UNNAMED).fit(counts)
shares = model.transform(counts)
shares[NAMED].describe().round(3)

# %% [markdown]
# Most articles have next to nothing of each: half of them less than the middle row says. An article in which no counted term is
# left has no share: `count` says how many of the 3,824 have one.
#
# ## What the topics are made of
#
# Seeds are bold; the other terms were found because they keep the seeds company.

# %%
top = topics.top_terms(model, n=12)
ax = figures.top_terms(top[top["topic"].isin(list(seeds))], n=12)
figures.save(ax, "topics-top-terms", top);

# %% [markdown]
# The found terms say what a topic became. NATO is the alliance at work, in Afghanistan and on the Baltic; sanctions are those on Iran
# and over Ukraine, with Flynn and Kushner for the talks about them; Libya comes with its neighbours and with smugglers. If a term
# is not wanted, a seed against it (`-kushner`) keeps it out.
#
# ## Which articles are about it?
#
# Shares are to be checked by reading. The articles with the largest share of each topic:

# %%
best = topics.top_articles(shares[NAMED], n=4)
best.join(articles[["outlet", "title"]], on="article_id").round(2)

# %% [markdown]
# A title that does not fit is a reason to read the article: the model sees words, not stories. The sentences that carry the share of
# the first topic, each from another article:

# %%
topics.passages(model, articles, shares, NAMED[0], n=5)[["article_id", "text", "score"]].round(2)

# %% [markdown]
# `score` is the part of a sentence's words that the model gives to the topic. A sentence can be about it without naming it.
#
# ## Who writes about it, and how sure is that?
#
# The mean share of each topic in the articles of each outlet. The interval allows for two doubts: other days could have been
# collected, and from other articles other topics would have been learned. Whole days of outlets are drawn, and the topics fitted again,
# fifty times.

# %%
day = articles["outlet"].astype(str) + articles["date"].dt.strftime(" %Y-%m-%d").fillna("")
stability = topics.stability(model, counts, by=day, group=articles["outlet"])
named = stability[stability["topic"].isin(NAMED)]
by_outlet = named.assign(topic=named["topic"].cat.set_categories(NAMED))
ax = figures.stability(by_outlet)
ax.set_title("Share of the topics in each outlet")
figures.save(ax, "topics-by-outlet", by_outlet);

# %% [markdown]
# What a topic's verdict rests on: how much of it a refit keeps, and how much of it stands in articles with one of its seeds.

# %%
by_outlet.drop_duplicates("topic").set_index("topic")[
    ["overlap", "seeded", "nearest", "nearest_overlap", "verdict"]
].round(2)

# %% [markdown]
# Three quarters of what the model takes for a topic stand in articles that use its seeds; the rest it infers.
#
# ## All topics side by side

# %%
means = shares[list(seeds)].groupby(articles["outlet"], observed=True).mean()
ax = figures.shares(means)
ax.set_title("Mean share of the named topics, in per cent")
figures.save(ax, "topics-shares", means);

# %% [markdown]
# The rest of each row, up to a hundred, belongs to the unnamed topics: most news is about something else.
#
# ## When do they write about it?
#
# The mean share over all outlets, period by period, from `SINCE` on: before, the corpus has hardly any outlet but one. Periods with
# fewer than `MIN_PERIOD` articles are not drawn.

# %%
recent = articles["date"] >= SINCE
trend = pd.concat(
    terms.trend(shares.loc[recent, name], articles["date"], every=EVERY, min_articles=MIN_PERIOD).assign(group=name)
    for name in NAMED
)
trend["group"] = pd.Categorical(trend["group"], categories=NAMED)
ax = figures.trend(trend)
ax.set(title="Three topics over time, all outlets", ylabel="mean share, with 95 % interval")
figures.save(ax, "topics-trend", trend);

# %% [markdown]
# The outlets were not collected in equal numbers in every week, so part of any rise or fall is a change of who was collected.
# The same topic in two outlets by themselves:

# %%
two = articles["outlet"][articles["outlet"].isin([TARGET, REFERENCE])]
topic = NAMED[1]
two = two[two.index.isin(shares.index) & recent.loc[two.index]]
pair = terms.trend(shares[topic].loc[two.index], articles["date"], by=two, every=EVERY, min_articles=MIN_PERIOD)
ax = figures.trend(pair)
ax.set(title=f"The topic “{topic}” in two outlets", ylabel="mean share, with 95 % interval")
figures.save(ax, "topics-trend-outlets", pair);

# %% [markdown]
# Where the bands overlap, the two outlets cannot be told apart in that period.
#
# ## Outlet or date?
#
# Outlets were collected on different days. A fractional logit compares them at equal dates, with errors that allow for what the
# articles of one outlet and day have in common. Effects are in percentage points of an article's share.

# %%
effects = topics.effects(shares.loc[recent, NAMED], articles[recent], "outlet + date", cluster=day)
ax = figures.effects(effects[effects["covariate"] == "outlet"])
ax.set_title("Difference of outlets at equal dates")
figures.save(ax, "topics-effects", effects);

# %% [markdown]
# Each outlet is set against the first of the alphabet. How much do the differences change if the dates are left out? For each
# topic, the outlet whose difference changes most, in percentage points:

# %%
apart = ["topic", "contrast"]
plain = topics.effects(shares.loc[recent, NAMED], articles[recent], "outlet", cluster=day).set_index(apart)["effect"]
dated = effects[effects["covariate"] == "outlet"].set_index(apart)["effect"]
change = pd.DataFrame({"without dates": plain, "at equal dates": dated}) * 100
most = (change["without dates"] - change["at equal dates"]).abs().groupby("topic", observed=True).idxmax()
change.loc[most.dropna()].round(2)

# %% [markdown]
# What sets outlets apart is not an accident of when they were collected: their dates change hardly anything.
#
# ## Nothing moves
#
# A share must not depend on the order of the rows. This fits the same articles in another order and compares.

# %%
order = articles["text"].fillna("").map(len).sort_values(kind="stable").index
turned = terms.count(tokens.loc[order], min_articles=MIN_ARTICLES)
again = topics.NamedTopics(seeds, unnamed=UNNAMED).fit(turned).transform(turned)
assert again.loc[shares.index].equals(shares)

# %% [markdown]
# No difference, to the last bit.
#
# ## What this does not show
#
# The intervals say how much the mean would vary with other articles of the same kind. They do not say how well the topic was
# measured: whether an article *is* about Libya is decided by reading a sample of articles, and that has not been done
# here. Nor do shares say how an outlet writes about a topic, for or against.
#
# ## Try it on your corpus
#
# Write a file like `corpus/topics/foreign-policy.yaml` with your own names and seeds, set `SEEDS` and `NAMED`, and look at the
# table of seeds first: a seed that matches nothing has no effect.
#
# ## References
#
# - Arora, S. et al. (2013). A practical algorithm for topic modeling with provable guarantees. *ICML*, 280-288.
# - Asuncion, A. et al. (2009). On smoothing and inference for topic models. *UAI*, 27-34.
# - Hofmann, T. (1999). Probabilistic latent semantic analysis. *UAI*, 289-296.
# - Sievert, C. and Shirley, K. (2014). LDAvis. *Workshop on Interactive Language Learning, Visualization, and Interfaces*, 63-70.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
