"""The figures behind one place, as exact text: what a card is made from and a recomputation finds again."""

from decimal import Decimal
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.affirmations import added
from terang.core.rules.ranking import Ranked
from terang.core.rules.shortlist import Shortlisted
from terang.stages.ranking.entrants import Entrant, Result
from terang.stages.vacancies.facts import VacancyFacts


def of_shortlist(norm: Norm, vacancy: VacancyFacts, one: Entrant, ranked: Shortlisted) -> dict[str, Any]:
    """Points of the first exam."""
    return {**_first_exam(norm, one, ranked.total, ranked.total_100), "slots": vacancy.slots}


def of_final(norm: Norm, vacancy: VacancyFacts, one: Entrant, ranked: Ranked) -> dict[str, Any]:
    """Points of each exam and the score that ranks; without a second exam, nothing of one."""
    return {
        **_first_exam(norm, one, ranked.total, ranked.total_100),
        **(_second_exam(one, ranked) if norm.integration else {}),
        **({"alternatives": list(one.alternatives)} if norm.transfers else {}),
        "final": None if ranked.final is None else f"{ranked.final:f}",
        "slots": vacancy.slots,
    }


def group_of(norm: Norm, priority: str) -> str:
    """The label of a priority group; of the last one where nobody's claim was confirmed; empty without groups."""
    labels = {group.code: group.label for group in norm.priority}
    return labels.get(priority) or (norm.priority[-1].label if norm.priority else "")


def plain(value: Decimal) -> str:
    """A decimal without idle zeros at its end.

    >>> plain(Decimal("77.500")), plain(Decimal("80.00")), plain(Decimal("0.0"))
    ('77.5', '80', '0')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _first_exam(norm: Norm, one: Entrant, total: int | None, hundred: Decimal | None) -> dict[str, Any]:
    claims = [_claim(norm, each.code, each.target, each.points) for each in added(norm, one.claims)]
    return {
        **({"priority": one.priority, "group": group_of(norm, one.priority)} if norm.priority else {}),
        **({"claims": claims} if claims else {}),
        "parts": {} if one.parts is None else {code: str(one.parts[code]) for code in norm.part_codes},
        "total": None if total is None else str(total),
        "total_100": None if hundred is None else f"{hundred:f}",
    }


def _claim(norm: Norm, code: str, target: str, points: Decimal) -> dict[str, str]:
    return {
        "code": code, "label": norm.affirmations[code].label, "target": target, "points": plain(points),
        "article": norm.cite(f"affirmations.{code}.percent").reference,
    }  # fmt: skip


def _second_exam(one: Entrant, ranked: Ranked) -> dict[str, Any]:
    return {
        "tests": [_test(each) for each in one.results],
        "knocked_out_by": list(one.combined.knocked_out_by),
        "second": None if ranked.second is None else plain(ranked.second),
    }


def _test(one: Result) -> dict[str, Any]:
    weight = one.test.weight or Decimal(0)
    said: dict[str, Any] = {
        "id": one.test.id, "title": one.test.title, "kind": one.test.kind, "weight": plain(weight),
        "points": None if one.points is None else plain(one.points), "absent": one.absent,
    }  # fmt: skip
    if one.points is not None:
        said["product"] = plain(weight * one.points / 100)
    if one.test.knockout and one.test.knockout_minimum is not None:
        said["knockout_minimum"] = plain(one.test.knockout_minimum)
    return said
