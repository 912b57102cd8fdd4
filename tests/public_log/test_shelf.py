"""Where a log lies is found from the files alone."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from terang.cli.log import app
from terang.public_log import shelf
from terang.public_log.folders import LogFolder
from tests.public_log.faults import Hurried
from tests.public_log.test_folders import note


def log(home: Path, round_: str, start: int, *entries: bytes, is_published: bool = True) -> Path:
    folder = home / f"log.{round_}.example" / round_
    made = LogFolder(folder, Hurried())
    said = f'{{"origin":"log.{round_}.example/{round_}","round":"{round_}","start":{start},"vkeys":["key-of-{round_}","pq"]}}'
    made.keep_page("log.json", said.encode())
    made.grow(0, entries)
    if is_published:
        made.publish(note(len(entries), bytes(32)))
    return folder


GENESIS, RESULT = b'{"b":{},"k":"genesis"}', b'{"b":{"stage":"final"},"k":"announce"}'
SHORTLIST = b'{"b":{"stage":"shortlist"},"k":"announce"}'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TERANG_LOG_DIR", str(tmp_path))
    log(tmp_path, "young", 9, GENESIS, RESULT)
    log(tmp_path, "running", 1, GENESIS, SHORTLIST)
    log(tmp_path, "old", 5, GENESIS, RESULT)
    log(tmp_path, "unseen", 0, GENESIS, RESULT, is_published=False)
    return tmp_path


def test_two_lines_tell_where_a_log_lies_and_who_signs_it(home: Path) -> None:
    for asked in (["running"], ["log.running.example/running"]):
        done = CliRunner().invoke(app, ["where", *asked])
        assert done.output == f"{home}/log.running.example/running\nkey-of-running\n"


def test_without_a_round_it_is_the_first_that_has_come_to_its_result(home: Path) -> None:
    assert CliRunner().invoke(app, ["where"]).output == f"{home}/log.old.example/old\nkey-of-old\n"


def test_a_log_that_is_not_there_is_said_with_those_that_are(home: Path) -> None:
    done = CliRunner().invoke(app, ["where", "unseen"])

    assert done.exit_code == 1
    assert done.output.splitlines()[1:] == ["  running", "  old", "  young"]
    assert [one.is_finished for one in shelf.found_in(home)] == [False, True, True]
