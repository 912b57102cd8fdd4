"""The checks of the journeys are themselves tested: they see what they are there for."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def test_a_picture_without_words_is_found(page: Page, accessible: Callable[[Page], None]) -> None:
    page.set_content("<html lang='id'><title>T</title><main><h1>T</h1><img src='data:,'></main></html>")

    with pytest.raises(AssertionError, match="image-alt"):
        accessible(page)


def test_a_page_wider_than_its_window_is_found(page: Page, accessible: Callable[[Page], None]) -> None:
    page.set_content("<html lang='id'><title>T</title><main><h1 style='width:3000px'>T</h1></main></html>")

    with pytest.raises(AssertionError, match="wider than its window"):
        accessible(page)


def test_a_page_that_speaks_to_strangers_is_found(page: Page, complaints: list[str]) -> None:
    page.set_content("<img src='http://stranger.example/eye.png' alt=''>")
    page.wait_for_load_state("networkidle")

    assert complaints == ["asked for http://stranger.example/eye.png"]
    complaints.clear()
