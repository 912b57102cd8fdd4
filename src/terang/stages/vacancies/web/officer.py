"""Pages of the committee officer: writing a vacancy part by part, and proposing it."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted
from terang.core.norms import Norm
from terang.stages.planning import facts as planning
from terang.stages.vacancies import access, commands, facts, queries
from terang.stages.vacancies.current import draft_of
from terang.stages.vacancies.drafts import TestPlanned, VacancyDraft
from terang.stages.vacancies.models import Vacancy
from terang.stages.vacancies.web.forms.parts import DocumentsForm, OthersForm, Rows, TestsForm
from terang.stages.vacancies.web.forms.vacancies import VacancyForm


@require_http_methods(["GET", "POST"])
def write(request: Request, formasi_id: int) -> HttpResponse:
    """A new vacancy from an approved formasi; documents and tests begin with the usual ones."""
    formasi = planning.formasi(formasi_id)
    if formasi is None:
        raise NotFound(_("There is no such approved formasi."))
    round_ = queries.round_for(request.actor, formasi.round_id)
    must_be(access.may_write(request.actor, round_), _("Only a committee officer of this round does this."))
    norm, left = facts.norm_of(round_.pk), queries.slots_left(formasi)
    draft = VacancyDraft(
        kind="UMUM", slots=max(left, 1), education_codes=(), gpa_min=None, age_min=norm.eligibility.age_min,
        age_max=norm.eligibility.age_max, mechanism="", tests=_usual_tests(norm),
    )  # fmt: skip
    form = VacancyForm(posted(request), norm=norm, draft=draft)
    if form.is_valid():
        made = commands.write_vacancy(
            formasi_id=formasi_id, draft=form.written(), by=request.actor, at=request.at
        )
        messages.success(request, _("The draft is written. Look at its documents and tests next."))
        return redirect("vacancies:vacancy", made.pk)
    context = {"form": form, "formasi": formasi, "round": round_, "left": left, "norm": norm}
    return render(request, "vacancies/write.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, vacancy_id: int) -> HttpResponse:
    """Whom it is for, how many, what they must bring."""
    found = _writing(request, vacancy_id)
    form = VacancyForm(posted(request), norm=facts.norm_of(found.round_id), draft=_present(found))
    if form.is_valid():
        return _changed(request, found, form.written())
    context = {"form": form, "vacancy": found}
    return render(request, "vacancies/change.html", context)


@require_http_methods(["GET", "POST"])
def documents(request: Request, vacancy_id: int) -> HttpResponse:
    """Which documents, and what a defect means."""
    found = _writing(request, vacancy_id)
    form = DocumentsForm(posted(request), draft=_present(found))
    return _part(request, found, form, _("Documents that are asked for"))


@require_http_methods(["GET", "POST"])
def others(request: Request, vacancy_id: int) -> HttpResponse:
    """What only a person can judge."""
    found = _writing(request, vacancy_id)
    form = OthersForm(posted(request), draft=_present(found))
    return _part(request, found, form, _("Further requirements"))


@require_http_methods(["GET", "POST"])
def tests(request: Request, vacancy_id: int) -> HttpResponse:
    """The second tests with weights and knock-outs."""
    found = _writing(request, vacancy_id)
    norm = facts.norm_of(found.round_id)
    if norm.integration is None:
        raise NotFound(_("Under the norm of this round one exam decides; it knows no second tests."))
    form = TestsForm(posted(request), draft=_present(found), norm=norm)
    return _part(request, found, form, _("Second tests and their weights"))


@require_POST
def drop(request: Request, vacancy_id: int) -> HttpResponse:
    """Give up a draft."""
    found = queries.vacancy_for(request.actor, vacancy_id)
    commands.drop_vacancy(vacancy_id=vacancy_id, by=request.actor, at=request.at)
    messages.success(request, _("The draft is dropped; its slots are free again."))
    return redirect("vacancies:round", found.round_id)


@require_POST
def propose(request: Request, vacancy_id: int) -> HttpResponse:
    """Fix the bytes; a second person decides."""
    queries.vacancy_for(request.actor, vacancy_id)
    commands.propose_publication(vacancy_id=vacancy_id, by=request.actor, at=request.at)
    messages.success(
        request, _("Proposed. A second person approves exactly this vacancy; any change voids it.")
    )
    return redirect("vacancies:vacancy", vacancy_id)


@require_POST
def close(request: Request, vacancy_id: int) -> HttpResponse:
    """The registration is over."""
    queries.vacancy_for(request.actor, vacancy_id)
    commands.close_vacancy(vacancy_id=vacancy_id, by=request.actor, at=request.at)
    messages.success(request, _("The vacancy is closed for applications."))
    return redirect("vacancies:vacancy", vacancy_id)


def _writing(request: Request, vacancy_id: int) -> Vacancy:
    found = queries.vacancy_for(request.actor, vacancy_id)
    must_be(
        access.may_write(request.actor, found.round), _("Only a committee officer of this round does this.")
    )
    return found


def _usual_tests(norm: Norm) -> tuple[TestPlanned, ...]:
    """One second test with the whole weight: by computer, where the norm knows it; none where one exam decides."""
    known = sorted(norm.test_kinds, key=lambda kind: kind != "cat") if norm.integration else []
    return tuple(TestPlanned(one, norm.test_kinds[one], Decimal(100), minutes=90) for one in known[:1])


def _present(found: Vacancy) -> VacancyDraft:
    return draft_of(found, found.requirements.all(), found.tests.all())


def _part(
    request: Request, found: Vacancy, form: DocumentsForm | OthersForm | TestsForm, title: str
) -> HttpResponse:
    if form.is_valid():
        return _changed(request, found, form.written())
    context: dict[str, Rows | Vacancy | str] = {"form": form, "vacancy": found, "title": title}
    return render(request, "vacancies/part.html", context)


def _changed(request: Request, found: Vacancy, draft: VacancyDraft) -> HttpResponse:
    commands.change_vacancy(vacancy_id=found.pk, draft=draft, by=request.actor, at=request.at)
    messages.success(request, _("The draft is saved."))
    return redirect("vacancies:vacancy", found.pk)
