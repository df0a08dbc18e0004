"""What a file is compared with, and how far two versions of it are apart."""

import csv
import io
import re
import subprocess
from decimal import Decimal
from pathlib import Path

import numpy as np
from PIL import Image

from analysis import _cells

NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,4})?")
SHOWN = 40  # characters of a differing text


class References:
    """What the results are compared with: the last commit where it has the file, else the file on disk.

    Parameters
    ----------
    root : Path
        The repository. Without git, or outside a checkout, the reference of each file is the one on disk.
    """

    def __init__(self, root: Path):
        self.root = root
        self.commit = _git(root, "rev-parse", "HEAD").decode().strip()
        listed = _git(root, "ls-tree", "-r", "-z", "--name-only", self.commit) if self.commit else b""
        self.committed = {root / name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name}

    def read(self, path: Path) -> tuple[bytes | None, str]:
        """Return the bytes to compare `path` with, and where they are from: "commit", "disk" or, without any, ""."""
        if path in self.committed:
            return _git(self.root, "show", f"{self.commit}:./{path.relative_to(self.root).as_posix()}"), "commit"
        if path.is_file():
            return path.read_bytes(), "disk"
        return None, ""


def difference(new: bytes, old: bytes, *, kind: str) -> str:
    """Return how `new` differs from `old`, in words; "" if all values or all pixels are equal.

    Parameters
    ----------
    kind : str
        The suffix of the file: ".csv" is compared by values, ".png" by pixels, any other by bytes.

    >>> difference(b"term,n\\nnato,3", b"term,n\\nnato,2", kind=".csv")
    "column 'n', row 1 (nato): 3, was 2, relative difference 0.333"
    >>> difference(b"term,n\\nnato,2.0", b"term,n\\nnato,2", kind=".csv")
    ''
    """
    if new == old:
        return ""
    if kind == ".csv":
        return _table(new, old)
    if kind == ".png":
        return _picture(new, old)
    return f"other bytes: {len(new):,}, were {len(old):,}"


def _table(new: bytes, old: bytes) -> str:
    """The first differing text, else the number that differs most in relation to its size."""
    try:
        (header, *rows), (old_header, *old_rows) = _rows(new), _rows(old)
    except (ValueError, csv.Error):
        return f"other bytes, and not a table that can be read: {len(new):,} bytes, were {len(old):,}"
    if header != old_header:
        return f"columns {_short(', '.join(header))}, were {_short(', '.join(old_header))}"
    if len(rows) != len(old_rows):
        return f"number of rows {len(rows):,}, was {len(old_rows):,}"
    largest, where, numbers = Decimal(0), "", 0
    for position, (row, old_row) in enumerate(zip(rows, old_rows, strict=True), start=1):
        name = f"row {position} ({_short(row[0])})" if row else f"row {position}"
        if len(row) != len(old_row):
            return f"{name}: number of values {len(row)}, was {len(old_row)}"
        for column, value, before in zip(header, row, old_row, strict=False):
            if value == before:
                continue
            if not (NUMBER.fullmatch(value) and NUMBER.fullmatch(before)):
                return f"column {column!r}, {name}: {_short(value)!r}, was {_short(before)!r}"
            if _same(value, before):
                continue
            a, b = Decimal(value), Decimal(before)
            numbers += 1
            relative = abs(a - b) / max(abs(a), abs(b))
            if relative > largest:
                largest = relative
                where = f"column {column!r}, {name}: {value}, was {before}, relative difference {relative:.3g}"
    return where + (f"; {numbers:,} numbers differ" if numbers > 1 else "")


def _same(value: str, before: str) -> bool:
    """Whether two numbers are equal; of numbers that are not whole, but for one unit in the last digit written.

    A number on the edge of two roundings falls to either side, and no number of digits changes that.
    """
    a, b = Decimal(value), Decimal(before)
    if a == b or not (a and b) or (a == a.to_integral_value() and b == b.to_integral_value()):
        return a == b
    unit = Decimal(1).scaleb(max(a.adjusted(), b.adjusted()) - _cells.DIGITS + 1)
    return abs(a - b) <= unit


def _rows(data: bytes) -> list[list[str]]:
    """The cells of a CSV, as written."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    if not rows:
        raise ValueError("no header")
    if any(len(row) > len(rows[0]) for row in rows):
        raise ValueError("more values than columns")
    return rows


def _picture(new: bytes, old: bytes) -> str:
    """The share of pixels that differ and the largest difference of one channel, out of 255."""
    try:
        pixels, before = (np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"), dtype=int) for data in (new, old))
    except (OSError, SyntaxError, ValueError):  # what Pillow raises for files that are none, cut or broken
        return f"other bytes, and not a picture that can be read: {len(new):,} bytes, were {len(old):,}"
    if pixels.shape != before.shape:
        (height, width, _), (old_height, old_width, _) = pixels.shape, before.shape
        return f"{width} x {height} pixels, were {old_width} x {old_height}"
    apart = abs(pixels - before).max(axis=2)
    if not apart.any():
        return ""
    return f"{(apart > 0).mean():.2%} of pixels differ, a channel by at most {apart.max()} of 255"


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints; nothing where there is no git, no checkout or no such thing in it."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _short(value: str) -> str:
    """`value`, cut where it is long."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
