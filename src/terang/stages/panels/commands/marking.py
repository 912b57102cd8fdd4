"""Judging: each assessor alone, in drafts, then locked for good."""

import unicodedata
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.panels import access, judging
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.settling import settle
from terang.stages.panels.models import Assignment, Criterion, Invitation, Mark
from terang.stages.panels.queries import marks as written
from terang.stages.panels.queries.tests import panel
from terang.stages.panels.states import ASSIGNMENT, InvitationState

LONGEST_EVIDENCE = 2000
Given = Mapping[int, tuple[Decimal | None, str]]


@transaction.atomic
def save_marks(*, assignment_id: int, given: Given, by: Actor, at: datetime) -> Assignment:
    """An assessor keeps a draft of points and evidence, by criterion; nobody else can read it.

    given: criterion id -> (points or None, evidence). Refused: NotAllowed unless the assessor; NotNow once locked, or
    before the appointment; NotValid for points that are not on the scale.
    Journal: panels.marks.saved, without the points.
    """
    seat = _seat(assignment_id, by)
    with _own_eyes(seat):
        _must_be_time(seat, at, act="write")
        criteria = {one.pk: one for one in written.criteria_of(seat.invitation.test_id)}
        _check(given, criteria)
        Mark.objects.bulk_create(
            [
                _row(seat, criterion_id, points, evidence, at)
                for criterion_id, (points, evidence) in given.items()
            ],
            update_conflicts=True,
            unique_fields=["assignment", "criterion"],
            update_fields=["points", "evidence", "saved_at"],
        )
        journal.record(Act.MARKS_SAVED, subject=seat, by=by, at=at, round_=seat.round)
    return seat


@transaction.atomic
def lock(*, assignment_id: int, by: Actor, at: datetime) -> Assignment:
    """An assessor locks their marks for one candidate; from now on nobody can change them.

    With the last lock the candidate's score follows, or a third assessor is called.
    Refused: NotAllowed unless the assessor; NotNow once locked, or before the appointment; NotValid while a
    criterion lacks points or evidence.
    Journal: panels.mark.locked (committed); then panels.candidate.settled, .adjudicated or .third_called.
    """
    seat = _seat(assignment_id, by)
    with _own_eyes(seat):
        _must_be_time(seat, at, act="lock")
        _must_be_complete(seat)
        seat.state, seat.locked_at = ASSIGNMENT.after(seat.state, "lock"), at
        seat.save(update_fields=["state", "locked_at"])
        journal.record(
            Act.MARK_LOCKED, subject=seat, by=by, at=at, round_=seat.round,
            public={"pid": seat.invitation.pid, "slot": seat.slot},
            committed={"com": ("mark", _value(seat))}, of=by.person_id, signer=by.person_id,
        )  # fmt: skip
        settle(seat.invitation, by=by, at=at)
    return seat


def _seat(assignment_id: int, by: Actor) -> Assignment:
    """Lock the candidate first, then the seat: two assessors who lock at once come one after the other."""
    found = Assignment.objects.values_list("invitation_id", flat=True).get(pk=assignment_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=found)
    seat = Assignment.objects.select_for_update(of=("self",)).select_related("round").get(pk=assignment_id)
    seat.invitation = invitation
    must_be(access.may_assess(by, seat), _("Another assessor was drawn for this candidate."))
    return seat


def _own_eyes(seat: Assignment) -> AbstractContextManager[None]:
    """The assessor's own scope, whoever started the transaction: only there are their marks visible."""
    return scope.seeing(agency_id=seat.agency_id, person_id=seat.assessor_id)


def _must_be_time(seat: Assignment, at: datetime, *, act: str) -> None:
    ASSIGNMENT.after(seat.state, act)
    invitation = seat.invitation
    if invitation.state != InvitationState.INVITED:
        raise NotNow(_("This candidate is not to be assessed any more."))
    if invitation.starts_at and at < invitation.starts_at:
        raise NotNow(_("The appointment with this candidate has not begun."))
    if not invitation.work_id and panel(invitation.round_id, invitation.test_id).needs_work:
        raise NotNow(_("This candidate has handed nothing in yet."))


def _must_be_complete(seat: Assignment) -> None:
    drafts = written.drafts(seat)
    lacking = [
        one.title
        for one in written.criteria_of(seat.invitation.test_id)
        if one.pk not in drafts or drafts[one.pk].points is None or not drafts[one.pk].evidence.strip()
    ]
    if lacking:
        raise NotValid(
            _("Before you lock, every criterion needs points and a sentence of evidence."),
            problems=tuple(lacking),
        )


def _check(given: Given, criteria: Mapping[int, Criterion]) -> None:
    if not given.keys() <= criteria.keys():
        raise NotValid(_("A criterion is not part of this test."))
    for criterion_id, (points, evidence) in given.items():
        criterion = criteria[criterion_id]
        if points is not None and not judging.fits(points, cast(judging.Scale, criterion.scale)):
            raise NotValid(
                _("%(criterion)s: %(points)s is not on the scale %(scale)s.")
                % {"criterion": criterion.title, "points": points, "scale": criterion.get_scale_display()}
            )
        if len(evidence) > LONGEST_EVIDENCE:
            raise NotValid(_("%(criterion)s: the evidence is too long.") % {"criterion": criterion.title})


def _row(seat: Assignment, criterion_id: int, points: Decimal | None, evidence: str, at: datetime) -> Mark:
    return Mark(
        assignment=seat, agency_id=seat.agency_id, assessor_id=seat.assessor_id, criterion_id=criterion_id,
        points=points, evidence=unicodedata.normalize("NFC", evidence.strip()), saved_at=at,
    )  # fmt: skip


def _value(seat: Assignment) -> dict[str, object]:
    """What is committed: points and evidence by criterion position."""
    rows = Mark.objects.filter(assignment=seat).select_related("criterion").order_by("criterion__position")
    return {
        "test": panel(seat.round_id, seat.invitation.test_id).code,
        "marks": [[row.criterion.position, f"{row.points:f}", row.evidence] for row in rows],
    }
