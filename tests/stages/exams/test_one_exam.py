"""In a round whose one exam decides there is nothing to arrange for second tests."""

import pytest

from terang.base.access import Role
from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.stages.exams import commands
from terang.stages.exams.drawing import Cell
from terang.stages.exams.rulebook import parts_of
from terang.stages.exams.states import Stage
from tests.factories import people, vacancies

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("norm_id", norms.available())
def test_questions_are_written_for_the_exams_that_a_norm_has(norm_id):
    norm = norms.load(norm_id)

    second = () if norm.integration is None else (norm.integration.code,)
    assert tuple(parts_of(norm)) == (*norm.part_codes, *second)


def test_no_form_of_a_second_test_is_drawn():
    vacancy = vacancies.vacancy(norm_id="pppk-2024")
    officer = people.official(Role.COMMITTEE_OFFICER, vacancy.round)

    with scope.as_system(), pytest.raises(NotValid, match="satu ujian"):
        commands.compose_forms(
            round_=vacancy.round, stage="second", vacancy_id=vacancy.pk, cells=[Cell("skb", 10)], by=officer,
            at=vacancies.BEFORE,
        )  # fmt: skip


def test_the_pages_speak_of_one_exam():
    vacancy = vacancies.vacancy(norm_id="pppk-2024")
    browser = people.signed_in(people.official(Role.COMMITTEE_OFFICER, vacancy.round))
    page = f"/exams/round/{vacancy.round.code}/"

    shown = browser.get(page).content.decode()

    assert str(Stage.FIRST.label) in shown
    assert str(Stage.SECOND.label) not in shown
    for act in ("compose", "plan"):
        assert browser.get(f"{page}{act}/").status_code == 200
        assert browser.get(f"{page}{act}/?vacancy={vacancy.code}").status_code == 404
