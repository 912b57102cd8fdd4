"""What allauth asks of this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from terang.base.identity.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up makes an applicant; the extra fields are added by the sign-up form."""

    def new_user(self, request: HttpRequest) -> Person:
        return Person(created_at=timezone.now())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        return None

    def get_user_search_fields(self) -> list[str]:
        return ["name", "email"]

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.email = form.cleaned_data.get("email") or ""
        user.set_password(form.cleaned_data["password1"])
        form.fill(user)
        if commit:
            user.save()
        return user
