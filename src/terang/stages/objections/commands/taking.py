"""Who examines an objection: another hand, one at a time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow
from terang.stages.objections import access
from terang.stages.objections.acts import Act
from terang.stages.objections.models import Objection
from terang.stages.objections.queries import lists
from terang.stages.objections.queries.outcomes import announced, application_of
from terang.stages.objections.states import OBJECTION


@transaction.atomic
def take_next(*, by: Actor, at: datetime) -> Objection:
    """An officer takes the most urgent objection that waits; two who ask at once get two different ones.

    Refused: NotAllowed unless objection officer; NotNow when nothing waits for this officer.
    Journal: objections.objection.taken.
    """
    agency_id = by.agency_of(Role.OBJECTION_OFFICER)
    must_be(agency_id is not None, _("Only an objection officer examines objections."))
    waiting = lists.to_examine(
        agency_id=agency_id or 0, rounds=by.rounds_of(Role.OBJECTION_OFFICER), without=by.person_id
    )
    row = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        raise NotNow(_("No objection waits for you."))
    return _take(row, by, at)


@transaction.atomic
def take(*, objection_id: int, by: Actor, at: datetime) -> Objection:
    """An officer takes this objection.

    Refused: NotAllowed unless objection officer, and to whoever decided anything of the file; NotNow if taken.
    Journal: objections.objection.taken.
    """
    return _take(Objection.objects.select_for_update().get(pk=objection_id), by, at)


@transaction.atomic
def give_back(*, objection_id: int, by: Actor, at: datetime) -> Objection:
    """The officer who took an objection gives it back to the queue, for another officer.

    Refused: NotAllowed to anybody else; NotNow unless taken.
    Journal: objections.objection.given_back.
    """
    row = Objection.objects.select_for_update().get(pk=objection_id)
    must_be(
        access.may_examine(by, agency_id=row.agency_id, round_id=row.round_id),
        _("Only an objection officer of this round examines objections."),
    )
    after = OBJECTION.after(row.state, "give_back")
    must_be(access.may_decide(by, row), _("Another officer examines this objection."))
    row.state, row.taken_by, row.taken_at = after, None, None
    row.save(update_fields=["state", "taken_by", "taken_at"])
    journal.record(Act.GIVEN_BACK, subject=row, by=by, at=at, round_=row.round)
    return row


def _take(row: Objection, by: Actor, at: datetime) -> Objection:
    must_be(
        access.may_examine(by, agency_id=row.agency_id, round_id=row.round_id),
        _("Only an objection officer of this round examines objections."),
    )
    after = OBJECTION.after(row.state, "take")
    row.decider_ids = sorted({*row.decider_ids, *_deciders_now(row)})
    must_be(
        access.may_take(by, row), _("You decided in this file, so somebody else must examine the objection.")
    )
    row.state, row.taken_by_id, row.taken_at = after, by.person_id, at
    row.save(update_fields=["state", "taken_by", "taken_at", "decider_ids"])
    journal.record(Act.TAKEN, subject=row, by=by, at=at, round_=row.round)
    return row


def _deciders_now(row: Objection) -> frozenset[int]:
    """Who has decided since it was filed counts as well."""
    outcome = announced(application_of(row.application_id), row.stage)
    return outcome.decider_ids if outcome else frozenset()
