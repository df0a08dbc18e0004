"""From the names of languages that exports write to the codes that the rest of the toolkit knows."""

import functools
import re

import pandas as pd

# Languages of the interfaces in which databases write names; besides, each language is known by its own name.
WRITTEN_IN = ("en", "de", "fr", "tr", "es", "it", "nl", "pt", "ru")


def codes(written: pd.Series) -> pd.Series:
    """The code of two letters for each language, or what is written where it means none, or several.

    >>> codes(pd.Series(["English", "GERMAN; DEUTSCH", "Français", "eng", "tr-TR", "English; French"])).tolist()
    ['en', 'de', 'fr', 'en', 'tr', 'English; French']
    """
    known = {name: _code(name) for name in written.dropna().unique()}
    return written.map(known).astype("str")


def _code(written: str) -> str:
    if re.fullmatch("[a-z]{2}", written):
        return written
    parts = [part.strip() for part in re.split(r"[;,/|()]", written.casefold()) if part.strip()]
    found = {_names().get(part) or _names().get(re.split("[-_]", part)[0]) for part in parts}
    return found.pop() if len(found) == 1 and None not in found else written


@functools.cache
def _names() -> dict[str, str]:
    """Every name and code of a language that has a code of two letters, in lower case."""
    from babel import Locale, UnknownLocaleError  # a tenth of a second, which nobody else need wait for
    from babel.core import get_global

    names = {}
    for code, name in Locale("en").languages.items():
        if len(code) == 2:
            names |= {code: code, name.casefold(): code}
    for inside in WRITTEN_IN:
        languages = Locale(inside).languages
        names |= {name.casefold(): code for code, name in languages.items() if len(code) == 2}
    for code in set(names.values()):
        try:
            names.setdefault(Locale(code).languages.get(code, code).casefold(), code)
        except UnknownLocaleError:  # of a language without data
            continue
    return names | {code: short for code, short in get_global("language_aliases").items() if short in names}
