"""Archives are unpacked in memory, within limits, and with an account of each member."""

import bz2
import gzip
import io
import lzma
import random
import struct
import tarfile
import warnings
import zipfile
import zlib

import pytest

from analysis import corpus
from analysis.corpus.readers import File, Options, _archives, _members, limits, unpacked
from analysis.corpus.reconciling import Record

TEXTS = {"a.txt": b"Talks go on.", "sub/b.txt": b"Talks ended.", "c.csv": b"outlet,text\nHerald,Nobody spoke.\n"}


def zipped(members, method=zipfile.ZIP_DEFLATED):
    whole = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(whole, "w", method) as archive:
        warnings.simplefilter("ignore")  # that a name comes twice is meant
        for name, data in members:
            archive.writestr(name, data)
    return whole.getvalue()


def tarred(members, mode="w"):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=mode) as archive:
        for member, data in members:
            member = tarfile.TarInfo(member) if isinstance(member, str) else member
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return whole.getvalue()


def special(name, kind, target=""):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def taken(name, data, **raised):
    """The names and bytes of the members, and (file, reason) of each defect."""
    found, records = {}, []
    for file, record in unpacked(File(name, data, Options(limits=limits(raised))), Record(name)):
        records.append(record)
        if not record.format and not record.defects:
            found[file.name] = file.data
    return found, [(record.file, defect[3]) for record in records for defect in record.defects]


def under(name):
    return {f"{name}/{member}": data for member, data in TEXTS.items()}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_the_members_of_a_zip_are_files(method):
    assert taken("x.zip", zipped(TEXTS.items(), method)) == (under("x.zip"), [])


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_the_members_of_a_tar_are_files_however_it_is_compressed(mode):
    assert taken("x.tar.gz", tarred(TEXTS.items(), mode)) == (under("x.tar.gz"), [])


