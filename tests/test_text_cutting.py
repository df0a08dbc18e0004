"""Where texts are cut into words: the rules again as regular expressions, on any text."""

import ast
import inspect
import re
from itertools import pairwise

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.text import _cutting, cutting
from analysis.text._cutting import CLASS, FORMAT, IGNORED, LETTER, LOWER, NUMBER, SIGN, UPPER
from analysis.text.properties import table
from analysis.text.segment import boundaries

SHAPES = {
    **dict.fromkeys(_cutting.APOSTROPHES, "'"),
    **dict.fromkeys(_cutting.HYPHENS, "-"),
    **dict.fromkeys(_cutting.COLONS, ":"),
    **dict.fromkeys(_cutting.PERCENTS, "%"),
    **dict.fromkeys(_cutting.GROUP_SPACES, "~"),
    **dict.fromkeys(_cutting.QUOTES, '"'),
    **dict.fromkeys(_cutting.TAGS, "#"),
    **dict.fromkeys(_cutting.AMPERSANDS, "&"),
    ord("@"): "@",
    **{ord(sign): sign for sign in "._+/"},
}


def cut(given_text, language="en", hyphens="keep"):
    """What the kernel cuts a text into."""
    data = np.frombuffer(given_text.encode(), np.uint8)
    _, starts, ends = cutting.cut(data, np.array([0]), np.array([len(data)]), cutting.switches(language, hyphens))
    return [bytes(data[start:end]).decode() for start, end in zip(starts, ends, strict=True)]


def shape(sign, value):
    """One letter for what the rules know of a character."""
    for flag, letter in [(LOWER, "a"), (UPPER, "A"), (LETTER, "x"), (NUMBER, "0")]:
        if value & flag and ord(sign) not in SHAPES:
            return letter
    return SHAPES.get(ord(sign), "?" if value & SIGN else " ")


SINGLE_LETTERS = r"[aAx](?:\.[aAx](?![aAx0_]))+"  # two and more with points between them


class Twin:
    """The rules on one letter for each character with its marks, as regular expressions."""

    def __init__(self, given_text, language, hyphens):
        values = [int(table()[ord(sign)]) if sign != "\N{ZERO WIDTH SPACE}" else FORMAT for sign in given_text]
        self.breaks = boundaries(np.array(values, dtype=np.uint16))
        bases = [i for i, value in enumerate(values) if value & CLASS not in IGNORED]
        self.place = [*bases, len(given_text)]
        self.signs = "".join(shape(given_text[i], values[i]) for i in bases)
        self.letters = "".join(given_text[i].lower() if given_text[i].isascii() else "?" for i in bases)
        self.colons(language)
        self.lost_spaces()
        self.abbreviations()
        self.numbers(language)
        self.scripts(given_text)
        self.inside_words("'")
        if hyphens == "keep":
            self.inside_words("-")
        self.ampersands()
        self.tags()
        self.addresses()
        edges = np.flatnonzero(self.breaks).tolist()
        self.pieces = [given_text[start:end] for start, end in pairwise(edges)]

    def set(self, sign, value):
        self.breaks[self.place[sign]] = value

    def join(self, start, end):
        for sign in range(start + 1, end):
            self.set(sign, False)

    def part(self, start, end):
        self.set(start, True)
        self.set(end, True)

    def apart(self, start, end):
        suffix = re.match("'[aAx0]", self.signs[end:]) and not self.breaks[self.place[end]]
        self.join(start, end)
        self.set(start, True)
        self.set(end, not suffix)
        if start and self.signs[start - 1] not in "aAx0":
            self.set(start - 1, True)
        if end < len(self.signs) and self.signs[end] not in "aAx0":
            self.set(end + 1, not suffix)

    def colons(self, language):
        for found in re.finditer("(?<=.):(?=.)", self.signs):
            if self.signs[found.start() - 1] == self.signs[found.end()] == "0":
                self.join(found.start() - 1, found.end() + 1)
            elif language not in ("fi", "sv"):
                self.part(*found.span())

    def lost_spaces(self):
        for found in re.finditer(r"(?<=[aAx0])\.(?=Aa)", self.signs):
            self.part(*found.span())

    def abbreviations(self):
        for found in re.finditer(rf"(?<![aAx0_]){SINGLE_LETTERS}\.?", self.signs):
            behind_a_word = re.search(r"[aAx0]\.$", self.signs[: found.start()])
            if found[0][-1] in ".A" or not behind_a_word:
                self.join(*found.span())
                self.part(max(found.start() - 1, 0), found.start())
                self.set(found.end(), True)

    def numbers(self, language):
        for found in re.finditer("[%~]", self.signs):
            sign = found.start()
            before = len(re.search("0*$", self.signs[:sign])[0])
            after = len(re.match("0*", self.signs[sign + 1 :])[0])
            if found[0] == "%" and before:
                self.set(sign, False)
            elif found[0] == "%" and language in ("az", "eu", "tr") and after:
                self.set(sign + 1, False)
            elif found[0] == "~":
                percent = self.signs[sign + 1 : sign + 2] == "%"
                joined = before and (percent or (before <= 3 and after == 3))
                self.set(sign, not joined)
                self.set(sign + 1, not joined or sign + 1 == len(self.signs))

    def scripts(self, given_text):
        signs = "".join(given_text[i] for i in self.place[:-1])
        for found in re.finditer(r"[₀-₉⁰¹²³⁴-⁹]", signs):
            sign = found.start()
            letters = len(re.search("[aAx]*$", self.signs[:sign])[0])
            below = found[0] in "₀₁₂₃₄₅₆₇₈₉"
            last = re.search(r"[₀-₉⁰¹²³⁴-⁹]$", signs[:sign])
            if (last and not self.breaks[self.place[sign - 1]]) or (letters and (below or letters <= 3)):
                self.set(sign, False)
                if below and self.signs[sign + 1 : sign + 2] in ("a", "A", "x"):
                    self.set(sign + 1, False)

    def inside_words(self, joint):
        for found in re.finditer(f"(?<=[aAx0.]){joint}(?=[aAx0])", self.signs):
            sign = found.start()
            if self.signs[sign - 1] != "." or not self.breaks[self.place[sign - 1]]:
                self.join(sign - 1, sign + 2)

    def ampersands(self):
        letters = "0*(?:[aAx]0*){1,3}"
        for found in re.finditer(f"(?<=[aAx])&(?={letters}(?![aAx0]))(?=[aAx])", self.signs):
            if re.search(f"(?<![aAx0]){letters}$", self.signs[: found.start()]):
                self.join(found.start() - 1, found.end() + 1)

    def tags(self):
        for found in re.finditer(rf"(?<![aAx0_])[#@](?!{SINGLE_LETTERS})[aAx0_]*[aAx][aAx0_]*", self.signs):
            self.apart(*found.span())

    def addresses(self):
        label = "[aAx0](?:[aAx0-]*[aAx0])?"
        mail = rf"[aAx0][aAx0._+-]*@{label}(?:\.{label})+"
        begin = {found.start(): len(found[0]) for found in re.finditer(r"https?://|www\.", self.letters)}
        begin = {start: length for start, length in begin.items() if self.signs[start - 1 : start] not in set("aAx0")}
        done = 0
        while done < len(self.signs):
            found = re.compile(mail).search(self.signs, done)
            link = next((at for at in sorted(begin) if at >= done and self.link_end(at, begin[at])), None)
            if link is not None and (found is None or link < self.signs.index("@", found.start())):
                end = self.link_end(link, begin[link])
                self.apart(link, end)
            elif found:
                self.apart(*found.span())
                end = found.end()
            else:
                break
            done = end

    def link_end(self, start, length):
        rest = re.match(r'[^" ~]*[aAx0/]', self.signs[start + length :])
        return start + length + rest.end() if rest else 0


