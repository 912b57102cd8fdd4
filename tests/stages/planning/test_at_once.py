"""Two people at the same moment: one wins, the other is told."""

from collections.abc import Callable
from typing import Any

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from terang.stages.planning import commands, queries
from terang.stages.planning.models import Formasi, Position, Workload
from terang.stages.planning.states import FormasiState
from tests.factories import people, planning
from tests.factories.vacancies import BEFORE as AT

pytestmark = pytest.mark.django_db(transaction=True)
AtOnce = Callable[..., list[Any]]


def as_house(work: Callable[[], object]) -> Callable[[], object]:
    def run() -> object:
        with scope.as_system():
            return work()

    return run


def test_one_table_is_taken_in_once(at_once: AtOnce) -> None:
    planner = people.official(Role.PLANNER)
    content = b"position,task,volume,period,minutes\na,b,1,day,1"
    with scope.as_system():
        draft = commands.upload_table(
            round_id=people.round_().pk, title="a", content=content, by=planner, at=AT
        )

    take = as_house(lambda: commands.confirm_table(draft_id=draft.pk, by=planner, at=AT))
    outcomes = at_once(take, take)

    assert sum(isinstance(one, NotNow) for one in outcomes) == 1
    with scope.as_system():
        assert (Position.objects.count(), Workload.objects.count()) == (1, 1)


def test_two_approvers_approve_once(at_once: AtOnce) -> None:
    with scope.as_system():
        formasi = planning.formasi(state=FormasiState.DRAFT)
        commands.propose_formasi(formasi_id=formasi.pk, by=people.official(Role.PLANNER), at=AT)
        decision = queries.proposal(formasi)
    assert decision

    def approve(by: Actor) -> Callable[[], object]:
        return as_house(
            lambda: commands.approve_formasi(formasi_id=formasi.pk, shown=decision.fingerprint, by=by, at=AT)
        )

    outcomes = at_once(
        approve(people.official(Role.APPROVER)), approve(people.official(Role.APPROVER, name="Siti Aminah"))
    )

    assert sum(isinstance(one, NotNow) for one in outcomes) == 1
    with scope.as_system():
        assert Formasi.objects.get().state == "approved"


def test_a_change_and_an_approval_never_both_win(at_once: AtOnce) -> None:
    planner, approver = people.official(Role.PLANNER), people.official(Role.APPROVER)
    with scope.as_system():
        formasi = planning.formasi(state=FormasiState.DRAFT)
        commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT)
        decision = queries.proposal(formasi)
    assert decision

    outcomes = at_once(
        as_house(lambda: commands.approve_formasi(
            formasi_id=formasi.pk, shown=decision.fingerprint, by=approver, at=AT
        )),
        as_house(lambda: commands.write_formasi(
            position_id=formasi.need_id, slots=5, location="T", reason="r", by=planner, at=AT
        )),
    )  # fmt: skip

    assert sum(isinstance(one, NotNow) for one in outcomes) == 1
    with scope.as_system():
        told = Formasi.objects.get()
    assert (told.state, told.slots) in {("approved", 2), ("draft", 5)}


def test_rounds_opened_at_once_get_different_codes(at_once: AtOnce) -> None:
    officer, home = people.official(Role.COMMITTEE_OFFICER), people.agency().pk
    work = as_house(lambda: commands.open_round(
        agency_id=home, title="Seleksi", year=2027, norm_id="lokal-contoh", by=officer, at=AT
    ))  # fmt: skip

    codes = {one.code for one in at_once(work, work)}

    assert codes == {"sawahlunto-2027-1", "sawahlunto-2027-2"}
