"""What can happen to a ranking. The approval and the publication become public."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COM, COUNT, HEX32, Schema, one_of

STAGE = one_of("shortlist", "final")

RANK = Schema(
    "rank",
    {"stage": STAGE, "n": COUNT, "count": COUNT, "rule": HEX32, "com": COM, "blob": HEX32, "release": CODE},
)
"""`rule`: the norm's content hash; `com`: a salted commitment to inputs and full result; `blob`: the public table."""

FORMATION_RANK = Schema(
    "rank",
    {
        "formation": CODE,
        "rule": CODE,
        "n": COUNT,
        "root": HEX32,
        "scores": HEX32,
        "release": CODE,
        "blob": HEX32,
    },
)
"""What an approved edition means for one vacancy: `n` people, `root` over their lines, `scores` over the commitments."""

ANNOUNCE = Schema("announce", {"stage": STAGE, "n": COUNT, "blob": HEX32})


class Act:
    """The names in the journal."""

    EDITION_DRAFTED = Kind("ranking.edition.drafted", _("Ranking drafted"))
    EDITION_PROPOSED = Kind("ranking.edition.proposed", _("Ranking proposed for approval"))
    EDITION_SENT_BACK = Kind("ranking.edition.sent_back", _("Ranking sent back"))
    EDITION_TAKEN_BACK = Kind("ranking.edition.taken_back", _("Ranking taken back before publication"))
    EQUALS_DECIDED = Kind("ranking.equals.decided", _("Decided among people whom the norm can't separate"))
    MOVERS_DECIDED = Kind("ranking.movers.decided", _("Decided among equals who asked for an empty slot"))
    EDITION_APPROVED = Kind("ranking.edition.approved", _("Ranking approved"), public=RANK)
    VACANCY_RANKED = Kind(
        "ranking.vacancy.ranked", _("Ranking of one vacancy fixed"), public=FORMATION_RANK, is_news=False
    )
    SHORTLIST_PUBLISHED = Kind("ranking.shortlist.published", _("Shortlist published"), public=ANNOUNCE)
    FINAL_PUBLISHED = Kind("ranking.final.published", _("Final ranking published"), public=ANNOUNCE)
    CORRECTION_ASKED = Kind("ranking.correction.asked", _("New edition of a ranking asked for"))
