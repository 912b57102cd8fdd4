"""The only writers of planning."""

from terang.stages.planning.commands.deciding import approve_formasi, propose_formasi, refuse_formasi
from terang.stages.planning.commands.formasi import drop_formasi, write_formasi
from terang.stages.planning.commands.importing import confirm_table, upload_table
from terang.stages.planning.commands.positions import describe_position, drop_position
from terang.stages.planning.commands.rounds import choose_base, open_round

__all__ = [
    "approve_formasi",
    "choose_base",
    "confirm_table",
    "describe_position",
    "drop_formasi",
    "drop_position",
    "open_round",
    "propose_formasi",
    "refuse_formasi",
    "upload_table",
    "write_formasi",
]
