"""The only writers of applications."""

from terang.stages.applications.commands.changing import amend, drop_change, reopen_for_change, withdraw
from terang.stages.applications.commands.documents import add_document, remove_document
from terang.stages.applications.commands.drafting import agree, discard, fill, keep_profile, start
from terang.stages.applications.commands.sending import submit
from terang.stages.applications.commands.telling import tell_applicants

__all__ = [
    "add_document", "agree", "amend", "discard", "drop_change", "fill", "keep_profile", "remove_document",
    "reopen_for_change", "start", "submit", "tell_applicants", "withdraw",
]  # fmt: skip
