"""Uploading a table: first what it would change and every bad row, then, if confirmed, the change."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.ui.posting import posted, refused_into
from terang.base.ui.values import Column
from terang.base.work.web.handing import hand_over
from terang.stages.planning import access, commands, imports, queries
from terang.stages.planning.imports import Effect, Preview
from terang.stages.planning.tables.cells import LARGEST
from terang.stages.planning.web.forms import TableForm

MOST_SHOWN = 200
EXAMPLE = """position,unit,task,volume,period,minutes
Perawat Terampil,Puskesmas Talawi,Melayani pasien rawat jalan,120,day,10
Perawat Terampil,Puskesmas Talawi,Mencatat rekam medis,120,day,5
Pengelola Arsip,Kecamatan Talawi,Menata arsip dinamis,600,year,100
"""


@require_http_methods(["GET", "POST"])
def upload(request: Request, round_id: int) -> HttpResponse:
    """Choose the table."""
    round_ = queries.round_for(request.actor, round_id)
    must_be(access.may_plan(request.actor, round_), _("Only a planner of this round does this."))
    form = TableForm(posted(request), request.FILES or None)
    if form.is_valid():
        file: UploadedFile[bytes] = form.cleaned_data["table"]
        with refused_into(form, "table"):
            draft = commands.upload_table(
                round_id=round_id, title=file.name or "", content=file.read(LARGEST + 1), by=request.actor,
                at=request.at,
            )  # fmt: skip
            return redirect("planning:dry_run", draft.pk)
    return render(request, "planning/upload.html", {"form": form, "round": round_})


@require_http_methods(["GET", "POST"])
def dry_run(request: Request, draft_id: int) -> HttpResponse:
    """What the table would change; nothing of it is in force until this is confirmed."""
    draft = queries.draft_for(request.actor, draft_id)
    round_ = queries.round_for(request.actor, draft.round_id)
    must_be(access.may_plan(request.actor, round_), _("Only a planner of this round does this."))
    if request.method == "POST":
        return hand_over(
            request, commands.confirm_table, draft_id=draft_id, page="planning:round", args=[round_.pk],
            said=_("The table is taken in."), back=reverse("planning:dry_run", args=[draft_id]),
        )  # fmt: skip
    preview = imports.preview(round_, bytes(draft.content))
    return render(request, "planning/dry_run.html", {"draft": draft, "round": round_, **_shown(preview)})


@require_GET
def example(request: Request) -> HttpResponse:
    """A small table with the right columns."""
    response = HttpResponse(EXAMPLE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="terang-workload.csv"'
    return response


def _shown(preview: Preview) -> dict[str, object]:
    columns = [_("Position"), _("Unit"), _("What"), _("Rows"), _("Before"), _("Then"), _("Formasi")]
    problems = preview.problems[:MOST_SHOWN]
    return {
        "preview": preview,
        "problem_columns": [Column(_("Line"), numeric=True), _("Column"), _("What is wrong")],
        "problem_rows": [[problem.line, problem.column, problem.reason] for problem in problems],
        "more_problems": len(preview.problems) - len(problems),
        "columns": columns,
        "rows": [_row(effect) for effect in preview.effects[:MOST_SHOWN]],
        "more_rows": max(len(preview.effects) - MOST_SHOWN, 0),
    }


def _row(effect: Effect) -> list[object]:
    what = {"new": _("new"), "changed": _("changed"), "same": _("stays")}[effect.what]
    voided = _("%s must be proposed again") % effect.voided if effect.voided else "–"
    return [
        effect.position,
        effect.unit or "–",
        what,
        len(effect.rows),
        effect.before or "–",
        effect.after,
        voided,
    ]
