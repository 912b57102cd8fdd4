"""How objections look in tables and lists."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, Role
from terang.base.ui.components.numbers import in_words
from terang.base.ui.states import meaning_of
from terang.base.ui.values import Column, Link, Tag
from terang.stages.objections.models import Objection
from terang.stages.objections.queries import lists, outcomes

COLUMNS = [
    Column(gettext_lazy("Objection")), Column(gettext_lazy("Against")), Column(gettext_lazy("State")),
    Column(gettext_lazy("Answer due by")), Column(gettext_lazy("Examined by")),
]  # fmt: skip
GROUND_COLUMNS = [
    Column(gettext_lazy("Clause")), Column(gettext_lazy("What it says")), Column(gettext_lazy("What was found")),
]  # fmt: skip


def row(one: Objection, at: datetime) -> list[object]:
    """One line; a late one says so in red."""
    due = in_words(one.due_at)
    return [
        Link(one.pid, reverse("objections:examine", args=[one.pk])),
        one.get_stage_display(),
        Tag(one.get_state_display(), meaning_of(one.state)),
        Tag(_("late: %s") % due, "bad") if is_overdue(one, at) else due,
        one.taken_by.name if one.taken_by else "–",
    ]


def is_overdue(one: Objection, at: datetime) -> bool:
    """Whether it waits for its answer longer than announced."""
    return one.is_open and at >= one.due_at


def waiting_for(actor: Actor) -> int:
    """How many this officer could take now."""
    rounds = actor.rounds_of(Role.OBJECTION_OFFICER)
    agency_id = actor.agency_of(Role.OBJECTION_OFFICER) or 0
    return lists.to_examine(agency_id=agency_id, rounds=rounds, without=actor.person_id).count()


def links(rows: Iterable[Objection]) -> list[Link]:
    """The ones already taken."""
    return [
        Link(f"{one.pid} – {one.get_stage_display()}", reverse("objections:examine", args=[one.pk]))
        for one in rows
    ]


def grounds(one: Objection) -> list[list[object]]:
    """The decision as the applicant saw it."""
    return [list(ground) for ground in one.decision["grounds"]]


def misapplied(one: Objection) -> str:
    """The words of what was misapplied."""
    if not one.misapplied:
        return ""
    outcome = outcomes.announced(outcomes.application_of(one.application_id), one.stage)
    return dict(outcome.rules).get(one.misapplied, one.misapplied) if outcome else one.misapplied
