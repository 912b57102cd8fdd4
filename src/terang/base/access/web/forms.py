"""A role to be given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.base.access.roles import Role
from terang.base.identity.queries import officials_of
from terang.base.tenancy.queries import rounds_of


class GrantForm(forms.Form):
    """Who gets which role, in which round."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    field_order = ("person", "role", "round_")

    def __init__(self, *args: Any, agency_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.ModelChoiceField(
            label=_("Official"), queryset=officials_of(agency_id).filter(is_active=True)
        )
        self.fields["round_"] = forms.ModelChoiceField(
            label=_("Round"),
            queryset=rounds_of(agency_id),
            required=False,
            empty_label=_("Every round of the agency"),
        )
        self.order_fields(self.field_order)
