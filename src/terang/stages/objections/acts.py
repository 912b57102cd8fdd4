"""What can happen to an objection. That there is one, and how it ended, is public; its words are committed."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import COM, PID, Schema, matching, one_of

_REF = matching(r"[0-9a-f]{32}", "number of a record")
_APPEAL = {"pid": PID, "code": one_of("screening", "exam", "second_tests", "result"), "com": COM}
_DECISION = Schema("appeal_decision", {"ref": _REF, "outcome": one_of("upheld", "rejected"), "com": COM})


class Act:
    FILED = Kind("objections.objection.filed", _("Objection filed"), public=Schema("appeal", _APPEAL))
    WITHDRAWN = Kind("objections.objection.withdrawn", _("Objection withdrawn"))
    TAKEN = Kind("objections.objection.taken", _("Objection taken up"))
    GIVEN_BACK = Kind("objections.objection.given_back", _("Objection given back"))
    UPHELD = Kind("objections.objection.upheld", _("Objection upheld"), public=_DECISION)
    REJECTED = Kind("objections.objection.rejected", _("Objection rejected"), public=_DECISION)
