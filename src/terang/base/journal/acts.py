"""What the journal itself tells: which program is at work in a round."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, HEX32, Schema

SOFTWARE = Schema(
    "software", {"release": CODE, "spec": CODE, "code": HEX32, "packages": HEX32, "verifier": HEX32}
)


class Act:
    SOFTWARE_DECLARED = Kind(
        "journal.software.declared", _("Program declared"), public=SOFTWARE, is_news=False
    )