PARTS = st.sampled_from(
    [
        *"aBcD019.'-:%#@&_/ \"",
        *"\N{LATIN SMALL LETTER DOTLESS I}\N{CYRILLIC CAPITAL LETTER DE}\N{HEBREW LETTER ALEF}\N{ARABIC LETTER LAM}",
        *"\N{COMBINING ACUTE ACCENT}\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}",
        *"\N{RIGHT SINGLE QUOTATION MARK}\N{NON-BREAKING HYPHEN}\N{LEFT DOUBLE QUOTATION MARK}\N{EM DASH}",
        *"\N{SUBSCRIPT TWO}\N{SUPERSCRIPT TWO}",
        *"\N{CJK UNIFIED IDEOGRAPH-56FD}\N{THAI CHARACTER KO KAI}\N{HEAVY BLACK HEART}\N{FULLWIDTH DIGIT ONE}",
        "U.S.",
        "http://",
        "www.",
        "a@b.c",
        "Ab",
        "'s",
        "500",
    ]
)
TEXTS = st.lists(PARTS, max_size=10).map("".join) | st.text(st.characters(exclude_categories=["Cs"]), max_size=10)


@settings(max_examples=600)
@given(TEXTS, st.sampled_from(["en", "tr", "sv"]), st.sampled_from(["keep", "split"]))
@example("sanctions.The V.Putin i.e.The J.K.Rowling U.S.'s U.S.-led a.b.cd", "en", "keep")
@example("CO₂ H₂SO₄ km² claims² AT&T R&D&I trade&aid Ph.D.s lifted.U.N. said.U.S #U.S. @U.K.", "en", "split")
@example("http://\N{HEBREW LETTER ALEF}'", "en", "keep")
@example("a@b.c@d.e @user's, #a-b. (http://a.b/c?d=1#e), www.x.y 20:15 Lavrov:We EU:n", "sv", "keep")
def test_the_kernel_equals_the_rules_as_expressions(given_text, language, hyphens):
    assert cut(given_text, language, hyphens) == Twin(given_text, language, hyphens).pieces


@given(st.lists(TEXTS, max_size=5))
def test_many_stretches_are_cut_as_each_alone(texts):
    data = np.frombuffer("".join(texts).encode(), np.uint8)
    edges = np.concatenate([[0], np.cumsum([len(one.encode()) for one in texts], dtype=np.int64)])
    first, starts, ends = cutting.cut(data, edges[:-1], edges[1:], cutting.switches("en", "keep"))
    for i, one in enumerate(texts):
        found = [
            bytes(data[s:e]).decode()
            for s, e in zip(starts[first[i] : first[i + 1]], ends[first[i] : first[i + 1]], strict=True)
        ]
        assert found == cut(one)


def test_the_compiled_walk_applies_the_rules_that_explain_names_in_their_order():
    [function] = [
        node for node in ast.parse(inspect.getsource(_cutting)).body if getattr(node, "name", "") == "apply_rules"
    ]
    called = [node.value.func.id for node in function.body if isinstance(node.value, ast.Call)]
    assert called == [rule.__name__ for rule in _cutting.RULES.values()]
