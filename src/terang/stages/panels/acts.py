"""What can happen in panels. Marks are committed when they are locked, and nothing of them is readable before."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COM, COUNT, HEX32, PID, Schema, one_of

_POOL = {"stage": CODE, "n": COUNT, "rubric": HEX32, "seed": HEX32, "root": COM}
_ASSIGN = {"stage": CODE, "seed": HEX32, "n": COUNT, "root": COM}
_ADJUDICATE = {"pid": PID, "branch": one_of("mean", "closest", "median"), "com": COM}


class Act:
    RUBRIC_WRITTEN = Kind("panels.rubric.written", _("Rubric written"))
    CANDIDATES_INVITED = Kind("panels.candidates.invited", _("Candidates invited"))
    CANDIDATE_RELEASED = Kind("panels.candidate.released", _("Candidate released"))
    CANDIDATE_ABSENT = Kind("panels.candidate.absent", _("Candidate absent"))
    POOL_FIXED = Kind("panels.pool.fixed", _("Assessors and rubric fixed"), public=Schema("pool", _POOL))
    ASSESSORS_DRAWN = Kind("panels.assessors.drawn", _("Assessors drawn"), public=Schema("assign", _ASSIGN))
    DRAWN_AGAIN = Kind("panels.assessor.drawn_again", _("Assessor drawn again"))
    APPOINTED = Kind("panels.appointment.made", _("Appointment made"))
    WORK_HANDED_IN = Kind("panels.work.handed_in", _("Work handed in"))
    MARKS_SAVED = Kind("panels.marks.saved", _("Draft of marks saved"))
    MARK_LOCKED = Kind(
        "panels.mark.locked", _("Mark locked"), public=Schema("mark", {"pid": PID, "slot": COUNT, "com": COM})
    )
    THIRD_CALLED = Kind("panels.candidate.third_called", _("Third assessor called"))
    SETTLED = Kind("panels.candidate.settled", _("Candidate assessed"))
    ADJUDICATED = Kind(
        "panels.candidate.adjudicated",
        _("Discrepancy settled by the third assessor"),
        public=Schema("adjudicate", _ADJUDICATE),
    )
    REASSESSED = Kind("panels.candidate.reassessed", _("Candidate to be assessed anew"))
    SCORED = Kind(
        "panels.score.made",
        _("Score of the panel fixed"),
        public=Schema("score", {"pid": PID, "rule": CODE, "exam": CODE, "release": CODE, "com": COM}),
    )
    RESULTS_PROPOSED = Kind("panels.results.proposed", _("Results proposed"))
    RESULTS_REFUSED = Kind("panels.results.refused", _("Results sent back"))
    RESULTS_PUBLISHED = Kind(
        "panels.results.published",
        _("Results published"),
        public=Schema("announce", {"formation": CODE, "blob": HEX32}),
    )
