"""How far the screening of each round has come, and its files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role, must_be
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as applications
from terang.stages.screening import access
from terang.stages.screening.models import Announcement, Case, Queue
from terang.stages.screening.states import AnnouncementState, CaseState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import Window

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
class CaseRow:
    """One file in the list of a round."""

    case: Case
    vacancy: str
    is_readable: bool


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
