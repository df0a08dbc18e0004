"""Speed and quality of the search for copies, beside MinHash with LSH in the same run.

    python -m benchmarks.duplicates [--articles 100000] [--sample 5000]

Articles of 500 words on average are put together from runs of one to six words of `news-2017`, which gives them the
words of news and about as many sequences that occur once. One in ten is a copy of another: with 0 to 6 of 100 words
exchanged here and there, or with its last fifth cut off. *Precision* is the share of reported copies that are planted;
*recall* the share of planted copies that are reported, among those whose true similarity (Jaccard, of sequences of
three words, as Python's sets have it) is at least 0.8.

`datasketch` (MinHash of 128 permutations and MinHashLSH) is not part of any extra: ``pip install datasketch``; without
it its line is missing. It reads `--sample` articles made in the same way, and its seconds are scaled up in proportion.
"""

import argparse
import importlib.util
import re
import resource

import numpy as np
import pandas as pd

from analysis import corpus
from benchmarks._measuring import claim, timed

SIMILARITY, WORDS = 0.8, 3
COPIES = 10  # one article in so many is a copy
RATES = [0, 1, 2, 3, 4, 6]  # of 100 words are exchanged
WORD = re.compile(r"[\u2e80-\u9fff]|[^\W_\u2e80-\u9fff]+")  # an ideograph, or a run of letters and digits
DATASKETCH = importlib.util.find_spec("datasketch") is not None


def made(articles):
    """Articles put together from those of news-2017; the source of each that is a copy, and how it was changed."""
    random = np.random.default_rng(sum(map(ord, "articles and their copies")))
    words = np.array(
        [word for text in corpus.load("news-2017")["text"].dropna() for word in text.split()], dtype=object
    )
    texts, sources, ways, recent = [], [], [], [None] * COPIES
    for number in range(articles):
        if number % COPIES == COPIES - 1:
            source = number - int(random.integers(1, COPIES))
            way = len(texts) // COPIES % (len(RATES) + 1)
            text = recent[source % COPIES].copy()
            if way == len(RATES):
                text = text[: len(text) * 4 // 5]
            else:
                changed = random.random(len(text)) < RATES[way] / 100
                text[changed] = words[random.integers(len(words), size=changed.sum())]
            sources.append(source)
            ways.append("last fifth cut off" if way == len(RATES) else f"{RATES[way]} of 100 words exchanged")
        else:
            length = int(random.lognormal(np.log(440), 0.5)) + 20
            runs = random.integers(1, 7, size=length // 2)
            starts = np.repeat(random.integers(len(words) - 7, size=len(runs)), runs)
            within = np.arange(len(starts)) - np.repeat(np.cumsum(runs) - runs, runs)
            text = words[(starts + within)[:length]]
            sources.append(-1)
            ways.append("")
        recent[number % COPIES] = text
        texts.append(" ".join(text))
    days = pd.Timestamp("2020-01-01") + pd.to_timedelta(np.arange(articles) // 100, unit="D")
    ids = pd.Index([f"a{number:07}" for number in range(articles)])
    table = pd.DataFrame({"text": pd.array(texts, dtype="str"), "date": days}, index=ids)
    planted = pd.DataFrame({"source": np.append(ids, "")[sources], "way": ways}, index=ids)
    return table, planted[planted["way"] != ""]


def sequences(text):
    """The set of sequences of three words of a text."""
    words = WORD.findall(text.lower())
    return {tuple(words[k : k + WORDS]) for k in range(len(words) - WORDS + 1)}


def similarities(articles, planted):
    """The true similarity of each planted copy to its source."""
    values = []
    for article, source in planted["source"].items():
        one, other = sequences(articles.at[article, "text"]), sequences(articles.at[source, "text"])
        values.append(len(one & other) / len(one | other))
    return np.array(values)


def by_minhash(articles):
    """Pairs of articles, the later one first, that datasketch's LSH proposes and its MinHash finds similar."""
    from datasketch import MinHash, MinHashLSH

    index, prints, pairs = MinHashLSH(threshold=SIMILARITY, num_perm=128), {}, set()
    for article, text in articles["text"].items():
        prints[article] = MinHash(num_perm=128)
        prints[article].update_batch([" ".join(words).encode() for words in sequences(text)])
        for other in index.query(prints[article]):
            if prints[article].jaccard(prints[other]) >= SIMILARITY:
                pairs.add((article, other))
        index.insert(article, prints[article])
    return pairs


def scores(pairs, planted, similar):
    """Precision, and recall by the way of copying, of pairs of an article and what it is a copy of."""
    truth = list(planted["source"].items())
    right = set(truth)
    found = pd.Series([pair in pairs for pair in truth], index=planted.index)
    wanted = pd.Series(similar >= SIMILARITY, index=planted.index)
    recall = found[wanted].groupby(planted["way"][wanted]).mean()
    return len(pairs & right) / len(pairs), found[wanted].mean(), recall


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=100_000, help="how many to make (default 100,000)")
    parser.add_argument("--sample", type=int, default=5_000, help="how many datasketch reads (default 5,000)")
    options = parser.parse_args()
    corpus.duplicates(corpus.load("example"))  # compiles
    articles, planted = made(options.articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    seconds, table = timed(lambda: corpus.duplicates(articles, similarity=SIMILARITY, words=WORDS))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    inside, _ = timed(lambda: corpus.contained(articles, least=SIMILARITY, words=WORDS))
    similar = similarities(articles, planted)
    copies = table[table["kind"] != "origin"]
    precision, recall, by_way = scores(set(copies["origin"].items()), planted, similar)
    size = articles["text"].str.len().sum() / 1e6
    print(f"{len(articles):,} articles, {size:,.0f} MB, {len(planted):,} of them copies")
    print(
        f"corpus.duplicates: {seconds:.1f} s; corpus.contained: {inside:.1f} s; peak {peak:.1f} GB, {before:.1f} before"
    )
    ways = planted.assign(similarity=similar, enough=similar >= SIMILARITY).groupby("way")
    report = ways.agg(planted=("enough", "size"), similarity=("similarity", "mean"), at_least=("enough", "sum"))
    report["recall"] = by_way
    if DATASKETCH:
        sample, sample_planted = made(options.sample)
        took, pairs = timed(lambda: by_minhash(sample))
        truth = similarities(sample, sample_planted)
        peer_precision, peer_recall, report["datasketch"] = scores(pairs, sample_planted, truth)
    print(report.round(3).to_string())
    print(f"precision {precision:.4f}, recall {recall:.4f}")
    if DATASKETCH:
        scaled = took * len(articles) / len(sample)
        print(
            f"datasketch: {scaled:,.0f} s ({took:.1f} s for {len(sample):,} articles, scaled up); "
            f"precision {peer_precision:.4f}, recall {peer_recall:.4f}"
        )
        claim("datasketch takes", scaled / seconds, least=5, unit=" times as long")
    claim("precision", precision, least=1.0)
    claim("recall", recall, least=1.0)
    claim("duplicates", seconds / 60, below=2, unit=" min")
    claim("peak of the process", peak, below=4, unit=" GB")


if __name__ == "__main__":
    main()
