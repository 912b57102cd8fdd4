"""How figures of planning stand on pages."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.ui.states import meaning_of, words_for
from terang.base.ui.values import Bar, Column, Link, Tag
from terang.stages.planning.models import Formasi
from terang.stages.planning.queries import Line
from terang.stages.planning.states import FormasiState

MOST_BARS = 12


def need_columns() -> list[Column]:
    numeric = (_("Exact need"), _("People there"), _("Retiring"), _("Exact gap"), _("Slots"))
    return [Column(_("Position")), *(Column(label, numeric=True) for label in numeric), Column(_("State"))]


def need_rows(lines: Iterable[Line]) -> list[list[object]]:
    return [list(_need_row(line)) for line in lines]


def _need_row(line: Line) -> Iterator[object]:
    here, formasi = line.position, line.formasi
    yield Link(str(here), reverse("planning:position", args=[here.pk]))
    yield line.figures.exact_need
    yield here.incumbents
    yield here.retiring
    yield line.figures.exact_gap
    yield formasi.slots if formasi else None
    yield state_tag(formasi.state) if formasi else Tag(_("not written yet"))


def state_tag(state: str) -> Tag:
    return Tag(words_for(state), meaning_of(state))


def gap_bars(lines: Iterable[Line]) -> list[Bar]:
    """The largest gaps first; the table beside them has all."""
    missing = [line for line in lines if line.figures.exact_gap > 0]
    ordered = sorted(missing, key=lambda line: -line.figures.exact_gap)[:MOST_BARS]
    return [Bar(_short(str(line.position)), line.figures.exact_gap) for line in ordered]


def formasi_columns() -> list[Column]:
    numeric = (_("Exact gap"), _("Slots"))
    words = [Column(_("Code")), Column(_("Position")), Column(_("Place"))]
    return [*words, *(Column(label, numeric=True) for label in numeric), Column(_("State"))]


def formasi_rows(found: Iterable[Formasi]) -> list[list[object]]:
    return [
        [
            Link(row.code, reverse("planning:formasi", args=[row.pk]), row.position), row.position,
            f"{row.unit}, {row.location}" if row.unit else row.location, row.exact_gap, row.slots,
            state_tag(row.state),
        ]
        for row in found
    ]  # fmt: skip


def lines_in_state(lines: Iterable[Line], state: str) -> list[Line]:
    """Filtered by the state of the formasi; "none" are those without one."""
    if state == "none":
        return [line for line in lines if line.formasi is None]
    if state in FormasiState.values:
        return [line for line in lines if line.formasi and line.formasi.state == state]
    return list(lines)


def total_gap(lines: Iterable[Line]) -> Decimal:
    """What is missing over all positions; surpluses elsewhere don't fill it."""
    return sum((max(line.figures.exact_gap, Decimal(0)) for line in lines), Decimal(0))


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
