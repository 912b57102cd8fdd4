"""The verifier's pages: the rounds, the next file, the file with its documents."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.files.serving import serve
from terang.stages.screening import access, commands, queries
from terang.stages.screening.web.doors import for_officials
from terang.stages.screening.web.forms import FindingsForm


@require_safe
@for_officials
def home(request: Request) -> HttpResponse:
    """The rounds in which this person checks, proposes or announces."""
    rounds = queries.rounds(request.actor, request.at)
    must_be(bool(rounds), access.ONLY_VERIFIERS)
    return render(request, "screening/home.html", {"rounds": rounds})


@require_POST
@for_officials
def take_next(request: Request, round_id: int) -> HttpResponse:
    case = commands.take_next(round_id=round_id, by=request.actor, at=request.at)
    if case is None:
        messages.info(request, _("Nothing waits for you in this queue."))
        return redirect("screening:home")
    return redirect("screening:case", case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officials
def case(request: Request, case_id: int) -> HttpResponse:
    """One file: to decide while it is in hand, to read otherwise."""
    if request.method == "POST":
        return _judge(request, case_id)
    sheet = queries.sheet(case_id, request.actor)
    form = FindingsForm(sheet=sheet) if sheet.is_in_hand else None
    return render(request, "screening/case.html", {"sheet": sheet, "form": form})


def _judge(request: Request, case_id: int) -> HttpResponse:
    """Notes or decides, by the button that was pressed; a stale page is told that somebody was quicker."""
    sheet = queries.sheet_to_judge(case_id, request.actor)
    form = FindingsForm(request.POST, sheet=sheet)
    if not form.is_valid():
        return render(request, "screening/case.html", {"sheet": sheet, "form": form})
    judge = commands.note if "note" in request.POST else commands.decide
    judge(
        case_id=case_id, judgements=form.judgements(), version=form.cleaned_data["version"],
        by=request.actor, at=request.at,
    )  # fmt: skip
    if "note" in request.POST:
        messages.success(request, _("Your notes are kept."))
        return redirect("screening:case", case_id)
    messages.success(request, _("The file is decided."))
    return redirect("screening:home")


@require_POST
@for_officials
def put_back(request: Request, case_id: int) -> HttpResponse:
    commands.put_back(case_id=case_id, by=request.actor, at=request.at)
    messages.success(request, _("The file waits in the queue again."))
    return redirect("screening:home")


@require_safe
@for_officials
def file(request: Request, case_id: int, document_id: int) -> HttpResponse:
    """A document of a file, as kept."""
    stored = queries.file(case_id, document_id, request.actor)
    return serve(stored, name=f"berkas-{case_id}-{document_id}", as_download="download" in request.GET)
