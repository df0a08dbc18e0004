"""Dictionaries: keys, each with the words, patterns and phrases that mean it; read from files, checked, laid flat."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from analysis import _check
from analysis.corpus.decoding import decode

from . import dictionary_files as files
from .names import composed, lower_case, same_signs

READERS = {
    ".yaml": files.yaml_keys,
    ".yml": files.yaml_keys,
    ".dic": files.liwc,
    ".lc3": files.lexicoder,
    ".lcd": files.yoshikoder,  # Lexicoder 2 writes what Yoshikoder writes
    ".ykd": files.yoshikoder,
    ".cat": files.wordstat,
}


class Entries(NamedTuple):
    """The patterns of a dictionary one after the other; pattern i belongs to ``keys[numbers[i]]``."""

    keys: list[str]
    patterns: list[str]  # as the dictionary has them
    numbers: list[int]


def read_dictionary(source: str | Path) -> dict:
    """The dictionary of a file: a dict of keys, each with a list of patterns or with a dict of further keys.

    Where a key has both, its list holds the patterns and, at the end, the dict. Keys and patterns are as in the file.

    Parameters
    ----------
    source : str or Path
        The format follows from the ending: ``.yaml`` (keys with lists of patterns, in any depth), ``.dic`` (LIWC, with
        nested categories or without), ``.lc3`` and ``.lcd`` (Lexicoder 3 and 2), ``.ykd`` (Yoshikoder), ``.cat``
        (WordStat; weights are left out and underscores become spaces). The encoding is found out: UTF-8 if the file is
        valid UTF-8.

    Returns
    -------
    dict

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file has another ending, or is not what its ending says; the message names file and line. What a count of
        matches cannot follow, such as LIWC's conditions or WordStat's rules, is refused and not left out.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "small.yaml")
    >>> _ = path.write_text("security: {military: [army, armed force*], nuclear: [atomic]}", encoding="utf-8")
    >>> read_dictionary(path)
    {'security': {'military': ['army', 'armed force*'], 'nuclear': ['atomic']}}
    """
    path = Path(source)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"A dictionary must be a file that ends in {', '.join(READERS)}; got {path.name!r}.")
    if not path.is_file():
        raise FileNotFoundError(f"There is no dictionary {str(path)!r}. Give the path of a file.")
    data = path.read_bytes()
    if reader is files.yoshikoder:
        content = reader(data, path.name)  # XML states its encoding itself
    else:
        try:
            decoded = decode(data)
        except ValueError as error:
            raise ValueError(f"{path.name} cannot be read: {error}") from None
        if decoded.broken:
            raise ValueError(f"{path.name} has {decoded.broken} broken characters. Save it as UTF-8.")
        content = reader(decoded.text, path.name)
    try:
        entries(content)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name} is no dictionary: {error}") from error
    return content


def entries(dictionary: dict, levels: Iterable[int] | None = None) -> Entries:
    """The patterns of `dictionary` with their keys, the levels of a key joined by points; raise unless it is one.

    With `levels` only these levels, counted from 1, make up a key: what they do not tell apart is one, and patterns
    that have a key on none of them are left out.

    >>> entries({"security": {"military": ["army"], "nuclear": ["atomic"]}}, levels=[1])
    Entries(keys=['security'], patterns=['army', 'atomic'], numbers=[0, 0])
    """
    if not isinstance(dictionary, dict):
        raise TypeError(f"`dictionary` must be a dict of keys to lists of patterns; got {type(dictionary).__name__}.")
    if not dictionary:
        raise ValueError("`dictionary` must have at least one key; it is empty.")
    if levels is not None:
        if isinstance(levels, str | bytes) or not isinstance(levels, Iterable):
            raise TypeError(f"`levels` must be a list of whole numbers, such as [1]; got {levels!r}.")
        levels = {_check.whole("levels", level, least=1) for level in levels}
    found, patterns, numbers = {}, [], []
    for path, pattern in _laid_flat(dictionary, ()):
        key = ".".join(name for level, name in enumerate(path, 1) if levels is None or level in levels)
        if key:
            number = found.setdefault(key, len(found))
            if pattern is not None:
                patterns.append(pattern)
                numbers.append(number)
    return Entries(list(found), patterns, numbers)


def compared(pattern: str, language: str) -> tuple[str, ...]:
    """The words of a pattern in the form that tokens have: composed, with plain apostrophes and hyphens, in lower case.

    >>> compared("L\N{RIGHT SINGLE QUOTATION MARK}OTAN  elargi*", "fr")
    ("l'otan", 'elargi*')
    """
    return tuple(lower_case(composed(same_signs(word)), language) for word in pattern.split())


def _laid_flat(value: dict | Iterable, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Pairs of a path of keys and a pattern, or None once for each key, so that a key without patterns is known."""
    if isinstance(value, dict):
        for key, below in value.items():
            if not isinstance(key, str) or not key.strip():
                raise TypeError(f"The keys of a dictionary must be words; got {key!r}{_under(path)}.")
            yield (*path, key), None
            yield from _laid_flat(below, (*path, key))
        return
    name = ".".join(path)
    if isinstance(value, str):
        raise TypeError(f"The patterns of {name!r} must be a list of words; got {value!r}. Write [{value!r}].")
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise TypeError(f"The patterns of {name!r} must be a list of words or a dict; got {type(value).__name__}.")
    for pattern in value:
        if isinstance(pattern, dict):
            yield from _laid_flat(pattern, path)
        elif not isinstance(pattern, str):
            raise TypeError(f"The patterns of {name!r} must be words; got {pattern!r}.")
        elif not pattern.strip():
            raise ValueError(f"The patterns of {name!r} must not be empty; got {pattern!r}. Take it out.")
        else:
            yield path, pattern


def _under(path):
    return f" under {'.'.join(path)!r}" if path else ""
