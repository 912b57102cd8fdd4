"""What takes long is seen with its counts and stopped by one button, without JavaScript as well."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from terang.base.access import Actor
from terang.base.tenancy import scope
from terang.base.work import commands
from terang.base.work.landing import RESULT, Landing
from terang.base.work.models import Work
from terang.stages.ranking import commands as ranking
from tests.journeys.walking import Walker
from tests.journeys.worlds import World, everything_judged


@pytest.mark.parametrize("javascript", [True, False])
def test_an_officer_sees_how_far_a_ranking_is_and_cancels_it(
    world: Callable[..., World],
    somebody: Callable[..., Walker],
    enter_as: Callable[[Page, int], Page],
    screenshot: Callable[[Page, str], None],
    javascript: bool,
) -> None:
    sawahlunto = world(everything_judged)
    officer = somebody(javascript=javascript)
    officer.waits_for_work = False
    enter_as(officer.page, sawahlunto.team["panitia"])
    work = left_to_the_worker(sawahlunto)

    officer.opens(f"/work/{work.pk}/")
    officer.sees("It waits for its turn; other work is done before.")

    is_at(work, done=1240, total=2000)
    officer.opens(f"/work/{work.pk}/?still=1")
    officer.sees("Drafting the ranking", "Competitors", "1.240", "2.000")
    screenshot(officer.page, "long-work")

    officer.presses("Cancel this work")
    officer.sees("Being cancelled")


def left_to_the_worker(world: World) -> Work:
    officer = Actor(person_id=world.team["panitia"])
    with scope.as_system():
        return commands.hand_over(
            command=ranking.draft_edition, given={"round_id": world.round_id, "stage": "final"}, by=officer,
            landing=Landing("ranking:edition", [RESULT], "Peringkat disusun.", "/ranking/"),
            at=timezone.now() - timedelta(minutes=1),
        )  # fmt: skip


def is_at(work: Work, *, done: int, total: int) -> None:
    began = timezone.now() - timedelta(seconds=45)
    with scope.as_system():
        Work.objects.filter(pk=work.pk).update(
            state="doing", began_at=began, part_began_at=began, told_at=timezone.now(), what="Peserta",
            done_count=done, total_count=total,
        )  # fmt: skip
