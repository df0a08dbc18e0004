"""What Unicode says of each character, as far as cutting a text into words asks for it.

The table is `properties.txt` beside this file: one line for each range of characters that agree in everything recorded
here. It holds the property Word_Break (Unicode Standard Annex #29, table 3), Extended_Pictographic, and what matters of
the general category, all of Unicode 15.0. The table is made from the files of the Unicode Character Database, in the
folders in which Debian's package `unicode-data` lays them out::

    python -m analysis.text.properties /usr/share/unicode
"""

import re
import sys
from functools import cache
from pathlib import Path

import numpy as np

from ._cutting import (
    CLASS,
    LETTER,
    LOWER,
    NUMBER,
    PICTURE,
    SIGN,
    UPPER,
    WORD_BREAK,
)

FILE = Path(__file__).with_suffix(".txt")
CHARACTERS = 0x110000

# For each property: its letter in the file, and the values of the database that mean it.
FLAGS = {
    LETTER: ("L", ["Lu", "Ll", "Lt", "Lm", "Lo"]),
    NUMBER: ("N", ["Nd", "Nl", "No"]),
    UPPER: ("U", ["Lu", "Lt"]),
    LOWER: ("W", ["Ll"]),
    SIGN: ("S", ["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"]),
    PICTURE: ("P", ["Extended_Pictographic"]),
}


@cache
def table() -> np.ndarray:
    """The properties of every character: uint16, one value per code point.

    >>> WORD_BREAK[table()[ord(":")] & CLASS], bool(table()[ord("a")] & LETTER)
    ('MidLetter', True)
    """
    classes = {name: number for number, name in enumerate(WORD_BREAK)}
    letters = {letter: flag for flag, (letter, _) in FLAGS.items()}
    properties = np.zeros(CHARACTERS, dtype=np.uint16)
    for line in FILE.read_text(encoding="ascii").splitlines():
        if line.startswith("#"):
            continue
        span, name, *flags = line.split()
        first, _, last = span.partition("..")
        value = classes[name] + sum(letters[flag] for flag in "".join(flags))
        properties[int(first, 16) : int(last or first, 16) + 1] = value
    properties.flags.writeable = False
    return properties


def from_database(folder: Path) -> np.ndarray:
    """The same table made from the files of the Unicode Character Database in `folder`."""
    values = {name: number for number, name in enumerate(WORD_BREAK)}
    for flag, (_, names) in FLAGS.items():
        values |= {name: values.get(name, 0) | flag for name in names}
    properties = np.zeros(CHARACTERS, dtype=np.uint16)
    for file in ("auxiliary/WordBreakProperty.txt", "extracted/DerivedGeneralCategory.txt", "emoji/emoji-data.txt"):
        for line in (folder / file).read_text(encoding="utf-8").splitlines():
            entry = re.match(r"(\w+)(?:\.\.(\w+))?\s*;\s*(\w+)", line)
            if entry:
                first, last, name = entry.groups()
                properties[int(first, 16) : int(last or first, 16) + 1] |= values.get(name, 0)
    return properties


def lines(properties: np.ndarray) -> list[str]:
    """The lines of the file that say `properties`; ranges of characters without any property are left out.

    >>> letter, comma = table()[[ord("a"), ord(",")]]
    >>> lines(np.array([letter, letter, letter, 0, comma]))
    ['0000..0002 ALetter LW', '0004 MidNum S']
    """
    edges = np.flatnonzero(np.diff(properties)) + 1
    written = []
    for first, end in zip([0, *edges.tolist()], [*edges.tolist(), len(properties)], strict=True):
        value = int(properties[first])
        if value:
            span = f"{first:04X}" if end == first + 1 else f"{first:04X}..{end - 1:04X}"
            flags = "".join(letter for flag, (letter, _) in FLAGS.items() if value & flag)
            written.append(f"{span} {WORD_BREAK[value & CLASS]} {flags}".rstrip())
    return written


def main(folder: str) -> None:
    """Write the table anew from the Unicode Character Database in `folder`."""
    meanings = ", ".join(f"{letter} {'|'.join(names)}" for letter, names in FLAGS.values())
    heading = [
        "# Unicode 15.0; made by `python -m analysis.text.properties`.",
        f"# Characters, value of Word_Break, and letters for: {meanings}",
    ]
    FILE.write_text("\n".join([*heading, *lines(from_database(Path(folder)))]) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1])
