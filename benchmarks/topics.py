"""Quality and speed of named topics, beside keyword-assisted sampling and plain LDA in the same run.

    python -m benchmarks.topics [--sweeps 500] [--articles 1000000]

*Speed* and *what moves* on `news-2017` with the seeds of `foreign-policy`: the seconds of a fit with its shares, and
how far the share of a named topic in an article moves at most when the rows are shuffled. *Quality*, where
``../shared/evaluation`` has it: sixteen topics of 5,836 items of a government site against its editors' tags, the mean
of average precision and of AUROC, beside the share of seed words in an article.

*Scale*, with ``--articles 1000000``: seconds and the peak of memory for articles of 300 tokens, made of 40 topics over
a vocabulary as skewed as that of news, ten of the topics named.

`topica` (KeyATM by Gibbs sampling) comes with ``pip install .[bench]``; without it its line is missing. Its claim is
made for 500 sweeps; with fewer its seconds are scaled up.
"""

import argparse
import importlib.util
import resource
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.decomposition import LatentDirichletAllocation

from analysis import corpus, terms, text, topics
from analysis.topics.seeds import evidence, weighed
from benchmarks._measuring import claim, seconds, timed

EVALUATION = Path(__file__).resolve().parents[2] / "shared" / "evaluation" / "named_topics.py"
SWEEPS = 500
FREE = 10  # topics without keywords that the sampler gets: more make it slower
STEPS = 10  # of scikit-learn's LDA
TOPICS, NAMED, LENGTH, VOCABULARY = 40, 10, 300, 50_000  # of the articles that are made
PORTION = 20_000  # of them at once
TOPICA = importlib.util.find_spec("topica") is not None


def counted(articles, seeds):
    """Counts of articles with the phrases among the seeds joined."""
    tokens = text.compound(text.tokenize(articles), topics.phrases(seeds))
    return terms.count(text.remove(tokens, text.stopwords("en") + text.boilerplate()), min_articles=5)


def sampled(counts, seeds, sweeps):
    """Shares of the named topics by topica's KeyATM, articles as they stand in `counts`."""
    import topica

    weights, _ = weighed(seeds, counts.terms)
    keywords = {topic: list(counts.terms[row > 0]) for topic, row in zip(seeds, weights, strict=True)}
    words = counts.terms.to_numpy(dtype=object)
    matrix = counts.matrix
    documents = [
        np.repeat(words[matrix.indices[a:b]], matrix.data[a:b]).tolist()
        for a, b in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)
    ]
    model = topica.KeyATM(keywords, num_topics=len(seeds) + FREE)
    model.fit(documents, iters=sweeps)
    return pd.DataFrame(np.asarray(model.doc_topic)[:, : len(seeds)], index=counts.articles, columns=list(seeds))


def moved(one, other):
    """By how much the share of a named topic in an article moves at most."""
    return float((one - other.loc[one.index]).abs().max(axis=None))


def speed(sweeps):
    seeds = topics.read_seeds("foreign-policy")
    counts = counted(corpus.load("news-2017"), seeds)
    counts = counts[counts.matrix.sum(axis=1) > 0]  # those with a share, as in 03-topics
    order = np.random.default_rng(sum(map(ord, "another order"))).permutation(len(counts))
    shuffled = terms.Counts(counts.matrix[order], counts.articles[order], counts.terms)
    names = list(seeds)
    ours = topics.NamedTopics(seeds)
    shares = ours.fit_transform(counts)[names]
    rows = {
        "NamedTopics": (seconds(lambda: ours.fit_transform(counts)), moved(shares, ours.fit_transform(shuffled)[names]))
    }
    plain = LatentDirichletAllocation(len(ours.topics_), max_iter=STEPS, random_state=0)
    matrix = sparse.csr_matrix(counts.matrix)
    rows[f"scikit-learn LDA, {STEPS} steps, nothing named"] = timed(lambda: plain.fit_transform(matrix))[0], np.nan
    if TOPICA:
        took, sample = timed(lambda: sampled(counts, seeds, sweeps))
        again = sampled(shuffled, seeds, sweeps)
        rows[f"topica KeyATM, {len(seeds) + FREE} topics"] = took * SWEEPS / sweeps, moved(sample, again)
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["seconds", "a share moves by"])
    table["ratio"] = table["seconds"] / table["seconds"].iloc[0]
    print(f"{counts!r}, {len(ours.topics_)} topics; rows shuffled")
    print(table.to_string(float_format="{:.3g}".format))
    if TOPICA:
        claim("ratio to KeyATM with 500 sweeps", table["ratio"].iloc[-1], least=50, unit=" x")


