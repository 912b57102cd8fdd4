"""A vacancy in four forms: what it asks of people, of documents, of anything else, and how it tests."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.core.norms import Norm
from terang.stages.vacancies import reference
from terang.stages.vacancies.drafts import VacancyDraft
from terang.stages.vacancies.soundness import LONGEST_MECHANISM, MOST_SLOTS, MOST_YEARS, OLDEST
from terang.stages.vacancies.states import VacancyState
from terang.stages.vacancies.wording import education_named


class VacancyForm(forms.Form):
    """Whom it is for, how many, and what they must bring."""

    kind = forms.ChoiceField(label=_("Kind of formasi"))
    slots = forms.IntegerField(label=_("Slots"), min_value=1, max_value=MOST_SLOTS)
    education_codes = forms.MultipleChoiceField(
        label=_("Accepted education"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_codes = forms.RegexField(
        r"[0-9 ,;]*", label=_("Further education codes"), required=False, max_length=200,
        help_text=_("Seven digits each, with spaces between them."),
    )  # fmt: skip
    gpa_min = forms.DecimalField(
        label=_("Lowest GPA"), required=False, min_value=0, max_value=4, max_digits=3, decimal_places=2, localize=True,
        help_text=_("On a scale of 4. Leave it empty if any GPA is accepted."),
    )  # fmt: skip
    age_min = forms.IntegerField(label=_("Lowest age"), min_value=1, max_value=OLDEST)
    age_max = forms.IntegerField(label=_("Highest age"), min_value=1, max_value=OLDEST)
    experience_years = forms.IntegerField(label=_("Years of experience"), min_value=0, max_value=MOST_YEARS)
    mechanism = forms.CharField(
        label=_("Mechanism"), max_length=LONGEST_MECHANISM, widget=forms.Textarea,
        help_text=_("How people are chosen, step by step, in plain words."),
    )  # fmt: skip

    def __init__(self, *args: Any, norm: Norm, draft: VacancyDraft, **options: Any) -> None:
        options["initial"] = _initial(draft)
        super().__init__(*args, **options)
        kinds = [(kind.code, kind.label) for kind in norm.kinds.values() if kind.threshold]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        codes = [(one.code, _education(one)) for one in reference.education().values()]
        self.fields["education_codes"].choices = codes  # type: ignore[attr-defined]
        self.draft = draft

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        codes = [*cleaned.get("education_codes", []), *_split(cleaned.get("more_codes", ""))]
        if not codes or any(len(code) != 7 for code in codes):
            self.add_error("more_codes", _("Name at least one education code; each has 7 digits."))
        if cleaned.get("age_min", 0) > cleaned.get("age_max", OLDEST):
            self.add_error("age_max", _("The highest age is below the lowest."))
        cleaned["education_codes"] = tuple(dict.fromkeys(codes))
        return cleaned

    def written(self) -> VacancyDraft:
        """The draft with what was filled in here."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "more_codes"}
        return replace(self.draft, **fields)


class VacancyFilter(forms.Form):
    q = forms.CharField(label=_("Position, unit or code"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *VacancyState.choices]
    )


def _initial(draft: VacancyDraft) -> dict[str, object]:
    known = reference.education()
    return {
        "kind": draft.kind, "slots": draft.slots, "gpa_min": draft.gpa_min, "age_min": draft.age_min,
        "age_max": draft.age_max, "experience_years": draft.experience_years, "mechanism": draft.mechanism,
        "education_codes": [code for code in draft.education_codes if code in known],
        "more_codes": " ".join(code for code in draft.education_codes if code not in known),
    }  # fmt: skip


def _education(one: reference.Education) -> str:
    named = education_named(one.code)
    return named if one.confirmed else str(_("%(education)s, example, not confirmed") % {"education": named})


def _split(codes: str) -> list[str]:
    return codes.replace(",", " ").replace(";", " ").split()
