"""What every page of a round needs to know, read once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from terang.base.refusals import NotNow
from terang.base.tenancy.models import Agency, Round
from terang.core.norms import Norm
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts, Window


@dataclass(frozen=True)
class Told:
    """A round, its agency, its published vacancies, its announced calendar and its norm, at an instant."""

    round: Round
    agency: Agency
    vacancies: tuple[VacancyFacts, ...]
    calendar: dict[str, Window]
    norm: Norm | None
    at: datetime

    @cached_property
    def by_id(self) -> dict[int, VacancyFacts]:
        return {one.id: one for one in self.vacancies}

    def vacancy(self, code: str) -> VacancyFacts | None:
        return next((one for one in self.vacancies if one.code == code), None)

    def kind_label(self, kind: str) -> str:
        """A kind of formasi in words, as the norm calls it."""
        found = self.norm.kinds.get(kind) if self.norm else None
        return found.label if found else kind

    def has_begun(self, stage: str) -> bool:
        window = self.calendar.get(stage)
        return window is not None and window.opens_at <= self.at


def told_of(round_: Round, at: datetime) -> Told:
    """Read what is public of a round."""
    try:
        norm: Norm | None = vacancies.norm_of(round_.pk)
    except NotNow:
        norm = None
    found = vacancies.vacancies_of(round_.pk)
    return Told(round_, round_.agency, found, vacancies.calendar(round_.pk), norm if found else None, at)
