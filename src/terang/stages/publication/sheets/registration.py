"""How many have applied, by vacancy."""

from collections import Counter

from django.utils.translation import gettext as _

from terang.core.rules.openness import K_MIN, scores_are_public
from terang.stages.applications import facts as applications
from terang.stages.publication.sheet import Cell, Col, Row, Sheet
from terang.stages.publication.told import Told


def registration(told: Told) -> Sheet:
    """Counts only, and those once registration has closed: rival counts must not steer who applies where."""
    closed = _is_closed(told)
    counts = Counter(one.vacancy_id for one in applications.submitted(told.round.pk)) if closed else Counter()
    hidden = [one for one in told.vacancies if closed and not scores_are_public(one.kind, counts[one.id])]
    return Sheet(
        slug="pendaftaran",
        title=_("Registrations"),
        lead=_("How many people applied for each vacancy."),
        columns=(
            Col("vacancy", _("Vacancy")),
            Col("position", _("Position")),
            Col("slots", _("Slots"), "count"),
            Col("applications", _("Applications"), "count"),
        ),
        rows=tuple(
            Row(
                {
                    "vacancy": one.code, "position": one.position, "slots": one.slots,
                    "applications": _count(counts[one.id], hidden=one in hidden),
                },
                vacancy_id=one.id,
            )
            for one in (told.vacancies if closed else ())
        ),
        notes=(suppressed_counts(),) if hidden else (),
        empty=_("The figures are published when registration has closed."),
    )  # fmt: skip


def suppressed_counts() -> str:
    """What is left out of counts, said openly."""
    return _(
        "Counts below %(least)d in special kinds of formasi are shown as “<%(least)d”: they could tell who somebody is."
    ) % {"least": K_MIN}


def _count(count: int, *, hidden: bool) -> Cell:
    return f"<{K_MIN}" if hidden else count


def _is_closed(told: Told) -> bool:
    window = told.calendar.get("registration")
    return window is not None and window.closes_at <= told.at
