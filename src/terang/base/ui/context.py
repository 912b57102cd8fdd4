"""What every page knows without asking: product, agency and theme, person, languages, the links of the footer."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from terang.base.tenancy.models import Agency
from terang.base.ui.values import Link, NavItem

LANGUAGES = (("id", "ID", "Bahasa Indonesia"), ("en", "EN", "English"))


@dataclass(frozen=True)
class Face:
    """The constant frame of a page."""

    name: str
    agency: str
    theme: str
    is_demo: bool
    demo_url: str
    home_url: str
    language_url: str
    account: tuple[NavItem, ...]
    footer: tuple[Link, ...]
    version: str
    languages: tuple[tuple[str, str, str], ...] = LANGUAGES


@cache
def version() -> str:
    """Name the state of style sheet and script, so that no browser keeps an old one after an upgrade."""
    made = Path(__file__).parent / "static" / "ui"
    whole = b"".join((made / name).read_bytes() for name in ("terang.css", "terang.js"))
    return hashlib.sha256(whole).hexdigest()[:8]


def address(name: str) -> str:
    """Find a page, if this installation has it; otherwise the address is empty."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def agency_of(request: HttpRequest) -> Agency | None:
    """Decide whose page this is: the agency that the view named, else that of the person."""
    named = getattr(request, "agency", None)
    agency_id = getattr(getattr(request, "actor", None), "agency_id", None)
    if named is None and agency_id:
        named = Agency.objects.filter(pk=agency_id).first()
        request.agency = named  # type: ignore[attr-defined]
    return named


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor of the layout: `face` and `navigation`. Moments are told in the agency's zone."""
    agency = agency_of(request)
    timezone.activate(agency.timezone if agency else settings.TIME_ZONE)
    return {"face": face_of(request, agency), "navigation": navigation_of(request)}


def face_of(request: HttpRequest, agency: Agency | None = None) -> Face:
    """Put the frame together."""
    demo = bool(getattr(getattr(settings, "TERANG", None), "is_demo", False))
    return Face(
        name="Terang",
        agency=agency.name if agency else "",
        theme=agency.theme if agency else "terang",
        is_demo=demo,
        demo_url=address("demonstration:roles") if demo else "",
        home_url="/",
        language_url=address("set_language"),
        account=account_of(request),
        footer=footer(),
        version=version(),
    )


def navigation_of(request: HttpRequest) -> list[NavItem]:
    """Ask the house which pages this person has: `NAVIGATION` in the settings names a function of the request."""
    source = getattr(settings, "NAVIGATION", "")
    if not source or not hasattr(request, "actor"):
        return []  # a request that was refused at the door has nobody behind it
    return NavItem.all(import_string(source)(request))


def account_of(request: HttpRequest) -> tuple[NavItem, ...]:
    """Offer the way in, or the own page and the way out."""
    actor = getattr(request, "actor", None)
    links: tuple[tuple[str, str], ...]
    if actor is not None and actor.person_id:
        links = (
            (actor.name or _("My page"), settings.LOGIN_REDIRECT_URL),
            (_("Sign out"), address("account_logout")),
        )
    else:
        links = ((_("Sign in"), address("account_login")),)
    return tuple(NavItem(words, href, current=href == request.path) for words, href in links if href)


def footer() -> tuple[Link, ...]:
    """What the public may always reach: the record, how to check it, the rules, how usable it is, and the program itself."""
    links = (
        (_("Public record"), address("publication:log")),
        (_("Check it yourself"), address("publication:verify")),
        (_("Norms"), address("publication:norms")),
        (_("Accessibility"), address("ui:accessibility")),
        (_("Source code"), address("ui:source")),
    )
    return tuple(Link(words, href) for words, href in links if href)
