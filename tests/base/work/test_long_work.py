"""Long work: one command in one transaction, seen while it goes on, cancelled or broken off without a trace."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from terang.base.access import Role
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act
from terang.base.journal.models import Entry, Pending
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy import scope
from terang.base.work import commands, counting, doing
from terang.base.work.kinds import long_work
from terang.base.work.landing import RESULT, Landing
from terang.base.work.models import Work
from terang.core.ledger.leaves import COUNT, Schema
from tests import tables
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
COUNTED = Act("tests.work.counted", _("counted"), public=Schema("tests", {"n": COUNT}))
MANY = 10
between: list[Any] = []
"""What happens elsewhere while the work is in the middle of its items: called with the number of the item."""
afterwards: list[Any] = []
"""What happens elsewhere when all is written, and not committed yet."""


@long_work(_("Counting"))
@transaction.atomic
def count_agencies(*, first: int, by: Any, at: datetime) -> int:
    """Makes ten agencies and journals it, publicly."""
    round_ = people.round_()
    for number in counting.counted(range(first, first + MANY), _("Agencies")):
        people.agency(f"counted-{number}", "Terhitung")
        for happen in between:
            happen(number - first)
    journal.record(COUNTED, subject=round_, by=by, at=at, round_=round_, public={"n": MANY})
    for happen in afterwards:
        happen()
    return MANY


@pytest.fixture(autouse=True)
def every_item_is_told(monkeypatch):
    monkeypatch.setattr(doing, "EVERY_SECONDS", 0)
    between.clear()
    afterwards.clear()


@pytest.fixture
def officer():
    people.round_()
    return people.official(Role.COMMITTEE_OFFICER, people.round_())


def asked(officer, **given):
    with scope.seeing(agency_id=officer.agency_id, person_id=officer.person_id):
        landing = Landing("ranking:edition", [RESULT], "%d instansi dihitung.", "/ranking/")
        return commands.hand_over(
            command=count_agencies, given={"first": 0, **given}, landing=landing, by=officer, at=NOON
        )


def row(work):
    with scope.as_system():
        return Work.objects.get(pk=work.pk)


def effects():
    with scope.as_system():
        return Entry.objects.filter(act=COUNTED.name).count(), Pending.objects.filter(kind="tests").count()


def cancel_at(item, work, owner):
    def happen(number):
        if number == item:
            ask_to_cancel(work, owner)

    between.append(happen)


def ask_to_cancel(work, owner):
    owner.execute("UPDATE work_work SET cancel_asked_at = now() WHERE id = %s", [work.pk])


def test_a_work_is_one_act_with_one_entry_and_leads_to_its_result(officer):
    work = asked(officer)

    state = doing.do(work.pk)

    ended = row(work)
    landing = Landing.kept(ended.landing)
    assert (state, ended.state, ended.result, effects()) == ("done", "done", MANY, (1, 1))
    assert landing.sentence(ended.result) == "10 instansi dihitung."
    assert landing.address(ended.result) == "/ranking/edition/10/"
    with scope.as_system():
        assert Entry.objects.get(act=COUNTED.name).person_id == officer.person_id


def test_the_job_holds_no_more_than_the_number_of_the_work(officer):
    work = asked(officer)

    job = ProcrastinateJob.objects.get(task_name="work.do")

    assert (job.args, job.lock) == ({"work_id": work.pk}, f"work/{officer.agency_id}")


def test_how_far_it_is_can_be_seen_while_its_transaction_is_open(officer, as_owner):
    work = asked(officer)
    seen = []
    between.append(
        lambda number: seen.append(
            as_owner.execute(
                "SELECT what, done_count, total_count FROM work_work WHERE id = %s", [work.pk]
            ).fetchone()
        )
    )

    doing.do(work.pk)

    assert seen == [("Instansi", number, MANY) for number in range(MANY)]


def test_a_cancelled_work_leaves_every_table_as_it_was(officer, as_owner):
    work = asked(officer)
    before = tables.counts(as_owner, without=tables.NOTES)
    cancel_at(6, work, as_owner)
    done = []
    between.append(done.append)

    state = doing.do(work.pk)

    assert state == "cancelled"
    assert done == [0, 1, 2, 3, 4, 5, 6]
    assert tables.counts(as_owner, without=tables.NOTES) == before


def test_what_is_cancelled_after_its_last_item_is_cancelled(officer, as_owner):
    work = asked(officer)
    before = tables.counts(as_owner, without=tables.NOTES)
    afterwards.append(lambda: ask_to_cancel(work, as_owner))

    state = doing.do(work.pk)

    assert state == "cancelled"
    assert tables.counts(as_owner, without=tables.NOTES) == before


def test_a_work_that_waits_is_cancelled_at_once_and_never_begins(officer):
    work = asked(officer)
    with scope.seeing(person_id=officer.person_id):
        commands.cancel(work_id=work.pk, by=officer, at=NOON)

    assert doing.do(work.pk) is None
    assert (row(work).state, row(work).try_count, effects()) == ("cancelled", 0, (0, 0))


def test_what_has_ended_can_not_be_cancelled(officer):
    work = asked(officer)
    doing.do(work.pk)

    with pytest.raises(NotNow), scope.seeing(person_id=officer.person_id):
        commands.cancel(work_id=work.pk, by=officer, at=NOON)


def test_nobody_cancels_the_work_of_another(officer):
    work = asked(officer)
    other = people.official(Role.APPROVER, people.round_())

    with pytest.raises(NotFound), scope.seeing(person_id=other.person_id, agency_id=other.agency_id):
        commands.cancel(work_id=work.pk, by=other, at=NOON)


def test_a_refusal_ends_the_work_with_its_sentence_and_nothing_else(officer, as_owner):
    work = asked(officer)
    before = tables.counts(as_owner, without=tables.NOTES)

    def refuse(number):
        if number == 4:
            raise NotNow("Orang lain lebih cepat.", problems=("satu", "dua"))

    between.append(refuse)

    state = doing.do(work.pk)

    assert state == "refused"
    assert row(work).refusal == {
        "status": 409,
        "sentence": "Orang lain lebih cepat.",
        "problems": ["satu", "dua"],
    }
    assert tables.counts(as_owner, without=tables.NOTES) == before


def test_a_defect_is_raised_and_leaves_nothing_but_the_note_that_it_failed(officer, as_owner):
    work = asked(officer)
    before = tables.counts(as_owner, without=tables.NOTES)
    between.append(lambda number: 1 // (4 - number))

    with pytest.raises(ZeroDivisionError):
        doing.do(work.pk)

    assert (row(work).state, tables.counts(as_owner, without=tables.NOTES)) == ("failed", before)


def test_a_work_whose_worker_died_is_done_once_more_and_never_twice(officer, as_owner):
    work = asked(officer)
    as_owner.execute("UPDATE work_work SET state = 'doing', began_at = now(), try_count = 1")

    again = [doing.do(work.pk), doing.do(work.pk)]

    assert (again, effects()) == (["done", None], (1, 1))


def test_a_work_that_ended_two_workers_is_not_tried_a_third_time(officer, as_owner):
    work = asked(officer)
    as_owner.execute("UPDATE work_work SET state = 'doing', began_at = now(), try_count = 2")

    assert doing.do(work.pk) == "failed"
    assert effects() == (0, 0)


def test_two_workers_with_the_same_work_do_it_once(officer, at_once):
    work = asked(officer)

    at_once(lambda: doing.do(work.pk), lambda: doing.do(work.pk))

    assert (row(work).state, effects()) == ("done", (1, 1))


def test_asked_twice_while_it_is_open_it_is_one_work(officer):
    one, same, other = asked(officer), asked(officer), asked(officer, first=100)

    assert one.pk == same.pk != other.pk
    doing.do(one.pk)
    assert asked(officer).pk != one.pk


def test_notes_are_forgotten_a_month_after_the_work_has_ended(officer, as_owner):
    old, young = asked(officer), asked(officer, first=100)
    for work in (old, young):
        doing.do(work.pk)
    as_owner.execute("UPDATE work_work SET ended_at = now() - interval '31 days' WHERE id = %s", [old.pk])

    with scope.as_system():
        commands.forget_old(datetime.now(UTC))
        assert list(Work.objects.values_list("pk", flat=True)) == [young.pk]
