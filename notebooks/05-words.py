# %% [markdown]
# # Does the way of cutting words change what I find?
#
# **The bottom line.** Which words are typical of an outlet hardly depends on hyphens, numbers or capitals; stemming replaces a
# third of the list. The count of a single term can depend on each of them: half as many *Assad*s again stand inside compounds
# such as *al-Assad*. Numbers make hardly any difference to named topics, hyphens some, and a topic whose seeds a stemmer makes
# into other words is another topic under the old name. So state the choice, and try the other one before a number is reported.
#
# - **Data**: `news-2017`, 3,824 articles of nine outlets (see [01-corpus](01-corpus.ipynb)).
# - **Method**: word boundaries of Unicode Standard Annex #29 with named rules on top; Snowball stems (Porter 2001); the same
#   analysis under five ways of cutting, in the manner of Denny and Spirling (2018).
# - **Runs in** about half a minute.

# %% [markdown]
# ## Setup

# %%
import matplotlib.pyplot as plt
import pandas as pd

from analysis import corpus, figures, reproduce, terms, text, topics

plt.style.use(figures.STYLE)
pd.set_option("display.max_colwidth", 120)

# %% [markdown]
# ## Parameters
#
# `TERMS` are counted under each way of cutting, `TARGET` and `REFERENCE` compared, and `TOPICS` of the seeds followed.

# %% tags=["parameters"]
CORPUS = "news-2017"
LANGUAGE = "en"
SENTENCE = "Turkey’s S-400s: the U.S.-led talks (20:15, 15%) end.The US reacts, see www.example.org/talks."
TERMS = ["russian", "turkish", "assad", "nato", "sanctions", "nation"]
STEMS = ["nation", "sanction"]
TARGET = "tass.com"
REFERENCE = "cnn.com"
SEEDS = "foreign-policy"
TOPICS = ["NATO", "sanctions", "Libya"]
MIN_ARTICLES = 5  # a term in fewer articles is left out
KEYWORDS = 30  # how many of the most typical words are compared

# %% [markdown]
# ## What the rules do to one sentence
#
# Words end where Unicode says they do, which is the same for all scripts. News needs a few rules more. `explain` shows
# for one text what became of each piece, and by which rule; a piece that is no token has none.

# %%
text.explain(SENTENCE, language=LANGUAGE)[["text", "token", "rules"]]

# %% [markdown]
# *Turkey's* counts as *turkey*, the *US* and the *U.S.* are one, a full stop without its space parts two words again, and an
# address stays whole. Nothing of this depends on the settings of the machine: only on the text and on `LANGUAGE`.
#
# ## Which rules matter in the corpus?
#
# The same for the beginnings of the first two hundred articles with a text, counted. Pieces without a rule are lower-case words
# between spaces.

# %%
articles = corpus.load(CORPUS)
sample = articles["text"].dropna().head(200).str.slice(0, 3000)
explained = pd.concat([text.explain(article, language=LANGUAGE) for article in sample])
rules = explained["rules"].str.split(", ").explode().replace("", "none")
rules.value_counts().rename_axis("rule").rename("pieces").to_frame()

# %% [markdown]
# Case and punctuation are most of it. Possessives and hyphens come next: these are where a choice is made for you.
#
# ## Five ways of cutting
#
# As it is; with hyphens as boundaries; without numbers; with capitals kept; and stemmed, which makes one word of *nation*,
# *nations* and *national*.

# %%
tokens = text.tokenize(articles, language=LANGUAGE)
ways = {
    "as it is": tokens,
    "hyphens split": text.tokenize(articles, language=LANGUAGE, hyphens="split"),
    "without numbers": text.tokenize(articles, language=LANGUAGE, numbers=False),
    "capitals kept": text.tokenize(articles, language=LANGUAGE, lower=False),
    "stemmed": text.stem(tokens, language=LANGUAGE),
}
counts = {way: terms.count(cut) for way, cut in ways.items()}
sizes = {way: {"tokens": count.matrix.sum(), "terms": len(count.terms)} for way, count in counts.items()}
pd.DataFrame(sizes).T

# %% [markdown]
# The number of tokens hardly changes, that of different terms by up to a quarter. Whatever is computed *per term* (diversity, the
# number of key words, corrections for many tests) follows the second column.
#
# ## How often does a term occur?
#
# The same terms under each way, per million tokens of that way. `nation` is there to show what stemming does.

# %%
frequency = pd.concat({way: terms.frequency(count) for way, count in counts.items()}, names=["group", "term"])
chosen = frequency[frequency.index.isin(TERMS, level="term")]
ax = figures.frequency(chosen)
ax.set_title("Six terms under five ways of cutting words")
figures.save(ax, "words-frequency", chosen);

# %% [markdown]
# A row where all dots lie together is a term whose count can be reported without a footnote. Where the dots of *hyphens
# split* lie to the right, the word also occurs inside compounds; *capitals kept* has no dot for a word that is always
# capitalized; *stemmed* adds other words to a term, or has lost it to its stem.
#
# Which compounds are there?

