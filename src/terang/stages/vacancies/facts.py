"""What vacancies tells later rooms: only what is published."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from terang.base.journal.models import Blob
from terang.base.refusals import NotFound, NotNow
from terang.core import norms
from terang.core.norms import Norm
from terang.core.rules import public_rule, transfers
from terang.stages.vacancies import claims, reference
from terang.stages.vacancies.models import Amendment, Requirement, RoundNorm, StageWindow, Test, Vacancy
from terang.stages.vacancies.states import PUBLIC, STAGES

CLAIM = claims.PREFIX
"""How the code of a requirement begins that is a claim."""


@dataclass(frozen=True)
class RequirementFacts:
    """One requirement; `formats` and `largest_kb` (of the upload) only where it asks for a document."""

    id: int
    clause: str
    code: str
    text: str
    document: str
    defect: str
    formats: tuple[str, ...] = ()
    largest_kb: int | None = None

    @property
    def claim(self) -> str:
        """The claim of the norm that this offers, which nobody has to make; empty for what is asked of everybody."""
        return claims.code_of(self.code)


@dataclass(frozen=True)
class TestFacts:
    """One test; `weight` is its percentage within the second tests, None for the first exam."""

    __test__ = False

    id: int
    stage: str
    kind: str
    title: str
    weight: Decimal | None
    knockout: bool
    knockout_minimum: Decimal | None
    minutes: int


@dataclass(frozen=True)
class VacancyFacts:
    """A published vacancy as its present edition says."""

    id: int
    round_id: int
    agency_id: int
    code: str
    position: str
    unit: str
    location: str
    kind: str
    slots: int
    education_codes: tuple[str, ...]
    gpa_min: Decimal | None
    age_min: int
    age_max: int
    experience_years: int
    requirements: tuple[RequirementFacts, ...]
    tests: tuple[TestFacts, ...]
    state: str
    edition: int
    mechanism: str = ""
    digest: str = ""

    @property
    def place(self) -> str:
        """Unit and location, as one name: transfers count another unit as another place (PermenPANRB 6/2024 Ps. 47(4))."""
        return f"{self.unit}, {self.location}" if self.unit else self.location

    @property
    def second_tests(self) -> tuple[TestFacts, ...]:
        """The second tests, in the order of the announcement."""
        return tuple(one for one in self.tests if one.stage == "second")

    def number_of(self, test_id: int) -> int:
        """The number of a second test, from 1; 0 for the first exam."""
        return next((at for at, one in enumerate(self.second_tests, start=1) if one.id == test_id), 0)

    def rule_id(self, norm: Norm) -> str:
        """The name of this vacancy's rule in the public log."""
        return public_rule.name_of(norm.id, self.code)

    @property
    def as_transfer(self) -> transfers.Vacancy:
        """As the rule of transfers sees it."""
        education = " ".join(sorted(self.education_codes))
        return transfers.Vacancy(self.code, self.kind, self.slots, self.position, education, self.place)


@dataclass(frozen=True)
class Window:
    """From `opens_at` up to, not including, `closes_at`."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class AmendmentFacts:
    """A change that was made after publication; each of `changes` is {"path", "label", "old", "new"}."""

    vacancy_id: int | None
    vacancy_code: str
    edition: int
    reason: str
    changes: tuple[Mapping[str, Any], ...]
    made_at: datetime


T = TypeVar("T")
_known: ContextVar[dict[tuple[object, ...], Any] | None] = ContextVar("terang_vacancies", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, what is asked again is answered as the first time: for acts over thousands of people, which must not
    treat the first by another edition than the last.
    """
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def _once(key: tuple[object, ...], read: Callable[[], T]) -> T:
    known = _known.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: T = known[key]
    return found


def vacancy(vacancy_id: int) -> VacancyFacts:
    """One published vacancy. Refused: NotFound if there is none, or it is not published."""
    return _once(("vacancy", vacancy_id), lambda: _vacancy(vacancy_id))


def _vacancy(vacancy_id: int) -> VacancyFacts:
    found = _published().filter(pk=vacancy_id).first()
    if found is None:
        raise NotFound(_("There is no such published vacancy."))
    return _facts(found)


def vacancies_of(round_id: int) -> tuple[VacancyFacts, ...]:
    """The published vacancies of a round, by code."""
    rows = _published().filter(round_id=round_id).order_by("code")
    return _once(("round", round_id), lambda: tuple(map(_facts, rows)))


def with_second_cat(round_id: int) -> tuple[VacancyFacts, ...]:
    """The published vacancies of a round that have a second test by computer."""
    return tuple(
        one
        for one in vacancies_of(round_id)
        if any(test.stage == "second" and test.kind == "cat" for test in one.tests)
    )


