"""Candidates and seats, within the present scope. Marks are not read here."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Announcement, Assignment, Invitation, Pool, PoolMember, Rubric
from terang.stages.panels.queries.tests import Panel, panels_of
from terang.stages.panels.states import AssignmentState, InvitationState

READERS = (Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR)


@dataclass(frozen=True)
class Progress:
    """How far one test is."""

    panel: Panel
    rubric: Rubric | None
    pool: Pool | None
    candidates: int
    drawn: int
    finished: int
    announcement: Announcement | None

    @property
    def lacking(self) -> int:
        """Candidates who are to be judged and have too few assessors."""
        return self.candidates - self.finished - self.drawn


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """The rounds whose panels this person follows."""
    agency_id, rounds = actor.agency_of(*READERS), actor.rounds_of(*READERS)
    found = Round.objects.filter(agency_id=agency_id or 0).order_by("-year", "code")
    return found if None in rounds else found.filter(pk__in=[one for one in rounds if one])


def zone_of(round_id: int) -> str:
    """The time zone of the agency."""
    return Round.objects.select_related("agency").get(pk=round_id).agency.timezone


def progress_of(round_id: int) -> tuple[Progress, ...]:
    """Every test of a round that people judge, and how far it is."""
    rubrics = {row.test_id: row for row in Rubric.objects.filter(round_id=round_id)}
    pools = {row.test_id: row for row in Pool.objects.filter(round_id=round_id)}
    said = {row.test_id: row for row in Announcement.objects.filter(round_id=round_id)}
    counts: Counter[tuple[int, str]] = Counter()
    for row in candidates_of_round(round_id):
        counts[row.test_id, "all"] += 1
        if row.state != InvitationState.INVITED:
            counts[row.test_id, "finished"] += 1
        elif not lacking(row):
            counts[row.test_id, "drawn"] += 1
    return tuple(
        Progress(
            panel, rubrics.get(pk), pools.get(pk), counts[pk, "all"], counts[pk, "drawn"], counts[pk, "finished"],
            said.get(pk),
        )
        for panel in panels_of(round_id)
        for pk in [panel.test.id]
    )  # fmt: skip


def progress(round_id: int, test_id: int) -> Progress:
    """One test. Refused: NotFound."""
    found = next((one for one in progress_of(round_id) if one.panel.test.id == test_id), None)
    if found is None:
        raise NotFound(_("There is no such test in this round."))
    return found


def candidates_of_round(round_id: int) -> QuerySet[Invitation]:
    """The candidates of a round, released ones left out, with their seats."""
    return _with_seats(Invitation.objects.filter(round_id=round_id))


def candidates_of(test_id: int) -> QuerySet[Invitation]:
    """The candidates of a test, released ones left out, with their seats, by appointment and number."""
    return _with_seats(Invitation.objects.filter(test_id=test_id)).select_related("person", "application")


def seats_of(invitation: Invitation) -> list[Assignment]:
    """The live seats of the present edition, of a candidate read by `candidates_of`."""
    return [
        seat
        for seat in invitation.assignments.all()
        if seat.edition == invitation.edition and seat.state != AssignmentState.VOID
    ]


def lacking(invitation: Invitation) -> int:
    """How many assessors are wanted and not there."""
    return max(0, invitation.wanted - len(seats_of(invitation)))


def invitation(invitation_id: int) -> Invitation:
    """One candidate in one test. Refused: NotFound outside the present scope."""
    found = (
        _with_seats(Invitation.objects.filter(pk=invitation_id))
        .select_related("person", "round", "work")
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such candidate here."))
    return found


def assignment(assignment_id: int, by: Actor) -> Assignment:
    """One of the assessor's own seats. Refused: NotFound for everybody else's."""
    found = Assignment.objects.filter(pk=assignment_id, assessor_id=by.person_id)
    row = found.exclude(state=AssignmentState.VOID).select_related(
        "invitation__person", "invitation__work", "round"
    )
    seat = row.first()
    if seat is None:
        raise NotFound(_("You are not asked to judge this candidate."))
    return seat


def seats_of_assessor(by: Actor) -> QuerySet[Assignment]:
    """What an assessor is asked to judge: open ones first, by appointment."""
    mine = Assignment.objects.filter(assessor_id=by.person_id).exclude(state=AssignmentState.VOID)
    live = mine.exclude(invitation__state=InvitationState.RELEASED)
    return live.select_related("invitation__person", "round").order_by(
        "locked_at", "invitation__starts_at", "invitation__pid"
    )


def waiting_for(by: Actor) -> int:
    """How many candidates this assessor has still to judge."""
    return (
        seats_of_assessor(by)
        .filter(state=AssignmentState.OPEN, invitation__state=InvitationState.INVITED)
        .count()
    )


def guidance(test_id: int) -> str:
    """What the rubric tells its assessors."""
    return Rubric.objects.filter(test_id=test_id).values_list("guidance", flat=True).first() or ""


def round_named(code: str) -> Round:
    """A round by its code. Refused: NotFound."""
    found = Round.objects.filter(code=code).select_related("agency").first()
    if found is None:
        raise NotFound(_("There is no such round."))
    return found


def invitations_of(person_id: int) -> QuerySet[Invitation]:
    """A person's own tests, by appointment."""
    mine = Invitation.objects.filter(person_id=person_id).exclude(state=InvitationState.RELEASED)
    return mine.select_related("round", "work").order_by("round_id", "starts_at", "test_id")


def pool_members(test_id: int) -> list[PoolMember]:
    """The assessors of a test by their code."""
    return list(PoolMember.objects.filter(pool__test_id=test_id).select_related("person").order_by("code"))


def open_decision(announcement: Announcement | None) -> Decision | None:
    """What is proposed for the results of a test."""
    return approvals.current(Act.RESULTS_PUBLISHED, announcement) if announcement else None


def _with_seats(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    seats = Prefetch("assignments", Assignment.objects.select_related("assessor").order_by("slot"))
    return rows.exclude(state=InvitationState.RELEASED).prefetch_related(seats).order_by("starts_at", "pid")
