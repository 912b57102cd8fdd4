"""What an applicant tells at sign-up, beside address and password."""

from django import forms
from django.http import HttpRequest

from terang.base.identity.models import Person


class ApplicantFields(forms.Form):
    """Name, NIK and birth date."""

    def fill(self, person: Person) -> None:
        """Put the fields into a new person."""

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by allauth after the person is saved."""