@pytest.mark.parametrize(("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_a_compressed_file_is_that_file(suffix, compress):
    name = f"c.csv.{suffix}"
    assert taken(name, compress(TEXTS["c.csv"])) == ({f"{name}/c.csv": TEXTS["c.csv"]}, [])


def test_an_archive_has_a_row_without_articles_and_its_members_have_theirs(tmp_path):
    inner = tarred([("d.jsonl.gz", gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))])
    (tmp_path / "x.zip").write_bytes(zipped([*TEXTS.items(), ("in.tar", inner)]))
    articles, (files, _) = corpus.read(tmp_path)
    assert files[["format", "found", "kept"]].to_records().tolist() == [
        ("x.zip", "zip archive", 0, 0),
        ("x.zip/a.txt", "plain text", 1, 1),
        ("x.zip/sub/b.txt", "plain text", 1, 1),
        ("x.zip/c.csv", "delimited text", 1, 1),
        ("x.zip/in.tar", "tar archive", 0, 0),
        ("x.zip/in.tar/d.jsonl.gz", "gzip file", 0, 0),
        ("x.zip/in.tar/d.jsonl.gz/d.jsonl", "JSON", 2, 2),
    ]
    assert files["announced"].isna().all()
    assert articles["text"].tolist() == ["Talks go on.", "Talks ended.", "Nobody spoke.", "One.", "Two."]
    assert articles["file"].iloc[0] == "x.zip/a.txt"


def test_office_files_and_books_are_no_archives():
    for part in ("[Content_Types].xml", "mimetype"):
        data = zipped([(part, b"x"), ("word/document.xml", b"<w/>")])
        assert taken("x.docx", data) == ({"x.docx": data}, [])


def test_a_web_archive_is_no_archive_of_files():
    data = gzip.compress(b"WARC/1.0\r\n")
    assert taken("x.warc.gz", data) == ({"x.warc.gz": data}, [])


OUTSIDE = ["/etc/x.txt", "../x.txt", "a/../../x.txt", "C:\\x.txt", "..\\x.txt"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_name_that_points_outside_is_refused_and_the_others_are_read(name):
    for data in (zipped([(name, b"evil"), *TEXTS.items()]), tarred([(name, b"evil"), *TEXTS.items()])):
        found, defects = taken("x", data)
        assert found == under("x")
        assert [reason for _, reason in defects] == ["name points outside the archive"]


def test_links_and_devices_are_refused():
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE]
    found, defects = taken(
        "x", tarred([*((special(f"m{i}", kind, "/etc/passwd"), b"") for i, kind in enumerate(kinds)), *TEXTS.items()])
    )
    assert found == under("x")
    assert defects == [(f"x/m{i}", "member is no file") for i in range(5)]
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    assert taken("x", zipped([(link, b"/etc/passwd")])) == ({}, [("x/link", "member is no file")])


def test_an_encrypted_member_is_named_and_the_others_are_read():
    data = bytearray(zipped(TEXTS.items()))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    found, defects = taken("x", bytes(data))
    assert defects == [("x/a.txt", "file is encrypted")]
    assert list(found) == ["x/sub/b.txt", "x/c.csv"]


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_stopped_while_it_is_unpacked(compress):
    bomb = compress(b"\0" * 20_000_000)
    assert taken("x.gz", bomb, file_bytes=1_000_000) == ({}, [("x.gz/x", "file is huge")])
    assert taken("x.gz", bomb, unpacked_bytes=1_000_000) == ({}, [("x.gz", "archive is huge")])


def test_a_bomb_in_a_tar_is_stopped_and_what_was_before_it_is_read():
    data = tarred([("a.txt", TEXTS["a.txt"]), ("bomb", b"\0" * 20_000_000), ("b.txt", b"after")], "w:gz")
    assert taken("x", data, file_bytes=10_000_000) == (
        {"x/a.txt": TEXTS["a.txt"], "x/b.txt": b"after"},
        [("x/bomb", "file is huge")],
    )
    assert taken("x", data, unpacked_bytes=1_000_000) == ({"x/a.txt": TEXTS["a.txt"]}, [("x", "archive is huge")])


def test_the_limit_on_what_is_unpacked_holds_over_archives_in_archives():
    inner = [(f"{i}.gz", gzip.compress(b"\0" * 400_000)) for i in range(4)]
    found, defects = taken("x", zipped(inner), unpacked_bytes=1_000_000)
    assert list(found) == ["x/0.gz/0", "x/1.gz/1"]
    assert ("x/2.gz", "archive is huge") in defects


def test_a_zip_whose_list_announces_too_much_is_refused_before_anything_is_unpacked():
    assert taken("x", zipped([("a", b"\0" * 2_000_000)]), unpacked_bytes=1_000_000) == ({}, [("x", "archive is huge")])


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_is_larger_than_it_says_is_not_unpacked_to_its_end(method):
    data = bytearray(zipped([("a", b"\0" * 50_000_000)], method))
    said = struct.pack("<L", 100)
    place = data.find(b"PK\x01\x02") + 24
    data[22:26] = data[place : place + 4] = said
    assert taken("x", bytes(data)) == ({}, [("x/a", "file is damaged")])


def test_members_are_counted_before_the_list_is_read(monkeypatch):
    data = zipped([(f"{i}.txt", b"x") for i in range(200)])
    monkeypatch.setattr(_archives.zipfile, "ZipFile", None)  # who calls it fails
    assert taken("x", data, members=100) == ({}, [("x", "archive is huge")])


def test_a_false_count_of_members_does_not_help():
    data = bytearray(zipped([(f"{i}.txt", b"x") for i in range(200)]))
    end = data.rfind(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    assert taken("x", bytes(data), members=100) == ({}, [("x", "archive is huge")])


def test_a_tar_with_too_many_members_stops_at_the_limit():
    found, defects = taken("x", tarred([(f"{i}.txt", b"x") for i in range(200)]), members=100)
    assert len(found) == 100
    assert defects == [("x", "archive is huge")]


def test_archives_are_nested_only_so_deep():
    data = b"Talks go on."
    for _ in range(5):
        data = gzip.compress(data)
    assert taken("x", data)[0] == {}
    assert taken("x", data)[1][0][1] == "archive is nested too deep"
    assert list(taken("x", data, depth=5)[0].values()) == [b"Talks go on."]


def test_a_name_that_would_fill_the_memory_is_refused():
    long = tarfile.TarInfo("a")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    data = long.tobuf(tarfile.GNU_FORMAT) + b"\0" * 1024
    assert taken("x", data) == ({}, [("x", "file is damaged")])


def test_a_zip_that_breaks_off_gives_what_is_whole():
    data = zipped(TEXTS.items())
    place = data.find(b"c.csv") + 20
    found, defects = taken("x", data[:place])
    assert list(found.values()) == [TEXTS["a.txt"], TEXTS["sub/b.txt"]]
    assert defects == [("x", "file is damaged"), ("x/c.csv", "file is damaged")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_that_breaks_off_says_so_and_gives_what_was_before(mode):
    noise = random.Random("breaks off").randbytes(200_000)  # more than one block of each compression
    data = tarred([("a.txt", TEXTS["a.txt"]), ("noise", noise), ("c.txt", b"after")], mode)
    found, defects = taken("x", data[: len(data) // 2])
    assert ("x", "file is damaged") in defects
    assert "x/c.txt" not in found
    if mode != "w:bz2":  # whose blocks hold 900,000 bytes each
        assert found == {"x/a.txt": TEXTS["a.txt"]}


def test_a_tar_without_an_end_says_so():
    data = tarred(TEXTS.items())
    assert taken("x", data[:1024]) == ({"x/a.txt": TEXTS["a.txt"]}, [("x", "file is damaged")])
    broken = bytearray(data)
    broken[1024 + 148] ^= 1  # the sum of the second header
    assert taken("x", bytes(broken)) == ({"x/a.txt": TEXTS["a.txt"]}, [("x", "file is damaged")])


def test_a_compressed_table_that_breaks_off_gives_what_was_before():
    rows = b"outlet,text\n" + b"".join(b"Herald,%x\n" % zlib.crc32(b"%d" % i) for i in range(20_000))
    data = gzip.compress(rows)
    found, defects = taken("c.csv.gz", data[: len(data) // 2])
    assert rows.startswith(found["c.csv.gz/c.csv"])
    assert len(found["c.csv.gz/c.csv"]) > 1000
    assert defects == [("c.csv.gz", "file is damaged")]


def test_what_systems_leave_is_passed_over_with_one_row():
    litter = [("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("sub/Thumbs.db", b"x"), ("~$a.docx", b"x")]
    assert taken("x", zipped([*litter, *TEXTS.items()])) == (under("x"), [("x", "system files were passed over")])


def test_two_members_of_one_name_are_two_files():
    found, defects = taken("x", zipped([("a.txt", b"old"), ("a.txt", b"new")]))
    assert found == {"x/a.txt": b"old", "x/a.txt (2)": b"new"}
    assert defects == [("x", "name was there before")]


def test_names_in_utf_8_are_read_though_the_archive_does_not_say_so():
    data = zipped([("Erdoğan.txt", b"x")])
    flags = [data.find(b"PK\x03\x04") + 7, data.find(b"PK\x01\x02") + 9]
    unsaid = bytearray(data)
    for place in flags:
        unsaid[place] &= ~8
    assert list(taken("x", bytes(unsaid))[0]) == ["x/Erdoğan.txt"]


def test_members_are_unpacked_one_after_the_other():
    members = unpacked(File("x", zipped([("a", b"1"), ("b", b"2")])), Record("x"))
    assert [next(members)[0].name for _ in range(2)] == ["x", "x/a"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_members, "member_bytes", lambda archive, member: b"only now")
        assert next(members)[0].data == b"only now"


def test_an_archive_whose_directory_is_empty_is_reported():
    data = zipped([("a.txt", b"Talks go on.")])
    lost = data[: data.index(b"PK\x01\x02")] + b"PK\x05\x06" + bytes(18)
    for each in (lost, b"PK\x05\x06" + bytes(18)):
        assert taken("x.docx", each)[1] == [("x.docx", "no article was found")]
