"""A test that people judge, with its officer, assessors and candidates, brought as far as a test needs it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from terang.base.access import Actor, Role
from terang.base.journal import recording as journal
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.stages.applications.models import Application
from terang.stages.panels import commands
from terang.stages.panels.models import Assignment, Criterion, Invitation
from terang.stages.panels.shelf import CriterionDraft, RubricDraft
from terang.stages.vacancies.models import Test
from terang.stages.vacancies.states import VacancyState
from tests.factories import applications, people, vacancies

AT = vacancies.moment(4, 18, 9)
JUDGING = vacancies.moment(4, 22, 9)
AFTER = vacancies.moment(5, 2, 9)
HOUSE = Actor.as_system("flow")
FIVE = tuple((level, f"Tampak seperti tingkat {level}.") for level in "54321")
HUNDRED = (("75-100", "Baik."), ("0-74", "Kurang."))


@dataclass
class Stage:
    """One test and everybody in it."""

    round: Round
    test: Test
    officer: Actor
    approver: Actor
    assessors: list[Actor]
    applications: list[Application] = field(default_factory=list)

    @property
    def ids(self) -> dict[str, int]:
        return {"round_id": self.round.pk, "test_id": self.test.pk}

    @property
    def invitations(self) -> list[Invitation]:
        with scope.as_system():
            return list(Invitation.objects.filter(test=self.test).order_by("application_id"))

    def seats(self, invitation: Invitation) -> list[Assignment]:
        """The present assignments of a candidate, by slot."""
        with scope.as_system():
            live = Assignment.objects.filter(invitation=invitation).exclude(state="void")
            return list(live.order_by("edition", "slot").select_related("assessor"))

    def actor(self, seat: Assignment) -> Actor:
        return next(one for one in self.assessors if one.person_id == seat.assessor_id)


def rubric(scales: Iterable[str] = ("hundred",), weights: Iterable[str] = ("100",)) -> RubricDraft:
    """A small rubric with one criterion per scale."""
    criteria = [
        CriterionDraft(f"Kriteria {n}", Decimal(weight), scale, FIVE if scale == "five" else HUNDRED)
        for n, (scale, weight) in enumerate(zip(scales, weights, strict=True), start=1)
    ]
    return RubricDraft("Rubrik contoh", "Nilai yang Anda lihat.", tuple(criteria))


def stage(
    kind: str = "interview",
    *,
    round_: Round | None = None,
    assessors: int = 4,
    minimum: Decimal | None = None,
    title: str = "Wawancara",
    of: str = "UMUM",
) -> Stage:
    """A published vacancy (`of` a kind of formasi) with one such test, an officer, an approver and assessors."""
    round_ = round_ or people.round_()
    with scope.as_system():
        vacancies.calendar(round_)
        vacancy = vacancies.vacancy(round_, kind=of, tests=((kind, title, "100"),), published=False)
        test = Test.objects.get(vacancy=vacancy, stage="second")
        test.knockout, test.knockout_minimum = minimum is not None, minimum
        test.save()
        vacancy.state, vacancy.published_at = VacancyState.PUBLISHED, vacancies.BEFORE
        vacancy.digest = journal.blob(f'{{"code":"{vacancy.code}"}}'.encode())
        vacancy.save()
    return Stage(
        round_,
        test,
        people.official(Role.COMMITTEE_OFFICER, round_),
        people.official(Role.APPROVER, round_),
        [people.official(Role.ASSESSOR, round_, name=f"Penguji {n}") for n in range(1, assessors + 1)],
    )


def invited(kind: str = "interview", *, candidates: int = 1, **fields: object) -> Stage:
    """The same with candidates who are invited."""
    made = stage(kind, **fields)  # type: ignore[arg-type]
    with scope.as_system():
        made.applications = [applications.submitted(made.test.vacancy) for _n in range(candidates)]
        commands.invite(
            round_id=made.round.pk, application_ids=[one.pk for one in made.applications], by=HOUSE, at=AT
        )
    return made


def drawn(
    kind: str = "interview", *, each: int = 2, draft: RubricDraft | None = None, **fields: object
) -> Stage:
    """The same with a frozen rubric and assessors drawn."""
    made = invited(kind, **fields)  # type: ignore[arg-type]
    with scope.as_system():
        commands.write_rubric(**made.ids, draft=draft or rubric(), by=made.officer, at=AT)
        chosen = [one.person_id for one in made.assessors if one.person_id]
        commands.fix_pool(**made.ids, assessor_ids=chosen, each=each, by=made.officer, at=AT)
        commands.draw(**made.ids, by=made.officer, at=AT)
    return made


def write(stage: Stage, seat: Assignment, points: object, evidence: str = "Terdengar jelas.") -> None:
    """A draft with the same points on every criterion."""
    with scope.as_system():
        given = {pk: (Decimal(str(points)), evidence) for pk in _criteria(stage)}
        commands.save_marks(assignment_id=seat.pk, given=given, by=stage.actor(seat), at=JUDGING)


def judge(stage: Stage, seat: Assignment, points: object, evidence: str = "Terdengar jelas.") -> None:
    """A draft, then locked."""
    write(stage, seat, points, evidence)
    with scope.as_system():
        commands.lock(assignment_id=seat.pk, by=stage.actor(seat), at=JUDGING)


def judged(*points: Iterable[object], kind: str = "interview", **fields: object) -> Stage:
    """One candidate per row of points, each judged by as many assessors as there are points."""
    made = drawn(kind, candidates=len(points), **fields)  # type: ignore[arg-type]
    for invitation, row in zip(made.invitations, points, strict=True):
        for number, given in enumerate(row):
            judge(made, made.seats(invitation)[number], given)
    return made


def published(*points: Iterable[object], **fields: object) -> Stage:
    """The same, with the results proposed and approved."""
    made = judged(*points, **fields)  # type: ignore[arg-type]
    publish(made)
    return made


def publish(made: Stage) -> None:
    """The results of a stage proposed by its officer and approved by its approver."""
    with scope.as_system():
        decision = commands.propose_results(**made.ids, by=made.officer, at=AFTER)
        commands.approve_results(
            **made.ids, shown=decision.fingerprint, by=made.approver, at=AFTER + timedelta(hours=1)
        )


def _criteria(stage: Stage) -> list[int]:
    return list(Criterion.objects.filter(rubric__test=stage.test).values_list("pk", flat=True))
