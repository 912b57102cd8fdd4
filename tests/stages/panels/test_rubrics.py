"""Rubrics: what can judge, and when it is frozen."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.panels import commands, shelf
from terang.stages.panels.models import (
    Criterion,
    Rubric,
)
from tests.factories import panels

GOOD = panels.rubric(["five", "hundred"], ["60", "40"])
pytestmark = pytest.mark.django_db
AT = panels.AT


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


@pytest.mark.parametrize("draft", shelf.all_rubrics(), ids=lambda one: one.code)
def test_every_rubric_of_the_library_can_be_taken(draft):
    made = panels.stage()

    rubric = commands.choose_rubric(**made.ids, code=draft.code, by=made.officer, at=AT)

    assert rubric.criteria.count() == len(draft.criteria)
    assert sum(one.weight for one in rubric.criteria.all()) == 100


def test_the_library_serves_every_kind_of_test():
    kinds = {"practical", "interview", "portfolio", "presentation", "psychological", "fitness"}

    assert {one.kind for one in shelf.all_rubrics()} == kinds


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, title=" "),
        replace(GOOD, criteria=()),
        replace(GOOD, criteria=GOOD.criteria[:1]),
        replace(GOOD, criteria=GOOD.criteria * 7),
        replace(
            GOOD,
            criteria=(
                replace(GOOD.criteria[0], weight=Decimal(0)),
                replace(GOOD.criteria[1], weight=Decimal(100)),
            ),
        ),
        replace(GOOD, criteria=(replace(GOOD.criteria[0], anchors=panels.FIVE[:4]), GOOD.criteria[1])),
        replace(GOOD, criteria=(GOOD.criteria[0], replace(GOOD.criteria[1], anchors=panels.HUNDRED[:1]))),
        replace(GOOD, criteria=(replace(GOOD.criteria[0], scale="tujuh"), GOOD.criteria[1])),
        replace(GOOD, criteria=(replace(GOOD.criteria[0], title=""), GOOD.criteria[1])),
    ],
)
def test_a_rubric_that_can_t_judge_is_refused_with_every_problem(bad):
    made = panels.stage()
    with pytest.raises(NotValid) as refusal:
        commands.write_rubric(**made.ids, draft=bad, by=made.officer, at=AT)

    assert refusal.value.problems
    assert not Rubric.objects.exists() or not Criterion.objects.exists()


def test_a_rubric_is_frozen_with_its_assessors():
    made = panels.drawn()

    with pytest.raises(NotNow):
        commands.write_rubric(**made.ids, draft=GOOD, by=made.officer, at=AT)
    for change in (
        lambda: Rubric.objects.update(title="Lain"),
        lambda: Criterion.objects.update(weight=50),
        lambda: Criterion.objects.all().delete(),
        lambda: Criterion.objects.create(rubric=Rubric.objects.get(), position=9, title="Lagi", weight=10),
    ):
        with pytest.raises(IntegrityError, match="panels_frozen"), transaction.atomic():
            change()
