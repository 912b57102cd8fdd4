"""Form fields that ask as people answer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))


class DayWidget(forms.MultiWidget):
    """Three boxes: day, month, year. Easier than a calendar for a date one knows by heart."""

    template_name = "ui/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric", "size": size}) for name, _label, size in PARTS
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Split a day into its boxes."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name each box, so that its label stands above it."""
        context = super().get_context(name, value, attrs)
        for box, (_part, label, size) in zip(context["widget"]["subwidgets"], PARTS, strict=True):
            box.update(label=label, size=size)
        return context

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> bool:
        """Count the day as given as soon as one box is."""
        return all(f"{name}_{part}" not in data for part, _label, _size in PARTS)


class DayField(forms.MultiValueField):
    """A day typed as day, month, year; says which day does not exist."""

    widget = DayWidget

    def __init__(self, **options: Any) -> None:
        boxes = tuple(forms.IntegerField(min_value=1, max_value=9999) for _part in PARTS)
        super().__init__(fields=boxes, **options)

    def compress(self, data_list: list[int]) -> date | None:
        """Make one day of the three numbers. Refused: a day that the calendar does not have."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return date(year, month, day)
        except ValueError:
            raise ValidationError(_("This day does not exist in the calendar."), code="invalid") from None
