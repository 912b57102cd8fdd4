"""The only writers of panels."""

from terang.stages.panels.commands.absences import mark_absent
from terang.stages.panels.commands.appointments import appoint, schedule
from terang.stages.panels.commands.drawing import declare_tie, draw, enlarge_pool, fix_pool
from terang.stages.panels.commands.inviting import invite, release
from terang.stages.panels.commands.marking import lock, save_marks
from terang.stages.panels.commands.publishing import approve_results, propose_results, refuse_results
from terang.stages.panels.commands.reassessing import reassess
from terang.stages.panels.commands.rubrics import choose_rubric, write_rubric
from terang.stages.panels.commands.work import hand_in

__all__ = [
    "appoint",
    "approve_results",
    "choose_rubric",
    "declare_tie",
    "draw",
    "enlarge_pool",
    "fix_pool",
    "hand_in",
    "invite",
    "lock",
    "mark_absent",
    "propose_results",
    "reassess",
    "refuse_results",
    "release",
    "save_marks",
    "schedule",
    "write_rubric",
]
