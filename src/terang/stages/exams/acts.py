"""What can happen here, and what of it becomes public: never a question, never a key, never an answer."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COM, COUNT, HEX32, PID, Schema, one_of, text


class Act:
    ITEM_WRITTEN = Kind("exams.item.written", _("Question written"))
    ITEM_EDITED = Kind("exams.item.edited", _("Question changed"))
    ITEM_VIEWED = Kind("exams.item.viewed", _("Question looked at"))
    ITEM_REVIEWED = Kind("exams.item.reviewed", _("Question reviewed"))
    ITEM_RETURNED = Kind("exams.item.returned", _("Question sent back to its author"))
    ITEM_RETIRED = Kind("exams.item.retired", _("Question retired"))
    IMPORT_TRIED = Kind("exams.import.tried", _("File of questions checked"))
    IMPORT_VIEWED = Kind("exams.import.viewed", _("Questions of a file looked at"))
    IMPORT_CONFIRMED = Kind("exams.import.confirmed", _("Questions imported"))
    IMPORT_REVIEWED = Kind("exams.import.reviewed", _("Questions of a file reviewed"))

    FORMS_COMPOSED = Kind(
        "exams.forms.composed", _("Forms drawn by blueprint"),
        public=Schema("blueprint", {"exam": CODE, "blob": HEX32, "seed": COM, "forms": COUNT}),
    )  # fmt: skip
    FORM_FIXED = Kind(
        "exams.form.fixed", _("Form fixed: paper and key committed"),
        public=Schema("key_commit", {"exam": CODE, "form": CODE, "root": COM, "paper": HEX32, "n": COUNT}),
    )  # fmt: skip
    FORM_DISCARDED = Kind("exams.form.discarded", _("Form discarded"))

    SESSION_PLANNED = Kind("exams.session.planned", _("Session planned"))
    SESSION_CHANGED = Kind("exams.session.changed", _("Session changed"))
    SESSION_CANCELLED = Kind("exams.session.cancelled", _("Session cancelled"))
    SESSION_OPENED = Kind("exams.session.opened", _("Session opened"))
    SESSION_CLOSED = Kind("exams.session.closed", _("Session closed"))

    ADMITTED = Kind("exams.candidates.admitted", _("Candidates admitted to the exam"))
    SEATS_ASSIGNED = Kind("exams.seats.assigned", _("Seats assigned"))
    MINUTES_GRANTED = Kind("exams.seat.minutes_granted", _("Extra minutes granted"))
    SEAT_RELEASED = Kind("exams.seat.released", _("Seat released"))

    SITTING_ENDED = Kind(
        "exams.sitting.ended", _("Exam of a candidate ended"),
        public=Schema(
            "sess_end",
            {"pid": PID, "s": CODE, "n": COUNT, "head": COM, "why": one_of("finished", "time", "absent")},
        ),
    )  # fmt: skip
    SCORED = Kind(
        "exams.score.made", _("Score computed"),
        public=Schema("score", {"pid": PID, "rule": CODE, "exam": CODE, "release": CODE, "com": COM}),
    )  # fmt: skip
    SCORES_PUBLISHED = Kind(
        "exams.scores.published", _("Scores published"),
        public=Schema("announce", {"what": one_of("scores"), "stage": text(20), "blob": HEX32, "n": COUNT}),
    )  # fmt: skip
