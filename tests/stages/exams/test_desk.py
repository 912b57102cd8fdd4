"""What waits for whom: each official's desk tells their part of the exams, and nothing of another's."""

import pytest

from terang.base.access import Role
from terang.base.mail.models import Message
from terang.base.tenancy import scope
from terang.stages.exams import commands
from terang.stages.exams.web.desk import awaiting
from tests.factories import exams, people
from tests.factories.exams import AFTER

pytestmark = pytest.mark.django_db


def desk(actor):
    with scope.seeing(agency_id=actor.agency_id, person_id=actor.person_id):
        return [(str(task.text), task.count) for task in awaiting(actor)]


def test_an_author_is_told_of_drafts_of_others(author, other_author):
    exams.item(author)

    assert desk(author) == []
    assert desk(other_author) == [("Soal yang perlu ditelaah", 1)]


def test_the_committee_is_told_of_candidates_without_a_seat():
    made = exams.admitted(3)

    assert desk(made.committee) == [(f"Peserta tanpa kursi: {made.round_.title}", 3)]


def test_the_proctor_and_then_the_approver_are_told():
    made = exams.opened(1)
    approver = people.official(Role.APPROVER, made.round_)

    assert desk(made.proctor) == [("Sesi yang terbuka: Sesi 1", 1)]
    assert desk(approver) == []
    with scope.as_system():
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER)
    assert desk(made.proctor) == []
    assert desk(approver) == [(f"Nilai yang perlu diumumkan: {made.round_.title}", 1)]


def test_an_applicant_or_a_foreign_official_is_told_nothing(rina):
    made = exams.seated(1)

    assert desk(made.candidates[0]) == []
    assert desk(rina) == []


def test_candidates_are_told_day_and_place_by_mail():
    made = exams.seated(1)

    with scope.as_system():
        told = Message.objects.get(
            person_id=made.candidates[0].person_id, subject="Hari dan tempat ujian Anda"
        )
    assert "02-04-2026 08:00 WIB di Aula kecamatan" in told.body
