"""Why an answer is not taken: each with the status by which the candidate's page knows what to do."""

from django.utils.functional import Promise

from terang.base.refusals import Refusal


class SaveRefused(Refusal):
    """An answer was not taken. last: the newest event that is held."""

    reason = ""

    def __init__(self, sentence: str | Promise, *, last: int = 0) -> None:
        super().__init__(sentence)
        self.last = last


class Closed(SaveRefused):
    """The time is over, has not begun, or the candidate has ended the exam."""

    status = 410
    reason = "closed"


class Conflict(SaveRefused):
    """Under this number another answer is held: probably a second device."""

    status = 409
    reason = "conflict"


class Gap(SaveRefused):
    """Earlier answers are missing: send again from the one after the last."""

    status = 425
    reason = "gap"


class Unfit(SaveRefused):
    """No such question or option, or numbers that do not follow each other."""

    status = 422
    reason = "unfit"


class Foreign(SaveRefused):
    """Somebody else than the candidate is signed in on this device."""

    status = 403
    reason = "foreign"


class Stranger(SaveRefused):
    """There is no such sitting."""

    status = 404
    reason = "stranger"
