"""Which rooms a person finds in the navigation: those in which they have something to do."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from terang.base.access.requests import Request
from terang.base.access.roles import Role
from terang.base.ui.values import NavItem

EVERYBODY = ((_("Vacancies"), "publication:home"),)
APPLICANTS = ((_("My applications"), "publication:me"), (_("Apply"), "applications:vacancies"))
OFFICIALS = (
    (_("My desk"), "publication:desk", frozenset(Role)),
    (_("Needs"), "planning:home", frozenset({Role.PLANNER, Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Vacancies"), "vacancies:home", frozenset({Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Screening"), "screening:home", frozenset({Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Questions"), "exams:items", frozenset({Role.ITEM_AUTHOR})),
    (_("Exams"), "exams:rounds", frozenset({Role.PROCTOR, Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Panels"), "panels:home", frozenset({Role.ASSESSOR, Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Ranking"), "ranking:home", frozenset({Role.COMMITTEE_OFFICER, Role.APPROVER})),
    (_("Objections"), "objections:home", frozenset({Role.OBJECTION_OFFICER})),
    (_("Officials"), "identity:officials", frozenset({Role.ADMINISTRATOR})),
    (_("Roles"), "access:grants", frozenset({Role.ADMINISTRATOR})),
)


def of(request: Request) -> list[NavItem]:
    """The links of the navigation."""
    actor = request.actor
    if actor.is_official:
        held = {grant.role for grant in actor.grants}
        links = [(words, name) for words, name, roles in OFFICIALS if roles & held]
    else:
        links = [*EVERYBODY, *(APPLICANTS if actor.is_applicant else ())]
    found = ((words, _address(name)) for words, name in links)
    return [
        NavItem(words, address, current=_leads_to(address, request.path))
        for words, address in found
        if address
    ]


def _leads_to(address: str, path: str) -> bool:
    """Whether a page lies behind a link; the front page is only itself."""
    return path == address or (address != "/" and path.startswith(address))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
