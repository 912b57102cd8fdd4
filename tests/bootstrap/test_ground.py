"""The ground of the tests is itself tested: whose role, what is rolled back, what a commit leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.ground import Connection

COUNT = "SELECT count(*) FROM django_content_type WHERE app_label = 'invented'"


def _ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_work_as_the_application_and_not_as_the_owner() -> None:
    assert _ask("SELECT current_user") == "terang_app"
    assert not _ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_rolled_back(turn: int) -> None:
    ContentType.objects.create(app_label="invented", model="thing")

    assert _ask(COUNT) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_left_behind_with_its_database(turn: int) -> None:
    ContentType.objects.create(app_label="invented", model="thing")

    assert _ask(COUNT) == 1
    assert _ask("SELECT count(*) FROM django_content_type WHERE app_label = 'contenttypes'") == 1


@pytest.mark.django_db(transaction=True)
def test_two_connections_are_independent(two_connections: tuple[Connection, Connection]) -> None:
    one, other = two_connections

    one.execute("INSERT INTO django_content_type (app_label, model) VALUES ('invented', 'thing')")
    before = other.execute(COUNT).fetchone()
    one.commit()
    after = other.execute(COUNT).fetchone()

    assert (before, after) == ((0,), (1,))


@pytest.mark.django_db(transaction=True)
def test_functions_run_at_once_on_connections_of_their_own(at_once: Callable[..., list[Any]]) -> None:
    pids = at_once(lambda: _ask("SELECT pg_backend_pid()"), lambda: _ask("SELECT pg_backend_pid()"))
    refused, said = at_once(lambda: 1 / 0, lambda: "said")

    assert pids[0] != pids[1]
    assert (type(refused), said) == (ZeroDivisionError, "said")


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_what_was_committed(as_owner: Connection) -> None:
    ContentType.objects.create(app_label="invented", model="thing")

    assert as_owner.execute("SELECT current_user").fetchone() == ("terang",)
    assert as_owner.execute(COUNT).fetchone() == (1,)
