"""What officer and approver type."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.stages.ranking.models import Placement


class DraftForm(forms.Form):
    """The reason of a further edition; the first needs none."""

    reason = forms.CharField(
        label=_("Why is there a new edition?"),
        help_text=_("It stands beside the list, for everybody to read. Name no person."),
        widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is sent or taken back."""

    reason = forms.CharField(
        label=_("Reason"), help_text=_("So that it can be mended."), widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )  # fmt: skip


class ApproveForm(forms.Form):
    """The fingerprint of the bytes that the page showed."""

    shown = forms.CharField(widget=forms.HiddenInput)


class EqualsForm(forms.Form):
    """Who of those on the shared place is chosen, and why."""

    chosen = forms.MultipleChoiceField(label=_("Chosen"), widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        label=_("Reason"), help_text=_("It stands beside the list, for everybody to read. Name no person."),
        widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
    )  # fmt: skip

    def __init__(self, data: object, *, equals: Iterable[Placement]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["chosen"].choices = [(one.pid, one.pid) for one in equals]  # type: ignore[attr-defined]
