"""What readers type: a filter, a number."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from terang.base.tenancy.models import Round
from terang.stages.publication.sheet import PID_SIGNS, typed
from terang.stages.vacancies.facts import VacancyFacts


class FilterForm(forms.Form):
    """One vacancy, or one number. What makes no sense is as if it were not there."""

    vacancy = forms.ChoiceField(label=_("Vacancy"), required=False)
    q = forms.CharField(label=_("Your public number"), required=False, max_length=40)

    def __init__(self, data: QueryDict, *, vacancies: Iterable[VacancyFacts]) -> None:
        super().__init__(data)
        choices = [(str(one.id), f"{one.code} {one.position}") for one in vacancies]
        if choices:
            self.fields["vacancy"].choices = [("", _("All vacancies")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["vacancy"]
        self.is_valid()

    @property
    def chosen(self) -> tuple[int | None, str]:
        """The vacancy and the beginning of the number that the reader looks for."""
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        vacancy = cleaned.get("vacancy") or ""
        return (int(vacancy) if vacancy else None), typed(cleaned.get("q") or "")

    @property
    def is_used(self) -> bool:
        return self.chosen != (None, "")


class SearchForm(forms.Form):
    """One's own number, in one round."""

    round = forms.TypedChoiceField(label=_("Round"), coerce=int)
    q = forms.CharField(
        label=_("Your public number"),
        help_text=_("16 letters and digits, on your receipt and on your own page."),
        max_length=40,
    )

    def __init__(self, data: QueryDict | None, *, rounds: Iterable[Round]) -> None:
        super().__init__(data)
        there = [(str(one.pk), f"{one.agency.short_name}: {one.title}") for one in rounds]
        self.fields["round"].choices = [("", _("Choose the round")), *there]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        number = typed(self.cleaned_data["q"])
        if len(number) != PID_SIGNS:
            raise forms.ValidationError(
                _("A public number has 16 letters and digits, like k7m2-p9q4-x1c8-v5ha.")
            )
        return number
