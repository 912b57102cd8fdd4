"""What panels tells later rooms: complete results only, and the rubrics, which are public."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from terang.base.tenancy import scope
from terang.stages.panels.models import Announcement, Assignment, Invitation, Result, Rubric
from terang.stages.panels.queries.marks import Sheet, sheets
from terang.stages.panels.queries.results import latest_results
from terang.stages.panels.queries.tests import Panel, panels_of
from terang.stages.panels.states import AssignmentState, InvitationState, RubricState


@dataclass(frozen=True)
class PanelMark:
    """The locked mark of one assessor, 0 to 100."""

    slot: int
    total: Decimal


@dataclass(frozen=True)
class PanelScore:
    """One candidate in one test. Without a score: absent, or (not complete) still being judged.

    decider_ids: the people who judged, proposed or approved; an objection goes to another hand.
    """

    application_id: int
    pid: str
    test_id: int
    test_code: str
    score: Decimal | None
    knocked_out: bool
    absent: bool
    marks: tuple[PanelMark, ...]
    complete: bool
    spread: Decimal | None = None
    branch: str = ""
    edition: int = 1
    published_at: datetime | None = None
    decider_ids: frozenset[int] = frozenset()
    invitation_id: int = 0

    @property
    def published(self) -> bool:
        return self.published_at is not None


@dataclass(frozen=True)
class CriterionFacts:
    """One criterion with its levels, best first."""

    title: str
    weight: Decimal
    scale: str
    anchors: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RubricFacts:
    """The frozen rubric of a test."""

    test_id: int
    title: str
    guidance: str
    criteria: tuple[CriterionFacts, ...]


@dataclass(frozen=True)
class OwnScore:
    """A published score with what each assessor judged; the assessors are numbered, not named."""

    score: PanelScore
    sheets: tuple[Sheet, ...]


def results(round_id: int) -> tuple[PanelScore, ...]:
    """Every candidate in every test of a round that people judge, by test and number; released ones left out."""
    return _scores(Invitation.objects.filter(round_id=round_id), round_id)


def results_of(application_id: int, round_id: int) -> tuple[PanelScore, ...]:
    """One candidate in all such tests."""
    return _scores(Invitation.objects.filter(application_id=application_id, round_id=round_id), round_id)


def rubrics(round_id: int) -> tuple[RubricFacts, ...]:
    """The frozen rubrics of a round."""
    rows = Rubric.objects.filter(round_id=round_id, state=RubricState.FROZEN).prefetch_related("criteria")
    return tuple(map(_rubric, rows.order_by("test_id")))


def _scores(rows: QuerySet[Invitation], round_id: int) -> tuple[PanelScore, ...]:
    found = list(rows.exclude(state=InvitationState.RELEASED).order_by("test_id", "pid"))
    results = latest_results(found)
    tests = {one.test.id: one for one in panels_of(round_id)}
    said = {one.test_id: one for one in Announcement.objects.filter(round_id=round_id)}
    judges = _judges([one.pk for one in found])
    return tuple(
        _score(
            row,
            results.get(row.pk),
            tests[row.test_id],
            said.get(row.test_id),
            judges.get(row.pk, frozenset()),
        )
        for row in found
        if row.test_id in tests
    )


def _judges(invitation_ids: list[int]) -> dict[int, frozenset[int]]:
    judges: dict[int, set[int]] = {}
    locked = Assignment.objects.filter(invitation_id__in=invitation_ids, state=AssignmentState.LOCKED)
    for invitation_id, assessor_id in locked.values_list("invitation_id", "assessor_id"):
        judges.setdefault(invitation_id, set()).add(assessor_id)
    return {pk: frozenset(people) for pk, people in judges.items()}


def _score(
    row: Invitation, result: Result | None, test: Panel, said: Announcement | None, judges: frozenset[int]
) -> PanelScore:
    minimum = test.test.knockout_minimum if test.test.knockout else None
    public = said if said and _is_public(row, result, said) else None
    deciders = {public.proposed_by_id, public.approved_by_id} if public else set()
    return PanelScore(
        application_id=row.application_id, pid=row.pid, test_id=row.test_id, test_code=test.code,
        score=result.score if result else None,
        knocked_out=bool(result and minimum is not None and result.score < minimum),
        absent=row.state == InvitationState.ABSENT,
        marks=tuple(PanelMark(one["slot"], Decimal(one["total"])) for one in result.marks) if result else (),
        complete=row.state in (InvitationState.SETTLED, InvitationState.ABSENT),
        spread=result.spread if result else None, branch=result.branch if result else "", edition=row.edition,
        published_at=public.published_at if public else None,
        decider_ids=judges | {one for one in deciders if one is not None}, invitation_id=row.pk,
    )  # fmt: skip


def _is_public(row: Invitation, result: Result | None, said: Announcement) -> bool:
    """Whether this outcome was part of what was published last; one found anew since is not."""
    if said.published_at is None or row.state == InvitationState.INVITED:
        return False
    return result is None or result.settled_at <= said.published_at


def _rubric(row: Rubric) -> RubricFacts:
    criteria = sorted(row.criteria.all(), key=lambda one: one.position)
    return RubricFacts(
        row.test_id, row.title, row.guidance,
        tuple(CriterionFacts(c.title, c.weight, c.scale, tuple((a[0], a[1]) for a in c.anchors)) for c in criteria),
    )  # fmt: skip


def own_score(invitation_id: int, *, person_id: int) -> OwnScore | None:
    """A person's own published outcome in one test, criterion by criterion with the evidence; None before."""
    with scope.as_system():
        row = Invitation.objects.filter(pk=invitation_id, person_id=person_id).first()
        found = _scores(Invitation.objects.filter(pk=row.pk), row.round_id) if row else ()
        if not found or not found[0].published:
            return None
        return OwnScore(found[0], sheets([invitation_id]).get(invitation_id, ()))
