"""Who may do what in panels. An administrator may nothing here."""

from dataclasses import dataclass
from typing import Protocol

from terang.base.access import Actor, Role
from terang.stages.panels.models import Assignment, Invitation


class OfRound(Protocol):
    """Anything that belongs to one round of one agency."""

    @property
    def agency_id(self) -> int: ...
    @property
    def round_id(self) -> int: ...


@dataclass(frozen=True)
class Place:
    """A round of an agency, where nothing else stands for it yet."""

    agency_id: int
    round_id: int


def may_lead(by: Actor, thing: OfRound) -> bool:
    """The committee officer writes rubrics, draws, appoints, and proposes results."""
    return by.holds(Role.COMMITTEE_OFFICER, agency_id=thing.agency_id, round_id=thing.round_id)


def may_invite(by: Actor, thing: OfRound) -> bool:
    """The house itself (after the shortlist), or the committee officer."""
    return by.is_system or may_lead(by, thing)


def may_assess(by: Actor, assignment: Assignment) -> bool:
    """The assessor who was drawn, and nobody else."""
    return by.person_id == assignment.assessor_id and by.holds(
        Role.ASSESSOR, agency_id=assignment.agency_id, round_id=assignment.round_id
    )


def may_hand_in(by: Actor, invitation: Invitation) -> bool:
    """The candidate."""
    return by.is_applicant and by.person_id == invitation.person_id


def may_approve(by: Actor, thing: OfRound) -> bool:
    """The approver; that it is another person than the proposer, the decision itself refuses."""
    return by.holds(Role.APPROVER, agency_id=thing.agency_id, round_id=thing.round_id)


def may_follow(by: Actor, thing: OfRound) -> bool:
    """Who sees how far the panels are, and the results once they are complete."""
    return by.holds(
        Role.COMMITTEE_OFFICER,
        Role.APPROVER,
        Role.AUDITOR,
        agency_id=thing.agency_id,
        round_id=thing.round_id,
    )
