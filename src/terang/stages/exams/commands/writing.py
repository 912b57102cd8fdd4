"""Writing and reviewing single questions."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act as Kind
from terang.base.refusals import NotFound, NotValid
from terang.core import norms
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.models import Item
from terang.stages.exams.reading.drafts import Draft, checked, clean
from terang.stages.exams.states import ITEM

Options = Sequence[tuple[str, int]]


@transaction.atomic
def write_item(
    *,
    agency_id: int,
    norm_id: str,
    part: str,
    topic: str,
    stem: str,
    options: Options,
    by: Actor,
    at: datetime,
) -> Item:
    """An item author adds a question to the bank; it is used only after a second one has reviewed it.

    options: text and points, as ordered. Refused: NotAllowed unless an item author; NotValid with every reason.
    Journal: exams.item.written.
    """
    must_be(access.may_write_items(by, agency_id), _("Only item authors of this agency write questions."))
    draft = _checked(norm_id, part, topic, stem, options)
    item = _save(row_of(draft, agency_id=agency_id, norm_id=norm_id, author_id=by.person_id or 0, at=at))
    return _recorded(Act.ITEM_WRITTEN, item, by, at)


@transaction.atomic
def edit_item(
    *, item_id: int, part: str, topic: str, stem: str, options: Options, by: Actor, at: datetime
) -> Item:
    """An item author changes a question; it then needs a new review. Forms that are drawn already keep the old text.

    Refused: NotAllowed; NotNow if retired; NotValid with every reason. Journal: exams.item.edited.
    """
    item = _locked(item_id, by)
    item.state = ITEM.after(item.state, "edit")
    draft = _checked(item.norm_id, part, topic, stem, options)
    fresh = row_of(draft, agency_id=item.agency_id, norm_id=item.norm_id, author_id=by.person_id or 0, at=at)
    for name in ("part", "topic", "stem", "options", "digest", "author_id", "written_at"):
        setattr(item, name, getattr(fresh, name))
    item.reviewed_by, item.reviewed_at, item.note = None, None, ""
    return _recorded(Act.ITEM_EDITED, _save(item), by, at)


@transaction.atomic
def view_item(*, item_id: int, by: Actor, at: datetime) -> Item:
    """Look at a question: who saw it and when is kept. Journal: exams.item.viewed."""
    return _recorded(Act.ITEM_VIEWED, _locked(item_id, by), by, at)


@transaction.atomic
def review_item(*, item_id: int, by: Actor, at: datetime) -> Item:
    """A second item author accepts a question for use.

    Refused: NotAllowed to its author; NotNow unless it is a draft. Journal: exams.item.reviewed.
    """
    item = _locked(item_id, by)
    must_be(access.may_review(by, item), access.NOT_ONES_OWN)
    item.state = ITEM.after(item.state, "review")
    item.reviewed_by_id, item.reviewed_at, item.note = by.person_id, at, ""
    return _recorded(Act.ITEM_REVIEWED, _save(item), by, at)


@transaction.atomic
def return_item(*, item_id: int, note: str, by: Actor, at: datetime) -> Item:
    """A second item author sends a question back with a note.

    Refused: NotAllowed to its author; NotNow unless it is a draft; NotValid without a note.
    Journal: exams.item.returned.
    """
    item = _locked(item_id, by)
    must_be(access.may_review(by, item), access.NOT_ONES_OWN)
    item.state = ITEM.after(item.state, "return")
    if not note.strip():
        raise NotValid(_("Say what should be mended."))
    item.note = clean(note)
    return _recorded(Act.ITEM_RETURNED, _save(item), by, at)


@transaction.atomic
def retire_item(*, item_id: int, by: Actor, at: datetime) -> Item:
    """Take a question out of use; forms that are fixed keep it. Journal: exams.item.retired."""
    item = _locked(item_id, by)
    item.state = ITEM.after(item.state, "retire")
    return _recorded(Act.ITEM_RETIRED, _save(item), by, at)


def row_of(draft: Draft, *, agency_id: int, norm_id: str, author_id: int, at: datetime) -> Item:
    """A checked question as a row, not yet saved."""
    return Item(
        agency_id=agency_id, norm_id=norm_id, part=draft.part, topic=draft.topic, stem=draft.stem, digest=draft.digest,
        options=[{"text": text, "points": points} for text, points in draft.options], author_id=author_id, written_at=at,
    )  # fmt: skip


def _checked(norm_id: str, part: str, topic: str, stem: str, options: Options) -> Draft:
    given = tuple((clean(text), points) for text, points in options)
    draft, wrong = checked(Draft(1, part, clean(topic), clean(stem), given), norms.load(norm_id))
    if wrong:
        raise NotValid(_("The question can't be kept as it is."), problems=tuple(wrong))
    return draft


def _locked(item_id: int, by: Actor) -> Item:
    item = Item.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotFound(_("There is no such question."))
    must_be(access.may_write_items(by, item.agency_id), _("Only item authors of this agency see questions."))
    return item


def _save(item: Item) -> Item:
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        if "one_question_per_text" not in str(error):
            raise
        raise NotValid(_("The same question is in the bank already.")) from error
    return item


def _recorded(act: Kind, item: Item, by: Actor, at: datetime) -> Item:
    journal.record(act, subject=item, by=by, at=at, agency_id=item.agency_id)
    return item
