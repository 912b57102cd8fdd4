"""Two at the same moment: one wins, the other is told."""

import pytest
from django.db import transaction

from terang.base.journal.models import Entry
from terang.base.tenancy import scope
from terang.stages.objections import commands
from terang.stages.objections.models import Objection
from tests.factories import applications, objections

pytestmark = pytest.mark.django_db(transaction=True)


def inside(work):
    def run():
        with transaction.atomic(), scope.as_system():
            return work()

    return run


def test_two_officers_take_one_objection_and_one_of_them_gets_it(at_once):
    row = objections.filed()
    one, other = objections.officer(row), objections.officer(row)

    outcomes = at_once(
        *(
            inside(lambda who=who: commands.take(objection_id=row.pk, by=who, at=objections.ANSWERING))
            for who in (one, other)
        )
    )

    assert sorted(type(found).__name__ for found in outcomes) == ["NotNow", "Objection"]


def test_two_officers_who_ask_for_the_next_get_two_different_ones(at_once):
    made = objections.stage((70, 76), (80, 82))
    for candidate in (0, 1):
        objections.filed(made, candidate=candidate)
    officers = [objections.officer(made), objections.officer(made)]

    outcomes = at_once(
        *(inside(lambda who=who: commands.take_next(by=who, at=objections.ANSWERING)) for who in officers)
    )

    assert len({found.pk for found in outcomes}) == 2


def test_the_same_objection_sent_twice_is_one_objection(at_once):
    made = objections.stage()
    applicant = applications.actor_of(made.applications[0])

    def file():
        return commands.file(
            application_id=made.applications[0].pk, stage="second_tests", text=objections.TEXT, by=applicant,
            at=objections.FILING,
        )  # fmt: skip

    outcomes = at_once(inside(file), inside(file))

    assert sorted(type(found).__name__ for found in outcomes) == ["NotNow", "Objection"]
    with scope.as_system():
        assert Objection.objects.count() == 1
        assert Entry.objects.filter(act="objections.objection.filed").count() == 1
