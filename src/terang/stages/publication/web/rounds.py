"""The page of a round, of one of its vacancies, and of its norm."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.base.ui.values import Download, Link
from terang.stages.publication import queries, timeline
from terang.stages.publication.sheets import sheets_of
from terang.stages.publication.told import Told, told_of
from terang.stages.publication.web.addresses import address
from terang.stages.publication.web.lists import crumbs
from terang.stages.publication.web.norms import norm_in_words
from terang.stages.publication.web.scoping import of_round
from terang.stages.vacancies import facts as vacancies

LATEST = 8


@of_round
def overview(request: Request, round_: Round) -> HttpResponse:
    """Every stage of the round, with its dates and its list."""
    told = told_of(round_, request.at)
    base = reverse("publication:round", args=[round_.agency.code, round_.code])
    context = {
        "told": told, "crumbs": crumbs(round_)[:-1],
        "steps": timeline.steps(told.calendar, told.at, base=base),
        "position": timeline.position(told.calendar, told.at),
        "slots": sum(one.slots for one in told.vacancies),
        "lists": [Link(words, f"{base}{slug}/") for slug, (words, _sheet) in sheets_of(told).items()],
        "news": queries.news([round_.pk], LATEST),
        "rules": f"{base}aturan/", "vacancies_page": f"{base}lowongan/",
        "feed": reverse("publication:round_feed", args=[round_.agency.code, round_.code]),
        "rubrics": address("panels:public", round_.code) if _has_panels(told) else "",
        "feeds": [Download(round_.title, reverse("publication:round_feed", args=[round_.agency.code, round_.code]), "Atom")],
    }  # fmt: skip
    return render(request, "publication/round.html", context)


@of_round
def vacancy(request: Request, round_: Round, code: str) -> HttpResponse:
    """One vacancy: requirements with their clauses, tests with their weights, the way of selection."""
    told = told_of(round_, request.at)
    found = told.vacancy(code)
    if found is None:
        raise NotFound(_("There is no such published vacancy in this round."))
    here = reverse("publication:sheet", args=[round_.agency.code, round_.code, "lowongan"])
    context = {
        "told": told, "vacancy": found, "kind": told.kind_label(found.kind),
        "first": [test for test in found.tests if test.stage == "first"],
        "second": [test for test in found.tests if test.stage == "second"],
        "crumbs": [*crumbs(round_), Link(_("Vacancies"), here)],
        "document": reverse("publication:vacancy_json", args=[round_.agency.code, round_.code, code]),
    }  # fmt: skip
    return render(request, "publication/vacancy.html", context)


@of_round
def vacancy_json(request: Request, round_: Round, code: str) -> HttpResponse:
    """The vacancy as it was approved and published: its very bytes."""
    found = told_of(round_, request.at).vacancy(code)
    if found is None:
        raise NotFound(_("There is no such published vacancy in this round."))
    return HttpResponse(vacancies.public_document(found.id), content_type="application/json")


@of_round
def rules(request: Request, round_: Round) -> HttpResponse:
    """The norm that the round is bound to, as it stands on its own page."""
    told = told_of(round_, request.at)
    if told.norm is None:
        raise NotFound(_("The rules of this round are not published yet."))
    context = {"told": told, "crumbs": crumbs(round_), **norm_in_words(told.norm)}
    return render(request, "publication/norm.html", context)


def _has_panels(told: Told) -> bool:
    """Whether people judge a test of this round."""
    return any(test.stage == "second" and test.kind != "cat" for one in told.vacancies for test in one.tests)
