"""Forms of objections."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.stages.objections.commands.deciding import SHORTEST as SHORTEST_REASON
from terang.stages.objections.commands.filing import LONGEST, SHORTEST


class ObjectionForm(forms.Form):
    """What an applicant holds against a decision."""

    text = forms.CharField(
        label=_("What was misapplied, and how?"),
        help_text=_(
            "Name the clause or the figure, and say what you find wrong. Do not write your NIK or phone number."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "maxlength": str(LONGEST)}),
        min_length=SHORTEST,
        max_length=LONGEST,
    )


class UpholdForm(forms.Form):
    """The clause that was misapplied, and why."""

    misapplied = forms.ChoiceField(label=_("What was misapplied"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The applicant reads it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=SHORTEST_REASON,
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, rules: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["misapplied"].choices = list(rules)  # type: ignore[attr-defined]


class RejectForm(forms.Form):
    """Why the decision stands."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The applicant reads it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        min_length=SHORTEST_REASON,
        max_length=LONGEST,
    )
