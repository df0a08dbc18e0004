"""The claims of speed of term statistics, each measured beside a peer in the same run.

    python -m benchmarks.terms [--megabytes 100] [--articles 100000]

Prints a table of seconds, ours and the peer's, and under it what was claimed, what was measured and whether the claim
holds. All on `news-2017`, two million tokens, but for the concordance, which searches its texts repeated to 100 MB, and
the similarity of 100,000 articles, which are made of halves of its texts; that one is measured only with
``--articles``, because it takes minutes. Ours is the least of three runs after one that compiles, a peer's the only
one. Peers that would take minutes get a part, and their seconds are scaled up; what they are given is named.

`lexicalrichness` comes with ``pip install .[bench]``; without it its line is missing.
"""

import argparse
import importlib.util
import re

import numpy as np
import pandas as pd
from nltk.collocations import BigramCollocationFinder, TrigramCollocationFinder
from nltk.metrics import BigramAssocMeasures, TrigramAssocMeasures
from scipy import sparse, stats
from sklearn.neighbors import NearestNeighbors

from analysis import corpus, terms, text
from benchmarks._measuring import claim, seconds, timed

LEAST = 5  # times that a pair must stand, for us and for the peer
REPLICATES = 1_000
PART = 200  # terms, articles or rows that a slow peer is given
WINDOW = 100
PATTERN = "sanction*"
NEIGHBOURS = 10


def keyness(counts, target):
    """Log-likelihood of every term, beside NLTK's measure called once for each."""
    inside = np.asarray(counts.matrix[target].sum(axis=0)).ravel()
    both = np.asarray(counts.matrix.sum(axis=0)).ravel()
    size, n = int(inside.sum()), int(both.sum())

    def peer():
        for a, row in zip(inside.tolist(), both.tolist(), strict=True):
            BigramAssocMeasures.likelihood_ratio(a, (row, size), n)

    return (
        seconds(lambda: terms.keyness(counts, pd.Series(target, counts.articles))),
        "NLTK likelihood_ratio",
        timed(peer)[0],
    )


def fisher(counts, target):
    """Fisher's exact test of every term, beside scipy's of a part of them."""
    inside = np.asarray(counts.matrix[target].sum(axis=0)).ravel()
    outside = np.asarray(counts.matrix[~target].sum(axis=0)).ravel()
    some = np.linspace(0, len(inside) - 1, PART).astype(int)

    def peer():
        for a, b in zip(inside[some].tolist(), outside[some].tolist(), strict=True):
            stats.fisher_exact([[a, b], [int(inside.sum()) - a, int(outside.sum()) - b]])

    ours = seconds(lambda: terms.keyness(counts, pd.Series(target, counts.articles), measure="fisher"))
    return ours, f"scipy fisher_exact, {PART} terms", timed(peer)[0] * len(inside) / PART


def collocations(tokens, lists):
    """Pairs and triples with their measures, beside NLTK's finders with the likelihood ratio."""

    def peer():
        pairs = BigramCollocationFinder.from_documents(lists)
        pairs.apply_freq_filter(LEAST)
        pairs.score_ngrams(BigramAssocMeasures.likelihood_ratio)
        triples = TrigramCollocationFinder.from_documents(lists)
        triples.apply_freq_filter(LEAST)
        triples.score_ngrams(TrigramAssocMeasures.likelihood_ratio)

    ours = seconds(lambda: terms.collocations(tokens, size=3, shortest=2, min_count=LEAST))
    return ours, "NLTK Bigram- and TrigramCollocationFinder", timed(peer)[0]


def cooccurrence(tokens, lists):
    """All pairs within five words with twelve measures, beside NLTK's finder with one; its windows cross articles."""

    def peer():
        flat = [word for article in lists for word in article]
        pairs = BigramCollocationFinder.from_words(flat, window_size=6)
        pairs.apply_freq_filter(LEAST)
        pairs.score_ngrams(BigramAssocMeasures.pmi)

    return seconds(lambda: terms.cooccurrence(tokens)), "NLTK BigramCollocationFinder", timed(peer)[0]


def diversity(tokens, lists):
    """MATTR and eighteen other measures of every article, beside the MATTR of lexicalrichness for some."""
    ours = seconds(lambda: terms.diversity(tokens, window=WINDOW))
    if importlib.util.find_spec("lexicalrichness") is None:
        return ours, "lexicalrichness is not installed", np.nan
    from lexicalrichness import LexicalRichness

    long = [article for article in lists if len(article) >= WINDOW]
    some = [long[i] for i in np.linspace(0, len(long) - 1, PART).astype(int)]

    def peer():
        for article in some:
            LexicalRichness(article, preprocessor=None, tokenizer=None).mattr(window_size=WINDOW)

    scale = sum(map(len, long)) / sum(map(len, some))
    return ours, f"lexicalrichness mattr, {PART} articles", timed(peer)[0] * scale


