"""The tokenizer's claims of speed and memory, each measured beside its peer in the same run.

    python -m benchmarks.tokenize [--megabytes 100] [--large | --no-large]

Prints tables, and under each what was claimed, what was measured and whether the claim holds:

- *speed*: text to counts with two threads and with one, beside scikit-learn, NLTK, gensim (``pip install .[bench]``)
  and a straight word count in C (`word_count.c`), on `news-2017` repeated to 100 MB, on those of its articles that are
  ASCII, and on debates of the United Nations where ``../shared/data`` has them. Contenders take turns; the least time
  counts. The peers that would take minutes get a part of the texts, and their seconds are scaled up.
- *memory*: what tokenizing adds, at its peak, to a process that holds the texts and has its kernels loaded; and the
  peak of the whole process for 450 MB, unless that would take more than 30 s (``--large`` insists).
- *start*: the first call in a new process, with an empty cache of compiled kernels and with a full one.
- *selecting*: 1,000 patterns on 10 million tokens.

A megabyte is a million bytes, of UTF-8 where it is one of text.
"""

import os
import sys
from os.path import abspath, dirname

if __package__ is None:  # run by its path: its folder comes first, where this file hides the standard library's module
    sys.path[0] = dirname(dirname(abspath(__file__)))
elif __name__ == "tokenize":
    raise SystemExit("benchmarks/ is first on sys.path and hides a module of Python; run: python -m benchmarks.<name>")

import argparse
import gc
import importlib.util
import json
import subprocess
import tempfile
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import numba
import numpy as np
import pandas as pd
import pyarrow as pa
from nltk.tokenize import NLTKWordTokenizer, wordpunct_tokenize
from sklearn.feature_extraction.text import CountVectorizer

from analysis import corpus, terms, text
from benchmarks import _word_count
from benchmarks._measuring import claim, in_turn, seconds, timed

ROOT = Path(__file__).resolve().parents[1]
DEBATES = ROOT.parent / "shared" / "data" / "ungdc_2011_2024.jsonl"
THREADS = range(min(2, numba.config.NUMBA_NUM_THREADS), 0, -1)
PART = 5  # megabytes, for the peers that would take minutes
LARGE = 450  # megabytes
LARGE_SECONDS = 30
TOKENS = 10_000_000
PATTERNS = 1_000
SKLEARN, C = "scikit-learn CountVectorizer", "word count in C"


def texts_of(articles):
    return articles.loc[articles["text"].notna(), ["text"]]


def sizes(articles):
    """The megabytes of each text."""
    return np.array([len(one.encode()) for one in articles["text"]]) / 1e6


def repeated(articles, megabytes):
    """The articles again and again, each time under new ids, until they are so long together."""
    size = sizes(articles)
    rows = np.resize(np.arange(len(size)), len(size) * int(np.ceil(megabytes / size.sum())))
    rows = rows[: np.searchsorted(np.cumsum(size[rows]), megabytes) + 1]
    return articles.take(rows).set_axis([f"{row}-{number}" for number, row in enumerate(rows)])


# Speed. A contender returns {(work, threads): seconds for all the texts}.


def ours(articles, threads):
    numba.set_num_threads(threads)
    tokenizing, tokens = timed(partial(text.tokenize, articles))
    counting, _ = timed(partial(terms.count, tokens))
    works = {"tokenize and count": tokenizing + counting, "tokenize": tokenizing, "count": counting}
    return {(work, threads): value for work, value in works.items()}


def straight(articles, count):
    joined = _word_count.Joined.of(articles["text"])
    return lambda: {(C, 1): count(joined).seconds}


def vectorize(articles):
    return {(SKLEARN, 1): timed(lambda: CountVectorizer().fit_transform(articles["text"]))[0]}


def one_by_one(work, start, articles, scale):
    """A peer that takes one text at a time: `start` makes the function that takes it."""
    take = start()
    took, _ = timed(lambda: [take(one) for one in articles["text"]])
    return {(f"{work} (of {PART} MB)", 1): took * scale}


def gensim_bags():
    from gensim.corpora import Dictionary
    from gensim.utils import simple_preprocess

    dictionary = Dictionary()
    return lambda one: dictionary.doc2bow(simple_preprocess(one), allow_update=True)


