"""Lists to announce, and one's own result."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.refusals import NotFound
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.screening import access, announcements, facts
from terang.stages.screening.acts import Act
from terang.stages.screening.facts import ScreeningOutcome
from terang.stages.screening.models import Announcement
from terang.stages.screening.states import AnnouncementState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts, Window


@dataclass(frozen=True)
class ListToRead:
    """One announced or proposed list, with the decision's exact bytes while it waits."""

    announcement: Announcement
    outcomes: tuple[Mapping[str, object], ...]
    decision: Decision | None
    is_proposer: bool


def list_to_read(announcement_id: int, by: Actor) -> ListToRead:
    """A list. Refused: NotFound outside the agency; NotAllowed to those who don't work in its screening."""
    rows = Announcement.objects.filter(pk=announcement_id, agency_id=by.agency_id or 0)
    row = rows.select_related("round", "round__agency").first()
    if row is None:
        raise NotFound(_("There is no such list."))
    must_be(access.may_see_queue(by, row.round), access.ONLY_VERIFIERS)
    decision = (
        approvals.current(Act.OUTCOMES_ANNOUNCED, row) if row.state == AnnouncementState.PROPOSED else None
    )
    is_proposer = decision is not None and decision.proposed_by_id == by.person_id
    return ListToRead(row, announcements.outcomes(row), decision, is_proposer)


def must_announce(announcement_id: int, by: Actor) -> None:
    """Refused: NotFound outside the agency; NotAllowed unless an approver of the round."""
    row = Announcement.objects.filter(pk=announcement_id, agency_id=by.agency_id or 0).first()
    if row is None:
        raise NotFound(_("There is no such list."))
    must_be(access.may_announce(by, row), access.ONLY_APPROVERS)


def may_take_back(announcement: Announcement, by: Actor) -> bool:
    """Whether this person may send a waiting list back."""
    waits = announcement.state == AnnouncementState.PROPOSED
    return waits and (access.may_announce(by, announcement) or access.may_propose(by, announcement.round))


def may_announce(announcement: Announcement, by: Actor) -> bool:
    """Whether this person is the one to announce a list that waits."""
    return announcement.state == AnnouncementState.PROPOSED and access.may_announce(by, announcement)


def result(application_id: int, by: Actor) -> tuple[ApplicationFacts, VacancyFacts, ScreeningOutcome | None]:
    """One's own result, None before the announcement. Refused: NotFound for other people's applications."""
    own = [one for one in applications.of_person(by.person_id or 0) if one.id == application_id]
    if not by.is_applicant or not own:
        raise NotFound(_("There is no such application, or it isn't yours."))
    return own[0], vacancies.vacancy(own[0].vacancy_id), facts.outcome(application_id)


def objection_window(round_id: int) -> Window | None:
    """When one may object to the screening."""
    return vacancies.calendar(round_id).get("screening_objection")
