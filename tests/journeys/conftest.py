"""What a journey needs: the portal behind a real address, a browser, a checker of accessibility.

Every test gets a database of its own and commits to it; the portal answers from the same process, in threads, as
terang_app. `page` comes twice: as a phone and as a desk. The network ends at the portal.
"""

import importlib.util
import io
import json
import os
import re
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connection
from django.test import Client
from django.utils import translation
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from pytest_django import DjangoDbBlocker

from terang.base.identity.models import Person
from terang.base.identity.strength import DEMONSTRATION
from terang.base.tenancy import scope
from terang.base.work import doing
from tests.ground import ROOT, Ground
from tests.journeys.walking import Checked, Walker

Built = TypeVar("Built")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ONLY_THE_PORTAL = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost"


PICTURES = {
    "front-desk", "applicant-fits-phone", "applicant-reason-phone", "exam-phone", "planner-need-desk",
    "verifier-file-desk", "assessor-phone", "ranking-desk",
}  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """A size of window that we promise to serve."""

    name: str
    width: int
    height: int


SCREENS = [Screen("phone", 360, 740), Screen("desk", 1280, 900)]
AT_THE_DESK = ("test_every_component", "test_m1_", "test_d1_")
"""What `make test` walks at both widths; all else at the phone's, and at both in `make test-long`."""


def listen(page: Page, site: str, complaints: list[str]) -> None:
    """Note what no page of ours may do: speak to strangers, break the content policy, fail in a script."""

    def heard(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            complaints.append(f"asked for {request.url}")

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    page.on("request", heard)
    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"script failed: {error}"))


class Quiet(WSGIRequestHandler):
    """The portal's voice; a browser that hangs up is no news."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Portal(ThreadedWSGIServer):
    """The real WSGI application in threads of this process."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: Chromium opens connections that it never uses."""


def with_worker(application: Callable[..., Any]) -> Callable[..., Any]:
    """The portal, and behind it a worker that begins when a page has left something to it."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            led_to = re.fullmatch(r"/work/(\d+)/", dict(headers).get("Location", ""))
            if led_to and environ["REQUEST_METHOD"] == "POST" and "/work/" not in environ["PATH_INFO"]:
                threading.Thread(target=work, args=[int(led_to[1])], daemon=True).start()
            return start_response(status, headers, *more)

        return application(environ, started)

    def work(work_id: int) -> None:
        try:
            doing.do(work_id)
        finally:
            connection.close()

    return answer


@pytest.fixture(scope="session")
def portal_address(django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Where the portal answers, from the database that the test stands on."""
    from terang.config.wsgi import application

    server = Portal(("127.0.0.1", 0), Quiet)
    server.set_app(with_worker(application))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


@pytest.fixture
def site(
    portal_address: str, ground: Ground, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The portal's address, on a fresh database; what the test arranges is committed."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        ground.stand_on(ground.clone())
        yield portal_address
        used = connection.settings_dict["NAME"]
        ground.stand_on(before)
        ground.drop(used)


@pytest.fixture(scope="session")
def _worlds() -> dict[object, tuple[str, Any]]:
    return {}


@pytest.fixture
def world(site: str, ground: Ground, _worlds: dict[object, tuple[str, Any]]) -> Callable[..., Any]:
    """Stand on a copy of the database that `build` filled; it is filled once, whoever asks.

    `build` is a function of a module; what it returns (ids, plain values) every caller gets.
    """

    def on(build: Callable[[], Built]) -> Built:
        bare = connection.settings_dict["NAME"]
        if build not in _worlds:
            filled = ground.clone()
            ground.stand_on(filled)
            _worlds[build] = filled, build()
            connection.close()
        filled, built = _worlds[build]
        ground.stand_on(ground.clone(filled))
        ground.drop(bare)
        return built  # type: ignore[no-any-return]

    return on


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of this process."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop running in this thread
    installed = _installer()
    path = installed.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path or None,
            env=installed.environment(path),
            args=[ONLY_THE_PORTAL, "--disable-quic", "--disable-gpu"],
        )
        yield browser
        browser.close()


