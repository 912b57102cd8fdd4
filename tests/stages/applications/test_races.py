"""What happens when two things happen at the same moment."""

import pytest

from terang.base.identity.models import Person
from terang.base.journal.models import Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from terang.stages.applications import commands
from terang.stages.applications.models import Application, Version
from tests.factories import applications, people, vacancies

pytestmark = pytest.mark.django_db(transaction=True)
AT = applications.AT


def as_the_house(work):
    def run():
        with scope.as_system():
            return work()

    return run


def test_the_same_submission_sent_twice_at_once_is_one_application(at_once):
    by = people.applicant()
    application = applications.draft(by=by)

    def send():
        return commands.submit(application_id=application.pk, declared=True, by=by, at=AT).number

    outcomes = at_once(*[as_the_house(send)] * 4)

    assert outcomes == ["SAW26-000001"] * 4
    with scope.as_system():
        counts = (
            Version.objects.count(),
            Pending.objects.filter(kind="reg").count(),
            Message.objects.count(),
        )
    assert counts == (1, 1, 1)


def test_numbers_have_no_gaps_when_many_submit_at_once_and_some_fail(at_once):
    vacancy = vacancies.vacancy()
    applications.submitted(vacancy)
    drafts = [applications.draft(vacancy) for _ in range(8)]
    incomplete = applications.draft(vacancy, documents=False)

    def sending(application):
        by = applications.actor_of(application)
        return lambda: commands.submit(application_id=application.pk, declared=True, by=by, at=AT).number

    outcomes = at_once(*[as_the_house(sending(one)) for one in (*drafts[:4], incomplete, *drafts[4:])])

    numbers = sorted(one for one in outcomes if isinstance(one, str))
    assert numbers == [f"SAW26-{n:06d}" for n in range(2, 10)]


def test_starting_at_once_for_the_same_vacancy_is_one_draft(at_once):
    by, vacancy = people.applicant(), vacancies.vacancy()

    def start():
        return commands.start(vacancy_id=vacancy.pk, by=by, at=AT).pk

    outcomes = at_once(*[as_the_house(start)] * 3)

    assert len(set(outcomes)) == 1


def test_starting_at_once_for_two_vacancies_of_a_round_is_one_application(at_once):
    by = people.applicant()
    both = [vacancies.vacancy(), vacancies.vacancy(kind="DISABILITAS")]

    outcomes = at_once(
        *[
            as_the_house(lambda pk=one.pk: commands.start(vacancy_id=pk, by=by, at=AT).vacancy_id)
            for one in both
        ]
    )

    assert sorted(type(one) for one in outcomes if not isinstance(one, int)) == [NotNow]
    with scope.as_system():
        assert Application.objects.count() == 1


def test_a_change_and_a_withdrawal_at_once_end_in_one_state_with_its_leaves(at_once):
    by = people.applicant()
    application = applications.submitted(by=by)
    with scope.as_system():
        commands.reopen_for_change(application_id=application.pk, by=by, at=AT)

    at_once(
        as_the_house(lambda: commands.amend(application_id=application.pk, declared=True, by=by, at=AT)),
        as_the_house(lambda: commands.withdraw(application_id=application.pk, by=by, at=AT)),
    )

    with scope.as_system():
        kinds = [row.kind for row in Pending.objects.order_by("pk")]
        assert Application.objects.get().state == "withdrawn"
        assert Person.objects.count() > 0
    assert kinds in (["reg", "amend", "withdraw"], ["reg", "withdraw"])
