"""The only writers of this room."""

from terang.stages.ranking.commands.approving import approve_edition, send_back
from terang.stages.ranking.commands.correcting import mark_for_new_edition
from terang.stages.ranking.commands.drafting import draft_edition, propose_edition, take_back
from terang.stages.ranking.commands.equals import decide_equals, decide_movers
from terang.stages.ranking.commands.publishing import publish_edition

__all__ = [
    "approve_edition",
    "decide_equals",
    "decide_movers",
    "draft_edition",
    "mark_for_new_edition",
    "propose_edition",
    "publish_edition",
    "send_back",
    "take_back",
]