def _installer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("browser_install", ROOT / "tools/browser/install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=SCREENS, ids=lambda screen: screen.name)
def screen(request: pytest.FixtureRequest) -> Screen:
    """The size of the window."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages did that they may not do; a test that leaves any has failed."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visitor(
    browser: Browser, site: str, screen: Screen, complaints: list[str]
) -> Iterator[Callable[..., Page]]:
    """Another person at another browser: a page with cookies of its own. `visitor(javascript=False)` is a plain one."""
    contexts: list[BrowserContext] = []

    def come(*, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": screen.width, "height": screen.height},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        listen(page, site, complaints)
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    """A visitor's first page."""
    return visitor()


@pytest.fixture
def enter_as(site: str) -> Callable[[Page, Any], Page]:
    """Sign a person in without the sign-in pages, for journeys that begin behind them."""

    def enter(page: Page, person: Any) -> Page:
        client = Client()
        with scope.as_system():
            client.force_login(Person.objects.get(pk=person) if isinstance(person, int) else person)
            session = client.session
            session[DEMONSTRATION] = True  # an official without it must sign in with a passkey
            session.save()
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        return page

    return enter


@pytest.fixture(scope="session")
def _checked() -> dict[str, Checked]:
    return {}


@pytest.fixture
def somebody(
    visitor: Callable[..., Page],
    accessible: Callable[[Page], None],
    screen: Screen,
    _checked: dict[str, Checked],
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., Walker]]:
    """A person at a browser of their own. Where a journey fails, what they saw last lies in .data/journeys."""
    walkers: list[Walker] = []

    def come(*, javascript: bool = True) -> Walker:
        check, seen = (accessible, _checked.setdefault(screen.name, {})) if javascript else (fits, {})
        walkers.append(Walker(visitor(javascript=javascript), check, seen))
        return walkers[-1]

    with translation.override("id"):
        yield come
    if getattr(request.node, "has_failed", False):
        for number, walker in enumerate(walkers, start=1):
            _keep_last(walker.page, f"{request.node.name}-{number}")


def _keep_last(page: Page, name: str) -> None:
    folder = ROOT / ".data" / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
    (folder / f"{name}.txt").write_text(
        f"{page.url}\n{page.title()}\n\n{page.locator('body').inner_text()}\n"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the fixtures whether their test failed."""
    report = yield
    if report.when == "call":
        item.has_failed = report.failed  # type: ignore[attr-defined]
    return report


@pytest.fixture
def signed_in(
    somebody: Callable[..., Walker], enter_as: Callable[[Page, Any], Page]
) -> Callable[[int], Walker]:
    """A person with an account, signed in already."""

    def come(person_id: int) -> Walker:
        walker = somebody()
        enter_as(walker.page, person_id)
        return walker

    return come


@pytest.fixture
def passkey() -> Callable[..., None]:
    """Give a page's browser an authenticator that has one finger and always touches; one not willing never says yes."""

    def hold(page: Page, *, is_willing: bool = True) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": is_willing,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return hold


@pytest.fixture(scope="session")
def _axe() -> str:
    return (ROOT / "tools/browser/node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture
def accessible(_axe: str) -> Callable[[Page], None]:
    """Fail with everything that hinders people on this page (WCAG 2.2 A and AA), and where."""

    def check(page: Page) -> None:
        page.evaluate(_axe)
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        violations = page.evaluate(
            f"axe.run(document, {json.dumps(options)}).then(found => found.violations)"
        )
        report = [*map(_told, violations), *_too_wide(page)]
        assert not report, "\n".join([f"{page.url} hinders people:", *report])

    return check


def fits(page: Page) -> None:
    """Fail with a page wider than its window: what can be asked where scripts are switched off, axe being one."""
    assert _too_wide(page) == []


def _too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page is {wide} px wider than its window"] if wide > 0 else []


def _told(violation: dict[str, Any]) -> str:
    where = [f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}" for node in violation["nodes"]]
    return "\n".join([f"  {violation['id']} ({violation['impact']}): {violation['help']}", *where])


@pytest.fixture
def screenshot(screen: Screen) -> Callable[..., None]:
    """Keep a picture for the documentation, when TERANG_SCREENSHOTS=1 asks for it: from the top, or from `at` on."""

    def take(page: Page, name: str, at: str = "body") -> None:
        picture = f"{name}-{screen.name}"
        if os.environ.get("TERANG_SCREENSHOTS") == "1" and picture in PICTURES:
            page.locator(at).first.evaluate(
                "element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 16)"
            )
            taken = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
            (ROOT / "docs" / "screenshots").mkdir(parents=True, exist_ok=True)
            taken.quantize(128).save(ROOT / "docs" / "screenshots" / f"{picture}.png", optimize=True)

    return take


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.timeout(300))
            if item.nodeid.endswith("[desk]") and not item.name.startswith(AT_THE_DESK):
                item.add_marker(pytest.mark.long)
