"""Forms by blueprint: reproducible, by the norm, and fixed before anybody sits the exam."""

import json

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Role
from terang.base.journal.models import Entry, Pending
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import commitments
from terang.exam_room.models import Paper
from terang.stages.exams import commands
from terang.stages.exams.drawing import Cell
from terang.stages.exams.models import Form, Item, Placed
from tests.factories import exams, people, vacancies
from tests.factories.exams import BEFORE, CELLS, SEED

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    scene = exams.scene(1)
    exams.bank(scene.round_)
    return scene


def compose(made, **fields):
    fields = {"stage": "first", "cells": CELLS, "by": made.committee, "at": BEFORE, "seed": SEED, **fields}
    with scope.as_system():
        return commands.compose_forms(round_=made.round_, **fields)


def fix(form, by):
    with scope.as_system():
        return commands.fix_form(form_id=form.pk, by=by, at=BEFORE)


def test_the_same_seed_draws_the_same_form_again(made):
    (first,) = compose(made)
    with scope.as_system():
        commands.discard_form(form_id=first.pk, by=made.committee, at=BEFORE)
    (again,) = compose(made)

    assert again.digest == first.digest
    with scope.as_system():
        assert Placed.objects.filter(form=again).count() == 30


def test_without_a_seed_nobody_knows_the_form_before(made):
    with scope.as_system():
        (form,) = compose(made, seed=b"")

        assert bytes(form.seed) != SEED
        assert len(bytes(form.seed)) == 32


@pytest.mark.parametrize(
    "cells",
    [(Cell("umum", 10), Cell("pelayanan", 10)), (Cell("umum", 9), Cell("pelayanan", 10), Cell("bidang", 10)),
     (*CELLS, Cell("umum", 10)), (Cell("umum", 10, {"x": 11}), *CELLS[1:]), (*CELLS, Cell("twk", 5)), ()],
)  # fmt: skip
def test_a_blueprint_that_is_not_the_norms_is_refused(made, cells):
    with pytest.raises(NotValid):
        compose(made, cells=cells)


def test_the_cell_that_lacks_questions_is_told(made):
    with pytest.raises(
        NotValid, match="umum / sejarah membutuhkan 3 soal yang sudah ditelaah, sedangkan bank memiliki 0"
    ):
        compose(made, cells=(Cell("umum", 10, {"sejarah": 3}), *CELLS[1:]))

    with scope.as_system():
        assert not Form.objects.exists()


def test_drafts_are_never_drawn(made):
    with scope.as_system():
        Item.objects.filter(part="umum").update(state="draft", reviewed_by=None, reviewed_at=None)

    with pytest.raises(NotValid, match="sedangkan bank memiliki 0"):
        compose(made)


def test_only_the_committee_draws_and_fixes(made):
    (form,) = compose(made)

    for role in [role for role in Role if role != Role.COMMITTEE_OFFICER]:
        by = people.official(role, made.round_, name="Siapa Saja")
        with pytest.raises(NotAllowed):
            fix(form, by)
        with pytest.raises(NotAllowed):
            compose(made, by=by)


def test_fixing_hands_the_paper_over_and_commits_the_key(made):
    (form,) = compose(made)

    fixed = fix(form, made.committee)

    with scope.as_system():
        placed = list(Placed.objects.filter(form=form).select_related("item").order_by("position"))
        paper = Paper.objects.get(digest=fixed.paper)
        leaf = json.loads(bytes(Pending.objects.get(kind="key_commit").leaf))
    content = json.loads(paper.content)
    assert (
        fixed.key_root
        == commitments.commit("key", bytes(fixed.key_salt), [one.points for one in placed]).hex()
    )
    assert (leaf["b"]["root"], leaf["b"]["paper"], leaf["b"]["n"]) == (fixed.key_root, fixed.paper, 30)
    assert [item["stem"] for item in content["items"]] == [one.item.stem for one in placed]
    assert all(one.points[shown] == one.item.points[option]
               for one in placed for shown, option in enumerate(one.option_order))  # fmt: skip


def test_a_form_whose_question_was_changed_can_not_be_fixed(made, author):
    (form,) = compose(made)
    with scope.as_system():
        item = Placed.objects.filter(form=form).first().item
        commands.retire_item(item_id=item.pk, by=author, at=BEFORE)

    with pytest.raises(NotNow):
        fix(form, made.committee)


def test_a_fixed_form_never_changes_whoever_writes(made):
    (form,) = compose(made)
    fix(form, made.committee)

    with pytest.raises(NotNow):
        fix(form, made.committee)
    with pytest.raises(IntegrityError, match="form_stays_fixed"), transaction.atomic(), scope.as_system():
        Form.objects.filter(pk=form.pk).update(paper="0" * 64)


def test_forms_are_drawn_once_until_they_are_discarded(made):
    compose(made, forms=2)

    with pytest.raises(NotNow):
        compose(made)


def test_a_second_test_has_one_part_and_its_own_count(made):
    with scope.as_system():
        assert made.vacancy.tests.filter(stage="second", kind="cat").exists()
    (form,) = compose(made, stage="second", vacancy_id=made.vacancy.pk, cells=(Cell("lanjutan", 12),))

    fix(form, made.committee)

    with scope.as_system():
        assert Placed.objects.filter(form=form).count() == 12
        assert Entry.objects.filter(act="exams.form.fixed").exists()
    with pytest.raises(NotValid):
        compose(made, stage="second", cells=(Cell("lanjutan", 12),))


def test_the_national_first_exam_has_thirty_thirty_five_and_forty_five():
    round_ = people.round_(code="sawahlunto-2026-2")
    vacancies.pin(round_, "cpns-2024")
    made = exams.scene(1, round_=round_, norm_id="cpns-2024")
    exams.bank(round_, norm_id="cpns-2024", each=45)

    (form,) = compose(made, cells=(Cell("twk", 30), Cell("tiu", 35), Cell("tkp", 45)))

    with scope.as_system():
        assert Placed.objects.filter(form=form).count() == 110
