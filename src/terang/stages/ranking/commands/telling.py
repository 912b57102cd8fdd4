"""Messages to those in an edition. They hold no score: mailboxes are shared."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from terang.base.identity.models import Person
from terang.base.mail.models import Message
from terang.base.tenancy import scope
from terang.base.work.counting import counted
from terang.stages.ranking.models import Edition
from terang.stages.ranking.states import Stage


def tell_everybody(edition: Edition, *, at: datetime) -> int:
    """One message to each person of a published edition; how many."""
    subject, body = _words(edition)
    with scope.as_system():
        people = Person.objects.filter(pk__in=edition.placements.values("person_id")).order_by("pk")
        messages = [
            Message(
                agency_id=edition.agency_id,
                person=one,
                address=one.email,
                subject=subject,
                body=body,
                written_at=at,
            )
            for one in counted(people, _("Messages"))
        ]
        return len(Message.objects.bulk_create(messages, batch_size=500))


def _words(edition: Edition) -> tuple[str, str]:
    said = {"round": edition.round.title, "number": edition.number, "reason": edition.reason}
    if edition.number > 1:
        subject = _("A corrected list is published: %(round)s")
        first = _("Edition %(number)d of the list is published. The reason: %(reason)s")
    elif edition.stage == Stage.SHORTLIST:
        subject = _("The shortlist is published: %(round)s")
        first = _("It is published who goes on to the second tests of “%(round)s”.")
    else:
        subject = _("The final ranking is published: %(round)s")
        first = _("The final ranking of “%(round)s” is published.")
    then = _(
        "Sign in to see your outcome, every figure behind it, and until when you can object: %(address)s"
    )
    address = {"address": f"{settings.TERANG.origin}/me/"}
    return subject % said, f"{first % said}\n\n{then % address}\n"
