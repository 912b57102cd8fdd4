"""The tests that panels judge, as the published vacancies say."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terang.base.refusals import NotFound
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import TestFacts, VacancyFacts

JUDGED_BY_COMPUTER = "cat"
WITH_WORK = frozenset({"portfolio", "presentation"})
WITHOUT_NAMES = frozenset({"portfolio"})


@dataclass(frozen=True)
class Panel:
    """One test of one vacancy that people judge; `code` names it in public ("V01/interview")."""

    test: TestFacts
    vacancy: VacancyFacts
    code: str

    @property
    def round_id(self) -> int:
        return self.vacancy.round_id

    @property
    def agency_id(self) -> int:
        return self.vacancy.agency_id

    @property
    def title(self) -> str:
        return f"{self.test.title} – {self.vacancy.position}"

    @property
    def takes_work(self) -> bool:
        """Whether the candidate hands in a document."""
        return self.test.kind in WITH_WORK

    @property
    def needs_work(self) -> bool:
        """Whether there is nothing to judge without it."""
        return self.test.kind == "portfolio"

    @property
    def shows_names(self) -> bool:
        """Whether the assessors may see who it is."""
        return self.test.kind not in WITHOUT_NAMES


def panels_of(round_id: int) -> tuple[Panel, ...]:
    """The tests of a round that people judge, by vacancy."""
    return tuple(one for vacancy in vacancies.vacancies_of(round_id) for one in _panels(vacancy))


def panel(round_id: int, test_id: int) -> Panel:
    """One of them. Refused: NotFound."""
    found = next((one for one in panels_of(round_id) if one.test.id == test_id), None)
    if found is None:
        raise NotFound(_("There is no such test in this round."))
    return found


def panels_of_vacancy(vacancy_id: int) -> tuple[Panel, ...]:
    """The tests of one vacancy that people judge."""
    return tuple(_panels(vacancies.vacancy(vacancy_id)))


def _panels(vacancy: VacancyFacts) -> list[Panel]:
    seen: Counter[str] = Counter()
    found = []
    for test in vacancy.tests:
        if test.stage != "second" or test.kind == JUDGED_BY_COMPUTER:
            continue
        seen[test.kind] += 1
        more = f"-{seen[test.kind]}" if seen[test.kind] > 1 else ""
        found.append(Panel(test, vacancy, f"{vacancy.code}/{test.kind}{more}"))
    return found
