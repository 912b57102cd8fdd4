"""Who may do what with questions, forms, sessions and scores."""

from django.utils.translation import gettext_lazy as _

from terang.base.access import Actor, Role
from terang.stages.exams.models import Item, Seat, Session

NOT_ONES_OWN = _("You wrote this question, so another item author must review it.")
ONLY_PROCTORS = _("Only proctors of this round open and close sessions.")


def may_write_items(by: Actor, agency_id: int) -> bool:
    """Item authors of the agency write, look at and review questions."""
    return by.holds(Role.ITEM_AUTHOR, agency_id=agency_id)


def may_review(by: Actor, item: Item) -> bool:
    """An item author who did not write it."""
    return may_write_items(by, item.agency_id) and by.person_id != item.author_id


def may_arrange(by: Actor, agency_id: int, round_id: int) -> bool:
    """The committee draws forms, plans sessions and assigns seats; it sees no question."""
    return by.holds(Role.COMMITTEE_OFFICER, agency_id=agency_id, round_id=round_id)


def may_proctor(by: Actor, session: Session) -> bool:
    """Proctors of the round open and close a session, and see entry codes."""
    return by.holds(Role.PROCTOR, agency_id=session.agency_id, round_id=session.round_id)


def may_see_seats(by: Actor, session: Session) -> bool:
    """The committee and the proctors of the round."""
    return may_proctor(by, session) or may_arrange(by, session.agency_id, session.round_id)


def may_publish(by: Actor, agency_id: int, round_id: int) -> bool:
    """Approvers of the round publish scores."""
    return by.holds(Role.APPROVER, agency_id=agency_id, round_id=round_id)


def may_enter(by: Actor, seat: Seat) -> bool:
    """The candidate alone."""
    return by.person_id is not None and by.person_id == seat.person_id


def may_hold_token(by: Actor, seat: Seat) -> bool:
    """The candidate, if anybody is signed in; on a machine of the site nobody is, and the token says enough."""
    return by.person_id is None or may_enter(by, seat)


def may_see_exams(by: Actor, agency_id: int, round_id: int) -> bool:
    """Officials who have something to do with the exams of a round, and those who watch over it."""
    roles = (Role.COMMITTEE_OFFICER, Role.PROCTOR, Role.APPROVER, Role.AUDITOR)
    return by.holds(*roles, agency_id=agency_id, round_id=round_id)
