"""What people tell when they make an account."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from terang.base.identity import nik as niks
from terang.base.identity.phones import normalised
from terang.base.ui.fields import DayField


class SignUpForm(forms.Form):
    """An applicant's account: who they are, how to reach them, how they sign in."""

    name = forms.CharField(
        label=_("Full name"), max_length=150, help_text=_("As on your identity card (KTP).")
    )
    nik = forms.CharField(
        label=_("NIK"), max_length=20, help_text=_("The 16 digits on your identity card."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    born_on = DayField(label=_("Date of birth"), help_text=_("As on your diploma."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(
        label=_("Phone number"), required=False, max_length=20,
        help_text=_("Give an e-mail address or a phone number, better both."),
    )  # fmt: skip
    way = forms.ChoiceField(
        label=_("How do you want to sign in?"),
        choices=[("password", _("With a password")), ("passkey", _("With a passkey: fingerprint, face or PIN of my phone"))],
        widget=forms.RadioSelect, initial="password",
    )  # fmt: skip
    password1 = forms.CharField(
        label=_("Password"), required=False, strip=False, help_text=_("At least 10 characters. A sentence is easy to remember."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean_nik(self) -> str:
        digits = "".join(self.cleaned_data["nik"].split())
        if problem := niks.problem(digits):
            raise ValidationError(str(problem))
        return digits

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        return normalised(phone) if phone else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("email") and not data.get("phone") and not {"email", "phone"} & self.errors.keys():
            self.add_error("email", _("Give an e-mail address or a phone number, so that we can reach you."))
        if data.get("way") == "password":
            try:
                validate_password(data.get("password1", ""))
            except ValidationError as error:
                self.add_error("password1", error)
        return data


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form, asking for what our accounts have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or phone number")
        self.fields["password"].help_text = ""


@contextmanager
def _readable() -> Iterator[None]:
    """What a browser would never send is a mistake of whoever sends it, not ours."""
    try:
        yield
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise ValidationError(
            _("This passkey can't be read. Load the page again, and try once more.")
        ) from error


class PasskeyField(forms.JSONField):
    """What the browser says about a passkey. Numbers of a thousand digits and nests without end are nothing it says."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        with _readable():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """It is never shown again: the browser makes another one."""
        return None


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """allauth's form, without its question: a key that can't sign in by itself would lock its owner out."""

    credential = PasskeyField()
    passwordless = forms.BooleanField(
        initial=True
    )  # kept as a ticked box out of sight: allauth's script reads it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")
        self.fields["name"].help_text = _("For example: my phone, the office computer.")

    def clean(self) -> dict[str, Any]:
        with _readable():
            return super().clean() or {}


class SignInWithPasskeyForm(LoginWebAuthnForm):  # type: ignore[misc]
    """allauth's form, which does not expect what no browser sends."""

    credential = PasskeyField()

    def clean_credential(self) -> Authenticator:
        with _readable():
            return super().clean_credential()


class ConfirmWithPasskeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The same, for those who are signed in already."""

    credential = PasskeyField()

    def clean_credential(self) -> Authenticator:
        with _readable():
            return super().clean_credential()


class InviteForm(forms.Form):
    """An official to be invited."""

    name = forms.CharField(label=_("Full name"), max_length=150)
    email = forms.EmailField(label=_("Office e-mail address"))
