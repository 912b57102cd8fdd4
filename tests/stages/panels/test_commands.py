"""Rubrics, the draw, appointments, judging, results: who may, when, and what follows."""

import hashlib
from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Actor, Role
from terang.base.journal.models import Blob, Entry, Opening
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.panels import commands, facts, shelf
from terang.stages.panels.commands.appointments import Slots
from terang.stages.panels.models import (
    Announcement,
    Assignment,
    Criterion,
    Invitation,
    Pool,
    PoolMember,
    Result,
    Rubric,
)
from tests.factories import applications, panels, people, vacancies

pytestmark = pytest.mark.django_db
AT, JUDGING, AFTER = panels.AT, panels.JUDGING, panels.AFTER


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def entries(act):
    return list(Entry.objects.filter(act=act).select_related("pending").order_by("pk"))


def leaf(entry):
    return canonical.decode(bytes(entry.pending.leaf))


# Rubrics


@pytest.mark.parametrize("draft", shelf.all_rubrics(), ids=lambda one: one.code)
def test_every_rubric_of_the_library_can_be_taken(draft):
    made = panels.stage()

    rubric = commands.choose_rubric(**made.ids, code=draft.code, by=made.officer, at=AT)

    assert rubric.criteria.count() == len(draft.criteria)
    assert sum(one.weight for one in rubric.criteria.all()) == 100


def test_the_library_serves_every_kind_of_test():
    kinds = {"practical", "interview", "portfolio", "presentation", "psychological", "fitness"}

    assert {one.kind for one in shelf.all_rubrics()} == kinds


GOOD = panels.rubric(["five", "hundred"], ["60", "40"])


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


# Who may


def acts(made):
    row = made.invitations[0]
    slots = Slots(vacancies.moment(4, 23), 30, 5, time(16), "Asia/Jakarta")
    chosen = [one.person_id for one in made.assessors]
    return {
        "choose": lambda by: commands.choose_rubric(**made.ids, code="wawancara-daring", by=by, at=AT),
        "write": lambda by: commands.write_rubric(**made.ids, draft=GOOD, by=by, at=AT),
        "fix": lambda by: commands.fix_pool(**made.ids, assessor_ids=chosen, by=by, at=AT),
        "enlarge": lambda by: commands.enlarge_pool(**made.ids, assessor_ids=chosen, by=by, at=AT),
        "draw": lambda by: commands.draw(**made.ids, by=by, at=AT),
        "schedule": lambda by: commands.schedule(**made.ids, slots=slots, place="Aula", by=by, at=AT),
        "appoint": lambda by: commands.appoint(
            invitation_id=row.pk, starts_at=vacancies.moment(4, 23), minutes=30, place="Aula", by=by, at=AT
        ),
        "absent": lambda by: commands.mark_absent(
            invitation_id=row.pk, reason="Tidak datang", by=by, at=JUDGING
        ),
        "propose": lambda by: commands.propose_results(**made.ids, by=by, at=AFTER),
        "approve": lambda by: commands.approve_results(**made.ids, shown="", by=by, at=AFTER),
        "refuse": lambda by: commands.refuse_results(**made.ids, reason="Salah", by=by, at=AFTER),
        "invite": lambda by: commands.invite(round_id=made.round.pk, application_ids=[], by=by, at=AT),
        "release": lambda by: commands.release(application_id=row.application_id, by=by, at=AT),
        "reassess": lambda by: commands.reassess(invitation_id=row.pk, reason="Sanggah", by=by, at=AFTER),
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_act_is_refused_to_every_role_that_it_is_not_for(role):
    made = panels.drawn()
    somebody = people.official(role, made.round)
    approving = {"approve", "refuse"}

    for name, act in acts(made).items():
        mine = role == (Role.APPROVER if name in approving else Role.COMMITTEE_OFFICER)
        if mine:
            continue
        with pytest.raises(NotAllowed):
            act(somebody)
    assert Invitation.objects.get().state == "invited"


@pytest.mark.parametrize("who", ["candidate", "nobody", "foreigner", "other_round"])
def test_every_act_is_refused_to_strangers(who):
    made = panels.drawn()
    somebody = {
        "candidate": applications.actor_of(made.applications[0]),
        "nobody": Actor.nobody(),
        "foreigner": people.official(Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency())),
        "other_round": people.official(Role.COMMITTEE_OFFICER, people.round_(code="sawahlunto-2027-1")),
    }[who]

    for act in acts(made).values():
        with pytest.raises(NotAllowed):
            act(somebody)


# The draw


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


# Appointments


