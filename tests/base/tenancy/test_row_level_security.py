"""None sees another agency's people: the database says so, for every table that holds them."""

import threading
from contextlib import AbstractContextManager, nullcontext

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from terang.base.access import Role
from terang.base.identity.models import Person
from terang.base.mail import outbox
from terang.base.mail.models import Message
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from tests.factories import people

# Every table that holds personal data, or points at a person, and is guarded row by row.
GUARDED = {
    "identity_person", "identity_subjectkeyrow", "identity_signingkey", "account_emailaddress", "mfa_authenticator",
    "access_rolegrant", "journal_entry", "log_opening", "approvals_decision", "files_storedfile", "mail_message",
    "work_work",
}  # fmt: skip

# Tables that point at a person and need no guard, each with its reason.
UNGUARDED = {
    "account_emailconfirmation": "holds a key only, points at an address that is guarded",
    "approvals_approval": "points at officials only, and is read through its decision",
}


def _rows(sql):
    with connection.cursor() as db:
        db.execute(sql)
        return {row[0] for row in db.fetchall()}


def guarded_tables():
    return _rows(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'"
    )


def tables_that_point_at_people():
    person = Person._meta.model
    pointing = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "concrete", False) and field.related_model is person
    }
    return pointing | {Person._meta.db_table}


def test_the_guarded_tables_of_the_ground_floor_are_guarded(db):
    assert guarded_tables() >= GUARDED


def test_every_table_that_points_at_a_person_is_guarded_or_says_why_not(db):
    assert tables_that_point_at_people() - guarded_tables() - UNGUARDED.keys() <= ROOMS_SAY_WHY.keys()


def test_the_application_owns_no_table_and_can_not_bypass_the_guard(db):
    owners = _rows("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")

    assert "terang_app" not in owners
    assert _rows("SELECT current_user") == {"terang_app"}
    assert _rows("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = 'terang_app'") == {False}


def test_without_a_scope_nobody_is_seen(db):
    people.official(Role.PLANNER)

    assert not Person.objects.exists()


def test_an_agency_sees_its_own_officials_and_not_a_foreign_ones(db):
    own, foreign = (
        people.official(Role.PLANNER),
        people.official(Role.PLANNER, agency_=people.foreign_agency()),
    )

    with scope.seeing(agency_id=own.agency_id):
        seen = set(Person.objects.values_list("pk", flat=True))

    assert own.person_id in seen
    assert foreign.person_id not in seen


def test_a_person_sees_their_own_messages_only(db):
    sari, joko = people.applicant(), people.applicant()
    for actor in (sari, joko):
        outbox.send(to=people.person_of(actor), subject="x", body="y", at=people.LONG_AGO)

    with scope.seeing(person_id=sari.person_id):
        assert [message.person_id for message in Message.objects.all()] == [sari.person_id]


def test_leaving_a_scope_restores_the_one_before(db):
    people.official(Role.PLANNER)
    with scope.seeing(agency_id=people.foreign_agency().pk):
        with scope.as_system():
            assert Person.objects.exists()
        assert not Person.objects.exists()


def test_a_refusal_inside_a_scope_does_not_leave_it_open(db):
    people.official(Role.PLANNER)
    with scope.seeing(agency_id=people.foreign_agency().pk):
        with pytest.raises(NotNow), scope.as_system():
            raise NotNow("x")
        assert not Person.objects.exists()


def test_a_database_error_inside_a_scope_does_not_leave_it_open(db):
    people.official(Role.PLANNER)
    with scope.seeing(agency_id=people.foreign_agency().pk):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            scope.as_system(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT 1 / 0")
        assert not Person.objects.exists()


ROOMS_SAY_WHY = {"exams_scorelist": "points at the official who published it; the list itself is public"}


@pytest.mark.django_db
def test_a_block_within_an_equal_one_asks_nothing_and_what_was_entered_meanwhile_is_not_taken_for_it(
    django_assert_num_queries,
):
    with scope.as_system():
        with django_assert_num_queries(0), scope.as_system():
            pass
        scope.enter(person_id=1)
        with scope.as_system():
            assert _system() == "on"
        assert _system() == ""


@pytest.mark.django_db
def test_a_block_that_failed_and_was_rolled_back_is_forgotten():
    with scope.as_system():
        with pytest.raises(ZeroDivisionError), transaction.atomic(), scope.seeing(person_id=1):
            _ = 1 // 0
        assert _system() == "on"
        with scope.seeing(person_id=1):
            assert _system() == ""


def _system():
    with connection.cursor() as db:
        db.execute("SELECT current_setting('terang.system', true)")
        return db.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_block_in_one_thread_says_nothing_about_the_connection_of_another(at_once):
    people.official(Role.PLANNER)
    inside, looked = threading.Event(), threading.Event()

    def keeps_everything_open() -> int:
        with scope.as_system():
            inside.set()
            looked.wait(timeout=10)
            return Person.objects.count()

    def looks(seen: AbstractContextManager[None]) -> int:
        inside.wait(timeout=10)
        with seen:
            return Person.objects.count()

    def as_nobody_and_as_the_house() -> tuple[int, int]:
        try:
            return looks(nullcontext()), looks(scope.as_system())
        finally:
            looked.set()

    everybody, (nobody, house) = at_once(keeps_everything_open, as_nobody_and_as_the_house)

    assert nobody == 0
    assert house == everybody > 0
