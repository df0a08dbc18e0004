"""Files in files: zip and tar, opened only when they hold no more than the limits allow."""

import io
import zipfile
from collections.abc import Iterator

from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record


def open_zip(file: File) -> zipfile.ZipFile:
    """The zip archive that a file is, once its own list of members says that it is no bomb.

    Python reads no more of a member than its list announces, so the list can be held to.

    Raises
    ------
    Unreadable
        If it is none, or is damaged or encrypted, or goes beyond a limit.
    """
    limits = file.options.limits
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("file is damaged", error) from None
    members = archive.infolist()
    if len(members) > limits["members"]:
        raise Unreadable("archive is huge", f"{len(members):,} members")
    size = sum(member.file_size for member in members)
    if size > limits["unpacked_bytes"]:
        raise Unreadable("archive is huge", f"{size / 1e6:,.0f} MB when unpacked")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("file is encrypted")
    return archive


def unpacked(file: File, record: Record) -> Iterator[tuple[File, Record]]:
    """The file itself, or if it is an archive its members, each with a record of its own."""
    yield file, record
