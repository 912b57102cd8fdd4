"""From competitors to places: the rules of the norm applied, and every figure on the way kept as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.stages.ranking import figures
from terang.stages.ranking.entrants import Entrant, Field
from terang.stages.ranking.states import Stage
from terang.stages.vacancies.facts import VacancyFacts


@dataclass(frozen=True)
class Placed:
    """One competitor's place, outcome and figures; as it will stand in the edition."""

    entrant: Entrant
    vacancy: VacancyFacts
    place: int | None
    sharing: int
    outcome: str
    decided_by: str
    figures: dict[str, Any] = field(default_factory=dict)


def place_everybody(norm: Norm, stage: str, there: Field) -> list[Placed]:
    """All vacancies by code, in each by place, then those without a place."""
    place = place_shortlist if stage == Stage.SHORTLIST else place_final
    return [
        one for vacancy in there.vacancies for one in place(norm, vacancy, there.entrants.get(vacancy.id, ()))
    ]


def place_shortlist(norm: Norm, vacancy: VacancyFacts, entrants: Sequence[Entrant]) -> list[Placed]:
    """Who goes on to the second tests of one vacancy."""
    by_pid = {one.pid: one for one in entrants}
    scores = [BasicScore(one.pid, one.parts, one.claims) for one in entrants]
    ranked = shortlist(norm, vacancy.kind, vacancy.slots, scores)
    return [
        Placed(
            by_pid[one.id], vacancy, one.place, one.sharing, one.outcome, one.decided_by,
            figures.of_shortlist(norm, vacancy, by_pid[one.id], one),
        )
        for one in ranked
    ]  # fmt: skip


def place_final(norm: Norm, vacancy: VacancyFacts, entrants: Sequence[Entrant]) -> list[Placed]:
    """Who is chosen for one vacancy."""
    by_pid = {one.pid: one for one in entrants}
    ranked = final(norm, vacancy.slots, [final_score_of(one) for one in entrants], kind=vacancy.kind)
    return [
        Placed(
            by_pid[one.id], vacancy, one.place, one.sharing, one.outcome, one.decided_by,
            figures.of_final(norm, vacancy, by_pid[one.id], one),
        )
        for one in ranked
    ]  # fmt: skip


def final_score_of(one: Entrant) -> FinalScore:
    """What this competitor brings, as the rule takes it."""
    return FinalScore(
        one.pid, one.parts, one.combined.score, one.knocked_out, one.gpa, one.born_on, one.claims, one.priority
    )  # fmt: skip
