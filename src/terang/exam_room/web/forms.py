"""What a candidate types at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The entry code that the proctor gave."""

    code = forms.CharField(
        label=_("Entry code"), max_length=20, help_text=_("Eight characters. The proctor tells you yours."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
