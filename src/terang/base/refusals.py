"""Refusals: anticipated answers of "no", each safe to show and worded so that the reader can mend it."""

from typing import ClassVar

from django.utils.functional import Promise


class Refusal(Exception):
    """An anticipated "no". Nothing was changed; the sentence says why and what helps."""

    status: ClassVar[int] = 400

    def __init__(self, sentence: str | Promise, *, problems: tuple[str | Promise, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.problems = problems

    def __str__(self) -> str:
        return str(self.sentence)


class NotAllowed(Refusal):
    """This person may not do this."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    status = 404


class NotNow(Refusal):
    """It can't be done in the present state, or somebody was quicker."""

    status = 409


class NotValid(Refusal):
    """What was sent can't be accepted as it is."""

    status = 422
