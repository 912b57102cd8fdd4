"""What later rooms may know of screening: announced outcomes only, the latest of each application."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from terang.stages.screening.models import Announced, Announcement, Case, Finding, Ruling
from terang.stages.screening.states import AnnouncementState, Outcome
from terang.stages.vacancies.facts import CLAIM


@dataclass(frozen=True)
class Reason:
    """Why one requirement is not met: its clause, its text, and the verifier's sentence."""

    clause: str
    text: str
    sentence: str

    @property
    def heading(self) -> str:
        """The clause as a heading."""
        return _("Clause %(clause)s") % {"clause": self.clause}


@dataclass(frozen=True)
class Claimed:
    """A claim of the norm that somebody made: confirmed, or refused with the verifier's sentence."""

    code: str
    clause: str
    text: str
    confirmed: bool
    sentence: str


@dataclass(frozen=True)
class ScreeningOutcome:
    """The outcome that was announced last. `edition` is the number of the list that announced it."""

    application_id: int
    pid: str
    passed: bool
    reasons: tuple[Reason, ...]
    edition: int
    announced_at: datetime
    decider_ids: frozenset[int]
    vacancy_id: int
    claims: tuple[Claimed, ...] = ()


@dataclass(frozen=True)
class AnnouncementFacts:
    """One announced list."""

    id: int
    round_id: int
    number: int
    announced_at: datetime
    digest: str


@dataclass(frozen=True)
class RequirementCount:
    """How many applicants of a vacancy were found not to meet one requirement."""

    requirement_id: int
    clause: str
    text: str
    not_met: int


@dataclass(frozen=True)
class VacancyCounts:
    """The figures of one vacancy: all that were announced."""

    vacancy_id: int
    announced: int
    passed: int
    failed: int
    by_requirement: tuple[RequirementCount, ...]


def outcome(application_id: int) -> ScreeningOutcome | None:
    """The announced outcome of one application, or None before the announcement."""
    return next(iter(_outcomes(application_id=application_id)), None)


def outcomes(round_id: int) -> tuple[ScreeningOutcome, ...]:
    """All announced outcomes of a round, by vacancy and public number."""
    return _outcomes(round_id=round_id)


def passed(round_id: int) -> tuple[int, ...]:
    """The applications that passed, as announced last."""
    return tuple(one.application_id for one in outcomes(round_id) if one.passed)


def confirmed_claims(round_id: int) -> dict[int, frozenset[str]]:
    """By application: the claims of the norm that were confirmed, as announced last; whoever has none is left out."""
    made = {
        one.application_id: [each.code for each in one.claims if each.confirmed] for one in outcomes(round_id)
    }
    return {application_id: frozenset(codes) for application_id, codes in made.items() if codes}


def decider_ids(application_id: int) -> frozenset[int]:
    """Everybody who ever decided this file, announced or not."""
    rulings = Ruling.objects.filter(case__application_id=application_id)
    return frozenset(rulings.values_list("decided_by_id", flat=True))


def announcement(application_id: int) -> AnnouncementFacts | None:
    """The list that announced the outcome of this application last."""
    latest = Announced.objects.filter(case__application_id=application_id).order_by("-edition")
    row = latest.select_related("announcement").first()
    return _announcement(row.announcement) if row else None


def announcements(round_id: int) -> tuple[AnnouncementFacts, ...]:
    """The announced lists of a round, oldest first."""
    rows = Announcement.objects.filter(round_id=round_id, state=AnnouncementState.ANNOUNCED)
    return tuple(_announcement(row) for row in rows.order_by("number"))


def stage_counts(round_id: int) -> tuple[VacancyCounts, ...]:
    """The figures of each vacancy of a round, and by requirement, as announced last."""
    latest = list(_latest(round_id=round_id))
    failures = _not_met(latest)
    by_vacancy: dict[int, list[Announced]] = defaultdict(list)
    for row in latest:
        by_vacancy[row.case.vacancy_id].append(row)
    return tuple(_counts(pk, rows, failures) for pk, rows in sorted(by_vacancy.items()))


def _counts(
    vacancy_id: int, rows: list[Announced], failures: Mapping[tuple[int, int], list[Finding]]
) -> VacancyCounts:
    found = [
        finding
        for row in rows
        for finding in failures.get((row.case_id, row.edition), [])
        if not finding.is_claim
    ]
    counted: dict[int, RequirementCount] = {}
    for f in found:
        before = counted[f.requirement_id].not_met if f.requirement_id in counted else 0
        counted[f.requirement_id] = RequirementCount(
            f.requirement_id, f.clause, f.requirement.text, before + 1
        )
    good = sum(row.outcome == Outcome.MS for row in rows)
    in_order = tuple(sorted(counted.values(), key=lambda one: one.requirement_id))
    return VacancyCounts(vacancy_id, len(rows), good, len(rows) - good, in_order)


def _outcomes(**where: int) -> tuple[ScreeningOutcome, ...]:
    latest = list(_latest(**where))
    failures = _not_met(latest)
    deciders: dict[int, set[int]] = defaultdict(set)
    for case_id, by in Ruling.objects.filter(case__in=[r.case_id for r in latest]).values_list(
        "case", "decided_by"
    ):
        deciders[case_id].add(by)
    made = (
        _outcome(row, failures.get((row.case_id, row.edition), []), deciders[row.case_id]) for row in latest
    )
    return tuple(sorted(made, key=lambda one: (one.vacancy_id, one.pid)))


def _outcome(row: Announced, failures: list[Finding], deciders: Iterable[int]) -> ScreeningOutcome:
    return ScreeningOutcome(
        application_id=row.case.application_id,
        pid=row.case.pid,
        passed=row.outcome == Outcome.MS,
        reasons=tuple(Reason(f.clause, f.requirement.text, f.sentence) for f in failures if not f.is_claim),
        edition=row.announcement.number,
        announced_at=row.announcement.announced_at or row.announcement.proposed_at,
        decider_ids=frozenset(deciders),
        vacancy_id=row.case.vacancy_id,
        claims=tuple(map(_claimed, (f for f in failures if f.is_claim))),
    )


def _claimed(row: Finding) -> Claimed:
    code = row.requirement.code.removeprefix(CLAIM)
    return Claimed(code, row.clause, row.requirement.text, row.met, row.sentence)


def _latest(**where: int) -> Iterable[Announced]:
    rows = Announced.objects.filter(case__in=Case.objects.filter(**where))
    return rows.order_by("case", "-edition").distinct("case").select_related("case", "announcement")


def _not_met(rows: Iterable[Announced]) -> Mapping[tuple[int, int], list[Finding]]:
    """By case and edition, the findings of "not met", and of every claim."""
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    wanted = Q(met=False) | Q(requirement__code__startswith=CLAIM)
    findings = Finding.objects.filter(wanted, case__in=[row.case_id for row in rows])
    for finding in findings.select_related("requirement").order_by("requirement_id"):
        found[(finding.case_id, finding.edition)].append(finding)
    return found


def _announcement(row: Announcement) -> AnnouncementFacts:
    return AnnouncementFacts(
        row.pk, row.round_id, row.number, row.announced_at or row.proposed_at, row.digest
    )
