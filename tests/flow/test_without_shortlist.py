"""Where the norm has second tests and no shortlist, whoever sat the first exam goes on to them."""

import pytest
from django.db import transaction

from terang import flow
from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.exams import commands
from terang.stages.exams import facts as exams
from terang.stages.panels.models import Invitation
from tests.factories import people, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import pppk

pytestmark = pytest.mark.django_db(transaction=True)


def _published(norm_id: str) -> factory.Play:
    made = factory.play(norm_id=norm_id)
    vacancy = vacancies.vacancy(made.round)
    for name in ("ana", "away"):
        factory.applied(made, vacancy, name)
    factory.screened(made)
    factory.sat(made, {"ana": pppk(300), "away": None}, announced=False)
    approver = people.official(Role.APPROVER, made.round)
    with transaction.atomic(), scope.as_system():
        commands.publish_scores(round_=made.round, stage="first", by=approver, at=factory.AFTER_EXAM)
    return made


def test_who_sat_the_exam_is_invited_once_and_who_was_absent_is_not():
    made = _published("pppk-guru-2023")

    flow.advance()
    flow.advance()

    with scope.as_system():
        assert exams.admitted(made.round.pk, "second") == (made.people["ana"].pk,)
        assert [one.application_id for one in Invitation.objects.all()] == [made.people["ana"].pk]


@pytest.mark.parametrize("norm_id", ["pppk-2024", "pppk-guru-2021"])
def test_where_one_exam_decides_nobody_is_invited(norm_id):
    made = _published(norm_id)

    flow.advance()

    with scope.as_system():
        assert exams.admitted(made.round.pk, "second") == ()
        assert not Invitation.objects.exists()
