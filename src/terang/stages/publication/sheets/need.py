"""Need and formasi: why these posts are filled."""

from decimal import Decimal

from django.utils.translation import gettext as _

from terang.stages.planning import facts as planning
from terang.stages.publication.sheet import Col, Row, Sheet
from terang.stages.publication.told import Told


def need(told: Told) -> Sheet:
    """The approved formasi with the need that they rest on."""
    lines = planning.need_table(told.round.pk)
    bases = sorted({one.base for one in lines if one.base})
    notes = [_("Need is worked out with the base %(base)s.") % {"base": ", ".join(bases)}] if bases else []
    return Sheet(
        slug="kebutuhan",
        title=_("Need and formasi"),
        lead=_("What each position needs by its workload, who is there, who retires, and how many are recruited."),
        columns=(
            Col("position", _("Position")),
            Col("unit", _("Unit")),
            Col("location", _("Location")),
            Col("exact_need", _("Exact need"), "points"),
            Col("incumbents", _("Staff"), "count"),
            Col("retiring", _("Retiring"), "count"),
            Col("exact_gap", _("Missing"), "points"),
            Col("slots", _("Slots"), "count"),
            Col("reason", _("Reason")),
        ),
        rows=tuple(
            Row(
                {
                    "position": one.position, "unit": one.unit, "location": one.location,
                    "exact_need": Decimal(one.exact_need), "incumbents": one.incumbents, "retiring": one.retiring,
                    "exact_gap": Decimal(one.exact_gap), "slots": one.slots, "reason": one.reason,
                }
            )
            for one in lines
        ),
        notes=tuple(notes),
        empty=_("No formasi is approved yet."),
    )  # fmt: skip