def quality():
    if not EVALUATION.exists():
        print("\nquality: the tagged articles are not beside the checkout")
        return
    spec = importlib.util.spec_from_file_location("named_topics", EVALUATION)
    evaluation = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(evaluation)
    counts = counted(evaluation.articles(), evaluation.SEEDS)
    weights, _ = weighed(evaluation.SEEDS, counts.terms)
    rate = evidence(counts.matrix, weights).toarray() / np.maximum(counts.matrix.sum(axis=1), 1)[:, None]
    rows = {
        "NamedTopics": topics.NamedTopics(evaluation.SEEDS).fit_transform(counts),
        "share of seed words": pd.DataFrame(rate, index=counts.articles, columns=list(evaluation.SEEDS)),
    }
    scores = {name: evaluation.score(shares)[["average precision", "auroc"]] for name, shares in rows.items()}
    print(f"\nquality: {counts!r}, {len(evaluation.SEEDS)} topics against editors' tags, means over topics")
    print(pd.DataFrame({name: table.mean() for name, table in scores.items()}).T.round(4).to_string())
    print(scores["NamedTopics"].round(3).to_string())
    claim("average precision", scores["NamedTopics"]["average precision"].mean(), least=0.70)
    claim("AUROC", scores["NamedTopics"]["auroc"].mean(), least=0.96)


def generated(articles):
    """Counts of articles of 300 tokens, each of three of 40 topics, and seeds of ten of these."""
    random = np.random.default_rng(sum(map(ord, "a million articles")))
    usual = 1 / np.arange(10, VOCABULARY + 10)  # as Zipf and Mandelbrot have it
    own = usual * random.gamma(0.05, size=(TOPICS, VOCABULARY))
    ladders = np.cumsum(0.5 * usual / usual.sum() + 0.5 * own / own.sum(axis=1, keepdims=True), axis=1)
    # Every token is distinct at most; what is not needed stays untouched and takes no memory.
    counts, columns = np.empty(articles * LENGTH, np.int64), np.empty(articles * LENGTH, np.int32)
    ends = np.zeros(articles + 1, np.int32)
    for first in range(0, articles, PORTION):
        rows = min(PORTION, articles - first)
        chosen = random.integers(TOPICS, size=(rows, 3))
        topic = chosen[np.arange(rows)[:, None], random.choice(3, size=(rows, LENGTH), p=[0.6, 0.3, 0.1])]
        words = np.empty((rows, LENGTH), np.int64)
        for number in range(TOPICS):
            words[topic == number] = np.searchsorted(ladders[number], random.random(np.count_nonzero(topic == number)))
        cells, times = np.unique(
            np.arange(rows)[:, None] * VOCABULARY + np.minimum(words, VOCABULARY - 1), return_counts=True
        )
        start = ends[first]
        ends[first : first + rows + 1] = start + np.searchsorted(cells, np.arange(rows + 1) * VOCABULARY)
        counts[start : start + len(cells)], columns[start : start + len(cells)] = times, cells % VOCABULARY
    names = pd.Index([f"w{number:05}" for number in range(VOCABULARY)])
    best = np.argsort(-own / usual, axis=1)
    frequent = best < VOCABULARY // 50
    seeds = {f"topic {k}": list(names[best[k][frequent[k]][:5]]) for k in range(NAMED)}
    held = sparse.csr_array((counts[: ends[-1]], columns[: ends[-1]], ends), shape=(articles, VOCABULARY))
    return terms.Counts(held, pd.RangeIndex(articles).astype("str"), names), seeds


def scale(articles):
    counts, seeds = generated(articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    model = topics.NamedTopics(seeds, unnamed=TOPICS - NAMED)
    fitting, _ = timed(lambda: model.fit(counts))
    reading, _ = timed(lambda: model.transform(counts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\nscale: {counts!r}, {counts.matrix.nnz:,} of them distinct in their article, {TOPICS} topics")
    print(f"fit {fitting:.0f} s, shares {reading:.0f} s; peak {peak:.1f} GB, {before:.1f} GB before the fit")
    claim("fit and shares", (fitting + reading) / 60, below=10, unit=" min")
    claim("peak of the process", peak, below=8, unit=" GB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sweeps", type=int, default=50, help=f"of KeyATM, scaled up to {SWEEPS} (default 50)")
    parser.add_argument("--articles", type=int, default=0, help="only the scale: how many articles to make")
    options = parser.parse_args()
    if options.articles:
        return scale(options.articles)
    speed(options.sweeps)
    quality()


if __name__ == "__main__":
    main()
