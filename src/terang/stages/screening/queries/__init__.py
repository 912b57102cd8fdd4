"""Reads of this room: the state of each round, one file beside its documents, lists to announce, one's own result."""

from terang.stages.screening.queries.lists import (
    ListToRead,
    list_to_read,
    may_announce,
    may_take_back,
    must_announce,
    objection_window,
    result,
)
from terang.stages.screening.queries.rounds import WORKERS, CaseRow, RoundWork, cases, rounds, rows, work
from terang.stages.screening.queries.sheets import Line, Sheet, file, sheet, sheet_to_judge

__all__ = [
    "WORKERS", "CaseRow", "Line", "ListToRead", "RoundWork", "Sheet", "cases", "file", "list_to_read", "may_announce",
    "may_take_back", "must_announce", "objection_window", "result", "rounds", "rows", "sheet", "sheet_to_judge", "work",
]  # fmt: skip
