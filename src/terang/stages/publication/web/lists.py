"""A public list: as a page with filter, search and pages, and whole as CSV and JSON."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.base.ui.values import Download, Link
from terang.stages.publication import exports
from terang.stages.publication.sheet import Row, Sheet
from terang.stages.publication.sheets import sheets_of
from terang.stages.publication.told import Told, told_of
from terang.stages.publication.web.forms import FilterForm
from terang.stages.publication.web.rows import columns_of, rows_of
from terang.stages.publication.web.scoping import of_round

LINES = 50


@of_round
def sheet(request: Request, round_: Round, name: str) -> HttpResponse:
    """One list, fifty lines to the page."""
    told, found = _found(request, round_, name)
    form = FilterForm(request.GET, vacancies=told.vacancies if _is_filtered(found) else ())
    rows = _chosen(found.rows, form)
    page = Paginator(rows, LINES).get_page(request.GET.get("page"))
    context = {
        "told": told, "sheet": found, "form": form, "page": page, "filtered": form.is_used,
        "columns": columns_of(found), "rows": rows_of(found, list(page)), "crumbs": crumbs(round_),
        "downloads": _downloads(round_, found),
    }  # fmt: skip
    return render(request, "publication/sheet.html", context)


@of_round
def sheet_csv(request: Request, round_: Round, name: str) -> HttpResponse:
    """The whole list as CSV."""
    told, found = _found(request, round_, name)
    return _file(exports.as_csv(found), "text/csv; charset=utf-8", told, found, "csv")


@of_round
def sheet_json(request: Request, round_: Round, name: str) -> HttpResponse:
    """The whole list as JSON."""
    told, found = _found(request, round_, name)
    return _file(exports.as_json(told, found), "application/json", told, found, "json")


def crumbs(round_: Round) -> list[Link]:
    """The way down to a page of this round."""
    agency = round_.agency
    return [
        Link(_("All agencies"), reverse("publication:home")),
        Link(agency.short_name, reverse("publication:agency", args=[agency.code])),
        Link(round_.title, reverse("publication:round", args=[agency.code, round_.code])),
    ]


def _found(request: Request, round_: Round, name: str) -> tuple[Told, Sheet]:
    told = told_of(round_, request.at)
    sheets = sheets_of(told)
    if name not in sheets:
        raise NotFound(_("There is no such list. The page of the round names them all."))
    return told, sheets[name][1](told)


def _is_filtered(found: Sheet) -> bool:
    return any(row.vacancy_id for row in found.rows)


def _chosen(rows: Sequence[Row], form: FilterForm) -> list[Row]:
    vacancy, number = form.chosen
    return [
        row for row in rows
        if (vacancy is None or row.vacancy_id == vacancy) and (not number or row.pid.startswith(number))
    ]  # fmt: skip


def _downloads(round_: Round, found: Sheet) -> list[Download]:
    args = [round_.agency.code, round_.code, found.slug]
    return [
        Download(found.title, reverse("publication:sheet_csv", args=args), "CSV"),
        Download(found.title, reverse("publication:sheet_json", args=args), "JSON"),
    ]


def _file(content: bytes, media_type: str, told: Told, found: Sheet, ending: str) -> HttpResponse:
    name = f"{told.round.code}-{found.slug}" + (f"-{found.edition}" if found.edition > 1 else "")
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
