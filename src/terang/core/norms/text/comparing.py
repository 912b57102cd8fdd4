"""Two norms beside each other: what differs, and what only one of them has."""

from __future__ import annotations

from dataclasses import dataclass

from terang.core.norms.text import Text, Value


@dataclass(frozen=True, slots=True)
class Pair:
    """One value of both norms."""

    a: Value
    b: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differing`: other values; `cited_otherwise`: the same value by another article; `same`: how many are wholly the same."""

    differing: tuple[Pair, ...]
    only_a: tuple[Value, ...]
    only_b: tuple[Value, ...]
    cited_otherwise: tuple[Pair, ...]
    same: int


def compare(a: Text, b: Text) -> Comparison:
    """Compare the values as the norms have them, whatever they are called.

    >>> from terang.core import norms
    >>> found = compare(Text(norms.load("cpns-2019")), Text(norms.load("cpns-2024")))
    >>> [(pair.a.given, pair.b.given) for pair in found.differing if pair.a.path == "parts.tkp.questions"]
    [(35, 45)]
    """
    both = [Pair(value, b.values[path]) for path, value in a.values.items() if path in b.values]
    equal = [pair for pair in both if pair.a.given == pair.b.given]
    moved = tuple(pair for pair in equal if _article(pair.a) != _article(pair.b))
    return Comparison(
        differing=tuple(pair for pair in both if pair.a.given != pair.b.given),
        only_a=tuple(value for path, value in a.values.items() if path not in b.values),
        only_b=tuple(value for path, value in b.values.items() if path not in a.values),
        cited_otherwise=moved,
        same=len(equal) - len(moved),
    )


def _article(value: Value) -> str:
    return value.cited.article if value.cited else ""
