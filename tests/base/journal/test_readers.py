"""Readers see every entry once and in order, however the transactions interleave."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from terang.base.journal import readers
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act
from terang.base.journal.models import Entry
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from tests.factories import people

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
NOTED = Act("tests.reader.noted", _("noted"))
INSERT = """INSERT INTO journal_entry (act, agency_id, person_id, system, subject_type, subject_id, facts, at)
    VALUES ('tests.reader.noted', %s, NULL, 'tests', 'x', %s, '{}', now())"""


def read() -> list[int]:
    seen: list[int] = []
    readers.advance("tests", acts=[NOTED.name], handle=lambda entry: seen.append(entry.subject_id))
    return seen


def _insert(connection, agency_id, number):
    connection.execute("SELECT set_config('terang.system', 'on', true)")
    connection.execute(INSERT, [agency_id, number])


def test_an_entry_that_commits_late_is_not_lost(two_connections):
    early, late = two_connections
    agency_id = people.agency().pk
    _insert(late, agency_id, 1)  # takes the smaller id, commits last
    _insert(early, agency_id, 2)
    early.commit()

    first = read()
    late.commit()
    second = read()

    assert first == []  # entry 2 waits until nothing before it is still running
    assert second == [1, 2]


def test_an_entry_that_is_rolled_back_is_never_seen(two_connections):
    one, other = two_connections
    agency_id = people.agency().pk
    _insert(one, agency_id, 1)
    _insert(other, agency_id, 2)
    one.rollback()
    other.commit()

    assert read() == [2]


def test_a_long_transaction_in_another_database_delays_nobody(ground):
    elsewhere = ground.server.connect(ground.clone())
    elsewhere.execute("BEGIN")
    elsewhere.execute("SELECT pg_current_xact_id()")
    _note(1)

    seen = read()

    elsewhere.close()
    assert seen == [0]


def test_a_reader_inside_a_long_transaction_sees_what_that_one_wrote():
    with transaction.atomic():
        readers.become_oldest()
        _note(2)
        inside = read()
        _note(1)
        later = read()

    assert (inside, later, read()) == ([0, 1], [0], [])


def test_what_others_commit_meanwhile_waits_for_the_end_and_is_not_lost(two_connections):
    other, _ = two_connections
    agency_id = people.agency().pk
    with transaction.atomic():
        readers.become_oldest()
        _note(1)
        _insert(other, agency_id, 7)
        other.commit()
        inside = read()
        _note(2)
        later = read()

    assert (inside, later, read()) == ([0], [0, 1], [7])


def test_what_is_read_inside_and_rolled_back_is_as_if_never_read():
    with transaction.atomic():
        readers.become_oldest()
        _note(1)
        assert read() == [0]
        transaction.set_rollback(True)
    _note(1)

    assert read() == [0]


def test_inside_an_older_transaction_still_delays_what_was_written(two_connections, monkeypatch):
    older, _ = two_connections
    monkeypatch.setattr(readers, "PATIENCE_SECONDS", 0.2)
    agency_id = people.agency().pk
    _insert(older, agency_id, 7)
    with transaction.atomic():
        _note(1)
        inside = read()
        with pytest.raises(NotNow):
            readers.become_oldest()
    older.commit()

    assert (inside, read()) == ([], [7, 0])


def test_a_reader_does_not_wait_for_one_that_is_at_it(two_connections):
    _note(1)
    read()
    holder, _ = two_connections
    holder.execute("SELECT * FROM journal_cursor WHERE reader = 'tests' FOR UPDATE")
    _note(1)

    assert read() == []
    holder.rollback()
    assert read() == [0]


def test_every_entry_is_handled_once():
    _note(3)

    assert read() == [0, 1, 2]
    assert read() == []


def test_a_reader_that_fails_keeps_its_place_and_its_effects_vanish():
    _note(2)

    def fail_at_second(entry: Entry) -> None:
        people.agency(f"effect-{entry.subject_id}", "x")
        if entry.subject_id == 1:
            raise RuntimeError("defect")

    with pytest.raises(RuntimeError):
        readers.advance("tests", acts=[NOTED.name], handle=fail_at_second)

    from terang.base.tenancy.models import Agency

    assert set(Agency.objects.filter(code__startswith="effect").values_list("code", flat=True)) == {
        "effect-0"
    }
    assert read() == [1]


def test_two_readers_of_one_name_share_the_work(at_once):
    _note(20)

    seen = at_once(read, read)

    assert sorted(seen[0] + seen[1]) == list(range(20))


def _note(count: int) -> None:
    agency = people.agency()
    for number in range(count):
        with transaction.atomic(), scope.as_system():
            agency.pk, kept = agency.pk, agency.pk
            subject = type("Subject", (), {"_meta": agency._meta, "pk": number})()
            journal.record(NOTED, subject=subject, by=people.HOUSE, at=NOON, agency_id=kept)
