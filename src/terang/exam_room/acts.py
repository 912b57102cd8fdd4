"""What can happen in the exam room. Answers are no acts of the journal: their own table only grows."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind


class Act:
    ENTERED = Kind("exam_room.sitting.entered", _("Candidate entered the exam"))
    ENDED = Kind("exam_room.sitting.ended", _("Exam of a candidate ended"))
