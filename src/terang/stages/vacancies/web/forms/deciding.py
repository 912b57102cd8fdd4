"""Yes to exact bytes, or no with a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    shown = forms.RegexField("[0-9a-f]{64}", widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why you send it back"), max_length=1000, widget=forms.Textarea)
