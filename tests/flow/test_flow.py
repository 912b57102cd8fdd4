"""What happens in one room starts what must follow in another, once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from terang import flow
from terang.base.access import Actor
from terang.base.approvals.models import Decision
from terang.base.journal.models import Entry
from terang.base.mail.models import Message
from terang.base.tenancy import scope
from terang.demonstration.officials import team_of
from terang.demonstration.play import play
from terang.stages.applications import commands as applications
from terang.stages.applications.models import Application
from terang.stages.vacancies import commands as vacancies
from terang.stages.vacancies.models import Vacancy

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def alak():
    """A round whose registration is open."""
    return play("alak", now=NOW, tell=lambda what, done, total: None, applicants=8)


def acts(round_):
    with scope.as_system():
        return Counter(Entry.objects.filter(round=round_).values_list("act", flat=True))


def test_who_applied_is_told_what_an_amendment_changes_and_why(alak):
    with transaction.atomic(), scope.as_system():
        vacancy = Application.objects.filter(round=alak, state="submitted").first().vacancy
        _amend(Vacancy.objects.get(pk=vacancy.pk), team_of(alak.agency))
        before = Message.objects.count()
        applied = Application.objects.filter(vacancy=vacancy).exclude(state="withdrawn").count()

    flow.advance()
    flow.advance()

    with scope.as_system():
        letters = Message.objects.order_by("-pk")[: Message.objects.count() - before]
        assert len(letters) == applied > 0
        assert all("Tempat ujian berubah" in letter.body for letter in letters)
    assert acts(alak)["applications.vacancy.applicants_told"] == 1
    assert acts(alak)["flow.act.refused"] == 0


def test_who_withdraws_is_released_without_a_refusal(alak):
    with transaction.atomic(), scope.as_system():
        one = Application.objects.filter(round=alak, state="submitted").first()
        applications.withdraw(application_id=one.pk, by=Actor(person_id=one.person_id), at=NOW)

    flow.advance()

    assert acts(alak)["applications.application.withdrawn"] >= 1
    assert acts(alak)["flow.act.refused"] == 0


def _amend(vacancy, team):
    amendment = vacancies.propose_amendment(
        vacancy_id=vacancy.pk, wanted={"mechanism": "Ujian di gedung lain."}, reason="Tempat ujian berubah.",
        by=team["panitia"], at=NOW,
    )  # fmt: skip
    decision = Decision.objects.get(subject_type=amendment._meta.label_lower, subject_id=amendment.pk)
    vacancies.approve_amendment(
        amendment_id=amendment.pk,
        shown=decision.fingerprint,
        by=team["pengesah"],
        at=NOW + timedelta(hours=1),
    )
