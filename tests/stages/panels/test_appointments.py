"""When and where; who did not come; who left."""

from collections import Counter
from datetime import time, timedelta

import pytest

from terang.base.mail.models import Message
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.panels import commands, facts
from terang.stages.panels.commands.appointments import Slots
from terang.stages.panels.models import (
    Assignment,
)
from tests.factories import panels, vacancies

pytestmark = pytest.mark.django_db
AT, JUDGING = panels.AT, panels.JUDGING


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def appoint(made, row=None, at=AT, **fields):
    said = {"starts_at": vacancies.moment(4, 23), "minutes": 30, "place": "Aula", "link": "", **fields}
    return commands.appoint(invitation_id=(row or made.invitations[0]).pk, by=made.officer, at=at, **said)


@pytest.mark.parametrize(
    "fields",
    [
        {"place": " "},
        {"link": "http://rapat.example/a"},
        {"link": "javascript:alert(1)"},
        {"minutes": 0},
        {"minutes": 5000},
        {"starts_at": vacancies.moment(4, 18)},
        {"starts_at": vacancies.moment(6, 1)},
    ],
)
def test_an_appointment_has_a_place_and_lies_in_the_second_tests(fields):
    made = panels.invited()
    with pytest.raises(NotValid):
        appoint(made, **fields)


def test_nobody_is_in_two_places_at_once():
    made = panels.drawn(candidates=2, assessors=3)
    one, other = made.invitations
    appoint(made, one)

    with pytest.raises(NotValid):
        appoint(made, other, starts_at=vacancies.moment(4, 23) + timedelta(minutes=29))
    assert appoint(made, other, starts_at=vacancies.moment(4, 23) + timedelta(minutes=30)).starts_at


def test_a_day_is_filled_slot_by_slot_on_working_days_only():
    made = panels.drawn(candidates=3, assessors=4)
    friday = vacancies.moment(4, 24, 15)
    slots = Slots(friday, 30, 0, time(16), "Asia/Jakarta")

    rows = commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)

    assert sorted(row.starts_at for row in rows) == [
        friday, friday + timedelta(minutes=30), friday + timedelta(days=3),
    ]  # fmt: skip
    with pytest.raises(NotNow):
        commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)


def test_in_several_rooms_the_same_assessor_is_still_in_one_place():
    made = panels.drawn(candidates=6, assessors=4)
    slots = Slots(vacancies.moment(4, 23), 30, 0, time(16), "Asia/Jakarta", rooms=3)

    commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)

    places = Counter(
        (seat.assessor_id, seat.invitation.starts_at)
        for seat in Assignment.objects.select_related("invitation")
    )
    assert set(places.values()) == {1}


def test_an_appointment_is_mailed_without_its_link():
    made = panels.invited()
    appoint(made, place="", link="https://rapat.example/rahasia")

    letter = Message.objects.filter(person_id=made.applications[0].person_id).latest("pk")
    assert "rapat.example" not in letter.body


def test_who_is_absent_has_no_score_and_needs_a_reason():
    made = panels.drawn()
    row = made.invitations[0]
    with pytest.raises(NotValid):
        commands.mark_absent(invitation_id=row.pk, reason=" ", by=made.officer, at=JUDGING)
    commands.mark_absent(invitation_id=row.pk, reason="Dipanggil tiga kali", by=made.officer, at=JUDGING)
    [found] = facts.results(made.round.pk)

    assert (found.absent, found.complete, found.score) == (True, True, None)
    assert made.seats(row) == []


def test_who_was_judged_was_not_absent():
    made = panels.judged((70,))
    with pytest.raises(NotNow):
        commands.mark_absent(invitation_id=made.invitations[0].pk, reason="Lupa", by=made.officer, at=JUDGING)


def test_who_withdraws_is_released_and_counts_no_more():
    made = panels.judged((70,), (80, 82))
    commands.release(application_id=made.applications[0].pk, by=panels.HOUSE, at=JUDGING)

    assert [one.application_id for one in facts.results(made.round.pk)] == [made.applications[1].pk]
    assert commands.release(application_id=made.applications[0].pk, by=panels.HOUSE, at=JUDGING) == []


def test_inviting_twice_invites_once():
    made = panels.invited(candidates=2)
    again = commands.invite(
        round_id=made.round.pk, application_ids=[one.pk for one in made.applications], by=panels.HOUSE, at=AT
    )

    assert again == []
    assert len(made.invitations) == 2
