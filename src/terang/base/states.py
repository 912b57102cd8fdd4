"""State tables: (state, act) -> state. What is not listed cannot happen."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from terang.base.refusals import NotNow

S = TypeVar("S", bound=TextChoices)


class StateTable(Generic[S]):
    """Which act leads from which state to which."""

    def __init__(self, moves: Mapping[tuple[S, str], S]) -> None:
        self.moves = dict(moves)

    def after(self, state: str, act: str) -> S:
        """The state that follows. Refused: NotNow if the act can't happen in this state."""
        for (before, name), following in self.moves.items():
            if before == state and name == act:
                return following
        raise NotNow(_("This can't be done now: the state is “%(state)s”.") % {"state": self._label(state)})

    def may(self, state: str, act: str) -> bool:
        """Whether the act can happen in this state."""
        return any(before == state and name == act for before, name in self.moves)

    def mermaid(self) -> str:
        """The table as a diagram for the docs."""
        lines = [
            f"    {before.value} --> {after.value}: {act}" for (before, act), after in self.moves.items()
        ]
        return "\n".join(["stateDiagram-v2", *lines])

    def _label(self, state: str) -> str:
        known = {s for pair in self.moves.items() for s in (pair[0][0], pair[1])}
        return next((str(s.label) for s in known if s == state), state)
