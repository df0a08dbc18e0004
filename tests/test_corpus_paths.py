"""What `corpus.read` meets in a folder that is no ordinary file."""

import os
import threading
import warnings

import pytest

from analysis import corpus
from analysis.corpus import finding
from analysis.corpus.readers import plain


def read(*args, **kwargs):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", corpus.BadInput)
        return corpus.read(*args, **kwargs)


def reasons(reconciliation):
    told = reconciliation.defects
    return {row.file: row.reason for row in told.itertuples() if row.reason != "date is missing"}


def test_a_thousand_good_files_are_read_whatever_lies_among_them(tmp_path):
    folder, outside = tmp_path / "news", tmp_path / "outside"
    folder.mkdir(), outside.mkdir()
    for i in range(1000):
        (folder / f"good{i:03}.txt").write_text(f"Talks of day {i}.")
    (outside / "secret.txt").write_text("secret")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(b"\0\1\2")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 is all")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nis all")
    (folder / "broken.gz").write_bytes(b"\x1f\x8b is all")
    (folder / "huge.txt").write_bytes(b"x" * 2000)
    (folder / ".DS_Store").write_bytes(b"x")
    os.mkfifo(folder / "pipe")
    os.symlink(outside / "secret.txt", folder / "file_link")
    os.symlink(outside, folder / "folder_link")
    os.symlink(folder, folder / "circle")
    os.symlink("self", folder / "self")
    os.symlink("nowhere", folder / "nowhere")
    os.symlink("good000.txt", folder / "inside.txt")
    articles, reconciliation = read(folder, limits={"file_bytes": 1000})
    assert sum(articles["file"].str.startswith("good")) == 1000
    assert reasons(reconciliation) == {
        ".": "system files were passed over",
        "binary.bin": "format is unknown",
        "broken.gz": "file is damaged",
        "broken.pdf": "file is damaged",
        "broken.zip": "file is damaged",
        "circle": "link was not followed",
        "empty.txt": "file is empty",
        "file_link": "link was not followed",
        "folder_link": "link was not followed",
        "huge.txt": "file is huge",
        "inside.txt": "article was there before",
        "nowhere": "file cannot be opened",
        "pipe": "file is a pipe or a device",
        "self": "file cannot be opened",
    }
    assert not articles["text"].str.contains("secret").any()


def test_a_link_that_is_named_itself_is_followed(tmp_path):
    (tmp_path / "a.txt").write_text("Talks go on.")
    (tmp_path / "folder").mkdir()
    os.symlink(tmp_path / "a.txt", tmp_path / "folder" / "link.txt")
    assert read(tmp_path / "folder" / "link.txt")[0]["text"].tolist() == ["Talks go on."]


def test_a_pipe_that_is_named_itself_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    found = []
    reading = threading.Thread(target=lambda: found.append(read(tmp_path / "pipe")), daemon=True)
    reading.start()
    reading.join(30)
    assert reasons(found[0][1]) == {"pipe": "file is a pipe or a device"}


def test_a_file_that_vanishes_is_reported(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    content = finding.content

    def vanishing(path, most):
        if path.name == "b.txt":
            path.unlink()
        return content(path, most)

    monkeypatch.setattr(finding, "content", vanishing)
    articles, reconciliation = read(tmp_path)
    assert articles["text"].tolist() == ["a", "c"]
    assert reasons(reconciliation) == {"b.txt": "file cannot be opened"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is permitted to root")
def test_what_is_not_permitted_is_reported(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "locked.txt").write_text("b")
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked.txt").chmod(0)
    (tmp_path / "locked").chmod(0)
    _, reconciliation = read(tmp_path)
    (tmp_path / "locked").chmod(0o700)
    assert reasons(reconciliation) == {"locked.txt": "file cannot be opened", "locked": "folder cannot be opened"}


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def locked(path):
        if os.fspath(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    assert reasons(read(tmp_path)[1]) == {"locked": "folder cannot be opened"}


def test_names_that_are_no_text_or_the_same_text_are_told_apart(tmp_path):
    for name, text in [(b"\xff.txt", "bytes"), ("é.txt".encode(), "one letter"), ("e\u0301.txt".encode(), "two")]:
        with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:
            file.write(text)
    articles, _ = read(tmp_path)
    assert articles["file"].tolist() == ["\\xff.txt", "é.txt", "é.txt (2)"]
    assert sorted(articles["text"]) == ["bytes", "one letter", "two"]


def test_an_interrupt_stops_the_import_and_leaves_nothing(tmp_path, monkeypatch):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)

    def interrupted(file, record):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(plain, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt", "c.txt"]


def test_a_missing_library_is_no_damage_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("a")

    def without(file, record):
        raise ImportError("no such library")
        yield

    monkeypatch.setattr(plain, "read", without)
    with pytest.raises(ImportError, match="no such library"):
        read(tmp_path)


def test_an_encoding_that_there_is_not_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(LookupError, match="`encoding` must be one that Python knows"):
        read(tmp_path, encoding="nonsense")
