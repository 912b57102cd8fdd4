"""Item authors: the bank, writing, reviewing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.ui.posting import posted
from terang.base.ui.values import Column, Link, Tag
from terang.core import norms
from terang.stages.exams import access, commands
from terang.stages.exams.models import Item
from terang.stages.exams.queries import bank
from terang.stages.exams.reading.drafts import MOST_OPTIONS
from terang.stages.exams.reading.files import LARGEST, MOST_ITEMS
from terang.stages.exams.rulebook import norm_choices, parts_of
from terang.stages.exams.states import ITEM
from terang.stages.exams.web.forms import ItemFilter, ItemForm, NoteForm
from terang.stages.exams.web.showing import ITEM_MEANING

PER_PAGE = 50


@require_GET
def items(request: Request) -> HttpResponse:
    """The bank, without words."""
    asked = ItemFilter(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    rows = bank.listed(request.actor, norm_id=chosen.get("norm", ""), state=chosen.get("state", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": asked, "page": page, "columns": [_("Question"), _("Part"), _("Topic"), _("Author"), Column(_("State"))],
        "rows": [_row(one) for one in page], "to_review": bank.to_review(request.actor).count(),
        "sent_back": bank.sent_back(request.actor), "first": bank.next_to_review(request.actor, 0),
    }  # fmt: skip
    return render(request, "exams/items.html", context)


@require_http_methods(["GET", "POST"])
def write(request: Request) -> HttpResponse:
    """Write a question under a norm."""
    agency_id = bank.agency_of_author(request.actor)
    norm = norms.load(_norm_id(request.GET.get("norm", "")))
    form = ItemForm(posted(request), norm=norm)
    if form.is_valid():
        made = commands.write_item(
            agency_id=agency_id, norm_id=norm.id, by=request.actor, at=request.at, **form.question
        )
        messages.success(request, _("The question is kept. Another item author has to review it."))
        return redirect("exams:item", made.pk)
    context = {"form": form, "norm": norm, "norms": norm_choices()}
    return render(request, "exams/write.html", context)


@require_GET
def format_(request: Request) -> HttpResponse:
    """How files of questions are written."""
    bank.agency_of_author(request.actor)
    described = [
        (norms.load(norm_id).title, list(parts_of(norms.load(norm_id)).values()))
        for norm_id, _title in norm_choices()
    ]
    context = {
        "norms": described,
        "most_options": MOST_OPTIONS,
        "most_items": MOST_ITEMS,
        "megabytes": LARGEST // 2**20,
    }
    return render(request, "exams/format.html", context)


@require_GET
def item(request: Request, item_id: int) -> HttpResponse:
    """One question with its key: that it was looked at is journaled."""
    found = commands.view_item(item_id=item_id, by=request.actor, at=request.at)
    return _item_page(request, found, NoteForm())


@require_http_methods(["GET", "POST"])
def edit(request: Request, item_id: int) -> HttpResponse:
    """Change a question; looking at it to do so is journaled too."""
    found = commands.view_item(item_id=item_id, by=request.actor, at=request.at)
    form = ItemForm(
        posted(request), norm=norms.load(found.norm_id), initial=ItemForm.initial_of(found.as_dict())
    )
    if form.is_valid():
        commands.edit_item(item_id=item_id, by=request.actor, at=request.at, **form.question)
        messages.success(request, _("The question is changed. Another item author has to review it."))
        return redirect("exams:item", item_id)
    return render(request, "exams/edit.html", {"form": form, "item": found})


@require_POST
def review(request: Request, item_id: int) -> HttpResponse:
    """Accept a question, and go on to the next one."""
    commands.review_item(item_id=item_id, by=request.actor, at=request.at)
    messages.success(request, _("The question may be used now."))
    following = bank.next_to_review(request.actor, item_id)
    return redirect("exams:item", following) if following else redirect("exams:items")


@require_POST
def return_(request: Request, item_id: int) -> HttpResponse:
    """Send a question back."""
    form = NoteForm(request.POST)
    if form.is_valid():
        commands.return_item(item_id=item_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The question is sent back to its author."))
        return redirect("exams:items")
    found = commands.view_item(item_id=item_id, by=request.actor, at=request.at)
    must_be(access.may_review(request.actor, found), access.NOT_ONES_OWN)
    ITEM.after(found.state, "return")
    return _item_page(request, found, form)


@require_POST
def retire(request: Request, item_id: int) -> HttpResponse:
    """Take a question out of use."""
    commands.retire_item(item_id=item_id, by=request.actor, at=request.at)
    messages.success(request, _("The question is retired."))
    return redirect("exams:items")


def _item_page(request: Request, found: Item, form: NoteForm) -> HttpResponse:
    part = parts_of(norms.load(found.norm_id))[found.part]
    context = {
        "item": found, "part": part, "norm": norms.load(found.norm_id), "form": form,
        "meaning": ITEM_MEANING[found.state],
        "may_review": access.may_review(request.actor, found) and found.state == "draft",
        "columns": [_("Option"), Column(_("Points"), numeric=True)],
        "rows": [[option["text"], option["points"]] for option in found.options],
    }  # fmt: skip
    return render(request, "exams/item.html", context)


def _row(one: Item) -> list[object]:
    link = Link(one.digest[:8], reverse("exams:item", args=[one.pk]))
    return [
        link,
        one.part,
        one.topic or "–",
        one.author.name,
        Tag(one.get_state_display(), ITEM_MEANING[one.state]),
    ]


def _norm_id(asked: str) -> str:
    known = [norm_id for norm_id, _title in norm_choices()]
    return asked if asked in known else known[-1]
