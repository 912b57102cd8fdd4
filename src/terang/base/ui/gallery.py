"""What the gallery shows: invented values for every component, and forms in every state."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from terang.base.ui.fields import DayField
from terang.base.ui.states import USUAL
from terang.base.ui.values import MEANINGS, Bar, Change, Column, Download, Item, Link, NavItem, Step, Tab, Tag

THEMES = ("terang", "alak", "makassar", "tanjungbalai", "sawahlunto", "andir")
NOON = datetime(2026, 5, 12, 5, 0, tzinfo=UTC)
EDUCATION = [("s1", _("Bachelor of nursing")), ("d3", _("Diploma of nursing"))]


class SampleForm(forms.Form):
    """One field of each kind."""

    full_name = forms.CharField(label=_("Full name"), max_length=100)
    email = forms.EmailField(label=_("E-mail"), help_text=_("We write to you here when something changes."))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
    gpa = forms.DecimalField(label=_("Grade point average"), max_digits=3, decimal_places=2)
    children = forms.IntegerField(label=_("Years of experience"), required=False)
    education = forms.ChoiceField(label=_("Education"), choices=[("", _("Choose")), *EDUCATION])
    gender = forms.ChoiceField(
        label=_("Decision"), choices=[("yes", _("Met")), ("no", _("Not met"))], widget=forms.RadioSelect
    )
    wishes = forms.MultipleChoiceField(
        label=_("What you need at the exam"),
        required=False,
        choices=[("reader", _("A screen reader")), ("time", _("More time"))],
        widget=forms.CheckboxSelectMultiple,
    )
    born_on = DayField(label=_("Date of birth"), help_text=_("For example 27 3 1998"))
    graduated_on = forms.DateField(label=_("Date of the diploma"), required=False)
    opens_at = forms.DateTimeField(label=_("Opens at"), required=False)
    statement = forms.CharField(label=_("Why this position?"), max_length=500, widget=forms.Textarea)
    diploma = forms.FileField(label=_("Diploma"), help_text=_("PDF or photo, at most 2 MB"))
    honest = forms.BooleanField(label=_("Everything I have written is true."))


class SearchForm(forms.Form):
    """A search with one filter."""

    q = forms.CharField(label=_("Position"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), ("open", _("Open"))])


def samples(request: HttpRequest) -> dict[str, object]:
    """Collect everything that the template of the gallery shows."""
    theme = request.GET.get("theme", "")
    chosen = {"gallery_theme": theme} if theme in THEMES else {}
    return {**chosen, **form_samples(), **fact_samples(), **way_samples(request), "themes": THEMES}


def form_samples() -> dict[str, object]:
    """Forms: untouched, wrong, filled, and with a field that may not be changed."""
    wrong = SampleForm(
        {"born_on_day": "31", "born_on_month": "2", "born_on_year": "1998", "email": "x"}, auto_id="wrong_%s"
    )
    filled = SampleForm(
        initial={"born_on": date(1998, 3, 27), "gpa": Decimal("3.50"), "education": "s1"}, auto_id="kept_%s"
    )
    filled.fields["education"].disabled = True
    return {
        "sample": SampleForm(auto_id="new_%s"),
        "wrong": wrong,
        "filled": filled,
        "search_form": SearchForm(auto_id="f_%s"),
    }


def fact_samples() -> dict[str, object]:
    """Facts for tables, lists and charts."""
    return {
        "columns": [
            Column(_("Position")),
            Column(_("Slots"), numeric=True),
            Column(_("Highest score"), numeric=True),
            _("State"),
        ],
        "rows": [
            [Link("Perawat Terampil", "#tables"), 12, Decimal("87.50"), Tag(_("Published"), "good")],
            [
                Link("Penata Laksana Barang", "#tables"),
                1250,
                Decimal("91.125"),
                Tag(_("Waiting for approval"), "progress"),
            ],
            [Link("Pranata Komputer", "#tables"), 3, None, Tag(_("Draft"), "neutral")],
        ],
        "facts": [
            Item(_("Name"), "Wati Lestari", "#facts", _("Change")),
            Item(_("Score"), Decimal("87.50")),
            (_("Submitted"), NOON),
        ],
        "bars": [
            Bar(_("Registered"), 2140),
            Bar(_("Requirements met"), 1630),
            Bar(_("Sat the exam"), 1502),
            Bar(_("Placed"), 40),
        ],
        "changes": [
            Change(_("Registration closes"), "12 Mei 2026", "19 Mei 2026"),
            Change(_("Accepted degrees"), "", "D-III Keperawatan"),
            Change(_("Lowest grade point average"), Decimal("3.00"), ""),
        ],
        "downloads": [
            Download(_("Final ranking"), "#downloads", "CSV", "12 kB"),
            Download(_("Final ranking"), "#downloads", "JSON", "31 kB"),
            Download(_("Follow what is new"), "#downloads", "Atom"),
        ],
        "meanings": MEANINGS,
        "usual": list(USUAL),
        "noon": NOON,
        "score": Decimal("87.50"),
    }


def way_samples(request: HttpRequest) -> dict[str, object]:
    """Ways: steps, tabs, pages, breadcrumbs."""
    return {
        "steps_on": [
            Step(
                _("Registration"),
                "done",
                date(2026, 5, 1),
                date(2026, 5, 12),
                _("Your number is SWL26-000123."),
            ),
            Step(_("Check of documents"), "done", date(2026, 5, 13), date(2026, 5, 20)),
            Step(_("Exam"), "now", NOON, None, _("Room 2, seat 14."), "#steps"),
            Step(_("Result"), "next", date(2026, 6, 20)),
        ],
        "steps_stopped": [
            Step(_("Registration"), "done", date(2026, 5, 1)),
            Step(
                _("Check of documents"), "stopped", date(2026, 5, 13), text=_("You may object until 23 May.")
            ),
        ],
        "tab_items": [
            Tab(_("Vacancies"), "#tabs", current=True),
            Tab(_("Schedule"), "#tabs2"),
            Tab(_("Results"), "#tabs3"),
        ],
        "crumbs": [Link(_("Front page"), "/"), Link("Kota Sawahlunto", "#crumbs")],
        "links": [Link(_("Requirements"), "#links"), Link(_("Schedule"), "#links")],
        "page": Paginator(range(1, 231), 20).get_page(request.GET.get("page", 4)),
        "navigation": [
            NavItem(_("Gallery"), request.path, current=True),
            NavItem(_("Accessibility"), "accessibility/"),
        ],
    }
