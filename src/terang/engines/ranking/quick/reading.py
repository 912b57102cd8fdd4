"""The applicants of a table as columns of whole numbers, batch by batch: DuckDB reads, checks and adds affirmations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import nanoarrow
import numpy as np
from numpy.typing import NDArray

from terang.engines.ranking.quick.points import Column
from terang.engines.ranking.quick.texts import NotPlain, Words, words_of
from terang.engines.tables.bulk import Database

BUFFER = "32MB"
"""What DuckDB reads ahead, so that it need not wait."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows: their texts as words, and all other columns."""

    texts: Mapping[str, list[Words]]
    columns: Mapping[str, Column]


def batches(database: Database, query: str) -> Iterator[Any]:
    """The rows of a query as Arrow gives them, in whatever order they are read."""
    database.execute(f"SET streaming_buffer_size = '{BUFFER}'; SET preserve_insertion_order = false")
    try:
        yield from nanoarrow.c_array_stream(database.sql(query))
    finally:
        database.execute("RESET preserve_insertion_order; RESET streaming_buffer_size")


def unpacked(batch: Any) -> Batch:
    """A batch as numpy sees it. Refused: NotPlain where SQL must judge a text."""
    texts, columns = {}, {}
    for column in batch.children:
        if column.schema.format == "u":
            texts[column.schema.name] = _text(column)
        else:
            columns[column.schema.name] = _column(column)
    return Batch(texts, columns)


def _text(column: Any) -> list[Words]:
    view = column.view()
    if view.null_count:
        raise NotPlain
    _, offsets, data = view.buffers
    here = slice(view.offset, view.offset + column.length + 1)
    return words_of(np.asarray(offsets)[here], np.asarray(data).view(np.uint8))


def _column(column: Any) -> Column:
    view = column.view()
    valid, values = view.buffers
    here = slice(view.offset, view.offset + column.length)
    return Column(np.asarray(values)[here], _lacking(valid, view.null_count, here))


def _lacking(valid: Any, nulls: int, here: slice) -> NDArray[np.bool_]:
    if not nulls:
        return np.zeros(here.stop - here.start, bool)
    bits = np.unpackbits(np.asarray(valid).view(np.uint8), count=here.stop, bitorder="little")
    lacking: NDArray[np.bool_] = bits[here] == 0
    return lacking
