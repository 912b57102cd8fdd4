"""Moving one stage of an announced calendar: only later, and only before it has ended."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.core.rules import schedule
from terang.stages.vacancies import access, checks, documents, facts, queries
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.commands.amending import refuse_amendment
from terang.stages.vacancies.commands.locking import locked_amendment, locked_round
from terang.stages.vacancies.models import Amendment, StageWindow
from terang.stages.vacancies.states import AMENDMENT, AmendmentState, Stage

refuse_move = refuse_amendment


@transaction.atomic
def propose_move(
    *,
    round_id: int,
    stage: str,
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    by: Actor,
    at: datetime,
) -> Amendment:
    """The committee proposes to extend a stage, or to move one that hasn't begun; it waits for a second person.

    Refused: NotAllowed unless committee officer; NotNow before announcement, after the stage has closed, or while
    another move waits; NotValid without reason or difference, if anything comes earlier, or if the norm forbids it.
    Journal: vacancies.amendment.proposed.
    """
    round_ = locked_round(round_id)
    must_be(access.may_propose(by, round_), _("Only a committee officer of this round proposes."))
    window = _window(round_, stage)
    if queries.amendments_of(round_).filter(state=AmendmentState.PROPOSED).exists():
        raise NotNow(_("Another change of the calendar waits for approval."))
    if not reason.strip():
        raise NotValid(_("Give the reason: applicants will read it."))
    _must_be_later(window, opens_at, closes_at, at)
    _must_be_lawful(round_, stage, opens_at, closes_at)
    amendment = Amendment.objects.create(
        round=round_, edition=queries.amendments_of(round_).filter(state=AmendmentState.MADE).count() + 1,
        reason=reason.strip(), changes=_changes(window, opens_at, closes_at), proposed_at=at,
    )  # fmt: skip
    body = documents.amendment_body(amendment)
    approvals.propose(Act.CALENDAR_CHANGED, subject=amendment, body=body, by=by, at=at, round_=round_)
    told = {"stage": stage, "closes": closes_at.isoformat()}
    journal.record(Act.AMENDMENT_PROPOSED, subject=window, by=by, at=at, round_=round_, facts=told)
    return amendment


@transaction.atomic
def approve_move(*, amendment_id: int, shown: str, by: Actor, at: datetime) -> StageWindow:
    """A second person approves the very dates that were shown, before the stage has ended.

    Refused: NotAllowed unless approver, and to the proposer; NotNow unless proposed, or too late; NotValid if other
    bytes were shown, or the norm forbids it. Journal: vacancies.calendar.changed, public: calendar.
    """
    amendment = locked_amendment(amendment_id)
    must_be(access.may_approve(by, amendment.round), _("Only an approver of this round decides."))
    if amendment.vacancy is not None:
        raise NotNow(_("This amendment is of a vacancy."))
    amendment.state = AMENDMENT.after(amendment.state, "make")
    stage, opens_at, closes_at = moved(amendment)
    window = _window(amendment.round, stage)
    _must_be_later(window, opens_at, closes_at, at)
    _must_be_lawful(amendment.round, stage, opens_at, closes_at)
    body = documents.amendment_body(amendment)
    decision = approvals.approve(_open(amendment), body=body, shown=shown, by=by, at=at)
    amendment.made_at = at
    amendment.save(update_fields=["state", "made_at"])
    window.opens_at, window.closes_at, window.changed_at = opens_at, closes_at, at
    window.save(update_fields=["opens_at", "closes_at", "changed_at"])
    told = {"stage": stage, "amendment": amendment.pk}
    journal.record(
        Act.CALENDAR_CHANGED,
        subject=window,
        by=by,
        at=at,
        round_=amendment.round,
        facts=told,
        decision=decision,
    )
    return window


def moved(amendment: Amendment) -> tuple[str, datetime, datetime]:
    """The stage of a change of the calendar, with its new instants."""
    by_field = {one["path"].partition(":")[2]: one["new"] for one in amendment.changes}
    stage = amendment.changes[0]["path"].partition(":")[0]
    return stage, datetime.fromisoformat(by_field["opens_at"]), datetime.fromisoformat(by_field["closes_at"])


def _changes(window: StageWindow, opens_at: datetime, closes_at: datetime) -> list[dict[str, str]]:
    label = str(Stage(window.stage).label)
    return [
        {
            "path": f"{window.stage}:{name}",
            "label": f"{label}: {words}",
            "old": old.isoformat(),
            "new": new.isoformat(),
        }
        for name, words, old, new in (
            ("opens_at", _("opens"), window.opens_at, opens_at),
            ("closes_at", _("closes"), window.closes_at, closes_at),
        )
    ]


def _window(round_: Round, stage: str) -> StageWindow:
    window = StageWindow.objects.select_for_update().filter(round=round_, stage=stage).first()
    if window is None or window.announced_at is None:
        raise NotNow(_("The calendar isn't announced yet: write it anew instead."))
    return window


def _must_be_later(window: StageWindow, opens_at: datetime, closes_at: datetime, at: datetime) -> None:
    if at >= window.closes_at:
        raise NotNow(_("This stage has closed. A closing day is only extended before it has come."))
    if (opens_at, closes_at) == (window.opens_at, window.closes_at):
        raise NotValid(_("Nothing changes."))
    if opens_at < window.opens_at or closes_at < window.closes_at or opens_at >= closes_at:
        raise NotValid(_("What was announced only moves to a later time: people rely on it."))
    if opens_at != window.opens_at and at >= window.opens_at:
        raise NotNow(_("This stage has opened already; only its closing can move."))


def _must_be_lawful(round_: Round, stage: str, opens_at: datetime, closes_at: datetime) -> None:
    windows = {**checks.windows_of(round_), stage: schedule.Window(opens_at, closes_at)}
    problems = checks.of_calendar(facts.norm_of(round_.pk), windows)
    if problems:
        raise NotValid(_("With these dates the calendar can't stand."), problems=problems)


def _open(amendment: Amendment) -> Decision:
    decision = queries.amendment_proposal(amendment)
    if decision is None:
        raise NotNow(_("There is no open proposal for this amendment."))
    return decision
