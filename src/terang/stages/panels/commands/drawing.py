"""Who judges whom: assessors and rubric fixed first, then drawn by lot from the committed seed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from terang.base.access import Actor, Role, must_be
from terang.base.access import queries as grants
from terang.base.entropy import random_bytes
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.base.work.kinds import long_work
from terang.core.ledger import canonical
from terang.stages.applications import facts as applications
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.seating import fill, missing
from terang.stages.panels.models import Assignment, Invitation, Pool, PoolMember, Rubric, Tie
from terang.stages.panels.queries.tests import Panel, panel
from terang.stages.panels.states import ASSIGNMENT, INVITATION, RUBRIC, InvitationState

SEED_BYTES = 32
FEWEST, MOST = 2, 3


@transaction.atomic
def fix_pool(
    *, round_id: int, test_id: int, assessor_ids: Iterable[int], each: int = FEWEST, by: Actor, at: datetime
) -> Pool:
    """The committee fixes who may judge a test, and by which rubric; a seed for the draw is committed.

    each: assessors per candidate. Refused: NotAllowed unless committee officer; NotNow without a rubric, or if
    fixed already; NotValid for people who are no assessors of the round, and for fewer than `each` and one more.
    Journal: panels.pool.fixed.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round fixes its assessors."))
    rubric = Rubric.objects.select_for_update().filter(test_id=test_id).first()
    if rubric is None:
        raise NotNow(_("Choose the rubric of this test first."))
    rubric.state, rubric.frozen_at = RUBRIC.after(rubric.state, "freeze"), at
    if not FEWEST <= each <= MOST:
        raise NotValid(_("Each candidate is judged by two or three assessors."))
    people = _assessors(test, assessor_ids)
    if len(people) <= each:
        raise NotValid(
            _(
                "Choose at least %d assessors: one more than judge each candidate, so that a third can be called."
            )
            % (each + 1)
        )
    rubric.save(update_fields=["state", "frozen_at"])
    pool = Pool.objects.create(
        test_id=test_id, agency_id=test.agency_id, round_id=round_id, code=test.code,
        seed=random_bytes(SEED_BYTES).hex(), each=each, fixed_by_id=by.person_id or 0, fixed_at=at,
    )  # fmt: skip
    _add_members(pool, people)
    _commit_pool(pool, rubric, by, at)
    return pool


@transaction.atomic
def enlarge_pool(
    *, round_id: int, test_id: int, assessor_ids: Iterable[int], by: Actor, at: datetime
) -> Pool:
    """The committee adds assessors, because too few are left for somebody; nobody is taken out.

    Refused: NotAllowed unless committee officer; NotNow without a pool; NotValid unless assessors of the round.
    Journal: panels.pool.fixed, anew.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round fixes its assessors."))
    rubric = Rubric.objects.select_for_update().filter(test_id=test_id).first()
    pool = _pool(test_id)
    known = set(pool.members.values_list("person_id", flat=True))
    fresh = [one for one in _assessors(test, assessor_ids) if one.pk not in known]
    if not fresh or rubric is None:
        raise NotValid(_("Choose at least one assessor who is not among them yet."))
    _add_members(pool, fresh, after=len(known))
    _commit_pool(pool, rubric, by, at)
    return pool


@long_work(gettext_lazy("Drawing the assessors"))
@transaction.atomic
def draw(*, round_id: int, test_id: int, by: Actor, at: datetime) -> list[Assignment]:
    """For every candidate of a test, the assessors that are wanted and missing are drawn by lot.

    Refused: NotAllowed unless committee officer; NotNow before the pool is fixed, or when nobody is missing one;
    NotValid when too few assessors are left for somebody.
    Journal: panels.assessors.drawn, with the seed.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round draws assessors."))
    pool = _pool(test_id)
    Invitation.objects.filter(test_id=test_id, wanted__lt=pool.each).update(wanted=pool.each)
    rows = Invitation.objects.select_for_update().filter(test_id=test_id, state=InvitationState.INVITED)
    invited = [row for row in rows.order_by("pk") if INVITATION.may(row.state, "draw")]
    wanting = missing(invited)
    waiting = [row for row in invited if wanting[row.pk]]
    if not waiting:
        raise NotNow(_("Every candidate of this test has assessors already."))
    seats, short = fill(pool, waiting, at)
    if short:
        raise NotValid(
            ngettext(
                "Too few assessors are left for %d candidate. Add assessors first.",
                "Too few assessors are left for %d candidates. Add assessors first.",
                len(short),
            )
            % len(short)
        )
    pids = {row.pk: row.pid for row in waiting}
    pairs = [[pids[seat.invitation_id], str(seat.assessor_id), seat.slot] for seat in seats]
    journal.record(
        Act.ASSESSORS_DRAWN, subject=pool, by=by, at=at, round_=pool.round,
        facts={"test": test_id, "seats": len(seats)},
        public={"stage": pool.code, "seed": pool.seed, "n": len(seats)},
        committed={"root": ("assign", {"pairs": sorted(pairs)})}, of=pool.fixed_by_id,
    )  # fmt: skip
    return seats


