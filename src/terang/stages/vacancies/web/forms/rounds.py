"""The norm and the calendar of a round."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from terang.core import norms
from terang.core.norms import Norm
from terang.stages.vacancies import checks
from terang.stages.vacancies.models import StageWindow
from terang.stages.vacancies.states import Stage, stages_of


class NormForm(forms.Form):
    norm_id = forms.ChoiceField(label=_("Norm"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = map(norms.load, norms.available())
        choices = [(norm.id, norm.title) for norm in known if not checks.of_norm(norm)]
        self.fields["norm_id"].choices = choices  # type: ignore[attr-defined]


class CalendarForm(forms.Form):
    """Two instants for each stage of the norm."""

    def __init__(self, *args: Any, norm: Norm, windows: Iterable[StageWindow] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        known = {row.stage: row for row in windows}
        self.wanted = stages_of(norm)
        for stage in self.wanted:
            row = known.get(stage)
            self._add(stage, "opens_at", _("opens"), row.opens_at if row else None)
            self._add(stage, "closes_at", _("closes"), row.closes_at if row else None)

    def _add(self, stage: str, name: str, words: Any, present: datetime | None) -> None:
        label = _("%(stage)s %(does)s") % {"stage": Stage(stage).label, "does": words}
        initial = timezone.localtime(present) if present else None
        self.fields[f"{stage}_{name}"] = forms.DateTimeField(label=label, initial=initial)

    @property
    def stages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes of each stage, under its name."""
        return [
            (str(Stage(one).label), [self[f"{one}_opens_at"], self[f"{one}_closes_at"]])
            for one in self.wanted
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for stage in self.wanted:
            opens, closes = cleaned.get(f"{stage}_opens_at"), cleaned.get(f"{stage}_closes_at")
            if opens and closes and opens >= closes:
                self.add_error(f"{stage}_closes_at", _("This stage closes before it opens."))
        return cleaned

    @property
    def windows(self) -> Mapping[str, tuple[datetime, datetime]]:
        """The calendar as the command takes it."""
        got = self.cleaned_data
        return {stage: (got[f"{stage}_opens_at"], got[f"{stage}_closes_at"]) for stage in self.wanted}


class MoveForm(forms.Form):
    opens_at = forms.DateTimeField(label=_("Opens"))
    closes_at = forms.DateTimeField(label=_("Closes (this instant no longer belongs to it)"))
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea, help_text=_("Everybody will read it.")
    )
