"""The alarm: what waits too long is said before the promise is broken, and a log that nobody witnesses is said, too."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from terang.base.sequencing.models import Head, Waiting
from terang.base.sequencing.origins import folder_of, origin_of
from terang.base.sequencing.standing import Standing, standings
from tests.base.sequencing.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelved(world: World, tmp_path: Path, settings: Any) -> World:
    settings.TERANG = settings.TERANG.model_copy(update={"log_dir": tmp_path})
    folder_of(origin_of(world.round)).mkdir(parents=True)
    (tmp_path / "log").symlink_to(folder_of(origin_of(world.round)))
    return world


def at(moment: datetime) -> Standing:
    [found] = standings(at=moment)
    return found


@pytest.mark.parametrize(
    ("seconds", "state"),
    [(0, "well"), (30, "well"), (31, "slow"), (60, "slow"), (61, "late"), (9999, "late")],
)
@pytest.mark.parametrize("has_begun", [False, True])
def test_what_waits_is_slow_after_half_a_minute_and_late_after_one(
    shelved: World, seconds: int, state: str, has_begun: bool
) -> None:
    if has_begun:
        shelved.begin().run()
    shelved.write(2)
    since = Waiting.objects.order_by("since").values_list("since", flat=True)[0]

    found = at(since + timedelta(seconds=seconds))

    assert (found.state, found.waiting, found.size) == (state, 2, 1 if has_begun else 0)
    assert found.oldest == timedelta(seconds=seconds)


def test_a_log_without_a_quorum_is_said_after_five_minutes_and_until_it_has_one(shelved: World) -> None:
    shelved.begin().run()
    for one in shelved.witnesses:
        object.__setattr__(one, "is_away", True)
    shelved.write(1)
    shelved.run()
    then = Head.objects.get(size=2).at

    assert at(then + timedelta(minutes=5)).state == "well"
    assert at(then + timedelta(minutes=5, seconds=1)).state == "unwitnessed"
    for one in shelved.witnesses:
        object.__setattr__(one, "is_away", False)
    shelved.run()
    found = at(then + timedelta(hours=1))
    assert (found.state, found.size, found.published) == ("well", 2, 2)
