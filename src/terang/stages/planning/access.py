"""Who may do what in planning. Officials see the planning of their own agency's rounds, as far as they work there."""

from terang.base.access import Actor, Role
from terang.base.tenancy.models import Agency, Round

READERS = (
    Role.PLANNER, Role.COMMITTEE_OFFICER, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR,
)  # fmt: skip
OPENERS = (Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR)


def may_open_round(by: Actor, agency: Agency) -> bool:
    """A committee officer or administrator of every round of the agency, not of a single one."""
    everywhere = by.agency_id == agency.pk and None in by.rounds_of(*OPENERS)
    return by.is_system or everywhere


def may_read(by: Actor, round_: Round) -> bool:
    return by.is_system or by.holds(*READERS, agency_id=round_.agency_id, round_id=round_.pk)


def may_plan(by: Actor, round_: Round) -> bool:
    return by.is_system or by.holds(Role.PLANNER, agency_id=round_.agency_id, round_id=round_.pk)


def may_propose(by: Actor, round_: Round) -> bool:
    """Only a person signs, so the house itself never proposes or approves."""
    return by.holds(Role.PLANNER, agency_id=round_.agency_id, round_id=round_.pk)


def may_approve(by: Actor, round_: Round) -> bool:
    return by.holds(Role.APPROVER, agency_id=round_.agency_id, round_id=round_.pk)