def concordance(articles, megabytes):
    """Every line of a pattern in 100 MB of text, beside a regular expression that finds the words without context."""
    known = articles["text"].dropna()
    times = int(np.ceil(megabytes * 1e6 / known.str.encode("utf-8").str.len().sum()))
    texts = pd.concat([known] * times, ignore_index=True).to_frame()
    word = re.compile(r"\bsanction\w*", re.IGNORECASE)

    def peer():
        return sum(len(word.findall(one)) for one in texts["text"])

    ours = seconds(lambda: terms.concordance(texts, PATTERN))
    return ours, "re.findall, words without context", timed(peer)[0]


def similarity(counts):
    """The ten most similar articles of each, beside scikit-learn."""

    def peer():
        NearestNeighbors(n_neighbors=NEIGHBOURS + 1, metric="cosine", algorithm="brute").fit(matrix).kneighbors(matrix)

    matrix = sparse.csr_matrix(counts.matrix.astype(float))
    return seconds(lambda: terms.similarity(counts, n=NEIGHBOURS)), "scikit-learn NearestNeighbors", timed(peer)[0]


def many(tokens, articles):
    """The same for articles made of halves of others, beside scikit-learn for some of them."""
    random = np.random.default_rng(sum(map(ord, "halves")))
    words = text.remove(tokens[tokens.list.len() > 100], text.stopwords("en"))
    counts = terms.count(words, min_articles=5)
    first, second = (random.integers(len(counts), size=articles) for _ in range(2))
    halves = counts.matrix.copy()
    halves.data = random.binomial(halves.data, 0.5)
    halves.eliminate_zeros()
    made = terms.Counts(
        sparse.csr_array(halves[first] + halves[second]), pd.RangeIndex(articles).astype("str"), counts.terms
    )
    matrix = sparse.csr_matrix(made.matrix.astype(float))
    some = matrix[np.linspace(0, articles - 1, PART).astype(int)]
    peer = NearestNeighbors(n_neighbors=NEIGHBOURS + 1, metric="cosine", algorithm="brute").fit(matrix)
    ours = timed(lambda: terms.similarity(made, n=NEIGHBOURS))[0]
    scale = articles / PART
    return ours, f"scikit-learn NearestNeighbors, {PART} rows", timed(lambda: peer.kneighbors(some))[0] * scale


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=100, help="of news for the concordance (default 100)")
    parser.add_argument("--articles", type=int, default=0, help="for the similarity of very many, such as 100000")
    options = parser.parse_args()
    articles = corpus.load("news-2017")
    tokens = text.tokenize(articles)
    lists = [list(words) for words in tokens]
    counts = terms.count(tokens, min_articles=2)
    target = (articles["outlet"] == "tass.com").to_numpy()
    day = articles["outlet"].astype(str) + articles["date"].dt.strftime("%Y-%m-%d").fillna("")
    print(f"{tokens.list.len().sum():,} tokens of news-2017; keyness on {counts!r}; {day.nunique()} clusters")
    rows = {
        "keyness": keyness(counts, target),
        "keyness, Fisher's exact test": fisher(counts, target),
        f"keyness, {REPLICATES:,} cluster replicates": (
            seconds(
                lambda: terms.keyness(counts, pd.Series(target, counts.articles), cluster=day, replicates=REPLICATES)
            ),
            "none known",
            np.nan,
        ),
        "collocations of 2 and 3": collocations(tokens, lists),
        "co-occurrence, window 5": cooccurrence(tokens, lists),
        "diversity, all measures": diversity(tokens, lists),
        "dispersion, with distances": (
            seconds(lambda: terms.dispersion(counts, tokens=tokens)),
            "none known",
            np.nan,
        ),
        f"similarity, {NEIGHBOURS} of each article": similarity(counts),
        f"concordance, {options.megabytes:g} MB": concordance(articles, options.megabytes),
    }
    if options.articles:
        rows[f"similarity, {options.articles:,} articles"] = many(tokens, options.articles)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["seconds", "peer", "peer's seconds"])
    table["ratio"] = table["peer's seconds"] / table["seconds"]
    print(table.to_string(float_format="{:.3g}".format))
    took = table["seconds"]
    claim("keyness", 1000 * took.iloc[0], below=50, unit=" ms")
    claim("1,000 replicates over clusters", took.iloc[2], below=10, unit=" s")
    claim("collocations of 2 and 3 words", took.iloc[3], below=1, unit=" s")
    claim("co-occurrence", took.iloc[4], below=1, unit=" s")
    claim("MATTR, with all other measures of diversity,", took.iloc[5], below=0.5, unit=" s")
    claim("concordance", took.iloc[8], below=0.5, unit=" s")


if __name__ == "__main__":
    main()
