"""How vacancies stand on pages."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from terang.base.ui.components.numbers import in_words, points
from terang.base.ui.states import meaning_of, words_for
from terang.base.ui.values import Change, Column, Link, Step, Tag
from terang.core.norms import Norm
from terang.stages.vacancies.claims import code_of
from terang.stages.vacancies.models import Amendment, Requirement, StageWindow, Test, Vacancy
from terang.stages.vacancies.states import Defect, Stage, TestStage


def state_tag(state: str) -> Tag:
    return Tag(words_for(state), meaning_of(state))


def kind_named(norm: Norm | None, code: str) -> str:
    """The kind of formasi in the words of the norm."""
    known = norm.kinds.get(code) if norm else None
    return known.label if known else code


def vacancy_columns() -> list[Column]:
    words = (_("Code"), _("Position"), _("Place"), _("Kind"))
    return [*map(Column, words), Column(_("Slots"), numeric=True), Column(_("State"))]


def vacancy_rows(found: Iterable[Vacancy], norm: Norm | None) -> list[list[object]]:
    return [
        [
            Link(row.code, reverse("vacancies:vacancy", args=[row.pk]), row.position), row.position,
            f"{row.unit}, {row.location}" if row.unit else row.location, kind_named(norm, row.kind), row.slots,
            state_tag(row.state),
        ]
        for row in found
    ]  # fmt: skip


def requirement_columns() -> list[str]:
    return [_("Clause"), _("Requirement"), _("Format and size"), _("A wrong or missing one")]


def requirement_rows(rows: Iterable[Requirement]) -> list[list[object]]:
    ordered = sorted(rows, key=lambda row: [int(part) for part in row.clause.split(".")])
    return [[row.clause, row.text, _limits(row), _defect(row)] for row in ordered]


def _defect(row: Requirement) -> str:
    return _("only the claim is lost") if code_of(row.code) else str(Defect(row.defect).label)


def test_columns() -> list[Column]:
    numeric = (_("Weight"), _("Minutes"))
    return [
        Column(_("Test")),
        Column(_("Stage")),
        *(Column(label, numeric=True) for label in numeric),
        Column(_("Knock-out")),
    ]


def test_rows(rows: Iterable[Test], norm: Norm | None) -> list[list[object]]:
    ordered = sorted(rows, key=lambda row: row.pk)
    return [
        [_titled(row, norm), str(TestStage(row.stage).label), _percent(row), row.minutes, _knockout(row)]
        for row in ordered
    ]


def steps(windows: Iterable[StageWindow], at: datetime) -> list[Step]:
    """The calendar as a timeline."""
    return [
        Step(
            str(Stage(row.stage).label),
            "done" if at >= row.closes_at else "now" if at >= row.opens_at else "next",
            row.opens_at,
            row.closes_at,
        )
        for row in windows
    ]


def changes(amendment: Amendment) -> list[Change]:
    """The difference; instants as people write them."""
    return [
        Change(one["label"], _readable(one["path"], one["old"]), _readable(one["path"], one["new"]))
        for one in amendment.changes
    ]


def amendment_columns() -> list[Column]:
    return [
        Column(_("Edition"), numeric=True),
        Column(_("Reason")),
        Column(_("Proposed")),
        Column(_("State")),
    ]


def amendment_rows(found: Iterable[Amendment]) -> list[list[object]]:
    words = {
        "proposed": state_tag("proposed"),
        "made": Tag(_("Made"), "good"),
        "refused": Tag(_("Sent back"), "warning"),
    }
    return [
        [
            Link(str(row.edition), reverse("vacancies:amendment", args=[row.pk]), _("amendment")), row.reason,
            row.proposed_at, words[row.state],
        ]
        for row in found
    ]  # fmt: skip


def _readable(path: str, value: str) -> str:
    instant = parse_datetime(value) if path.endswith("_at") else None
    if instant:
        return in_words(instant)
    return str(Defect(value).label) if path.endswith(":defect") and value else value


def _limits(row: Requirement) -> str:
    if not row.document:
        return "–"
    formats = ", ".join(one.upper() for one in row.formats)
    return _("%(formats)s, at most %(kb)d KB") % {"formats": formats, "kb": row.largest_kb or 0}


def _titled(row: Test, norm: Norm | None) -> str:
    kind = norm.test_kinds.get(row.kind, row.kind) if norm and row.stage == TestStage.SECOND else row.title
    return row.title if kind == row.title else f"{row.title} ({kind})"


def _percent(row: Test) -> str:
    return f"{points(row.weight)} %" if row.weight is not None else "–"


def _knockout(row: Test) -> str:
    if not row.knockout:
        return "–"
    return _("below %s points") % points(row.knockout_minimum)
