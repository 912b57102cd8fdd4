"""What PostgreSQL itself refuses, whoever writes; and whose rows it shows to whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from terang.base.access import Role
from terang.base.identity.models import Person
from terang.base.tenancy import scope
from terang.stages.applications.models import Application, Document, Profile, RoundKey, Version
from tests.factories import applications, people, vacancies

pytestmark = pytest.mark.django_db


def refused(statement: str, *params: object) -> str:
    with pytest.raises(Exception) as error, transaction.atomic(), connection.cursor() as cursor:  # noqa: PT011
        cursor.execute(statement, params)
    return str(error.value)


def test_one_live_application_per_person_and_round():
    by = people.applicant()
    one = applications.submitted(vacancies.vacancy(), by)
    other = vacancies.vacancy(kind="DISABILITAS")

    with pytest.raises(IntegrityError, match="one_live_application_per_round"), transaction.atomic():
        Application.objects.create(
            agency=one.agency, round=one.round, vacancy_id=other.pk, person=one.person, pid="0" * 16,
            started_at=applications.AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    "change, constraint",
    [
        ("number = ''", "submitted_with_number_and_time"),
        ("submitted_at = NULL", "submitted_with_number_and_time"),
        ("state = 'withdrawn'", "withdrawn_with_its_time"),
        ("withdrawn_at = now()", "withdrawn_with_its_time"),
        ("state = 'draft', changing_since = now()", "only_what_was_sent_is_changed"),
    ],
)
def test_an_application_says_when_it_became_what_it_is(change, constraint):
    application = applications.submitted()

    assert constraint in refused(
        f"UPDATE applications_application SET {change} WHERE id = %s",
        application.pk,
    )


@pytest.mark.parametrize("field", ["number", "pid"])
def test_numbers_and_pseudonyms_are_given_once(field):
    vacancy = vacancies.vacancy()
    one, other = applications.submitted(vacancy), applications.submitted(vacancy)

    said = refused(
        f"UPDATE applications_application SET {field} = %s WHERE id = %s",
        getattr(one, field),
        other.pk,
    )

    assert f"one_{field}_per" in said


@pytest.mark.parametrize(
    "statement", ["UPDATE applications_version SET gpa = 4", "DELETE FROM applications_version"]
)
def test_what_was_sent_is_never_changed(statement):
    applications.submitted()

    assert "applications_version" in refused(statement)


def test_one_document_lies_in_a_slot():
    application = applications.draft()
    row = Document.objects.filter(application=application, slot="ktp").get()

    row.pk = None
    with pytest.raises(IntegrityError, match="one_document_per_slot"), transaction.atomic():
        row.save()


def test_a_document_is_not_removed_before_it_was_added():
    application = applications.draft()

    said = refused(
        "UPDATE applications_document SET removed_at = %s WHERE application_id = %s",
        applications.AT - timedelta(days=1),
        application.pk,
    )

    assert "removed_after_added" in said


MODELS = (Application, Version, Document)


def test_another_person_and_another_agency_see_no_row():
    by = people.applicant()
    applications.submitted(by=by)
    stranger = people.applicant("Joko Susilo")

    for who in (
        {"person_id": stranger.person_id},
        {"agency_id": people.foreign_agency().pk},
        {},
    ):
        with scope.seeing(**who):
            assert [model.objects.count() for model in (*MODELS, Profile, RoundKey)] == [0] * 5
    with scope.seeing(person_id=by.person_id):
        assert [model.objects.count() for model in MODELS] == [1, 1, 3]
    with scope.seeing(agency_id=people.agency().pk):
        assert [model.objects.count() for model in (*MODELS, Profile, RoundKey)] == [1, 1, 3, 0, 0]


def test_an_agency_sees_the_people_who_applied_there_and_nobody_else():
    applied, began = people.applicant("Sari Wulandari"), people.applicant("Joko Susilo")
    vacancy = vacancies.vacancy()
    applications.submitted(vacancy, applied)
    applications.draft(vacancy, began)
    people.applicant("Melati Siregar")
    people.official(Role.VERIFIER, people.round_(people.foreign_agency()))

    with scope.seeing(agency_id=vacancy.agency_id):
        seen = set(Person.objects.filter(agency=None).values_list("name", flat=True))
    with scope.seeing(agency_id=people.foreign_agency().pk):
        elsewhere = Person.objects.filter(agency=None).count()

    assert (seen, elsewhere) == ({"Sari Wulandari"}, 0)


def test_an_agency_reads_its_applicants_and_changes_nothing_of_them():
    applied = people.applicant("Sari Wulandari")
    application = applications.submitted(by=applied)

    with scope.seeing(agency_id=application.agency_id):
        changed = Person.objects.filter(pk=applied.person_id).update(name="Orang Lain")

    assert changed == 0
