"""Parquet tables."""

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.readers import _columns, _nested
from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "Parquet"


def fits(file: File) -> bool:
    """Whether it begins as Parquet files do."""
    return file.data.startswith(b"PAR1")


def read(file: File, record: Record) -> Iterator[dict]:
    """The rows as articles, numbered from 1."""
    try:
        parquet = pq.ParquetFile(io.BytesIO(file.data))
        size = sum(parquet.metadata.row_group(i).total_byte_size for i in range(parquet.metadata.num_row_groups))
        if size > file.options.limits["unpacked_bytes"]:
            raise Unreadable("archive is huge", f"{size / 1e6:,.0f} MB when unpacked")
        table = parquet.read()
        table.validate(full=True)  # texts that are no UTF-8 would else fail far from here
        frame = table.to_pandas(ignore_metadata=True)  # which is JSON of pandas, and may be damaged, too
    except Unreadable:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise Unreadable("file is damaged", error) from None
    frame = frame.drop(columns=[name for name in frame if name.startswith("__index_level_")])  # an index without a name
    yield from _columns.articles(_nested.flat(frame), np.arange(1, len(frame) + 1), file, record)
