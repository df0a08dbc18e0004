"""The published values that the tests hold us to; the README of `reference` says where each comes from."""

import json
import lzma
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent / "reference"
SOTU = FOLDER / "quanteda" / "sotu"


def read(name):
    """The text of a file of the folder, unpacked if it is packed."""
    path = FOLDER / name
    if path.suffix == ".xz":
        return lzma.decompress(path.read_bytes()).decode("utf-8")
    return path.read_text(encoding="utf-8")


def inaugural():
    """The inaugural addresses: `text`, `Year`, `President` and `Party` on names such as 1789-Washington."""
    return pd.DataFrame(map(json.loads, read("inaugural.jsonl.xz").splitlines())).set_index("docname_")
