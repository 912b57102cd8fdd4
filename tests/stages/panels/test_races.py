"""Two at the same moment: one wins, the other is told, nothing is lost."""

import pytest
from django.db import transaction

from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from terang.stages.panels import commands, facts
from terang.stages.panels.models import Assignment, Result
from tests.factories import panels

pytestmark = pytest.mark.django_db(transaction=True)


def inside(work):
    """As a request does it: one transaction, in some scope."""

    def run():
        with transaction.atomic(), scope.as_system():
            return work()

    return run


def test_two_assessors_who_lock_at_once_both_count(at_once):
    made = panels.drawn()
    seats = made.seats(made.invitations[0])
    for seat, points in zip(seats, (70, 76), strict=True):
        panels.write(made, seat, points)

    outcomes = at_once(
        *(
            inside(lambda s=seat: commands.lock(assignment_id=s.pk, by=made.actor(s), at=panels.JUDGING))
            for seat in seats
        )
    )

    assert all(isinstance(one, Assignment) for one in outcomes), outcomes
    with scope.as_system():
        assert [str(one.score) for one in facts.results(made.round.pk)] == ["73.00"]


def test_the_same_lock_sent_twice_is_one_lock(at_once):
    made = panels.judged((70,))
    seat = made.seats(made.invitations[0])[1]
    panels.write(made, seat, 76)

    outcomes = at_once(
        *[inside(lambda: commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=panels.JUDGING))] * 2
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["Assignment", "NotNow"]
    with scope.as_system():
        assert Result.objects.count() == 1


def test_a_draft_saved_while_it_is_locked_changes_nothing(at_once):
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    panels.write(made, seat, 70)

    outcomes = at_once(
        inside(lambda: commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=panels.JUDGING)),
        inside(lambda: panels.write(made, seat, 99)),
    )

    locked = next(one for one in outcomes if isinstance(one, Assignment))
    assert all(one is None or isinstance(one, (Assignment, NotNow)) for one in outcomes), outcomes
    assert locked.state == "locked"


def test_two_draws_at_once_draw_once(at_once):
    made = panels.invited(candidates=3)
    with scope.as_system(), transaction.atomic():
        commands.write_rubric(**made.ids, draft=panels.rubric(), by=made.officer, at=panels.AT)
        chosen = [one.person_id for one in made.assessors]
        commands.fix_pool(**made.ids, assessor_ids=chosen, by=made.officer, at=panels.AT)

    outcomes = at_once(*[inside(lambda: commands.draw(**made.ids, by=made.officer, at=panels.AT))] * 2)

    assert sorted(type(one).__name__ for one in outcomes) == ["NotNow", "list"]
    with scope.as_system():
        assert Assignment.objects.count() == 6
