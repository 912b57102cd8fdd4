"""Item authors: files of questions, checked first and then taken whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from terang.base.access.requests import Request
from terang.base.ui.posting import posted, refused_into
from terang.base.ui.values import Column
from terang.base.work.web.handing import hand_over
from terang.core import norms
from terang.stages.exams import commands
from terang.stages.exams.models import Import
from terang.stages.exams.queries import bank
from terang.stages.exams.reading import Reading, read
from terang.stages.exams.reading.files import LARGEST, MOST_PROBLEMS
from terang.stages.exams.web.forms import ImportForm


@require_http_methods(["GET", "POST"])
def import_(request: Request) -> HttpResponse:
    """Check a file: every refused question with its line; nothing is written yet."""
    agency_id = bank.agency_of_author(request.actor)
    form = ImportForm(posted(request), request.FILES or None)
    reading = None
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refused_into(form, "file"):
            tried, reading = commands.try_import(
                agency_id=agency_id, norm_id=form.cleaned_data["norm"], name=file.name,
                content=file.read(LARGEST + 1), by=request.actor, at=request.at,
            )  # fmt: skip
            if tried:
                return redirect("exams:imported", tried.pk)
            count = len(reading.problems)
            form.add_error("file", ngettext(
                "Nothing was imported: %d thing must be mended in the file. It stands in the table.",
                "Nothing was imported: %d things must be mended in the file. They stand in the table.", count,
            ) % count)  # fmt: skip
    context = {"form": form, "reading": reading, **_problems(reading)}
    return render(request, "exams/import.html", context)


@require_GET
def imported(request: Request, import_id: int) -> HttpResponse:
    """Before: what would be written. Afterwards: all questions of the file, for review; looking is journaled."""
    found = bank.an_import(import_id, request.actor)
    if found.state == Import.State.TRIED:
        reading = read(found.content, norms.load(found.norm_id), name=found.name)
        return render(request, "exams/confirm_import.html", {"import": found, **_counts(reading)})
    found = commands.view_import(import_id=import_id, by=request.actor, at=request.at)
    items = list(bank.items_of(found))
    waits = any(one.state == "draft" and one.author_id != request.actor.person_id for one in items)
    return render(request, "exams/imported.html", {"import": found, "items": items, "may_review": waits})


@require_POST
def confirm(request: Request, import_id: int) -> HttpResponse:
    """Write all questions of a checked file."""
    found = bank.an_import(import_id, request.actor)
    return hand_over(
        request, commands.confirm_import, import_id=found.pk, page="exams:items", args=[],
        said=_("%d questions are in the bank. Another item author has to review them."),
        back=reverse("exams:imported", args=[found.pk]),
    )  # fmt: skip


@require_POST
def review(request: Request, import_id: int) -> HttpResponse:
    """Accept all questions of a file that were read."""
    count = commands.review_import(import_id=import_id, by=request.actor, at=request.at)
    messages.success(request, _("%d questions may be used now.") % count)
    return redirect("exams:items")


def _problems(reading: Reading | None) -> dict[str, object]:
    if reading is None:
        return {}
    shown = reading.problems[:MOST_PROBLEMS]
    return {
        "columns": [Column(_("Line"), numeric=True), _("Why it can't be taken")],
        "rows": [[problem.line, problem.sentence] for problem in shown],
        "more": len(reading.problems) - len(shown),
    }  # fmt: skip


def _counts(reading: Reading) -> dict[str, object]:
    cells: dict[tuple[str, str], int] = {}
    for draft in reading.drafts:
        cells[draft.part, draft.topic] = cells.get((draft.part, draft.topic), 0) + 1
    rows = [[part, topic or "–", count] for (part, topic), count in sorted(cells.items())]
    return {
        "count": len(reading.drafts),
        "rows": rows,
        "columns": [_("Part"), _("Topic"), Column(_("Questions"), numeric=True)],
    }
