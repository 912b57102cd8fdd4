"""The chain of a norm as whole numbers, the greater the better, packed side by side into words of 64 bits.

Comparing two words is comparing all of their keys, the first one first. A key that somebody may lack (`gpa`,
`born_on`) begins a word of its own, so that the words before it are exactly what makes people equal when it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from terang.core.norms import Norm
from terang.engines.tables.expected import MILLIONTHS

LACKING = ("gpa", "born_on")
"""Keys that somebody may lack."""
LAST_DAY = (1 << 17) - 1
"""Days since 1900 fit below: until the year 2258."""
WORD_BITS = 62
INTEGER_BITS = 32


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a chain: its SQL as a whole number from 0 to below 2**bits; `above` bits follow it in its word."""

    code: str
    sql: str
    bits: int
    above: int = 0

    @property
    def placed(self) -> str:
        """Its SQL as a part of its word."""
        return f"({self.sql}::BIGINT << {self.above})" if self.above else f"{self.sql}::BIGINT"

    def differs(self, word: str, other: str) -> str:
        """SQL: whether two words differ in this key or in one before it."""
        return (
            f"({word} >> {self.above}) <> ({other} >> {self.above})" if self.above else f"{word} <> {other}"
        )


@dataclass(frozen=True, slots=True)
class Word:
    """Keys that are compared as one number; `lacks` is the key at its beginning that somebody may lack."""

    name: str
    keys: tuple[Key, ...]

    @property
    def sql(self) -> str:
        return " | ".join(key.placed for key in self.keys) or "0"

    @property
    def type(self) -> str:
        return "INTEGER" if sum(key.bits for key in self.keys) < INTEGER_BITS else "BIGINT"

    @property
    def lacks(self) -> str | None:
        return self.keys[0].code if self.keys and self.keys[0].code in LACKING else None


def keys_of(norm: Norm, chain: Sequence[str]) -> list[Key]:
    """The keys of a chain, one by one."""
    sums = _most(norm)
    return [_key(norm, code, sums) for code in chain]


def words(norm: Norm, chain: Sequence[str]) -> tuple[Word, ...]:
    """The words of a chain. The first may be empty where the chain begins with a key that somebody may lack."""
    groups: list[list[Key]] = [[]]
    for key in keys_of(norm, chain):
        if key.code in LACKING or sum(one.bits for one in groups[-1]) + key.bits > WORD_BITS:
            groups.append([])
        groups[-1].append(key)
    return tuple(Word(f"w{number}", _side_by_side(keys)) for number, keys in enumerate(groups))


def _side_by_side(keys: Sequence[Key]) -> tuple[Key, ...]:
    placed, above = [], 0
    for key in reversed(keys):
        placed.append(Key(key.code, key.sql, key.bits, above))
        above += key.bits
    return tuple(reversed(placed))


def _key(norm: Norm, code: str, sums: Mapping[str, int]) -> Key:
    if code == "gpa":
        return Key(code, "gpa", (100 * MILLIONTHS).bit_length())
    if code == "born_on":
        return Key(code, f"({LAST_DAY} - born_on)", LAST_DAY.bit_length())
    if code == "priority":
        return Key(code, "priority", len(norm.priority).bit_length())
    return Key(code, f'"{code}"' if code != "final" else "merged", sums[code].bit_length())


def _most(norm: Norm) -> dict[str, int]:
    """The greatest value of each sum, and of the merged score as a whole number."""
    each = {part.code: part.maximum for part in norm.parts}
    together = {one.code: sum(each[code] for code in one.parts) for one in norm.groups.values()}
    merged = norm.total.maximum if norm.integration is None else 100 * 10**norm.integration.decimals
    return {**each, **together, norm.total.code: norm.total.maximum, "final": merged}
