"""The only writers of screening."""

from terang.stages.screening.commands.announcing import announce, propose_outcomes, refuse_outcomes
from terang.stages.screening.commands.checking import Judgement, decide, note
from terang.stages.screening.commands.queueing import open_queue, put_back, take_next
from terang.stages.screening.commands.returning import reopen, return_decided

__all__ = [
    "Judgement", "announce", "decide", "note", "open_queue", "propose_outcomes", "put_back", "refuse_outcomes",
    "reopen", "return_decided", "take_next",
]  # fmt: skip