def calendar(round_id: int) -> dict[str, Window]:
    """The announced windows of a round by stage, in the order of the stages; empty before announcement."""
    return _once(("calendar", round_id), lambda: calendars([round_id]).get(round_id, {}))


def calendars(round_ids: Iterable[int]) -> dict[int, dict[str, Window]]:
    """The announced windows of several rounds at once; rounds without any are left out."""
    rows = StageWindow.objects.filter(round_id__in=list(round_ids), announced_at__isnull=False)
    found: dict[int, dict[str, Window]] = {}
    for row in sorted(rows, key=lambda row: STAGES.index(row.stage)):
        found.setdefault(row.round_id, {})[row.stage] = Window(row.opens_at, row.closes_at)
    return found


def amendments(round_id: int) -> tuple[AmendmentFacts, ...]:
    """Every change of what was published in a round, newest first."""
    rows = Amendment.objects.filter(round_id=round_id, made_at__isnull=False).select_related("vacancy")
    return tuple(
        AmendmentFacts(
            row.vacancy_id, row.vacancy.code if row.vacancy else "", row.edition, row.reason, tuple(row.changes),
            row.made_at,
        )
        for row in rows.order_by("-made_at", "-pk")
        if row.made_at
    )  # fmt: skip


def is_open(round_id: int, stage: str, at: datetime) -> bool:
    """Whether a stage of a round is open at this instant."""
    window = calendar(round_id).get(stage)
    return window is not None and window.opens_at <= at < window.closes_at


def norm_of(round_id: int) -> Norm:
    """The norm that the round is bound to. Refused: NotNow if none is pinned, or its file was changed since."""
    return _once(("norm", round_id), lambda: _norm_of(round_id))


def _norm_of(round_id: int) -> Norm:
    pinned = RoundNorm.objects.filter(round_id=round_id).first()
    if pinned is None:
        raise NotNow(_("This round has no norm yet."))
    norm = norms.load(pinned.norm_id)
    if norm.content_hash != pinned.norm_hash:
        raise NotNow(
            _("The file of the norm %(norm)s is not the one that this round is bound to.") % {"norm": norm.id}
        )
    return norm


def kind_names(round_id: int) -> dict[str, str]:
    """The kinds of formasi in the words of the round's norm, by code; empty where the norm can't be read."""
    try:
        return {code: kind.label for code, kind in norm_of(round_id).kinds.items()}
    except NotNow:
        return {}


def bound_rounds() -> dict[str, tuple[int, ...]]:
    """The rounds with published vacancies by the id of the norm that they are bound to, as its file is today."""
    public = Vacancy.objects.filter(state__in=PUBLIC).values("round_id")
    found: dict[str, tuple[int, ...]] = {}
    for row in RoundNorm.objects.filter(round_id__in=public).order_by("round_id"):
        if row.norm_id in norms.available() and norms.load(row.norm_id).content_hash == row.norm_hash:
            found[row.norm_id] = (*found.get(row.norm_id, ()), row.round_id)
    return found


def public_document(vacancy_id: int) -> bytes:
    """The canonical JSON of a vacancy as its present edition was published."""
    return bytes(Blob.objects.get(pk=vacancy(vacancy_id).digest).content)


def education_names() -> dict[str, str]:
    """The education codes that have a name here, by code."""
    return {code: one.name for code, one in reference.education().items()}


def slot_names() -> dict[str, str]:
    """The usual document slots, by code."""
    return {code: one.name for code, one in reference.slots().items()}


def _published() -> QuerySet[Vacancy]:
    rows = Vacancy.objects.filter(state__in=PUBLIC)
    return rows.prefetch_related(
        Prefetch("requirements", Requirement.objects.order_by("id")),
        Prefetch("tests", Test.objects.order_by("id")),
    )


def _facts(row: Vacancy) -> VacancyFacts:
    return VacancyFacts(
        id=row.pk, round_id=row.round_id, agency_id=row.agency_id, code=row.code, position=row.position,
        unit=row.unit, location=row.location, kind=row.kind, slots=row.slots,
        education_codes=tuple(row.education_codes), gpa_min=row.gpa_min, age_min=row.age_min, age_max=row.age_max,
        experience_years=row.experience_years, requirements=tuple(map(_requirement, row.requirements.all())),
        tests=tuple(map(_test, row.tests.all())), state=row.state, edition=row.edition, mechanism=row.mechanism,
        digest=row.digest,
    )  # fmt: skip


def _requirement(row: Requirement) -> RequirementFacts:
    return RequirementFacts(
        row.pk, row.clause, row.code, row.text, row.document, row.defect, tuple(row.formats), row.largest_kb
    )


def _test(row: Test) -> TestFacts:
    return TestFacts(
        row.pk, row.stage, row.kind, row.title, row.weight, row.knockout, row.knockout_minimum, row.minutes
    )
