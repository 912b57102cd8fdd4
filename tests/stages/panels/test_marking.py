"""Judging, locking, and the score that follows."""

from decimal import Decimal

import pytest
from django.db import transaction

from terang.base.identity.models import SigningKey
from terang.base.journal.models import Entry, Opening
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.panels import commands, facts
from terang.stages.panels.models import (
    Criterion,
    Result,
)
from tests.factories import panels, vacancies

pytestmark = pytest.mark.django_db
JUDGING = panels.JUDGING


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def entries(act):
    return list(Entry.objects.filter(act=act).select_related("pending").order_by("pk"))


def leaf(entry):
    return canonical.decode(bytes(entry.pending.leaf))


def test_before_the_appointment_nothing_is_judged():
    made = panels.drawn()
    commands.appoint(
        invitation_id=made.invitations[0].pk, starts_at=vacancies.moment(4, 23), minutes=30, place="Aula",
        by=made.officer, at=panels.AT,
    )  # fmt: skip
    seat = made.seats(made.invitations[0])[0]
    with pytest.raises(NotNow):
        panels.write(made, seat, 70)


def test_points_off_the_scale_and_strange_criteria_are_refused():
    made = panels.drawn(draft=panels.rubric(["five"], ["100"]))
    seat = made.seats(made.invitations[0])[0]
    criterion = Criterion.objects.get().pk
    for given in (
        {criterion: (Decimal(6), "x")}, {criterion: (Decimal("2.5"), "x")}, {criterion: (Decimal("NaN"), "x")},
        {criterion + 1: (Decimal(3), "x")}, {criterion: (Decimal(3), "x" * 3000)},
    ):  # fmt: skip
        with pytest.raises(NotValid):
            commands.save_marks(assignment_id=seat.pk, given=given, by=made.actor(seat), at=JUDGING)


@pytest.mark.parametrize(("points", "evidence"), [(None, "Ada."), (Decimal(70), ""), (Decimal(70), "   ")])
def test_without_points_and_evidence_nothing_is_locked(points, evidence):
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    criterion = Criterion.objects.get().pk
    commands.save_marks(
        assignment_id=seat.pk, given={criterion: (points, evidence)}, by=made.actor(seat), at=JUDGING
    )

    with pytest.raises(NotValid):
        commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)


def test_a_locked_mark_is_one_committed_record_that_its_assessor_can_open():
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    panels.judge(made, seat, 70)

    [entry] = entries("panels.mark.locked")
    assert leaf(entry)["k"] == "mark"
    assert leaf(entry)["b"].keys() == {"pid", "slot", "com"}
    key = SigningKey.objects.get(person_id=seat.assessor_id)
    assert [one["by"] for one in leaf(entry)["a"]] == [key.key_id]
    assert Opening.objects.get(pending=entry.pending).person_id == seat.assessor_id
    assert "70" not in str(entry.facts)


def test_locking_twice_is_refused():
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    panels.judge(made, seat, 70)
    with pytest.raises(NotNow):
        commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)


def test_when_both_have_locked_the_mean_is_the_score():
    made = panels.judged((70, 76))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.complete, found.branch, found.spread) == (
        Decimal("73.00"),
        True,
        "mean",
        Decimal(6),
    )
    assert [mark.total for mark in found.marks] == [Decimal(70), Decimal(76)]
    assert not found.published


def test_one_lock_makes_no_score():
    made = panels.judged((70,))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.complete, found.marks) == (None, False, ())


def test_more_than_ten_points_apart_calls_a_third_whose_nearer_mark_decides():
    made = panels.judged((50, 76, 70))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.branch) == (Decimal("73.00"), "closest")
    assert len(entries("panels.candidate.third_called")) == 1
    [entry] = entries("panels.candidate.adjudicated")
    assert leaf(entry)["b"]["branch"] == "closest"


def test_a_knock_out_is_below_its_minimum():
    made = panels.judged((60, 60), (59, 60), minimum=Decimal(60))
    found = {one.application_id: one.knocked_out for one in facts.results(made.round.pk)}

    assert [found[one.pk] for one in made.applications] == [False, True]


def test_a_result_only_grows():
    panels.judged((70, 76))
    with pytest.raises(Exception, match=r"only grows|permission denied"), transaction.atomic():
        Result.objects.update(score=100)
