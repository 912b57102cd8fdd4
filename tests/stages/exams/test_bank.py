"""Writing and reviewing questions: who may, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Role
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.exams import commands
from terang.stages.exams.models import Item
from tests.factories import exams, people
from tests.factories.people import LONG_AGO

pytestmark = pytest.mark.django_db
OPTIONS = [("a", 5), ("b", 0)]


def act(name, item, by, **more):
    with scope.as_system():
        return getattr(commands, name)(item_id=item.pk, by=by, at=LONG_AGO, **more)


def test_nobody_reviews_their_own_question(author):
    item = exams.item(author)

    with pytest.raises(NotAllowed):
        act("review_item", item, author)
    with pytest.raises(IntegrityError, match="nobody_reviews"), transaction.atomic(), scope.as_system():
        Item.objects.filter(pk=item.pk).update(
            reviewed_by=author.person_id, reviewed_at=LONG_AGO, state="reviewed"
        )


def test_a_changed_question_is_reviewed_again_by_somebody_else(author, other_author):
    item = exams.item(author)
    act("review_item", item, other_author)

    changed = act("edit_item", item, other_author, part="umum", topic="", stem="Baru?", options=OPTIONS)

    assert (changed.state, changed.author_id, changed.reviewed_by_id) == (
        "draft",
        other_author.person_id,
        None,
    )
    with pytest.raises(NotAllowed):
        act("review_item", item, other_author)
    assert act("review_item", item, author).state == "reviewed"


def test_no_other_role_touches_a_question(author):
    item = exams.item(author)
    acts = (("view_item", {}), ("review_item", {}), ("retire_item", {}), ("return_item", {"note": "x"}))

    for role in [role for role in Role if role != Role.ITEM_AUTHOR]:
        by = people.official(role, people.round_(), name="Siapa Saja")
        for name, more in acts:
            with pytest.raises(NotAllowed):
                act(name, item, by, **more)
        with pytest.raises(NotAllowed):
            exams.item(by)


def test_an_author_of_another_agency_sees_no_question(author, rina):
    item = exams.item(author)

    with pytest.raises(NotFound), scope.seeing(agency_id=rina.agency_id):
        commands.view_item(item_id=item.pk, by=rina, at=LONG_AGO)
    with pytest.raises(NotAllowed):
        act("view_item", item, rina)


@pytest.mark.parametrize(
    ("part", "options"),
    [("umum", [("a", 5), ("b", 5)]), ("umum", [("a", 4), ("b", 0)]), ("umum", [("a", 5)]), ("umum", []),
     ("pelayanan", [("a", 5), ("b", 0)]), ("pelayanan", [("a", 4), ("b", 1)]), ("entah", OPTIONS),
     ("lanjutan", [("a", 4), ("b", 0)]), ("umum", [("a", 5), ("", 0)]), ("umum", [("a", 5), ("A ", 0)])],
)  # fmt: skip
def test_points_and_options_follow_the_norm(author, part, options):
    with pytest.raises(NotValid) as refused, scope.as_system():
        commands.write_item(agency_id=author.agency_id, norm_id="lokal-contoh", part=part, topic="", stem="Apa?",
                            options=options, by=author, at=LONG_AGO)  # fmt: skip

    assert refused.value.problems
    with scope.as_system():
        assert not Item.objects.exists()


def test_the_same_question_is_kept_once_but_may_return_after_retirement(author):
    item = exams.item(author, stem="Apa?", options=OPTIONS)

    with pytest.raises(NotValid):
        exams.item(author, stem="Apa?", options=OPTIONS)
    act("retire_item", item, author)

    assert exams.item(author, stem="Apa?", options=OPTIONS).pk != item.pk


def test_a_retired_question_stays_retired(author, other_author):
    item = exams.item(author)
    act("retire_item", item, author)

    with pytest.raises(NotNow):
        act("review_item", item, other_author)
    with pytest.raises(NotNow):
        act("edit_item", item, author, part="umum", topic="", stem="x", options=OPTIONS)
