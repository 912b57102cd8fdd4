"""From competitors to places: the rules of the norm applied, and every figure on the way kept as text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm
from terang.core.rules.openness import scores_are_public
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.rounding import total_100
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.core.rules.totals import sums
from terang.stages.ranking import figures
from terang.stages.ranking.entrants import Entrant, Field
from terang.stages.ranking.neighbours import Line, with_neighbours
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
    lines = [
        Line(one.id, one.place, one.outcome, values_of(norm, by_pid[one.id]) if one.place else {})
        for one in ranked
    ]
    shown = scores_are_public(vacancy.kind, len(entrants))
    around = with_neighbours(
        lines, chain=norm.shortlist_rule.chain, chosen=norm.codes["shortlist"].chosen, open_scores=shown
    )
    return [
        Placed(
            by_pid[one.id], vacancy, one.place, one.sharing, one.outcome, one.decided_by,
            figures.of_shortlist(norm, vacancy, by_pid[one.id], one, around[one.id]),
        )
        for one in ranked
    ]  # fmt: skip


def place_final(norm: Norm, vacancy: VacancyFacts, entrants: Sequence[Entrant]) -> list[Placed]:
    """Who is chosen for one vacancy."""
    by_pid = {one.pid: one for one in entrants}
    ranked = final(norm, vacancy.slots, [final_score_of(one) for one in entrants], kind=vacancy.kind)
    lines = [
        Line(one.id, one.place, one.outcome, {**values_of(norm, by_pid[one.id]), "final": one.final})
        if one.place
        else Line(one.id, None, one.outcome, {})
        for one in ranked
    ]
    shown = scores_are_public(vacancy.kind, len(entrants))
    around = with_neighbours(
        lines, chain=norm.final_chain, chosen=norm.codes["final"].chosen, open_scores=shown
    )
    return [
        Placed(
            by_pid[one.id], vacancy, one.place, one.sharing, one.outcome, one.decided_by,
            figures.of_final(norm, vacancy, by_pid[one.id], one, around[one.id]),
        )
        for one in ranked
    ]  # fmt: skip


def final_score_of(one: Entrant) -> FinalScore:
    """What this competitor brings, as the rule takes it."""
    return FinalScore(
        one.pid, one.parts, one.combined.score, one.knocked_out, one.gpa, one.born_on, one.claims, one.priority
    )  # fmt: skip


def values_of(norm: Norm, one: Entrant) -> dict[str, Any]:
    """The keys by which the norm compares people; empty for whom the first exam is missing."""
    if one.parts is None:
        return {}
    keys: dict[str, Any] = dict(sums(norm, affirm(norm, one.parts, one.claims)))
    hundred = total_100(norm, keys[norm.total.code])
    group = figures.group_of(norm, one.priority)
    return {
        **keys,
        f"{norm.total.code}_100": hundred,
        "priority": group,
        "gpa": one.gpa,
        "born_on": one.born_on,
    }
