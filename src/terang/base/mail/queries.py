"""Messages as pages show them."""

from django.db.models import QuerySet

from terang.base.mail.models import Message
from terang.base.tenancy import scope


def received_by(person_id: int) -> QuerySet[Message]:
    """What was written to one person, newest first."""
    return Message.objects.filter(person_id=person_id).order_by("-written_at", "-pk")


def all_messages(most: int = 200) -> list[Message]:
    """The newest messages of the whole house: for the demonstration's outbox page only."""
    with scope.as_system():
        return list(Message.objects.order_by("-pk")[:most])
