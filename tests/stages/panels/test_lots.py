"""Who judges whom: fixed, drawn, drawn again."""

import hashlib
from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Role
from terang.base.journal.models import Blob, Entry
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.panels import commands
from terang.stages.panels.models import (
    Assignment,
    Pool,
    PoolMember,
    Rubric,
)
from tests.factories import applications, panels, people

GOOD = panels.rubric(["five", "hundred"], ["60", "40"])
pytestmark = pytest.mark.django_db
AT, JUDGING = panels.AT, panels.JUDGING


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def entries(act):
    return list(Entry.objects.filter(act=act).select_related("pending").order_by("pk"))


def leaf(entry):
    return canonical.decode(bytes(entry.pending.leaf))


def test_two_different_assessors_are_drawn_for_each_and_the_work_is_even():
    made = panels.drawn(candidates=5, assessors=4)
    seats = list(Assignment.objects.all())

    assert Counter(seat.invitation_id for seat in seats) == dict.fromkeys(
        [row.pk for row in made.invitations], 2
    )
    assert len({(seat.invitation_id, seat.assessor_id) for seat in seats}) == 10
    load = Counter(seat.assessor_id for seat in seats)
    assert max(load.values()) - min(load.values()) <= 1


def test_the_seed_is_committed_before_anybody_is_drawn_and_opened_with_the_draw():
    panels.drawn()
    [fixed], [opened] = entries("panels.pool.fixed"), entries("panels.assessors.drawn")

    assert leaf(fixed)["k"] == "pool"
    assert leaf(opened)["k"] == "assign"
    assert hashlib.sha256(bytes.fromhex(leaf(opened)["b"]["seed"])).hexdigest() == leaf(fixed)["b"]["seed"]
    rubric = canonical.decode(bytes(Blob.objects.get(pk=leaf(fixed)["b"]["rubric"]).content))
    assert [one["title"] for one in rubric["criteria"]] == ["Kriteria 1"]


def test_nobody_draws_again_until_the_result_pleases():
    made = panels.drawn()

    with pytest.raises(NotNow):
        commands.draw(**made.ids, by=made.officer, at=AT)
    with pytest.raises(NotNow):
        commands.fix_pool(
            **made.ids, assessor_ids=[one.person_id for one in made.assessors], by=made.officer, at=AT
        )
    for model in (Pool, PoolMember):
        with pytest.raises((IntegrityError, Exception)), transaction.atomic():
            model.objects.all().delete()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_pool_has_one_more_than_judge_each_candidate(count):
    made = panels.invited()
    commands.write_rubric(**made.ids, draft=GOOD, by=made.officer, at=AT)
    with pytest.raises(NotValid):
        commands.fix_pool(
            **made.ids, assessor_ids=[one.person_id for one in made.assessors[:count]], by=made.officer, at=AT
        )
    assert Rubric.objects.get().state == "draft"


def test_only_assessors_of_the_round_are_drawn():
    made = panels.invited()
    commands.write_rubric(**made.ids, draft=GOOD, by=made.officer, at=AT)
    chosen = [one.person_id for one in made.assessors]
    for stranger in (
        made.approver,
        applications.actor_of(made.applications[0]),
        people.official(Role.ASSESSOR, people.round_(people.foreign_agency())),
    ):
        with pytest.raises(NotValid):
            commands.fix_pool(**made.ids, assessor_ids=[*chosen, stranger.person_id], by=made.officer, at=AT)


def test_whoever_knows_the_candidate_is_drawn_again_and_nobody_is_told_why():
    made = panels.drawn()
    [first, second] = made.seats(made.invitations[0])

    fresh = commands.declare_tie(assignment_id=first.pk, by=made.actor(first), at=JUDGING)

    assert fresh.slot == first.slot
    assert fresh.assessor_id not in {first.assessor_id, second.assessor_id}
    [entry] = entries("panels.assessor.drawn_again")
    assert entry.facts == {}
    again = commands.declare_tie(assignment_id=fresh.pk, by=made.actor(fresh), at=JUDGING)
    assert again.assessor_id not in {first.assessor_id, second.assessor_id, fresh.assessor_id}


def test_when_nobody_is_left_the_committee_adds_assessors_and_draws():
    made = panels.drawn(assessors=3)
    row = made.invitations[0]
    for _n in range(2):
        seat = made.seats(row)[0]
        commands.declare_tie(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)
    assert len(made.seats(row)) == 1
    with pytest.raises(NotValid):
        commands.draw(**made.ids, by=made.officer, at=JUDGING)

    made.assessors.append(people.official(Role.ASSESSOR, made.round, name="Penguji 9"))
    commands.enlarge_pool(
        **made.ids, assessor_ids=[made.assessors[-1].person_id], by=made.officer, at=JUDGING
    )
    commands.draw(**made.ids, by=made.officer, at=JUDGING)

    assert len(made.seats(row)) == 2


def test_a_tie_is_declared_by_the_assessor_and_before_the_lock():
    made = panels.drawn()
    seat, other = made.seats(made.invitations[0])
    with pytest.raises(NotAllowed):
        commands.declare_tie(assignment_id=seat.pk, by=made.actor(other), at=JUDGING)
    panels.judge(made, seat, 70)
    with pytest.raises(NotNow):
        commands.declare_tie(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)
