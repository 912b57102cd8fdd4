"""What the pages of the exam room show."""

from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.access.actor import Actor, must_be
from terang.base.refusals import NotFound
from terang.base.tenancy import scope
from terang.exam_room import access
from terang.exam_room.clock import Phase, milliseconds_left, phase_at
from terang.exam_room.models import Sitting
from terang.exam_room.statements import rows


def sitting(token: str, by: Actor) -> Sitting:
    """The sitting of this token with its paper. Refused: NotFound; NotAllowed to others who are signed in."""
    with scope.as_system():
        found = Sitting.objects.select_related("paper", "agency").filter(token=token).first()
    if found is None:
        raise NotFound(_("There is no such exam. Enter with your code again."))
    must_be(access.may_open(by, found), access.ANOTHERS)
    return found


def phase_of(sitting: Sitting, at: datetime) -> Phase:
    """Where this candidate stands."""
    return phase_at(at, opens_at=sitting.opens_at, closes_at=sitting.closes_at, ended_at=sitting.ended_at)


def left_of(sitting: Sitting, at: datetime) -> int:
    """Milliseconds in which answers are still taken."""
    return milliseconds_left(at, opens_at=sitting.opens_at, closes_at=sitting.closes_at)


def held(token: str) -> tuple[int, dict[int, int]]:
    """The newest event, and the option held for each question."""
    with scope.as_system():
        events = rows("events_of", {"token": token})
    return len(events), {item: choice for _seq, item, choice, _at in events}
