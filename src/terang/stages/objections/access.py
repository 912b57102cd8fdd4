"""Who may do what with objections."""

from terang.base.access import Actor, Role
from terang.stages.objections.models import Objection


def may_file(by: Actor, *, person_id: int) -> bool:
    """The applicant, against an outcome of their own."""
    return by.is_applicant and by.person_id == person_id


def may_examine(by: Actor, *, agency_id: int, round_id: int | None) -> bool:
    """The objection officer of the round."""
    return by.holds(Role.OBJECTION_OFFICER, agency_id=agency_id, round_id=round_id)


def may_take(by: Actor, objection: Objection) -> bool:
    """An objection officer who decided nothing of this file."""
    return (
        may_examine(by, agency_id=objection.agency_id, round_id=objection.round_id)
        and by.person_id not in objection.decider_ids
    )


def may_decide(by: Actor, objection: Objection) -> bool:
    """The objection officer who took it."""
    return may_take(by, objection) and by.person_id == objection.taken_by_id


def may_follow(by: Actor, *, agency_id: int, round_id: int | None) -> bool:
    """Who sees the list: those who decide, and the auditor."""
    return by.holds(Role.OBJECTION_OFFICER, Role.AUDITOR, agency_id=agency_id, round_id=round_id)
