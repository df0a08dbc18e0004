"""Lookup against what quanteda 4.3.1 found."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis import _paths, text
from analysis.text import codes

from ._reference import FOLDER, inaugural

LOOKUP = FOLDER / "quanteda" / "lookup"
# Four dictionaries whose licences allow no copy, and the totals of their keys: two tests are skipped without them.
SHARED = _paths.ROOT.parent / "shared"
TOTALS = SHARED / "reference" / "lookup" / "k_lookup_files_totals.csv"
DICTIONARIES = SHARED / "data" / "dictionaries"

# Where quanteda cuts these addresses: hyphens and points within words and commas within numbers do not part them.
QUANTEDA_WORDS = re.compile(r"\w+(?:(?:['’.·-]|(?<=\d)[,;](?=\d))\w+)*|[^\w\s]")
SCOPES = [(nested, levels) for nested in ("key", "dictionary") for levels in ([1], [2], [1, 2])]


def tokens_of(articles):
    """Tokens exactly as given, whatever our own tokenizer would make of the text."""
    flat = [word for words in articles.values() for word in words]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(flat))}
    offsets = np.cumsum([0, *map(len, articles.values())])
    found = np.array([numbers[word] for word in flat], dtype=np.int32)
    return codes.pack(codes.Codes(offsets, found, codes.words(numbers)), pd.Index(list(articles), name="article_id"))


def in_lists(dictionary):
    """The dictionary with lists where R wrote a single pattern without one."""
    return {
        key: in_lists(below) if isinstance(below, dict) else [below] if isinstance(below, str) else below
        for key, below in dictionary.items()
    }


def in_capitals(dictionary):
    return {key.upper(): in_capitals(below) if isinstance(below, dict) else below for key, below in dictionary.items()}


@pytest.fixture(scope="module")
def dictionary():
    return in_lists(json.loads((LOOKUP / "dictionary.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def small():
    return json.loads((LOOKUP / "small.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def four(small):
    return tokens_of(small["input"])


@pytest.fixture(scope="module")
def addresses():
    named = inaugural().rename(index=lambda name: name.replace(" ", ""))
    return tokens_of({name: QUANTEDA_WORDS.findall(written) for name, written in named["text"].items()})


def listed(matches, tokens):
    return {article: list(matches["key"][matches["article_id"] == article]) for article in tokens.index}


def lists(tokens):
    return {article: list(words) for article, words in tokens.items()}


@pytest.mark.parametrize(("nested", "levels"), SCOPES)
def test_the_keys_found_are_those_of_quanteda(small, four, dictionary, nested, levels):
    found = text.lookup(four, dictionary, nested=nested, levels=levels)
    expected = small[f"nested={nested};exclusive=TRUE;levels={'+'.join(map(str, levels))}"]
    assert listed(found, four) == expected


@pytest.mark.parametrize(("nested", "levels"), SCOPES)
def test_replaced_tokens_are_those_of_quanteda(small, four, dictionary, nested, levels):
    found = text.replace(four, in_capitals(dictionary), nested=nested, levels=levels)
    expected = small[f"nested={nested};exclusive=FALSE;levels={'+'.join(map(str, levels))}"]
    assert lists(found) == expected


def test_tokens_without_a_match_are_those_of_quanteda(small, four, dictionary):
    keys = set(text.lookup(four, dictionary)["key"])
    found = lists(text.replace(four, dictionary))
    named = {article: [word if word in keys else "NONE" for word in words] for article, words in found.items()}
    assert named == small["nomatch=NONE;levels=1+2"]


def test_words_with_their_key_are_those_of_quanteda(small, four, dictionary):
    # quanteda makes a key of its own of each pattern here, so no match swallows another.
    apart = {
        key: {below: {pattern: [pattern] for pattern in patterns} for below, patterns in keys.items()}
        for key, keys in dictionary.items()
    }
    matches = text.lookup(four, apart)
    keys = matches["key"].str.split(".").str[:2].str.join(".").str.upper()
    matches["shown"] = matches["match"].str.replace(" ", "_") + "/" + keys
    assert walked(four, matches) == small["append_key;exclusive=FALSE"]


def walked(tokens, matches):
    """Each article with what is shown of its matches in their place, and all other words."""
    found = {}
    for article, words in tokens.items():
        own = matches[matches["article_id"] == article]
        covered = {place for row in own.itertuples() for place in range(row.position, row.position + row.length)}
        found[article] = []
        for place, word in enumerate(words):
            found[article] += list(own["shown"][own["position"] == place])
            found[article] += [] if place in covered else [word]
    return found


@pytest.mark.parametrize("case", ["compound", "compound_nojoin"])
def test_joined_phrases_are_those_of_quanteda(small, dictionary, case):
    lowered = {article: [word.lower() for word in words] for article, words in small["input"].items()}
    patterns = [pattern for keys in dictionary.values() for patterns in keys.values() for pattern in patterns]
    found = lists(text.compound(tokens_of(lowered), patterns))
    joined = {article: [word.replace(" ", "_") for word in words] for article, words in found.items()}
    assert joined == {article: [word.lower() for word in words] for article, words in small[case].items()}


@pytest.mark.parametrize(("case", "around"), [("select", 0), ("select_window1", 1)])
def test_tokens_within_and_around_matches_are_those_of_quanteda(small, four, dictionary, case, around):
    assert {
        article: [word for word, inside in zip(words, covered, strict=True) if inside]
        for article, (words, covered) in inside(four, dictionary, around).items()
    } == small[case]


def test_tokens_outside_matches_are_those_of_quanteda(small, four, dictionary):
    assert {
        article: ["" if inside else word for word, inside in zip(words, covered, strict=True)]
        for article, (words, covered) in inside(four, dictionary, 0).items()
    } == small["remove_padding"]


def inside(tokens, dictionary, around):
    """Each article's words, and whether each is in a match or at most so many tokens away from one."""
    matches = text.lookup(tokens, dictionary)
    found = {}
    for article, words in tokens.items():
        covered = np.zeros(len(words), dtype=bool)
        for row in matches[matches["article_id"] == article].itertuples():
            covered[max(row.position - around, 0) : row.position + row.length + around] = True
        found[article] = (list(words), covered)
    return found


