"""The norms for everybody: all of them, each as a text with its articles, two beside each other."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.ui.values import Column, Download, Link, Tag
from terang.core import norms
from terang.core.norms import Norm
from terang.core.norms.notes import notes
from terang.core.norms.text import Text
from terang.core.norms.text.comparing import compare
from terang.stages.publication import queries
from terang.stages.vacancies import facts as vacancies


@require_safe
def index(request: Request) -> HttpResponse:
    """All norms, the newest first, with how much of each is confirmed and how many rounds follow it."""
    bound = vacancies.bound_rounds()
    found = sorted(map(norms.load, norms.available()), key=lambda one: one.in_force_on, reverse=True)
    columns = [
        _("Norm"), _("In force from"), Column(_("Values"), numeric=True), _("Not confirmed"),
        Column(_("Rounds that follow it"), numeric=True),
    ]  # fmt: skip
    rows = [
        [Link(one.title, _address(one)), one.in_force_on, len(one.cited()), _unconfirmed(one), len(bound.get(one.id, ()))]
        for one in found
    ]  # fmt: skip
    return render(request, "publication/norms.html", {"columns": columns, "rows": rows})


@require_safe
def sources(request: Request) -> HttpResponse:
    """The notes on sources: what the norms rest on, section by section."""
    introduction, *sections = notes()
    context = {"crumbs": _crumbs(), "introduction": introduction, "sections": sections}
    return render(request, "publication/sources.html", context)


@require_safe
def norm(request: Request, norm: str) -> HttpResponse:
    """One norm as a text: section by section, each value with its article."""
    found = _named(norm)
    context = {"crumbs": _crumbs(), **norm_in_words(found)}
    return render(request, "publication/norm.html", context)


@require_safe
def file(request: Request, norm: str) -> HttpResponse:
    """The norm's very bytes: what a round's hash is made of."""
    found = _named(norm)
    response = HttpResponse((norms.HERE / f"{found.id}.toml").read_bytes(), content_type="application/toml")
    response["Content-Disposition"] = f'attachment; filename="{found.id}.toml"'
    return response


@require_safe
def comparison(request: Request, norm: str, other: str) -> HttpResponse:
    """Two norms beside each other: what differs first."""
    a, b = _named(norm), _named(other)
    context = {
        "a": a, "b": b, "found": compare(Text(a), Text(b)), "crumbs": [*_crumbs(), Link(a.title, _address(a))],
        "turned": _compared(b, a),
    }  # fmt: skip
    return render(request, "publication/norms_compared.html", context)


def norm_in_words(found: Norm) -> dict[str, Any]:
    """What the page of a norm shows, wherever it is reached from."""
    bound = vacancies.bound_rounds().get(found.id, ())
    others = [norms.load(norm_id) for norm_id in norms.available() if norm_id != found.id]
    return {
        "norm": found, "text": Text(found), "unconfirmed": len(found.unconfirmed()),
        "rounds": [
            Link(f"{one.title} ({one.agency.short_name})", reverse("publication:round", args=[one.agency.code, one.code]))
            for one in queries.rounds_among(bound)
        ],
        "others": [Link(one.title, _compared(found, one)) for one in others],
        "downloads": [Download(found.title, reverse("publication:norm_file", args=[found.id]), "TOML")],
    }  # fmt: skip


def _named(norm_id: str) -> Norm:
    if norm_id not in norms.available():
        raise NotFound(_("There is no norm “%s”. The page of the norms lists them all.") % norm_id)
    return norms.load(norm_id)


def _crumbs() -> list[Link]:
    return [Link(_("Norms"), reverse("publication:norms"))]


def _address(norm: Norm) -> str:
    return reverse("publication:norm", args=[norm.id])


def _compared(a: Norm, b: Norm) -> str:
    return reverse("publication:norms_compared", args=[a.id, b.id])


def _unconfirmed(norm: Norm) -> Tag | str:
    count = len(norm.unconfirmed())
    return Tag(str(count), "warning") if count else _("none")
