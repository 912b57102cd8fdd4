"""What PostgreSQL itself refuses, whoever writes; and whose rows it shows to whom."""

import pytest
from django.db import connection, transaction

from terang.base.tenancy import scope
from terang.stages.screening import commands, facts
from terang.stages.screening.models import Announced, Case, Finding, Ruling
from tests.factories import applications, people, screening

pytestmark = pytest.mark.django_db


def refused(statement: str, *params: object) -> str:
    with pytest.raises(Exception) as error, transaction.atomic(), connection.cursor() as cursor:  # noqa: PT011
        cursor.execute(statement, params)
    return str(error.value)


@pytest.mark.parametrize("lacking", ["clause = ''", "sentence = ''", "clause = '', sentence = ''"])
def test_no_without_clause_and_sentence_cannot_be_written(lacking):
    case, verifier = screening.taken()
    found = screening.judgements(case, not_met=("4.2",))
    commands.note(case_id=case.pk, judgements=found, version=case.version, by=verifier, at=screening.AT)

    assert "no_without_clause_and_sentence" in refused(
        f"UPDATE screening_finding SET {lacking} WHERE NOT met"
    )


@pytest.mark.parametrize(
    "statement", ["UPDATE screening_finding SET met = true", "DELETE FROM screening_finding"]
)
def test_findings_of_a_decided_file_stand(statement):
    screening.decided(not_met=("4.2",))

    assert "screening_finding" in refused(statement)


def test_findings_of_a_file_that_nobody_has_in_hand_cannot_be_written():
    screening.decided(not_met=("4.2",))
    finding = Finding.objects.filter(met=False).get()

    said = refused(
        "INSERT INTO screening_finding (case_id, agency_id, person_id, requirement_id, edition, met, clause, sentence,"
        " by_id, at) SELECT case_id, agency_id, person_id, requirement_id, 2, true, '', '', by_id, at"
        " FROM screening_finding WHERE id = %s",
        finding.pk,
    )

    assert "in somebody's hands" in said


@pytest.mark.parametrize("table", ["screening_ruling", "screening_announced"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET outcome = 'MS'", "DELETE FROM {}"])
def test_rulings_and_announced_outcomes_only_grow(table, statement):
    application = applications.submitted()
    screening.announced(application.round, failing=(application.pk,))

    assert table in refused(statement.format(table))


@pytest.mark.parametrize(
    "change, constraint",
    [
        ("taken_by_id = NULL", "taken_by_and_at_with_state"),
        ("state = 'queued'", "taken_by_and_at_with_state"),
        ("outcome = 'MS'", "outcome_with_state"),
        ("taken_by_id = person_id", "nobody_checks_their_own_file"),
    ],
)
def test_a_file_in_hand_says_in_whose_and_has_no_outcome(change, constraint):
    screening.taken()

    assert constraint in refused(f"UPDATE screening_case SET {change}")


def test_nobody_rules_on_their_own_file():
    case, _verifier = screening.decided()

    said = refused(
        "INSERT INTO screening_ruling (case_id, agency_id, person_id, edition, outcome, decided_by_id, decided_at)"
        " SELECT id, agency_id, person_id, 9, 'MS', person_id, now() FROM screening_case WHERE id = %s",
        case.pk,
    )

    assert "nobody_rules_on_their_own_file" in said


def test_an_applicant_sees_findings_once_they_are_announced_and_not_before():
    by = people.applicant()
    application = applications.submitted(by=by)
    case, _verifier = screening.decided(application, not_met=("4.2",))

    with scope.seeing(person_id=by.person_id):
        before = [model.objects.count() for model in (Finding, Ruling, Announced)]
    screening.announce(case.round)
    with scope.seeing(person_id=by.person_id):
        after = [model.objects.count() for model in (Finding, Ruling, Announced)]
        outcome = facts.outcome(application.pk)

    assert (before, after) == ([0, 0, 0], [6, 1, 1])
    assert [one.clause for one in outcome.reasons] == ["4.2"]


def test_another_person_and_another_agency_see_no_row():
    application = applications.submitted()
    screening.announced(application.round)
    stranger = people.applicant("Joko Susilo")

    for who in ({"person_id": stranger.person_id}, {"agency_id": people.foreign_agency().pk}, {}):
        with scope.seeing(**who):
            assert [model.objects.count() for model in (Case, Finding, Ruling, Announced)] == [0, 0, 0, 0]
