"""Seats of assessors: who is wanted for whom, filled by lot, emptied when a candidate leaves. Called by commands."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.tenancy import scope
from terang.base.work.counting import counted
from terang.stages.panels import drawing
from terang.stages.panels.models import Assignment, Invitation, Pool, Tie
from terang.stages.panels.states import ASSIGNMENT, AssignmentState

LIVE = (AssignmentState.OPEN, AssignmentState.LOCKED)


def fill(
    pool: Pool, invitations: Iterable[Invitation], at: datetime
) -> tuple[list[Assignment], list[Invitation]]:
    """Draw the assessors that are wanted and missing. Returns the new seats, and whom too few are left for.

    Nobody is drawn twice for one candidate, and never with a declared tie.
    """
    found = list(invitations)
    codes = {member.person_id: member.code for member in pool.members.all()}
    people = {code: person_id for person_id, code in codes.items()}
    before = _seats(found)
    short: list[Invitation] = []
    fresh: list[Assignment] = []
    load = _load(pool, codes)
    barred = _barred(found, before, codes)
    by_pid = {one.pid: one for one in found}
    for pid in counted(drawing.order(bytes.fromhex(pool.seed), "case", by_pid), _("Candidates")):
        row = by_pid[pid]
        free = _free_slots(row, before[row.pk])
        drawn = drawing.draw(
            bytes.fromhex(pool.seed), [pid], sorted(people), each=len(free), barred=barred, load=load
        )[pid]
        load.update(drawn)
        short += [row] if len(drawn) < len(free) else []
        fresh += [_seat(row, people[code], slot, at) for slot, code in zip(free, drawn, strict=False)]
    Invitation.objects.filter(pk__in=[one.pk for one in found], drawn_at=None).update(drawn_at=at)
    return Assignment.objects.bulk_create(fresh), short


def missing(invitations: Sequence[Invitation]) -> dict[int, int]:
    """By invitation: how many assessors are wanted and not there."""
    live = Assignment.objects.filter(invitation__in=invitations, state__in=LIVE)
    there = Counter(live.values_list("invitation_id", "edition"))
    return {one.pk: max(0, one.wanted - there[one.pk, one.edition]) for one in invitations}


def void_open(invitation: Invitation) -> None:
    """Whoever has not locked yet need not judge this candidate any more."""
    for seat in invitation.assignments.select_for_update().filter(state=AssignmentState.OPEN):
        seat.state = ASSIGNMENT.after(seat.state, "void")
        seat.save(update_fields=["state"])


def _seats(invitations: Sequence[Invitation]) -> Mapping[int, list[Assignment]]:
    seats: dict[int, list[Assignment]] = {one.pk: [] for one in invitations}
    for seat in Assignment.objects.filter(invitation__in=invitations):
        seats[seat.invitation_id].append(seat)
    return seats


def _load(pool: Pool, codes: Mapping[int, str]) -> Counter[str]:
    live = Assignment.objects.filter(invitation__test_id=pool.test_id, state__in=LIVE)
    return Counter(codes[pk] for pk in live.values_list("assessor_id", flat=True) if pk in codes)


def _barred(
    invitations: Sequence[Invitation], before: Mapping[int, list[Assignment]], codes: Mapping[int, str]
) -> set[tuple[str, str]]:
    """Pairs that may not meet: drawn before, or tied. Who is tied stays inside the house."""
    pids = {one.application_id: one.pid for one in invitations}
    pairs = {(one.pid, codes.get(seat.assessor_id, "")) for one in invitations for seat in before[one.pk]}
    with scope.as_system():
        ties = Tie.objects.filter(application_id__in=pids, assessor_id__in=codes)
        pairs |= {(pids[tie.application_id], codes[tie.assessor_id]) for tie in ties}
    return pairs


def _free_slots(invitation: Invitation, seats: Iterable[Assignment]) -> list[int]:
    taken = {seat.slot for seat in seats if seat.edition == invitation.edition and seat.state in LIVE}
    return [slot for slot in range(1, invitation.wanted + 1) if slot not in taken]


def _seat(invitation: Invitation, assessor_id: int, slot: int, at: datetime) -> Assignment:
    return Assignment(
        invitation=invitation, agency_id=invitation.agency_id, round_id=invitation.round_id, assessor_id=assessor_id,
        edition=invitation.edition, slot=slot, drawn_at=at,
    )  # fmt: skip
