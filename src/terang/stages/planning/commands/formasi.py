"""Writing formasi: how many slots a position gets."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.stages.planning import access, needs, queries
from terang.stages.planning.acts import Act
from terang.stages.planning.commands.locking import locked_formasi, locked_position
from terang.stages.planning.commands.refreshing import void
from terang.stages.planning.models import Formasi, Position
from terang.stages.planning.states import FORMASI

MOST_SLOTS = 9_999


@transaction.atomic
def write_formasi(
    *, position_id: int, slots: int, location: str, reason: str = "", by: Actor, at: datetime
) -> Formasi:
    """The planner writes or changes the formasi of a position; an open proposal is void.

    Refused: NotAllowed unless planner; NotNow if approved; NotValid without slots or place, or without a reason
    where the slots are not the exact gap. Journal: planning.formasi.written.
    """
    position = locked_position(position_id)
    must_be(access.may_plan(by, position.round), _("Only a planner of this round does this."))
    line = queries.line_of(position)
    formasi = line.formasi or _new(position)
    if formasi.pk:
        void(formasi, by=by, at=at)
    _must_be_sound(slots, location, reason, line.figures.exact_gap)
    formasi.slots, formasi.location, formasi.reason = slots, location.strip(), reason.strip()
    formasi.exact_need, formasi.exact_gap = line.figures.exact_need, line.figures.exact_gap
    formasi.base = needs.label_of(queries.base_of(position.round))
    formasi.save()
    Position.objects.filter(pk=position.pk).update(location=formasi.location)
    facts = {"code": formasi.code, "slots": slots, "gap": str(formasi.exact_gap)}
    journal.record(Act.FORMASI_WRITTEN, subject=formasi, by=by, at=at, round_=position.round, facts=facts)
    return formasi


@transaction.atomic
def drop_formasi(*, formasi_id: int, by: Actor, at: datetime) -> None:
    """The planner gives up a formasi that is not proposed.

    Refused: NotAllowed unless planner; NotNow if proposed or approved. Journal: planning.formasi.dropped.
    """
    formasi = locked_formasi(formasi_id)
    must_be(access.may_plan(by, formasi.round), _("Only a planner of this round does this."))
    FORMASI.after(formasi.state, "drop")
    facts = {"code": formasi.code}
    journal.record(Act.FORMASI_DROPPED, subject=formasi, by=by, at=at, round_=formasi.round, facts=facts)
    formasi.delete()


def _new(position: Position) -> Formasi:
    codes = Formasi.objects.filter(round=position.round).order_by("-code").values_list("code", flat=True)
    last = max((int(code[1:]) for code in codes), default=0)
    return Formasi(
        round=position.round, agency_id=position.agency_id, need=position, code=f"F{last + 1:02d}",
        position=position.position, unit=position.unit,
    )  # fmt: skip


def _must_be_sound(slots: int, location: str, reason: str, gap: Decimal) -> None:
    if not 0 < slots <= MOST_SLOTS:
        raise NotValid(_("A formasi has at least one slot and at most %d.") % MOST_SLOTS)
    if not location.strip():
        raise NotValid(_("Say where the people of this formasi will work."))
    if slots != gap and not reason.strip():
        raise NotValid(
            _("%(slots)d is not the exact gap of %(gap)s: give the reason for rounding.")
            % {"slots": slots, "gap": gap.normalize()}
        )
