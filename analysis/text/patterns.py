"""Which words of a vocabulary a pattern means: ``*`` stands for any characters, also none; ``?`` for exactly one."""

import re
from collections.abc import Iterable

import numpy as np


def is_pattern(word: str) -> bool:
    """Whether `word` stands for more than itself."""
    return "*" in word or "?" in word


def expression(pattern: str) -> str:
    """The regular expression that means what `pattern` means.

    >>> expression("s-?00*")
    's\\\\-.00.*'
    """
    return re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")


def matches(vocabulary: np.ndarray, words: Iterable[str]) -> np.ndarray:
    """A boolean for each word of `vocabulary`: is it one of `words`, plain or pattern? Case counts.

    >>> matches(["libya", "libyan", "nato"], ["libya*"])
    array([ True,  True, False])
    """
    words = list(words)
    plain = {word for word in words if not is_pattern(word)}
    patterns = [expression(word) for word in words if is_pattern(word)]
    if not patterns:
        return np.array([word in plain for word in vocabulary], dtype=bool)
    one = re.compile("|".join(patterns), re.DOTALL).fullmatch
    return np.array([word in plain or one(word) is not None for word in vocabulary], dtype=bool)
