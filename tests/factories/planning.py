"""Formasi of a round, approved unless said otherwise."""

from decimal import Decimal

from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.stages.planning.models import Formasi, Position, Workload
from terang.stages.planning.states import FormasiState
from tests.factories import people


def position(
    round_: Round | None = None,
    name: str = "Perawat Terampil",
    *,
    unit: str = "Puskesmas Talawi",
    location: str = "Talawi",
    incumbents: int = 2,
    retiring: int = 1,
    volume: str = "50",
) -> Position:
    """A position with one task: done `volume` times a month, 125 minutes each; 50 need exactly one person."""
    round_ = round_ or people.round_()
    with scope.as_system():
        row = Position.objects.create(
            round=round_, agency=round_.agency, position=name, unit=unit, location=location,
            incumbents=incumbents, retiring=retiring,
        )  # fmt: skip
        Workload.objects.create(
            position=row, task="Melayani pasien", volume=Decimal(volume), period="month", minutes=Decimal(125)
        )
        return row


def formasi(
    round_: Round | None = None,
    *,
    slots: int = 2,
    need: Position | None = None,
    name: str = "Perawat Terampil",
    state: FormasiState = FormasiState.APPROVED,
) -> Formasi:
    """A formasi whose need is exactly its slots."""
    round_ = round_ or people.round_()
    with scope.as_system():
        number = Formasi.objects.filter(round=round_).count() + 1
        need = need or position(
            round_, name, unit=f"Puskesmas {number}", incumbents=0, retiring=0, volume=str(50 * slots)
        )
        return Formasi.objects.create(
            round=round_, agency=round_.agency, need=need, code=f"F{number:02d}", position=need.position,
            unit=need.unit, location=need.location, slots=slots, exact_need=Decimal(slots), exact_gap=Decimal(slots),
            base="PermenPANRB 1/2020", state=state,
        )  # fmt: skip
