"""From text to counts and to topics on `news-2017`, beside scikit-learn on the same articles in the same run.

    python -m benchmarks.pipeline

Prints seconds (the least of three runs, after one that compiles) and the ratio to the peer: above 1 is faster than
the peer.
"""

import pandas as pd
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer

from analysis import corpus, terms, text, topics
from benchmarks._measuring import seconds

TOPICS = 48
STEPS = 10


def main():
    articles = corpus.load("news-2017")
    texts = articles["text"].fillna("")
    seeds = topics.read_seeds("foreign-policy")
    counts = terms.count(text.remove(text.tokenize(articles), text.stopwords("en")), min_articles=5)
    ours = topics.NamedTopics(seeds, unnamed=TOPICS - len(seeds), max_iter=STEPS)
    peer = LatentDirichletAllocation(TOPICS, max_iter=STEPS, random_state=0)
    rows = [
        (
            "text to counts",
            seconds(lambda: terms.count(text.tokenize(articles))),
            "CountVectorizer",
            seconds(lambda: CountVectorizer().fit_transform(texts)),
        ),
        (
            f"{TOPICS} topics, {STEPS} steps",
            seconds(lambda: ours.fit_transform(counts)),
            "LatentDirichletAllocation",
            seconds(lambda: peer.fit_transform(counts.matrix)),
        ),
    ]
    table = pd.DataFrame(rows, columns=["work", "seconds", "peer", "peer's seconds"])
    table["ratio"] = table["peer's seconds"] / table["seconds"]
    print(f"{len(articles):,} articles, {texts.str.len().sum() / 1e6:.1f} million characters, {counts!r}")
    print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main()
