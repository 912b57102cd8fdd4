"""The states of questions, forms, sessions and seats, and which act leads where."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class Stage(TextChoices):
    """Which of the two rounds of tests."""

    FIRST = "first", _("first exam")
    SECOND = "second", _("second tests")


class ItemState(TextChoices):
    """A question is used only after a second person has read it."""

    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")
    RETIRED = "retired", _("retired")


class FormState(TextChoices):
    """A form is drawn, then fixed: from there on nobody changes it."""

    DRAFT = "draft", _("drawn")
    FIXED = "fixed", _("fixed")
    DISCARDED = "discarded", _("discarded")


class SessionState(TextChoices):
    """A session at a site."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")


class SeatState(TextChoices):
    """One candidate's way through one test."""

    ADMITTED = "admitted", _("admitted, without a seat")
    SEATED = "seated", _("has a seat")
    CALLED = "called", _("session is open")
    FINISHED = "finished", _("finished")
    ABSENT = "absent", _("absent")
    RELEASED = "released", _("left the selection")


ITEM = StateTable(
    {
        (ItemState.DRAFT, "edit"): ItemState.DRAFT,
        (ItemState.REVIEWED, "edit"): ItemState.DRAFT,  # a changed question is read again
        (ItemState.DRAFT, "review"): ItemState.REVIEWED,
        (ItemState.DRAFT, "return"): ItemState.DRAFT,
        (ItemState.DRAFT, "retire"): ItemState.RETIRED,
        (ItemState.REVIEWED, "retire"): ItemState.RETIRED,
    }
)
FORM = StateTable(
    {
        (FormState.DRAFT, "fix"): FormState.FIXED,
        (FormState.DRAFT, "discard"): FormState.DISCARDED,
    }
)
SESSION = StateTable(
    {
        (SessionState.PLANNED, "change"): SessionState.PLANNED,
        (SessionState.PLANNED, "assign"): SessionState.PLANNED,
        (SessionState.PLANNED, "cancel"): SessionState.CANCELLED,
        (SessionState.PLANNED, "open"): SessionState.OPEN,
        (SessionState.OPEN, "close"): SessionState.CLOSED,
    }
)
SEAT = StateTable(
    {
        (SeatState.ADMITTED, "seat"): SeatState.SEATED,
        (SeatState.SEATED, "unseat"): SeatState.ADMITTED,
        (SeatState.ADMITTED, "grant"): SeatState.ADMITTED,
        (SeatState.SEATED, "grant"): SeatState.SEATED,
        (SeatState.SEATED, "call"): SeatState.CALLED,
        (SeatState.CALLED, "finish"): SeatState.FINISHED,
        (SeatState.CALLED, "miss"): SeatState.ABSENT,
        (SeatState.ADMITTED, "release"): SeatState.RELEASED,
        (SeatState.SEATED, "release"): SeatState.RELEASED,
        (SeatState.CALLED, "release"): SeatState.RELEASED,
    }
)
WAITING = (SeatState.ADMITTED, SeatState.SEATED, SeatState.CALLED)
