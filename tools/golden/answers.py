"""What the rules say to a case, in plain JSON: integers, and decimals as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from terang.core.norms import Norm
from terang.core.rules import second_tests
from terang.core.rules.ranking import FinalScore, Ranked, final, final_score
from terang.core.rules.rounding import total_100
from terang.core.rules.scoring import score
from terang.core.rules.second_tests import SecondTest
from terang.core.rules.shortlist import BasicScore, Shortlisted, shortlist
from terang.core.rules.transfers import Consent, Person, Vacancy, fill

Case = dict[str, Any]
REFUSED: Case = {"refused": True}


def answer(norm: Norm, topic: str, case: Case) -> Case:
    """The answer of the rules, or that they refuse."""
    try:
        return TOPICS[topic](norm, case)
    except ValueError:
        return REFUSED


def _shortlist(norm: Norm, case: Case) -> Case:
    people = [BasicScore(one["id"], one["parts"], frozenset(one.get("claims", ()))) for one in case["people"]]
    return {"rows": [_shortlisted(one) for one in shortlist(norm, case["kind"], case["slots"], people)]}


def _shortlisted(one: Shortlisted) -> Case:
    below = None
    if one.verdict is not None:
        below = {short.part_or_total: [short.points, short.minimum] for short in one.verdict.shortfalls}
    return {
        "id": one.id,
        "place": one.place,
        "total": one.total,
        "total_100": _as_rounded(one.total_100),
        "outcome": one.outcome,
        "decided_by": one.decided_by,
        "sharing": one.sharing,
        "below": below,
    }


def _final(norm: Norm, case: Case) -> Case:
    people = [_score(one) for one in case["people"]]
    return {"rows": [_ranked(one) for one in final(norm, case["slots"], people, kind=case["kind"])]}


def _ranked(one: Ranked) -> Case:
    return {
        "id": one.id,
        "place": one.place,
        "total": one.total,
        "total_100": _as_rounded(one.total_100),
        "second": _shortest(one.second),
        "final": _as_rounded(one.final),
        "outcome": one.outcome,
        "decided_by": one.decided_by,
        "sharing": one.sharing,
    }


def _transfers(norm: Norm, case: Case) -> Case:
    vacancies = {code: Vacancy(code, **one) for code, one in case["vacancies"].items()}
    people = {one["id"]: Person(_score(one), one["vacancy"], _consent(one)) for one in case["people"]}
    ranked: dict[str, Sequence[Ranked]] = {
        code: final(
            norm, one.slots, [each.score for each in people.values() if each.vacancy == code], kind=one.kind
        )
        for code, one in vacancies.items()
    }
    distances = {(here, there): km for here, there, km in case["distances"]}
    moves = fill(norm, vacancies, ranked, people, distances)
    return {
        "moves": [
            {
                "id": one.id,
                "vacancy": one.vacancy,
                "target": one.target,
                "step": one.step,
                "outcome": one.outcome,
            }
            for one in moves
        ]
    }


def _integrate(norm: Norm, case: Case) -> Case:
    merged = final_score(norm, case["total"], Decimal(case["second"]))
    return {"total_100": _as_rounded(total_100(norm, case["total"])), "final": _as_rounded(merged)}


def _scored(norm: Norm, case: Case) -> Case:
    return {"points": score(norm, case["answers"])}


def _combined(norm: Norm, case: Case) -> Case:
    points = {key: _decimal(one) for key, one in case["points"].items()}
    found = second_tests.combine(_tests(case), points)
    return {
        "score": _shortest(found.score),
        "knocked_out_by": list(found.knocked_out_by),
        "missing": list(found.missing),
    }


def _planned(norm: Norm, case: Case) -> Case:
    return {"allowed": not second_tests.check_plan(norm, case["agency_kind"], _tests(case))}


def _tests(case: Case) -> list[SecondTest]:
    return [
        SecondTest(
            one["kind"],
            Decimal(one["weight"]),
            knockout=one.get("knockout", False),
            knockout_minimum=_decimal(one.get("minimum")),
            code=one.get("code", ""),
        )
        for one in case["tests"]
    ]


def _score(one: Case) -> FinalScore:
    return FinalScore(
        one["id"],
        one["parts"],
        _decimal(one.get("second")),
        knocked_out=one.get("knocked_out", False),
        gpa=_decimal(one.get("gpa")),
        born_on=date.fromisoformat(one["born_on"]) if "born_on" in one else None,
        claims=frozenset(one.get("claims", ())),
        priority=one.get("priority", ""),
    )


def _consent(one: Case) -> Consent:
    return Consent(tuple(one.get("alternatives", ())), one.get("within_km"))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _as_rounded(value: Decimal | None) -> str | None:
    """With as many decimals as the rounding gave it."""
    return None if value is None else format(value, "f")


def _shortest(value: Decimal | None) -> str | None:
    """Without zeros at the end."""
    return None if value is None else format(value.normalize(), "f")


TOPICS: dict[str, Callable[[Norm, Case], Case]] = {
    "shortlist": _shortlist,
    "final": _final,
    "transfers": _transfers,
    "integrate": _integrate,
    "score": _scored,
    "combine": _combined,
    "plan": _planned,
}
