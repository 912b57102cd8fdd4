"""The only writers of vacancies."""

from terang.stages.vacancies.commands.amending import approve_amendment, propose_amendment, refuse_amendment
from terang.stages.vacancies.commands.moving import approve_move, propose_move, refuse_move
from terang.stages.vacancies.commands.publishing import (
    approve_publication,
    close_vacancy,
    propose_publication,
    refuse_publication,
)
from terang.stages.vacancies.commands.rounds import pin_norm, set_calendar
from terang.stages.vacancies.commands.writing import change_vacancy, drop_vacancy, write_vacancy

__all__ = [
    "approve_amendment",
    "approve_move",
    "approve_publication",
    "change_vacancy",
    "close_vacancy",
    "drop_vacancy",
    "pin_norm",
    "propose_amendment",
    "propose_move",
    "propose_publication",
    "refuse_amendment",
    "refuse_move",
    "refuse_publication",
    "set_calendar",
    "write_vacancy",
]
