"""The sums of the first exam that a threshold or a chain may name: parts, groups of parts, the whole."""

from __future__ import annotations

from collections.abc import Mapping

from terang.core.norms import Norm


def sums(norm: Norm, parts: Mapping[str, int]) -> dict[str, int]:
    """The points of each part, of each group of parts and of the whole exam, by code.

    >>> from terang.core import norms
    >>> four = {"teknis": 320, "manajerial": 80, "sosiokultural": 70, "wawancara": 30}
    >>> found = sums(norms.load("pppk-2024"), four)
    >>> found["mansos"], found["cat"]
    (150, 500)
    """
    groups = {one.code: sum(parts[code] for code in one.parts) for one in norm.groups.values()}
    return {**parts, **groups, norm.total.code: total(norm, parts)}


def total(norm: Norm, parts: Mapping[str, int]) -> int:
    """The points of the whole exam."""
    return sum(parts[code] for code in norm.part_codes)
