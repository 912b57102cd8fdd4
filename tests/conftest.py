"""What every test may ask for: a database of its own, independent connections, threads that interleave."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import Phase, settings
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from tests import counts
from tests import ground as grounds
from tests.ground import Connection, Ground

settings.register_profile("few", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=2000, print_blob=True)
settings.register_profile(
    "mutants", deadline=None, max_examples=25, derandomize=True, database=None,
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
settings.load_profile("long" if counts.LONG else "few")

gc.set_threshold(
    200_000, 50, 100
)  # memory is there; looking through it again and again took a tenth of the time


HOUSE = ("doors", "fuzz")
"""Folders that visit the same played house."""
DEAR = (*HOUSE, "bootstrap", "journeys", "demonstration", "engines")
"""Folders whose files take long. They begin first, so that no process is left alone with one of them at the end."""


class ByWorld(LoadScopeScheduling):
    """Who works in the same world works in the same process, so that it is made once: a file, or the whole house."""

    def _split_scope(self, nodeid: str) -> str:
        path = Path(nodeid.partition("::")[0])
        return "house" if path.parent.name in HOUSE else str(path)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWorld:
    config.option.loadscopereorder = False
    return ByWorld(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the long run what a mark leaves to it, and begin with what takes long."""
    left = set() if counts.LONG else counts.left_to_the_long_run(items)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
    rank = {folder: place for place, folder in enumerate(DEAR)}
    items[:] = sorted(
        (item for item in items if item.nodeid not in left),
        key=lambda item: rank.get(item.path.parent.name, len(DEAR)),
    )


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Every test begins in the language of the house, whatever the one before it spoke."""
    translation.activate("id")
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def ground(django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """The server and the migrated template of this process."""
    with django_db_blocker.unblock(), grounds.prepared() as ground:
        yield ground
        connection.close()


@pytest.fixture(scope="session")
def django_db_setup(ground: Ground, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test with the mark `django_db` works in one clone, as terang_app; what it wrote is rolled back.

    A test that commits (`transaction=True`) leaves its whole database behind and the next one gets a new clone.
    Django would truncate the tables instead, which the application's role may not do and append-only tables refuse.
    """

    def renew(_: TransactionTestCase) -> None:
        used = connection.settings_dict["NAME"]
        ground.stand_on(ground.clone())
        ground.drop(used)

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        ground.stand_on(ground.clone())
        patch.setattr(TransactionTestCase, "_fixture_teardown", renew)
        yield


@pytest.fixture
def as_owner(transactional_db: None, ground: Ground) -> Iterator[Connection]:
    """The owner's own connection to the test's database, committing each statement: it sees and may do everything."""
    with closing(ground.server.connect(connection.settings_dict["NAME"])) as owner:
        yield owner


@pytest.fixture
def two_connections(transactional_db: None, ground: Ground) -> Iterator[tuple[Connection, Connection]]:
    """Two independent connections as the application, each in a transaction until it commits or rolls back."""
    url = ground.server.url_of(connection.settings_dict["NAME"])
    with closing(_as_application(url)) as one, closing(_as_application(url)) as other:
        yield one, other


def _as_application(url: str) -> Connection:
    opened = psycopg.connect(url)
    opened.execute("SET ROLE terang_app")
    opened.commit()
    return opened


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    """Run functions at the same moment, each in a thread with its own connection; what each returned or raised."""

    def run(*works: Callable[[], Any]) -> list[Any]:
        outcomes: list[Any] = [None] * len(works)
        start = threading.Barrier(len(works))

        def do(place: int) -> None:
            start.wait(timeout=10)
            try:
                outcomes[place] = works[place]()
            except Exception as raised:  # noqa: BLE001  whatever it is, the test decides about it
                outcomes[place] = raised
            finally:
                connection.close()

        threads = [threading.Thread(target=do, args=(place,)) for place in range(len(works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return outcomes

    return run
