"""Numbers, days and instants as people here write them."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from terang.base.ui.components.library import register

Number = int | Decimal


@register.filter
def points(value: Number | str | None) -> str:
    """Show a score with every decimal that it has: nothing is rounded, nothing is dropped.

    The decimal sign is the reader's (87,50 in Indonesian); a missing score is a dash.
    """
    if value is None:
        return "–"
    return f"{Decimal(value):f}".replace(".", formats.get_format("DECIMAL_SEPARATOR"))


@register.filter
def number(value: Number | None) -> str:
    """Show a count with its thousands grouped (12.345 in Indonesian); a missing one is a dash."""
    return "–" if value is None else formats.number_format(value, use_l10n=True, force_grouping=True)


def zone_named(zone: str) -> tzinfo:
    """Find the zone asked for, or the active one: the agency's."""
    return ZoneInfo(zone) if zone else timezone.get_current_timezone()


def in_words(instant: datetime, zone: str = "") -> str:
    """Say an instant in the reader's language with the name of its zone: WIB, WITA or WIT."""
    local = instant.astimezone(zone_named(zone))
    return _("%(day)s at %(time)s %(zone)s") % {
        "day": formats.date_format(local, _("j F Y")),
        "time": formats.date_format(local, _("H:i")),
        "zone": local.tzname(),
    }


def time_tag(moment: datetime | date | None, zone: str = "") -> str | SafeString:
    """Write a `time` element for an instant or a day; words stay words, nothing is a dash."""
    if moment is None:
        return "–"
    if isinstance(moment, datetime):
        text = in_words(moment, zone)
    elif isinstance(moment, date):
        text = formats.date_format(moment, _("j F Y"))
    else:
        return str(moment)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


@register.simple_tag
def when(instant: datetime | None, *, zone: str = "") -> str | SafeString:
    """Tell an instant: day, time, zone."""
    return time_tag(instant, zone)


@register.simple_tag
def day(date: date | None, *, zone: str = "") -> str | SafeString:
    """Tell a day only, also of an instant."""
    if isinstance(date, datetime):
        return time_tag(date.astimezone(zone_named(zone)).date())
    return time_tag(date)


@register.simple_tag
def period(opens: datetime | date | None, closes: datetime | date | None, *, zone: str = "") -> SafeString:
    """Tell from when until when."""
    return format_html(_("{} until {}"), time_tag(opens, zone), time_tag(closes, zone))
