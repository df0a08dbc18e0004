"""Word boundaries of Unicode: the standard's own cases, and the rules again in plain Python on any text."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis import text
from analysis.text import properties
from analysis.text._cutting import CLASS, PICTURE, WORD_BREAK
from analysis.text.segment import boundaries, properties_of

from ._reference import read

DATABASE = Path("/usr/share/unicode")  # Debian's package unicode-data
CASES = read("unicode/WordBreakTest.txt.xz")


def conformance_cases():
    for line in CASES.splitlines():
        parts = [part.split() for part in line.partition("#")[0].replace("×", " ").split("÷") if part.strip()]
        if parts:
            yield ["".join(chr(int(point, 16)) for point in part) for part in parts]


def test_all_cases_of_the_standard_pass():
    assert "15.0.0" in CASES[:100], "the table holds the properties of Unicode 15.0"
    cases = list(conformance_cases())
    assert len(cases) == 1823
    assert [case for case in cases if text.segment("".join(case)) != case] == []


@pytest.mark.skipif(not DATABASE.is_dir(), reason="the Unicode Character Database is not installed")
def test_the_table_is_the_one_of_the_unicode_character_database():
    assert (properties.from_database(DATABASE) == properties.table()).all()


def test_the_table_survives_being_written():
    written = properties.lines(properties.table())
    assert written == [line for line in properties.FILE.read_text(encoding="ascii").splitlines() if line[0] != "#"]


IGNORED = ("Extend", "Format", "ZWJ")
# The rules as expressions over the names of classes, each class once with what belongs to it (WB4); the boundary is at
# the bar. Written from the table of rules of the standard, and independent of the kernel.
AH, MID, MID_NUMBER = (
    "(?:ALetter|Hebrew_Letter)",
    "(?:MidLetter|MidNumLet|Single_Quote)",
    "(?:MidNum|MidNumLet|Single_Quote)",
)
RULES = [
    f"{AH} | {AH}",  # WB5
    f"{AH} | {MID} {AH}",  # WB6
    f"{AH} {MID} | {AH}",  # WB7
    "Hebrew_Letter | Single_Quote",  # WB7a
    "Hebrew_Letter | Double_Quote Hebrew_Letter",  # WB7b
    "Hebrew_Letter Double_Quote | Hebrew_Letter",  # WB7c
    "Numeric | Numeric",  # WB8
    f"{AH} | Numeric",  # WB9
    f"Numeric | {AH}",  # WB10
    f"Numeric {MID_NUMBER} | Numeric",  # WB11
    f"Numeric | {MID_NUMBER} Numeric",  # WB12
    "Katakana | Katakana",  # WB13
    f"(?:{AH}|Numeric|Katakana|ExtendNumLet) | ExtendNumLet",  # WB13a
    f"ExtendNumLet | (?:{AH}|Numeric|Katakana)",  # WB13b
]
RULES = [rule.replace(" | ", r" \| ") for rule in RULES]


def twin(given_text):
    """The boundaries of a text by the rules as the standard writes them, slowly."""
    found = [int(value) for value in properties_of(given_text)]
    names = [WORD_BREAK[value & CLASS] for value in found]
    breaks = []
    for i in range(len(names) + 1):
        if i in (0, len(names)):
            breaks.append(bool(names))
            continue
        left, right = names[i - 1], names[i]
        if left == "CR" and right == "LF":
            breaks.append(False)
        elif left in ("CR", "LF", "Newline") or right in ("CR", "LF", "Newline"):
            breaks.append(True)
        elif (left == "ZWJ" and found[i] & PICTURE) or left == right == "WSegSpace" or right in IGNORED:
            breaks.append(False)
        else:
            breaks.append(not joined(names, i))
    return breaks


def joined(names, i):
    line_ends = ("CR", "LF", "Newline")
    seen = [name for k, name in enumerate(names[:i]) if name not in IGNORED or k == 0 or names[k - 1] in line_ends]
    after = [name for k, name in enumerate(names[i:]) if k == 0 or name not in IGNORED]
    line = " ".join(seen[-2:]) + " | " + " ".join(after[:2])
    if any(re.search(rf"(?:^| ){rule}(?: |$)", line) for rule in RULES):
        return True
    flags = 0
    while flags < len(seen) and seen[-1 - flags] == "Regional_Indicator":
        flags += 1
    return names[i] == "Regional_Indicator" and flags % 2 == 1  # WB15, WB16


TELLING = st.sampled_from(
    "ab1 '\".,:_-\r\n\x85\t\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{COMBINING DIAERESIS}\N{HEBREW LETTER ALEF}"
    "\N{KATAKANA LETTER A}\N{REGIONAL INDICATOR SYMBOL LETTER T}\N{REGIONAL INDICATOR SYMBOL LETTER R}"
    "\N{HEAVY BLACK HEART}\N{RIGHT SINGLE QUOTATION MARK}\N{MIDDLE DOT}\N{IDEOGRAPHIC SPACE}"
    "\N{CJK UNIFIED IDEOGRAPH-56FD}"
)


@given(st.text(TELLING, max_size=12) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
@example("a\N{COMBINING DIAERESIS}'\N{SOFT HYPHEN}b")
def test_the_kernel_equals_the_rules_read_one_by_one(given_text):
    assert boundaries(properties_of(given_text)).tolist() == twin(given_text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_segments_join_to_the_text_again(given_text):
    segments = text.segment(given_text)
    assert "".join(segments) == given_text
    assert "" not in segments


def test_a_word_of_a_million_letters_is_one_segment():
    assert text.segment("a" * 1_000_000 + " b") == ["a" * 1_000_000, " ", "b"]


def test_half_a_surrogate_pair_is_a_segment_of_its_own():
    assert text.segment("a\ud800b") == ["a", "\ud800", "b"]


@pytest.mark.parametrize("wrong", [b"bytes", ["a", "list"], None])
def test_something_else_than_one_text_is_refused(wrong):
    with pytest.raises(TypeError, match="`text` must be one str; got"):
        text.segment(wrong)
