"""What can happen in planning, and which of it becomes public."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COUNT, HEX32, Schema

FORMATION = Schema("formation", {"id": CODE, "blob": HEX32, "slots": COUNT})


class Act:
    ROUND_OPENED = Kind("planning.round.opened", _("Round opened"))
    BASE_CHOSEN = Kind("planning.base.chosen", _("Base of the workload analysis chosen"))
    TABLE_UPLOADED = Kind("planning.table.uploaded", _("Table uploaded for a dry run"))
    WORKLOAD_IMPORTED = Kind("planning.workload.imported", _("Workload imported"))
    STAFF_IMPORTED = Kind("planning.staff.imported", _("Staff imported"))
    POSITION_DESCRIBED = Kind("planning.position.described", _("Staff of the position described"))
    POSITION_DROPPED = Kind("planning.position.dropped", _("Position dropped"))
    FORMASI_WRITTEN = Kind("planning.formasi.written", _("Formasi written"))
    FORMASI_DROPPED = Kind("planning.formasi.dropped", _("Formasi dropped"))
    FORMASI_PROPOSED = Kind("planning.formasi.proposed", _("Formasi proposed"))
    FORMASI_APPROVED = Kind("planning.formasi.approved", _("Formasi approved"), public=FORMATION)
    FORMASI_REFUSED = Kind("planning.formasi.refused", _("Proposal of the formasi sent back"))
