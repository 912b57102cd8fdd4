"""To which other vacancies somebody could be moved if a slot there stays empty. Nobody is moved without having agreed."""

from collections.abc import Sequence
from dataclasses import dataclass

from terang.core.rules.transfers import opens
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts


@dataclass(frozen=True)
class Step:
    """One step in which empty slots are filled, with its article."""

    label: str
    article: str


@dataclass(frozen=True)
class Opening:
    """A vacancy to which somebody could be moved, in words: where it is, and for which kind of people."""

    code: str
    words: str


def steps(home: VacancyFacts) -> tuple[Step, ...]:
    """The steps of the norm that could move applicants of this vacancy, in their order."""
    norm, mine = vacancies.norm_of(home.round_id), home.as_transfer
    there = [one.as_transfer for one in vacancies.vacancies_of(home.round_id)]
    return tuple(
        Step(step.label, norm.cite(f"transfers.{step.code}.outcome").reference)
        for step in norm.transfers
        if any(opens(step, mine, one) for one in there)
    )


def openings(home: VacancyFacts) -> tuple[Opening, ...]:
    """The published vacancies of the round that a step of the norm could open to applicants of this one, by code."""
    norm, mine = vacancies.norm_of(home.round_id), home.as_transfer
    there = vacancies.vacancies_of(home.round_id) if norm.transfers else ()
    return tuple(
        Opening(one.code, f"{one.code} {one.place}, {norm.kind(one.kind).label}")
        for one in there
        if any(opens(step, mine, one.as_transfer) for step in norm.transfers)
    )


def named(home: VacancyFacts, codes: Sequence[str]) -> tuple[Opening, ...]:
    """Those of them that somebody named, in the order given."""
    by_code = {one.code: one for one in openings(home)} if codes else {}
    return tuple(by_code[code] for code in codes if code in by_code)
