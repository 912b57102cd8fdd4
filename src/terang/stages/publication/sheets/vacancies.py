"""The published vacancies."""

from django.utils.translation import gettext as _

from terang.stages.publication.sheet import Col, Row, Sheet
from terang.stages.publication.told import Told


def vacancies(told: Told) -> Sheet:
    """What can be applied for; each line leads to the vacancy's own page."""
    return Sheet(
        slug="lowongan",
        title=_("Vacancies"),
        lead=_("Each vacancy with its requirements, tests, weights and the way of selection."),
        columns=(
            Col("code", _("Code")),
            Col("position", _("Position")),
            Col("kind", _("Kind of formasi")),
            Col("unit", _("Unit")),
            Col("location", _("Location")),
            Col("slots", _("Slots"), "count"),
            Col("edition", _("Edition"), "count"),
        ),
        rows=tuple(
            Row(
                {
                    "code": one.code, "position": one.position, "kind": told.kind_label(one.kind), "unit": one.unit,
                    "location": one.location, "slots": one.slots, "edition": one.edition,
                },
                href=f"{one.code}/",
            )
            for one in told.vacancies
        ),
        empty=_("No vacancy is published yet."),
    )  # fmt: skip
