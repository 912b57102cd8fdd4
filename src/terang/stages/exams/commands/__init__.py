"""The only writers of this room."""

from terang.stages.exams.commands.admitting import admit_first, grant_minutes, invite_second, release_seat
from terang.stages.exams.commands.composing import compose_forms, discard_form, fix_form
from terang.stages.exams.commands.importing import confirm_import, review_import, try_import, view_import
from terang.stages.exams.commands.planning import assign_seats, cancel_session, change_session, plan_session
from terang.stages.exams.commands.proctoring import close_session, enter_exam, open_session
from terang.stages.exams.commands.publishing import publish_scores
from terang.stages.exams.commands.scoring import end_overdue, end_sitting
from terang.stages.exams.commands.writing import (
    edit_item,
    retire_item,
    return_item,
    review_item,
    view_item,
    write_item,
)

__all__ = [
    "admit_first", "assign_seats", "cancel_session", "change_session", "close_session", "compose_forms",
    "confirm_import", "discard_form", "edit_item", "end_overdue", "end_sitting", "enter_exam", "fix_form",
    "grant_minutes", "invite_second", "open_session", "plan_session", "publish_scores", "release_seat",
    "retire_item", "return_item", "review_import", "review_item", "try_import", "view_import", "view_item",
    "write_item",
]  # fmt: skip