@transaction.atomic
def declare_tie(*, assignment_id: int, by: Actor, at: datetime) -> Assignment | None:
    """An assessor knows the candidate: somebody else is drawn, and nobody is told why.

    Returns the new seat, or None when nobody is left: the committee then sees that one is missing.
    Refused: NotAllowed to anybody but the assessor; NotNow once locked.
    Journal: panels.assessor.drawn_again, without the reason.
    """
    seat = Assignment.objects.select_for_update().select_related("invitation").get(pk=assignment_id)
    must_be(access.may_assess(by, seat), _("Another assessor was drawn for this candidate."))
    seat.state = ASSIGNMENT.after(seat.state, "void")
    seat.save(update_fields=["state"])
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=seat.invitation_id)
    Tie.objects.get_or_create(
        assessor_id=seat.assessor_id, application_id=invitation.application_id,
        defaults={"agency_id": seat.agency_id, "declared_at": at},
    )  # fmt: skip
    seats = fill(_pool(invitation.test_id), [invitation], at)[0]
    journal.record(Act.DRAWN_AGAIN, subject=invitation, by=by, at=at, round_=invitation.round)
    return seats[0] if seats else None


def _pool(test_id: int) -> Pool:
    pool = Pool.objects.filter(test_id=test_id).select_related("round").first()
    if pool is None:
        raise NotNow(_("Fix the assessors of this test first."))
    return pool


def _assessors(test: Panel, ids: Iterable[int]) -> list[Person]:
    """Refused: NotValid for anybody who is no assessor of the round, or applies in it."""
    asked = set(ids)
    holders = grants.holders(Role.ASSESSOR, agency_id=test.agency_id, round_id=test.round_id)
    found = list(holders.filter(pk__in=asked))
    if len(found) != len(asked):
        raise NotValid(_("Somebody you chose is no assessor of this round."))
    applying = applications.applicants(test.round_id)
    if any(one.pk in applying for one in found):
        raise NotValid(_("Somebody you chose applies in this round, so they can't judge in it."))
    return found


def _add_members(pool: Pool, people: Sequence[Person], *, after: int = 0) -> None:
    PoolMember.objects.bulk_create(
        PoolMember(pool=pool, agency_id=pool.agency_id, person=one, code=f"A{n:03d}")
        for n, one in enumerate(sorted(people, key=lambda p: p.pk), start=after + 1)
    )


def _commit_pool(pool: Pool, rubric: Rubric, by: Actor, at: datetime) -> None:
    members = [[one.code, str(one.person_id)] for one in pool.members.order_by("code")]
    journal.record(
        Act.POOL_FIXED, subject=pool, by=by, at=at, round_=Round.objects.get(pk=pool.round_id),
        facts={"test": pool.test_id},
        public={
            "stage": pool.code, "n": len(members), "rubric": journal.blob(_rubric_bytes(rubric, pool.code)),
            "seed": hashlib.sha256(bytes.fromhex(pool.seed)).hexdigest(),
        },
        committed={"root": ("pool", {"members": members})}, of=by.person_id,
    )  # fmt: skip


def _rubric_bytes(rubric: Rubric, code: str) -> bytes:
    """The public document of a rubric."""
    criteria = [
        {"title": one.title, "weight": f"{one.weight:f}", "scale": one.scale, "anchors": one.anchors}
        for one in rubric.criteria.order_by("position")
    ]
    document = {
        "v": 1, "type": "rubric", "test": code, "title": rubric.title, "guidance": rubric.guidance, "criteria": criteria,
    }  # fmt: skip
    return canonical.encode(document)
