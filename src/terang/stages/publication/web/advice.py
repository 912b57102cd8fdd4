"""What a person does next, where, and until when they can object."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from terang.stages.publication.mine import Mine
from terang.stages.publication.web.addresses import address


@dataclass(frozen=True)
class Next:
    """One sentence, where to do it, and by when."""

    text: str
    href: str = ""
    action: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Objecting:
    """An open window in which this person can object to an outcome."""

    stage: str
    text: str
    href: str
    until: datetime


def next_of(mine: Mine) -> Next:
    """The one thing that comes next for this person."""
    application, calendar = mine.application, mine.told.calendar
    if application.state == "draft":
        window = calendar.get("registration")
        href = address("applications:application", application.id)
        return Next(
            _("Send your application."), href, _("Go on with it"), window.closes_at if window else None
        )
    if application.state == "withdrawn":
        return Next(_("Nothing: you withdrew."))
    if mine.final is not None and mine.final.passes:
        return _appointed(mine)
    if mine.final is not None or mine.is_out:
        return Next(_("Nothing more in this selection, unless an objection of yours is upheld."))
    seat = next((one for one in mine.seats if one.starts_at and one.state in ("seated", "called")), None)
    if seat is not None:
        return Next(_("Come to your exam in time, with your identity card."), until=seat.starts_at)
    return _waiting(mine)


def _appointed(mine: Mine) -> Next:
    """What awaits those who are chosen: first the objections, then the agency."""
    window = mine.told.calendar.get("result_objection")
    then = _("Then the agency appoints you: it writes to you which documents it needs, and by when.")
    if window is None or mine.told.at >= window.closes_at:
        return Next(_("You are chosen, and the time for objections is over. %s") % then)
    text = _(
        "You are chosen. Everybody in the ranking can object until the time below; if an objection is upheld, a new"
        " edition of the ranking follows, and you are told. %s"
    )
    return Next(text % then, until=window.closes_at)


def _waiting(mine: Mine) -> Next:
    calendar, at = mine.told.calendar, mine.told.at
    if mine.outcome is None:
        window = calendar.get("screening")
        return Next(_("Wait for the outcome of the screening."), until=window.closes_at if window else None)
    later = [
        window.opens_at
        for stage, window in calendar.items()
        if window.opens_at > at and "objection" not in stage
    ]
    return Next(_("Wait for the next stage. You will be told by a message."), until=min(later, default=None))


def objecting_of(mine: Mine) -> tuple[Objecting, ...]:
    """The windows of objection that are open for outcomes of this person, as the calendar says."""
    found = []
    if mine.outcome is not None:
        found.append(
            _window(mine, "screening", "screening_objection", _("Object to the outcome of the screening"))
        )
    if mine.final is not None:
        found.append(_window(mine, "result", "result_objection", _("Object to the final ranking")))
    filed = {one.stage for one in mine.objections}
    return tuple(one for one in found if one is not None and one.stage not in filed)


def _window(mine: Mine, stage: str, key: str, text: str) -> Objecting | None:
    window = mine.told.calendar.get(key)
    if window is None or not window.opens_at <= mine.told.at < window.closes_at:
        return None
    href = address("objections:file", mine.application.id, stage)
    return Objecting(stage, text, href, window.closes_at) if href else None
