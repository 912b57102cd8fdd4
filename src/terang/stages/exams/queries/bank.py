"""The bank as item authors see it: a list without words, and what waits for review."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role, must_be
from terang.base.refusals import NotFound
from terang.stages.exams import access
from terang.stages.exams.models import Import, Item
from terang.stages.exams.states import ItemState


def agency_of_author(by: Actor) -> int:
    """The agency whose bank the actor works on. Refused: NotAllowed unless an item author."""
    agency_id = by.agency_of(Role.ITEM_AUTHOR)
    must_be(agency_id is not None, _("Only item authors see the bank of questions."))
    return agency_id or 0


def listed(
    by: Actor, *, norm_id: str = "", part: str = "", state: str = "", mine: bool = False
) -> QuerySet[Item]:
    """Questions of the bank without their words, newest first."""
    rows = Item.objects.filter(agency_id=agency_of_author(by)).select_related("author")
    if norm_id:
        rows = rows.filter(norm_id=norm_id)
    if part:
        rows = rows.filter(part=part)
    if state:
        rows = rows.filter(state=state)
    if mine:
        rows = rows.filter(author_id=by.person_id or 0)
    return rows.defer("stem", "options").order_by("-pk")


def to_review(by: Actor) -> QuerySet[Item]:
    """Drafts that this author may review: those of others, not sent back."""
    rows = Item.objects.filter(agency_id=agency_of_author(by), state=ItemState.DRAFT, note="")
    return rows.exclude(author_id=by.person_id or 0).order_by("pk")


def sent_back(by: Actor) -> QuerySet[Item]:
    """One's own questions that a reviewer sent back."""
    rows = Item.objects.filter(
        agency_id=agency_of_author(by), state=ItemState.DRAFT, author_id=by.person_id or 0
    )
    return rows.exclude(note="").order_by("pk")


def next_to_review(by: Actor, after: int) -> int | None:
    """The next question that waits for this reviewer, after the one just done; None if nothing waits."""
    rows = to_review(by)
    return (
        rows.filter(pk__gt=after).values_list("pk", flat=True).first()
        or rows.values_list("pk", flat=True).first()
    )


def an_import(import_id: int, by: Actor) -> Import:
    """One import of the agency. Refused: NotFound, NotAllowed."""
    found = Import.objects.select_related("tried_by").filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    must_be(
        access.may_write_items(by, found.agency_id), _("Only item authors of this agency import questions.")
    )
    return found


def items_of(found: Import) -> QuerySet[Item]:
    """The questions that came from one file, in its order."""
    return Item.objects.filter(source=found).order_by("pk")
