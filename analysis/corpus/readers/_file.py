"""What a reader is given: the bytes of one file, and on demand its text or its HTML, each made once."""

import functools
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import lxml.html

from analysis import _check
from analysis.corpus import decoding
from analysis.corpus.readers._html import parse_html
from analysis.corpus.reports import Unreadable

# What `read` takes at most, so that no file fills the memory or the disk. Each can be raised by its name.
LIMITS = {
    "file_bytes": 1 << 30,  # of a file, and of a member of an archive when it is unpacked
    "unpacked_bytes": 1 << 32,  # of all that one archive holds
    "members": 100_000,  # of an archive
    "depth": 3,  # archives within archives
    "pages": 5_000,  # of a PDF
    "seconds": 600,  # for a PDF: a page can be made to take minutes, and each of many pages can be that page
}
DECLARED = re.compile(
    rb"(?:<meta[^>]{0,200}charset|^\s*<\?xml[^>]{0,100}encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
DECLARED_WITHIN = 4096  # bytes; a browser looks in the first 1,024, but some exports put their styles first

# What browsers read by the names that pages declare (WHATWG Encoding Standard): Windows wrote the wider encoding.
WIDER = {
    **dict.fromkeys(["iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"], "cp1252"),
    **{"iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "big5": "big5hkscs"},
    **{"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949"},
}


@dataclass(frozen=True)
class Options:
    """What the caller of `read` says about all files."""

    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    limits: Mapping[str, int] = field(default_factory=lambda: LIMITS)


@dataclass(frozen=True)
class File:
    """A file, or a member of an archive.

    Attributes
    ----------
    name : str
        Its path below the folder that was read, with slashes; a member of an archive has that of the archive before it.
    data : bytes
    options : Options

    Examples
    --------
    >>> File("talks.html", b"<p>Talks <b>go on</b>").html.text_content()
    'Talks go on'
    """

    name: str
    data: bytes
    options: Options = Options()

    @property
    def suffix(self) -> str:
        """The end of the name, in lower case. A format is known by its content; this decides only between equals."""
        return PurePosixPath(self.name).suffix.lower()

    @functools.cached_property
    def is_text(self) -> bool:
        """Whether the bytes can be read as characters."""
        try:
            return bool(self.decoded.text) or not self.data
        except Unreadable:
            return False

    @functools.cached_property
    def decoded(self) -> decoding.Decoded:
        """The characters, and the encoding by which they were read: as told, as a mark or a page says, or as found."""
        try:
            found = decoding.decode(self.data, self.options.encoding)
        except LookupError:  # a page may have been sent with the name of an encoding that there is not
            found = decoding.decode(self.data)
        except ValueError as error:
            if self.options.encoding:
                raise Unreadable("file is not in the encoding", error) from None
            raise Unreadable("file is binary", self.data[:8]) from None
        if found.guessed and (declared := DECLARED.search(self.data[:DECLARED_WITHIN])):
            name = declared[1].decode("ascii").lower()
            for encoding in (WIDER.get(name, name), name):
                try:
                    return decoding.decode(self.data, encoding)
                except (LookupError, ValueError):  # a page may declare what it is not
                    continue
        return found

    @property
    def text(self) -> str:
        """The characters of the file, with newlines as line ends."""
        return self.decoded.text

    @functools.cached_property
    def head(self) -> str:
        """The first 4,096 characters, or nothing where the file is not text: what a format is known by."""
        return self.text[:DECLARED_WITHIN] if self.is_text else ""

    @functools.cached_property
    def html(self) -> lxml.html.HtmlElement:
        """The file as a tree of HTML elements. Nothing in it is run or fetched."""
        return parse_html(self.text)


def limits(raised: Mapping[str, int]) -> dict[str, int]:
    """`LIMITS`, with those in `raised` put in their place.

    >>> limits({"depth": 5})["depth"]
    5
    """
    for name, value in raised.items():
        _check.option("limit", name, LIMITS)
        _check.whole(name, value, least=1)
    return LIMITS | dict(raised)


def plain_path(path: str) -> str:
    """Return a path as text that every system writes alike: composed letters, no undecodable bytes."""
    return unicodedata.normalize("NFC", os.fsencode(path).decode("utf-8", "backslashreplace"))


def stem(name: str) -> str:
    """The name of a file without its suffix.

    >>> stem("news.2017/talks.txt"), stem("news.2017/talks")
    ('news.2017/talks', 'news.2017/talks')
    """
    return name.removesuffix(PurePosixPath(name).suffix)
