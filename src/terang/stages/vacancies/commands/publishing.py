"""Publishing a vacancy: proposed by an officer as exact bytes, approved by a second person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.journal import recording as journal
from terang.base.journal.software import declared
from terang.base.refusals import NotNow, NotValid
from terang.core import norms
from terang.core.rules.public_rule import name_of
from terang.stages.vacancies import access, checks, documents, queries
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.commands.locking import locked_vacancy
from terang.stages.vacancies.models import RoundNorm, Vacancy
from terang.stages.vacancies.states import VACANCY, Stage


@transaction.atomic
def propose_publication(*, vacancy_id: int, by: Actor, at: datetime) -> Decision:
    """The committee fixes the whole vacancy as exact bytes; they wait for a second person.

    Refused: NotAllowed unless committee officer; NotNow unless draft, or without norm; NotValid with every reason
    why the norm forbids it. Journal: vacancies.vacancy.proposed.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_propose(by, vacancy.round), _("Only a committee officer of this round proposes."))
    vacancy.state = VACANCY.after(vacancy.state, "propose")
    _must_be_lawful(vacancy)
    vacancy.save(update_fields=["state"])
    decision = approvals.propose(
        Act.VACANCY_PUBLISHED,
        subject=vacancy,
        body=documents.body(vacancy),
        by=by,
        at=at,
        round_=vacancy.round,
    )
    facts = {"code": vacancy.code, "fingerprint": decision.fingerprint}
    journal.record(Act.VACANCY_PROPOSED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=facts)
    return decision


@transaction.atomic
def approve_publication(*, vacancy_id: int, shown: str, by: Actor, at: datetime) -> Vacancy:
    """A second person approves the very bytes that were shown: the vacancy is public and fixed from now on.

    With the first vacancy of a round its calendar is announced, one entry per stage.
    Refused: NotAllowed unless approver, and to the proposer; NotNow unless proposed, if changed since, or if the
    registration is over; NotValid if the norm forbids it, or other bytes were shown.
    Journal: (journal.software.declared), (vacancies.calendar.announced), vacancies.vacancy.published, then its rule,
    vacancies.rule.published, which that one names, and .frozen.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_approve(by, vacancy.round), _("Only an approver of this round decides."))
    state = VACANCY.after(vacancy.state, "publish")
    _must_be_lawful(vacancy)
    _must_be_in_time(vacancy, at)
    decision = approvals.approve(_open(vacancy), body=documents.body(vacancy), shown=shown, by=by, at=at)
    vacancy.digest = journal.blob(documents.vacancy(vacancy))
    vacancy.state, vacancy.published_at = state, at
    vacancy.save(update_fields=["digest", "state", "published_at"])
    declared(vacancy.round, at=at)
    _announce_calendar(vacancy, by=by, at=at)
    facts = {"code": vacancy.code, "edition": vacancy.edition}
    journal.record(
        Act.VACANCY_PUBLISHED,
        subject=vacancy,
        by=by,
        at=at,
        round_=vacancy.round,
        facts=facts,
        decision=decision,
    )
    _publish_rule(vacancy, by=by, at=at)
    journal.record(
        Act.VACANCY_FROZEN, subject=vacancy, by=by, at=at, round_=vacancy.round,
        public={"what": "formation", "id": vacancy.code, "at": int(at.timestamp())},
    )  # fmt: skip
    return vacancy


@transaction.atomic
def refuse_publication(*, vacancy_id: int, reason: str, by: Actor, at: datetime) -> Vacancy:
    """The second person sends the proposal back with a reason; it is a draft again.

    Refused: NotAllowed unless approver; NotNow unless proposed; NotValid without a reason.
    Journal: vacancies.vacancy.refused.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_approve(by, vacancy.round), _("Only an approver of this round decides."))
    vacancy.state = VACANCY.after(vacancy.state, "refuse")
    approvals.refuse(_open(vacancy), reason=reason, by=by, at=at)
    vacancy.save(update_fields=["state"])
    facts = {"code": vacancy.code, "reason": reason}
    journal.record(Act.VACANCY_REFUSED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=facts)
    return vacancy


@transaction.atomic
def close_vacancy(*, vacancy_id: int, by: Actor, at: datetime) -> Vacancy:
    """Nobody applies any more: the registration is over.

    Refused: NotAllowed unless committee officer; NotNow unless published, or while the registration is open.
    Journal: vacancies.vacancy.closed.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_write(by, vacancy.round), _("Only a committee officer of this round does this."))
    vacancy.state = VACANCY.after(vacancy.state, "close")
    if at < checks.windows_of(vacancy.round)[Stage.REGISTRATION].closes_at:
        raise NotNow(_("The registration is still open."))
    vacancy.save(update_fields=["state"])
    facts = {"code": vacancy.code}
    journal.record(Act.VACANCY_CLOSED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=facts)
    return vacancy


def _must_be_lawful(vacancy: Vacancy) -> None:
    problems = checks.of_vacancy(vacancy)
    if problems:
        raise NotValid(_("This vacancy can't be published as it stands."), problems=problems)


def _must_be_in_time(vacancy: Vacancy, at: datetime) -> None:
    if at >= checks.windows_of(vacancy.round)[Stage.REGISTRATION].closes_at:
        raise NotNow(_("The registration of this round is over, so nothing more is announced in it."))


def _open(vacancy: Vacancy) -> Decision:
    decision = queries.proposal(vacancy)
    if decision is None:
        raise NotNow(_("There is no open proposal for this vacancy."))
    return decision


def _publish_rule(vacancy: Vacancy, *, by: Actor, at: datetime) -> None:
    pinned = RoundNorm.objects.get(round_id=vacancy.round_id)
    digest = journal.blob((norms.HERE / f"{pinned.norm_id}.toml").read_bytes())
    if digest != pinned.norm_hash:
        raise NotNow(
            _("The file of the norm %(norm)s is not the one that this round is bound to.") % {"norm": pinned}
        )
    public = {
        "id": name_of(pinned.norm_id, vacancy.code), "blob": journal.blob(documents.rule(vacancy)), "norm": digest,
        "formations": [vacancy.code],
    }  # fmt: skip
    journal.record(Act.RULE_PUBLISHED, subject=vacancy, by=by, at=at, round_=vacancy.round, public=public)


def _announce_calendar(vacancy: Vacancy, *, by: Actor, at: datetime) -> None:
    for window in queries.windows(vacancy.round):
        if window.announced_at is None:
            window.announced_at = at
            window.save(update_fields=["announced_at"])
            body = documents.window_body(window)
            journal.record(
                Act.CALENDAR_ANNOUNCED, subject=window, by=by, at=at, round_=vacancy.round, public=body
            )
