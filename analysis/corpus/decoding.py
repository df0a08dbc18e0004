"""From the bytes of a text file to its characters, and the name of the encoding that they were read by.

The order is that of certainty: a byte order mark is a statement, valid UTF-8 is as good as proof (no other encoding
gives it by chance in a text of any length), and only what is left is guessed. Guessing is done in two steps, because
charset-normalizer, which is good at telling scripts apart, takes Turkish for Central European: bytes that are mostly
ASCII are read by the encoding in which they make the most letters of one language, and everything else is left to
charset-normalizer. Encodings that write other scripts in ASCII or with NUL bytes are known by their form.
"""

import codecs
import re
import unicodedata
from typing import NamedTuple

import charset_normalizer

SAMPLE = 1 << 16  # bytes: enough accented letters to tell alphabets apart, few enough to judge in milliseconds

ASCII = bytes(range(128))
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

MARKS = [  # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]

# What archives, tables and documents begin with that are no text, though some have no NUL byte.
BINARY = (
    *(b"PK\x03\x04", b"\x1f\x8b", b"PAR1"),
    *(b"%PDF-", b"\xd0\xcf\x11\xe0", rb"{\rtf", b"\x89PNG", b"\xff\xd8\xff"),
)

# Encodings that write East Asian characters in seven bits, and what each cannot do without. The narrower come first.
# For HZ it is three of the characters that make up nearly all of a text, for "~{" alone can stand in any.
ESCAPES = [
    *((rb"\x1b\$", name) for name in ("iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_ext")),
    (rb"\x1b\$\)C", "iso2022_kr"),
    (rb"~\{(?:[!-W][!-~]){3}", "hz"),
    (rb"(?s)(?:\+[A-Za-z0-9/]{3}.*?){3}", "utf-7"),  # three times, for a sum or a telephone number can look like one
]
WITHOUT_MARK = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
LEAST_WIDE = 16  # bytes: of fewer, chance makes characters
ASSIGNED = 0.995  # share of the characters that must be ones which Unicode knows and people write

PUNCTUATION = (
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}"
    "\N{NO-BREAK SPACE}\N{EURO SIGN}\N{POUND SIGN}\N{BULLET}\N{DEGREE SIGN}\N{SECTION SIGN}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)

# Encodings and the letters beyond ASCII of the languages written in them. Windows-1254 stands for ISO 8859-9 too, of
# which it is an extension, as Windows-1252 is of Latin-1. The first of equals wins.
ALPHABETS = [
    ("cp1252", "äöüß"),  # German
    ("cp1252", "éèêëàâçîïôùûüÿœæ"),  # French
    ("cp1252", "áéíóúñü¿¡ãõâêôçàªº"),  # Spanish, Portuguese
    ("cp1252", "àèéìíòóùú"),  # Italian
    ("cp1252", "åäöæøé"),  # Nordic
    ("cp1254", "çğıöşüâîûİ"),  # Turkish
    ("cp1252", "áðéíóúýþæö"),  # Icelandic, whose letters sit in the places of the Turkish ones
    ("cp1250", "ąćęłńóśźż"),  # Polish
    ("cp1250", "áčďéěíňóřšťúůýž"),  # Czech
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    ("cp1250", "áéíóöőúüű"),  # Hungarian
    ("cp1250", "ăâîşţ"),  # Romanian
    ("cp1250", "čćđšž"),  # Croatian, Slovene
]
ALPHABETS += [("iso8859_2", letters) for name, letters in ALPHABETS if name == "cp1250"]
# A text that quotes several languages fits none alone. The mixture counts a little less, so that a language goes first.
SEVERAL = 0.97
MIXED = {name: "".join(letters for other, letters in ALPHABETS if other == name) for name, _ in ALPHABETS}
MOSTLY = 0.9  # share of the characters beyond ASCII that must fit; below it charset-normalizer decides


class Decoded(NamedTuple):
    """Characters, the encoding they were read by, and whether that was a guess or cost broken characters."""

    text: str
    encoding: str
    guessed: bool = False
    broken: int = 0

    @property
    def doubt(self) -> tuple[str, str] | None:
        """A reason of `reports` to look at the text, and a value; None where the characters are beyond doubt."""
        if self.broken:
            return "bytes were not UTF-8", f"{self.broken:,} characters of {self.encoding}"
        return ("encoding was guessed", self.encoding) if self.guessed else None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the characters of `data`, with line ends as newlines, and the encoding they were read by.

    Parameters
    ----------
    data : bytes
        The content of a text file.
    encoding : str, optional
        Read by this encoding; without it the encoding is found out.

    Raises
    ------
    ValueError
        If the bytes are not text, or not text in `encoding`.
    LookupError
        If there is no such encoding.

    Examples
    --------
    >>> decode("Çavuşoğlu’nun açıklaması".encode("cp1254"))
    Decoded(text='Çavuşoğlu’nun açıklaması', encoding='cp1254', guessed=True, broken=0)
    >>> decode("Лавров".encode("utf-16")).encoding
    'utf-16'
    """
    found = (
        _as_told(data, encoding) if encoding else _by_mark(data) or _by_form(data) or _as_utf8(data) or _by_guess(data)
    )
    if "\r" in found.text:
        found = found._replace(text=found.text.replace("\r\n", "\n").replace("\r", "\n"))
    return found


def check(encoding: str | None):
    """Raise LookupError if an encoding is told that there is not."""
    if encoding:
        _as_told(b"", encoding)


def _as_told(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        if name == "utf-8":  # take the mark off, should there be one
            name = "utf-8-sig"
        return Decoded(data.decode(name), name.removesuffix("-sig"))
    except LookupError:
        raise LookupError(
            f"`encoding` must be one that Python knows, such as 'utf-8', 'cp1254'; got {encoding!r}."
        ) from None
    except UnicodeDecodeError as error:
        raise ValueError(
            f"byte {error.start:,} is not {encoding}. Leave `encoding` out to have it found out."
        ) from None


def _by_mark(data: bytes) -> Decoded | None:
    for mark, name in MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name.removesuffix("-sig"))
            except UnicodeDecodeError:
                text = data.decode(name, "replace")
                return Decoded(text, name.removesuffix("-sig"), broken=text.count("\N{REPLACEMENT CHARACTER}"))
    return None


def _by_form(data: bytes) -> Decoded | None:
    """What cannot well be anything else: escapes into other scripts, or NUL bytes where UTF-16 and UTF-32 have them."""
    if b"\0" in data:
        names = WITHOUT_MARK if len(data) >= LEAST_WIDE and not data.startswith(BINARY) else ()
    else:
        names = [name for form, name in ESCAPES if data.isascii() and re.search(form, data)]
    found = []
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if (b"\0" in data or not text.isascii()) and _is_written(text[:SAMPLE]):
            found.append(Decoded(text, name, guessed=b"\x1b" not in data))
    # Bytes taken in the wrong order can be characters, too, but spaces and line ends they are not.
    return max(found, key=lambda one: sum(map(str.isascii, one.text[:SAMPLE])), default=None)


def _is_written(text: str) -> bool:
    """Whether characters are what people write, and not what comes out where bytes are read in a wrong way."""
    kinds = [unicodedata.category(character) for character in text if character not in "\t\n\r\f"]
    return sum(kind not in ("Cc", "Cn", "Co", "Cs") for kind in kinds) >= ASSIGNED * len(kinds)


def _as_utf8(data: bytes) -> Decoded | None:
    if is_binary(data):
        raise ValueError("this is not text.")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A UTF-8 file with a few damaged bytes is still UTF-8: any other reading would spoil all its sound characters.
    broken = text.count("\N{REPLACEMENT CHARACTER}") - data.count("\N{REPLACEMENT CHARACTER}".encode())
    sound = sum(map(len, re.findall(r"[^\x00-\x7f]+", text))) - broken
    return Decoded(text, "utf-8", broken=broken) if sound > 9 * broken else None


def _by_guess(data: bytes) -> Decoded:
    name = _latin(data)
    if name is None:
        first = re.search(rb"[\x80-\xff]", data).start()  # there is one, or the data would be UTF-8
        start = data.rfind(b"\n", max(0, first - SAMPLE), first) + 1 or first
        best = charset_normalizer.from_bytes(data[start : start + SAMPLE]).best()
        name = best and best.encoding
    names = [name, "cp1252"] if name else ["cp1252"]
    for name in names:
        try:
            return Decoded(data.decode(name), name, guessed=True)
        except UnicodeDecodeError:
            continue
    text = data.decode(names[0], "replace")
    return Decoded(text, names[0], guessed=True, broken=text.count("\N{REPLACEMENT CHARACTER}"))


def _latin(data: bytes) -> str | None:
    """Return the Latin encoding in which `data` makes most sense, or None if it is another script."""
    beyond = data.translate(None, ASCII)
    if len(beyond) > (len(data) - len(data.translate(None, LETTERS))) / 2:
        return None  # Turkish, the densest of the Latin scripts, has one such letter in seven
    beyond = beyond[:SAMPLE]
    shares = dict.fromkeys(MIXED, 0.0)
    for name, alphabet, weight in [(*one, 1.0) for one in ALPHABETS] + [(*one, SEVERAL) for one in MIXED.items()]:
        allowed = {*alphabet, *alphabet.upper(), *PUNCTUATION}
        fits = sum(character in allowed for character in beyond.decode(name, "replace"))
        shares[name] = max(shares[name], weight * fits / len(beyond))
    name = max(shares, key=shares.get)
    return name if shares[name] >= MOSTLY else None


def is_binary(data: bytes) -> bool:
    """Return whether `data` is anything but text: it holds a NUL byte, or starts as PDF, ZIP, Office, RTF files do.

    >>> is_binary(b"%PDF-1.7"), is_binary("“Evet”".encode())
    (True, False)
    """
    return data.startswith(BINARY) or b"\0" in data
