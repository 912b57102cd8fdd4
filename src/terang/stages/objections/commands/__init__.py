"""The only writers of objections."""

from terang.stages.objections.commands.deciding import reject, uphold
from terang.stages.objections.commands.filing import file, withdraw
from terang.stages.objections.commands.taking import give_back, take, take_next

__all__ = ["file", "give_back", "reject", "take", "take_next", "uphold", "withdraw"]
