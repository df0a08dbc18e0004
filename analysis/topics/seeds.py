"""Named seeds: read from a file, checked, and found among the terms of a corpus.

A topic has a list of seeds, each a str:

- ``libya*``: a word, a pattern with ``*`` (any characters) or ``?`` (one), or a phrase of these, its words separated by
  spaces. It is cut by the rules by which the counted tokens were: "US" is the country, "L'OTAN" in French otan and
  "IMF" in Turkish ımf. Case is ignored otherwise. A phrase means the terms that `text.compound` has joined;
- ``libya*^2``: the same with a weight, any number above 0; a token of it counts as so many. Without one it is 1;
- ``-football``: a seed against the topic. Its terms can never belong to the topic, and each of its tokens takes away
  one token of the topic's seeds in the article (``-football^3``: three).

Where several seeds of a topic mean a term, the one against the topic decides, else the largest weight. A term may be a
seed of several topics. No token begins with a hyphen or holds a caret, so nothing else can be meant.
"""

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import yaml
from scipy import sparse

from analysis import _check, _paths
from analysis.text.choices import Cutting
from analysis.text.codes import words as vocabulary_of
from analysis.text.entries import as_tokens, looked_for
from analysis.text.names import composed, country, lower_case, same_signs
from analysis.text.patterns import meanings

from .products import projected

UNNAMED = re.compile(r"other \d+")  # what NamedTopics calls the topics without a name

MINUS = ("-", "\N{EN DASH}", "\N{MINUS SIGN}")  # word processors make the others of the first
NOTHING = " "  # no term is called so


class Seed(NamedTuple):
    """One seed of one topic; `weight` is below 0 for a seed against the topic."""

    topic: str
    pattern: str
    weight: float

    @property
    def written(self) -> str:
        """The seed in its one spelling.

        >>> Seed("Libya", "football", -2.0).written, Seed("Libya", "libya*", 1.0).written
        ('-football^2', 'libya*')
        """
        size = abs(self.weight)
        return "-" * (self.weight < 0) + self.pattern + (f"^{size:.12g}" if size != 1 else "")


def read_seeds(source: str | Path) -> dict[str, list[str]]:
    """The named topics of a file with their seeds, in the order of the file.

    Parameters
    ----------
    source : str or Path
        The name of a file in ``corpus/topics/`` without its ending, or the path of a YAML file. It maps each topic to a
        list of seeds, or to a table with the entry `seeds` (others, such as example sentences, are for the reader and
        for the tests). A seed is a word, a pattern with ``*`` or ``?``, or a phrase of these; ``seed^2`` counts twice,
        ``-seed`` counts against the topic. Case is ignored, but that of "US".

    Returns
    -------
    dict of str to list of str
        Seeds as they are written, each once.

    Raises
    ------
    FileNotFoundError
        If there is no such file; the message lists the names that there are.
    ValueError
        If the file does not hold named lists of seeds.

    Examples
    --------
    >>> seeds = read_seeds("foreign-policy")
    >>> list(seeds)[:3]
    ['NATO', 'sanctions', 'Libya']
    """
    path = Path(source)
    if path.suffix not in (".yaml", ".yml"):
        path = _paths.TOPICS / f"{source}.yaml"
    if not path.is_file():
        names = sorted(file.stem for file in _paths.TOPICS.glob("*.yaml"))
        raise FileNotFoundError(
            f"There are no seeds called {str(source)!r}. Known names: {_check.listing(names)}; or give the path of a "
            "YAML file."
        )
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"{path.name} cannot be read as YAML: {error}") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} must map each topic to its seeds, as in `Libya: [libya*, tripoli]`.")
    return checked(
        {
            str(topic): entry.get("seeds") if isinstance(entry, dict) else entry  # "checked" words what is missing
            for topic, entry in content.items()
        }
    )


class _UniqueKeys(yaml.SafeLoader):
    """YAML in which a topic that stands twice is an error and not the loss of the first."""

    def construct_mapping(self, node, deep=False):
        names = [key.value for key, _ in node.value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"repeated: {_check.listing(twice)}", node.start_mark)
        return super().construct_mapping(node, deep)


