"""The figures behind one place, as exact text: what an explanation shows and a recomputation finds again."""

from decimal import Decimal
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.affirmations import added, affirm
from terang.core.rules.ranking import Ranked
from terang.core.rules.shortlist import Shortlisted
from terang.core.rules.thresholds import threshold_of
from terang.core.rules.totals import sums
from terang.stages.ranking.entrants import Entrant, Result
from terang.stages.vacancies.facts import VacancyFacts


def of_shortlist(
    norm: Norm, vacancy: VacancyFacts, one: Entrant, ranked: Shortlisted, around: dict[str, Any]
) -> dict[str, Any]:
    """Points of the first exam, the threshold met or missed, and how many go on."""
    return {
        **_first_exam(norm, one, ranked.total, ranked.total_100),
        "threshold": _threshold(norm, vacancy.kind, one),
        "slots": vacancy.slots,
        "times": norm.shortlist_rule.times,
        "quota": vacancy.slots * norm.shortlist_rule.times,
        **around,
    }


def of_final(
    norm: Norm, vacancy: VacancyFacts, one: Entrant, ranked: Ranked, around: dict[str, Any]
) -> dict[str, Any]:
    """Points of each exam, each weighted and each rounding, down to the score that ranks.

    Without a shortlist before it, also the threshold; without a second exam, nothing of one.
    """
    return {
        **_first_exam(norm, one, ranked.total, ranked.total_100),
        **({} if norm.shortlisting else {"threshold": _threshold(norm, vacancy.kind, one)}),
        **(_second_exam(norm, one, ranked) if norm.integration else {}),
        **({"alternatives": list(one.alternatives)} if norm.transfers else {}),
        "final": None if ranked.final is None else f"{ranked.final:f}",
        "slots": vacancy.slots,
        **around,
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


def _second_exam(norm: Norm, one: Entrant, ranked: Ranked) -> dict[str, Any]:
    return {
        "tests": [_test(each) for each in one.results],
        "knocked_out_by": list(one.combined.knocked_out_by),
        "second": None if ranked.second is None else plain(ranked.second),
        "steps": _steps(norm, ranked),
    }


def _threshold(norm: Norm, kind: str, one: Entrant) -> dict[str, Any]:
    wanted = threshold_of(norm, kind)
    found = norm.kind(kind)
    points = {} if one.parts is None else sums(norm, affirm(norm, one.parts, one.claims))
    least = dict(wanted.parts) | ({} if wanted.total is None else {norm.total.code: wanted.total})
    lines = [
        {
            "code": code,
            "minimum": str(minimum),
            "points": str(points.get(code, "")),
            "met": points.get(code, -1) >= minimum,
        }
        for code, minimum in least.items()
    ]
    return {"kind": kind, "article": found.article, "confirmed": found.confirmed, "lines": lines}


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


def _steps(norm: Norm, ranked: Ranked) -> list[dict[str, str]]:
    """Each rounding as the norm orders it: what went in, what came out."""
    if ranked.final is None or ranked.total is None or ranked.second is None or ranked.total_100 is None:
        return []
    first, second, decimals = norm.weights.first, norm.weights.second, norm.weights.decimals
    merged = ranked.total_100 * first + ranked.second * second
    return [
        {
            "key": f"{norm.total.code}_100",
            "from": f"{ranked.total} / {norm.total.maximum} × 100",
            "to": f"{ranked.total_100:f}",
            "decimals": str(decimals),
        },
        {
            "key": "final",
            "from": f"{plain(first)} × {ranked.total_100:f} + {plain(second)} × {plain(ranked.second)} = {plain(merged)}",
            "to": f"{ranked.final:f}",
            "decimals": str(decimals),
        },
    ]
