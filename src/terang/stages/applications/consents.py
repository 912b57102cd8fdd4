"""To which other vacancies somebody could be moved if a slot there stays empty. Nobody is moved without having agreed."""

from dataclasses import dataclass

from terang.core.rules.transfers import opens
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts


@dataclass(frozen=True)
class Step:
    """One step in which empty slots are filled, with its article."""

    label: str
    article: str


def steps(home: VacancyFacts) -> tuple[Step, ...]:
    """The steps of the norm that could move applicants of this vacancy, in their order."""
    norm, mine = vacancies.norm_of(home.round_id), home.as_transfer
    there = [one.as_transfer for one in vacancies.vacancies_of(home.round_id)]
    return tuple(
        Step(step.label, norm.cite(f"transfers.{step.code}.outcome").reference)
        for step in norm.transfers
        if any(opens(step, mine, one) for one in there)
    )


def openings(home: VacancyFacts) -> tuple[VacancyFacts, ...]:
    """The published vacancies of the round that a step of the norm could open to applicants of this one, by code."""
    steps, mine = vacancies.norm_of(home.round_id).transfers, home.as_transfer
    there = vacancies.vacancies_of(home.round_id) if steps else ()
    return tuple(one for one in there if any(opens(step, mine, one.as_transfer) for step in steps))
