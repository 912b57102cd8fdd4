"""Announcing the outcomes of a round: proposed by one person, announced by another, in numbered editions."""

import json
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy.models import Round
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.stages.screening import access, announcements, letters
from terang.stages.screening.acts import Act
from terang.stages.screening.models import Announced, Announcement, Case, Finding
from terang.stages.screening.roots import root_of_pids
from terang.stages.screening.states import ANNOUNCEMENT, CASE, AnnouncementState, CaseState, Outcome
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import CLAIM

LABEL = "reasons"
NOT_DECIDED = (CaseState.QUEUED, CaseState.TAKEN)


@transaction.atomic
def propose_outcomes(*, round_id: int, by: Actor, at: datetime) -> Announcement:
    """A committee officer fixes the exact list; a different person announces it.

    Refused: NotAllowed to others; NotNow before every file is decided, if nothing is new, or while a list waits.
    Journal: screening.outcomes.proposed.
    """
    round_ = Round.objects.select_for_update().filter(pk=round_id).first()
    if round_ is None:
        raise NotFound(_("There is no such round in your agency."))
    must_be(
        access.may_propose(by, round_), _("Only a committee officer of this round proposes the outcomes.")
    )
    earlier = Announcement.objects.filter(round=round_).exclude(state=AnnouncementState.REFUSED)
    if earlier.filter(state=AnnouncementState.PROPOSED).exists():
        raise NotNow(_("A list is waiting for approval already."))
    number = earlier.count() + 1
    _must_be_ready(round_, number)
    content = announcements.document(round_.pk, round_.code, number)
    body = announcements.body(content, number)
    announcement = Announcement.objects.create(
        round=round_, agency_id=round_.agency_id, number=number, digest=str(body["blob"]), proposed_at=at
    )
    approvals.propose(Act.OUTCOMES_ANNOUNCED, subject=announcement, body=body, by=by, at=at, round_=round_)
    journal.record(
        Act.OUTCOMES_PROPOSED, subject=announcement, by=by, at=at, round_=round_, facts={"number": number}
    )
    return announcement


@transaction.atomic
def refuse_outcomes(*, announcement_id: int, reason: str, by: Actor, at: datetime) -> Announcement:
    """An approver sends the list back, or the committee takes it back, with the reason.

    Refused: NotAllowed to others; NotNow unless it waits; NotValid without a reason.
    Journal: screening.outcomes.refused.
    """
    announcement = _locked(announcement_id)
    may = access.may_announce(by, announcement) or access.may_propose(by, announcement.round)
    must_be(may, _("Only an approver or a committee officer of this round sends the list back."))
    announcement.state = ANNOUNCEMENT.after(announcement.state, "refuse")
    decision = approvals.current(Act.OUTCOMES_ANNOUNCED, announcement)
    if decision is None:
        raise NotNow(_("Somebody was quicker: this list no longer waits."))
    approvals.refuse(decision, reason=reason, by=by, at=at)
    announcement.save(update_fields=["state"])
    journal.record(Act.OUTCOMES_REFUSED, subject=announcement, by=by, at=at, round_=announcement.round)
    return announcement


@long_work(gettext_lazy("Announcing the outcomes"))
@transaction.atomic
def announce(*, announcement_id: int, shown: str, by: Actor, at: datetime) -> Announcement:
    """An approver announces the very list that was proposed; from now on every applicant knows, and may object.

    shown: the fingerprint on the approver's page.
    Refused: NotAllowed to others and to the proposer; NotNow unless it waits, or if something changed since;
    NotValid if the page showed other bytes.
    Journal: screening.outcomes.announced (public as `announce`), screening.outcome.published for each (`elig`),
    screening.stage.closed for each vacancy (`stage_close`). A mail goes to everybody in the list.
    """
    announcement = _locked(announcement_id)
    must_be(access.may_announce(by, announcement), access.ONLY_APPROVERS)
    announcement.state = ANNOUNCEMENT.after(announcement.state, "announce")
    decision = approvals.current(Act.OUTCOMES_ANNOUNCED, announcement)
    if decision is None:
        raise NotNow(_("Somebody was quicker: this list no longer waits."))
    round_ = announcement.round
    content = announcements.document(round_.pk, round_.code, announcement.number)
    body = announcements.body(content, announcement.number)
    decision = approvals.approve(decision, body=body, shown=shown, by=by, at=at)
    journal.blob(content)
    announcement.announced_at = at
    announcement.save(update_fields=["state", "announced_at"])
    journal.record(
        Act.OUTCOMES_ANNOUNCED, subject=announcement, by=by, at=at, round_=round_, decision=decision
    )
    cases = list(_decided(round_))
    _publish(announcement, cases, by, at)
    _close_stage(announcement, json.loads(content)["outcomes"], cases, by, at)
    return announcement


