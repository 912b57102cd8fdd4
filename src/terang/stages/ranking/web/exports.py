"""Tables of an edition for officials, as `terang rank` reads them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.stages.ranking import access, queries, tables
from terang.stages.ranking.entrants import gathered
from terang.stages.ranking.models import Edition
from terang.stages.vacancies import facts as vacancies


@require_safe
def table(request: Request, edition_id: int, table: str) -> HttpResponse:
    """`applicants` and `vacancies` as they are now, and the `result` as the edition keeps it."""
    edition = queries.edition(edition_id)
    must_be(
        access.may_read(request.actor, edition.round),
        _("Rankings before publication are for the committee, the approver and the auditor of the round."),
    )
    content = _content(edition, table)
    if content is None:
        raise NotFound(_("There is no such table."))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="{edition.round.code}-{edition.stage}-{table}.csv"'
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _content(edition: Edition, name: str) -> bytes | None:
    norm = vacancies.norm_of(edition.round_id)
    if name == "result":
        return tables.result_table(norm, edition.stage, tables.rows_kept(edition), public=False)
    if name in ("applicants", "vacancies"):
        there = gathered(edition.round_id, edition.stage)
        return (
            tables.applicants_table(norm, edition.stage, there)
            if name == "applicants"
            else tables.vacancies_table(there)
        )
    return None
