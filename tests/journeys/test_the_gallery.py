"""The gallery shows every component; whoever builds a page may rely on what is seen there."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_every_component_is_shown_and_hinders_nobody(page: Page, accessible: Callable[[Page], None]) -> None:
    answer = page.goto("/gallery/")

    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    accessible(page)
