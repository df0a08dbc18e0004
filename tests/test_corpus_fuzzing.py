"""Every reader on damaged files: articles and rows of defects come out, whatever goes in.

``make fuzz`` runs 10,000 damaged files for each reader; `make test` a few hundred.
"""

import io
import os
import random
import shutil
import signal
import warnings
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest

from analysis import corpus
from analysis.corpus import readers
from analysis.corpus.readers import File
from analysis.corpus.reconciling import Unbalanced

SAMPLES = Path(__file__).parent / "readers"
TIMES = int(os.environ.get("FUZZ_TIMES", "200"))  # damaged files for each reader
AT_ONCE = 20  # of them in one folder, because what is common to all files takes longest
SECONDS = 60  # of patience for these
FITTED = 5  # every so many is given to all readers, which must not fail over it
NOISE = [b"\0", b"\xff\xfe", b"\xef\xbf\xbd", b"<", b">", b"&#0;", b"]]>", b"\r", b'"', b"{", b"}", b"%", b"\x1b$B"]
NOISE += [b"<div>" * 300, b"<w:p>" * 50, b"{" * 50, b"<!--", b"\\u-9999999999 ", b"\n" * 40, b"ER  - \n", b"\\"]
NOISE += [b"99999999999999999 of 9 DOCUMENTS\n", b"LENGTH: " + b"9" * 30 + b" words\n", b"End of Document"]


def samples():
    """The sample files of each reader, by the name of its module; and of the archives that are taken apart for them."""
    found = defaultdict(list, archives=sorted((SAMPLES.parent / "archives").iterdir()))
    for path in sorted(SAMPLES.rglob("*")):
        if path.is_file():
            file = File(path.relative_to(SAMPLES).as_posix(), path.read_bytes())
            found[readers.reader(file).__name__.rpartition(".")[2]].append(path)
    return dict(found)


def damaged(data, chance):
    """A copy of `data` with one to four pieces of it deleted, doubled, moved, cut off, flipped, or made noise."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        first = chance.randrange(len(data))
        last = min(len(data), first + int(chance.expovariate(1 / 40)) + 1)
        piece, kind = data[first:last], chance.randrange(7)
        if kind == 0:
            del data[first:last]
        elif kind == 1:
            data[first:first] = piece * chance.choice([1, 1, 3, 200])
        elif kind == 2:
            del data[first:last]
            place = chance.randrange(len(data) + 1)
            data[place:place] = piece
        elif kind == 3:
            del data[last if chance.random() < 0.5 else first :]
        elif kind == 4:
            data[first] ^= 1 << chance.randrange(8)
        elif kind == 5:
            data[first:first] = chance.choice(NOISE) * chance.choice([1, 1, 2, 500])
        else:
            data[first:last] = bytes(chance.randrange(256) for _ in piece)
    return bytes(data)


def damaged_within(data, chance):
    """A copy of a zip archive that is whole itself, with damage in some of what it holds."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, damaged(content, chance) if chance.random() < 0.5 else content)
    return out.getvalue()


def too_long(signum, frame):
    raise TimeoutError(f"{AT_ONCE} small files took more than {SECONDS} s")


def read(path):
    """Articles and reconciliation, also where the sums do not fit."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", corpus.BadInput)
        try:
            return corpus.read(path)
        except Unbalanced as error:
            return error.articles, error.reconciliation


@pytest.mark.parametrize("reader", [*(module.__name__.rpartition(".")[2] for module in readers.READERS), "archives"])
def test_a_damaged_file_gives_articles_or_rows_of_defects(reader, tmp_path):
    sources = samples()[reader]
    before = signal.signal(signal.SIGALRM, too_long) if hasattr(signal, "SIGALRM") else None
    try:
        for first in range(0, TIMES, AT_ONCE):
            folder = tmp_path / str(first)
            folder.mkdir()
            for number in range(first, min(first + AT_ONCE, TIMES)):
                source, chance = sources[number % len(sources)], random.Random(f"{reader} {number}")
                within = number % 2 and source.suffix in (".docx", ".odt", ".xlsx", ".zip")
                damage = (damaged_within if within else damaged)(source.read_bytes(), chance) or b"x"
                (folder / f"damage-{number}-{source.name}").write_bytes(damage)
                if number % FITTED == 0:
                    fits = [module.fits(File(source.name, damage)) for module in readers.READERS]
                    assert set(fits) <= {True, False}, f"damage {number} of {source.name}"
            if before is not None:
                signal.alarm(SECONDS)
            held(folder)
            shutil.rmtree(folder)
    finally:
        if before is not None:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def held(folder):
    """Assert what holds for every file; the number in its name is that of the damage."""
    articles, (files, defects) = read(folder)
    assert (files["found"] == files["kept"] + files["dropped"]).all()
    assert files["kept"].sum() == len(articles)
    assert articles.index.is_unique
    read_from = files.index[files["kept"] > 0].union(defects["file"])
    silent = [path.name for path in folder.iterdir() if not any(name.startswith(path.name) for name in read_from)]
    assert silent == []
    foreign = defects[defects["value"].str.match(r"[A-Z]\w+(?:Error|Exception|Warning): ", na=False)]
    assert foreign[["file", "value"]].to_numpy().tolist() == []


def test_every_reader_has_samples_and_each_sample_is_read_by_the_reader_it_is_made_for():
    found = samples()
    assert found.pop("archives")
    assert set(found) == {module.__name__.rpartition(".")[2] for module in readers.READERS}
    for reader, paths in found.items():
        for path in paths:
            assert path.relative_to(SAMPLES).parts[0] == reader


def test_every_sample_holds_articles():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        articles, (files, _) = read(path)
        assert len(articles) == files["kept"].sum() > 0, path
