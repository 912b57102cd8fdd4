"""When a need changes, what was written about it follows: proposals end, drafts get the new figures."""

from datetime import datetime

from terang.base.access import Actor
from terang.base.approvals import deciding as approvals
from terang.base.tenancy.models import Round
from terang.stages.planning import needs, queries
from terang.stages.planning.models import Formasi, Position
from terang.stages.planning.queries import Line
from terang.stages.planning.states import FORMASI


def refresh(line: Line, *, by: Actor, at: datetime) -> Formasi | None:
    """Give the formasi of a position its present figures; an open proposal is void. Refused: NotNow if approved."""
    formasi = line.formasi
    if formasi is None:
        return None
    void(formasi, by=by, at=at)
    here = line.position
    formasi.position, formasi.unit = here.position, here.unit
    formasi.location = here.location or formasi.location
    formasi.exact_need, formasi.exact_gap = line.figures.exact_need, line.figures.exact_gap
    formasi.base = needs.label_of(queries.base_of(here.round))
    formasi.save()
    return formasi


def refresh_round(round_: Round, positions: set[int], *, by: Actor, at: datetime) -> None:
    """The same for some positions of a round, after they were written."""
    written = Formasi.objects.filter(round=round_).values_list("need_id", flat=True)
    if positions.isdisjoint(written):
        return
    for line in queries.lines(round_):
        if line.position.pk in positions:
            refresh(line, by=by, at=at)


def refresh_one(position: Position, *, by: Actor, at: datetime) -> Formasi | None:
    """The same for one position, read anew."""
    fresh = Position.objects.select_related("round").prefetch_related("workload").get(pk=position.pk)
    return refresh(queries.line_of(fresh), by=by, at=at)


def void(formasi: Formasi, *, by: Actor, at: datetime) -> None:
    """Back to draft: whatever changes ends the open proposal. Refused: NotNow if approved."""
    formasi.state = FORMASI.after(formasi.state, "write")
    decision = queries.proposal(formasi)
    if decision:
        approvals.void_changed(decision, by=by, at=at)
