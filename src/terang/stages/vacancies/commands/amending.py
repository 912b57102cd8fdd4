"""Amending a published vacancy: the difference is proposed with its reason, and made by a second person."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.stages.planning import facts as planning
from terang.stages.vacancies import access, changes, checks, documents, facts, queries, soundness
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.changes import Amended
from terang.stages.vacancies.commands.locking import locked_amendment, locked_vacancy
from terang.stages.vacancies.current import draft_of
from terang.stages.vacancies.models import Amendment, Requirement, Test, Vacancy
from terang.stages.vacancies.states import AMENDMENT, VACANCY, AmendmentState, Stage, TestStage


@transaction.atomic
def propose_amendment(
    *, vacancy_id: int, wanted: Mapping[str, str], reason: str, by: Actor, at: datetime
) -> Amendment:
    """The committee proposes to change a published vacancy; the difference waits for a second person.

    wanted: new values by path (see `changes`). Refused: NotAllowed unless committee officer; NotNow unless
    published, once the exam has begun, or while another amendment waits; NotValid without reason or difference, or
    if the result would be unsound or unlawful. Journal: vacancies.amendment.proposed.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_propose(by, vacancy.round), _("Only a committee officer of this round proposes."))
    VACANCY.after(vacancy.state, "amend")
    _must_be_before_the_exam(vacancy, at)
    if queries.amendments_of(vacancy.round, vacancy).filter(state=AmendmentState.PROPOSED).exists():
        raise NotNow(_("Another amendment of this vacancy waits for approval."))
    if not reason.strip():
        raise NotValid(_("Give the reason: applicants will read it."))
    made, amended = changes.difference(vacancy, wanted)
    _must_be_permitted(amended)
    amendment = Amendment.objects.create(
        round=vacancy.round, vacancy=vacancy, edition=vacancy.edition + 1, reason=reason.strip(), changes=made,
        proposed_at=at,
    )  # fmt: skip
    approvals.propose(
        Act.VACANCY_AMENDED, subject=amendment, body=documents.amendment_body(amendment), by=by, at=at,
        round_=vacancy.round,
    )  # fmt: skip
    told = {"code": vacancy.code, "edition": amendment.edition, "paths": [one["path"] for one in made]}
    journal.record(Act.AMENDMENT_PROPOSED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=told)
    return amendment


@transaction.atomic
def approve_amendment(*, amendment_id: int, shown: str, by: Actor, at: datetime) -> Vacancy:
    """A second person approves the very difference that was shown; the vacancy has a new edition.

    Refused: NotAllowed unless approver, and to the proposer; NotNow unless proposed, if changed since, or once the
    exam has begun; NotValid if other bytes were shown. Journal: vacancies.vacancy.amended, public: announce.
    """
    amendment = locked_amendment(amendment_id)
    must_be(access.may_approve(by, amendment.round), _("Only an approver of this round decides."))
    if amendment.vacancy is None:
        raise NotNow(_("This amendment is of the calendar."))
    amendment.state = AMENDMENT.after(amendment.state, "make")
    VACANCY.after(amendment.vacancy.state, "amend")
    _must_be_before_the_exam(amendment.vacancy, at)
    amended = changes.repeated(amendment.vacancy, amendment.changes)
    _must_be_permitted(amended)
    body = documents.amendment_body(amendment)
    decision = approvals.approve(_open(amendment), body=body, shown=shown, by=by, at=at)
    amendment.made_at = at
    amendment.save(update_fields=["state", "made_at"])
    journal.blob(documents.amendment(amendment))
    vacancy = _write(amended, amendment.edition)
    told = {"code": vacancy.code, "edition": vacancy.edition, "amendment": amendment.pk}
    journal.record(
        Act.VACANCY_AMENDED,
        subject=vacancy,
        by=by,
        at=at,
        round_=vacancy.round,
        facts=told,
        decision=decision,
    )
    return vacancy


@transaction.atomic
def refuse_amendment(*, amendment_id: int, reason: str, by: Actor, at: datetime) -> Amendment:
    """The second person sends an amendment back with a reason; nothing changes.

    Refused: NotAllowed unless approver; NotNow unless proposed; NotValid without a reason.
    Journal: vacancies.amendment.refused.
    """
    amendment = locked_amendment(amendment_id)
    must_be(access.may_approve(by, amendment.round), _("Only an approver of this round decides."))
    amendment.state = AMENDMENT.after(amendment.state, "refuse")
    approvals.refuse(_open(amendment), reason=reason, by=by, at=at)
    amendment.save(update_fields=["state"])
    told = {"reason": reason, "edition": amendment.edition}
    subject = amendment.vacancy or amendment.round
    journal.record(Act.AMENDMENT_REFUSED, subject=subject, by=by, at=at, round_=amendment.round, facts=told)
    return amendment


def _must_be_permitted(amended: Amended) -> None:
    row = amended.vacancy
    soundness.check(draft_of(row, amended.requirements, amended.tests))
    norm = facts.norm_of(row.round_id)
    second = [one for one in amended.tests if one.stage == TestStage.SECOND]
    problems = (*checks.of_tests(norm, row.round, second), *checks.of_ages(norm, row))
    if problems:
        raise NotValid(_("With this change the vacancy could not be announced."), problems=problems)
    formasi = planning.formasi(row.formasi_id)
    if formasi is None or row.slots > queries.slots_left(formasi, except_vacancy=row.pk):
        raise NotValid(_("The formasi has no more slots for this."))


def _must_be_before_the_exam(vacancy: Vacancy, at: datetime) -> None:
    if at >= checks.windows_of(vacancy.round)[Stage.EXAM].opens_at:
        raise NotNow(_("The exam has begun. What people are judged by doesn't change any more."))


def _open(amendment: Amendment) -> Decision:
    decision = queries.amendment_proposal(amendment)
    if decision is None:
        raise NotNow(_("There is no open proposal for this amendment."))
    return decision


def _write(amended: Amended, edition: int) -> Vacancy:
    """Vacancy first: with its new edition the database lets its parts change too."""
    vacancy = amended.vacancy
    vacancy.edition = edition
    vacancy.save()
    parts: list[Requirement | Test] = [*amended.requirements, *amended.tests]
    for row in parts:
        row.edition = edition
        row.save()
    vacancy.refresh_from_db()
    vacancy.digest = journal.blob(documents.vacancy(vacancy))
    vacancy.save(update_fields=["digest"])
    return vacancy
