"""What can happen in screening. Outcomes, the close of the stage and the announced list become public together."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COM, COUNT, HEX32, PID, Schema, list_of, one_of

ANNOUNCE = Schema("announce", {"stage": CODE, "edition": COUNT, "blob": HEX32})
STAGE_CLOSE = Schema("stage_close", {"stage": CODE, "formation": CODE, "n": COUNT, "root": HEX32})
ELIG = Schema("elig", {"pid": PID, "decision": one_of("ok", "not"), "codes": list_of(CODE), "com": COM})


class Act:
    QUEUE_OPENED = Kind("screening.queue.opened", _("Queue opened"))
    TAKEN = Kind("screening.case.taken", _("File taken from the queue"))
    PUT_BACK = Kind("screening.case.put_back", _("File put back"))
    NOTED = Kind("screening.case.noted", _("Findings noted"))
    DECIDED = Kind("screening.case.decided", _("File decided"))
    RETURNED = Kind("screening.case.returned", _("Decided file returned to the queue before announcement"))
    REOPENED = Kind("screening.case.reopened", _("File opened again after an objection"))
    OUTCOMES_PROPOSED = Kind("screening.outcomes.proposed", _("Outcomes proposed for announcement"))
    OUTCOMES_REFUSED = Kind("screening.outcomes.refused", _("Proposed outcomes sent back"))
    OUTCOMES_ANNOUNCED = Kind("screening.outcomes.announced", _("Outcomes announced"), public=ANNOUNCE)
    OUTCOME_PUBLISHED = Kind("screening.outcome.published", _("Outcome of one applicant"), public=ELIG)
    STAGE_CLOSED = Kind("screening.stage.closed", _("Screening of one vacancy closed"), public=STAGE_CLOSE)
