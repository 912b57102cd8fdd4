"""Pages that the officials of a round read: its vacancies, one vacancy, one amendment."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.journal.queries import history
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.core import norms
from terang.core.norms import Norm
from terang.stages.vacancies import access, checks, documents, queries
from terang.stages.vacancies.models import Vacancy
from terang.stages.vacancies.states import PUBLIC, VacancyState
from terang.stages.vacancies.web import showing
from terang.stages.vacancies.web.forms.deciding import ApproveForm
from terang.stages.vacancies.web.forms.vacancies import VacancyFilter

ROWS_A_PAGE = 50


@require_GET
def home(request: Request) -> HttpResponse:
    """The rounds of one's agency."""
    if request.actor.agency_id is None:
        raise NotFound(_("There is nothing for you here."))
    must_be(
        bool(request.actor.rounds_of(*access.READERS)),
        _("Drafts of vacancies are open to the committee of this round."),
    )
    return render(request, "vacancies/home.html", {"rounds": queries.rounds_for(request.actor)})


@require_GET
def round_page(request: Request, round_id: int) -> HttpResponse:
    """Norm, calendar, formasi that wait for a vacancy, and the vacancies."""
    round_ = queries.round_for(request.actor, round_id)
    asked = VacancyFilter(request.GET or None)
    wanted = asked.cleaned_data if asked.is_valid() else {"q": "", "state": ""}
    found = queries.vacancies_in(round_, search=wanted["q"], state=wanted["state"])
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    norm, windows = norm_of(round_), queries.windows(round_)
    context = {
        "round": round_, "norm": norm, "windows": windows, "steps": showing.steps(windows, request.at),
        "announced": queries.is_announced(round_),
        "calendar_problems": checks.of_calendar(norm, checks.windows_of(round_)) if norm else (),
        "to_write": [(one, left) for one, left in queries.formasi_to_write(round_) if left],
        "form": asked, "page": page, "columns": showing.vacancy_columns(), "rows": showing.vacancy_rows(page, norm),
        "may_write": access.may_write(request.actor, round_), "history": history(round_),
        "moves": showing.amendment_rows(queries.amendments_of(round_)),
        "move_columns": showing.amendment_columns(),
    }  # fmt: skip
    return render(request, "vacancies/round.html", context)


@require_GET
def vacancy(request: Request, vacancy_id: int) -> HttpResponse:
    """One vacancy; for its approver the exact bytes, for its officer what is still in the way."""
    found = queries.vacancy_for(request.actor, vacancy_id)
    decision = queries.proposal(found)
    is_public = found.state in PUBLIC
    amendments = queries.amendments_of(found.round, found)
    context = {
        **_told(found),
        "decision": decision, "is_public": is_public,
        "document": documents.vacancy(found).decode() if decision else "",
        "problems": checks.of_vacancy(found) if not is_public else (),
        "may_write": access.may_write(request.actor, found.round),
        "may_approve": access.may_approve(request.actor, found.round),
        "may_amend": access.may_propose(request.actor, found.round) and found.state == VacancyState.PUBLISHED,
        "form": ApproveForm(initial={"shown": decision.fingerprint}) if decision else None,
        "amendment_columns": showing.amendment_columns(), "amendments": showing.amendment_rows(amendments),
        "history": history(found),
    }  # fmt: skip
    return render(request, "vacancies/vacancy.html", context)


@require_GET
def document(request: Request, vacancy_id: int) -> HttpResponse:
    """The canonical JSON of a vacancy, as it would be or was published."""
    found = queries.vacancy_for(request.actor, vacancy_id)
    return HttpResponse(documents.vacancy(found), content_type="application/json")


@require_GET
def amendment(request: Request, amendment_id: int) -> HttpResponse:
    """What an amendment changes, and for its approver the exact bytes."""
    found = queries.amendment_for(request.actor, amendment_id)
    decision = queries.amendment_proposal(found)
    context = {
        "amendment": found, "round": found.round, "changes": showing.changes(found), "decision": decision,
        "document": documents.amendment(found).decode(),
        "may_approve": access.may_approve(request.actor, found.round),
        "form": ApproveForm(initial={"shown": decision.fingerprint}) if decision else None,
    }  # fmt: skip
    return render(request, "vacancies/amendment.html", context)


def norm_of(round_: Round) -> Norm | None:
    """The norm to show; None before one is pinned."""
    pinned = queries.norm_pinned(round_)
    return norms.load(pinned.norm_id) if pinned else None


def _told(found: Vacancy) -> dict[str, object]:
    norm = norm_of(found.round)
    return {
        "vacancy": found, "round": found.round, "norm": norm, "kind": showing.kind_named(norm, found.kind),
        "unconfirmed": norm.unconfirmed(f"kinds.{found.kind}.") if norm else (),
        "requirement_columns": showing.requirement_columns(),
        "requirements": showing.requirement_rows(found.requirements.all()),
        "test_columns": showing.test_columns(), "tests": showing.test_rows(found.tests.all(), norm),
    }  # fmt: skip
