"""Nobody reads a mark of somebody else before all have locked: asked in SQL, as the application."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from terang.base.access import Role
from terang.base.refusals import NotAllowed
from terang.base.tenancy import scope
from terang.stages.panels import commands
from terang.stages.panels.models import Assignment, Mark
from tests.factories import panels, people

pytestmark = pytest.mark.django_db


def seen(*, agency_id=None, person_id=None, system=False):
    with scope.seeing(agency_id=agency_id, person_id=person_id, system=system), connection.cursor() as cursor:
        cursor.execute("SELECT points, evidence FROM panels_mark ORDER BY points")
        return [str(points) for points, _ in cursor.fetchall()]


@pytest.fixture
def stage():
    return panels.drawn()


@pytest.fixture
def seats(stage):
    return stage.seats(stage.invitations[0])


def test_a_draft_is_seen_by_its_assessor_only(stage, seats):
    panels.write(stage, seats[0], 70)
    panels.write(stage, seats[1], 76)
    agency = stage.round.agency_id

    assert seen(agency_id=agency, person_id=seats[0].assessor_id) == ["70.00"]
    assert seen(agency_id=agency, person_id=seats[1].assessor_id) == ["76.00"]


@pytest.mark.parametrize("role", list(Role))
def test_no_role_reads_a_mark_before_all_have_locked(stage, seats, role):
    panels.judge(stage, seats[0], 70)
    panels.write(stage, seats[1], 76)
    somebody = people.official(role, stage.round)

    assert seen(agency_id=stage.round.agency_id, person_id=somebody.person_id) == []


def test_the_house_itself_reads_none_either(stage, seats):
    panels.judge(stage, seats[0], 70)

    assert seen(system=True) == []
    assert seen(agency_id=stage.round.agency_id) == []


def test_who_has_locked_still_sees_only_the_own_mark_until_the_other_locks(stage, seats):
    panels.judge(stage, seats[0], 70)
    panels.write(stage, seats[1], 76)

    assert seen(agency_id=stage.round.agency_id, person_id=seats[0].assessor_id) == ["70.00"]


def test_when_all_have_locked_the_agency_sees_both_and_a_foreign_one_none(stage, seats):
    panels.judge(stage, seats[0], 70)
    panels.judge(stage, seats[1], 76)

    assert seen(agency_id=stage.round.agency_id, person_id=seats[0].assessor_id) == ["70.00", "76.00"]
    assert seen(agency_id=people.foreign_agency().pk) == []
    assert seen(person_id=stage.invitations[0].person_id) == []
    assert seen() == []


def test_a_called_third_sees_neither_and_nobody_sees_them_until_the_third_has_locked(stage, seats):
    panels.judge(stage, seats[0], 50)
    panels.judge(stage, seats[1], 76)
    third = stage.seats(stage.invitations[0])[2]

    assert seen(agency_id=stage.round.agency_id, person_id=third.assessor_id) == []
    assert seen(agency_id=stage.round.agency_id) == []

    panels.judge(stage, third, 70)

    assert seen(agency_id=stage.round.agency_id) == ["50.00", "70.00", "76.00"]


def test_emptying_the_other_seat_reveals_nothing(stage, seats):
    panels.judge(stage, seats[0], 70)
    with scope.as_system():
        Assignment.objects.filter(pk=seats[1].pk).update(state="void")

    assert seen(agency_id=stage.round.agency_id) == []


def test_nobody_saves_or_locks_for_another(stage, seats):
    panels.write(stage, seats[0], 70)
    others = [
        stage.actor(seats[1]),
        stage.officer,
        stage.approver,
        people.official(Role.ADMINISTRATOR, stage.round),
    ]

    with scope.as_system():
        for other in [*others, panels.HOUSE]:
            with pytest.raises(NotAllowed):
                commands.lock(assignment_id=seats[0].pk, by=other, at=panels.JUDGING)
            with pytest.raises(NotAllowed):
                commands.save_marks(assignment_id=seats[0].pk, given={}, by=other, at=panels.JUDGING)


def refused(statement, parameters=(), *, agency_id, person_id):
    with scope.seeing(agency_id=agency_id, person_id=person_id), connection.cursor() as cursor:
        with pytest.raises((IntegrityError, psycopg.Error, Exception)) as raised, transaction.atomic():
            cursor.execute(statement, parameters)
        return str(raised.value)


def test_the_database_keeps_a_locked_mark_as_it_is(stage, seats):
    panels.judge(stage, seats[0], 70)
    me = {"agency_id": stage.round.agency_id, "person_id": seats[0].assessor_id}

    assert "panels_locked" in refused("UPDATE panels_mark SET points = 99", **me)
    assert "permission denied" in refused("DELETE FROM panels_mark", **me)
    assert "panels_locked" in refused(
        "UPDATE panels_assignment SET state = 'open', locked_at = NULL WHERE id = %s", [seats[0].pk], **me
    )


def test_the_database_lets_only_the_assessor_lock(stage, seats):
    panels.write(stage, seats[0], 70)
    statement = "UPDATE panels_assignment SET state = 'locked', locked_at = now() WHERE id = %s"
    agency = stage.round.agency_id

    assert "only the assessor" in refused(
        statement, [seats[0].pk], agency_id=agency, person_id=stage.officer.person_id
    )
    assert "every criterion" in refused(
        statement, [seats[1].pk], agency_id=agency, person_id=seats[1].assessor_id
    )


def test_the_database_lets_nobody_write_a_mark_for_another(stage, seats):
    panels.write(stage, seats[0], 70)
    criterion = Mark._meta.get_field("criterion").related_model.objects.get().pk
    statement = (
        "INSERT INTO panels_mark (assignment_id, agency_id, assessor_id, criterion_id, points, evidence, saved_at)"
        " VALUES (%s, %s, %s, %s, 90, 'x', now())"
    )
    agency, intruder = stage.round.agency_id, stage.officer.person_id

    as_another = refused(
        statement,
        [seats[1].pk, agency, seats[1].assessor_id, criterion],
        agency_id=agency,
        person_id=intruder,
    )
    as_oneself = refused(
        statement, [seats[1].pk, agency, intruder, criterion], agency_id=agency, person_id=intruder
    )

    assert "row-level security" in as_another or "panels_locked" in as_another
    assert "panels_locked" in as_oneself


def test_a_declared_tie_is_seen_by_the_assessor_only(stage, seats):
    with scope.as_system():
        commands.declare_tie(assignment_id=seats[0].pk, by=stage.actor(seats[0]), at=panels.JUDGING)

    def ties(**who):
        with scope.seeing(**who), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM panels_tie")
            return cursor.fetchone()[0]

    agency = stage.round.agency_id
    assert ties(agency_id=agency, person_id=seats[0].assessor_id) == 1
    assert ties(agency_id=agency, person_id=stage.officer.person_id) == 0
    assert ties(agency_id=agency, person_id=seats[1].assessor_id) == 0
