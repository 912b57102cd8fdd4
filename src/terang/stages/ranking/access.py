"""Who may do what with a ranking."""

from django.utils.translation import gettext_lazy as _

from terang.base.access import Actor, Role
from terang.base.tenancy.models import Round

ONLY_PROPOSERS = _("Only a committee officer of this round proposes its rankings.")
ONLY_PUBLISHERS = _("Only the committee of this round publishes its rankings.")
READERS = (Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR)


def may_draft(by: Actor, round_: Round) -> bool:
    """Whether this person drafts, proposes and publishes the rankings of the round."""
    return by.holds(Role.COMMITTEE_OFFICER, agency_id=round_.agency_id, round_id=round_.pk)


def may_approve(by: Actor, round_: Round) -> bool:
    """Whether this person approves what somebody else has proposed."""
    return by.holds(Role.APPROVER, agency_id=round_.agency_id, round_id=round_.pk)


def may_publish(by: Actor, round_: Round) -> bool:
    """Whether this person publishes what is approved."""
    return may_draft(by, round_) or may_approve(by, round_)


def may_read(by: Actor, round_: Round) -> bool:
    """Whether this person sees drafts, with the figures of everybody under pseudonyms."""
    return by.holds(*READERS, agency_id=round_.agency_id, round_id=round_.pk)


def may_suppose(by: Actor, round_: Round) -> bool:
    """Whether this person tries other norms on a published ranking, under public numbers."""
    return may_read(by, round_) or by.holds(Role.PLANNER, agency_id=round_.agency_id, round_id=round_.pk)


def may_ask_for_correction(by: Actor) -> bool:
    """Only the house itself, after an objection was upheld (flow)."""
    return by.is_system