def slow_peers(articles):
    size = sizes(articles)
    part = articles[np.cumsum(size) <= PART]
    scale = size.sum() / sizes(part).sum()
    works = {"NLTK word_tokenize": lambda: NLTKWordTokenizer().tokenize, "NLTK wordpunct": lambda: wordpunct_tokenize}
    if importlib.util.find_spec("gensim"):
        works["gensim preprocess, doc2bow"] = gensim_bags
    return [partial(one_by_one, work, start, part, scale) for work, start in works.items()]


def race(title, articles, contenders):
    """Print who takes how long; return the seconds by (work, threads)."""
    size = sizes(articles).sum()
    best = in_turn(contenders)
    table = pd.DataFrame([(*row, value, size / value) for row, value in best.items()])
    table.columns = ["work", "threads", "seconds", "MB/s"]
    for name, peer in (("x sklearn", SKLEARN), ("x C", C)):
        if (peer, 1) in best:
            table[name] = best[peer, 1] / table["seconds"]
    print(f"\n{title}: {len(articles):,} articles, {size:.1f} MB")
    print(table.to_string(index=False, float_format="{:.2f}".format))
    return best


def speed(articles, megabytes):
    terms.count(text.tokenize(articles[:100]))  # compiles
    news = repeated(articles, megabytes)
    plain = repeated(articles[articles["text"].map(str.isascii)], megabytes)
    count = _word_count.compiled()
    beside_peers("news-2017, repeated", news, count)
    if DEBATES.exists():
        beside_peers("UN General Debate", texts_of(pd.read_json(DEBATES, lines=True).astype({"text": "str"})), count)
    else:
        print("\nUN General Debate: skipped, not in ../shared/data")
    if importlib.util.find_spec("gensim") is None:
        print("gensim: not installed; pip install gensim")
    if count is None:
        print(f"{C}: skipped, no compiler `cc`")
    else:
        best = race("news-2017, ASCII articles repeated", plain, [partial(ours, plain, 1), straight(plain, count)])
        ratio = best[C, 1] / best["tokenize", 1]
        claim("tokenize with 1 thread, in speeds of the word count in C,", ratio, least=0.5, unit=" x")


def beside_peers(title, articles, count):
    contenders = [partial(ours, articles, threads) for threads in THREADS]
    contenders += [partial(vectorize, articles), *slow_peers(articles)]
    best = race(title, articles, contenders + ([straight(articles, count)] if count else []))
    for threads, least in ((2, 12), (1, 6)):
        if threads in THREADS:
            ratio = best[SKLEARN, 1] / best["tokenize and count", threads]
            claim(
                f"text to counts with {threads} thread(s), in speeds of CountVectorizer,", ratio, least=least, unit=" x"
            )


# Memory, in a process of its own: `measure_memory` runs there and prints what it found.


def measure_memory(megabytes):
    articles = repeated(texts_of(corpus.load("news-2017")), megabytes)
    size = float(sizes(articles).sum())
    text.tokenize(articles[:100])
    gc.collect()
    pa.default_memory_pool().release_unused()  # or tokenizing would fill it before it grows
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew; ru_maxrss would begin at the parent's
    before = resident("VmRSS")
    took, _ = timed(partial(text.tokenize, articles))
    print(json.dumps({"text MB": size, "before MB": before, "peak MB": resident("VmHWM"), "seconds": took}))


