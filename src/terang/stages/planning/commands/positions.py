"""Who is in a position now, and who retires."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.stages.planning import access, queries
from terang.stages.planning.acts import Act
from terang.stages.planning.commands.locking import locked_position
from terang.stages.planning.commands.refreshing import refresh_one
from terang.stages.planning.models import Position
from terang.stages.planning.states import FormasiState

MOST_PEOPLE = 99_999


@transaction.atomic
def describe_position(
    *, position_id: int, location: str, incumbents: int, retiring: int, by: Actor, at: datetime
) -> Position:
    """The planner says where a position is, who is there, and how many of them retire.

    A proposal that rests on it is void. Refused: NotAllowed unless planner; NotNow if its formasi is approved;
    NotValid if more retire than are there. Journal: planning.position.described.
    """
    position = locked_position(position_id)
    must_be(access.may_plan(by, position.round), _("Only a planner of this round does this."))
    formasi = queries.formasi_of(position)
    if formasi and formasi.state == FormasiState.APPROVED:
        raise NotNow(_("The formasi of this position is approved; its figures stand."))
    if not 0 <= retiring <= incumbents <= MOST_PEOPLE:
        raise NotValid(_("There can't be more people who retire than there are."))
    if formasi and not location.strip():
        raise NotValid(_("This position has a formasi, so it needs its place."))
    position.location, position.incumbents, position.retiring = location.strip(), incumbents, retiring
    position.save(update_fields=["location", "incumbents", "retiring"])
    refresh_one(position, by=by, at=at)
    facts = {"incumbents": incumbents, "retiring": retiring}
    journal.record(Act.POSITION_DESCRIBED, subject=position, by=by, at=at, round_=position.round, facts=facts)
    return position


@transaction.atomic
def drop_position(*, position_id: int, by: Actor, at: datetime) -> None:
    """The planner removes a position and its workload from the round.

    Refused: NotAllowed unless planner; NotNow while a formasi rests on it. Journal: planning.position.dropped.
    """
    position = locked_position(position_id)
    must_be(access.may_plan(by, position.round), _("Only a planner of this round does this."))
    if queries.formasi_of(position):
        raise NotNow(_("A formasi rests on this position. Drop the formasi first."))
    journal.record(
        Act.POSITION_DROPPED, subject=position, by=by, at=at, round_=position.round,
        facts={"position": position.position, "unit": position.unit},
    )  # fmt: skip
    position.delete()