def appoint(made, row=None, at=AT, **fields):
    said = {"starts_at": vacancies.moment(4, 23), "minutes": 30, "place": "Aula", "link": "", **fields}
    return commands.appoint(invitation_id=(row or made.invitations[0]).pk, by=made.officer, at=at, **said)


@pytest.mark.parametrize(
    "fields",
    [
        {"place": " "},
        {"link": "http://rapat.example/a"},
        {"link": "javascript:alert(1)"},
        {"minutes": 0},
        {"minutes": 5000},
        {"starts_at": vacancies.moment(4, 18)},
        {"starts_at": vacancies.moment(6, 1)},
    ],
)
def test_an_appointment_has_a_place_and_lies_in_the_second_tests(fields):
    made = panels.invited()
    with pytest.raises(NotValid):
        appoint(made, **fields)


def test_nobody_is_in_two_places_at_once():
    made = panels.drawn(candidates=2, assessors=3)
    one, other = made.invitations
    appoint(made, one)

    with pytest.raises(NotValid):
        appoint(made, other, starts_at=vacancies.moment(4, 23) + timedelta(minutes=29))
    assert appoint(made, other, starts_at=vacancies.moment(4, 23) + timedelta(minutes=30)).starts_at


def test_a_day_is_filled_slot_by_slot_on_working_days_only():
    made = panels.drawn(candidates=3, assessors=4)
    friday = vacancies.moment(4, 24, 15)
    slots = Slots(friday, 30, 0, time(16), "Asia/Jakarta")

    rows = commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)

    assert sorted(row.starts_at for row in rows) == [
        friday, friday + timedelta(minutes=30), friday + timedelta(days=3),
    ]  # fmt: skip
    with pytest.raises(NotNow):
        commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)


def test_in_several_rooms_the_same_assessor_is_still_in_one_place():
    made = panels.drawn(candidates=6, assessors=4)
    slots = Slots(vacancies.moment(4, 23), 30, 0, time(16), "Asia/Jakarta", rooms=3)

    commands.schedule(**made.ids, slots=slots, place="Aula", by=made.officer, at=AT)

    places = Counter(
        (seat.assessor_id, seat.invitation.starts_at)
        for seat in Assignment.objects.select_related("invitation")
    )
    assert set(places.values()) == {1}


def test_an_appointment_is_mailed_without_its_link():
    made = panels.invited()
    appoint(made, place="", link="https://rapat.example/rahasia")

    letter = Message.objects.filter(person_id=made.applications[0].person_id).latest("pk")
    assert "rapat.example" not in letter.body


# Judging


def test_before_the_appointment_nothing_is_judged():
    made = panels.drawn()
    appoint(made)
    seat = made.seats(made.invitations[0])[0]
    with pytest.raises(NotNow):
        panels.write(made, seat, 70)


def test_points_off_the_scale_and_strange_criteria_are_refused():
    made = panels.drawn(draft=panels.rubric(["five"], ["100"]))
    seat = made.seats(made.invitations[0])[0]
    criterion = Criterion.objects.get().pk
    for given in (
        {criterion: (Decimal(6), "x")}, {criterion: (Decimal("2.5"), "x")}, {criterion: (Decimal("NaN"), "x")},
        {criterion + 1: (Decimal(3), "x")}, {criterion: (Decimal(3), "x" * 3000)},
    ):  # fmt: skip
        with pytest.raises(NotValid):
            commands.save_marks(assignment_id=seat.pk, given=given, by=made.actor(seat), at=JUDGING)


@pytest.mark.parametrize(("points", "evidence"), [(None, "Ada."), (Decimal(70), ""), (Decimal(70), "   ")])
def test_without_points_and_evidence_nothing_is_locked(points, evidence):
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    criterion = Criterion.objects.get().pk
    commands.save_marks(
        assignment_id=seat.pk, given={criterion: (points, evidence)}, by=made.actor(seat), at=JUDGING
    )

    with pytest.raises(NotValid):
        commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)


def test_a_locked_mark_is_one_committed_record_that_its_assessor_can_open():
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    panels.judge(made, seat, 70)

    [entry] = entries("panels.mark.locked")
    assert leaf(entry)["k"] == "mark"
    assert leaf(entry)["b"].keys() == {"pid", "slot", "com"}
    assert Opening.objects.get(pending=entry.pending).person_id == seat.assessor_id
    assert "70" not in str(entry.facts)


def test_locking_twice_is_refused():
    made = panels.drawn()
    seat = made.seats(made.invitations[0])[0]
    panels.judge(made, seat, 70)
    with pytest.raises(NotNow):
        commands.lock(assignment_id=seat.pk, by=made.actor(seat), at=JUDGING)


