"""The database holds what must always be true of planning, whoever writes the statement."""

import pytest
from django.db import IntegrityError, connection, transaction

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.planning import commands, facts
from terang.stages.planning.models import ImportDraft
from terang.stages.planning.states import FormasiState
from tests.factories import people, planning
from tests.factories.vacancies import BEFORE as AT

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_formasi SET slots = 9",
        "UPDATE planning_formasi SET state = 'draft'",
        "DELETE FROM planning_formasi",
        "UPDATE planning_position SET incumbents = 9",
        "UPDATE planning_position SET unit = 'lain'",
    ],
)
def test_an_approved_formasi_and_its_need_stand(statement: str) -> None:
    planning.formasi()

    with pytest.raises(IntegrityError, match="_stands"):
        run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE planning_formasi SET slots = 0",
        "UPDATE planning_formasi SET slots = 3, state = 'proposed'",
        "UPDATE planning_formasi SET location = ''",
        "UPDATE planning_position SET retiring = incumbents + 1",
        "UPDATE planning_workload SET volume = -1",
        "UPDATE planning_workload SET period = 'abad'",
    ],
)
def test_constraints_refuse_what_can_never_be(statement: str) -> None:
    planning.formasi(state=FormasiState.DRAFT)

    with pytest.raises(IntegrityError):
        run(statement)


def test_the_public_table_of_need_shows_approved_formasi_only() -> None:
    planning.formasi(state=FormasiState.DRAFT)
    planning.formasi(slots=3, name="Arsiparis")

    [told] = facts.need_table(people.round_().pk)

    assert (told.position, told.exact_need, told.exact_gap, told.slots) == (
        "Arsiparis",
        "3.0000",
        "3.0000",
        3,
    )


def test_an_uploaded_table_is_seen_by_its_agency_only() -> None:
    planner = people.official(Role.PLANNER)
    content = b"position,task,volume,period,minutes\na,b,1,day,1"
    with scope.as_system():
        commands.upload_table(round_id=people.round_().pk, title="a", content=content, by=planner, at=AT)

    with scope.seeing(agency_id=people.foreign_agency().pk):
        assert not ImportDraft.objects.exists()
    with scope.seeing(agency_id=people.agency().pk):
        assert ImportDraft.objects.exists()
