"""The link by which an invited official enrols a first passkey: signed, for three days, until a passkey exists."""

from django.core import signing
from django.utils.translation import gettext as _

from terang.base.identity.models import Person
from terang.base.refusals import NotValid

DAYS = 3
PURPOSE = "terang.identity.enrolment"


def token_for(person: Person) -> str:
    """The secret part of the link; it dies at the first sign-in."""
    return signing.dumps([person.pk, _stamp(person)], salt=PURPOSE)


def person_of(token: str) -> Person:
    """Whom a link enrols. Refused: NotValid if it is damaged, too old or was used."""
    try:
        person_id, stamp = signing.loads(token, salt=PURPOSE, max_age=DAYS * 24 * 3600)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotValid(_expired()) from error
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None or _stamp(person) != stamp:
        raise NotValid(_expired())
    return person


def _stamp(person: Person) -> str:
    return str(person.last_login or "")


def _expired() -> str:
    return _("This link was used or is too old. Ask your administrator for a new one.")
