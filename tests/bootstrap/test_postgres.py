"""The embedded PostgreSQL: as root and as a user, after a crash, twice at once, and without a trace outside."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from terang.demonstration.places import Account, _wheel, place_for
from terang.demonstration.postgres import EmbeddedPostgres, EmbeddedRefused

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another account to run it as")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data" / "postgres"
    yield folder
    EmbeddedPostgres(folder).remove()


def _ask(server: EmbeddedPostgres, statement: str) -> object:
    with server.connect() as connection:
        row = connection.execute(statement).fetchone()
    return row and row[0]


def _modes(path: Path) -> dict[Path, int]:
    return {parent: parent.stat().st_mode for parent in path.absolute().parents}


def test_it_starts_answers_and_ends(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        assert _ask(server, "SELECT current_setting('server_version_num')::int >= 150000")
        assert _ask(server, "SHOW fsync") == "on"

    with pytest.raises(psycopg.OperationalError):
        server.connect()


def test_what_was_written_is_there_after_a_second_start(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        _do(server, "CREATE TABLE kept AS SELECT 7 AS n")

    with EmbeddedPostgres(folder) as again:
        assert _ask(again, "SELECT n FROM kept") == 7


def test_starting_and_ending_twice_is_doing_it_once(folder: Path) -> None:
    server = EmbeddedPostgres(folder).start()
    pid = _ask(server, "SELECT pg_backend_pid()")

    assert server.start() is server
    assert _ask(server, "SELECT pg_backend_pid()") != pid

    server.stop()
    server.stop()


def test_a_second_one_joins_the_first_and_does_not_end_it(folder: Path) -> None:
    with EmbeddedPostgres(folder) as first:
        with EmbeddedPostgres(folder) as second:
            assert second.url == first.url

        assert _ask(first, "SELECT 1") == 1


def test_two_of_them_run_beside_each_other(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "one") as one, EmbeddedPostgres(tmp_path / "other") as other:
        _do(one, "CREATE TABLE only_here ()")

        assert _ask(other, "SELECT to_regclass('only_here') IS NULL")
    one.remove()
    other.remove()


def test_after_a_crash_it_starts_again_with_what_was_committed(folder: Path) -> None:
    server = EmbeddedPostgres(folder).start()
    _do(server, "CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(_pid_of(server), signal.SIGKILL)

    with EmbeddedPostgres(folder) as again:
        assert _ask(again, "SELECT n FROM kept") == 7
    server.stop()


def test_the_trace_of_a_stranger_with_the_same_number_does_not_stop_it(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        pass
    trace = server.cluster / "postmaster.pid"
    trace.write_text(f"{os.getpid()}\n{server.cluster}\n")

    with EmbeddedPostgres(folder) as again:
        assert _ask(again, "SELECT 1") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's leash is Linux's")
def test_it_ends_with_the_process_that_started_it_even_by_kill_9(folder: Path) -> None:
    starter = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from terang.demonstration.postgres import EmbeddedPostgres
        EmbeddedPostgres(Path(sys.argv[1])).start()
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    died = subprocess.run([sys.executable, "-c", starter, str(folder)], check=False)
    server = EmbeddedPostgres(folder)
    server.place = place_for(server.folder, server.account)

    patience = time.monotonic() + 10
    while (server.cluster / "postmaster.pid").exists() and time.monotonic() < patience:
        time.sleep(0.05)

    assert died.returncode == -signal.SIGKILL
    assert not (server.cluster / "postmaster.pid").exists()


def test_it_listens_on_its_own_socket_only_and_asks_for_the_password(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        assert _ask(server, "SHOW listen_addresses") == ""
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(server.url.replace(server.password, "guessed"))

    assert len(str(server.socket / ".s.PGSQL.5432")) < 100
    assert {path.stat().st_mode & 0o777 for path in (server.cluster, server.socket)} == {0o700}
    assert (folder / "password").stat().st_mode & 0o777 == 0o600


def test_no_permission_outside_its_folder_changes(folder: Path) -> None:
    folder.parent.mkdir()
    folder.parent.chmod(0o700)
    before = _modes(folder)

    with EmbeddedPostgres(folder):
        pass

    assert _modes(folder) == before


def test_a_path_too_long_for_a_socket_is_no_hindrance(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / ("deep" * 20) / "postgres") as server:
        assert _ask(server, "SELECT 1") == 1
    server.remove()

    assert not server.place.exists()


def test_production_refuses_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERANG_ENV", "production")

    with pytest.raises(EmbeddedRefused, match="TERANG_DATABASE_URL"):
        EmbeddedPostgres(folder).start()

    assert not folder.exists()


def test_a_copy_has_the_content_and_goes_its_own_way(folder: Path, tmp_path: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        _do(server, "CREATE TABLE kept AS SELECT 7 AS n")

    with server.copy_to(tmp_path / "copy") as copy:
        _do(copy, "DROP TABLE kept")
    with EmbeddedPostgres(folder) as server:
        assert _ask(server, "SELECT n FROM kept") == 7
    copy.remove()


def test_a_database_can_return_to_what_it_was(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        _do(server, "CREATE TABLE kept AS SELECT 7 AS n")
        server.copy_database("terang", "kept_aside")
        _do(server, "DROP TABLE kept")

        server.copy_database("kept_aside", "terang")

        assert _ask(server, "SELECT n FROM kept") == 7


@as_root
def test_root_hands_it_to_an_account_without_rights(folder: Path) -> None:
    with EmbeddedPostgres(folder) as server:
        assert server.cluster.stat().st_uid == Account.unprivileged().uid
        assert Path(f"/proc/{_pid_of(server)}").stat().st_uid == Account.unprivileged().uid


@as_root
def test_an_ordinary_user_runs_it_as_themselves(folder: Path) -> None:
    user = Account.unprivileged()
    if not user.runs(_wheel() / "pginstall18/bin/postgres"):
        pytest.skip("this installation lies where only root can read")
    home = user.owns(Path(tempfile.mkdtemp()))

    child = os.fork()
    if child == 0:
        os._exit(_as_user(user, home))
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    subprocess.run(["/bin/rm", "-rf", home], check=True)

    assert ended == 0


def _as_user(user: Account, home: Path) -> int:
    assert user.uid is not None
    assert user.gid is not None
    os.setgroups([])
    os.setgid(user.gid)
    os.setuid(user.uid)
    with EmbeddedPostgres(home / "postgres") as server:
        own = Path(f"/proc/{_pid_of(server)}").stat().st_uid == user.uid == os.geteuid()
        answers = _ask(server, "SELECT 1") == 1
    server.remove()
    return 0 if own and answers and not any(home.iterdir()) else 1


def _do(server: EmbeddedPostgres, statement: str) -> None:
    with server.connect() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _pid_of(server: EmbeddedPostgres) -> int:
    return int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
