"""Messages: written with the act, sent after commit, kept and tried again when the server is down."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from terang.base.mail import outbox
from terang.base.mail.models import Message
from terang.base.tenancy import scope
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


class Down(EmailBackend):
    """A mail server that refuses connections."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def house(db):
    with scope.as_system():
        yield


def write(subject="Kabar"):
    return outbox.send(to=people.person_of(people.applicant()), subject=subject, body="Isi.", at=NOON)


def test_a_message_waits_until_it_is_delivered():
    message = write()
    assert mail.outbox == []

    outbox.deliver_waiting()

    message.refresh_from_db()
    assert [sent.subject for sent in mail.outbox] == ["Kabar"]
    assert message.sent_at is not None


def test_a_message_is_sent_once():
    write()

    outbox.deliver_waiting()
    outbox.deliver_waiting()

    assert len(mail.outbox) == 1


def test_when_the_server_is_down_the_message_is_kept_and_tried_again(settings):
    message = write()
    settings.EMAIL_BACKEND = "tests.base.mail.test_outbox.Down"
    outbox.deliver_waiting(most=1)
    message.refresh_from_db()
    assert (message.attempts, message.problem, message.sent_at) == (1, "ConnectionRefusedError", None)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    outbox.deliver_waiting(most=1)

    message.refresh_from_db()
    assert message.sent_at is not None
    assert message.problem == ""


def test_somebody_without_an_address_keeps_the_message_on_their_page():
    message = write()
    Message.objects.filter(pk=message.pk).update(address="")

    assert outbox.deliver_waiting() == 0


def test_a_failing_message_does_not_hold_up_the_others(settings):
    first, second = write("satu"), write("dua")
    Message.objects.filter(pk=first.pk).update(attempts=outbox.MOST_ATTEMPTS)

    outbox.deliver_waiting()

    second.refresh_from_db()
    assert second.sent_at is not None
    assert [sent.subject for sent in mail.outbox] == ["dua"]
