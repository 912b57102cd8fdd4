"""Forms of panels."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.stages.panels import shelf
from terang.stages.panels.models import Criterion, Scale
from terang.stages.panels.shelf import CriterionDraft

LONGEST = 2000


class ChooseForm(forms.Form):
    """A rubric from the library."""

    code = forms.ChoiceField(label=_("Rubric from the library"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = shelf.fitting(kind)
        others = tuple(one for one in shelf.all_rubrics() if one not in fitting)
        self.fields["code"].choices = [(one.code, one.title) for one in (*fitting, *others)]  # type: ignore[attr-defined]


class RubricForm(forms.Form):
    """Title and guidance of a rubric."""

    title = forms.CharField(label=_("Title"), max_length=160)
    guidance = forms.CharField(
        label=_("Guidance for the assessors"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST,
    )


class CriterionForm(forms.Form):
    """One criterion; left empty, it is left out."""

    title = forms.CharField(label=_("What is judged"), max_length=160, required=False)
    weight = forms.DecimalField(
        label=_("Weight in percent"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        required=False,
        localize=True,
    )
    scale = forms.ChoiceField(label=_("Scale"), choices=Scale, required=False)
    anchors = forms.CharField(
        label=_("What each level looks like"),
        help_text=_(
            "One line per level, best first: the level, a colon, the sentence. “5: finds every sign of danger”"
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=LONGEST,
    )

    def draft(self) -> CriterionDraft | None:
        """The criterion, or None where the form was left empty."""
        said = self.cleaned_data
        if not said.get("title"):
            return None
        lines = [line.partition(":") for line in said["anchors"].splitlines() if line.strip()]
        anchors = tuple((level.strip()[:20], sentence.strip()) for level, _colon, sentence in lines)
        return CriterionDraft(
            said["title"], said["weight"] or Decimal(0), said["scale"] or Scale.FIVE, anchors
        )


def lines_of(criterion: Criterion) -> dict[str, object]:
    """What a criterion says, as its form shows it."""
    anchors = "\n".join(f"{level}: {sentence}" for level, sentence in criterion.anchors)
    return {
        "title": criterion.title,
        "weight": criterion.weight,
        "scale": criterion.scale,
        "anchors": anchors,
    }


CriterionForms = forms.formset_factory(CriterionForm, extra=2, max_num=12, validate_max=True, absolute_max=20)


class PoolForm(forms.Form):
    """Who may judge a test, and how many judge each candidate."""

    assessor_ids = forms.TypedMultipleChoiceField(
        label=_("Assessors"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    each = forms.TypedChoiceField(
        label=_("Assessors for each candidate"),
        coerce=int,
        choices=[(2, "2"), (3, "3")],
        initial=2,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, people: list[Person], fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessor_ids"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]
        if fixed:
            del self.fields["each"]


class PlaceForm(forms.Form):
    """Where a test takes place."""

    minutes = forms.IntegerField(label=_("Minutes for each candidate"), min_value=1, max_value=24 * 60)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link of the online meeting"),
        help_text=_(
            "For a test held online. It must begin with https://; only the candidate and the assessors see it."
        ),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("place") and not said.get("link") and not self.errors:
            raise forms.ValidationError(_("Give the place, or the link of the online meeting."))
        return said

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError(_("The link must begin with https://."))
        return link


class AppointmentForm(PlaceForm):
    """One appointment."""

    starts_at = forms.DateTimeField(label=_("Begins"))
    field_order = ["starts_at", "minutes", "place", "link"]


class ScheduleForm(PlaceForm):
    """Appointments one after the other."""

    first_at = forms.DateTimeField(label=_("The first begins"))
    pause = forms.IntegerField(
        label=_("Pause between two, in minutes"), min_value=0, max_value=600, initial=5
    )
    until = forms.TimeField(label=_("Last end of the day"), initial="16:00")
    rooms = forms.IntegerField(label=_("Candidates at the same time"), min_value=1, max_value=50, initial=1)
    field_order = ["first_at", "minutes", "pause", "until", "rooms", "place", "link"]


class ReasonForm(forms.Form):
    """A sentence of why."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)


class ApproveForm(forms.Form):
    """Exactly what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WorkForm(forms.Form):
    """The document of a portfolio or presentation."""

    document = forms.FileField(
        label=_("Document (PDF)"), help_text=_("One PDF of at most 4 MB and 60 pages.")
    )


class MarksForm(forms.Form):
    """Points and evidence for every criterion; a draft may be incomplete."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"points-{one.pk}"] = _points_field(one)
            self.fields[f"evidence-{one.pk}"] = forms.CharField(
                label=_("Evidence: what you saw, heard or read"),
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                max_length=LONGEST,
            )

    def given(self) -> dict[int, tuple[Decimal | None, str]]:
        """By criterion: points and evidence."""
        said = self.cleaned_data
        return {
            one.pk: (Decimal(said[f"points-{one.pk}"]) if said[f"points-{one.pk}"] not in (None, "") else None,
                     said[f"evidence-{one.pk}"])
            for one in self.criteria
        }  # fmt: skip

    def pairs(self) -> list[tuple[Criterion, Any, Any]]:
        """For the template: each criterion with its two fields."""
        return [(one, self[f"points-{one.pk}"], self[f"evidence-{one.pk}"]) for one in self.criteria]


def _points_field(criterion: Criterion) -> forms.Field:
    label = _("Points")
    if criterion.scale == Scale.HUNDRED:
        return forms.DecimalField(
            label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False, localize=True,
            help_text=_("0 to 100"),
        )  # fmt: skip
    levels = [(level, f"{level} – {sentence}") for level, sentence in criterion.anchors]
    return forms.ChoiceField(label=label, choices=levels, widget=forms.RadioSelect, required=False)
