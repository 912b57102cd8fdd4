"""Shared reads of planning, given an actor."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Agency, Round
from terang.core.norms.workload import Base
from terang.stages.planning import access, needs
from terang.stages.planning.acts import Act
from terang.stages.planning.models import Formasi, ImportDraft, Plan, Position, Workload
from terang.stages.planning.needs import Figures
from terang.stages.planning.states import FormasiState


@dataclass(frozen=True)
class Line:
    """One position with its figures and, once written, its formasi."""

    position: Position
    figures: Figures
    formasi: Formasi | None


def agency_of(by: Actor) -> Agency:
    """The agency that the official works for. Refused: NotFound to everybody else."""
    if by.agency_id is None:
        raise NotFound(_("There is no planning for you here."))
    return Agency.objects.get(pk=by.agency_id)


def rounds_for(by: Actor) -> QuerySet[Round]:
    """The rounds whose planning the official may read, newest first."""
    held = by.rounds_of(*access.READERS)
    rounds = Round.objects.filter(agency_id=by.agency_id or 0).order_by("-created_at", "-id")
    return rounds if None in held else rounds.filter(pk__in=[pk for pk in held if pk])


def round_for(by: Actor, round_id: int) -> Round:
    """One round. Refused: NotFound if another agency's; NotAllowed without a role that reads planning."""
    found = Round.objects.select_related("agency").filter(pk=round_id).first()
    if found is None or (found.agency_id != by.agency_id and not by.is_system):
        raise NotFound(_("There is no such round."))
    must_be(
        access.may_read(by, found), _("Planning is open to planners, the committee, approvers and auditors.")
    )
    return found


def position_for(by: Actor, position_id: int) -> Position:
    """One position of a round that the official may read, with workload and formasi."""
    found = _positions().select_related("round").filter(pk=position_id).first()
    if found is None:
        raise NotFound(_("There is no such position."))
    round_for(by, found.round_id)
    return found


def formasi_for(by: Actor, formasi_id: int) -> Formasi:
    """One formasi of a round that the official may read."""
    found = Formasi.objects.select_related("round", "need").filter(pk=formasi_id).first()
    if found is None:
        raise NotFound(_("There is no such formasi."))
    round_for(by, found.round_id)
    return found


def draft_for(by: Actor, draft_id: int) -> ImportDraft:
    """One's own uploaded table."""
    found = ImportDraft.objects.select_related("round").filter(pk=draft_id, by_id=by.person_id).first()
    if found is None:
        raise NotFound(_("There is no such uploaded table."))
    return found


def plan_of(round_: Round) -> Plan | None:
    return Plan.objects.filter(round=round_).first()


def base_of(round_: Round) -> Base:
    """The base of the round's workload analysis."""
    return needs.base_of(plan_of(round_))


def lines(round_: Round, search: str = "") -> tuple[Line, ...]:
    """Every position of a round with its need, by unit and name; `search` looks in names and units."""
    rows = _positions().filter(round=round_).order_by("unit", "position", "id")
    if search:
        rows = rows.filter(position__icontains=search) | rows.filter(unit__icontains=search)
    base = base_of(round_)
    return tuple(Line(row, needs.figures_of(row, base), formasi_of(row)) for row in rows)


def line_of(position: Position) -> Line:
    """One position with its need."""
    return Line(position, needs.figures_of(position, base_of(position.round)), formasi_of(position))


def formasi_of(position: Position) -> Formasi | None:
    """The formasi of a position, if one is written."""
    return getattr(position, "formasi", None)


def formasi_in(round_: Round) -> QuerySet[Formasi]:
    """The formasi of a round, by code."""
    return Formasi.objects.filter(round=round_).select_related("need").order_by("code")


def proposal(formasi: Formasi) -> Decision | None:
    """The proposal that waits for the approver."""
    return approvals.current(Act.FORMASI_APPROVED, formasi)


def waiting(by: Actor, state: FormasiState) -> QuerySet[Formasi]:
    """The formasi in this state in the rounds that the official reads."""
    return (
        Formasi.objects.filter(round__in=rounds_for(by), state=state)
        .select_related("round")
        .order_by("round_id", "code")
    )


def _positions() -> QuerySet[Position]:
    tasks = Prefetch("workload", Workload.objects.order_by("id"))
    return Position.objects.select_related("formasi").prefetch_related(tasks)


def drafts_by_round(by: Actor) -> list[tuple[Round, int]]:
    """The rounds in which drafts of formasi wait for their proposal, with how many."""
    counts: dict[int, tuple[Round, int]] = {}
    for row in waiting(by, FormasiState.DRAFT):
        counts[row.round_id] = (row.round, counts.get(row.round_id, (row.round, 0))[1] + 1)
    return list(counts.values())