def test_when_both_have_locked_the_mean_is_the_score():
    made = panels.judged((70, 76))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.complete, found.branch, found.spread) == (
        Decimal("73.00"),
        True,
        "mean",
        Decimal(6),
    )
    assert [mark.total for mark in found.marks] == [Decimal(70), Decimal(76)]
    assert not found.published


def test_one_lock_makes_no_score():
    made = panels.judged((70,))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.complete, found.marks) == (None, False, ())


def test_more_than_ten_points_apart_calls_a_third_whose_nearer_mark_decides():
    made = panels.judged((50, 76, 70))
    [found] = facts.results(made.round.pk)

    assert (found.score, found.branch) == (Decimal("73.00"), "closest")
    assert len(entries("panels.candidate.third_called")) == 1
    [entry] = entries("panels.candidate.adjudicated")
    assert leaf(entry)["b"]["branch"] == "closest"


def test_a_knock_out_is_below_its_minimum():
    made = panels.judged((60, 60), (59, 60), minimum=Decimal(60))
    found = {one.application_id: one.knocked_out for one in facts.results(made.round.pk)}

    assert [found[one.pk] for one in made.applications] == [False, True]


def test_a_result_only_grows():
    panels.judged((70, 76))
    with pytest.raises(Exception, match=r"only grows|permission denied"), transaction.atomic():
        Result.objects.update(score=100)


# Work


@pytest.mark.parametrize("kind", ["interview", "practical", "fitness", "psychological"])
def test_only_portfolios_and_presentations_are_handed_in(kind):
    made = panels.invited(kind)
    with pytest.raises(NotNow):
        hand_in(made)


def hand_in(made, *, by=None, at=AT, content=None):
    return commands.hand_in(
        invitation_id=made.invitations[0].pk, content=content or applications.pdf(),
        by=by or applications.actor_of(made.applications[0]), at=at,
    )  # fmt: skip


def test_a_portfolio_is_replaced_until_the_assessors_are_drawn():
    made = panels.invited("portfolio", title="Portofolio")
    first = hand_in(made).work_id
    assert hand_in(made).work_id != first
    commands.write_rubric(**made.ids, draft=GOOD, by=made.officer, at=AT)
    commands.fix_pool(
        **made.ids, assessor_ids=[one.person_id for one in made.assessors], by=made.officer, at=AT
    )
    commands.draw(**made.ids, by=made.officer, at=AT)

    with pytest.raises(NotNow):
        hand_in(made)


def test_a_portfolio_that_was_not_handed_in_is_not_judged():
    made = panels.drawn("portfolio", title="Portofolio")
    seat = made.seats(made.invitations[0])[0]
    with pytest.raises(NotNow):
        panels.write(made, seat, 70)


def test_after_the_second_tests_nothing_is_handed_in():
    made = panels.invited("presentation", title="Presentasi")
    with pytest.raises(NotNow):
        hand_in(made, at=vacancies.CALENDAR["second_tests"][1])


@pytest.mark.parametrize("content", [b"%PDF-1.7 rusak", b"GIF89a", b"<html>"])
def test_what_is_no_readable_pdf_is_refused(content):
    made = panels.invited("presentation", title="Presentasi")
    with pytest.raises(NotValid):
        hand_in(made, content=content)


def test_nobody_hands_in_for_another():
    made = panels.invited("portfolio", title="Portofolio")
    for other in (made.officer, made.assessors[0], people.applicant(), Actor.nobody(), panels.HOUSE):
        with pytest.raises(NotAllowed):
            hand_in(made, by=other)


# Absent, released


def test_who_is_absent_has_no_score_and_needs_a_reason():
    made = panels.drawn()
    row = made.invitations[0]
    with pytest.raises(NotValid):
        commands.mark_absent(invitation_id=row.pk, reason=" ", by=made.officer, at=JUDGING)
    commands.mark_absent(invitation_id=row.pk, reason="Dipanggil tiga kali", by=made.officer, at=JUDGING)
    [found] = facts.results(made.round.pk)

    assert (found.absent, found.complete, found.score) == (True, True, None)
    assert made.seats(row) == []


def test_who_was_judged_was_not_absent():
    made = panels.judged((70,))
    with pytest.raises(NotNow):
        commands.mark_absent(invitation_id=made.invitations[0].pk, reason="Lupa", by=made.officer, at=JUDGING)


