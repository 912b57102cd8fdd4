"""What verifiers and approvers write."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.stages.screening.commands import Judgement
from terang.stages.screening.commands.checking import LONGEST_SENTENCE, SHORTEST_SENTENCE
from terang.stages.screening.queries import Line, Sheet
from terang.stages.screening.states import CaseState

MET, NOT_MET = "met", "not_met"
CHOICES = ((MET, _("Met")), (NOT_MET, _("Not met")))


class FindingsForm(forms.Form):
    """For each requirement met or not, and the sentence for the applicant. The rules' view is the suggestion."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = sheet.lines
        self.fields["version"].initial = sheet.case.version
        for line in sheet.lines:
            self._ask(line)

    def _ask(self, line: Line) -> None:
        requirement = line.judged.requirement
        clause = {"clause": requirement.clause}
        self.fields[f"met_{requirement.id}"] = forms.ChoiceField(
            label=_("Clause %(clause)s: is it met?") % clause,
            choices=CHOICES, widget=forms.RadioSelect, required=False, initial=_suggested(line),
        )  # fmt: skip
        self.fields[f"sentence_{requirement.id}"] = forms.CharField(
            label=_("Clause %(clause)s: why not? A sentence for the applicant") % clause,
            widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=LONGEST_SENTENCE,
            initial=_sentence(line),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A "no" needs its sentence: said at the field that lacks it."""
        data = super().clean() or {}
        for line in self.lines:
            name = f"sentence_{line.judged.requirement.id}"
            is_no = data.get(f"met_{line.judged.requirement.id}") == NOT_MET
            if is_no and name not in self.errors and len(data.get(name, "").strip()) < SHORTEST_SENTENCE:
                self.add_error(
                    name, _("Say in a sentence why it is not met, so that the applicant understands it.")
                )
        return data

    def rows(self) -> Iterator[tuple[Line, forms.BoundField, forms.BoundField]]:
        """Each requirement with its two fields."""
        for line in self.lines:
            pk = line.judged.requirement.id
            yield line, self[f"met_{pk}"], self[f"sentence_{pk}"]

    def judgements(self) -> list[Judgement]:
        """What was chosen; what was left open is not in it."""
        made = []
        for line in self.lines:
            pk = line.judged.requirement.id
            chosen = self.cleaned_data.get(f"met_{pk}")
            if chosen:
                made.append(Judgement(pk, chosen == MET, self.cleaned_data.get(f"sentence_{pk}", "")))
        return made


class VersionForm(forms.Form):
    """Which writing of the file the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ReasonForm(forms.Form):
    """Why a list goes back."""

    reason = forms.CharField(
        label=_("Why do you send it back?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class FilterForm(forms.Form):
    """Which files of a round."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *CaseState.choices], required=False)


def _suggested(line: Line) -> str:
    """What was found; else what the rules say. That a document is there says nothing of what is in it."""
    if line.finding is not None:
        return MET if line.finding.met else NOT_MET
    if line.judged.met is None or (line.judged.met and line.judged.requirement.document):
        return ""
    return MET if line.judged.met else NOT_MET


def _sentence(line: Line) -> str:
    if line.finding is not None:
        return line.finding.sentence
    return line.judged.sentence if line.judged.met is False else ""
