"""What planning tells later rooms."""

from dataclasses import dataclass

from terang.stages.planning.models import Formasi, Plan, Position
from terang.stages.planning.states import FormasiState


@dataclass(frozen=True)
class FormasiFacts:
    """An approved formasi. `exact_need` is a decimal as text, as it was approved."""

    id: int
    round_id: int
    agency_id: int
    position: str
    unit: str
    location: str
    slots: int
    exact_need: str
    code: str
    reason: str
    exact_gap: str
    base: str


@dataclass(frozen=True)
class NeedFacts:
    """One line of the public table of need: what the approved formasi of a position rests on."""

    position: str
    unit: str
    location: str
    exact_need: str
    incumbents: int
    retiring: int
    exact_gap: str
    slots: int
    reason: str
    base: str


def approved(round_id: int) -> tuple[FormasiFacts, ...]:
    """The approved formasi of a round, by code."""
    rows = Formasi.objects.filter(round_id=round_id, state=FormasiState.APPROVED).order_by("code")
    return tuple(map(_formasi, rows))


def formasi(formasi_id: int) -> FormasiFacts | None:
    """One formasi, if it is approved."""
    row = Formasi.objects.filter(pk=formasi_id, state=FormasiState.APPROVED).first()
    return _formasi(row) if row else None


def need_table(round_id: int) -> tuple[NeedFacts, ...]:
    """Need and formasi of a round as the public may read them: approved ones only, by code."""
    rows = Position.objects.filter(round_id=round_id, formasi__state=FormasiState.APPROVED)
    return tuple(map(_need, rows.select_related("formasi").order_by("formasi__code")))


def norm_meant_for(round_id: int) -> str:
    """The id of the norm that was chosen when the round was opened; empty if none was."""
    plan = Plan.objects.filter(round_id=round_id).first()
    return plan.norm_id if plan else ""


def _formasi(row: Formasi) -> FormasiFacts:
    return FormasiFacts(
        row.pk, row.round_id, row.agency_id, row.position, row.unit, row.location, row.slots, str(row.exact_need),
        row.code, row.reason, str(row.exact_gap), row.base,
    )  # fmt: skip


def _need(row: Position) -> NeedFacts:
    decided = row.formasi
    return NeedFacts(
        decided.position, decided.unit, decided.location, str(decided.exact_need), row.incumbents, row.retiring,
        str(decided.exact_gap), decided.slots, decided.reason, decided.base,
    )  # fmt: skip
