"""What allauth asks of this house: signing in by e-mail address or by phone number."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.identity.phones import normalised


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made on our own page; phone numbers are kept with the person."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_user_search_fields(self) -> list[str]:
        return ["name", "email"]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The passkey first: who signs in with one should not be asked for a code on paper."""
        methods = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["id"].endswith("webauthn"))

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneField(label=_("Phone number"), **kwargs)

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: Person, phone: str) -> None:
        return None

    def get_user_by_phone(self, phone: str) -> Person | None:
        return Person.objects.filter(phone=phone, is_active=True).first() if phone else None

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **kwargs: Any) -> None:
        """No SMS is sent: numbers are not verified before the messages issue brings gateways."""


class PhoneField(forms.CharField):
    """A phone number, written in any of the usual ways."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return normalised(text) if text else ""
