"""Reads of this room: the state of each round, one file beside its documents, lists to announce, one's own result."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.files.models import StoredFile
from terang.base.identity.models import Person
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts, DocumentFacts, Judged
from terang.stages.screening import access, announcements, facts
from terang.stages.screening.acts import Act
from terang.stages.screening.facts import ScreeningOutcome
from terang.stages.screening.models import Announcement, Case, Finding, Queue
from terang.stages.screening.states import AnnouncementState, CaseState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts, Window

WORKERS = (Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER)


@dataclass(frozen=True)
class RoundWork:
    """How far the screening of a round has come, and what this person may do in it."""

    round: Round
    closes: Window | None
    is_closed: bool
    counts: Mapping[str, int]
    mine: Case | None
    proposed: Announcement | None
    is_verifier: bool
    may_propose: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(CaseState.DECIDED, 0) + self.counts.get(CaseState.ANNOUNCED, 0)

    @property
    def waiting(self) -> int:
        return self.counts.get(CaseState.QUEUED, 0) + self.counts.get(CaseState.REOPENED, 0)

    @property
    def in_hand(self) -> int:
        return self.counts.get(CaseState.TAKEN, 0)

    @property
    def is_ready(self) -> bool:
        """Whether there is a list to propose: all decided the first time, anything decided later."""
        new = self.counts.get(CaseState.DECIDED, 0)
        is_first = not self.counts.get(CaseState.ANNOUNCED, 0) and not self.counts.get(CaseState.REOPENED, 0)
        return new > 0 and self.proposed is None and not (is_first and (self.waiting or self.in_hand))


@dataclass(frozen=True)
class Line:
    """One requirement on the verifier's page: the rule's suggestion, the document, what was found so far."""

    judged: Judged
    document: DocumentFacts | None
    finding: Finding | None

    @property
    def title(self) -> str:
        """The clause and what it asks for, in short."""
        return _("Clause %(clause)s") % {"clause": self.judged.requirement.clause}


@dataclass(frozen=True)
class Sheet:
    """One file as the verifier reads it."""

    case: Case
    application: ApplicationFacts
    person: Person
    vacancy: VacancyFacts
    lines: tuple[Line, ...]
    is_in_hand: bool
    may_return: bool
    may_put_back: bool


@dataclass(frozen=True)
class CaseRow:
    """One file in the list of a round."""

    case: Case
    vacancy: str
    is_readable: bool


@dataclass(frozen=True)
class ListToRead:
    """One announced or proposed list, with the decision's exact bytes while it waits."""

    announcement: Announcement
    outcomes: tuple[Mapping[str, object], ...]
    decision: Decision | None
    is_proposer: bool


def rounds(by: Actor, at: datetime) -> tuple[RoundWork, ...]:
    """The rounds in whose screening this person works, the newest first."""
    held = by.rounds_of(*WORKERS)
    rows = (
        Round.objects.filter(agency_id=by.agency_id or 0)
        .select_related("agency")
        .order_by("-created_at", "-pk")
    )
    mine = [row for row in rows if None in held or row.pk in held]
    return tuple(_work(row, by, at) for row in mine)


def work(round_id: int, by: Actor, at: datetime) -> RoundWork:
    """One round. Refused: NotFound outside the agency; NotAllowed to those who don't work in its screening."""
    row = Round.objects.filter(pk=round_id, agency_id=by.agency_id or 0).select_related("agency").first()
    if row is None:
        raise NotFound(_("There is no such round in your agency."))
    must_be(access.may_see_queue(by, row), access.ONLY_VERIFIERS)
    return _work(row, by, at)


def cases(round_id: int, state: str = "") -> QuerySet[Case]:
    """The files of a round by number; of one state, if given."""
    rows = Case.objects.filter(round_id=round_id).select_related("taken_by").order_by("number")
    return rows.filter(state=state) if state in CaseState.values else rows


def rows(cases: Iterable[Case], round_: Round, by: Actor) -> list[CaseRow]:
    """Files with their vacancies, and whether this person may open each."""
    names = {one.id: f"{one.code} {one.position}" for one in vacancies.vacancies_of(round_.pk)}
    readable = access.readable(by, round_, cases)
    return [CaseRow(one, names.get(one.vacancy_id, ""), one.pk in readable) for one in cases]


def sheet(case_id: int, by: Actor) -> Sheet:
    """One file. Refused: NotFound outside the agency; NotAllowed unless it is in hand or one's to read."""
    case = _case(case_id)
    must_be(
        access.may_read(by, case),
        _("You may read a file while you have it in hand, and after you decided it."),
    )
    return _sheet(case, by)


def sheet_to_judge(case_id: int, by: Actor) -> Sheet:
    """The file for a verifier who sends findings.

    Refused: NotFound outside the agency; NotAllowed to others than verifiers of the round; NotNow unless in hand.
    """
    case = _case(case_id)
    must_be(access.is_verifier(by, case.round), access.ONLY_VERIFIERS)
    access.must_be_in_hand(by, case)
    return _sheet(case, by)


def file(case_id: int, document_id: int, by: Actor) -> StoredFile:
    """A document that was sent with this file. Refused: as in `sheet`; NotFound if it belongs to another."""
    case = _case(case_id)
    must_be(
        access.may_read(by, case),
        _("You may read a file while you have it in hand, and after you decided it."),
    )
    found = next((one for one in applications.documents(case.application_id) if one.id == document_id), None)
    if found is None:
        raise NotFound(_("There is no such document in this file."))
    return StoredFile.objects.get(pk=found.stored_file_id)


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


def _sheet(case: Case, by: Actor) -> Sheet:
    application = applications.application(case.application_id)
    vacancy = vacancies.vacancy(case.vacancy_id)
    on = applications.day_in(case.round.agency.timezone, application.submitted_at or case.round.created_at)
    documents = {one.slot: one for one in applications.documents(application.id)}
    found = {one.requirement_id: one for one in Finding.objects.filter(case=case, edition=case.edition)}
    lines = tuple(
        Line(one, documents.get(one.requirement.document), found.get(one.requirement.id))
        for one in applications.judged(vacancy, application.profile, on)
    )
    return Sheet(
        case, application, case.person, vacancy, lines, is_in_hand=access.has_in_hand(by, case),
        may_return=case.state == CaseState.DECIDED and access.may_return(by, case),
        may_put_back=case.state == CaseState.TAKEN and access.may_put_back(by, case),
    )  # fmt: skip


def _work(row: Round, by: Actor, at: datetime) -> RoundWork:
    window = vacancies.calendar(row.pk).get("registration")
    rows = Case.objects.filter(round=row)
    proposed = Announcement.objects.filter(round=row, state=AnnouncementState.PROPOSED).first()
    is_open = Queue.objects.filter(pk=row.pk).exists()
    counts = Counter(rows.values_list("state", flat=True)) if is_open else _not_yet(row)
    return RoundWork(
        round=row, closes=window, is_closed=window is not None and window.closes_at <= at, counts=counts,
        mine=rows.filter(state=CaseState.TAKEN, taken_by_id=by.person_id or 0).first(), proposed=proposed,
        is_verifier=access.is_verifier(by, row), may_propose=access.may_propose(by, row),
    )  # fmt: skip


def _not_yet(row: Round) -> Mapping[str, int]:
    """Before the queue opens: what would be in it."""
    return {CaseState.QUEUED: len(applications.submitted(row.pk))}


def _case(case_id: int) -> Case:
    rows = Case.objects.select_related("round", "round__agency", "person", "taken_by")
    found = rows.filter(pk=case_id).first()
    if found is None:
        raise NotFound(_("There is no such file in your agency."))
    return found
