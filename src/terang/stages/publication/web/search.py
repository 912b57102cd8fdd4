"""Find one's own number in every list of a round."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.base.ui.values import Column
from terang.stages.publication import queries
from terang.stages.publication.sheet import Row, Sheet, spelled
from terang.stages.publication.sheets import sheets_of
from terang.stages.publication.told import told_of
from terang.stages.publication.web.forms import SearchForm
from terang.stages.publication.web.rows import columns_of, rows_of

LISTS = ("seleksi-administrasi", "ujian", "lolos-ujian", "tes-lanjutan", "hasil")


@dataclass(frozen=True)
class Found:
    """The lines of one list under the number."""

    title: str
    href: str
    columns: list[Column]
    rows: list[list[object]]


@require_safe
def search(request: Request) -> HttpResponse:
    """Where is my number?"""
    rounds = list(queries.rounds())
    asked = "q" in request.GET
    form = SearchForm(request.GET if asked else None, rounds=rounds)
    context: dict[str, object] = {"form": form, "asked": asked}
    if asked and form.is_valid():
        number = form.cleaned_data["q"]
        round_ = next(one for one in rounds if one.pk == form.cleaned_data["round"])
        context |= {"round": round_, "number": spelled(number), "found": _everywhere(request, round_, number)}
    return render(request, "publication/search.html", context, status=422 if form.errors else 200)


def _everywhere(request: Request, round_: Round, number: str) -> list[Found]:
    with scope.seeing(agency_id=round_.agency_id):
        told = told_of(round_, request.at)
        sheets = [sheet(told) for name, (_words, sheet) in sheets_of(told).items() if name in LISTS]
        found = [(sheet, [row for row in sheet.rows if row.pid == number]) for sheet in sheets]
        return [_found(round_, sheet, rows) for sheet, rows in found if rows]


def _found(round_: Round, sheet: Sheet, rows: list[Row]) -> Found:
    href = reverse("publication:sheet", args=[round_.agency.code, round_.code, sheet.slug])
    return Found(sheet.title, href, columns_of(sheet), rows_of(sheet, rows))
