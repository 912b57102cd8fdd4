"""What follows when the last assessor of a candidate has locked. Called by `lock`, in its transaction."""

from datetime import datetime

from terang.base.access import Actor
from terang.base.journal import recording as journal
from terang.base.journal.queries import leaf_hashes
from terang.stages.panels import judging
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.seating import LIVE, fill
from terang.stages.panels.judging import Settled
from terang.stages.panels.models import Assignment, Invitation, Pool, Result
from terang.stages.panels.queries import marks as written
from terang.stages.panels.states import INVITATION, AssignmentState


def settle(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """The score of a candidate of whom all have locked; or a third assessor, when two are too far apart."""
    seats = list(invitation.assignments.filter(edition=invitation.edition, state__in=LIVE))
    if len(seats) < invitation.wanted or any(seat.state != AssignmentState.LOCKED for seat in seats):
        return
    sheets = written.sheets([invitation.pk])[invitation.pk]
    settled = judging.settle(sheet.total for sheet in sheets)
    if settled is None:
        _call_third(invitation, by, at)
    else:
        _write(invitation, settled, seats, sheets, by, at)


def _call_third(invitation: Invitation, by: Actor, at: datetime) -> None:
    """One more assessor is wanted; if nobody is left, the committee sees that one is missing."""
    invitation.wanted += 1
    invitation.save(update_fields=["wanted"])
    pool = Pool.objects.get(test_id=invitation.test_id)
    fill(pool, [invitation], at)
    journal.record(Act.THIRD_CALLED, subject=invitation, by=by, at=at, round_=invitation.round)


def _write(
    invitation: Invitation,
    settled: Settled,
    seats: list[Assignment],
    sheets: tuple[written.Sheet, ...],
    by: Actor,
    at: datetime,
) -> None:
    marks = [{"slot": sheet.slot, "total": f"{sheet.total:f}"} for sheet in sheets]
    Result.objects.create(
        invitation=invitation, agency_id=invitation.agency_id, edition=invitation.edition, score=settled.score,
        spread=settled.spread, branch=settled.branch, marks=marks, settled_at=at,
    )  # fmt: skip
    invitation.state = INVITATION.after(invitation.state, "settle")
    invitation.save(update_fields=["state"])
    if settled.branch == "mean":
        journal.record(Act.SETTLED, subject=invitation, by=by, at=at, round_=invitation.round)
        return
    journal.record(
        Act.ADJUDICATED, subject=invitation, by=by, at=at, round_=invitation.round,
        public={"pid": invitation.pid, "branch": settled.branch},
        committed={"com": ("adjudicate", {"score": f"{settled.score:f}", "marks": marks})}, of=by.person_id,
        parents=[*leaf_hashes(Act.MARK_LOCKED, seats).values()],
    )  # fmt: skip
