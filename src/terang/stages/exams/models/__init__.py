"""The tables of this room: the bank of questions, the forms, the sessions with their seats, the scores."""

from terang.stages.exams.models.bank import Import, Item
from terang.stages.exams.models.forms import Form, Placed
from terang.stages.exams.models.scores import Score, ScoreList
from terang.stages.exams.models.sessions import Seat, Session

__all__ = ["Form", "Import", "Item", "Placed", "Score", "ScoreList", "Seat", "Session"]
