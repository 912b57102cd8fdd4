"""A person at a browser, as the journeys tell of them.

The journeys speak English; the pages speak Indonesian. What is passed to `presses`, `sees` and the like is looked
up in the catalogue first, so a journey also fails where a button lost its translation's key.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import Locator, Page, Response, expect

Check = Callable[[Page], None]
Checked = dict[str, set[str]]
"""Of each address and title, the kinds of elements that were checked."""
WRITTEN = "textarea, input:not([type=radio]):not([type=checkbox]):not([type=file])"
BUILD = "[document.title, [...document.querySelectorAll('main *')].map(e => e.tagName + '.' + e.className)]"
CHANGING = re.compile(r"\d+|[0-9a-f]{16,}|[A-Za-z0-9_-]{22,}")


def words(message: str, **values: object) -> str:
    """The Indonesian of a message of ours; what isn't in the catalogue stays as it is."""
    with translation.override("id"):
        found = translation.gettext(message)
    return found % values if values else found


class Walker:
    """What somebody does and sees; every page on which they arrive is checked for what hinders people."""

    def __init__(self, page: Page, check: Check, checked: Checked) -> None:
        self.page, self._check, self._checked = page, check, checked
        self.waits_for_work = True

    # where they go

    def opens(self, address: str, status: int = 200) -> Response:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{address} answered {answer.status}: {self.heading}"
        self.arrives()
        return answer

    def follows(self, message: str, **values: object) -> None:
        """Click a link by its words."""
        self._link(words(message, **values)).first.click()
        self.arrives()

    def presses(self, message: str, within: Locator | None = None, **values: object) -> None:
        """Press a button, and wait for the page that comes."""
        name, place = words(message, **values), within or self.page
        buttons = place.get_by_role("button", name=name, exact=True)
        found = buttons if buttons.count() else place.get_by_role("link", name=name, exact=True)
        expect(found.first, f"no button “{name}” on {self.page.url}").to_be_visible()
        with self.page.expect_navigation():
            found.first.click()
        self.arrives()

    def arrives(self) -> None:
        """Check the page, unless all that it is built of was checked at this address, title and width before.

        Where the worker is at it, the page leads on by itself when it is done.
        """
        self.page.wait_for_load_state("load")
        if self.waits_for_work:
            self.page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/work/"), timeout=60_000)
        expect(self.page.get_by_role("heading", level=1)).to_have_count(1)
        title, parts = self.page.evaluate(BUILD)
        checked = self._checked.setdefault(f"{CHANGING.sub('#', self.page.url)} {title}", set())
        if not checked.issuperset(parts):
            checked.update(parts)
            self._check(self.page)

    # what they do

    def writes(self, message: str, value: object, nth: int = 0) -> None:
        self._field(message).and_(self.page.locator(WRITTEN)).nth(nth).fill(str(value))

    def chooses(self, message: str, option: str | Any) -> None:
        """Choose in a list, by words or, with `value=`, by value."""
        field = self._field(message).first
        if isinstance(option, str):
            field.select_option(label=words(option))
        else:
            field.select_option(**option)

    def ticks(self, message: str, nth: int = 0) -> None:
        self._field(message).nth(nth).check()

    def brings(self, message: str, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
        """Put a file into a field."""
        self._field(message).first.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def writes_day(self, message: str, day: int, month: int, year: int) -> None:
        """Write a date into its three boxes."""
        group = self.page.get_by_role("group", name=words(message))
        for box, value in zip(group.get_by_role("textbox").all(), (day, month, year), strict=True):
            box.fill(str(value))

    # what they see

    def sees(self, *messages: str, **values: object) -> None:
        for message in messages:
            told = words(message, **values)
            expect(self.page.locator("body"), f"on {self.page.url}").to_contain_text(told, ignore_case=True)

    def misses(self, *messages: str) -> None:
        """Does not see these words anywhere on the page."""
        for message in messages:
            expect(self.page.locator("body")).not_to_contain_text(words(message))

    def has_no_button(self, message: str) -> None:
        expect(self.page.get_by_role("button", name=words(message), exact=True)).to_have_count(0)

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).first.inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def row(self, text: str) -> Locator:
        """The row of a table that holds this text."""
        return self.page.get_by_role("row").filter(has_text=text).first

    def _field(self, message: str) -> Locator:
        name = words(message)
        exact = self.page.get_by_label(name, exact=True)
        return exact if exact.count() else self.page.get_by_label(name)

    def _link(self, name: str) -> Locator:
        links = self.page.get_by_role("link", name=name, exact=True)
        return links if links.count() else self.page.get_by_role("link").filter(has_text=name)
