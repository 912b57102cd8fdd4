"""Words and colours of this room's states."""

from terang.base.ui.values import Meaning
from terang.stages.exams.states import FormState, ItemState, SeatState, SessionState

ITEM_MEANING: dict[str, Meaning] = {
    ItemState.DRAFT: "neutral",
    ItemState.REVIEWED: "good",
    ItemState.RETIRED: "neutral",
}
FORM_MEANING: dict[str, Meaning] = {
    FormState.DRAFT: "progress",
    FormState.FIXED: "good",
    FormState.DISCARDED: "neutral",
}
SESSION_MEANING: dict[str, Meaning] = {
    SessionState.PLANNED: "info", SessionState.OPEN: "progress", SessionState.CLOSED: "neutral",
    SessionState.CANCELLED: "bad",
}  # fmt: skip
SEAT_MEANING: dict[str, Meaning] = {
    SeatState.ADMITTED: "info", SeatState.SEATED: "info", SeatState.CALLED: "progress", SeatState.FINISHED: "good",
    SeatState.ABSENT: "warning", SeatState.RELEASED: "neutral",
}  # fmt: skip
