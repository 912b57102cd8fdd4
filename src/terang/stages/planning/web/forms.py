"""What planners and approvers fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from terang.core import norms
from terang.core.norms import workload
from terang.stages.planning.commands.formasi import MOST_SLOTS
from terang.stages.planning.commands.positions import MOST_PEOPLE
from terang.stages.planning.commands.rounds import FIRST_YEAR, LAST_YEAR
from terang.stages.planning.models import Plan
from terang.stages.planning.needs import OWN
from terang.stages.planning.states import FormasiState
from terang.stages.planning.tables.cells import LARGEST


class RoundForm(forms.Form):
    title = forms.CharField(label=_("Title of the round"), max_length=200)
    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    norm_id = forms.ChoiceField(
        label=_("Norm that is meant for it"), widget=forms.RadioSelect,
        help_text=_("The committee binds the round to it before the first vacancy is published."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(norm_id, norms.load(norm_id).title) for norm_id in norms.available()]
        self.fields["norm_id"].choices = choices  # type: ignore[attr-defined]


class BaseForm(forms.Form):
    base_id = forms.ChoiceField(label=_("Base of the workload analysis"), widget=forms.RadioSelect)
    minutes = forms.DecimalField(
        label=_("Minutes a year of the own base"), required=False, min_value=0, max_digits=9, decimal_places=2, localize=True,
        help_text=_("Only for an own base. It is printed beside every result."),
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan | None, **options: Any) -> None:
        chosen = (
            {"base_id": plan.base_id, "minutes": plan.minutes_per_year}
            if plan
            else {"base_id": workload.DEFAULT}
        )
        options["initial"] = chosen
        super().__init__(*args, **options)
        known = [(base_id, workload.load(base_id).title) for base_id in workload.available()]
        self.fields["base_id"].choices = [*known, (OWN, _("Own base"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("base_id") == OWN and not cleaned.get("minutes"):
            self.add_error("minutes", _("Say how many minutes a year the own base has."))
        return cleaned


class TableForm(forms.Form):
    table = forms.FileField(
        label=_("Table (XLSX or CSV)"), max_length=200,
        help_text=_("At most 1 MB. Nothing is changed yet: the next page shows every row that is wrong."),
    )  # fmt: skip

    def clean_table(self) -> UploadedFile[bytes]:
        table: UploadedFile[bytes] = self.cleaned_data["table"]
        if (table.size or 0) > LARGEST:
            raise ValidationError(
                _("The file has %(size)d KB, but at most %(largest)d KB are permitted. Split it by unit.")
                % {"size": (table.size or 0) // 1024 + 1, "largest": LARGEST // 1024}
            )
        return table


class StaffForm(forms.Form):
    location = forms.CharField(label=_("Place of work"), max_length=120)
    incumbents = forms.IntegerField(label=_("People there now"), min_value=0, max_value=MOST_PEOPLE)
    retiring = forms.IntegerField(
        label=_("Of them retiring"), min_value=0, max_value=MOST_PEOPLE,
        help_text=_("Those who reach their retirement age before the people of this round begin."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("retiring", 0) > cleaned.get("incumbents", MOST_PEOPLE):
            self.add_error("retiring", _("There can't be more people who retire than there are."))
        return cleaned


class FormasiForm(forms.Form):
    slots = forms.IntegerField(label=_("Slots"), min_value=1, max_value=MOST_SLOTS)
    location = forms.CharField(label=_("Place of work"), max_length=120)
    reason = forms.CharField(
        label=_("Reason for rounding"), required=False, max_length=1000, widget=forms.Textarea,
        help_text=_("Needed whenever the slots are not exactly the gap. Everybody will read it."),
    )  # fmt: skip


class ApproveForm(forms.Form):
    shown = forms.RegexField("[0-9a-f]{64}", widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why you send it back"), max_length=1000, widget=forms.Textarea)


class LinesFilter(forms.Form):
    q = forms.CharField(label=_("Position or unit"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Formasi"), required=False,
        choices=[("", _("all")), ("none", _("not written yet")), *FormasiState.choices],
    )  # fmt: skip
