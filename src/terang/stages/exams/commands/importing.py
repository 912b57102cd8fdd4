"""Importing files of questions: first a check that writes none of them, then all or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.core import norms
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.commands.writing import row_of
from terang.stages.exams.models import Import, Item
from terang.stages.exams.reading import Problem, Reading, read, text_of
from terang.stages.exams.states import ITEM, ItemState


@transaction.atomic
def try_import(
    *, agency_id: int, norm_id: str, name: str, content: bytes, by: Actor, at: datetime
) -> tuple[Import | None, Reading]:
    """Check a file of questions. The import is None when anything is wrong with it; then nothing is kept.

    Refused: NotAllowed unless an item author; NotValid if it is no readable text. Journal: exams.import.tried.
    """
    must_be(access.may_write_items(by, agency_id), _("Only item authors of this agency import questions."))
    text = text_of(content)
    reading = read(text, norms.load(norm_id), name=name)
    reading.problems += _known(reading, agency_id, norm_id)
    if reading.problems:
        return None, reading
    tried = Import.objects.create(
        agency_id=agency_id,
        norm_id=norm_id,
        name=name[:120],
        content=text,
        tried_by_id=by.person_id or 0,
        tried_at=at,
    )
    facts = {"norm": norm_id, "items": len(reading.drafts)}
    journal.record(Act.IMPORT_TRIED, subject=tried, by=by, at=at, agency_id=agency_id, facts=facts)
    return tried, reading


@long_work(gettext_lazy("Taking in the questions"))
@transaction.atomic
def confirm_import(*, import_id: int, by: Actor, at: datetime) -> int:
    """Write all questions of a checked file, or none; how many.

    Refused: NotAllowed; NotNow if it was confirmed already, or the bank has changed so that it no longer fits.
    Journal: exams.import.confirmed.
    """
    found = _locked(import_id, by)
    if found.state == Import.State.CONFIRMED:
        raise NotNow(_("These questions are imported already."))
    reading = read(found.content, norms.load(found.norm_id), name=found.name)
    if reading.problems or _known(reading, found.agency_id, found.norm_id):
        raise NotNow(_("The bank has changed since this file was checked. Check it again."))
    rows = [
        row_of(d, agency_id=found.agency_id, norm_id=found.norm_id, author_id=found.tried_by_id, at=at)
        for d in counted(reading.drafts, _("Questions"))
    ]
    for row in rows:
        row.source = found
    Item.objects.bulk_create(rows, batch_size=500)
    found.state, found.confirmed_at, found.content = Import.State.CONFIRMED, at, ""
    found.save(update_fields=["state", "confirmed_at", "content"])
    facts = {"items": len(rows)}
    journal.record(Act.IMPORT_CONFIRMED, subject=found, by=by, at=at, agency_id=found.agency_id, facts=facts)
    return len(rows)


@transaction.atomic
def view_import(*, import_id: int, by: Actor, at: datetime) -> Import:
    """Look at all questions of a file: who saw them and when is kept. Journal: exams.import.viewed."""
    found = _locked(import_id, by)
    journal.record(Act.IMPORT_VIEWED, subject=found, by=by, at=at, agency_id=found.agency_id)
    return found


@transaction.atomic
def review_import(*, import_id: int, by: Actor, at: datetime) -> int:
    """A second item author has read all questions of a file and accepts those that are still drafts; how many.

    Refused: NotAllowed if one of them is one's own; NotNow if none is left. Journal: exams.import.reviewed.
    """
    found = _locked(import_id, by)
    drafts = Item.objects.filter(source=found, state=ItemState.DRAFT, note="")
    rows = list(drafts.select_for_update().order_by("pk"))
    if not rows:
        raise NotNow(_("No question of this file waits for review."))
    for row in rows:
        must_be(access.may_review(by, row), access.NOT_ONES_OWN)
    state = ITEM.after(ItemState.DRAFT, "review")
    drafts.filter(pk__in=[row.pk for row in rows]).update(
        state=state, reviewed_by=by.person_id, reviewed_at=at
    )
    facts = {"items": len(rows)}
    journal.record(Act.IMPORT_REVIEWED, subject=found, by=by, at=at, agency_id=found.agency_id, facts=facts)
    return len(rows)


def _locked(import_id: int, by: Actor) -> Import:
    found = Import.objects.select_for_update().filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    must_be(
        access.may_write_items(by, found.agency_id), _("Only item authors of this agency import questions.")
    )
    return found


def _known(reading: Reading, agency_id: int, norm_id: str) -> list[Problem]:
    """The questions that the bank has already."""
    mine = {draft.digest for draft in reading.drafts}
    held = Item.objects.filter(agency_id=agency_id, norm_id=norm_id, digest__in=mine).exclude(
        state=ItemState.RETIRED
    )
    known = set(held.values_list("digest", flat=True))
    return [
        Problem(draft.line, _("This question is in the bank already."))
        for draft in reading.drafts
        if draft.digest in known
    ]
