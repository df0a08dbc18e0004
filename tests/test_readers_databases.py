"""Exports of newspaper databases, damaged at random: articles and defects come out, and nothing else."""

import hashlib
import io
import random
import warnings
import zipfile
from pathlib import Path

import pytest

from analysis.corpus import readers
from analysis.corpus.importing import read
from analysis.corpus.readers import File
from analysis.corpus.reconciling import Unbalanced

FIXTURES = Path(__file__).parent / "readers"
MODULES = ["lexis_html", "lexis_text", "nexis_docx", "nexis_rtf", "proquest_html", "proquest_text", "ris"]
FILES = sorted(path for name in MODULES for path in (FIXTURES / name).iterdir())
MUTATIONS = 200
FOREIGN = ("Error:", "Exception:", "Warning:")  # how an exception that no reader expected ends up in a defect

HOSTILE = [
    b"\0",
    b"\x1b",
    b"\xff\xfe",
    b"<",
    b"<!--",
    b"<div>" * 300,
    b"{" * 50,
    b"}",
    b"\\u-9999999999 ",
    b"\r",
    b"&#0;",
]
HOSTILE += [b"999999999999999999999 of 9 DOCUMENTS\n", b"LENGTH: " + b"9" * 30 + b" words\n", b"ER  - \n", b"\n" * 40]
HOSTILE += [b"End of Document", b"Documents (99999999999999)", b"<w:p>" * 50, b"text: a\nfile: b\nposition: c\n\n"]


def ident(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def luck(phrase: str) -> random.Random:
    """Chance that a phrase decides."""
    return random.Random(hashlib.sha256(phrase.encode()).digest())


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes after one to four of the accidents that happen to files."""
    for _ in range(chance.randint(1, 4)):
        start, end = sorted(chance.randint(0, len(data)) for _ in range(2))
        end = min(end, start + chance.choice([1, 10, 200, 2000]))
        other = chance.randint(0, len(data))
        piece = data[start:end]
        data = chance.choice(
            [
                data[:start] + data[end:],
                data[:end] + piece + data[end:],
                data[:other] + piece + data[other:],
                data[:start],
                data[:start] + bytes(byte ^ chance.randint(0, 255) for byte in piece) + data[end:],
                data[:start] + chance.choice(HOSTILE) + data[start:],
            ]
        )
    return data


def inside(data: bytes, chance: random.Random) -> bytes:
    """A Word document with its body damaged, so that the archive itself is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, mutated(content, chance) if name == "word/document.xml" else content)
    return out.getvalue()


def check(contents: list[bytes], suffix: str, folder: Path):
    """Read the contents as the files of a folder, whether or not they balance; see that each is accounted for."""
    for i, data in enumerate(contents):
        (folder / f"{i:03d}{suffix}").write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", message=".*findings were dropped")
        try:
            articles, (files, defects) = read(folder)
        except Unbalanced as error:
            articles, (files, defects) = error.articles, error.reconciliation
    assert len(files) == len(contents)
    assert (files["found"] == files["kept"] + files["dropped"]).all()
    assert files["kept"].equals(articles["file"].value_counts().reindex(files.index, fill_value=0).rename("kept"))
    assert articles.index.is_unique
    assert not files.index[(files["found"] == 0) & (files["defects"] == 0)].tolist()
    damaged = defects.loc[defects["reason"] == "file is damaged", "value"].fillna("").str.split().str[0]
    assert not damaged[damaged.str.endswith(FOREIGN, na=False)].tolist()


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_each_export_is_taken_by_its_own_reader_and_by_no_other(path):
    file = File(path.name, path.read_bytes())
    assert readers.reader(file).__name__.rpartition(".")[2] == path.parent.name
    fitting = [module.__name__.rpartition(".")[2] for module in readers.READERS if module.fits(file)]
    assert [name for name in fitting if name in MODULES] == [path.parent.name]


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_damaged_exports_end_in_articles_and_defects(path, tmp_path):
    contents = [mutated(path.read_bytes(), luck(f"talks go on {ident(path)} {i}")) for i in range(MUTATIONS)]
    check(contents, path.suffix, tmp_path)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".docx"], ids=ident)
def test_word_documents_with_damaged_bodies_end_in_articles_and_defects(path, tmp_path):
    contents = [inside(path.read_bytes(), luck(f"a crane within {ident(path)} {i}")) for i in range(MUTATIONS)]
    check(contents, path.suffix, tmp_path)


@pytest.mark.parametrize("path", FILES, ids=ident)
def test_no_fits_raises_whatever_the_bytes_are(path):
    data = path.read_bytes()
    for i in range(50):
        file = File(path.name, mutated(data, luck(f"fits {ident(path)} {i}")))
        for module in readers.READERS:
            assert module.fits(file) in (True, False)
