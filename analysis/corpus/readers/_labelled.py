"""Articles kept as lines with labels (``BYLINE: ...``): what the databases that write them so have in common."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from analysis.corpus.reconciling import Record

# Keys that mean something to `corpus.read`; a label of an export that happens to read like one gets another name.
TAKEN = frozenset(["article_id", "text", "title", "date", "outlet", "url", "file", "position", "words"])
LABEL = re.compile(r"([^\W\d_][^\n:]{1,40}?)\s?:(?=\s|$)\s*(.*)", re.DOTALL)
COUNT = re.compile(r"\d[\d.,'\s]{0,12}")
_RESERVED = (
    "rights reserved|rechte vorbehalten|droits réservés|rechten voorbehouden|derechos reservados|diritti riservati"
)
COPYRIGHT = re.compile(
    rf"^\W*(?:(?:copyright|copr)\b|\(c\)|\N{{COPYRIGHT SIGN}})[^\n]{{0,120}}\d{{4}}|^[^\n]{{0,80}}(?:{_RESERVED})\W*$",
    re.IGNORECASE | re.MULTILINE,
)
COPYRIGHT_AT_MOST = 600  # characters: a longer paragraph is no copyright, whatever it begins with
MOST = 10**9  # of a document's number: an export of newspapers has no more, and a damaged one shall not have


def by_label(labels: Mapping[str, str]) -> dict[str, str]:
    """The name that each label means, from a table of names with their labels.

    >>> by_label({"length": "length|länge", "date": "date"})
    {'length': 'length', 'länge': 'length', 'date': 'date'}
    """
    return {label: name for name, several in labels.items() for label in several.split("|")}


def folded(label: str) -> str:
    """A label as the tables of labels have it.

    >>> folded("LOAD-DATE"), folded("Journal Code")
    ('load date', 'journal code')
    """
    return " ".join(label.replace("-", " ").casefold().split())


def named(line: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The name and the value of a line that begins with a label which is in `names`.

    >>> named("LÄNGE: 355 Wörter", {"länge": "length"}), named("He said: yes", {"länge": "length"})
    (('length', '355 Wörter'), None)
    """
    match = LABEL.match(line)
    name = names.get(folded(match[1])) if match else None
    return (name, match[2]) if name else None


def key(label: str) -> str:
    """The name of a column for a label that no table of labels has.

    >>> key("Company / organization"), key("Title")
    ('company_organization', 'title_field')
    """
    name = "_".join(re.findall(r"\w+", label.casefold()))
    return f"{name}_field" if name in TAKEN or not name else name


def is_copyright(block: str) -> bool:
    """Whether a paragraph says whose the article is, and nothing else.

    >>> is_copyright("Copyright 2010 Daily Courier\\nAll Rights Reserved"), is_copyright("Copyright law is changing.")
    (True, False)
    """
    return len(block) <= COPYRIGHT_AT_MOST and bool(COPYRIGHT.search(block))


def put(item: dict, name: str, value: str | None):
    """Add a value to an article; where there is one of that name, `joined` makes lines of them."""
    value = (value or "").strip()
    if not value:
        return
    if name not in item:
        item[name] = value
    elif isinstance(item[name], list):
        item[name].append(value)
    else:
        item[name] = [item[name], value]


def joined(item: dict) -> dict:
    """The article with its several values of one name as lines of one text.

    >>> item = {"position": 1}
    >>> for place in ["Geneva", "Vienna"]:
    ...     put(item, "place", place)
    >>> joined(item)
    {'position': 1, 'place': 'Geneva\\nVienna'}
    """
    return {name: "\n".join(value) if isinstance(value, list) else value for name, value in item.items()}


def count(written: str) -> int | None:
    """The number in a text such as ``1.234 Wörter``.

    >>> count("2,968 words"), count("1 234 mots"), count("unknown")
    (2968, 1234, None)
    """
    match = COUNT.search(written)
    digits = "".join(filter(str.isdecimal, match[0])) if match else ""
    return int(digits) if digits and int(digits) < MOST else None


def closing(lines: Sequence[str], is_label: Callable[[str], bool], *, between: int = 0) -> int:
    """Where the labels at the end of an article begin; the number of lines if there are none.

    At most `between` lines one after the other may have no label, as where a value goes over several.
    """
    start, without = len(lines), 0
    for i in range(len(lines) - 1, -1, -1):
        if is_label(lines[i]):
            start, without = i, 0
        else:
            without += 1
            if without > between:
                break
    return start


def between(text: str, marks: Sequence[re.Match]) -> Iterator[str]:
    """What stands behind each mark, up to the next one or to the end of the text."""
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return (text[mark.end() : end] for mark, end in zip(marks, ends, strict=False))


def usual(totals: Iterable[int | None]) -> int | None:
    """The number that most documents name as their total."""
    counted = Counter(total for total in totals if total)
    return counted.most_common(1)[0][0] if counted else None


def check_numbers(numbers: Sequence[int], record: Record):
    """Say to `record` which numbers of documents, in the order of the file, leave one out or are there twice."""
    seen = set()
    for number in numbers:
        if number in seen:
            record.defect("document number was there before", number, position=number)
        seen.add(number)
    ordered = sorted(seen)
    for before, after in itertools.pairwise(ordered):
        if after > before + 1:
            gap = f"{before + 1}" if after == before + 2 else f"{before + 1} to {after - 1}"
            record.defect("document is missing", f"document {gap}", position=before + 1)
