"""Files in screening, made through the commands: in the queue, in hand, decided, announced."""

from datetime import datetime

from terang.base.access import Actor, Role
from terang.base.approvals import deciding as approvals
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as application_facts
from terang.stages.applications.models import Application
from terang.stages.screening import commands
from terang.stages.screening.acts import Act
from terang.stages.screening.commands import Judgement
from terang.stages.screening.models import Announcement, Case
from terang.stages.vacancies import facts as vacancy_facts
from tests.factories import applications, people, vacancies

AT = vacancies.moment(3, 10)
SENTENCE = "IPK pada transkrip adalah 2,50, sedangkan syaratnya paling rendah 2,75."


def judgements(case: Case, *, not_met: tuple[str, ...] = (), sentence: str = SENTENCE) -> list[Judgement]:
    """A finding for each requirement: met, except the clauses named."""
    with scope.as_system():
        sent = application_facts.application(case.application_id).profile.documents
        there = vacancy_facts.vacancy(case.vacancy_id).requirements
        asked = [one for one in there if not one.claim or one.document in sent]
    return [
        Judgement(one.id, one.clause not in not_met, sentence if one.clause in not_met else "")
        for one in asked
    ]


def taken(
    application: Application | None = None, by: Actor | None = None, *, at: datetime = AT
) -> tuple[Case, Actor]:
    """A file in the hands of a verifier: the next one of the queue."""
    application = application or applications.submitted()
    with scope.as_system():
        round_ = Round.objects.select_related("agency").get(pk=application.round_id)
        by = by or people.official(Role.VERIFIER, round_)
        case = commands.take_next(round_id=round_.pk, by=by, at=at)
        assert case is not None
        return case, by


def decided(
    application: Application | None = None,
    by: Actor | None = None,
    *,
    not_met: tuple[str, ...] = (),
    at: datetime = AT,
) -> tuple[Case, Actor]:
    """A decided file: the next one of the queue."""
    case, by = taken(application, by, at=at)
    with scope.as_system():
        found = judgements(case, not_met=not_met)
        return commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=at), by


def all_decided(
    round_: Round, *, failing: tuple[int, ...] = (), by: Actor | None = None, at: datetime = AT
) -> list[Case]:
    """Every file of the round decided by one verifier; those of the applications named fail clause 4.2."""
    with scope.as_system():
        by = by or people.official(Role.VERIFIER, round_)
        done = []
        while case := commands.take_next(round_id=round_.pk, by=by, at=at):
            found = judgements(case, not_met=("4.2",) if case.application_id in failing else ())
            done.append(
                commands.decide(case_id=case.pk, judgements=found, version=case.version, by=by, at=at)
            )
        return done


def announced(round_: Round, *, failing: tuple[int, ...] = (), at: datetime = AT) -> Announcement:
    """Every submitted application of the round decided and announced; those named fail."""
    all_decided(round_, failing=failing, at=at)
    return announce(round_, at=at)


def announce(round_: Round, *, at: datetime = AT) -> Announcement:
    """What is decided, proposed by a committee officer and announced by an approver."""
    with scope.as_system():
        officer, approver = (
            people.official(Role.COMMITTEE_OFFICER, round_),
            people.official(Role.APPROVER, round_),
        )
        proposed = commands.propose_outcomes(round_id=round_.pk, by=officer, at=at)
        decision = approvals.current(Act.OUTCOMES_ANNOUNCED, proposed)
        assert decision is not None
        return commands.announce(announcement_id=proposed.pk, shown=decision.fingerprint, by=approver, at=at)
