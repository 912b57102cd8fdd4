"""Who may do what with vacancies before they are public. What is public, everybody reads elsewhere."""

from terang.base.access import Actor, Role
from terang.base.tenancy.models import Round

READERS = (
    Role.PLANNER, Role.COMMITTEE_OFFICER, Role.VERIFIER, Role.APPROVER, Role.OBJECTION_OFFICER, Role.SUPERVISOR,
    Role.ADMINISTRATOR, Role.AUDITOR,
)  # fmt: skip


def may_read(by: Actor, round_: Round) -> bool:
    return by.is_system or by.holds(*READERS, agency_id=round_.agency_id, round_id=round_.pk)


def may_write(by: Actor, round_: Round) -> bool:
    return by.is_system or by.holds(Role.COMMITTEE_OFFICER, agency_id=round_.agency_id, round_id=round_.pk)


def may_propose(by: Actor, round_: Round) -> bool:
    """Only a person signs, so the house itself never proposes or approves."""
    return by.holds(Role.COMMITTEE_OFFICER, agency_id=round_.agency_id, round_id=round_.pk)


def may_approve(by: Actor, round_: Round) -> bool:
    return by.holds(Role.APPROVER, agency_id=round_.agency_id, round_id=round_.pk)
