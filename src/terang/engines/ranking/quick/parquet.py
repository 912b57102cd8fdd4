"""A Parquet file from columns of whole numbers: for rows by the million, where every nanosecond of a row counts.

Written is what every reader knows: version 1 pages, plain or by a dictionary, in Zstandard.
Source: https://parquet.apache.org/docs/file-format/
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

import numpy as np
from numpy.typing import NDArray

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAGIC = b"PAR1"
LEVEL = 1
INT32, BYTES = 1, 6
PLAIN, RLE, BY_DICTIONARY = 0, 3, 8
UTF8, DECIMAL, ZSTD = 0, 5, 6
DATA_PAGE, DICTIONARY_PAGE = 0, 2
BYTE_SIZES = ((1 << 8, "<u1"), (1 << 16, "<u2"), (1 << 32, "<u4"))

Kind = Literal["text", "whole", "decimal"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column by its name; decimals are whole numbers in units of their last place."""

    name: str
    kind: Kind = "text"
    decimals: int = 0
    digits: int = 9

    @property
    def type(self) -> int:
        return BYTES if self.kind == "text" else INT32


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Texts that are numbered from 0: ready to be written, how many, the least and the greatest of them."""

    page: bytes
    count: int
    least: bytes
    most: bytes

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Dictionary:
        page = b"".join(struct.pack("<I", len(text)) + text for text in texts)
        return cls(page, len(texts), min(texts), max(texts))


@dataclass(frozen=True, slots=True)
class Cells:
    """A column of some rows: numbers, texts ready to be written, or numbers of texts in a dictionary.

    `there`: which rows have one, None for all; the values of the others are left out, except in ready texts.
    """

    values: NDArray[Any]
    there: NDArray[np.bool_] | None = None
    dictionary: Dictionary | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A column of a row group as it stands in the file, and what the end of the file says of it."""

    data: bytes
    before: int
    """Where its data page begins, behind the dictionary."""
    size: int
    """Bytes before they were compressed."""
    rows: int
    dictionary: Dictionary | None


def chunk_of(field: Field, cells: Cells, rows: int) -> Chunk:
    """A column of a row group, encoded and compressed."""
    values = cells.values if cells.there is None else cells.values[cells.there]
    if cells.dictionary is None:
        size = "u1" if field.kind == "text" else "<i4"
        page, begin, encoding = values.astype(size, copy=False).tobytes(), b"", PLAIN
    else:
        page, begin, encoding = (
            _numbered(values, cells.dictionary.count),
            _written(cells.dictionary),
            BY_DICTIONARY,
        )
    page = _levels(cells.there, rows) + page
    packed = zstd.compress(page, LEVEL)
    header = _struct(
        (1, DATA_PAGE),
        (2, len(page)),
        (3, len(packed)),
        (5, _struct((1, rows), (2, encoding), (3, RLE), (4, RLE))),
    )
    return Chunk(begin + header + packed, len(begin), len(page), rows, cells.dictionary)


def _written(dictionary: Dictionary) -> bytes:
    packed = zstd.compress(dictionary.page, LEVEL)
    header = _struct(
        (1, DICTIONARY_PAGE), (2, len(dictionary.page)), (3, len(packed)),
        (7, _struct((1, dictionary.count), (2, PLAIN))),
    )  # fmt: skip
    return header + packed


def _numbered(values: NDArray[Any], count: int) -> bytes:
    """Numbers of whole bytes, in one run of packed bits."""
    kind = next(kind for most, kind in BYTE_SIZES if count <= most)
    groups = -(-len(values) // 8)
    padded = np.zeros(8 * groups, kind)
    padded[: len(values)] = values
    return bytes([8 * padded.itemsize]) + _varint(groups << 1 | 1) + padded.tobytes()


def _levels(there: NDArray[np.bool_] | None, rows: int) -> bytes:
    """Which rows have a value: a run of ones, or one bit for each row."""
    if there is None:
        runs = _varint(rows << 1) + b"\x01"
    else:
        runs = _varint(-(-rows // 8) << 1 | 1) + np.packbits(there, bitorder="little").tobytes()
    return struct.pack("<I", len(runs)) + runs


class Writer:
    """A file that grows by row groups: `add` each, then `close`."""

    def __init__(self, file: IO[bytes], fields: Sequence[Field]) -> None:
        self.file, self.fields = file, fields
        self.groups: list[bytes] = []
        self.rows, self.at = 0, len(MAGIC)
        file.write(MAGIC)

    def add(self, chunks: Sequence[Chunk]) -> None:
        columns, start = [], self.at
        for field, chunk in zip(self.fields, chunks, strict=True):
            columns.append(_struct((2, self.at, "i64"), (3, self._column(field, chunk))))
            self.file.write(chunk.data)
            self.at += len(chunk.data)
        rows = chunks[0].rows
        self.groups.append(_struct((1, _list(columns)), (2, self.at - start, "i64"), (3, rows, "i64")))
        self.rows += rows

    def close(self) -> None:
        schema = [_struct((4, b"rows"), (5, len(self.fields))), *map(_schema, self.fields)]
        end = _struct(
            (1, 1), (2, _list(schema)), (3, self.rows, "i64"), (4, _list(self.groups)), (6, b"terang")
        )
        self.file.write(end + struct.pack("<I", len(end)) + MAGIC)

    def _column(self, field: Field, chunk: Chunk) -> bytes:
        known = chunk.dictionary
        encodings = [PLAIN, RLE] if known is None else [PLAIN, RLE, BY_DICTIONARY]
        more = (
            [] if known is None else [(11, self.at, "i64"), (12, _struct((5, known.most), (6, known.least)))]
        )
        return _struct(
            (1, field.type),
            (2, _list(encodings)),
            (3, _list([field.name.encode()])),
            (4, ZSTD),
            (5, chunk.rows, "i64"),
            (6, chunk.size, "i64"),
            (7, len(chunk.data), "i64"),
            (9, self.at + chunk.before, "i64"),
            *more,
        )


def _schema(field: Field) -> bytes:
    kind = {
        "text": [(6, UTF8)],
        "whole": [],
        "decimal": [(6, DECIMAL), (7, field.decimals), (8, field.digits)],
    }[field.kind]
    return _struct((1, field.type), (3, 1), (4, field.name.encode()), *kind)


# --- the compact protocol of Thrift, in which pages and the end of the file are described ---

I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12


class _Struct(bytes):
    """A structure as bytes."""


class _List(bytes):
    """A list as bytes."""


def _struct(*fields: Any) -> _Struct:
    """A structure of fields (number, value) or (number, value, "i64"), in the order of their numbers."""
    found, before = bytearray(), 0
    for number, value, *wide in fields:
        kind, data = _value(value, I64 if wide else I32)
        found += bytes([(number - before) << 4 | kind]) + data
        before = number
    return _Struct(bytes(found) + b"\x00")


def _list(items: Sequence[Any]) -> _List:
    pairs = [_value(one, I32) for one in items]
    kind = pairs[0][0] if pairs else STRUCT
    size = bytes([len(pairs) << 4 | kind]) if len(pairs) < 15 else bytes([0xF0 | kind]) + _varint(len(pairs))
    return _List(size + b"".join(data for _, data in pairs))


def _value(value: int | bytes, whole: int) -> tuple[int, bytes]:
    match value:
        case int():
            return whole, _varint(value << 1)
        case _Struct():
            return STRUCT, value
        case _List():
            return LIST, value
    return BINARY, _varint(len(value)) + value


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