def test_who_withdraws_is_released_and_counts_no_more():
    made = panels.judged((70,), (80, 82))
    commands.release(application_id=made.applications[0].pk, by=panels.HOUSE, at=JUDGING)

    assert [one.application_id for one in facts.results(made.round.pk)] == [made.applications[1].pk]
    assert commands.release(application_id=made.applications[0].pk, by=panels.HOUSE, at=JUDGING) == []


def test_inviting_twice_invites_once():
    made = panels.invited(candidates=2)
    again = commands.invite(
        round_id=made.round.pk, application_ids=[one.pk for one in made.applications], by=panels.HOUSE, at=AT
    )

    assert again == []
    assert len(made.invitations) == 2


# Results


def test_results_wait_until_everybody_is_assessed_or_absent():
    made = panels.judged((70, 76), (80,))
    with pytest.raises(NotNow):
        commands.propose_results(**made.ids, by=made.officer, at=AFTER)


def test_who_proposed_does_not_approve():
    made = panels.judged((70, 76))
    both = people.official(Role.APPROVER, made.round)
    decision = commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    same = Actor(made.officer.person_id, made.officer.name, made.officer.agency_id, both.grants)

    with pytest.raises(NotAllowed):
        commands.approve_results(**made.ids, shown=decision.fingerprint, by=same, at=AFTER)


def test_published_results_are_one_record_and_everybody_is_told():
    made = panels.published((70, 76))
    [entry] = entries("panels.results.published")

    assert leaf(entry)["k"] == "announce"
    assert len(leaf(entry)["a"]) == 2
    assert facts.results(made.round.pk)[0].published
    assert "Hasil" in Message.objects.filter(person_id=made.applications[0].person_id).latest("pk").subject


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_scores_of_a_small_group_are_not_in_the_public_document(count, shown):
    panels.published(*[(70, 76)] * count)
    document = canonical.decode(bytes(Blob.objects.get(pk=Announcement.objects.get().blob).content))

    assert document["scores_shown"] is shown
    assert all(("score" in one) is shown for one in document["candidates"])


def test_a_proposal_sent_back_can_be_proposed_again():
    made = panels.judged((70, 76))
    commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    with pytest.raises(NotNow):
        commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    commands.refuse_results(**made.ids, reason="Periksa lagi", by=made.approver, at=AFTER)
    panels.publish(made)

    assert Announcement.objects.get().state == "published"


def test_an_upheld_objection_is_judged_anew_by_others_and_becomes_a_further_edition():
    made = panels.published((70, 76), assessors=6)
    row = made.invitations[0]
    before = {seat.assessor_id for seat in made.seats(row)}
    with pytest.raises(NotValid):
        commands.reassess(invitation_id=row.pk, reason=" ", by=panels.HOUSE, at=AFTER)
    commands.reassess(invitation_id=row.pk, reason="Sanggahan diterima", by=panels.HOUSE, at=AFTER)
    assert facts.results(made.round.pk)[0].score is None

    commands.draw(**made.ids, by=made.officer, at=AFTER)
    fresh = [seat for seat in made.seats(row) if seat.edition == 2]
    assert before.isdisjoint(seat.assessor_id for seat in fresh)
    for seat in fresh:
        panels.judge(made, seat, 90)
    decision = commands.propose_results(**made.ids, by=made.officer, at=AFTER + timedelta(days=2))
    commands.approve_results(
        **made.ids, shown=decision.fingerprint, by=made.approver, at=AFTER + timedelta(days=2)
    )

    found = facts.results(made.round.pk)[0]
    assert (found.score, found.edition) == (Decimal("90.00"), 2)
    assert [row.score for row in Result.objects.order_by("edition")] == [Decimal("73.00"), Decimal("90.00")]
    announced = Announcement.objects.get()
    assert (announced.edition, announced.reason) == (2, "Sanggahan diterima")


def test_a_candidate_reads_their_own_score_only_once_published():
    made = panels.judged((70, 76))
    row, person_id = made.invitations[0], made.applications[0].person_id
    assert facts.own_score(row.pk, person_id=person_id) is None

    panels.publish(made)

    found = facts.own_score(row.pk, person_id=person_id)
    assert [sheet.total for sheet in found.sheets] == [Decimal(70), Decimal(76)]
    assert facts.own_score(row.pk, person_id=person_id + 1) is None
    with scope.seeing(person_id=person_id):
        assert facts.results_of(row.application_id, made.round.pk)[0].score == Decimal("73.00")


def test_before_publication_even_the_database_shows_a_candidate_no_score():
    made = panels.judged((70, 76))
    with scope.seeing(person_id=made.applications[0].person_id):
        assert not Result.objects.exists()
        assert facts.results_of(made.applications[0].pk, made.round.pk)[0].score is None
