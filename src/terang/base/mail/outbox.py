"""Writing messages, and sending those that wait."""

from collections.abc import Iterable
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from terang.base.identity.models import Person
from terang.base.mail.models import Message
from terang.base.tenancy import scope

MOST_ATTEMPTS = 8


BATCH = 500


def send(*, to: Person, subject: str, body: str, at: datetime, agency_id: int | None = None) -> Message:
    """Put a message into the outbox, in the transaction of the act that causes it.

    body: plain text without scores and identity numbers; it says what happened, why, what to do, until when.
    """
    return send_all([letter(to=to, subject=subject, body=body, at=at, agency_id=agency_id)])[0]


def letter(*, to: Person, subject: str, body: str, at: datetime, agency_id: int | None = None) -> Message:
    """One of many messages, for `send_all`."""
    return Message(
        agency_id=agency_id, person=to, address=to.email, subject=subject[:200], body=body, written_at=at
    )


def send_all(letters: Iterable[Message]) -> list[Message]:
    """The same as `send` for many people, in a few statements."""
    with scope.as_system():
        return Message.objects.bulk_create(letters, batch_size=BATCH)


def deliver_waiting(most: int = 200) -> int:
    """Send the messages that wait, oldest first; a failure is kept and tried again later. How many went out."""
    return sum(_deliver_one() for _ in range(most))


def _deliver_one() -> int:
    with transaction.atomic(), scope.as_system():
        waiting = Message.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).exclude(address="")
        message = waiting.select_for_update(skip_locked=True).order_by("attempts", "written_at").first()
        if message is None:
            return 0
        message.attempts += 1
        try:
            EmailMessage(message.subject, message.body, to=[message.address]).send()
            message.sent_at, message.problem = timezone.now(), ""
        except OSError as error:
            message.problem = type(error).__name__
        message.save()
        return int(message.sent_at is not None)
