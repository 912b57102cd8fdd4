"""What waits for whom in planning."""

import pytest

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.planning import commands
from terang.stages.planning.states import FormasiState
from terang.stages.planning.web.desk import awaiting
from tests.factories import people, planning
from tests.factories.vacancies import BEFORE as AT

pytestmark = pytest.mark.django_db


def test_drafts_wait_for_the_planner_and_proposals_for_the_approver() -> None:
    round_ = people.round_()
    planner, approver = people.official(Role.PLANNER, round_), people.official(Role.APPROVER, round_)
    scope.enter(system=True)
    formasi = planning.formasi(state=FormasiState.DRAFT)

    assert [(task.count, task.href) for task in awaiting(planner)] == [(1, f"/planning/{round_.pk}/formasi/")]
    assert awaiting(approver) == []
    commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT)

    assert awaiting(planner) == []
    assert [task.href for task in awaiting(approver)] == [f"/planning/formasi/{formasi.pk}/"]
    assert awaiting(people.official(Role.VERIFIER, round_)) == []
    assert awaiting(people.official(Role.APPROVER, agency_=people.foreign_agency())) == []
