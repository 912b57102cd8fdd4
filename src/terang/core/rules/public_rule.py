"""The rule of one vacancy as the public log fixes it: what anybody needs to rank its people again, as data.

Source: terang-log/1 section 9. It is made from the pinned norm and the vacancy, and never written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from terang.core.norms import Kind, Norm
from terang.core.rules.second_tests import WHOLE, SecondTest
from terang.core.rules.thresholds import minima

Said = dict[str, object]
SCALE = 3
"""Decimals of a second test: those of exams are rounded to three, those of panels have two."""


def second_code(norm: Norm, number: int) -> str:
    """What the rule calls the second test with this number, from 1: `skb_1`."""
    return f"{norm.weights.code}_{number}"


def name_of(norm_id: str, vacancy: str) -> str:
    """How the rule of a vacancy is called."""
    return f"{norm_id}/{vacancy}"


def exam_name(number: int) -> str:
    """How the log calls an exam: the first one (0), or the second test with this number.

    >>> exam_name(0), exam_name(2)
    ('first', 'second-2')
    """
    return f"second-{number}" if number else "first"


def written(points: Decimal) -> str:
    """Points of a second test as they are committed and opened.

    >>> written(Decimal("77.5"))
    '77.500'
    """
    return f"{points:.{SCALE}f}"


def first_value(norm: Norm, parts: Mapping[str, int] | None) -> Said:
    """What is committed and opened of the first exam; without points where somebody was absent.

    >>> from terang.core import norms
    >>> first_value(norms.load("cpns-2024"), {"twk": 65, "tiu": 80, "tkp": 166})
    {'c': {'twk': '65', 'tiu': '80', 'tkp': '166', 'skd': '311'}}
    """
    if parts is None:
        return {"c": {}}
    return {
        "c": {**{code: str(points) for code, points in parts.items()}, norm.total.code: str(sum(parts.values()))}
    }  # fmt: skip


def second_value(norm: Norm, number: int, points: Decimal | None) -> Said:
    """The same of the second test with this number."""
    return {"c": {} if points is None else {second_code(norm, number): written(points)}}


def public_rule(norm: Norm, *, code: str, kind: str, slots: int, tests: Sequence[SecondTest]) -> Said:
    """The rule of the vacancy `code`: components, marks, shortlist, order, rounding, slots.

    tests: the second tests in the order of the announcement. What the format can't express is named in `beyond`; a
    verifier computes no ranking by such a rule, and says why.

    >>> from terang.core import norms
    >>> one = SecondTest("cat", Decimal(100))
    >>> rule = public_rule(norms.load("cpns-2024"), code="V1", kind="UMUM", slots=2, tests=[one])
    >>> [(part["c"], part["weight"]) for part in rule["components"]], rule["order"][:2]
    ([('skd', 4000), ('skb_1', 6000)], ['final', 'skd'])
    """
    found = norm.kind(kind)
    said: Said = {
        "v": 1,
        "id": name_of(norm.id, code),
        "norm": {"id": norm.id, "sha256": norm.content_hash},
        "kind": kind,
        "components": [_first(norm), *_second(norm, tests)],
        "order": list(norm.final_chain),
        "decimals": 0 if norm.integration is None else norm.weights.decimals,
        "order_on": "rounded",
        "slots": slots,
    }
    if norm.integration is None:
        said["final"] = "total"
    if norm.groups:
        said["groups"] = {one.code: list(one.parts) for one in norm.groups.values()}
    if found.threshold is not None:
        least = {name: str(points) for name, points in minima(norm, found.threshold).items()}
        said["thresholds"] = [{"kind": kind, "min": least}]
    if norm.shortlisting is not None:
        rule = norm.shortlisting
        said["shortlist"] = {"factor": rule.times, "order": list(rule.chain), "ties": "all"}
    if norm.transfers:
        said["transfers"] = [one.code for one in norm.transfers]
    if beyond := _beyond(norm, found):
        said["beyond"] = beyond
    return said


def _first(norm: Norm) -> Said:
    weight = {"weight": 1} if norm.integration is None else _weighed(norm.weights.first)
    rounded = {} if norm.integration is None else {"round": norm.weights.decimals}
    parts = {one.code: str(one.maximum) for one in norm.parts}
    return {
        "c": norm.total.code,
        "scale": 0,
        "max": str(norm.total.maximum),
        "parts": parts,
        **weight,
        **rounded,
    }


def _second(norm: Norm, tests: Sequence[SecondTest]) -> list[Said]:
    if norm.integration is None:
        return []
    return [_test(norm, number, one) for number, one in enumerate(tests, start=1)]


def _test(norm: Norm, number: int, one: SecondTest) -> Said:
    least = one.knockout_minimum if one.knockout else None
    return {
        "c": second_code(norm, number),
        "scale": SCALE,
        "max": written(WHOLE),
        **_weighed(norm.weights.second * one.weight / WHOLE),
        **({} if least is None else {"pass": written(least)}),
    }


def _weighed(share: Decimal) -> Said:
    """A share of the whole in ten-thousandths. Refused: ValueError for a finer one."""
    units = share * 10_000
    if units != int(units):
        raise ValueError(f"a weight of {share} is finer than a ten-thousandth")
    return {"weight": int(units)}


def _beyond(norm: Norm, kind: Kind) -> list[str]:
    """What decides beside scores and marks, and stays closed or has no form here."""
    named = {
        "affirmations": bool(norm.affirmations),
        "priority": bool(norm.priority),
        "fallback": kind.fallback is not None,
        "threshold_unknown": kind.threshold is None,
        "weights": norm.integration is not None and norm.weights.first + norm.weights.second != 1,
    }
    return [name for name, holds in named.items() if holds]
