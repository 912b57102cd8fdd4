"""Who may do what in screening."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from terang.base.access import Actor, Role
from terang.base.refusals import NotNow
from terang.base.tenancy.models import Round
from terang.stages.screening.models import Announcement, Case, Ruling
from terang.stages.screening.states import CaseState

READERS = (Role.COMMITTEE_OFFICER, Role.OBJECTION_OFFICER, Role.AUDITOR)
ONLY_VERIFIERS = _("Only a verifier of this round checks files.")
ONLY_APPROVERS = _("Only an approver of this round announces the outcomes.")
NOT_ONES_OWN = _("Nobody checks their own file.")
ANOTHER_HAND = _("You decided this file before. After an objection, another verifier decides.")


def is_verifier(by: Actor, round_: Round) -> bool:
    """A verifier of the round."""
    return by.holds(Role.VERIFIER, agency_id=round_.agency_id, round_id=round_.pk)


def may_see_queue(by: Actor, round_: Round) -> bool:
    """Those who check files, and those who propose or announce the outcomes."""
    roles = (Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER)
    return by.holds(*roles, agency_id=round_.agency_id, round_id=round_.pk)


def has_in_hand(by: Actor, case: Case) -> bool:
    """The verifier who has taken the file."""
    return case.state == CaseState.TAKEN and case.taken_by_id is not None and case.taken_by_id == by.person_id


def must_be_in_hand(by: Actor, case: Case) -> None:
    """Refused: NotNow, telling who was quicker, unless this person has the file in hand."""
    if case.state == CaseState.TAKEN and not has_in_hand(by, case):
        raise NotNow(gettext("Somebody was quicker: %s has this file in hand now.") % case.taken_by)
    if case.state in (CaseState.DECIDED, CaseState.ANNOUNCED):
        raise NotNow(gettext("Somebody was quicker: this file is decided already."))
    if case.state != CaseState.TAKEN:
        raise NotNow(gettext("You put this file back, or somebody did it for you. Take the next one."))


def decided_before(by: Actor, case: Case) -> bool:
    """Whether this person decided an edition of the file."""
    return Ruling.objects.filter(case=case, decided_by_id=by.person_id).exists()


def may_put_back(by: Actor, case: Case) -> bool:
    """Whoever has it in hand; a committee officer, when somebody is away."""
    officer = by.holds(Role.COMMITTEE_OFFICER, agency_id=case.agency_id, round_id=case.round_id)
    return officer or has_in_hand(by, case)


def may_return(by: Actor, case: Case) -> bool:
    """The verifier who decided it; a committee officer."""
    officer = by.holds(Role.COMMITTEE_OFFICER, agency_id=case.agency_id, round_id=case.round_id)
    return officer or (is_verifier(by, case.round) and decided_before(by, case))


def may_read(by: Actor, case: Case) -> bool:
    """The file with its documents: a verifier while it is in hand and after deciding it; officers of the round."""
    return case.pk in readable(by, case.round, [case])


def readable(by: Actor, round_: Round, cases: Iterable[Case]) -> frozenset[int]:
    """Which of these files of one round a person may read."""
    cases = list(cases)
    if by.holds(*READERS, agency_id=round_.agency_id, round_id=round_.pk):
        return frozenset(one.pk for one in cases)
    if not is_verifier(by, round_):
        return frozenset()
    ruled = Ruling.objects.filter(case__in=[one.pk for one in cases], decided_by_id=by.person_id or 0)
    in_hand = {one.pk for one in cases if has_in_hand(by, one)}
    return frozenset(in_hand | set(ruled.values_list("case_id", flat=True)))


def may_propose(by: Actor, round_: Round) -> bool:
    """A committee officer of the round."""
    return by.holds(Role.COMMITTEE_OFFICER, agency_id=round_.agency_id, round_id=round_.pk)


def may_announce(by: Actor, announcement: Announcement) -> bool:
    """An approver of the round."""
    return by.holds(Role.APPROVER, agency_id=announcement.agency_id, round_id=announcement.round_id)