@pytest.mark.parametrize(("name", "levels", "values"), [("level1", [1], 240), ("levels12", [1, 2], 540)])
def test_counts_in_sixty_addresses_are_those_of_quanteda(addresses, dictionary, name, levels, values):
    expected = pd.read_csv(LOOKUP / f"{name}.csv", index_col=0)
    assert expected.size == values
    matches = text.lookup(addresses, dictionary, levels=levels)
    found = matches.groupby(["article_id", "key"]).size().unstack(fill_value=0)
    found = found.reindex(index=expected.index, columns=expected.columns, fill_value=0)
    assert found.to_numpy().tolist() == expected.to_numpy().tolist()


def carried_on(dictionary, before=None):
    """A Yoshikoder dictionary as quanteda 4.3.1 reads it: a key with keys below takes over those read before it."""
    found = dict(before or {})
    for key, below in dictionary.items():
        found[key] = carried_on(below, found) if isinstance(below, dict) else below
    return found


@pytest.mark.skipif(not TOTALS.is_file(), reason="the dictionaries are not part of the repository")
@pytest.mark.parametrize(
    ("name", "file", "values"),
    [
        ("mfd", "moral_foundations_dictionary.dic", 11),
        ("RID", "RID.cat", 44),
        ("LSD_lc3", "LSD2015.lc3", 2),
        ("laver_garry_ykd", "laver_garry.ykd", 203),
    ],
)
def test_totals_of_dictionary_files_are_those_of_quanteda(addresses, name, file, values):
    totals = pd.read_csv(TOTALS)
    expected = totals[totals["dictionary"] == name].set_index("key")["total"]
    # quanteda keeps Lexicoder's mark of a key and the colour after it.
    expected.index = expected.index.str.replace(r"^\+(\w+)#\w{6}$", r"\1", regex=True)
    assert len(expected) == values
    dictionary = text.read_dictionary(DICTIONARIES / file)
    if file.endswith(".ykd"):
        dictionary = carried_on(dictionary)
    matches = text.lookup(addresses, dictionary, levels=[1, 2, 3, 4, 5])
    found = matches["key"].str.lower().value_counts().reindex(expected.index, fill_value=0)
    assert found.to_dict() == expected.to_dict()


@pytest.mark.skipif(not TOTALS.is_file(), reason="the dictionaries are not part of the repository")
def test_the_keys_of_laver_and_garry_are_read_without_what_came_before():
    dictionary = text.read_dictionary(DICTIONARIES / "laver_garry.ykd")["Laver and Garry"]
    assert list(dictionary["Institutions"]) == ["Radical", "Neutral", "Conservative"]
