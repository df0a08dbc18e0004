"""From a mapping to TOML that reads back as the same mapping; Python itself can only read TOML."""

import re
from collections.abc import Mapping

BARE = re.compile(r"[A-Za-z0-9_-]+")
# Within quotation marks TOML wants these escaped. A line break may stand in a text of several lines, a carriage return
# may not: a reader is free to take it for part of a line break.
SPECIAL = re.compile(r'["\\\x00-\x08\x0b-\x1f\x7f]')
ESCAPES = {'"': '\\"', "\\": "\\\\", "\r": "\\r"}


def written(table: Mapping) -> str:
    """Return `table` as TOML: first its plain values, then a section for each mapping in it.

    Plain values are str, bool, int, float and lists of them. A text with line breaks is written over several lines.

    Raises
    ------
    TypeError
        If a value is none of these, or a key is not a str.
    ValueError
        If a text holds half a character (a lone surrogate), which no file in UTF-8 can.

    >>> print(written({"title": 'A "title"', "get": {"kind": "added", "my key": [1, 2.5, True]}}), end="")
    title = "A \\"title\\""
    <BLANKLINE>
    [get]
    kind = "added"
    "my key" = [1, 2.5, true]
    """
    sections = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    lines = [_line(key, value) for key, value in table.items() if key not in sections]
    for key, section in sections.items():
        lines += ["", f"[{_key(key)}]", *(_line(name, value) for name, value in section.items())]
    return "\n".join(lines).lstrip("\n") + "\n"


def _line(key, value) -> str:
    return f"{_key(key)} = {_value(value, where=key)}"


def _key(key) -> str:
    if not isinstance(key, str):
        raise TypeError(f"A key of TOML must be a str; got {key!r}.")
    return key if BARE.fullmatch(key) else f'"{_escaped(key, where=key)}"'.replace("\n", "\\n")


def _value(value, *, where: str) -> str:
    if isinstance(value, str):
        safe = _escaped(value, where=where)
        return f'"""\n{safe}"""' if "\n" in value else f'"{safe}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)  # of a float the shortest form that reads back as the same one; inf and nan as TOML has them
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one, where=where) for one in value)}]"
    raise TypeError(f"{where!r} must be a text, a number, true or false, or a list of these; got {value!r}.")


def _escaped(text: str, *, where: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{where!r} holds half a character at {error.start}; write it anew: {text!r}.") from None
    return SPECIAL.sub(lambda match: ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", text)
