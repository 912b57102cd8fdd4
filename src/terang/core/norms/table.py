"""Reading one table of a norm file: every value must name its article, and nothing may be left over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from terang.core.norms.shape import Cited, NormError
from terang.core.sentences import Sentence

CITATION = {"value", "article", "source", "confirmed"}


class Table:
    """A table of a norm file at a path; each value taken from it is remembered with its citation."""

    def __init__(self, raw: Mapping[str, Any], path: str, taken: list[Cited]) -> None:
        self.raw, self.path, self.taken = raw, path, taken
        self.read: set[str] = set()

    def refuse(self, key: str, why: str) -> NormError:
        return NormError(Sentence("Norm value %(path)s %(why)s.", path=self._at(key), why=why))

    def plain(self, key: str, kind: type) -> Any:
        """A value that needs no article: an id, a label, a date of the file itself."""
        if key not in self.raw:
            raise self.refuse(key, "is missing")
        self.read.add(key)
        return self._typed(key, self.raw[key], kind)

    def take(self, key: str, kind: type) -> Any:
        """A value that the law or the agency fixes; refused without its citation."""
        return self.cited(key, kind).value

    def maybe(self, key: str, kind: type) -> Any:
        """Like `take`, or None where the norm is silent."""
        return self.take(key, kind) if key in self.raw else None

    def cited(self, key: str, kind: type) -> Cited:
        raw = self.plain(key, dict)
        missing, odd = CITATION - raw.keys(), raw.keys() - CITATION - {"own_choice"}
        if missing or odd:
            raise self.refuse(
                key, f"lacks {', '.join(sorted(missing))}" if missing else f"has an unknown {min(odd)}"
            )
        value = self._typed(key, raw["value"], kind)
        value = MappingProxyType(value) if kind is dict else value
        for name in ("article", "source"):
            if not isinstance(raw[name], str) or not raw[name].strip():
                raise self.refuse(key, f"has no {name}")
        for name in ("confirmed", "own_choice"):
            if not isinstance(raw.get(name, False), bool):
                raise self.refuse(key, f"says neither true nor false for {name}")
        one = Cited(
            self._at(key),
            value,
            raw["article"],
            raw["source"],
            raw["confirmed"],
            raw.get("own_choice", False),
        )
        self.taken.append(one)
        return one

    def table(self, key: str) -> Table:
        return Table(self.plain(key, dict), self._at(key), self.taken)

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every table inside this one, in the order of the file."""
        for key in self.raw:
            if key not in self.read and isinstance(self.raw[key], dict):
                yield key, self.table(key)

    def done(self) -> None:
        """Nothing is left unread: a misspelt key is refused, never ignored."""
        left = [key for key in self.raw if key not in self.read]
        if left:
            raise self.refuse(left[0], "is not known")

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def _typed(self, key: str, value: Any, kind: type) -> Any:
        if kind is Decimal and type(value) is int:
            return Decimal(value)
        if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        if type(value) is not kind:
            raise self.refuse(key, f"is a {type(value).__name__}, not a {kind.__name__}")
        return value
