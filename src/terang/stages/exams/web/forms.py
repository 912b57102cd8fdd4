"""What officials type about questions, forms and sessions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.core import norms
from terang.core.norms import Norm
from terang.stages.exams.commands.admitting import LARGEST_EXTRA
from terang.stages.exams.commands.composing import MOST_FORMS
from terang.stages.exams.drawing import Cell
from terang.stages.exams.reading.drafts import LONGEST_OPTION, LONGEST_STEM, LONGEST_TOPIC, MOST_OPTIONS
from terang.stages.exams.rulebook import norm_choices, parts_of, second_part
from terang.stages.exams.states import ItemState, Stage

SHOWN_OPTIONS = 5


class ItemForm(forms.Form):
    """One question with its options and their points."""

    part = forms.ChoiceField(label=_("Part"))
    topic = forms.CharField(label=_("Topic"), max_length=LONGEST_TOPIC, required=False)
    stem = forms.CharField(label=_("Question"), max_length=LONGEST_STEM, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *given: Any, norm: Norm, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = [(part.code, part.label) for part in parts_of(norm).values()]
        self.fields["part"] = forms.ChoiceField(label=_("Part"), choices=choices)
        for n in range(1, MOST_OPTIONS + 1):
            if n <= SHOWN_OPTIONS or (self.initial.get(f"option_{n}") or self.data.get(f"option_{n}")):
                self.fields[f"option_{n}"] = forms.CharField(
                    label=_("Option %(n)d") % {"n": n},
                    max_length=LONGEST_OPTION,
                    required=n <= 2,
                )
                self.fields[f"points_{n}"] = forms.IntegerField(
                    label=_("Points of option %(n)d") % {"n": n},
                    min_value=0,
                    max_value=100,
                    required=n <= 2,
                )

    def clean(self) -> dict[str, Any]:
        """An option and its points come together."""
        cleaned = super().clean() or self.cleaned_data
        for n in range(1, MOST_OPTIONS + 1):
            text, points = cleaned.get(f"option_{n}"), cleaned.get(f"points_{n}")
            if text and points is None and f"points_{n}" not in self.errors:
                self.add_error(f"points_{n}", _("Say how many points this option gives."))
        return cleaned

    @property
    def question(self) -> dict[str, Any]:
        """The arguments of the command."""
        said = self.cleaned_data
        numbers = [n for n in range(1, MOST_OPTIONS + 1) if said.get(f"option_{n}")]
        options = [(said[f"option_{n}"], said[f"points_{n}"]) for n in numbers]
        return {"part": said["part"], "topic": said["topic"], "stem": said["stem"], "options": options}

    @classmethod
    def initial_of(cls, question: Mapping[str, Any]) -> dict[str, Any]:
        """A kept question, as the form shows it."""
        found = {name: question[name] for name in ("part", "topic", "stem")}
        for n, option in enumerate(question["options"], start=1):
            found |= {f"option_{n}": option["text"], f"points_{n}": option["points"]}
        return found


class NormForm(forms.Form):
    """Under which norm a question is written."""

    norm = forms.ChoiceField(label=_("Norm"), choices=norm_choices)


class ItemFilter(forms.Form):
    """Which questions of the bank are listed."""

    norm = forms.ChoiceField(
        label=_("Norm"), required=False, choices=lambda: [("", _("All")), *norm_choices()]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ItemState.choices])


class ImportForm(forms.Form):
    """A file of questions."""

    norm = forms.ChoiceField(label=_("Norm"), choices=norm_choices)
    file = forms.FileField(
        label=_("File"), help_text=_("GIFT (.txt, .gift) or CSV (.csv), UTF-8, at most 2 MB."), max_length=120
    )


class NoteForm(forms.Form):
    """Why a question goes back to its author."""

    note = forms.CharField(
        label=_("What should be mended?"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )


class BlueprintForm(forms.Form):
    """How forms are drawn: counts follow from the norm; topics may be asked for."""

    forms_count = forms.IntegerField(
        label=_("Parallel forms"), min_value=1, max_value=MOST_FORMS, initial=2,
        help_text=_("Each candidate gets one of them by lot."),
    )  # fmt: skip

    def __init__(self, *given: Any, norm: Norm, stage: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.stage = stage
        self.parts = list(norm.parts) if stage == Stage.FIRST else [second_part(norm, 1)]
        for part in self.parts:
            if stage == Stage.SECOND:
                self.fields["count"] = forms.IntegerField(
                    label=_("Questions"), min_value=1, max_value=200, initial=20
                )
            self.fields[f"topics_{part.code}"] = forms.CharField(
                label=_("Topics of %(part)s") % {"part": part.label}, required=False, max_length=500,
                widget=forms.Textarea({"rows": 3}),
                help_text=_("One a line with its count, for example: integritas 5. Empty: any topics."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Topics are lines that end with a count."""
        cleaned = super().clean() or self.cleaned_data
        for part in self.parts:
            name = f"topics_{part.code}"
            try:
                cleaned[name] = _topics(str(cleaned.get(name) or ""))
            except ValueError:
                self.add_error(name, _("Each line is a topic and a whole number."))
        return cleaned

    @property
    def cells(self) -> list[Cell]:
        """The blueprint."""
        said = self.cleaned_data
        return [
            Cell(
                part.code,
                said["count"] if self.stage == Stage.SECOND else part.questions,
                said[f"topics_{part.code}"],
            )
            for part in self.parts
        ]


class SessionForm(forms.Form):
    """When and where a session is."""

    title = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("For example: Session 1, Monday morning")
    )
    site = forms.CharField(label=_("Site and room"), max_length=160)
    starts_at = forms.DateTimeField(label=_("Begins"), help_text=_("In the time zone of your agency."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)


class MinutesForm(forms.Form):
    """Extra minutes for one candidate."""

    minutes = forms.IntegerField(
        label=_("Extra minutes"), min_value=0, max_value=LARGEST_EXTRA,
        help_text=_("Only for a disability that the rules know. Kept in the journal."),
    )  # fmt: skip


def default_minutes(norm_id: str) -> int:
    """How long the first exam of a norm takes."""
    return norms.load(norm_id).minutes


def _topics(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        topic, count = line.rsplit(maxsplit=1)
        if not 1 <= int(count) <= 200:
            raise ValueError
        found[topic] = int(count)
    return found
