"""Documents, further requirements and tests: a fixed number of rows, so that no script is needed."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terang.core.norms import Norm
from terang.stages.vacancies import reference
from terang.stages.vacancies.drafts import DocumentAsked, OtherRequirement, TestPlanned, VacancyDraft
from terang.stages.vacancies.soundness import FORMATS, LARGEST_KB, LONGEST_TEST, LONGEST_TEXT, LONGEST_TITLE
from terang.stages.vacancies.states import Defect

OTHER_ROWS, TEST_ROWS = 5, 6


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a heading."""

    title: str | Promise
    fields: list[forms.BoundField]


class Rows(forms.Form):
    """A form whose fields come in rows: `name_row`."""

    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, draft: VacancyDraft, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft
        self.rows: list[tuple[str, str | Promise]] = []

    def add_row(self, row: str, heading: str | Promise, /, **fields: forms.Field) -> None:
        self.rows.append((row, heading))
        self.fields.update({f"{name}_{row}": field for name, field in fields.items()})

    @property
    def groups(self) -> list[Group]:
        return [Group(title, [self[f"{name}_{row}"] for name in self.names]) for row, title in self.rows]

    def got(self, row: str, name: str) -> Any:
        return self.cleaned_data.get(f"{name}_{row}")


def _defect(initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("A wrong or missing one"), choices=Defect.choices, initial=initial)


class DocumentsForm(Rows):
    """Which documents, in which format and size, and what a defect means."""

    names = ("asked", "text", "formats", "largest_kb", "defect")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = {one.slot: one for one in self.draft.documents}
        for slot in dict.fromkeys([*reference.slots(), *asked]):
            now = asked.get(slot) or DocumentAsked.usual(slot)
            self.add_row(
                slot, now.text,
                asked=forms.BooleanField(label=_("Ask for this document"), required=False, initial=slot in asked),
                text=forms.CharField(label=_("Words"), max_length=LONGEST_TEXT, initial=now.text),
                formats=forms.MultipleChoiceField(
                    label=_("Formats"), choices=[(one, one.upper()) for one in FORMATS], initial=list(now.formats),
                    widget=forms.CheckboxSelectMultiple,
                ),
                largest_kb=forms.IntegerField(
                    label=_("Largest size in KB"), min_value=1, max_value=LARGEST_KB, initial=now.largest_kb
                ),
                defect=_defect(now.defect),
            )  # fmt: skip

    def written(self) -> VacancyDraft:
        """The draft with these documents."""
        chosen = [slot for slot, _title in self.rows if self.got(slot, "asked")]
        return replace(self.draft, documents=tuple(self._document(slot) for slot in chosen))

    def _document(self, slot: str) -> DocumentAsked:
        return DocumentAsked(
            slot, self.got(slot, "text"), self.got(slot, "defect"), tuple(self.got(slot, "formats")),
            self.got(slot, "largest_kb"),
        )  # fmt: skip


class OthersForm(Rows):
    """What only a person can judge."""

    names = ("text", "defect")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(OTHER_ROWS):
            now = self.draft.others[number] if number < len(self.draft.others) else OtherRequirement("")
            self.add_row(
                str(number), _("Requirement %d") % (number + 1),
                text=forms.CharField(label=_("Words"), max_length=LONGEST_TEXT, required=False, initial=now.text),
                defect=_defect(now.defect),
            )  # fmt: skip

    def written(self) -> VacancyDraft:
        """The draft with these requirements."""
        given = [(self.got(row, "text"), self.got(row, "defect")) for row, _title in self.rows]
        return replace(
            self.draft, others=tuple(OtherRequirement(text, defect) for text, defect in given if text)
        )


class TestsForm(Rows):
    """The second tests with their weights, which must sum to 100, and knock-outs."""

    __test__ = False  # not a test of pytest

    names = ("kind", "title", "weight", "minutes", "knockout_minimum")

    def __init__(self, *args: Any, norm: Norm, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [("", _("no test")), *norm.test_kinds.items()]
        for number in range(max(TEST_ROWS, len(self.draft.tests))):
            now = self.draft.tests[number] if number < len(self.draft.tests) else None
            self.add_row(
                str(number), _("Test %d") % (number + 1),
                kind=forms.ChoiceField(
                    label=_("Kind of test"), choices=kinds, required=False, initial=now.kind if now else ""
                ),
                title=forms.CharField(
                    label=_("Title"), max_length=LONGEST_TITLE, required=False, initial=now.title if now else "",
                    help_text=_("Left empty, the kind's own name."),
                ),
                weight=_percent(_("Weight in percent of the second tests"), now.weight if now else None),
                minutes=forms.IntegerField(
                    label=_("Minutes"), min_value=1, max_value=LONGEST_TEST, required=False,
                    initial=now.minutes if now else 90,
                ),
                knockout_minimum=_percent(
                    _("Knocks out below (points of 100); empty: knocks nobody out"), now.knockout_minimum if now else None
                ),
            )  # fmt: skip
        self.norm = norm

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row, _title in self.rows:
            if cleaned.get(f"kind_{row}"):
                for name in ("weight", "minutes"):
                    if cleaned.get(f"{name}_{row}") is None and f"{name}_{row}" not in self.errors:
                        self.add_error(f"{name}_{row}", _("Fill this in for every test."))
        return cleaned

    def written(self) -> VacancyDraft:
        """The draft with these tests."""
        chosen = [row for row, _title in self.rows if self.got(row, "kind")]
        return replace(self.draft, tests=tuple(self._test(row) for row in chosen))

    def _test(self, row: str) -> TestPlanned:
        kind, least = self.got(row, "kind"), self.got(row, "knockout_minimum")
        title = self.got(row, "title") or self.norm.test_kinds[kind]
        return TestPlanned(
            kind, title, self.got(row, "weight"), self.got(row, "minutes"), knockout=least is not None,
            knockout_minimum=least,
        )  # fmt: skip


def _percent(label: Any, initial: Decimal | None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        required=False,
        initial=initial,
    )
