"""Files in files: zip, tar and compressed single files, opened only as far as the limits allow.

Nothing is ever written to the disk. A member is unpacked when its turn comes and forgotten before the next.
"""

import functools
import hashlib
import io
import itertools
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from analysis.corpus.readers._file import File, Unreadable, plain_path
from analysis.corpus.readers._members import (
    BLOCK,
    BROKEN,
    COMPRESSED,
    ENTRY,
    Budget,
    Metered,
    entries,
    fail,
    is_tar,
    member_bytes,
    tar_members,
    whole,
    without_directory,
    zip_members,
)
from analysis.corpus.reconciling import Record

ZIPS = (ENTRY, b"PK\x05\x06")  # the second is one without members
DIRECTORY_ENTRY, DIRECTORY_END, DIRECTORY_END_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06"
END_WITHIN = 65_557  # bytes: the end of the directory and the longest comment after it
# What a zip that is one document has in it: Office, OpenDocument and EPUB. These are for readers, if there is one.
# Several names, because a damaged one may have lost some; where all are lost, the suffix has to do.
DOCUMENTS = (
    *("[Content_Types].xml", "_rels/.rels", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"),
    *("mimetype", "META-INF/manifest.xml", "META-INF/container.xml"),
)
DOCUMENT_SUFFIXES = (".docx", ".xlsx", ".pptx", ".xlsb", ".odt", ".ods", ".epub")
# What systems and programs leave in folders beside the files of their users.
LITTERED = "system files were passed over"
LITTER = re.compile(r"__MACOSX|\._.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#", re.IGNORECASE)


def open_zip(file: File) -> zipfile.ZipFile:
    """The zip archive that a file is, once its own list of members says that it is no bomb.

    Read its members with `member_bytes`, which takes no more of one than the list announces.

    Raises
    ------
    Unreadable
        If it is none, or is damaged or encrypted, or goes beyond a limit.
    """
    archive = _directory(file)
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise Unreadable("file is encrypted")
    return archive


def part(file: File, name: str) -> bytes:
    """The bytes of one member of a zip archive that is a document.

    Raises
    ------
    Unreadable
        If it is not there or damaged.
    """
    try:
        return member_bytes(open_zip(file), name)
    except (*BROKEN, LookupError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("file is damaged", error) from None


def contents(file: File) -> list[str]:
    """The names of what is in a document that is a zip archive; none of another file, or of one that is damaged."""
    if not file.data.startswith(ENTRY):
        return []
    try:
        return open_zip(file).namelist()
    except Unreadable:
        return []


def open_kind(file: File) -> bytes | None:
    """The kind of document that a file of OpenDocument says it is; None if it is no such file."""
    try:
        return part(file, "mimetype").strip() if "mimetype" in contents(file) else None
    except Unreadable:
        return None


def _directory(file: File) -> zipfile.ZipFile:
    """As `open_zip`, its members encrypted or not. They are counted before Python makes an object of each."""
    limits, data = file.options.limits, file.data
    end = max(data.rfind(DIRECTORY_END, len(data) - END_WITHIN), 0)
    size = struct.unpack_from("<L", data, end + 12)[0] if end + 16 <= len(data) else 0
    end_64 = data.rfind(DIRECTORY_END_64, max(0, end - END_WITHIN), end)
    if end_64 >= 0 and end_64 + 48 <= len(data):
        size = max(size if size < 0xFFFFFFFF else 0, struct.unpack_from("<Q", data, end_64 + 40)[0])
    members = data.count(DIRECTORY_ENTRY, max(0, end - size - END_WITHIN), end)
    if members > limits["members"]:
        raise Unreadable("archive is huge", f"{members:,} members")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*BROKEN, NotImplementedError) as error:
        raise Unreadable("file is damaged", error) from None
    size = sum(member.file_size for member in archive.infolist())
    if size > limits["unpacked_bytes"]:
        raise Unreadable("archive is huge", f"{size / 1e6:,.0f} MB when unpacked")
    return archive


def unpacked(file: File, record: Record) -> Iterator[tuple[File, Record]]:
    """The file itself, or if it is an archive its members, each with a record of its own.

    The record of an archive comes before those of its members. It has a format, and no articles.
    """
    yield from _unpacked(file, record, Budget(file.options.limits), 0)


def _unpacked(file: File, record: Record, budget: Budget, depth: int) -> Iterator[tuple[File, Record]]:
    try:
        form, members = _opened(file, record, budget)
        if form is not None:
            record.format, record.sha256 = form, hashlib.sha256(file.data).hexdigest()
            if depth >= file.options.limits["depth"]:
                raise Unreadable("archive is nested too deep", f"{depth} archives around it")
    except (Unreadable, *BROKEN) as error:
        fail(record, error)
        form, members = None, ()
    yield file, record
    if form is None:
        return
    taken, litter = {}, []
    try:
        for name, size, content in members:
            budget.member()
            if is_litter(name):
                litter.append(name)
                continue
            path = f"{file.name}/{plain_path(name).lstrip('/')}"
            if path in taken:
                record.defect("name was there before", name)
            inner = Record(unique(path, taken))
            data = _content(name, size, content, inner, budget)
            yield from _unpacked(File(inner.file, data, file.options), inner, budget, depth + 1)
    except (Unreadable, *BROKEN, NotImplementedError) as error:
        fail(record, error)
    if litter:
        record.defect(*passed_over(litter))
    if not taken and not record.defects:  # a damaged directory may have lost them all
        record.fail("no article was found", f"{form} without members")


def _opened(file: File, record: Record, budget: Budget) -> tuple[str | None, Iterable]:
    """The kind of archive, and its members as (name, size, what gives the bytes); no kind if it is no archive."""
    data = file.data
    if data.startswith(ZIPS):
        try:
            archive = _directory(file)
            names, members = archive.namelist(), zip_members(archive, budget)
        except Unreadable as error:
            found = itertools.islice(entries(data), budget.members)
            names, members = [name for name, *_ in found], without_directory(data, budget)
            if error.reason != "file is damaged" or not names or file.suffix in DOCUMENT_SUFFIXES:
                raise
            if set(DOCUMENTS).isdisjoint(names):
                record.fail(error.reason, error.value)
        return ("zip archive", members) if set(DOCUMENTS).isdisjoint(names) else (None, ())
    for mark, (form, opener) in COMPRESSED.items():
        if data.startswith(mark):
            beginning = Metered(opener(io.BytesIO(data)), budget).read(BLOCK)
            if beginning.startswith(b"WARC/"):
                return None, ()
            stream = Metered(opener(io.BytesIO(data)), budget)
            if is_tar(beginning):
                return "tar archive", tar_members(stream)
            stem = PurePosixPath(file.name).name
            inner = stem.rpartition(".")[0] or f"{stem} unpacked"
            return form, [(inner, 0, functools.partial(whole, stream, budget, record))]
    if is_tar(data[:BLOCK]):
        return "tar archive", tar_members(Metered(io.BytesIO(data), budget))
    return None, ()


def _content(name: str, size: int, content, record: Record, budget: Budget) -> bytes:
    """The bytes of a member, or none if it cannot or must not be read; then its record says why."""
    path = name.replace("\\", "/")
    try:
        if path.startswith("/") or re.match("[A-Za-z]:", path) or ".." in path.split("/"):
            raise Unreadable("name points outside the archive", name)
        budget.check(size)
        if isinstance(content, Unreadable):
            raise content
        return content()
    except (Unreadable, *BROKEN, NotImplementedError, RuntimeError) as error:
        if isinstance(error, Unreadable) and error.reason == "archive is huge":
            raise
        fail(record, error)
        return b""


def is_litter(name: str) -> bool:
    """Whether a path leads to what systems and programs leave in folders.

    >>> is_litter("news/__MACOSX/._a.txt"), is_litter("news/~$report.docx"), is_litter("news/report.docx")
    (True, True, False)
    """
    return any(LITTER.fullmatch(part) for part in name.replace("\\", "/").split("/"))


def passed_over(names: list[str]) -> tuple[str, str]:
    """The one row about all that `is_litter` of an archive or a folder: reason and value."""
    return LITTERED, f"{len(names):,}: {', '.join(names[:3])}"


def unique(name: str, taken: dict[str, int]) -> str:
    """`name`, or with a number behind it if it was asked for before; `taken` counts the names.

    >>> taken = {}
    >>> [unique("a.txt", taken) for _ in range(3)]
    ['a.txt', 'a.txt (2)', 'a.txt (3)']
    """
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else unique(f"{name} ({taken[name]})", taken)
