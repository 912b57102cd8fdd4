"""What the exam page says by itself: handed to its script, so that the catalogue stays in one place."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "question": _("Question %(number)s of %(count)s"),
    "part": _("Part: %(part)s"),
    "goto": _("Question %(number)s, %(state)s"),
    "blank": _("not answered"),
    "saved": _("saved"),
    "waiting": _("not saved yet"),
    "flagged": _("to review"),
    "allSaved": _("All your answers are saved."),
    "someWaiting": _("Not saved yet: %(count)s. They are sent again by themselves."),
    "offline": _("The line is cut. Go on: your answers are kept here and sent as soon as it is back."),
    "left": _("%(minutes)s minutes left"),
    "lastMinute": _("One minute left"),
    "over": _("The time is over. Your exam is being closed."),
    "clear": _("Clear this answer"),
    "confirm": _(
        "You have answered %(answered)s of %(count)s questions. After this you can't change anything."
    ),
    "unsent": _("Some answers are not saved yet. Wait a moment until the line is back."),
    "conflict": _("This exam is open on another device too. The answers that are held are shown now."),
    "failed": _("The questions could not be loaded. Load this page again, or call the proctor."),
}
