"""People as the pages of their agency show them."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from terang.base.identity.models import Person
from terang.base.tenancy import scope


def officials_of(agency_id: int) -> QuerySet[Person]:
    """The officials of an agency, by name."""
    return Person.objects.filter(agency_id=agency_id).order_by("-is_active", "name")


def has_passkey(person_id: int) -> bool:
    """Whether a passkey is enrolled."""
    with scope.as_system():
        return bool(
            Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.WEBAUTHN).exists()
        )
