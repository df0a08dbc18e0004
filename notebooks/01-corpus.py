# %% [markdown]
# # What is in the corpus, and what is missing from it?
#
# **The bottom line.** `news-2017` holds 3,824 articles of nine outlets, nearly all of February and March 2017. Every outlet has
# a few hundred articles, so no outlet drowns the others; but the outlets were not collected in the same weeks, and
# thousands of characters were broken before the corpus was published. Both limit what can be compared. Hardly an article
# stands there twice, though one outlet, DW, signs most of its reports with the names of news agencies.
#
# - **Data**: Dai, Tianru (2017), *News Articles*, Harvard Dataverse, doi:10.7910/DVN/GMFCTR. Fetched once by name, checked by
#   its hash, kept on this machine.
# - **Method**: counting, before any analysis; copies are found by comparing all three-word sequences.
# - **Runs in** about half a minute.

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
# `EVERY` is the length of a period: day, week, month or year (`"D"`, `"W"`, `"M"`, `"Y"`). The others are for the last step, which
# counts once with copies and once without.

# %% tags=["parameters"]
CORPUS = "news-2017"
EVERY = "W"
TERMS = ["nato", "sanctions", "libya", "flynn", "ban", "wiretap", "korea", "brexit"]
SEEDS = "foreign-policy"  # a file in corpus/topics
NAMED = ["NATO", "sanctions", "Libya"]
UNNAMED = 60
MIN_ARTICLES = 5

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
# ## What a look at the texts adds
#
# `check` looks for what usually goes wrong on the way into a corpus: cut texts, wrong encodings, phrases that an outlet prints
# below every article, another language, outlets that begin late or fall silent. It needs no knowledge of this corpus.

# %%
checked = corpus.check(articles, by=articles["outlet"])
ax = figures.check(checked)
ax.set_title("Articles with a defect")
figures.save(ax, "corpus-defects", checked);

# %% [markdown]
# A bar counts articles, not how badly each is hurt; an article can be in several bars. What each defect does to counts, topics and
# trends, and what can be done about it:

# %%
checked[["articles", "means", "remedy"]].head(6)

# %% [markdown]
# `corpus.defects` names the articles behind each number. Here are the templates, sentences that stand word for word in many
# articles of one outlet: they are what the outlet prints, not what it writes about.

# %%
templates = corpus.defects(articles, by=articles["outlet"]).query("defect == 'template'")
templates.groupby(["group", "detail"], observed=True).size().sort_values(ascending=False).head(6).to_frame("articles")

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
# ## What stands there twice
#
# Outlets print the same agency report, and some print an article again. `duplicates` compares the three-word sequences of all
# articles with each other and groups those that share at least four fifths of them; the earliest is the origin.

# %%
copies = corpus.duplicates(articles)
ax = figures.duplicates(copies)
ax.set_title("Copies, by who had the text first")
figures.save(ax, "corpus-copies", copies.reset_index());

# %% [markdown]
# The diagonal counts outlets that repeat themselves; only the cells beside it are texts that travelled. The list shows what they are.

# %%
copies.loc[copies["kind"] != "origin", ["origin", "kind", "similarity", "days", "outlet"]].assign(
    text=articles["text"].str.slice(0, 60)
)

# %% [markdown]
# Some are no articles but what stood in their place. A text is compared as a whole here: an agency report that an outlet cuts
# and adds to is not found. Where outlets say whose report they print, it can be counted:

# %%
wire = corpus.wire(articles, copies)
ax = figures.wire(wire)
ax.set_title("Articles signed by a news agency")
figures.save(ax, "corpus-wire", wire);

# %% [markdown]
# An outlet that is not in the figure need not have written all by itself: it may leave the agency's name out.
#
# ## What copies change
#
# `collapse` keeps the first article of each group. Terms and named topics are counted with copies and without them.

# %%
seeds = topics.read_seeds(SEEDS)
every, rows = terms.count(text.compound(text.tokenize(articles), topics.phrases(seeds)), min_articles=MIN_ARTICLES), {}
for name, some in {"with copies": articles, "without": corpus.collapse(articles, copies)}.items():
    counts = every[every.articles.isin(some.index)]
    rates = terms.frequency(counts)["per_million"].reindex(TERMS)
    shares = topics.NamedTopics(seeds, unnamed=UNNAMED).fit_transform(counts)[NAMED]
    rows[name] = pd.concat([rates, 100 * shares.mean().rename(lambda topic: f"topic {topic}, %")])
pd.DataFrame(rows).assign(change=lambda table: table["without"] - table["with copies"]).round(2)

# %% [markdown]
# Terms are per million tokens, topics a mean share in per cent. The last column is what one reports wrongly by not looking for
# copies. Here it is next to nothing; where many papers of a database print one report it need not be.
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