def checked(seeds: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return `seeds`, each once and in its one spelling; raise unless every topic has a name and seeds that can work.

    >>> checked({"Libya": ["Libya*", " libya*^1.0", "- Football"]})
    {'Libya': ['Libya*', '-Football']}
    >>> checked({"Libya": "libya"})
    Traceback (most recent call last):
    TypeError: The seeds of 'Libya' must be a list of words; got 'libya'. Write ['libya'].
    """
    every = parsed(seeds)
    return {topic: [seed.written for seed in every if seed.topic == topic] for topic in seeds}


def parsed(seeds: dict[str, list[str]]) -> list[Seed]:
    """All seeds of all topics in their order, those that stand twice once; raises as `checked` does.

    >>> [tuple(seed) for seed in parsed({"Libya": ["libya*", "-football^2"]})]
    [('Libya', 'libya*', 1.0), ('Libya', 'football', -2.0)]
    """
    if not isinstance(seeds, dict):
        raise TypeError(f"`seeds` must be a dict of topic names to lists of seeds; got {type(seeds).__name__}.")
    if not seeds:
        raise ValueError("`seeds` must name at least one topic; it is empty.")
    every = []
    for topic, words in seeds.items():
        if not isinstance(topic, str) or not topic.strip():
            raise TypeError(f"The names of topics must be words; got {topic!r}.")
        if UNNAMED.fullmatch(topic.strip()):
            raise ValueError(f"No topic may be called {topic!r}, as the unnamed ones are. Choose another name.")
        every += _of_topic(topic, words)
    return every


def _of_topic(topic, words):
    """The seeds of one topic."""
    if isinstance(words, str):
        raise TypeError(f"The seeds of {topic!r} must be a list of words; got {words!r}. Write [{words!r}].")
    if isinstance(words, dict):
        raise TypeError(f"The seeds of {topic!r} must be a list of words; got a dict. A weight is written 'seed^2'.")
    words = list(words) if isinstance(words, Iterable) and not isinstance(words, bytes) else words
    if words is None or words == []:
        raise ValueError(f"The topic {topic!r} has no seeds. Give it at least one word, or leave the topic out.")
    if not isinstance(words, list):
        raise TypeError(f"The seeds of {topic!r} must be a list of words; got {words!r}.")
    wrong = [word for word in words if not isinstance(word, str) or not word.strip()]
    if wrong:
        raise TypeError(
            f"The seeds of {topic!r} must be words; got {_check.listing(wrong)}. Quote each in the file; a weight is "
            "written 'seed^2'."
        )
    known = {}
    for word in words:
        seed = _read(topic, word)
        before = known.setdefault(_key(seed.pattern), seed)
        if (before.weight < 0) != (seed.weight < 0):
            raise ValueError(f"The topic {topic!r} has {seed.pattern!r} both as a seed and against it. Leave one out.")
        if before.weight != seed.weight:
            raise ValueError(
                f"The topic {topic!r} has {seed.pattern!r} with two weights: {before.written!r} and {seed.written!r}. "
                "Leave one out."
            )
    if all(seed.weight < 0 for seed in known.values()):
        against = _check.listing(seed.written for seed in known.values())
        raise ValueError(
            f"The topic {topic!r} has only seeds against it: {against}. Give it at least one that means it."
        )
    return list(known.values())


def _read(topic, word) -> Seed:
    """The seed that is written `word`."""
    spelled = composed(same_signs(" ".join(word.split())))
    against = spelled.startswith(MINUS)
    pattern, caret, weight = (part.strip() for part in spelled[against:].partition("^"))
    if not pattern:
        raise TypeError(f"The seeds of {topic!r} must be words; got {word!r}.")
    if not pattern.strip("*? "):
        raise ValueError(f"The seed {word!r} of {topic!r} means every term, or every one of a length. Add letters.")
    try:
        size = float(weight) if caret else 1.0
    except ValueError:
        size = math.nan
    if not 0 < size < math.inf:
        raise ValueError(
            f"The seed {word!r} of {topic!r} must have a number above 0 after the caret, as in '{pattern}^2'. To count "
            f"against the topic it is written '-{pattern}'."
        )
    return Seed(topic, pattern, -size if against else size)


def _key(pattern):
    """What two spellings of one seed share; what a capital I becomes depends on a language that is not known here."""
    pattern = country(pattern)
    return pattern if "I" in pattern else lower_case(pattern)


def phrases(seeds: dict[str, list[str]]) -> list[str]:
    """The phrases among all seeds, without weights and signs, for `text.compound`.

    Among them are seeds such as "al-Sarraj", which are one token or several by how the texts are cut.

    Parameters
    ----------
    seeds : dict of str to list of str
        As read by `read_seeds`.

    Returns
    -------
    list of str
        Each once, in the order of the topics.

    Examples
    --------
    >>> phrases({"UN": ["security council^2", "un"], "sport": ["football*", "-political football"]})
    ['security council', 'political football']
    """
    known = {}
    for seed in parsed(seeds):
        known.setdefault(_key(seed.pattern), seed.pattern)
    found = as_tokens(known.values(), Cutting(hyphens="split"))
    # Of "*-libya" split hyphens leave any word before libya, which is no phrase; "war on *" is written as one.
    return [
        pattern
        for pattern, words in zip(known.values(), found, strict=True)
        if " " in pattern or (len(words) > 1 and all(word.strip("*") for word in words))
    ]


def meant(seeds: list[Seed], terms: pd.Index, cutting: Cutting | None = None) -> sparse.csr_array:
    """Which terms, of tokens cut so, each of `seeds` means: a sparse array of 0 and 1, shape (seeds, terms).

    Warns of seeds that can mean no token.

    >>> meant(parsed({"Libya": ["libya*", "-nato"]}), pd.Index(["libyan", "nato"])).toarray()
    array([[1, 0],
           [0, 1]])
    """
    patterns = list(dict.fromkeys(seed.pattern for seed in seeds))
    vocabulary = vocabulary_of(_check.words("terms", terms, "terms"))
    found, vocabulary = looked_for("seeds", patterns, vocabulary, cutting)
    names = {pattern: " ".join(words) or NOTHING for pattern, words in zip(patterns, found, strict=True)}
    numbered = {name: number for number, name in enumerate(dict.fromkeys(names.values()))}
    starts, numbers = meanings(vocabulary, numbered)
    by_term = sparse.csr_array((np.ones(len(numbers), np.int64), numbers, starts), (len(terms), len(numbered)))
    return sparse.csr_array(by_term.T)[[numbered[names[seed.pattern]] for seed in seeds]]


def weighed(
    seeds: dict[str, list[str]], terms: pd.Index, cutting: Cutting | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """What each term says of each topic by its seeds alone, in two arrays of shape (topics, terms).

    Parameters
    ----------
    seeds : dict of str to list of str
    terms : Index
    cutting : Cutting, optional
        How the tokens were cut that were counted.

    Returns
    -------
    weights : float array
        What a token of the term counts as a seed of the topic: above 0 for a seed, below 0 for one against the topic, 0
        for all other terms.
    barred : bool array
        Whether the term can never belong to the topic: it is a seed of another topic and not of this one, or against
        this one.

    Examples
    --------
    >>> weighed({"Libya": ["libya*^2", "-nato"], "NATO": ["nato"]}, pd.Index(["libyan", "nato", "met"]))
    (array([[ 2., -1.,  0.],
           [ 0.,  1.,  0.]]), array([[False,  True, False],
           [ True, False, False]]))
    """
    every = parsed(seeds)
    return weights_of(every, list(seeds), meant(every, terms, cutting))


def weights_of(every: list[Seed], topics: list[str], matrix: sparse.csr_array) -> tuple[np.ndarray, np.ndarray]:
    """The two arrays of `weighed`, of seeds whose terms are known: `matrix` is what `meant` makes of them.

    >>> every = parsed({"Libya": ["libya"]})
    >>> weights_of(every, ["Libya"], meant(every, pd.Index(["libya", "met"])))[0]
    array([[1., 0.]])
    """
    number = {topic: row for row, topic in enumerate(topics)}
    weights = np.zeros((len(topics), matrix.shape[1]))
    for row, seed in sorted(enumerate(every), key=lambda pair: pair[1].weight):
        own = weights[number[seed.topic]]  # from strongly against to strongly for: what is against stays, else the last
        terms_of_seed = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        own[terms_of_seed] = np.where(own[terms_of_seed] < 0, own[terms_of_seed], seed.weight)
    positive = weights > 0
    return weights, (positive.any(axis=0) & ~positive) | (weights < 0)


def evidence(matrix: sparse.csr_array, weights: np.ndarray) -> sparse.csr_array:
    """The weighed tokens of each topic's seeds in each article, less those against it and never below 0.

    >>> evidence(sparse.csr_array([[3, 1], [0, 1]]), np.array([[2.0, -1.0]])).toarray()
    array([[5.],
           [0.]])
    """
    found = projected(matrix, sparse.csr_array(weights.T))
    found.data = np.maximum(found.data, 0)
    return found


def found(seeds: dict[str, list[str]], terms: pd.Index, cutting: Cutting | None = None) -> np.ndarray:
    """Which terms are seeds of each topic: a boolean array of shape (topics, terms).

    >>> found({"Libya": ["libya*"]}, pd.Index(["libyan", "nato"]))
    array([[ True, False]])
    """
    return weighed(seeds, terms, cutting)[0] > 0
