"""A simulated round is there as a whole, or not at all."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from terang.base.tenancy import scope
from terang.demonstration.play import play
from tests import tables
from tests.demonstration.test_play import NOW, played

COMMAND = [sys.executable, "-m", "terang.cli", "simulate", "round", "--applicants", "4", "--seed", "5"]


@pytest.fixture
def simulation(transactional_db, ground, tmp_path):
    """Begins the command on the test's database; it says how far it is."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "terang.config.settings",
        "TERANG_ENV": "demo",
        "TERANG_DATABASE_URL": ground.server.url_of(connection.settings_dict["NAME"]),
        "TERANG_DATA_DIR": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    begun = subprocess.Popen(
        COMMAND, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield begun
    begun.kill()
    begun.communicate()


@pytest.mark.slow
@pytest.mark.parametrize(
    "sign",
    [
        signal.SIGINT,
        *(pytest.param(sign, marks=pytest.mark.long) for sign in (signal.SIGTERM, signal.SIGKILL)),
    ],
)
def test_a_simulation_that_is_interrupted_halfway_leaves_every_table_as_it_was(
    simulation, as_owner, tmp_path, sign
):
    before = tables.counts(as_owner)
    told = [""]
    while "seleksi administrasi" not in told[-1]:
        told.append(simulation.stderr.readline())
        assert told[-1], told

    simulation.send_signal(sign)
    said = simulation.stderr.read()
    code = simulation.wait(timeout=60)

    assert tables.counts(as_owner) == before
    if sign != signal.SIGKILL:
        assert code == 128 + sign
        assert said.endswith("Cancelled: nothing of the round was kept.\n")
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_a_round_that_breaks_in_the_middle_leaves_nothing(as_owner):
    before = tables.counts(as_owner)

    def stop(what, done, total):
        if "seleksi administrasi" in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        play("sawahlunto", now=NOW, tell=stop, applicants=6, whole=True)

    assert tables.counts(as_owner) == before


@pytest.mark.django_db(transaction=True)
def test_two_rounds_of_one_agency_are_not_played_at_once(at_once):
    def small():
        return played("tanjungbalai", applicants=2).code

    outcomes = at_once(small, small)

    refused = [one for one in outcomes if not isinstance(one, str)]
    assert len(refused) == 1, outcomes
    assert refused[0].status == 409
    with scope.as_system():
        from terang.base.tenancy.models import Round

        assert Round.objects.filter(agency__code="tanjungbalai").count() == 1
