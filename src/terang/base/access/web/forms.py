"""A role to be given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.base.access.roles import Role
from terang.base.identity.queries import officials_of
from terang.base.tenancy.queries import rounds_of


class GrantForm(forms.Form):
    """Who gets which role, in which round."""

    person = forms.ModelChoiceField(label=_("Official"), queryset=None)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    round_ = forms.ModelChoiceField(
        label=_("Round"), queryset=None, required=False, empty_label=_("Every round of the agency")
    )

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = officials_of(agency_id).filter(is_active=True)
        self.fields["round_"].queryset = rounds_of(agency_id)
