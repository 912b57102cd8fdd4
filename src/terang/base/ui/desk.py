"""What a room says to the desk: each room's `web/desk.py` has `awaiting(actor) -> Iterable[Task]`."""

from dataclasses import dataclass
from datetime import datetime

from terang.base.ui.values import Words


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that waits for this person: what it is, where to do it, how many, until when."""

    text: Words
    href: str
    count: int = 1
    due_at: datetime | None = None
    overdue: bool = False
