"""How Django finds the person behind a session or a password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from terang.base.identity.models import Person
from terang.base.tenancy import scope


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's sign-in, looking people up before anybody is known."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Person | None:
        with scope.as_system():
            return super().authenticate(request, **credentials)  # type: ignore[no-any-return]

    def get_user(self, user_id: int) -> Person | None:
        with scope.as_system():
            return Person.objects.filter(pk=user_id, is_active=True).first()
