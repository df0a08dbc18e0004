"""A `tokens` Series taken apart into arrays and put together again."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.api.extensions import ExtensionDtype, register_extension_dtype

from .choices import Cutting, found, marked

DTYPE = pd.ArrowDtype(pa.large_list(pa.dictionary(pa.int32(), pa.string())))


class _AsStored(pd.ArrowDtype):
    """The dtype of tokens that takes what was stored as it is; pandas' own would cast it, and lose what it carries."""

    def __from_arrow__(self, array):
        return pd.arrays.ArrowExtensionArray(array)


@register_extension_dtype
class _Named(ExtensionDtype):
    """Reads the name of the dtype of tokens, which pandas writes into Parquet and Feather but cannot read itself."""

    name = str(DTYPE)
    type = list

    @classmethod
    def construct_from_string(cls, string: str) -> pd.ArrowDtype:
        # Parquet calls the words of a list "element", Arrow "item"; a name says nothing of what a type carries.
        if string.replace("<element: ", "<item: ") != cls.name:
            raise TypeError(f"Expected {cls.name!r}; got {string!r}.")
        return _AsStored(DTYPE.pyarrow_dtype)


class Codes(NamedTuple):
    """Tokens as arrays; article i holds the words ``vocabulary[codes[offsets[i]:offsets[i + 1]]]``.

    >>> codes = Codes(np.array([0, 2, 3]), np.array([0, 1, 0], np.int32), words(["nato", "libya"]))
    >>> codes.vocabulary[codes.codes[codes.offsets[0] : codes.offsets[1]]].tolist()
    ['nato', 'libya']
    """

    offsets: np.ndarray  # int64, articles + 1
    codes: np.ndarray  # int32, one per token
    vocabulary: np.ndarray  # object, the distinct words, each a str
    cutting: Cutting | None = None  # how the texts were cut, where that is known


def words(entries: Iterable[str]) -> np.ndarray:
    """A vocabulary: an array of str objects, whatever their lengths.

    >>> words(["nato", "libya"])
    array(['nato', 'libya'], dtype=object)
    """
    entries = list(entries)
    vocabulary = np.empty(len(entries), dtype=object)
    vocabulary[:] = entries
    return vocabulary


def unpack(tokens: pd.Series) -> Codes:
    """Take a `tokens` Series apart; raise unless it is one. Missing lists become empty ones.

    >>> unpack(pack(Codes(np.array([0, 2, 2]), np.array([0, 0]), words(["nato"])), pd.Index(["a1", "a2"]))).codes
    array([0, 0], dtype=int32)
    """
    if not isinstance(tokens, pd.Series) or tokens.dtype != DTYPE:
        kind = f"a Series of {tokens.dtype}" if isinstance(tokens, pd.Series) else type(tokens).__name__
        raise TypeError(f"`tokens` must be the Series that text.tokenize makes; got {kind}.")
    lists = pa.chunked_array(tokens.array._pa_array).unify_dictionaries().combine_chunks()
    if isinstance(lists, pa.ChunkedArray):  # no chunk at all: an empty Series
        lists = pa.concat_arrays(lists.chunks) if lists.num_chunks else pa.array([], DTYPE.pyarrow_dtype)
    lengths = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    flat = lists.flatten()  # unlike .values, without what slicing or a missing list has hidden
    return Codes(
        np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        flat.indices.to_numpy(zero_copy_only=False),
        flat.dictionary.to_numpy(zero_copy_only=False),
        found(tokens.dtype.pyarrow_dtype),
    )


def pack(tokens: Codes, index: pd.Index) -> pd.Series:
    """The `tokens` Series of these arrays, with the words that no token uses left out of the vocabulary.

    A vocabulary that has just been made may be an Arrow array of strings instead, which spares a str for each word.

    >>> tokens = Codes(np.array([0, 1, 1]), np.array([1], np.int32), words(["unused", "nato"]))
    >>> pack(tokens, pd.Index(["a1", "a2"])).map(list).tolist()
    [['nato'], []]
    """
    used = np.zeros(len(tokens.vocabulary), dtype=bool)
    used[tokens.codes] = True
    renumbered = (np.cumsum(used) - 1).astype(np.int32)
    vocabulary = tokens.vocabulary
    if not isinstance(vocabulary, pa.Array):
        vocabulary = pa.array(vocabulary, pa.string())
    return series(tokens.offsets, renumbered[tokens.codes], vocabulary.filter(pa.array(used)), index, tokens.cutting)


def series(
    offsets: np.ndarray, codes: np.ndarray, vocabulary: pa.Array, index: pd.Index, cutting: Cutting | None = None
) -> pd.Series:
    """The `tokens` Series on top of these arrays as they are, without a copy; every word must be in use.

    >>> tokens = series(np.array([0, 2, 2]), np.array([0, 0], np.int32), pa.array(["nato"]), pd.Index(["a1", "a2"]))
    >>> [list(words) for words in tokens]
    [['nato', 'nato'], []]
    """
    flat = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), vocabulary)
    lists = pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), flat, type=marked(flat.type, cutting))
    return pd.Series(pd.arrays.ArrowExtensionArray(lists), index=index, name="tokens")


def select(tokens: Codes, kept: np.ndarray) -> Codes:
    """Only the tokens for which the boolean array `kept`, one value per token, is true.

    >>> tokens = Codes(np.array([0, 2, 3]), np.array([0, 1, 0], np.int32), words(["nato", "libya"]))
    >>> offsets, codes, *_ = select(tokens, np.array([False, True, True]))
    >>> offsets.tolist(), codes.tolist()
    ([0, 1, 2], [1, 0])
    """
    ends = np.concatenate([[0], np.cumsum(kept, dtype=np.int64)])
    return tokens._replace(offsets=ends[tokens.offsets], codes=tokens.codes[kept])


def rename(tokens: Codes, names: list[str | None]) -> Codes:
    """Each word of the vocabulary under its new name; words that come to share a name become one, None is dropped.

    >>> tokens = Codes(np.array([0, 2, 3]), np.array([0, 1, 2], np.int32), words(["libya", "libyan", "a"]))
    >>> offsets, codes, vocabulary, _ = rename(tokens, ["libya", "libya", None])
    >>> offsets.tolist(), codes.tolist(), vocabulary.tolist()
    ([0, 2, 2], [0, 0], ['libya'])
    """
    distinct = pa.array(names, pa.string()).dictionary_encode()  # None becomes null
    renumbered = distinct.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    codes = renumbered[tokens.codes] if len(names) else tokens.codes
    renamed = tokens._replace(codes=codes, vocabulary=distinct.dictionary.to_numpy(zero_copy_only=False))
    return select(renamed, codes >= 0) if (renumbered < 0).any() else renamed


def extended(vocabulary: np.ndarray, names: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """A vocabulary that holds `names` as well, and the code of each name; a name that is there already is not added.

    >>> extended(words(["un", "nato"]), ["un", "eu", "eu"])
    (array(['un', 'nato', 'eu'], dtype=object), array([0, 2, 2], dtype=int32))
    """
    if not isinstance(names, pa.Array):
        names = pa.array(names, pa.string())
    both = pa.concat_arrays([pa.array(vocabulary, pa.string()), names]).dictionary_encode()
    return both.dictionary.to_numpy(zero_copy_only=False), both.indices.to_numpy()[len(vocabulary) :]
