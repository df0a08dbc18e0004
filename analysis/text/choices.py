"""How texts were cut into tokens: the value that tokens and counts carry along."""

import json
from typing import NamedTuple

import pyarrow as pa

KEY = b"cutting"  # in the metadata of the Arrow type


class Cutting(NamedTuple):
    """The options of `tokenize` by which tokens were made; `None` stands for tokens of which nothing is known.

    It lies in the metadata of the tokens' type, and so comes through selecting, sorting, pickling and joining articles.

    >>> Cutting("tr").language, Cutting().hyphens
    ('tr', 'keep')
    """

    language: str = "en"
    lower: bool = True
    punctuation: bool = False
    numbers: bool = True
    hyphens: str = "keep"


def marked(kind: pa.DataType, cutting: Cutting | None) -> pa.DataType:
    """The Arrow type of lists of `kind` that bears `cutting`.

    >>> found(marked(pa.string(), Cutting("tr"))).language
    'tr'
    """
    metadata = None if cutting is None else {KEY: json.dumps(cutting._asdict()).encode()}
    return pa.large_list(pa.field("item", kind, metadata=metadata))


def found(kind: pa.DataType) -> Cutting | None:
    """What a type of lists says of how they were cut, None if nothing."""
    metadata = kind.value_field.metadata or {}
    return Cutting(**json.loads(metadata[KEY])) if KEY in metadata else None
