"""Named seeds: read from a file, checked, and found among the terms of a corpus."""

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from analysis import _check, _paths
from analysis.text.names import lower_case
from analysis.text.patterns import matches


def read_seeds(source: str | Path) -> dict[str, list[str]]:
    """The named topics of a file with their seeds, in the order of the file.

    Parameters
    ----------
    source : str or Path
        The name of a file in ``corpus/topics/`` without its ending, or the path of a YAML file. It maps each topic to a
        list of seeds, or to a table with the entry `seeds` (others, such as example sentences, are for the reader and
        for the tests). A seed is a word, a pattern with ``*`` or ``?``, or a phrase of these. Case is ignored.

    Returns
    -------
    dict of str to list of str

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
    """Return `seeds` with seeds in lower case; raise unless every topic has a name and a list of words.

    >>> checked({"Libya": "libya"})
    Traceback (most recent call last):
    TypeError: The seeds of 'Libya' must be a list of words; got 'libya'. Write ['libya'].
    """
    if not isinstance(seeds, dict):
        raise TypeError(f"`seeds` must be a dict of topic names to lists of seeds; got {type(seeds).__name__}.")
    if not seeds:
        raise ValueError("`seeds` must name at least one topic; it is empty.")
    for topic, words in seeds.items():
        if isinstance(words, str):
            raise TypeError(f"The seeds of {topic!r} must be a list of words; got {words!r}. Write [{words!r}].")
        if not words:
            raise ValueError(f"The topic {topic!r} has no seeds. Give it at least one word, or leave the topic out.")
        wrong = [word for word in words if not isinstance(word, str) or not word.strip()]
        if wrong:
            raise TypeError(f"The seeds of {topic!r} must be words; got {_check.listing(wrong)}. Quote it in the file.")
    return {topic: [" ".join(lower_case(word).split()) for word in words] for topic, words in seeds.items()}


def found(seeds: dict[str, list[str]], terms: pd.Index) -> np.ndarray:
    """Which terms the seeds of each topic mean: a boolean array of shape (topics, terms).

    >>> found({"Libya": ["libya*"]}, pd.Index(["libyan", "nato"]))
    array([[ True, False]])
    """
    vocabulary = np.array([lower_case(term) for term in terms], dtype=object)
    return np.array([matches(vocabulary, words) for words in checked(seeds).values()])
