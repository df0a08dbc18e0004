"""The members of zip and tar archives, and what a compressed file holds, each unpacked when it is asked for.

A member is a tuple of its name, the size that the archive says it has, and what gives its bytes, or the error that says
why they are not to be had.
"""

import bz2
import contextlib
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from analysis.corpus.readers._file import Unreadable
from analysis.corpus.reconciling import Record

ENTRY = b"PK\x03\x04"
COMPRESSED = {
    b"\x1f\x8b": ("gzip file", gzip.open),
    b"BZh": ("bzip2 file", bz2.open),
    b"\xfd7zXZ\x00": ("xz file", lzma.open),
}
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, zipfile.BadZipFile, tarfile.TarError, struct.error)
BLOCK = 512  # bytes of a tar's header
LONG_NAME = 1 << 16  # bytes that a tar may use for the name and the like of one member
AT_ONCE = 1 << 20  # bytes asked of a decompressor in one step
PACKED_AT_ONCE = 4096  # bytes given to a decompressor that cannot be told how much to give back


class Budget:
    """What may still be taken out of one archive and all archives in it."""

    def __init__(self, limits):
        self.bytes, self.members, self.each = limits["unpacked_bytes"], limits["members"], limits["file_bytes"]

    def spend(self, size: int):
        self.bytes -= size
        if self.bytes < 0:
            raise Unreadable("archive is huge", "more bytes when unpacked than the limit unpacked_bytes")

    def check(self, size: int):
        """Raise Unreadable if a member of so many bytes is beyond the limit."""
        if size > self.each:
            raise Unreadable("file is huge", f"more than {self.each / 1e6:,.0f} MB when unpacked")

    def member(self):
        self.members -= 1
        if self.members < 0:
            raise Unreadable("archive is huge", "more members than the limit")


class Metered:
    """A stream that takes from a budget what is read of it, and gives what is sound of it before it fails."""

    def __init__(self, stream, budget: Budget):
        self.stream, self.budget, self.error = stream, budget, None

    def read(self, size: int) -> bytes:
        whole = io.BytesIO()
        while whole.tell() < size:
            try:
                piece = self.stream.read1(size - whole.tell())
            except BROKEN as error:
                self.error = error
                if whole.tell():
                    break  # the next read meets it again
                raise
            self.budget.spend(len(piece))
            whole.write(piece)
            if not piece:
                break
        return whole.getvalue()


class _Member(tarfile.TarInfo):
    """A member of a tar: what Python passes over in silence is an error, and names cannot fill the memory."""

    @classmethod
    def fromtarfile(cls, archive):
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(f"no end of the archive, but {error}") from None

    def _proc_member(self, archive):
        if self.type not in tarfile.SUPPORTED_TYPES and self.size > LONG_NAME:
            raise tarfile.ReadError(f"a name of {self.size:,} bytes")
        return super()._proc_member(archive)


def zip_members(archive: zipfile.ZipFile, budget: Budget) -> Iterator[tuple]:
    """The members of a zip as its directory lists them."""
    for member in archive.infolist():
        name = member.filename
        if not member.flag_bits & 0x800:  # not said to be UTF-8, though many programs write it
            with contextlib.suppress(UnicodeError):
                name = name.encode("cp437").decode("utf-8")
        kind = stat.S_IFMT(member.external_attr >> 16)
        if name.endswith("/"):
            continue
        if member.flag_bits & 1:
            content = Unreadable("file is encrypted")
        elif kind not in (0, stat.S_IFREG):
            content = Unreadable("member is no file", "a link" if kind == stat.S_IFLNK else "a device")
        else:

            def content(member=member) -> bytes:
                budget.spend(member.file_size)
                return member_bytes(archive, member)

        yield name, member.file_size, content


def member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo | str) -> bytes:
    """The bytes of a member. It is read in steps, because what is read in one is unpacked in one, whatever its size.

    Raises
    ------
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError
        If it is damaged, packed in an unknown way, or not there.
    """
    member = archive.getinfo(member) if isinstance(member, str) else member
    bounded = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    with archive.open(member) as stream:
        return b"".join(iter(lambda: stream.read(AT_ONCE if bounded else PACKED_AT_ONCE), b""))


def entries(data: bytes) -> Iterator[tuple]:
    """The members of a zip by what stands before each, without the directory: name, method, beginning, packed size."""
    start = 0
    while (start := data.find(ENTRY, start)) >= 0 and start + 30 <= len(data):
        _, flags, method, *_, packed, _, length, extra = struct.unpack_from("<5H3L2H", data, start + 4)
        name = data[start + 30 : start + 30 + length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
        start += 30 + length + extra
        yield name, method, start, packed
        start += 0 if flags & 8 else packed  # with this flag the size stands behind the member


def without_directory(data: bytes, budget: Budget) -> Iterator[tuple]:
    """The members of a zip that has lost its directory, by what stands before each."""
    for name, method, start, packed in entries(data):
        if name.endswith("/"):
            continue

        def content(method=method, start=start, packed=packed) -> bytes:
            if method == zipfile.ZIP_STORED and start + packed <= len(data):
                budget.spend(packed)
                return data[start : start + packed]
            if method != zipfile.ZIP_DEFLATED:
                raise zipfile.BadZipFile("the member breaks off")
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            pieces, size = [], 0
            while not unpacking.eof:
                packed_piece = unpacking.unconsumed_tail or data[start : start + PACKED_AT_ONCE]
                start += 0 if unpacking.unconsumed_tail else PACKED_AT_ONCE
                if not packed_piece:
                    raise zipfile.BadZipFile("the member breaks off")
                pieces.append(unpacking.decompress(packed_piece, AT_ONCE))
                size += len(pieces[-1])
                budget.spend(len(pieces[-1]))
                budget.check(size)
            return b"".join(pieces)

        yield name, 0, content


def tar_members(stream: Metered) -> Iterator[tuple]:
    """The members of a tar, each to be read before the next is asked for."""
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member, errorlevel=2) as archive:
        for member in archive:
            archive.members.clear()  # it keeps all it has seen, for a way back that there is not
            if member.isdir():
                continue
            if not member.isfile():
                kind = "a link" if member.issym() or member.islnk() else "a device"
                content = Unreadable("member is no file", kind)
            else:

                def content(member=member) -> bytes:
                    data = archive.extractfile(member).read()
                    if len(data) < member.size:
                        raise tarfile.ReadError("unexpected end of data")
                    return data

            yield member.name, member.size, content


def is_tar(beginning: bytes) -> bool:
    """Whether a file that begins so is a tar: the sum over its header, itself taken as spaces, stands in the header."""
    try:
        said = int(beginning[148:156].strip(b" \0"), 8)
    except ValueError:
        return False
    return len(beginning) == BLOCK and said == sum(beginning[:148]) + 8 * ord(" ") + sum(beginning[156:])


def whole(stream: Metered, budget: Budget, record: Record) -> bytes:
    """All that a compressed file holds, or what is before its damage, as long as a file may have so much."""
    whole = io.BytesIO()
    try:
        while piece := stream.read(AT_ONCE):
            whole.write(piece)
            budget.check(whole.tell())
    except BROKEN as error:
        if isinstance(error, Unreadable) or not whole.tell():
            raise
        fail(record, error)
    return whole.getvalue()


def fail(record: Record, error: Exception):
    """Say to `record` what an archive, or a member of it, failed by."""
    if isinstance(error, Unreadable):
        record.fail(error.reason, error.value)
    elif isinstance(error, (NotImplementedError, RuntimeError)):
        record.fail("compression is unknown", error)
    else:
        record.fail("file is damaged", error)
