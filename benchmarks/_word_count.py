"""The word count of `word_count.c`, compiled on the spot, and the same count in plain Python that it must equal."""

import ctypes
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

SOURCE = Path(__file__).with_name("word_count.c")
FLAGS = ["-O3", "-march=native", "-shared", "-fPIC"]


class Joined(NamedTuple):
    """Texts as one buffer of UTF-8; text i is ``letters[offsets[i]:offsets[i + 1]]``."""

    letters: np.ndarray
    offsets: np.ndarray

    @classmethod
    def of(cls, texts):
        encoded = [one.encode() for one in texts]
        offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)


class Found(NamedTuple):
    seconds: float  # as measured inside the C program
    codes: np.ndarray
    ends: np.ndarray  # where each text ends in `codes`
    words: list[bytes]


class _Vocabulary(ctypes.Structure):
    _fields_ = [
        ("distinct", ctypes.c_int64),
        ("starts", ctypes.POINTER(ctypes.c_int64)),
        ("letters", ctypes.POINTER(ctypes.c_uint8)),
    ]

    def words(self):
        letters = ctypes.string_at(self.letters, self.starts[self.distinct])
        return [letters[self.starts[code] : self.starts[code + 1]] for code in range(self.distinct)]


def compiled():
    """A function from `Joined` texts to what was `Found` in them, or None where no compiler makes one."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder, "word_count.so")
        if subprocess.run([compiler, *FLAGS, SOURCE, "-o", path], capture_output=True).returncode:
            return None
        library = ctypes.CDLL(str(path))
    library.word_count.restype = ctypes.c_double

    def count(texts):
        codes = np.empty(len(texts.letters) // 2 + len(texts.offsets), dtype=np.int32)  # new at each call, as for ours
        ends = np.empty(len(texts.offsets) - 1, dtype=np.int64)
        vocabulary = _Vocabulary()
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in (*texts, codes, ends)]
        seconds = library.word_count(*pointers[:2], ctypes.c_int64(len(ends)), *pointers[2:], ctypes.byref(vocabulary))
        if seconds < 0:
            raise MemoryError("The word count in C found no room.")
        found = Found(seconds, codes[: ends[-1] if len(ends) else 0], ends, vocabulary.words())
        library.forget(ctypes.byref(vocabulary))
        return found

    _check(count)
    return count


def _check(count):
    """Fail unless the count in C finds what plain Python finds, also where texts meet and where the table grows."""
    many = " ".join(f"Word{n}" for n in range(9_000))
    texts = ["The US, the", "", "us: S-400s", "Çankaya\N{RIGHT SINGLE QUOTATION MARK}s ÇANKAYA 2,017", " ", many]
    found = count(Joined.of(texts))
    words = [found.words[code] for code in found.codes]
    in_each = [words[start:end] for start, end in zip([0, *found.ends], found.ends, strict=False)]
    assert in_each == [re.findall(rb"[0-9a-z\x80-\xff]+", one.encode().lower()) for one in texts]
    assert len(found.words) == len(set(found.words))
