"""Two people at the same moment: slots are never promised twice, and what is decided is decided once."""

from collections.abc import Callable
from typing import Any

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.vacancies import commands, facts, queries
from terang.stages.vacancies.models import Vacancy
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db(transaction=True)
AT = some.BEFORE
AtOnce = Callable[..., list[Any]]


def as_house(work: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with scope.as_system():
            return work()

    return run


def test_two_officers_never_promise_more_slots_than_the_formasi_has(at_once: AtOnce) -> None:
    officer = people.official(Role.COMMITTEE_OFFICER)
    with scope.as_system():
        some.pin()
        formasi = planning.formasi(slots=3)

    def write(kind: str) -> Callable[[], object]:
        draft = some.draft(kind=kind, slots=2)
        return as_house(lambda: commands.write_vacancy(formasi_id=formasi.pk, draft=draft, by=officer, at=AT))

    outcomes = at_once(write("UMUM"), write("DISABILITAS"))

    assert sum(isinstance(one, NotValid) for one in outcomes) == 1
    with scope.as_system():
        assert sum(Vacancy.objects.values_list("slots", flat=True)) == 2


def test_two_approvers_publish_once(at_once: AtOnce) -> None:
    with scope.as_system():
        vacancy = some.vacancy(published=False)
        decision = commands.propose_publication(
            vacancy_id=vacancy.pk, by=people.official(Role.COMMITTEE_OFFICER), at=AT
        )

    def approve(by: Actor) -> Callable[[], object]:
        return as_house(lambda: commands.approve_publication(
            vacancy_id=vacancy.pk, shown=decision.fingerprint, by=by, at=AT
        ))  # fmt: skip

    outcomes = at_once(
        approve(people.official(Role.APPROVER)), approve(people.official(Role.APPROVER, name="Siti Aminah"))
    )

    assert sum(isinstance(one, NotNow) for one in outcomes) == 1
    with scope.as_system():
        assert len(facts.vacancies_of(vacancy.round_id)) == 1


def test_one_amendment_of_two_waits(at_once: AtOnce) -> None:
    officer = people.official(Role.COMMITTEE_OFFICER)
    with scope.as_system():
        vacancy = some.vacancy()

    def propose(age: str) -> Callable[[], object]:
        return as_house(lambda: commands.propose_amendment(
            vacancy_id=vacancy.pk, wanted={"age_max": age}, reason="r", by=officer, at=AT
        ))  # fmt: skip

    outcomes = at_once(propose("40"), propose("41"))

    assert sum(isinstance(one, NotNow) for one in outcomes) == 1
    with scope.as_system():
        assert queries.amendments_of(vacancy.round, vacancy).count() == 1
