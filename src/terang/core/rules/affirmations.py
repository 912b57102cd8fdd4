"""Points that the norm adds for a proven claim, before any threshold is tested."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from terang.core.norms import Affirmation, Norm
from terang.core.sentences import Sentence

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Added:
    """What one claim gives to a part or to the second exam, before the maximum caps it."""

    code: str
    target: str
    points: Decimal


def affirm(norm: Norm, parts: Mapping[str, int], claims: Collection[str]) -> dict[str, int]:
    """The points of the parts with what the claims add; claims add up, but never beyond a part's maximum.

    Refused: ValueError for a claim that the norm does not know.
    Source: PermenPANRB 28/2021 Ps. 28; tests/law/pppk.toml.

    >>> from terang.core import norms
    >>> guru = norms.load("pppk-guru-2021")
    >>> rest = {"manajerial": 70, "sosiokultural": 70, "wawancara": 30}
    >>> affirm(guru, {"teknis": 300, **rest}, {"DISABILITAS"})["teknis"]
    350
    >>> affirm(guru, {"teknis": 450, **rest}, {"DISABILITAS", "USIA_35"})["teknis"]
    500
    """
    given = dict(parts)
    for one in added(norm, claims):
        if one.target in given:
            given[one.target] = min(given[one.target] + int(one.points), norm.part(one.target).maximum)
    return given


def affirm_second(norm: Norm, second: Decimal | None, claims: Collection[str]) -> Decimal | None:
    """The same for the points of the second exam, 0 to 100; None where the candidate was absent.

    Source: BKN's example of 2018: a linear educator certificate is the full SKB.

    >>> from terang.core import norms
    >>> affirm_second(norms.load("cpns-2018"), Decimal(75), {"SERDIK"})
    Decimal('100')
    """
    if second is None or norm.integration is None:
        return second
    more = sum(one.points for one in added(norm, claims) if one.target == norm.integration.code)
    return min(second + more, WHOLE)


def added(norm: Norm, claims: Collection[str]) -> tuple[Added, ...]:
    """What each claim gives, in the order of the norm.

    >>> from terang.core import norms
    >>> added(norms.load("pppk-guru-2021"), {"USIA_35"})
    (Added(code='USIA_35', target='teknis', points=Decimal('75')),)
    """
    unknown = set(claims) - norm.affirmations.keys()
    if unknown:
        raise ValueError(
            Sentence("The norm %(norm)s has no affirmation %(claim)s.", norm=norm.id, claim=min(unknown))
        )
    return tuple(_added(norm, one) for code, one in norm.affirmations.items() if code in claims)


def _added(norm: Norm, one: Affirmation) -> Added:
    maxima = {part.code: part.maximum for part in norm.parts}
    return Added(one.code, one.target, maxima.get(one.target, WHOLE) * one.percent / WHOLE)
