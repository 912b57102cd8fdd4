"""Filing, taking, deciding."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Actor, Role
from terang.base.journal.models import Entry, Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.objections import commands, facts
from terang.stages.objections.models import Objection
from terang.stages.objections.queries.lists import clock
from terang.stages.objections.states import OBJECTION, ObjectionState
from tests.factories import applications, objections, panels, people

pytestmark = pytest.mark.django_db
AT = objections.ANSWERING
LISTED = {
    "filed take taken", "filed withdraw withdrawn", "taken give_back filed", "taken uphold upheld",
    "taken reject rejected",
}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "act"), list(product(ObjectionState, ["take", "withdraw", "give_back", "uphold", "reject"]))
)
def test_what_is_not_listed_cannot_happen(state, act):
    follows = [line for line in LISTED if line.startswith(f"{state} {act} ")]

    if follows:
        assert follows == [f"{state} {act} {OBJECTION.after(state, act)}"]
    else:
        with pytest.raises(NotNow):
            OBJECTION.after(state, act)


def entries(act):
    with scope.as_system():
        return list(Entry.objects.filter(act=act).select_related("pending"))


def leaf(entry):
    return canonical.decode(bytes(entry.pending.leaf))


def test_an_objection_keeps_the_decision_it_is_about_and_becomes_one_public_record():
    row = objections.filed()

    assert row.state == "filed"
    assert row.decision["grounds"] == [["Wawancara", "73,00", "Nilai para penguji: 70,00; 76,00."]]
    [entry] = entries("objections.objection.filed")
    assert leaf(entry)["k"] == "appeal"
    assert leaf(entry)["b"].keys() == {"pid", "code", "com"}
    assert row.ref == leaf(entry)["u"]


def test_the_answer_is_due_some_days_after_the_window():
    made = objections.stage()
    row = objections.filed(made)
    published_at = panels.AFTER + timedelta(hours=1)

    assert row.due_at == published_at + timedelta(days=3 + 7)


@pytest.mark.parametrize("days", [3, 4, 300])
def test_after_the_window_it_is_too_late(days):
    made = objections.stage()
    published_at = panels.AFTER + timedelta(hours=1)

    with pytest.raises(NotNow):
        objections.filed(made, at=published_at + timedelta(days=days))
    assert objections.filed(made, at=published_at + timedelta(days=3) - timedelta(seconds=1)).pk


def test_before_the_announcement_there_is_nothing_to_object_to():
    made = panels.judged((70, 76))

    with pytest.raises(NotNow):
        objections.filed(made)


@pytest.mark.parametrize("stage", ["screening", "exam", "result"])
def test_what_was_not_announced_cannot_be_objected_to(stage):
    made = objections.stage()
    with scope.as_system(), pytest.raises(NotNow):
        commands.file(
            application_id=made.applications[0].pk, stage=stage, text=objections.TEXT,
            by=applications.actor_of(made.applications[0]), at=objections.FILING,
        )  # fmt: skip


def test_once_per_stage_unless_the_first_was_withdrawn():
    made = objections.stage()
    row = objections.filed(made)
    with pytest.raises(NotNow):
        objections.filed(made)

    with scope.as_system():
        commands.withdraw(
            objection_id=row.pk, by=applications.actor_of(made.applications[0]), at=objections.FILING
        )

    assert objections.filed(made).pk != row.pk


@pytest.mark.parametrize("text", ["", "   ", "singkat", "x" * 5001])
def test_an_objection_says_in_words_what_is_wrong(text):
    made = objections.stage()
    with pytest.raises(NotValid):
        objections.filed(made, text=text)


def test_only_the_applicant_objects():
    made = objections.stage((70, 76), (80, 82))
    others = [
        made.officer,
        objections.officer(made),
        applications.actor_of(made.applications[1]),
        Actor.nobody(),
        panels.HOUSE,
    ]
    for other in others:
        with scope.as_system(), pytest.raises(NotAllowed):
            commands.file(
                application_id=made.applications[0].pk, stage="second_tests", text=objections.TEXT, by=other,
                at=objections.FILING,
            )  # fmt: skip


@pytest.mark.parametrize("role", [role for role in Role if role != Role.OBJECTION_OFFICER])
def test_no_other_role_takes_or_decides(role):
    row = objections.filed()
    somebody = people.official(role, row.round)
    with scope.as_system():
        for act in (
            lambda: commands.take(objection_id=row.pk, by=somebody, at=AT),
            lambda: commands.take_next(by=somebody, at=AT),
        ):
            with pytest.raises(NotAllowed):
                act()
    objections.taken(row)
    with scope.as_system():
        for act in (
            lambda: commands.uphold(
                objection_id=row.pk, misapplied="4.1", reason=objections.REASON, by=somebody, at=AT
            ),
            lambda: commands.reject(objection_id=row.pk, reason=objections.REASON, by=somebody, at=AT),
            lambda: commands.give_back(objection_id=row.pk, by=somebody, at=AT),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_the_objection_officer_of_another_agency_takes_nothing():
    row = objections.filed()
    foreign = people.official(Role.OBJECTION_OFFICER, people.round_(people.foreign_agency()))
    with scope.as_system(), pytest.raises(NotAllowed):
        commands.take(objection_id=row.pk, by=foreign, at=AT)


def test_who_decided_in_the_file_never_examines_the_objection():
    made = objections.stage()
    row = objections.filed(made)
    officer = objections.officer(row)
    with scope.as_system():
        Objection.objects.filter(pk=row.pk).update(decider_ids=[*row.decider_ids, officer.person_id])
        with pytest.raises(NotAllowed):
            commands.take(objection_id=row.pk, by=officer, at=AT)
        with pytest.raises(NotNow):
            commands.take_next(by=officer, at=AT)


def test_the_assessors_and_whoever_published_count_as_deciders():
    made = objections.stage()
    row = objections.filed(made)
    judges = {seat.assessor_id for seat in made.seats(made.invitations[0])}

    assert set(row.decider_ids) == judges | {made.officer.person_id, made.approver.person_id}


def test_the_database_refuses_the_same_hand():
    row = objections.filed()
    with scope.as_system(), pytest.raises(IntegrityError, match="other_hand"), transaction.atomic():
        Objection.objects.filter(pk=row.pk).update(
            state="taken", taken_by=row.decider_ids[0], taken_at=objections.ANSWERING
        )


@pytest.mark.parametrize(
    "change",
    [
        {"state": "upheld"},
        {"text": "Sesuatu yang lain sama sekali."},
        {"decider_ids": []},
        {"state": "taken"},
    ],
)
def test_the_database_keeps_what_was_filed(change):
    row = objections.filed()
    with scope.as_system(), pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.filter(pk=row.pk).update(**change)


def test_a_decided_objection_stays_as_it_is():
    row, officer = objections.taken()
    with scope.as_system():
        commands.reject(objection_id=row.pk, reason=objections.REASON, by=officer, at=AT)
        with pytest.raises(NotNow):
            commands.uphold(objection_id=row.pk, misapplied="x", reason=objections.REASON, by=officer, at=AT)
        with pytest.raises(IntegrityError, match="objection_kept"), transaction.atomic():
            Objection.objects.filter(pk=row.pk).update(reason="Lain")


def test_an_upheld_objection_names_the_clause_and_tells_the_flow_what_it_is_about():
    row, officer = objections.taken()
    with scope.as_system():
        commands.uphold(objection_id=row.pk, misapplied="rubric", reason=objections.REASON, by=officer, at=AT)
        row.refresh_from_db()

    [entry] = entries("objections.objection.upheld")
    assert row.misapplied == "rubric"
    assert entry.facts == {"stage": "second_tests", "application": row.application_id, "objection": row.pk}
    assert leaf(entry)["k"] == "appeal_decision"
    assert leaf(entry)["b"] == {"ref": row.ref, "outcome": "upheld", "com": leaf(entry)["b"]["com"]}
    assert row.outcome_ref == leaf(entry)["u"]


@pytest.mark.parametrize("reason", ["", "   ", "tidak"])
def test_a_decision_needs_its_reason(reason):
    row, officer = objections.taken()
    with scope.as_system():
        with pytest.raises(NotValid):
            commands.reject(objection_id=row.pk, reason=reason, by=officer, at=AT)
        with pytest.raises(NotValid):
            commands.uphold(objection_id=row.pk, misapplied="4.1", reason=reason, by=officer, at=AT)
        with pytest.raises(NotValid):
            commands.uphold(objection_id=row.pk, misapplied=" ", reason=objections.REASON, by=officer, at=AT)
        row.refresh_from_db()
        assert row.state == "taken"


def test_only_who_took_it_decides_and_may_give_it_back():
    row, officer = objections.taken()
    colleague = objections.officer(row)
    with scope.as_system():
        with pytest.raises(NotAllowed):
            commands.reject(objection_id=row.pk, reason=objections.REASON, by=colleague, at=AT)
        commands.give_back(objection_id=row.pk, by=officer, at=AT)
        assert commands.take_next(by=colleague, at=AT).pk == row.pk


def test_once_taken_it_is_not_withdrawn_any_more():
    row, _ = objections.taken()
    with scope.as_system(), pytest.raises(NotNow):
        commands.withdraw(
            objection_id=row.pk, by=applications.actor_of(row.application), at=objections.FILING
        )


def test_the_applicant_is_told_by_mail_without_a_score():
    row, officer = objections.taken()
    with scope.as_system():
        commands.reject(objection_id=row.pk, reason=objections.REASON, by=officer, at=AT)
        letters = list(Message.objects.filter(person_id=row.person_id).order_by("pk"))[-2:]

    assert [letter.subject.split(":")[0] for letter in letters] == [
        "Sanggahan Anda sudah masuk",
        "Sanggahan Anda sudah diputuskan",
    ]
    assert not any("73" in letter.body for letter in letters)


def test_the_clock_counts_what_is_late():
    made = objections.stage((70, 76), (80, 82), (60, 62))
    first = objections.filed(made, candidate=0)
    objections.filed(made, candidate=1)
    objections.filed(made, candidate=2)
    row, officer = objections.taken(first)
    with scope.as_system():
        commands.uphold(objection_id=row.pk, misapplied="rubric", reason=objections.REASON, by=officer, at=AT)
        now, late = clock(made.round.pk, AT), clock(made.round.pk, objections.OVERDUE)

    assert (now.filed, now.waiting, now.upheld, now.answered, now.overdue) == (3, 2, 1, 1, 0)
    assert late.overdue == 2


def test_the_most_urgent_comes_first():
    made = objections.stage((70, 76), (80, 82))
    later = objections.filed(made, candidate=0, at=objections.FILING + timedelta(hours=2))
    sooner = objections.filed(made, candidate=1)
    officer = objections.officer(made)
    with scope.as_system():
        taken = [commands.take_next(by=officer, at=AT).pk for _ in range(2)]
        with pytest.raises(NotNow):
            commands.take_next(by=officer, at=AT)

    assert taken == [sooner.pk, later.pk]


def test_later_rooms_learn_how_it_ended():
    row, officer = objections.taken()
    with scope.as_system():
        commands.reject(objection_id=row.pk, reason=objections.REASON, by=officer, at=AT)
        [found] = facts.objections(row.round_id)

    assert (found.state, found.pid, found.stage, found.misapplied) == (
        "rejected",
        row.pid,
        "second_tests",
        "",
    )


def test_the_public_record_holds_none_of_the_words():
    objections.filed()
    with scope.as_system():
        records = b"".join(bytes(one.leaf) for one in Pending.objects.all())

    assert objections.TEXT.encode() not in records


def test_a_refused_act_leaves_no_trace():
    row, somebody = objections.filed(), people.official(Role.APPROVER)
    with scope.as_system():
        before = Entry.objects.count()
        with pytest.raises(NotAllowed):
            commands.take(objection_id=row.pk, by=somebody, at=AT)

        row.refresh_from_db()
        assert (row.state, Entry.objects.count()) == ("filed", before)