def resident(entry):
    """Megabytes, of the present (VmRSS) or at the peak (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(entry))


def in_new_process(code, **environment):
    settings = {"cwd": ROOT, "env": os.environ | environment, "check": True}
    return json.loads(subprocess.run([sys.executable, "-c", code], **settings, stdout=subprocess.PIPE).stdout)


def memory(megabytes, large):
    if not Path("/proc/self/clear_refs").exists():
        print("\nmemory: skipped, needs Linux")
        return
    code = "from benchmarks import tokenize; tokenize.measure_memory({})"
    rows = [in_new_process(code.format(megabytes))]
    expected = rows[0]["seconds"] * LARGE / megabytes
    if large or (large is None and expected < LARGE_SECONDS):
        rows.append(in_new_process(code.format(LARGE)))
    table = pd.DataFrame(rows)
    table["growth / text"] = (table["peak MB"] - table["before MB"]) / table["text MB"]
    print("\nmemory of tokenize, news-2017, repeated")
    print(table.to_string(index=False, float_format="{:.2f}".format))
    claim("growth by tokenizing, in lengths of the text,", table["growth / text"][0], below=3, unit=" x")
    if len(rows) > 1:
        claim(f"peak for {LARGE} MB", table["peak MB"][1] / 1e3, below=4, unit=" GB")
    else:
        print(f"{LARGE} MB: not measured, would take about {expected:.0f} s; --large insists")


# Start.

FIRST_CALL = """
import json, time
begin = time.perf_counter()
import pandas as pd
import analysis.text as text
loaded = time.perf_counter()
text.tokenize(pd.DataFrame({"text": ["Turkey\\N{RIGHT SINGLE QUOTATION MARK}s S-400s: the US reacts."]}, index=["a1"]))
print(json.dumps({"import": loaded - begin, "first call": time.perf_counter() - loaded}))
"""


def start():
    with tempfile.TemporaryDirectory() as folder:
        rows = [in_new_process(FIRST_CALL, NUMBA_CACHE_DIR=folder) for _ in range(4)]
    cached = min(rows[1:], key=lambda row: row["first call"])
    table = pd.DataFrame([rows[0], cached], index=["kernels not cached", "kernels cached"])
    table["both"] = table.sum(axis=1)
    print("\nfirst call in a new process, seconds")
    print(table.to_string(float_format="{:.2f}".format))
    claim("first call without the import, kernels cached,", table["first call"].iloc[1], below=1.5, unit=" s")
    claim("first call with the import, kernels cached,", table["both"].iloc[1], below=1.5, unit=" s")
    claim("first call with the import, kernels not cached,", table["both"].iloc[0], below=20, unit=" s")


# Selecting.


def word_patterns(tokens, n):
    """Half plain words, a quarter beginnings and a quarter endings, from all over the vocabulary."""
    words = terms.count(tokens, min_articles=2).terms
    spread = words[np.linspace(0, len(words) - 1, 2 * n).astype(int)]
    forms = cycle(["{0}", "{0}", "{1}*", "*{2}"])
    twice = [*spread[::2], *spread[1::2]]  # through the alphabet, and again to make up for patterns that coincide
    made = (form.format(word, word[:5], word[-5:]) for form, word in zip(forms, twice, strict=False))
    return list(islice(dict.fromkeys(made), n))


def phrase_patterns(tokens, n):
    """Two or three words from the middle of articles, every fifth time with a beginning for the last."""
    found = {}
    for number, article in enumerate(tokens[tokens.list.len() > 6]):
        middle = len(article) // 2
        *first, last = article[middle : middle + 2 + number % 2]
        found[" ".join([*first, last if number % 5 else f"{last[:5]}*"])] = None
    return list(islice(found, n))


def selecting(articles):
    numba.set_num_threads(max(THREADS))
    sample = text.tokenize(articles)
    words = word_patterns(sample, PATTERNS)
    times = int(np.ceil(TOKENS / sample.list.len().sum()))
    tokens = text.tokenize(repeated(articles, sizes(articles).sum() * times))
    tokens = tokens[tokens.list.len().cumsum() <= TOKENS]
    works = {
        "remove": partial(text.remove, tokens, words),
        "keep": partial(text.keep, tokens, words),
        "compound": partial(text.compound, tokens, phrase_patterns(sample, PATTERNS)),
    }
    if hasattr(text, "lookup"):
        mixed = word_patterns(sample, PATTERNS // 2) + phrase_patterns(sample, PATTERNS // 2)
        dictionary = {f"category {number}": mixed[number::20] for number in range(20)}
        works["lookup"] = partial(text.lookup, tokens, dictionary)
    took = {name: seconds(work) for name, work in works.items()}
    print(f"\n{PATTERNS:,} patterns on {tokens.list.len().sum():,} tokens, {max(THREADS)} threads, seconds")
    print(pd.Series(took).to_string(float_format="{:.2f}".format))
    for name, value in took.items():
        claim(f"text.{name}", value, below=1, unit=" s")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=100, help="of news for speed and memory (default 100)")
    parser.add_argument("--large", action=argparse.BooleanOptionalAction, help=f"measure the memory for {LARGE} MB")
    options = parser.parse_args()
    articles = texts_of(corpus.load("news-2017"))
    speed(articles, options.megabytes)
    memory(options.megabytes, options.large)
    start()
    selecting(articles)


if __name__ == "__main__":
    main()
