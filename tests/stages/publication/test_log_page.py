"""The page of a round's log says what it promises and what not, and its files are there byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from terang.base.sequencing.origins import folder_of, origin_of
from terang.base.tenancy import scope
from terang.public_log.folders import LogFolder
from tests.base.sequencing.worlds import World
from tests.factories import people

pytestmark = pytest.mark.django_db
HERE = "/sawahlunto/sawahlunto-2026-1/log/"


@pytest.fixture
def world(tmp_path: Path, settings: Any) -> World:
    settings.TERANG = settings.TERANG.model_copy(update={"log_dir": tmp_path})
    made = World(tmp_path, people.round_())
    folder_of(origin_of(made.round)).mkdir(parents=True)
    (tmp_path / "log").symlink_to(folder_of(origin_of(made.round)))
    return made


@pytest.fixture
def folder(world: World) -> LogFolder:
    with scope.as_system():
        world.write(3)
        world.begin().run()
        return world.folder


def get(name: str = "") -> HttpResponse:
    return Client().get(HERE + name, headers={"accept-language": "en"})


def test_the_name_of_a_log_tells_where_its_page_is(world: World) -> None:
    name, _, round_code = origin_of(world.round).partition("/")

    assert f"/{name.split('.')[1]}/{round_code}/log/" == HERE


def test_before_it_begins_the_page_says_so(world: World) -> None:
    page = get().content.decode()

    assert "has not begun yet" in page
    assert "What it does not promise" in page
    assert get("checkpoint").status_code == 404


def test_the_page_shows_the_checkpoint_and_who_saw_it(world: World, folder: LogFolder) -> None:
    page = get().content.decode()

    checkpoint = (folder.checkpoint or "").splitlines()
    for shown in (checkpoint[0], checkpoint[2], world.log.vkeys[0], "w1.example", "w3.example"):
        assert shown.replace("+", "&#x2B;") in page or shown in page


def test_every_file_of_the_log_is_served_as_it_lies_there(folder: LogFolder) -> None:
    names = [str(path.relative_to(folder.folder)) for path in folder.folder.rglob("*") if path.is_file()]

    assert len(names) == 7
    for name in names:
        answer = get(name)
        assert answer.content == (folder.folder / name).read_bytes()
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert ("immutable" in answer["Cache-Control"]) == (name != "checkpoint")


@pytest.mark.parametrize(
    "name", ["../log.json", "tile/../checkpoint", "tile/0/001", "blob/00/" + "0" * 64, "tile", "checkpoint.new", "//etc/passwd"]
)  # fmt: skip
def test_nothing_else_is_served(folder: LogFolder, name: str) -> None:
    (folder.folder / "checkpoint.new").write_text("a draft")

    assert get(name).status_code == 404
