"""Where the sentences of one text begin and end: the rules about punctuation.

A text is first cut by its layout (`pieces`). Within a piece, each run of terminators with what closes after it is a
candidate, and the rules below decide it, first come first served. Each has its cases in tests/cases/sentences.json.

- *lost mark*: ``"?`` where no sentence ends is what an archive made of a dash or quotation mark; ``."?`` ends one;
- *nothing yet*: a sentence has at least one letter or digit (unless its whole piece has none), so leading dots belong
  to what follows, and a dash at the end to what comes before it;
- *full-width*: the stops of Chinese, Japanese, Hindi, Armenian, Urdu and Amharic always end a sentence;
- *aside*: "[...]", "(!)" and "(?)" end nothing;
- *goes on*: neither does a terminator before a comma, a semicolon, a colon or a closing bracket;
- *address*: a URL or an e-mail address begins a new sentence after a plain word;
- *lower case*: "?" and "!" end nothing before a lower-case letter ('"Why?" she asked', "Yahoo! in");
- *reporting clause*: nor do they in English between a quotation and who "said" or "asked" it;
- *ellipsis*: four dots, and three at a word, end a sentence before a capital letter; three that stand apart do so only
  before a function word;
- *glued*: without a space, a full stop between a word in lower case and one that begins with a capital ends a sentence
  ("sanctions.The"), but not in a name ("Booking.com", "Think.Eat.Save");
- *slash*: "/TASS/." belongs to the dateline;
- *enumeration*: a number, letter or roman numeral that opens the sentence ("1.", "a.", "II.") stays with it;
- *abbreviation*, *number*, *initial*: see `_Sentences._point_ends`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .abbreviations import INITIAL, NUMBER, ROMAN, Grammar
from .pieces import BULLETS, OPENERS, pieces

ALWAYS = "。！？｡।॥؟۔։።፧"
CLOSERS = "\"'”’»›“‘«)]}」』）】"
MARK = re.compile(
    rf"""
    (?P<run> [.?!…‽{ALWAYS}]+ (?:[ \N{{NO-BREAK SPACE}}]\.+)* )   # also ". . ."
    (?P<closers>
        (?: "\?? | [{re.escape(CLOSERS[1:])}] | \[\d{{1,3}}\] )*     # '"?' is a lost quotation mark, "[1]" a reference
        (?: [ \N{{NO-BREAK SPACE}}\N{{NARROW NO-BREAK SPACE}}] [»”)\]] (?=[\s,;:]|\Z) )?
    )
    (?=
        \s | \Z | (?<=[{ALWAYS}]) | (?<=[{ALWAYS}][{re.escape(CLOSERS)}])
      | (?P<glued> (?<="\?). | [{re.escape(OPENERS)}]*[^\W\d_a-z] )
    )
    """,
    re.VERBOSE,
)
NEXT = re.compile(r"\s*([^\w\s]*)\s?(\w[\w.'’@/:-]{0,60})?").match
HAS_WORD = re.compile(r"\w").search
TOKEN = re.compile(r"\S+\Z").search
LOOK_BACK = 40  # no abbreviation, number or initial is longer; a bound keeps a text without spaces linear

ADDRESS = re.compile(r"(?:https?:|www\.|pic\.)|[\w.+-]+@\w").match
PLAIN_WORD = re.compile(r"[^\W\d_]{4,}\.\Z").search
REPORTS = re.compile(
    r"\s(?:[A-Z][\w.'’-]*\s){1,4}(?:said|says|asked|asks|replied|added|wrote|told|tweeted|shouted|wondered|declared)\b"
).match
CLOCK = re.compile(r"\W*(?:\w+ )?\d[\d:.]*\s\Z").fullmatch
GLUED_WORD = re.compile(r"(?:\A|[\s(\"'“”„«‘’—–/-])(?:[^\W\d_]*[^\W\d_A-Z]{2}|\d{4}|[\w%]+[)\]])\Z").search
GLUED_NEXT = re.compile(r"(?:[^\W\d_a-z][^\W\d_A-Z][\w'’-]*|[AI](?=\s))(?![\w@/]|\.\w)").match
DOMAIN = re.compile("Com|Net|Org|Gov|Edu|Info|Biz|Int|Eu|Ru|De|Tr|Uk|Fr|It|Es|Us|Io|Tv|Js").fullmatch


def boundaries(text: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of `text`, in order; together they hold all that is not white space.

    >>> from analysis.text.abbreviations import grammar
    >>> list(boundaries("Gen. Eisenhower flew to Sochi. Talks follow", grammar("en")))
    [(0, 30), (31, 43)]
    """
    for start, end in pieces(text, grammar.starters):
        yield from _Sentences(text, start, end, grammar).spans()


class _After(NamedTuple):
    """What comes after a terminator."""

    closers: str  # directly behind it: quotation marks, brackets, references
    opening: str  # behind the white space: other signs than letters and digits
    word: str  # the next word
    lower: bool  # whether that begins in lower case


class _Sentences:
    """One piece of a text on its way into sentences."""

    def __init__(self, text, start, end, grammar):
        self.text, self.start, self.end, self.grammar = text, start, end, grammar
        self.first_word = None  # where the sentence has its first letter or digit, as far as known
        self.empty_until = start  # from the sentence's start to here there is none
        self.counted, self.quotes = start, 0  # straight quotation marks of the piece, counted as far as here

    def spans(self):
        text, last = self.text, self.end
        held = None  # the sentence before this one, which takes what follows if there is no word in it
        for match in MARK.finditer(text, self.start, last):
            if match.start() < self.start:
                continue
            stop = self._stop(match)
            if stop is None or stop >= last:
                continue
            if held:
                yield held
            held = self.start, stop
            self.start = stop
            while text[self.start].isspace():
                self.start += 1
            self.first_word, self.empty_until = None, self.start
        if held and not self._has_word(last):
            yield held[0], last
            return
        if held:
            yield held
        yield self.start, last

    def _stop(self, match):
        """The end of the sentence, if it ends at this candidate, else None."""
        text = self.text
        at, stop = match.start(), match.end()
        run, closers = match["run"], match["closers"]
        if run[0] == "?" and text[at - 1 : at] == '"' and (match["glued"] or closers or text[at - 2 : at - 1] == " "):
            return None  # lost mark
        if not self._has_word(at):
            return None  # nothing yet
        if run[-1] in ALWAYS:
            return stop if text[stop : stop + 1].isspace() else self._without_openers(match)
        if text[at - 1 : at] in ("(", "[") and closers[:1] in (")", "]"):
            return None  # aside
        if match["glued"]:
            return self._glued_stop(match)
        opening, following = NEXT(text, stop, self.end).groups(default="")
        if opening[:1] in tuple(",;:)]}/") or (opening[:1] in tuple("»”") and opening[1:2] in tuple(",;:")):
            return None  # goes on
        if opening == '"' and self._odd_quotes(stop):
            behind = text.index('"', stop) + 1
            if behind == self.end or text[behind].isspace():
                return behind  # a quotation mark that stands alone closes what is open
        lower = following[:1].islower() and not following[1:2].isupper()  # "iPhone" is a capital letter's equal
        after = _After(closers, opening, following, lower)
        ends = self._point_ends(at, after) if run == "." else self._mark_ends(match, after)
        return stop if ends else None

    def _has_word(self, at):
        if self.first_word is None:
            found = HAS_WORD(self.text, self.empty_until, at)
            self.first_word, self.empty_until = found and found.start(), at
        return self.first_word is not None

    def _odd_quotes(self, at):
        if at >= self.counted:
            self.quotes += self.text.count('"', self.counted, at)
        else:
            self.quotes -= self.text.count('"', at, self.counted)
        self.counted = at
        return self.quotes % 2 == 1

    def _mark_ends(self, match, after):
        """Whether the sentence ends at a question or exclamation mark or an ellipsis that white space follows."""
        run, dots = match["run"], match["run"].count(".") + 3 * match["run"].count("…")
        if ADDRESS(after.word) and not after.opening:
            return True
        if after.lower and not (after.opening and dots < 2 and not after.closers):
            return False
        starts = self.grammar.starts(after.word)
        if dots >= 2 and not run.strip(". …"):
            attached = not self.text[match.start() - 1].isspace()
            return dots > 3 or attached or (starts and len(after.word) > 1)  # "I" has its capital letter everywhere
        if run == "!" and not after.closers and self.grammar.kind(self._words(match.start())[0] + "!"):
            return starts
        quoted = self.grammar.english and after.closers and not after.opening and not starts
        return not (quoted and REPORTS(self.text, match.end(), self.end))

    def _words(self, at):
        """The word before position `at`, without what opens before it, and the word before that one."""
        tail = self.text[max(self.start, at - LOOK_BACK) : at]
        if not tail or tail[-1].isspace():
            return "", ""
        *rest, word = tail.rsplit(None, 2)
        return word.lstrip(OPENERS + BULLETS), rest[-1].lstrip(OPENERS) if rest else ""

    def _point_ends(self, at, after):
        """Whether the sentence ends at a single full stop that white space follows.

        Abbreviations end none before a lower-case letter, nor inside a bracket that closes; their kinds say the rest.
        Initials and the kind "maybe" are Punkt's. A number of up to three digits may be an ordinal where the language
        writes "3. Oktober"; then only a function word begins a new sentence.
        """
        grammar, closers, opening = self.grammar, after.closers, after.opening
        word, before = self._words(at)
        word += "."
        if word.endswith("/."):
            return False  # slash
        short = NUMBER(word) or INITIAL(word) or ROMAN(word)
        if short and self.first_word > at - len(word):
            return False  # enumeration
        if word + after.word in grammar.kinds:
            return False  # the first part of "EE. UU."
        entry = grammar.entry(word, before)
        kind = grammar.kinds.get(entry)
        if kind == "number":
            if after.word[:1].isdigit() or ROMAN(after.word + "."):
                return False
            kind = None
        if kind and closers and not closers.strip(")]") and self.text[self.start] not in "([":
            return False
        if ADDRESS(after.word) and not kind and not opening:
            return True
        if after.lower:
            plain = PLAIN_WORD(word) and grammar.listed
            return not kind and not closers and bool(plain or (opening and not short))
        if kind == "never":
            return bool(closers) and grammar.starts(after.word)
        if grammar.ordinals and (NUMBER(word) or (ROMAN(word) and len(word) > 2)):
            return bool(closers) or not after.word[:1].isalpha() or grammar.starts(after.word)
        if kind == "often" and at - self.start < LOOK_BACK and CLOCK(self.text, self.start, at - len(word) + 1):
            return False
        if not kind and not INITIAL(word):
            return True
        if closers:
            return True
        if opening:
            return opening[0] not in "(–—-" and grammar.starts(after.word)
        return grammar.ends(entry or word, after.word)

    def _glued_stop(self, match):
        """The end of the sentence at a full stop without a space behind it, or None."""
        text, at = self.text, match.start()
        run, closers, stop = match["run"], match["closers"], match.end()
        if '"?' in closers:
            stop = match.start("closers") + closers.index('"?') + 2
            return stop if text[stop].isupper() or text[stop] in OPENERS else None
        tail = text[max(self.start, at - LOOK_BACK) : at]
        if len(run) > 3 or "…" in run or ".." in run or not GLUED_WORD(tail):
            return None
        token = TOKEN(tail).group().lstrip(OPENERS)
        if self.grammar.kind(token + "."):
            return None
        begin = stop
        while text[begin] in OPENERS:
            begin += 1
        found = GLUED_NEXT(text, begin, self.end)
        if found is None or DOMAIN(found.group()):
            return None
        stop = self._without_openers(match)
        alone = stop == at + len(run)  # no quotation mark or bracket says that this is no name
        if alone and token[0].isupper() and not (self.grammar.starts(found.group()) and len(token) > 3):
            return None
        return stop

    def _without_openers(self, match):
        """The end of the candidate without the quotation marks that open what follows it."""
        stop = match.end()
        while stop > match.end("run") and self._opens_quote(self.text[stop - 1], stop - 1):
            stop -= 1
        return stop

    def _opens_quote(self, sign, at):
        """Whether a quotation mark between two sentences without a space belongs to the second one."""
        if sign == '"':
            return not self._odd_quotes(at)
        return sign in "“‘«" and "„" not in self.text[max(0, at - 400) : at]
