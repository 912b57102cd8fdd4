"""The exam itself: by keyboard, with the line cut, after a reload, on two devices, and to the score."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from terang.base.tenancy import scope
from terang.exam_room import facts
from terang.exam_room.entry_codes import code_of
from terang.stages.exams import commands
from tests.factories import exams
from tests.journeys.walking import Walker, words

Somebody = Callable[..., Walker]
Worlds = Callable[..., "Running"]


@dataclass(frozen=True)
class Running:
    """A session that was opened a moment ago."""

    token: str
    code: str
    session_id: int
    pid: str
    person_id: int


def running() -> Running:
    made = exams.seated(1)
    assert made.session
    with scope.as_system():
        made.session.starts_at = timezone.now() - timedelta(minutes=1)
        made.session.save()
        commands.open_session(
            session_id=made.session.pk, by=made.proctor, at=timezone.now() - timedelta(seconds=20)
        )
    seat = made.seat_of(0)
    return Running(seat.token, code_of(seat.token), made.session.pk, seat.pid, seat.person_id)


def held(token: str) -> dict[int, int]:
    with scope.as_system():
        return facts.answers_of(token)


def enters(walker: Walker, code: str) -> Page:
    walker.opens("/room/")
    walker.writes("Entry code", code)
    walker.presses("Go on")
    walker.presses("Begin")
    expect(walker.page.locator("#exam-question")).to_be_visible()
    walker.arrives()
    return walker.page


def all_saved(page: Page) -> None:
    expect(page.locator("#exam-line")).to_have_text(words("All your answers are saved."))


def test_s2_a_candidate_takes_the_exam_by_keyboard_and_sees_the_score_at_once(
    world: Worlds, somebody: Somebody, screenshot: Callable[[Page, str], None]
) -> None:
    here = world(running)
    candidate = somebody()
    page = enters(candidate, here.code)

    page.locator("#exam-options input").first.focus()
    page.keyboard.press("ArrowDown")
    all_saved(page)
    page.locator("#exam-next").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#exam-heading")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    all_saved(page)
    page.locator("#exam-flag").press("Enter")
    screenshot(page, "exam")
    page.reload()
    expect(page.locator("#exam-list button").nth(1)).to_have_attribute(
        "aria-label",
        words("Question %(number)s, %(state)s", number=2, state="tersimpan, ditandai untuk ditinjau"),
    )
    assert held(here.token) == {0: 1, 1: 0}

    page.locator("#exam-finish").press("Enter")
    expect(page.locator("#exam-sure")).to_be_focused()
    candidate.arrives()
    page.locator("#exam-yes").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words("Your exam has ended"))
    candidate.arrives()
    candidate.sees(here.pid)
    candidate.opens(f"/exams/live/{here.session_id}/")
    candidate.sees(here.pid)


def test_a_cut_line_loses_nothing(world: Worlds, somebody: Somebody) -> None:
    here = world(running)
    page = enters(somebody(), here.code)

    def cut(route: Route) -> None:
        route.abort()

    page.route("**/answers/", cut)
    for option in (0, 2):
        page.locator("#exam-options input").nth(option).check()
    page.locator("#exam-next").click()
    page.locator("#exam-options input").nth(4).check()
    expect(page.locator("#exam-trouble")).to_have_text(
        words("The line is cut. Go on: your answers are kept here and sent as soon as it is back.")
    )
    expect(page.locator("#exam-line")).to_contain_text("3")
    assert held(here.token) == {}

    page.unroute("**/answers/", cut)
    all_saved(page)

    expect(page.locator("#exam-trouble")).to_be_hidden()
    assert held(here.token) == {0: 2, 1: 4}


def test_answers_that_were_not_sent_survive_a_reload(world: Worlds, somebody: Somebody) -> None:
    here = world(running)
    page = enters(somebody(), here.code)

    def cut(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/answers/", cut)
    page.locator("#exam-options input").nth(3).check()
    expect(page.locator("#exam-trouble")).to_be_visible()
    page.unroute("**/answers/", cut)
    page.reload()
    all_saved(page)

    assert held(here.token) == {0: 3}


def test_a_second_device_sees_the_same_answers_and_both_may_go_on(world: Worlds, somebody: Somebody) -> None:
    here = world(running)
    page = enters(somebody(), here.code)
    page.locator("#exam-options input").nth(1).check()
    all_saved(page)

    other = somebody()
    other.opens(f"/room/{here.token}/")
    expect(other.page.locator("#exam-heading")).to_contain_text("2")
    other.page.locator("#exam-options input").nth(2).check()
    all_saved(other.page)
    page.locator("#exam-next").click()
    page.locator("#exam-next").click()
    page.locator("#exam-options input").nth(0).check()
    all_saved(page)

    assert held(here.token) == {0: 1, 1: 2, 2: 0}
