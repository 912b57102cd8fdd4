"""Canonical JSON: the one way in which leaves, openings and decisions are written as bytes.

Source: terang-log/1 section 2, a subset of RFC 8785 (JCS).
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = "str | bool | int | list[Json] | dict[str, Json]"

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 8
LONGEST_LEAF = 16_384
KEY = re.compile(r"[a-z0-9_]+\Z")


class NotCanonical(ValueError):
    """The value, or the bytes, are outside the canonical subset."""


def encode(value: object) -> bytes:
    r"""Write a value as its only permitted bytes.

    Refused: NotCanonical for null, floats, odd keys, unnormalised text, too deep or too large numbers.

    >>> encode({"b": [1, True], "a": "ä"})
    b'{"a":"\xc3\xa4","b":[1,true]}'
    """
    _check(value, depth=1)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("lone surrogate") from error


def decode(data: bytes) -> Json:
    """Read canonical bytes; anything that encode would not have written is refused.

    >>> decode(b'{"a": 1}')
    Traceback (most recent call last):
    ...
    terang.core.ledger.canonical.NotCanonical: bytes are not canonical
    """
    try:
        value: Json = json.loads(data.decode())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotCanonical("bytes are not JSON") from error
    if encode(value) != data:
        raise NotCanonical("bytes are not canonical")
    return value


def _check(value: object, *, depth: int) -> None:
    if depth > DEEPEST:
        raise NotCanonical(f"deeper than {DEEPEST} levels")
    match value:
        case bool():
            return
        case str() | int():
            _check_plain(value)
        case list() | tuple():
            for item in value:
                _check(item, depth=depth + 1)
        case Mapping():
            _check_keys(value)
            for item in value.values():
                _check(item, depth=depth + 1)
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _check_plain(value: str | int) -> None:
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        raise NotCanonical("integer beyond 2^53-1")
    if isinstance(value, str) and not unicodedata.is_normalized("NFC", value):
        raise NotCanonical("text is not NFC-normalised")


def _check_keys(value: Mapping[object, object]) -> None:
    for key in value:
        if not isinstance(key, str) or not KEY.match(key):
            raise NotCanonical(f"key {key!r} outside [a-z0-9_]+")