def _publish(announcement: Announcement, cases: list[Case], by: Actor, at: datetime) -> None:
    """Each outcome: announced, journalled with its clauses in the open and its sentences committed, and told."""
    states = {CASE.after(case.state, "announce") for case in cases}
    Announced.objects.bulk_create([_announced(announcement, case) for case in cases], batch_size=500)
    for state in states:
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(state=state, version=F("version") + 1)
    reasons, window = _reasons(cases), vacancies.calendar(announcement.round_id).get("screening_objection")
    lines = [_line(case, reasons[case.pk]) for case in counted(cases, _("Outcomes"))]
    journal.record_all(Act.OUTCOME_PUBLISHED, lines, by=by, at=at, round_=announcement.round)
    mail.send_all(
        letters.announced(case, reasons[case.pk], window, at=at) for case in counted(cases, _("Messages"))
    )


def _announced(announcement: Announcement, case: Case) -> Announced:
    return Announced(
        announcement=announcement, case=case, agency_id=case.agency_id, person_id=case.person_id,
        edition=case.edition, outcome=case.outcome,
    )  # fmt: skip


def _line(case: Case, why: list[Finding]) -> journal.Line:
    """Public: the clauses not met. Committed with their sentences, and every claim: without one it is confirmed."""
    return journal.Line(
        subject=case,
        public={
            "pid": case.pid, "decision": announcements.DECISION[case.outcome],
            "codes": [finding.clause for finding in why if not finding.is_claim],
        },
        committed={"com": (LABEL, [{"clause": f.clause, "sentence": f.sentence} for f in why])},
        of=case.person_id,
    )  # fmt: skip


def _close_stage(
    announcement: Announcement, outcomes: list[dict[str, str]], cases: list[Case], by: Actor, at: datetime
) -> None:
    """For each vacancy in this edition: how many are still in the competition, and the root over their numbers."""
    still_in: dict[str, list[str]] = defaultdict(list)
    for one in outcomes:
        if one["decision"] == announcements.DECISION[Outcome.MS]:
            still_in[one["formation"]].append(one["pid"])
    codes = {one.id: one.code for one in vacancies.vacancies_of(announcement.round_id)}
    for formation in sorted({codes[case.vacancy_id] for case in cases}):
        pids = still_in[formation]
        body = {
            "stage": announcements.STAGE,
            "formation": formation,
            "n": len(pids),
            "root": root_of_pids(pids),
        }
        journal.record(
            Act.STAGE_CLOSED, subject=announcement, by=by, at=at, round_=announcement.round, public=body
        )


def _reasons(cases: list[Case]) -> dict[int, list[Finding]]:
    """By case: what is not met, and every claim."""
    editions = {case.pk: case.edition for case in cases}
    found: dict[int, list[Finding]] = defaultdict(list)
    wanted = Q(met=False) | Q(requirement__code__startswith=CLAIM)
    rows = Finding.objects.filter(wanted, case__in=list(editions)).select_related("requirement")
    for row in rows.order_by("requirement_id"):
        if row.edition == editions[row.case_id]:
            found[row.case_id].append(row)
    return found


def _decided(round_: Round) -> QuerySet[Case]:
    rows = Case.objects.select_for_update(of=("self",)).filter(round=round_, state=CaseState.DECIDED)
    return rows.select_related("person", "round", "round__agency").order_by("vacancy_id", "pid")


def _must_be_ready(round_: Round, number: int) -> None:
    cases = Case.objects.filter(round=round_)
    if not cases.filter(state=CaseState.DECIDED).exists():
        raise NotNow(_("There is nothing new to announce."))
    waiting = cases.filter(state__in=NOT_DECIDED).count()
    if number == 1 and waiting:
        raise NotNow(_("%d files are not decided yet. Everybody is told on the same day.") % waiting)


def _locked(announcement_id: int) -> Announcement:
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("round", "round__agency")
    found = rows.filter(pk=announcement_id).first()
    if found is None:
        raise NotFound(_("There is no such list."))
    return found
