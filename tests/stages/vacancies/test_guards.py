"""The database refuses to change what is published, whoever writes the statement."""

import pytest
from django.db import IntegrityError, connection, transaction

from terang.base.tenancy import scope
from terang.stages.vacancies.models import Vacancy
from tests.factories import people, planning
from tests.factories import vacancies as some

INSERTED = (
    "INSERT INTO vacancies_requirement (vacancy_id, clause, code, text, document, defect, formats, edition)"
    " SELECT id, '9.9', 'baru', 'baru', '', 'fatal', '{}', 1 FROM vacancies_vacancy"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Vacancy:
    people.round_()
    scope.enter(system=True)
    return some.vacancy()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vacancies_vacancy SET slots = 1",
        "UPDATE vacancies_vacancy SET edition = edition + 1, gpa_min = 3",
        "UPDATE vacancies_vacancy SET state = 'draft', published_at = NULL, digest = ''",
        "UPDATE vacancies_vacancy SET state = 'closed', slots = 1",
        "DELETE FROM vacancies_vacancy",
        "UPDATE vacancies_requirement SET text = 'lain'",
        "UPDATE vacancies_requirement SET text = 'lain', edition = edition + 1",
        "DELETE FROM vacancies_requirement",
        INSERTED,
        "UPDATE vacancies_test SET weight = 50 WHERE stage = 'second'",
        "UPDATE vacancies_test SET weight = 50, edition = 2 WHERE stage = 'second'",
        "DELETE FROM vacancies_test",
        "UPDATE vacancies_stagewindow SET closes_at = closes_at + interval '1 day'",
        "UPDATE vacancies_stagewindow SET closes_at = closes_at + interval '1 day', changed_at = opens_at",
        "UPDATE vacancies_stagewindow SET announced_at = NULL",
        "DELETE FROM vacancies_stagewindow",
        "UPDATE vacancies_roundnorm SET norm_id = 'cpns-2024'",
    ],
)
def test_no_statement_changes_what_is_published(statement: str, published: Vacancy) -> None:
    with pytest.raises(IntegrityError, match="_fixed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_published_vacancy_may_be_closed(published: Vacancy) -> None:
    published.state = "closed"

    published.save()

    assert Vacancy.objects.get().state == "closed"


def test_drafts_are_free() -> None:
    people.round_()
    scope.enter(system=True)
    draft = some.vacancy(published=False)
    draft.requirements.all().delete()
    draft.tests.update(minutes=5)

    draft.delete()

    assert not Vacancy.objects.exists()


def test_no_statement_promises_more_slots_than_the_formasi_has() -> None:
    people.round_()
    scope.enter(system=True)
    formasi = planning.formasi(slots=2)
    some.vacancy(formasi=formasi, slots=1, published=False)

    with pytest.raises(IntegrityError, match="within_formasi"), transaction.atomic():
        some.vacancy(formasi=formasi, kind="DISABILITAS", slots=2, published=False)
