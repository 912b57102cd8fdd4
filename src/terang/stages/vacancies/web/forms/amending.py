"""The form of an amendment: every value that may change, filled with what holds now."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.stages.vacancies import changes
from terang.stages.vacancies.models import Vacancy
from terang.stages.vacancies.states import Defect
from terang.stages.vacancies.web.forms.parts import Group

LONGEST = 8_000


class AmendForm(forms.Form):
    """One field for each path of `changes`; only what differs becomes part of the amendment."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea,
        help_text=_("Applicants and everybody else will read it."),
    )  # fmt: skip

    def __init__(self, *args: Any, vacancy: Vacancy, **options: Any) -> None:
        super().__init__(*args, **options)
        self.paths: dict[str, str] = {}
        self.groups: list[Group] = []
        self._group(_("The vacancy"), vacancy, "", changes.VACANCY)
        for asked in vacancy.requirements.all():
            fields = {
                name: said
                for name, said in changes.REQUIREMENT.items()
                if asked.document or name != "largest_kb"
            }
            self._group(f"{asked.clause} {asked.text[:60]}", asked, f"requirement:{asked.clause}:", fields)
        for test in vacancy.tests.all():
            fields = {name: said for name, said in changes.TEST.items() if changes.is_open(test, name)}
            self._group(test.title, test, f"test:{test.pk}:", fields)

    def _group(self, title: Any, row: Any, prefix: str, fields: Any) -> None:
        names = []
        for name, (label, _read) in fields.items():
            if prefix == "" and getattr(row, name) is None:
                continue
            field = self._field(name, str(label), changes.shown(getattr(row, name)))
            key = f"{prefix}{name}".replace(":", "-").replace(".", "_")
            self.paths[key], self.fields[key] = f"{prefix}{name}", field
            names.append(key)
        self.groups.append(Group(title, [self[key] for key in names]))

    def _field(self, name: str, label: str, present: str) -> forms.Field:
        if name == "defect":
            return forms.ChoiceField(label=label.capitalize(), choices=Defect.choices, initial=present)
        widget = forms.Textarea if name == "mechanism" else forms.TextInput
        return forms.CharField(
            label=label.capitalize(), max_length=LONGEST, initial=present, required=False, widget=widget
        )

    @property
    def wanted(self) -> dict[str, str]:
        """The values by path."""
        return {path: self.cleaned_data[key] for key, path in self.paths.items()}
