"""What happens when two officers do something at the same moment."""

import pytest

from terang.base.access import Role
from terang.base.approvals import deciding as approvals
from terang.base.journal.models import Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from terang.stages.screening import commands
from terang.stages.screening.acts import Act
from terang.stages.screening.models import Case, Ruling
from tests.factories import applications, people, screening, vacancies

pytestmark = pytest.mark.django_db(transaction=True)
AT = screening.AT


def as_the_house(work):
    def run():
        with scope.as_system():
            return work()

    return run


def test_verifiers_who_reach_for_the_queue_at_once_never_get_the_same_file(at_once):
    vacancy = vacancies.vacancy()
    for _number in range(6):
        applications.submitted(vacancy)
    verifiers = [people.official(Role.VERIFIER, vacancy.round) for _number in range(6)]

    taken = at_once(
        *[
            as_the_house(lambda by=by: commands.take_next(round_id=vacancy.round_id, by=by, at=AT).pk)
            for by in verifiers
        ]
    )

    assert len(set(taken)) == 6
    with scope.as_system():
        assert Case.objects.filter(state="taken").count() == 6


def test_of_two_decisions_at_once_one_wins_and_the_other_is_told(at_once):
    case, verifier = screening.taken()

    def deciding(not_met):
        found = screening.judgements(case, not_met=not_met)
        return lambda: (
            commands.decide(
                case_id=case.pk, judgements=found, version=case.version, by=verifier, at=AT
            ).outcome
        )

    outcomes = at_once(as_the_house(deciding(())), as_the_house(deciding(("4.2",))))

    assert sorted(type(one).__name__ for one in outcomes) == ["NotNow", "Outcome"]
    with scope.as_system():
        assert Ruling.objects.count() == 1
        assert Case.objects.get().outcome in outcomes


def test_putting_back_and_deciding_at_once_leave_one_of_the_two(at_once):
    case, verifier = screening.taken()
    officer = people.official(Role.COMMITTEE_OFFICER, case.round)
    found = screening.judgements(case)

    outcomes = at_once(
        as_the_house(lambda: commands.put_back(case_id=case.pk, by=officer, at=AT).state),
        as_the_house(
            lambda: (
                commands.decide(
                    case_id=case.pk, judgements=found, version=case.version, by=verifier, at=AT
                ).state
            )
        ),
    )

    refusals = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in refusals] == [NotNow]


def test_two_approvers_at_once_announce_once(at_once):
    case, _verifier = screening.decided()
    with scope.as_system():
        officer = people.official(Role.COMMITTEE_OFFICER, case.round)
        proposed = commands.propose_outcomes(round_id=case.round_id, by=officer, at=AT)
        shown = approvals.current(Act.OUTCOMES_ANNOUNCED, proposed).fingerprint
        Message.objects.all().delete()
    approvers = [people.official(Role.APPROVER, case.round) for _number in range(2)]

    outcomes = at_once(
        *[
            as_the_house(
                lambda by=by: commands.announce(announcement_id=proposed.pk, shown=shown, by=by, at=AT).state
            )
            for by in approvers
        ]
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["AnnouncementState", "NotNow"]
    with scope.as_system():
        assert Pending.objects.filter(kind="elig").count() == Message.objects.count() == 1
