"""What applicants write, choose and upload."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terang.base.ui.fields import DayField
from terang.stages.applications.answers import LONGEST, Answers
from terang.stages.applications.consents import Opening
from terang.stages.applications.models import SAID, Said
from terang.stages.applications.slots import Slot
from terang.stages.vacancies import facts as vacancies

OTHER = "other"
MOST_CHOICES = 10


class ProfileForm(forms.Form):
    """What is the same in every application."""

    education_choice = forms.ChoiceField(
        label=_("Your education"),
        required=False,
        help_text=_(
            "Choose the programme on your diploma. Vacancies ask for codes, so that similar names can't be confused."
        ),
    )
    education_other = forms.RegexField(
        r"^[0-9]{7}$",
        label=_("Code of another programme"),
        required=False,
        help_text=_("Only if yours isn't in the list: the 7 digits of the national list of programmes."),
        error_messages={"invalid": _("The code has 7 digits.")},
    )
    education_label = forms.CharField(
        label=_("Degree and programme as on the diploma"),
        max_length=LONGEST["education_label"],
        required=False,
    )
    institution = forms.CharField(
        label=_("School or university"), max_length=LONGEST["institution"], required=False
    )
    gpa = forms.DecimalField(
        label=_("GPA"),
        max_digits=4,
        decimal_places=2,
        min_value=0,
        max_value=4,
        localize=True,
        required=False,
        help_text=_("On a scale of 4, with two decimals, as on the transcript: for example 3,25."),
    )
    graduated_on = DayField(
        label=_("Date of graduation"), required=False, help_text=_("The date on the diploma.")
    )
    born_on = DayField(
        label=_("Date of birth"),
        required=False,
        help_text=_("As on the diploma. The age limit is counted from it."),
    )
    experience_years = forms.IntegerField(
        label=_("Years of experience"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=_("Completed years in work like this. Write 0 if you have none."),
    )

    def __init__(self, *args: Any, said: Said | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _shown(said) if said else {}
        names = sorted(vacancies.education_names().items(), key=lambda one: one[1])
        self.fields["education_choice"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((code, f"{name} ({code})") for code, name in names),
            (OTHER, _("Another programme")),
        ]

    def clean(self) -> dict[str, Any]:
        """Say what can't be so in the words of the rules."""
        data = super().clean() or {}
        is_open = data.get("education_choice") == OTHER and not data.get("education_other")
        if is_open and "education_other" not in self.errors:
            self.add_error("education_other", _("Write the code, or choose your programme in the list."))
        if not self.errors:
            for problem in self.answers(data).problems(timezone.localdate()):
                self.add_error(None, str(problem))
        return data

    def answers(self, data: dict[str, Any] | None = None, statement: str = "") -> Answers:
        """What was written, as the commands take it."""
        data = self.cleaned_data if data is None else data
        chosen = data.get("education_choice") or ""
        code = (data.get("education_other") or "") if chosen == OTHER else chosen
        label = data.get("education_label") or vacancies.education_names().get(code, "")
        return Answers(
            education_code=code,
            education_label=label,
            institution=data.get("institution") or "",
            gpa=data.get("gpa"),
            graduated_on=data.get("graduated_on"),
            born_on=data.get("born_on"),
            experience_years=data.get("experience_years"),
            statement=data.get("statement", statement) or "",
        )


class AnswersForm(ProfileForm):
    """The same, and why one applies."""

    statement = forms.CharField(
        label=_("Why do you apply?"),
        required=False,
        widget=forms.Textarea(attrs={"maxlength": LONGEST["statement"], "rows": 6}),
        help_text=_("A few sentences in your own words. This isn't scored in the check of the documents."),
    )


class UploadForm(forms.Form):
    """One file for one slot."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)

    def __init__(self, *args: Any, slot: Slot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("%(formats)s, at most %(largest)d KB.") % {
            "formats": slot.permitted,
            "largest": slot.largest_kb,
        }
        self.fields["file"].widget.attrs["accept"] = ",".join(slot.accept)


class AlternativesForm(forms.Form):
    """The other vacancies that one agrees to, best liked first; all may be left open."""

    def __init__(self, *args: Any, openings: Sequence[Opening], chosen: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("none")), *((one.code, one.words) for one in openings)]
        self.names = [f"choice_{number}" for number in range(1, min(len(openings), MOST_CHOICES) + 1)]
        for number, name in enumerate(self.names, start=1):
            self.fields[name] = forms.ChoiceField(
                label=_("Choice %(number)d") % {"number": number}, choices=choices, required=False,
                initial=chosen[number - 1] if number <= len(chosen) else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A vacancy named twice is said at its second place."""
        data = super().clean() or {}
        seen: set[str] = set()
        for name in self.names:
            code = data.get(name)
            if code and code in seen:
                self.add_error(name, _("You have named this vacancy already."))
            seen.add(code or "")
        return data

    @property
    def alternatives(self) -> list[str]:
        """The codes, best liked first."""
        return [self.cleaned_data[name] for name in self.names if self.cleaned_data[name]]


class DeclarationForm(forms.Form):
    """The declaration that stands above the button."""

    declared = forms.BooleanField(label=_("Yes, I declare this"), required=False)


def _shown(said: Said) -> dict[str, Any]:
    shown = {name: getattr(said, name) for name in SAID}
    code = said.education_code
    is_listed = code in vacancies.education_names()
    shown["education_choice"] = code if is_listed or not code else OTHER
    shown["education_other"] = "" if is_listed else code
    return shown
