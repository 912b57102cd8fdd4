"""What a round can be announced with follows from its norm: stages, second tests, kinds with a threshold."""

from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.stages.vacancies import checks, commands, facts
from terang.stages.vacancies.drafts import TestPlanned
from terang.stages.vacancies.models import StageWindow, Vacancy
from terang.stages.vacancies.states import STAGES, stages_of
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.BEFORE
PPPK = {stage: some.CALENDAR[stage] for stage in STAGES if stage != "second_tests"}


@pytest.fixture(autouse=True)
def at_home() -> None:
    people.round_()
    scope.enter(system=True)


@pytest.fixture
def officer() -> Actor:
    return people.official(Role.COMMITTEE_OFFICER)


def bind(norm_id: str, officer: Actor) -> None:
    commands.pin_norm(round_id=people.round_().pk, norm_id=norm_id, by=officer, at=AT)


def write(officer: Actor, **fields: object) -> Vacancy:
    wanted = {"tests": (), "age_min": 20, **fields}
    draft = some.draft(**wanted)
    return commands.write_vacancy(formasi_id=planning.formasi(slots=3).pk, draft=draft, by=officer, at=AT)


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_calendar_has_second_tests_where_the_norm_has_a_second_exam(norm_id: str) -> None:
    norm = norms.load(norm_id)

    assert ("second_tests" in stages_of(norm)) == (norm.integration is not None)
    assert set(STAGES) - set(stages_of(norm)) <= {"second_tests"}


def test_a_round_with_one_exam_is_published_without_second_tests(officer: Actor) -> None:
    bind("pppk-2024", officer)
    commands.set_calendar(round_id=people.round_().pk, windows=PPPK, by=officer, at=AT)
    vacancy = write(officer)

    decision = commands.propose_publication(vacancy_id=vacancy.pk, by=officer, at=AT)
    commands.approve_publication(
        vacancy_id=vacancy.pk, shown=decision.fingerprint, by=people.official(Role.APPROVER), at=AT
    )

    told = facts.vacancy(vacancy.pk)
    assert [(test.stage, test.minutes) for test in told.tests] == [("first", 130)]
    assert list(facts.calendar(told.round_id)) == list(PPPK)


def test_a_second_test_can_not_be_announced_where_one_exam_decides(officer: Actor) -> None:
    bind("pppk-2024", officer)
    commands.set_calendar(round_id=people.round_().pk, windows=PPPK, by=officer, at=AT)
    vacancy = write(officer, tests=(TestPlanned("cat", "Ujian bidang", Decimal(100), minutes=90),))

    with pytest.raises(NotValid) as refused:
        commands.propose_publication(vacancy_id=vacancy.pk, by=officer, at=AT)

    assert len(refused.value.problems) == 1
    assert "PPPK 2024" in refused.value.problems[0]


@pytest.mark.parametrize(
    ("norm_id", "windows"), [("pppk-2024", some.CALENDAR), ("lokal-contoh", PPPK), ("pppk-guru-2023", PPPK)]
)
def test_a_calendar_names_exactly_the_stages_of_its_norm(
    norm_id: str, windows: object, officer: Actor
) -> None:
    bind(norm_id, officer)

    with pytest.raises(NotValid):
        commands.set_calendar(round_id=people.round_().pk, windows=windows, by=officer, at=AT)  # type: ignore[arg-type]


def test_there_is_no_calendar_before_there_is_a_norm(officer: Actor) -> None:
    with pytest.raises(NotNow):
        commands.set_calendar(round_id=people.round_().pk, windows=some.CALENDAR, by=officer, at=AT)


def test_a_calendar_of_another_norm_is_written_anew(officer: Actor) -> None:
    round_ = people.round_()
    bind("lokal-contoh", officer)
    commands.set_calendar(round_id=round_.pk, windows=some.CALENDAR, by=officer, at=AT)
    bind("pppk-2024", officer)
    norm = norms.load("pppk-2024")

    before = checks.of_calendar(norm, checks.windows_of(round_))
    commands.set_calendar(round_id=round_.pk, windows=PPPK, by=officer, at=AT)

    assert len(before) == 1
    assert checks.of_calendar(norm, checks.windows_of(round_)) == ()
    assert set(StageWindow.objects.filter(round=round_).values_list("stage", flat=True)) == set(PPPK)


def test_a_norm_without_any_threshold_binds_no_round(officer: Actor) -> None:
    unknown = [one for one in norms.available() if checks.of_norm(norms.load(one))]

    assert unknown == ["pppk-nonguru-2021"]
    with pytest.raises(NotValid, match="PPPK"):
        bind("pppk-nonguru-2021", officer)
    with pytest.raises(NotNow):
        facts.norm_of(people.round_().pk)


def test_the_pages_of_a_round_with_one_exam_ask_for_no_second_tests(officer: Actor) -> None:
    bind("pppk-2024", officer)
    vacancy = write(officer)
    browser = people.signed_in(officer)
    page = f"/vacancies/rounds/{vacancy.round_id}/"

    calendar = browser.get(f"{page}calendar/").content.decode()

    assert calendar.count('name="exam_opens_at"') == 1
    assert "second_tests_opens_at" not in calendar
    assert browser.get(f"/vacancies/{vacancy.pk}/tests/").status_code == 404
    assert f"/vacancies/{vacancy.pk}/tests/" not in browser.get(f"/vacancies/{vacancy.pk}/").content.decode()
    assert browser.get(f"/vacancies/formasi/{vacancy.formasi_id}/write/").status_code == 200
    assert 'value="pppk-nonguru-2021"' not in browser.get(f"{page}norm/").content.decode()
