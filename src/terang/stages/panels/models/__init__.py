"""Tables of panels: rubrics, candidates and their assessors, marks, results."""

from terang.stages.panels.models.marks import Mark, Result
from terang.stages.panels.models.results import Announcement
from terang.stages.panels.models.rubrics import Criterion, Rubric, Scale
from terang.stages.panels.models.seating import Assignment, Invitation, Pool, PoolMember, Tie

__all__ = [
    "Announcement",
    "Assignment",
    "Criterion",
    "Invitation",
    "Mark",
    "Pool",
    "PoolMember",
    "Result",
    "Rubric",
    "Scale",
    "Tie",
]
