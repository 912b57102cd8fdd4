"""What later rooms see of a vacancy."""

import pytest

from terang.stages.vacancies import facts
from tests.factories import people, vacancies

pytestmark = pytest.mark.django_db


def test_a_published_vacancy_is_told_with_its_requirements_and_tests() -> None:
    made = vacancies.vacancy()

    told = facts.vacancy(made.pk)

    assert (told.code, told.slots, told.state, told.edition) == ("V01", 2, "published", 1)
    assert [one.clause for one in told.requirements] == ["4.1", "4.2", "4.3", "5.1", "5.2", "5.3"]
    assert [(one.stage, one.kind) for one in told.tests] == [
        ("first", "cat"),
        ("second", "cat"),
        ("second", "interview"),
    ]
    assert facts.norm_of(people.round_().pk).id == "lokal-contoh"