# %%
whole = frequency.loc["as it is"]
whole[whole.index.str.contains("-", regex=False)][["count", "articles", "rank"]].head(12)

# %% [markdown]
# Most of these mean something that their parts do not, and are better left whole; the names among them one would want to count
# wherever they stand. The words that gain most when hyphens part words, of all that are not rare:

# %%
both = frequency["count"].unstack("group", fill_value=0)[["as it is", "hyphens split"]]
common = both[both["as it is"] >= both["as it is"].max() / 500]
gain = (common["hyphens split"] / common["as it is"]).rename("times as frequent")
common.assign(**{gain.name: gain.round(2)}).sort_values(gain.name, ascending=False).head(12)

# %% [markdown]
# These are the terms for which *how often* has two answers. Neither way is right for all words; a pattern such as `*assad*`
# among the words of `text.keep` or the seeds of a topic finds both where it matters.
#
# ## What does stemming put together?

# %%
words = whole[["count"]].assign(text=whole.index)
stems = text.stem(text.tokenize(words, language=LANGUAGE), language=LANGUAGE)
words["stem"] = stems.map(" ".join)
merged = words[words["stem"].isin(STEMS)].sort_values(["stem", "count"], ascending=[True, False])
merged.groupby("stem").head(6).reset_index().set_index(["stem", "term"])[["count"]]

# %% [markdown]
# A stem is a claim that these are one thing. For a verb in its forms it is a good one; *nation*, *national* and *nationalism* are
# three things to somebody who studies nationalism.
#
# ## Do the typical words change?
#
# The words most typical of the target against the reference, under each way, and how many of them are the same as *as it is*
# (when case is ignored). Function words are left in, because lists of them are written for one way of cutting only.

# %%
outlet = articles["outlet"]
pair = outlet.isin([TARGET, REFERENCE])
trimmed = {way: terms.count(cut, min_articles=MIN_ARTICLES)[pair] for way, cut in ways.items()}
typical = {way: terms.keyness(count, outlet == TARGET).index[:KEYWORDS].str.lower() for way, count in trimmed.items()}
usual = set(typical["as it is"])
agreement = {
    way: {"in common": len(usual & set(found)), "first": ", ".join(found[:8])} for way, found in typical.items()
}
pd.DataFrame(agreement).T

# %% [markdown]
# The head of the list is a matter of outlets, not of tokenizers. What stemming changes is mostly the spelling of the same words,
# which is a price too: *februari* has to be explained to a reader.
#
# ## Do the named topics change?
#
# The mean share of each topic, and the rank correlation of the articles' shares with those *as it is*. Seeds are written in lower
# case, so *capitals kept* is not among the ways. Function words and boilerplate go, as in [03-topics](03-topics.ipynb).

# %%
seeds = topics.read_seeds(SEEDS)
phrases = topics.phrases(seeds)
function_words = text.stopwords(LANGUAGE) + text.boilerplate()
shares = {}
for way in ("as it is", "hyphens split", "without numbers", "stemmed"):
    ready = text.remove(text.compound(ways[way], phrases), function_words)
    shares[way] = topics.NamedTopics(seeds).fit_transform(terms.count(ready, min_articles=MIN_ARTICLES))[TOPICS]
shares = pd.concat(shares, names=["way"])

# %%
means = shares.groupby("way", sort=False).mean().mul(100).round(2).add_suffix(", mean %")
base = shares.loc["as it is"].rank()
same = {way: base.corrwith(shares.loc[way].rank()).round(3) for way in means.index}
means.join(pd.DataFrame(same).T.add_suffix(", correlation"))

# %% [markdown]
# Read the correlation and not only the mean: a topic can keep its size and change its articles. After stemming a seed such as
# *sanctions* matches nothing, since it has become *sanction*; what is left of the topic's seeds then decides what is measured.
# Write seeds as patterns (`sanction*`), or stem them too.
#
# ## What this does not show
#
# Five ways are not all: stop lists, minimum frequencies and phrases are choices too. And no comparison says which way is right;
# that is decided by what a word is meant to measure. The texts of `news-2017` have lost most of their curly apostrophes, so
# rules about them matter more elsewhere.
#
# ## Try it on your corpus
#
# Put a sentence of your own into `SENTENCE`, and its language into `LANGUAGE`: in Turkish `NATO’nun` becomes *nato* and
# *ISPARTA* gets its dotless *ı*; in French *l’OTAN* loses its article.
#
# ## References
#
# - Denny, M. J., and Spirling, A. (2018). Text preprocessing for unsupervised learning. *Political Analysis* 26, 168-189.
# - Porter, M. F. (2001). *Snowball: a language for stemming algorithms*.
# - The Unicode Consortium. *Unicode Standard Annex #29: Unicode Text Segmentation*, section 4.
#
# ## What it was made of

# %%
print("corpus", CORPUS, corpus.fingerprint(articles))
reproduce.versions()
